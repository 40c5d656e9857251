"""Text made ready for matching: one byte per character, words in lower case, everything between words a space.

What changes length (runs of blanks, soft hyphens, decomposed letters, ligatures) is edited first, and the edits are
remembered, so that a place in the folded text leads back to code points of the original. Above: `matcher`, `senses`.
This module knows no label.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import NamedTuple

DASHES = (
    "\\-\u2010-\u2015\u2043\u2212\u058a\u05be\u1806\u2e17\u2e1a\u2e3a\u2e3b\u301c\u3030\ufe31\ufe32\ufe58\ufe63\uff0d"
)
_BLANK = "[^\\S\n\r\f\v\x1c-\x1e\x85\u2028\u2029]"
"""White space that does not end a line."""
_JOINER = re.compile(f"{_BLANK}*\r?\n{_BLANK}*|{_BLANK}+|[{DASHES}](?:\r?\n{_BLANK}*)?")
"""What may stand between two words of a label: blanks, one dash, one line break with its indentation."""
_INVISIBLE = "[\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff]+"
_COMPOSED = f"{_INVISIBLE}|[\ufb00-\ufb06]|[^\\W_][\u0300-\u036f]+"
_RUNS = f"[{DASHES}]\r?\n{_BLANK}*|\\s\\s+"
_EDITS_ASCII = re.compile(r"-\r?\n[ \t]*|\s\s+")
_EDITS = re.compile(f"{_RUNS}|{_COMPOSED}")
_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_STRANGER = 0x7F
"""Stands for every letter that occurs in no label; it keeps words apart and matches nothing."""
_SPACE = 0x20

_ASCII = bytes(ord(chr(c).lower()) if chr(c).isalnum() else _SPACE for c in range(127))
_TABLE = _ASCII + bytes([_STRANGER]) + bytes(range(128, 256))


def canonical(text: str) -> str:
    """The spelling under which a label is kept: composed, joined by single spaces, straight apostrophes.

    Other punctuation stays, so that "sign, on" does not become "sign on". Case stays too.
    """
    if not text.isascii():
        text = re.sub(_INVISIBLE, "", text).replace("\u0130", "I")
        text = unicodedata.normalize("NFKC", text).replace("\u2019", "'").replace("\u2018", "'").replace("\u02bc", "'")
    return _JOINER.sub(" ", text)


class Folded(NamedTuple):
    """Folded text, framed by one space at each end, and the way back to the original."""

    buffer: bytes
    starts: list[int]
    """Places in the edited text from which `shifts` holds for the start of a word."""
    ends: list[int]
    """The same for its end."""
    shifts: list[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The code points of the original for `buffer[start:end]`, which runs from space to space inclusive."""
        end -= 2
        if not self.shifts:
            return start, end
        first = bisect_right(self.starts, start)
        last = bisect_left(self.ends, end)
        return (
            start + (self.shifts[first - 1] if first else 0),
            end + (self.shifts[last - 1] if last else 0),
        )


class Folder:
    """Folds text for one set of labels: letters beyond ASCII that the labels use get a byte of their own."""

    def __init__(self, alphabet: Iterable[str]) -> None:
        """Take the labels' characters; of letters beyond ASCII the first 128 are told apart."""
        letters = sorted({c for text in alphabet for c in text.lower() if not c.isascii() and _is_word(c)})
        self._own = {c: 128 + i for i, c in enumerate(letters[:128])}
        self._bytes: dict[str, int] = {}

    def pattern(self, phrase: str) -> bytes:
        """The bytes to look for: a canonical phrase between its two spaces."""
        return b" " + self._narrow(phrase).strip() + b" "

    def fold(self, text: str) -> Folded:
        """Fold a text of any length and any characters."""
        starts: list[int] = []
        ends: list[int] = []
        shifts: list[int] = []
        pieces: list[str] = []
        done = 0
        shift = 0
        for edit in (_EDITS_ASCII if text.isascii() else _EDITS).finditer(text):
            start, end = edit.span()
            put = _replacement(edit.group())
            if put is None:
                continue
            pieces.append(text[done:start])
            pieces.append(put)
            done = end
            ends.append(start - shift)
            starts.append(start - shift + len(put))
            shift += end - start - len(put)
            shifts.append(shift)
        if pieces:
            pieces.append(text[done:])
            text = "".join(pieces)
        return Folded(b" " + self._narrow(text) + b" ", starts, ends, shifts)

    def _narrow(self, text: str) -> bytes:
        raw = text.encode("ascii", "replace")
        if not text.isascii():
            wide = bytearray(raw.translate(_TABLE))
            known = self._bytes
            for run in _FOREIGN.finditer(text):
                for place, character in enumerate(run.group(), run.start()):
                    byte = known.get(character)
                    wide[place] = self._byte(character) if byte is None else byte
            return bytes(wide)
        return raw.translate(_TABLE)

    def _byte(self, character: str) -> int:
        plain = unicodedata.normalize("NFKC", character)
        plain = (plain if len(plain) == 1 else character).lower()[0]
        if plain.isascii():
            byte = _TABLE[ord(plain)]
        elif _is_word(plain):
            byte = self._own.get(plain, _STRANGER)
        else:
            byte = _SPACE
        if len(self._bytes) < 4096:
            self._bytes[character] = byte
        return byte


def _is_word(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character)[0] == "M"


def _replacement(found: str) -> str | None:
    """What an edit puts in place of `found`, None to leave it: a paragraph break is never closed up."""
    if found.isspace():
        lines = found.replace("\r\n", "\n")
        return None if sum(lines.count(c) for c in "\n\r\f\v\x85\u2028\u2029") > 1 else " "
    if found[-1] in "\n \t" or found[-1].isspace():
        return " "
    return unicodedata.normalize("NFKC", re.sub(_INVISIBLE, "", found))
