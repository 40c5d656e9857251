"""The plots of the pages: figures with intervals beside peers, differences around nothing, and times.

Each has a title and says in words what is to be seen; the page gives the same figures as a table.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from evals.reports.markup.svg import LINE, box, group, line, mark, picture, place, upright, words
from evals.reports.wording import duration, percent, points

_LANE = 12.0
_GAP = 8.0
_BAR = 18.0
_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
_FACTOR = 1.25
"""How much room a scale of times has beyond its ends."""


@dataclass(frozen=True)
class Dot:
    """A figure with its interval; shares, 0 to 1."""

    system: str
    shape: int
    """0 is Crosswalk's."""
    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Row:
    """A metric or a slice, and what each system reaches."""

    label: str
    dots: tuple[Dot, ...]
    """The first is written out."""


@dataclass(frozen=True)
class Step:
    """A difference with its interval; shares, -1 to 1."""

    label: str
    value: float
    low: float
    high: float
    sure: bool


@dataclass(frozen=True)
class Spread:
    """Seconds of many answers."""

    label: str
    p5: float
    p25: float
    p50: float
    p75: float
    p95: float
    longest: float


def dots(name: str, title: str, rows: Sequence[Row], written: bool = True) -> str:
    """Dots with intervals on a scale from 0 to 100, a row a metric.

    Args:
        name: Unique in the page.
        title: What it shows.
        rows: From top to bottom.
        written: Whether labels, figures and the numbers of the scale are written, or said beside the plot.
    """
    y, parts = 0.0, []
    for row in rows:
        lanes = y + (LINE if written else 0)
        bottom = lanes + _LANE * max(len(row.dots), 1)
        parts += [upright(tick, lanes, bottom, "grid") for tick in _TICKS]
        if written:
            parts.append(words(0, y + 12, row.label))
        if written and row.dots:
            parts.append(words(1, y + 12, _figure(row.dots[0]), "said", "end"))
        for number, dot in enumerate(row.dots):
            parts.append(_drawn(dot, lanes + _LANE * (number + 0.5)))
        y = bottom + _GAP
    if written:
        parts += [_tick(tick, y + 6, f"{100 * tick:.0f}") for tick in _TICKS]
        y += LINE
    about = "; ".join(f"{row.label}: {', '.join(f'{dot.system} {_figure(dot)}' for dot in row.dots)}" for row in rows)
    return picture(name, title, about, max(y - (0 if written else _GAP), _LANE), parts)


def bar(dot: Dot) -> str:
    """One figure alone on the same scale, for a cell of a table that says it in words."""
    parts = [upright(tick, 2, _BAR - 2, "grid") for tick in (0.0, 0.5, 1.0)]
    parts += [line(dot.low, dot.high, _BAR / 2, "range ours"), mark(dot.value, _BAR / 2, dot.shape, "mark ours")]
    return f'<svg class="plot" width="100%" height="{_BAR:.0f}">{"".join(parts)}</svg>'


def differences(name: str, title: str, rows: Sequence[Step]) -> str:
    """Dots with intervals left and right of nothing; filled where the difference is sure."""
    reach = max([0.05, *(abs(end) for row in rows for end in (row.low, row.high))])
    at = [(0.5 + share / 2) for share in (-1.0, -0.5, 0.0, 0.5, 1.0)]
    y, parts = 0.0, []
    for row in rows:
        middle, bottom = y + LINE + _LANE / 2, y + LINE + _LANE
        parts += [upright(tick, y + LINE, bottom, "zero" if tick == 0.5 else "grid") for tick in at]
        parts.append(words(0, y + 12, row.label))
        parts.append(words(1, y + 12, _step(row), "said", "end"))
        low, value, high = (0.5 + one / reach / 2 for one in (row.low, row.value, row.high))
        kind = ("down" if row.value < 0 else "up") if row.sure else "unsure"
        drawn = [line(low, high, middle, f"range {kind}"), mark(value, middle, 0, f"mark {kind}")]
        parts.append(group(f"{row.label}: {_step(row)}{'' if row.sure else ', may be chance'}", drawn))
        y = bottom + _GAP
    parts += [_tick(tick, y + 6, points((2 * tick - 1) * reach)) for tick in at]
    about = "; ".join(f"{row.label}: {_step(row)}{'' if row.sure else ', may be chance'}" for row in rows)
    return picture(name, title, about, y + LINE, parts)


def times(name: str, title: str, rows: Sequence[Spread]) -> str:
    """Boxes on a logarithmic scale of seconds: the middle half, a tick at the median, a line from p5 to p95."""
    known = [max(one, 1e-4) for row in rows for one in (row.p5, row.longest)]
    start, end = math.log10(min(known, default=0.001) / _FACTOR), math.log10(max(known, default=1) * _FACTOR)

    def at(seconds: float) -> float:
        return (math.log10(max(seconds, 1e-4)) - start) / (end - start)

    ticks = [(at(10.0**power), 10.0**power) for power in range(math.ceil(start), math.floor(end) + 1)]
    y, parts = 0.0, []
    for row in rows:
        middle, bottom = y + LINE + _LANE / 2, y + LINE + _LANE
        parts += [upright(share, y + LINE, bottom, "grid") for share, _ in ticks]
        parts.append(words(0, y + 12, row.label))
        parts.append(words(1, y + 12, f"{duration(row.p50)}, p95 {duration(row.p95)}", "said", "end"))
        drawn = [
            line(at(row.p5), at(row.p95), middle, "range ours"),
            box(at(row.p25), at(row.p75), middle, 8, "half"),
            upright(at(row.p50), middle - 6, middle + 6, "median"),
            upright(at(row.longest), middle - 3, middle + 3, "range ours"),
        ]
        parts.append(group(_spread(row), drawn))
        y = bottom + _GAP
    parts += [_tick(share, y + 6, duration(seconds)) for share, seconds in ticks]
    return picture(name, title, "; ".join(map(_spread, rows)), y + LINE, parts)


def _drawn(dot: Dot, y: float) -> str:
    kind = "ours" if dot.shape == 0 else "peer"
    parts = [line(dot.low, dot.high, y, f"range {kind}"), mark(dot.value, y, dot.shape, f"mark {kind}")]
    return group(f"{dot.system} {_figure(dot)}", parts)


def _figure(dot: Dot) -> str:
    return f"{percent(dot.value)} ({100 * dot.low:.1f} to {100 * dot.high:.1f})"


def _step(row: Step) -> str:
    return f"{points(row.value)} ({points(row.low)} to {points(row.high)})"


def _spread(row: Spread) -> str:
    return (
        f"{row.label}: half of the answers within {duration(row.p50)}, 95 % within {duration(row.p95)}, "
        f"the longest {duration(row.longest)}"
    )


def _tick(share: float, y: float, text: str) -> str:
    anchor = "start" if share < 0.02 else "end" if share > 0.98 else "middle"
    return f'<text x="{place(share)}" y="{y:.0f}" text-anchor="{anchor}" class="tick">{text}</text>'
