"""What lies behind the milestones: months and weeks, public holidays, freezes, and today."""

from __future__ import annotations

from service.planning.exports.dated import Dated, first, last
from service.planning.exports.picture.axis import Axis, lower, upper
from service.planning.exports.picture.paper import GREY, INK, RULE, element, tooltip, width, words
from service.planning.exports.wording import short, span, title_of, weekday

DEEP = 40.0
"""Pixels of the two rows of names."""
FREEZE, HOLIDAY = "#fdf0d5", "#e4e7ec"


def grid(view: Dated, scale: Axis, y: float, deep: float) -> str:
    """From `y` down to `deep`."""
    parts = []
    for milestone in view.closures:
        left, right = scale.x(first(milestone)), scale.x(last(milestone)) + scale.day
        parts.append(
            element(
                "rect",
                tooltip(f"{title_of(milestone)}: {span(first(milestone), last(milestone))}"),
                x=left,
                y=y + DEEP,
                width=right - left,
                height=deep - y - DEEP,
                fill=FREEZE,
            )
        )
    for day in view.holidays(scale.start, scale.end):
        told = tooltip(f"Public holiday: {weekday(day)}")
        box = {"x": scale.x(day), "y": y + 20, "width": max(scale.day, 2.0), "height": deep - y - 20}
        parts.append(element("rect", told, fill=HOLIDAY, **box))
    names = []
    for tick in lower(scale):
        parts.append(element("path", d=f"M{tick.x:.1f} {y + 20:.1f}V{deep:.1f}", stroke="#eaecf0", stroke_width=1.0))
        if width(tick.name, 10) <= tick.width - 2:
            names.append(words(tick.x + 3, y + 34, tick.name, 10, color=GREY, halo=True))
    for tick in upper(scale):
        parts.append(element("path", d=f"M{tick.x:.1f} {y:.1f}V{deep:.1f}", stroke=RULE, stroke_width=1.0))
        if width(tick.name, 12, True) <= tick.width - 2:
            names.append(words(tick.x + 4, y + 15, tick.name, 12, bold=True, halo=True))
    parts.append(element("path", d=f"M{scale.left:.1f} {y + 20:.1f}H{scale.right:.1f}", stroke=RULE, stroke_width=1.0))
    return "".join([*parts, _today(view, scale, y, deep), *names])


def _today(view: Dated, scale: Axis, y: float, deep: float) -> str:
    """A line through all lanes; nothing where the day lies outside the picture."""
    if not scale.holds(view.plan.today):
        return ""
    x = scale.x(view.plan.today) + scale.day / 2
    name = f"today, {short(view.plan.today)}"
    half = width(name, 11, True) / 2
    line = element("path", d=f"M{x:.1f} {y - 4:.1f}V{deep:.1f}", stroke=INK, stroke_width=1.4, stroke_dasharray="2 4")
    at = min(max(x, scale.left + half), scale.right - half)
    return line + words(at, y - 7, name, 11, bold=True, anchor="middle")
