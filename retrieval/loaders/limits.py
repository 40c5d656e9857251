"""What a file may cost, and the one error that every bad file ends as."""

from __future__ import annotations

from typing import Literal

from retrieval.documents import Frozen

Reason = Literal[
    "name",
    "empty",
    "no_text",
    "too_large",
    "unsupported",
    "wrong_type",
    "encoding",
    "encrypted",
    "macros",
    "damaged",
    "hostile",
    "time",
    "memory",
    "crashed",
]


class LoadError(Exception):
    """A file that cannot be read. The message names the file, what was found and expected, and the next step."""

    def __init__(self, reason: Reason, message: str) -> None:
        """Args: reason: for programs; message: for people."""
        super().__init__(message)
        self.reason = reason
        self.message = message


class Limits(Frozen):
    """The most that one file may take; beyond each of these it is refused."""

    file_bytes: int = 50_000_000
    unpacked_bytes: int = 300_000_000
    """Of all parts of an Office file together."""
    part_bytes: int = 32_000_000
    """Of one XML part of an Office file."""
    parts: int = 10_000
    letters: int = 5_000_000
    """Of the text that is read from the file."""
    blocks: int = 100_000
    columns: int = 1_000
    """Of one table."""
    pages: int = 2_000
    """Of a PDF."""
    memory_bytes: int = 1_500_000_000
    cpu_seconds: int = 30
    wall_seconds: float = 90.0
    result_bytes: int = 120_000_000
    """Of what the reading process may hand back."""


DEFAULT = Limits()


def too_large(name: str, what: str, most: int, unit: str) -> LoadError:
    """The error for a file with more of something than is read."""
    return LoadError(
        "too_large", f"{name}: {what}; at most {most:,} {unit} are read. Split the file and add the parts."
    )
