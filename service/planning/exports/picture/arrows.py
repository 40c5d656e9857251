"""Dependencies as arrows between marks: from an end or a start to an end or a start, as their type says."""

from __future__ import annotations

from collections.abc import Mapping

from service.planning.exports.dated import Dated
from service.planning.exports.picture.paper import AMBER, GREY, RED, element, tooltip
from service.planning.exports.wording import link, title_of
from service.planning.nouns import Dependency

Ends = tuple[float, float, float]
"""Left, right and height of a mark on the page."""


def arrow(edge: Dependency, ends: Mapping[str, Ends], view: Dated) -> str:
    """A curve that leaves and enters level, with what it means as its tooltip."""
    before, after = ends[edge.before], ends[edge.after]
    from_end, to_start = edge.type[0] == "F", edge.type[1] == "S"
    x1, y1 = before[1] if from_end else before[0], before[2]
    x2, y2 = after[0] if to_start else after[1], after[2]
    bend = min(60.0, max(18.0, abs(x2 - x1) / 2))
    out, into = (bend if from_end else -bend), (-bend if to_start else bend)
    broken = edge.margin_days is not None and edge.margin_days < 0
    critical = (edge.before, edge.after) in view.critical_links
    color, kind = (AMBER, "broken") if broken else (RED, "critical") if critical else (GREY, "plain")
    said = f"“{title_of(view.by_id[edge.after])}” {link(edge)} “{title_of(view.by_id[edge.before])}”"
    return element(
        "path",
        tooltip(f"{said}{' (broken)' if broken else ''}"),
        d=f"M{x1:.1f} {y1:.1f}C{x1 + out:.1f} {y1:.1f} {x2 + into:.1f} {y2:.1f} {x2:.1f} {y2:.1f}",
        fill="none",
        stroke=color,
        stroke_width=2.0 if critical or broken else 1.2,
        stroke_dasharray="5 3" if broken else None,
        marker_end=f"url(#head-{kind})",
    )


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
