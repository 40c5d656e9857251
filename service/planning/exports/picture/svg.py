"""The timeline as one SVG picture: title, calendar, a lane a track, arrows, what does not fit, a legend.

It loads nothing and runs nothing, is 1,200 pixels wide and as high as it needs, and prints in black and white: what a
colour says, a shape, a line or a word says too.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from service.planning.exports.dated import ORDER, Dated, first, last
from service.planning.exports.nouns import Export, file_name
from service.planning.exports.picture.arrows import End, arrow, heads
from service.planning.exports.picture.axis import Axis, axis
from service.planning.exports.picture.grid import DEEP, grid
from service.planning.exports.picture.lanes import Mark, height, marks
from service.planning.exports.picture.notes import legend, list_of_undated, list_of_warnings
from service.planning.exports.picture.paper import (
    FONT,
    GREY,
    cut,
    element,
    words,
)
from service.planning.exports.picture.shapes import FILLS, LINES, drawn
from service.planning.exports.wording import (
    TRACKS,
    counted,
    crowded,
    lost,
    name_of,
    plain,
    weekday,
)
from service.planning.nouns import Plan, Track

WIDTH = 1200.0
EDGE = 24.0
MOST_MARKS = 120
MOST_ARROWS = 60
_TOP = 84.0
_HEADING = 24.0
_STYLE = ".halo{paint-order:stroke;stroke:#fff;stroke-width:3px;stroke-linejoin:round}"


def export(plan: Plan) -> Export:
    """The picture; milestones without a date stand in a list below it."""
    view = Dated(plan)
    scale = axis(view, EDGE, WIDTH - EDGE)
    chosen = view.chosen(MOST_MARKS)
    lanes = [(track, marks([m for m in view.of(track) if m.id in chosen], view, scale)) for track in ORDER]
    lanes = [(track, placed) for track, placed in lanes if placed]
    body, y = [_head(view, len(chosen))], _TOP
    if lanes:
        deep = y + DEEP + sum(_HEADING + height(placed) + 10 for _, placed in lanes)
        body.append(grid(view, scale, y, deep))
        y += DEEP
        ends: dict[str, End] = {}
        lane = []
        for track, placed in lanes:
            body.append(_heading(track, placed, scale, y))
            for mark in placed:
                lane.append(drawn(mark, y + _HEADING))
                ends[mark.milestone.id] = End(mark.left, mark.right, y + _HEADING + mark.middle, mark.anchor == "left")
            y += _HEADING + height(placed) + 10
        edges = view.leading([e for e in view.links if e.before in ends and e.after in ends], MOST_ARROWS)
        body += [arrow(edge, ends, view) for edge in edges]
        body += lane
    else:
        edges = ()
        body.append(words(EDGE, y + 16, "No milestone has a date.", 14))
        y += 32
    for part in (list_of_warnings, list_of_undated, legend):
        text, y = part(view, y + 14, EDGE, WIDTH - EDGE)
        body.append(text)
    content = _page(view, "".join(body), y + 16)
    return Export(content.encode(), "image/svg+xml", file_name(plan, "svg"), _report(view, len(chosen), len(edges)))


def _page(view: Dated, body: str, deep: float) -> str:
    name = f"Joint plan of {name_of(view.plan)}"
    found = counted(len(view.plan.disconnects), "disconnect")
    about = f"{counted(len(view.dated), 'dated milestone')} on two tracks, {found}"
    if view.dated:
        about += f", from {weekday(first(view.dated[0]))} to {weekday(max(map(last, view.dated)))}"
    hatch = element("path", d="M0 6L6 0", stroke=GREY, stroke_width=1.0)
    pattern = element("pattern", hatch, id="hatch", width=6.0, height=6.0, patternUnits="userSpaceOnUse")
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH:.0f}" height="{deep:.0f}" '
        f'viewBox="0 0 {WIDTH:.0f} {deep:.0f}" font-family="{escape(FONT)}" role="img" aria-labelledby="name about">'
        f'<title id="name">{escape(name)}</title><desc id="about">{escape(about)}.</desc>'
        f"<style>{_STYLE}</style><defs>{heads()}{pattern}</defs>"
        f'<rect width="100%" height="100%" fill="#fff"/>{body}</svg>\n'
    )


def _head(view: Dated, shown: int) -> str:
    plan = view.plan
    held = [milestone for milestone in plan.milestones if milestone.status != "cancelled"]
    told = [f"version {plan.version}", f"as of {weekday(plan.today)}", counted(len(held), "milestone")]
    told.append(counted(len(plan.disconnects), "disconnect") if plan.disconnects else "no disconnects")
    if shown < len(view.dated):
        told.append(f"the {shown} that matter most of {len(view.dated)} dated ones are drawn")
    title = cut(f"{name_of(plan)}: joint plan", 22, WIDTH - 2 * EDGE, True)
    return words(EDGE, 38, title, 22, bold=True) + words(EDGE, 60, " · ".join(told), 13, color=GREY)


def _heading(track: Track, placed: Sequence[Mark], scale: Axis, y: float) -> str:
    name = f"{TRACKS[track]} ({len(placed)})"
    strip = element("rect", x=scale.left, y=y, width=scale.right - scale.left, height=_HEADING - 4, fill=FILLS[track])
    return strip + words(scale.left + 8, y + 15, name, 13, color=LINES[track], bold=True)


def _report(view: Dated, shown: int, arrows: int) -> tuple[str, ...]:
    said = [*crowded(len(view.dated) - shown, len(view.dated), "the picture")]
    if arrows < len(view.links):
        rest = counted(len(view.links) - arrows, "dependency", "dependencies")
        said.append(f"{rest} of {len(view.links)} not drawn, for want of room or because one end has no date.")
    said += lost(view.undated, "has no date and stands below the picture", "have no date and stand below the picture")
    if view.plan.country and not view.known_country:
        said.append(f'No public holidays: no calendar is known for the country "{plain(view.plan.country)}".')
    said.append("Sources, the journey, measures, open questions and assumptions are not in the picture.")
    return tuple(said)
