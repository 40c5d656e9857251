"""How a milestone looks: track in the colour, basis in the fill, state in the outline, warnings as badges."""

from __future__ import annotations

from html import escape

from service.planning.exports.dated import first, last
from service.planning.exports.picture.lanes import BADGE, SIZE, Mark
from service.planning.exports.picture.paper import AMBER, FAINT, GREY, INK, RED, element, tooltip, words
from service.planning.exports.wording import hours, plain, span, title_of
from service.planning.nouns import Basis, Milestone, State, Track

FILLS: dict[Track, str] = {"technical": "#cfe3f7", "both": "#e6dcf5", "readiness": "#d3efdc"}
LINES: dict[Track, str] = {"technical": "#1f5a96", "both": "#6a3fa0", "readiness": "#1e7145"}


def badge(x: float, y: float, number: str) -> str:
    """A warning's number in a circle, its middle at `x`, `y`."""
    circle = element("circle", cx=x, cy=y, r=8.0, fill=AMBER)
    return circle + words(x, y + 3.5, number, 10 if len(number) < 3 else 8, color="#fff", bold=True, anchor="middle")


def drawn(mark: Mark, top: float) -> str:
    """A mark with its label and badges, in a lane whose rows begin at `top`."""
    milestone, y = mark.milestone, top + mark.middle
    parts = [tooltip(_told(milestone)), _mark(mark, y)]
    gone = milestone.status == "cancelled"
    side = -1 if mark.anchor == "left" else 1
    x = mark.left if mark.anchor == "left" else mark.right
    for number in mark.badges:
        parts.append(badge(x + side * BADGE / 2 + side * 3, y, number))
        x += side * BADGE
    at = {"inside": mark.left + 6, "right": x + 6, "left": x - 6}[mark.anchor]
    when = element("tspan", escape(mark.when), fill=GREY)
    title = element(
        "tspan",
        escape(mark.label),
        dx=6.0,
        font_weight="bold" if mark.bold else None,
        text_decoration="line-through" if gone else None,
    )
    parts.append(
        element(
            "text",
            when + title,
            x=at,
            y=y + 4,
            font_size=SIZE,
            fill=GREY if gone else INK,
            text_anchor="end" if mark.anchor == "left" else None,
            class_=None if mark.anchor == "inside" else "halo",
        )
    )
    if milestone.status == "done":
        middle = (mark.left + mark.right) / 2
        tick = f"M{middle - 4:.1f} {y:.1f}l3 3.5l5.5 -7"
        if mark.anchor != "inside":
            parts.append(element("path", d=tick, fill="none", stroke=INK, stroke_width=2.0))
    return element("g", "".join(parts))


def _mark(mark: Mark, y: float) -> str:
    milestone = mark.milestone
    box = (mark.left, mark.right)
    return shape(box, y, mark.single, milestone.track, milestone.basis, milestone.status, mark.bold)


def _told(milestone: Milestone) -> str:
    when = span(first(milestone), last(milestone))
    lines = [title_of(milestone), f"{when} {hours(milestone)}".strip(), f"{milestone.basis}, {milestone.status}"]
    if milestone.owner and plain(milestone.owner):
        lines.append(f"Owner: {plain(milestone.owner)}")
    lines += [plain(text) for text in (milestone.why, milestone.question) if plain(text)]
    return "\n".join(lines)


def shape(
    box: tuple[float, float], y: float, single: bool, track: Track, basis: Basis, status: State, critical: bool
) -> str:
    """A diamond for a single day, else a bar, from `box[0]` to `box[1]`, its middle at `y`."""
    left, right = box
    fill = FILLS[track] if basis == "stated" else "#fff"
    if basis == "computed":
        fill = "url(#hatch)"
    dash = "2 3" if status == "tentative" else "6 3" if basis == "proposed" else None
    stroke = RED if critical else FAINT if status == "cancelled" else LINES[track]
    look: dict[str, str | float | None] = {
        "stroke": stroke,
        "stroke_width": 2.4 if critical else 1.4,
        "stroke_dasharray": dash,
    }
    if single:
        half = (right - left) / 2
        outline = f"M{left:.1f} {y:.1f}l{half:.1f} {-half:.1f}l{half:.1f} {half:.1f}l{-half:.1f} {half:.1f}Z"
        return element("path", d=outline, fill="#fff") + element("path", "", d=outline, fill=fill, **look)
    sides: dict[str, str | float | None] = {"x": left, "y": y - 9, "width": right - left, "height": 18.0, "rx": 3.0}
    return element("rect", "", fill="#fff", **sides) + element("rect", "", fill=fill, **sides, **look)
