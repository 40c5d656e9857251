"""Dependencies as arrows between marks: from an end or a start to an end or a start, as their type says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from service.planning.exports.dated import Dated
from service.planning.exports.picture.paper import AMBER, GREY, RED, element, tooltip
from service.planning.exports.wording import link, title_of
from service.planning.nouns import Dependency, LinkType

_HALF = 9.0
"""Half a mark's height."""


class End(NamedTuple):
    """Where a mark lies on the page."""

    left: float
    right: float
    y: float
    label_left: bool
    """Whether its label stands before it, where an arrow would enter."""


def arrow(edge: Dependency, ends: Mapping[str, End], view: Dated) -> str:
    """A curve that leaves a mark above or below, clear of its label, and enters from the side; the tooltip says why."""
    before, after = ends[edge.before], ends[edge.after]
    broken = edge.margin_days is not None and edge.margin_days < 0
    critical = (edge.before, edge.after) in view.critical_links
    color, kind = (AMBER, "broken") if broken else (RED, "critical") if critical else (GREY, "plain")
    said = f"“{title_of(view.by_id[edge.after])}” {link(edge)} “{title_of(view.by_id[edge.before])}”"
    return element(
        "path",
        tooltip(f"{said}{' (broken)' if broken else ''}"),
        d=_curve(before, after, edge.type),
        fill="none",
        stroke=color,
        stroke_width=2.0 if critical or broken else 1.2,
        stroke_dasharray="5 3" if broken else None,
        marker_end=f"url(#head-{kind})",
    )


def _curve(before: End, after: End, type: LinkType) -> str:
    inset = min(7.0, (before.right - before.left) / 2)
    x1 = before.right - inset if type[0] == "F" else before.left + inset
    to_start = type[1] == "S"
    x2, side = (after.left, -1) if to_start else (after.right, 1)
    down = after.y >= before.y
    y1 = before.y + (_HALF if down else -_HALF)
    if before.y == after.y:
        y2 = after.y + _HALF
        return (
            f"M{x1:.1f} {y1:.1f}C{x1:.1f} {y1 + 11:.1f} {x2 - side * 6:.1f} {y2 + 14:.1f} {x2 - side * 6:.1f} {y2:.1f}"
        )
    if to_start == after.label_left:
        x2 -= side * min(6.0, (after.right - after.left) / 2)
        y2 = after.y + (-_HALF if down else _HALF)
        return f"M{x1:.1f} {y1:.1f}C{x1:.1f} {(y1 + y2) / 2:.1f} {x2:.1f} {(y1 + y2) / 2:.1f} {x2:.1f} {y2:.1f}"
    bend = min(36.0, max(14.0, abs(x2 - x1) / 2), x2 - 4.0 if to_start else 36.0)
    steep = y1 + (after.y - y1) * 0.7
    return f"M{x1:.1f} {y1:.1f}C{x1:.1f} {steep:.1f} {x2 + side * bend:.1f} {after.y:.1f} {x2:.1f} {after.y:.1f}"


def heads() -> str:
    """The arrow heads, one a colour."""
    return "".join(
        element(
            "marker",
            element("path", d="M0 0L8 4L0 8Z", fill=color),
            id=f"head-{kind}",
            viewBox="0 0 8 8",
            refX=8.0,
            refY=4.0,
            markerWidth=8.0,
            markerHeight=8.0,
            markerUnits="userSpaceOnUse",
            orient="auto",
        )
        for kind, color in (("plain", GREY), ("critical", RED), ("broken", AMBER))
    )
