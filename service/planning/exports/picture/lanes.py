"""Laying out milestones: each with its label on a row of its track's lane, so that nothing lies on anything else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from service.planning.exports.dated import Dated, first, last
from service.planning.exports.picture.axis import Axis
from service.planning.exports.picture.paper import cut, width
from service.planning.exports.wording import hours, short, title_of
from service.planning.nouns import Milestone

ROW = 26.0
SIZE = 12.0
BADGE = 18.0
"""Room of one numbered warning."""
_MOST_BADGES = 3
_GAP = 6.0
_APART = 14.0
_DIAMOND = 16.0
_LABEL = 600.0
"""Pixels a label takes at most beside its mark."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A milestone in its place: the mark itself from `left` to `right`, its label and its warnings beside it."""

    milestone: Milestone
    left: float
    right: float
    single: bool
    """A single day, drawn as a diamond."""
    row: int
    when: str
    label: str
    """The title, cut to the room there is."""
    anchor: Literal["inside", "right", "left"]
    badges: tuple[str, ...]
    bold: bool

    @property
    def middle(self) -> float:
        """The mark's height within its lane."""
        return (self.row + 0.5) * ROW


def marks(milestones: Iterable[Milestone], view: Dated, scale: Axis) -> tuple[Mark, ...]:
    """Each milestone on the first row of the lane that has room for its mark and its label."""
    rows: list[list[tuple[float, float]]] = []
    placed = []
    for milestone in milestones:
        mark, begin, end = _mark(milestone, view, scale)
        row = next((number for number, taken in enumerate(rows) if _free(taken, begin, end)), len(rows))
        if row == len(rows):
            rows.append([])
        rows[row].append((begin, end))
        placed.append(replace(mark, row=row))
    return tuple(placed)


def height(placed: Iterable[Mark]) -> float:
    """Of a lane's rows."""
    return ROW * max((mark.row + 1 for mark in placed), default=0)


def _free(taken: list[tuple[float, float]], begin: float, end: float) -> bool:
    return all(end + _APART <= left or right + _APART <= begin for left, right in taken)


def _mark(milestone: Milestone, view: Dated, scale: Axis) -> tuple[Mark, float, float]:
    """The mark on row 0, and the pixels it occupies together with its label."""
    start, end = first(milestone), last(milestone)
    single = start == end
    left, right = scale.x(start), scale.x(end) + scale.day
    if single:
        middle = min(max((left + right) / 2, scale.left + _DIAMOND / 2), scale.right - _DIAMOND / 2)
        left, right = middle - _DIAMOND / 2, middle + _DIAMOND / 2
    elif right - left < 8:
        left = min(left, scale.right - 8)
        right = left + 8
    numbers = [str(number) for number, _ in view.warnings.get(milestone.id, ())]
    badges = tuple(numbers if len(numbers) <= _MOST_BADGES else [*numbers[: _MOST_BADGES - 1], "+"])
    beside = len(badges) * BADGE + (3 if badges else 0) + _GAP
    bold = milestone.id in view.critical
    when, title = _when(milestone), title_of(milestone, 120)
    dated = width(when, SIZE) + _GAP
    whole = dated + width(title, SIZE, bold)
    needed = min(whole, _LABEL)
    anchor: Literal["inside", "right", "left"] = "right"
    if not single and whole + 2 * _GAP <= right - left:
        anchor, needed = "inside", whole
    elif right + beside + needed > scale.right and left - scale.left > scale.right - right:
        anchor = "left"
    room = {"inside": needed, "right": scale.right - right - beside, "left": left - beside - scale.left}[anchor]
    label = cut(title, SIZE, min(needed, room) - dated, bold)
    taken = dated + width(label, SIZE, bold)
    begin = left - beside - taken if anchor == "left" else left
    finish = {"inside": right + len(badges) * BADGE, "right": right + beside + taken, "left": right}[anchor]
    return Mark(milestone, left, right, single, 0, when, label, anchor, badges, bold), begin, finish


def _when(milestone: Milestone) -> str:
    start, end = first(milestone), last(milestone)
    if start != end:
        return (
            f"{start.day}–{short(end)}"
            if (start.year, start.month) == (end.year, end.month)
            else f"{short(start)} – {short(end)}"
        )
    return f"{short(start)}, {hours(milestone)}" if hours(milestone) else short(start)
