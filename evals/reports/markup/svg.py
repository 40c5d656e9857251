"""Elements of a picture that is as wide as its page: across, places are shares of the width; down, they are pixels.

So letters keep their size on a phone and on paper. Colours are the page's, by class, light and dark alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

LINE = 17.0
"""Height of a line of words, pixels."""
_EDGE = 0.016
"""Room left and right of the scale for half a mark, as a share of the width."""
_SHAPES = (
    '<circle r="5"/>',
    '<path d="M0-5.5L5.5 0L0 5.5L-5.5 0Z"/>',
    '<rect x="-4.5" y="-4.5" width="9" height="9"/>',
    '<path d="M0-5.5L5.5 4.5H-5.5Z"/>',
)
"""Crosswalk's, then the peers': told apart without colour."""


def place(share: float) -> str:
    """Where a share of the scale lies, as an attribute."""
    return f"{100 * (_EDGE + min(max(share, 0), 1) * (1 - 2 * _EDGE)):.2f}%"


def words(share: float, y: float, text: str, kind: str = "", anchor: str = "start") -> str:
    """A line of text; `share` is of the whole width."""
    return (
        f'<text x="{100 * share:.2f}%" y="{y:.0f}" text-anchor="{anchor}"'
        f"{_class(kind)}>{escape(text, quote=False)}</text>"
    )


def line(start: float, end: float, y: float, kind: str) -> str:
    """A level line between two shares of the scale."""
    return f'<line x1="{place(start)}" x2="{place(end)}" y1="{y:.1f}" y2="{y:.1f}"{_class(kind)}/>'


def upright(share: float, top: float, bottom: float, kind: str) -> str:
    """An upright line at a share of the scale."""
    return f'<line x1="{place(share)}" x2="{place(share)}" y1="{top:.1f}" y2="{bottom:.1f}"{_class(kind)}/>'


def box(start: float, end: float, y: float, height: float, kind: str) -> str:
    """A bar between two shares of the scale, its middle at `y`."""
    width = 100 * (min(end, 1) - max(start, 0)) * (1 - 2 * _EDGE)
    return (
        f'<rect x="{place(start)}" y="{y - height / 2:.1f}" width="{max(width, 0.2):.2f}%" height="{height:.0f}"'
        f"{_class(kind)}/>"
    )


def mark(share: float, y: float, shape: int, kind: str) -> str:
    """A dot, diamond, square or triangle at a share of the scale."""
    drawn = _SHAPES[shape % len(_SHAPES)]
    return f'<svg x="{place(share)}" y="{y:.1f}" overflow="visible"{_class(kind)}>{drawn}</svg>'


def shape(number: int) -> str:
    """A mark for a legend of 14 by 14 pixels."""
    kind = "ours" if number == 0 else "peer"
    return f'<svg x="7" y="7" overflow="visible" class="mark {kind}">{_SHAPES[number % len(_SHAPES)]}</svg>'


def group(title: str, parts: Sequence[str]) -> str:
    """Some elements with words for whoever points at them."""
    return f"<g><title>{escape(title, quote=False)}</title>{''.join(parts)}</g>"


def picture(name: str, title: str, about: str, height: float, parts: Sequence[str]) -> str:
    """The whole; `name` is unique in the page, `about` says in words what is to be seen."""
    return (
        f'<svg class="plot" width="100%" height="{height:.0f}" role="img" '
        f'aria-labelledby="{escape(name)}-title {escape(name)}-about">'
        f'<title id="{escape(name)}-title">{escape(title, quote=False)}</title>'
        f'<desc id="{escape(name)}-about">{escape(about, quote=False)}</desc>{"".join(parts)}</svg>'
    )


def _class(kind: str) -> str:
    return f' class="{kind}"' if kind else ""
