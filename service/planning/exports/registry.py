"""The formats a plan can be had in, one flat list."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from service.planning.exports.nouns import Export
from service.planning.exports.office import docx, xlsx
from service.planning.exports.picture import svg
from service.planning.exports.texts import csv, ics, json, markdown, mermaid, mspdi
from service.planning.nouns import Plan

EXPORTS: Mapping[str, Callable[[Plan], Export]] = {
    "md": markdown.export,
    "json": json.export,
    "ics": ics.export,
    "csv": csv.export,
    "xlsx": xlsx.export,
    "docx": docx.export,
    "mermaid": mermaid.export,
    "mspdi": mspdi.export,
    "svg": svg.export,
}
FORMATS: tuple[str, ...] = tuple(EXPORTS)


class UnknownFormat(ValueError):
    """There is no such export."""


def exported(plan: Plan, format: str) -> Export:
    """The plan as one of `FORMATS`.

    Raises:
        UnknownFormat: the format is none of them; the text lists them.
    """
    if format not in EXPORTS:
        raise UnknownFormat(f'format "{format}" is not known; expected one of {", ".join(FORMATS)}')
    return EXPORTS[format](plan)
