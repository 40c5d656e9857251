"""What stands below the timeline: disconnects by number with their questions, milestones without a date, the legend."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from service.planning.exports.dated import Dated
from service.planning.exports.picture.grid import FREEZE, HOLIDAY
from service.planning.exports.picture.paper import (
    AMBER,
    GREY,
    RULE,
    cut,
    element,
    width,
    words,
    wrapped,
)
from service.planning.exports.picture.shapes import badge, shape
from service.planning.exports.wording import SIDES, TRACKS, counted, plain, title_of
from service.planning.nouns import Basis, State

MOST_WARNINGS = 30
MOST_UNDATED = 30
_LINE = 17.0
_LINES = 3
"""Lines that one question takes at most."""


def list_of_warnings(view: Dated, y: float, left: float, right: float) -> tuple[str, float]:
    """Each disconnect with its number, its title and the question that would settle it; and where the list ends."""
    found = view.plan.disconnects
    if not found:
        return "", y
    parts, y = [words(left, y + 14, "What does not fit", 15, bold=True)], y + 26
    room = right - left - 30
    for number, disconnect in enumerate(found[:MOST_WARNINGS], 1):
        parts.append(badge(left + 9, y + 9, str(number)))
        for line in wrapped(plain(disconnect.title), 13, room / 1.1)[:_LINES]:
            parts.append(words(left + 26, y + 13, line, 13, bold=True))
            y += _LINE
        asked = f"Ask{f' {SIDES[disconnect.to]}' if disconnect.to else ''}: {plain(disconnect.question)}"
        for line in wrapped(asked, 12, room)[:_LINES]:
            parts.append(words(left + 26, y + 12, line, 12, color=GREY))
            y += _LINE
        y += 8
    if len(found) > MOST_WARNINGS:
        parts.append(words(left + 26, y + 12, f"and {len(found) - MOST_WARNINGS} more", 12, color=GREY))
        y += _LINE
    return "".join(parts), y


def list_of_undated(view: Dated, y: float, left: float, right: float) -> tuple[str, float]:
    """Milestones without a date, two a line; and where the list ends."""
    if not view.undated:
        return "", y
    parts, y = [words(left, y + 14, "Without a date", 15, bold=True)], y + 26
    column = (right - left) / 2
    shown = view.undated[:MOST_UNDATED]
    for number, milestone in enumerate(shown):
        asked = f" – {plain(milestone.question)}" if plain(milestone.question) else ""
        text = f"{title_of(milestone)} ({TRACKS[milestone.track].lower()}){asked}"
        x = left + column * (number % 2)
        parts.append(words(x, y + 12 + _LINE * (number // 2), f"• {cut(text, 12, column - 30)}", 12))
    y += _LINE * ((len(shown) + 1) // 2)
    if len(view.undated) > MOST_UNDATED:
        more = counted(len(view.undated) - MOST_UNDATED, "more milestone")
        parts.append(words(left, y + 12, f"and {more}", 12, color=GREY))
        y += _LINE
    return "".join(parts), y + 8


class _Key(NamedTuple):
    name: str
    draw: Callable[[float, float], str]
    """At `x`, with the middle at `y`, 26 pixels wide."""


def legend(view: Dated, y: float, left: float, right: float) -> tuple[str, float]:
    """What the signs mean that the picture uses; and where it ends."""
    if not view.dated:
        return "", y
    parts = [element("path", d=f"M{left:.1f} {y:.1f}H{right:.1f}", stroke=RULE, stroke_width=1.0)]
    x, y = left, y + 20
    for key in _keys(view):
        needed = 34 + width(key.name, 11) + 18
        if x + needed > right and x > left:
            x, y = left, y + 24
        parts += [key.draw(x, y), words(x + 34, y + 4, key.name, 11)]
        x += needed
    return "".join(parts), y + 12


def _keys(view: Dated) -> list[_Key]:
    held = view.dated
    broken = any(edge.margin_days is not None and edge.margin_days < 0 for edge in view.links)
    keys = (
        (True, "single day", _sample(single=True)),
        (True, "period", _sample()),
        (any(m.basis == "computed" for m in held), "computed", _sample(basis="computed")),
        (any(m.basis == "proposed" for m in held), "proposed: nobody has planned it", _sample(basis="proposed")),
        (any(m.status == "tentative" for m in held), "tentative", _sample(status="tentative")),
        (bool(view.critical), "critical path", _sample(critical=True)),
        (bool(view.links), "waits for", lambda x, y: _line(x, y, GREY, "plain")),
        (broken, "broken as dated", lambda x, y: _line(x, y, AMBER, "broken")),
        (bool(view.warnings), "disconnect, by number", lambda x, y: badge(x + 13, y, "1")),
        (bool(view.closures), "freeze or closure", lambda x, y: _box(x, y, FREEZE)),
        (view.known_country, "public holiday", lambda x, y: _box(x, y, HOLIDAY)),
    )
    return [_Key(name, draw) for used, name, draw in keys if used]


def _sample(
    *, single: bool = False, basis: Basis = "stated", status: State = "planned", critical: bool = False
) -> Callable[[float, float], str]:
    inset = 5 if single else 0
    return lambda x, y: shape((x + inset, x + 26 - inset), y, single, "technical", basis, status, critical)


def _line(x: float, y: float, color: str, kind: str) -> str:
    return element(
        "path",
        d=f"M{x:.1f} {y:.1f}H{x + 25:.1f}",
        stroke=color,
        stroke_width=1.2 if kind == "plain" else 2.0,
        stroke_dasharray="5 3" if kind == "broken" else None,
        marker_end=f"url(#head-{kind})",
    )


def _box(x: float, y: float, fill: str) -> str:
    return element("rect", x=x, y=y - 8, width=26.0, height=16.0, fill=fill)
