"""What a ranker and a detector are, whoever makes them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple


class Text(NamedTuple):
    """A passage that can be found."""

    id: str
    text: str
    initiative: str


Ranker = Callable[[str, Sequence[str], int], list[str]]
"""A query, the initiatives that are searched, and how many are wanted: ids of passages, best first."""


class Label(NamedTuple):
    """A label of the glossary where it stands in a text."""

    start: int
    end: int
    label: str
    concept: str
    """Of a label that has several the first, for a list of words knows no senses."""


Detector = Callable[[str], list[Label]]
"""The labels of a text in its order, none over another."""
