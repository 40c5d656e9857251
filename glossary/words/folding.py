"""Text made ready for matching: one byte per character, words in lower case, everything between words a space.

What changes length (runs of blanks, soft hyphens, decomposed letters, ligatures) is edited first, and the edits are
remembered, so that a place in the folded text leads back to code points of the original. Above: `matcher`, `senses`.
This module knows no label.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

DASHES = (
    "\\-\u2010-\u2015\u2043\u2212\u058a\u05be\u1806\u2e17\u2e1a\u2e3a\u2e3b\u301c\u3030\ufe31\ufe32\ufe58\ufe63\uff0d"
)
_BLANK = "[^\\S\n\r\f\v\x1c-\x1e\x85\u2028\u2029]"
"""White space that does not end a line."""
_JOINER = re.compile(f"{_BLANK}*\r?\n{_BLANK}*|{_BLANK}+|[{DASHES}](?:\r?\n{_BLANK}*)?")
"""What may stand between two words of a label: blanks, one dash, one line break with its indentation."""
_INVISIBLE = "[\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff]+"
_DASH = re.compile(f"[{DASHES}]")
_COMPOSED = f"{_INVISIBLE}|[\ufb00-\ufb06]|[^\\W_][\u0300-\u036f]+"
_RUNS = f"[{DASHES}]\r?\n{_BLANK}*|\\s\\s+"
_EDITS = re.compile(f"{_RUNS}|{_COMPOSED}")
_PAGE_BREAK = re.compile("[\f\v\x85\u2028\u2029]")
_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_NEEDS_EDITS = re.compile(f"{_COMPOSED}|[\u0300-\u036f]")
_FEW = 24
"""Up to so many different characters, replacing one after the other is the faster way."""
_KEPT = 4096
_STRANGER = 0x7F
"""Stands for every letter that occurs in no label; it keeps words apart and matches nothing."""
_LOWER = bytes(ord(chr(c).lower()) if chr(c).isalnum() else 0x20 for c in range(127)) + bytes(range(127, 256))
_ALL_BLANK = bytes(0x20 if chr(c).isspace() and c < 127 else c for c in range(256))
_ASCII = bytes(range(128))


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
    plain: bytes
    """The same places before case and punctuation were given up; what is not ASCII has a stand-in.

    It has one more space at its end."""
    starts: list[int]
    """Places in the edited text from which `shifts` holds for the start of a word."""
    ends: list[int]
    """The same for its end."""
    shifts: list[int]
    origins: list[int]
    """Places in the original where the edits end."""

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

    def places(self, starts: Iterable[int]) -> list[int]:
        """Where places of the original, in any order, are in `buffer`."""
        if not self.shifts:
            return [start + 1 for start in starts]
        found = []
        for start in starts:
            at = bisect_right(self.origins, start)
            found.append(start + 1 - (self.shifts[at - 1] if at else 0))
        return found


class Folder:
    """Folds text for one set of labels: letters beyond ASCII that the labels use get a byte of their own."""

    def __init__(self, alphabet: Iterable[str]) -> None:
        """Take the labels' characters; of letters beyond ASCII the first 128 are told apart."""
        letters = sorted({c for text in alphabet for c in text.lower() if not c.isascii() and _is_word(c)})
        self._own = {c: 128 + i for i, c in enumerate(letters[:128])}
        self._spare = {chr(byte) for byte in self._own.values()}
        self._bytes: dict[str, int] = {}

    def pattern(self, phrase: str) -> bytes:
        """The bytes to look for: a canonical phrase between its two spaces."""
        return b" " + self._raw(phrase, _foreign(phrase)).translate(_LOWER).strip() + b" "

    def fold(self, text: str) -> Folded:
        """Fold a text of any length and any characters."""
        foreign = _foreign(text)
        raw = self._raw(text, foreign)
        starts: list[int] = []
        ends: list[int] = []
        shifts: list[int] = []
        origins: list[int] = []
        pieces: list[bytes] = []
        done = 0
        shift = 0
        for start, end in _edits(text, raw, foreign):
            put = _replacement(text[start:end])
            if put is None:
                continue
            pieces.append(raw[done:start])
            pieces.append(self._raw(put, _foreign(put)))
            done = end
            ends.append(start - shift)
            starts.append(start - shift + len(put))
            shift += end - start - len(put)
            shifts.append(shift)
            origins.append(end)
        if pieces:
            pieces.append(raw[done:])
            raw = b"".join(pieces)
        plain = b" " + raw + b"  "
        return Folded(plain[:-1].translate(_LOWER), plain, starts, ends, shifts, origins)

    def _raw(self, text: str, foreign: set[str]) -> bytes:
        """One byte for each character, case and ASCII punctuation as they are."""
        if text.isascii():
            return text.encode("ascii")
        if len(foreign) <= _FEW and self._spare.isdisjoint(foreign):
            # None of them is a character that another is replaced by, so the order does not matter.
            for character in foreign:
                text = text.replace(character, chr(self._byte(character)))
            return text.encode("latin-1")
        wide = bytearray(text.encode("ascii", "replace"))
        for run in _FOREIGN.finditer(text):
            for place, character in enumerate(run.group(), run.start()):
                wide[place] = self._byte(character)
        return bytes(wide)

    def _byte(self, character: str) -> int:
        byte = self._bytes.get(character)
        if byte is None:
            byte = self._new_byte(character)
            if len(self._bytes) < _KEPT:
                self._bytes[character] = byte
        return byte

    def _new_byte(self, character: str) -> int:
        plain = unicodedata.normalize("NFKC", character)
        plain = (plain if len(plain) == 1 else character).lower()[0]
        if character.isspace():
            return 0x0A if character in "\x85\u2028\u2029" else 0x20
        if plain.isascii():
            return ord(plain)
        if _is_word(plain):
            return self._own.get(plain, _STRANGER)
        return 0x2D if _DASH.match(character) else 0x2E


def _foreign(text: str) -> set[str]:
    """The characters beyond ASCII that occur in a text."""
    if text.isascii():
        return set()
    return set(text.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass"))


def _edits(text: str, raw: bytes, foreign: set[str]) -> Iterator[tuple[int, int]]:
    """Where something may have to be put in place of characters; most texts have only runs of blanks."""
    if b"-\n" in raw or (b"\r" in raw and b"-\r\n" in raw) or (foreign and _NEEDS_EDITS.search("".join(foreign))):
        return (found.span() for found in _EDITS.finditer(text))
    return _runs_of_blanks(raw.translate(_ALL_BLANK))


def _runs_of_blanks(raw: bytes) -> Iterator[tuple[int, int]]:
    start = raw.find(b"  ")
    while start >= 0:
        end = start + 2
        while raw[end : end + 1] == b" ":
            end += 1
        yield start, end
        start = raw.find(b"  ", end)


def _is_word(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character)[0] == "M"


def _replacement(found: str) -> str | None:
    """What an edit puts in place of `found`, None to leave it: a paragraph break is never closed up."""
    if found.isspace():
        lines = found.count("\n") or found.count("\r")
        return None if lines > 1 or _PAGE_BREAK.search(found) else " "
    if found[-1].isspace():
        return " "
    return unicodedata.normalize("NFKC", re.sub(_INVISIBLE, "", found))
