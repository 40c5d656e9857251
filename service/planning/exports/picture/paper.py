"""Drawing in SVG: elements as text, and how wide words are in fonts that cannot be known.

Widths are those of DejaVu Sans, one of the widest fonts that browsers fall back to, so that text that fits here fits in
Arial and Helvetica too and never overlaps.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from html import escape

FONT = "Arial, Helvetica, 'Liberation Sans', 'DejaVu Sans', sans-serif"
INK, GREY, FAINT, RULE = "#1d2939", "#475467", "#98a2b3", "#d0d5dd"
RED, AMBER = "#b42318", "#b54708"
_NARROW = frozenset("iljtfrI.,:;'|!()[]{}/\\ -·‘’“”")
_WIDE = frozenset("mwMWOQ@%&…—→+=<>")


@lru_cache(maxsize=4096)
def _advance(character: str) -> float:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0.0
    if unicodedata.east_asian_width(character) in "WF" or ord(character) >= 0x1F000:
        return 1.3 if ord(character) >= 0x1F000 else 1.05
    if character in _NARROW:
        return 0.42
    if character in _WIDE:
        return 1.0
    return 0.75 if character.isupper() else 0.64


def width(text: str, size: float, bold: bool = False) -> float:
    """How many pixels a line needs at most."""
    return sum(map(_advance, text)) * size * (1.1 if bold else 1.0)


def cut(text: str, size: float, room: float, bold: bool = False) -> str:
    """As much of a line as fits into `room` pixels, with an ellipsis where it was cut."""
    if width(text, size, bold) <= room + 0.5:
        return text
    kept = text
    while kept and width(f"{kept}…", size, bold) > room:
        kept = kept[:-1]
    return f"{kept.rstrip()}…" if kept else ""


def wrapped(text: str, size: float, room: float) -> list[str]:
    """Lines of at most `room` pixels; a word that is longer than a line is broken."""
    lines: list[str] = []
    line = ""
    for word in _broken(text.split(), size, room):
        longer = f"{line} {word}" if line else word
        if line and width(longer, size) > room:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line] if line else lines


def _broken(words: list[str], size: float, room: float) -> Iterator[str]:
    for word in words:
        rest = word
        while width(rest, size) > room and len(rest) > 1:
            piece = rest
            while len(piece) > 1 and width(piece, size) > room:
                piece = piece[:-1]
            yield piece
            rest = rest[len(piece) :]
        yield rest


def element(tag: str, body: str = "", **attributes: str | float | None) -> str:
    """One element; `stroke_width` becomes `stroke-width`, numbers are rounded, `body` is markup already."""
    told = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escape(_value(value))}"'
        for name, value in attributes.items()
        if value is not None
    )
    return f"<{tag}{told}>{body}</{tag}>" if body else f"<{tag}{told}/>"


def _value(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:.1f}".removesuffix(".0")


def words(
    x: float,
    y: float,
    text: str,
    size: float = 12,
    *,
    color: str = INK,
    bold: bool = False,
    anchor: str | None = None,
    halo: bool = False,
) -> str:
    """A line of text with its baseline at `y`; `halo` keeps it readable across lines."""
    return element(
        "text",
        escape(text),
        x=x,
        y=y,
        font_size=size,
        fill=color,
        font_weight="bold" if bold else None,
        text_anchor=anchor,
        class_="halo" if halo else None,
    )


def tooltip(text: str) -> str:
    """What is shown when the pointer rests on an element, and what a screen reader says."""
    return element("title", escape(text))
