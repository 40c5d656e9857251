"""Marks in a model's words: `S1` for a source, `N1` for a note, and the sentences that carry them in brackets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

_LABEL = re.compile(r"\A\s*(?:[-*•–]\s+|\d{1,2}[.)]\s+)?(?:\*\*)?")
_NO_CLAIM = re.compile(r"(?is)\A\s*(?:#{1,6}\s.*|`{3,}.*|~{3,}.*|.*:\s*(?:\*\*)?|json|<[^<>]*>|[\W\d_]*)\Z")
_REFERRING = r"(?:\b(?:according to|as (?:stated|said|noted|described|mentioned) (?:in|by)|see(?: also)?|per)\s+)?"


@dataclass(frozen=True)
class Said:
    """One claim as the model wrote it."""

    text: str
    """Without its marks."""
    marks: tuple[str, ...]
    """The sources it names, in capitals, each once; not all of them need exist."""


@dataclass(frozen=True)
class Marks:
    """How sources and notes are named: by these letters and a number."""

    source: str = "S"
    note: str = "N"

    @property
    def letters(self) -> str:
        """Both."""
        return self.source + self.note

    def named(self, text: str) -> tuple[str, ...]:
        """The marks that stand in a text, in order, each once."""
        return tuple(dict.fromkeys(mark.upper() for mark in self._mark.findall(text)))

    def without(self, text: str) -> tuple[str, tuple[str, ...]]:
        """The text without its marks, and the marks."""
        named = self.named(text)
        if not named:
            return text.strip(), ()
        text = self._referring.sub(" ", text)
        text = self._bare.sub(" ", text)
        text = re.sub(r"\s+([.,;:!?])", r"\1", text)
        return " ".join(re.sub(r"^[\s,;:|.)\]]+", "", text).split()), named

    def said(self, text: str) -> list[Said]:
        """The claims of whole lines; headings, lead-ins and empty lines are none."""
        found = []
        for line in text.splitlines():
            for sentence in self._sentences(line):
                bare, marks = self.without(sentence)
                if bare and not _NO_CLAIM.match(bare):
                    found.append(Said(bare, marks))
        return found

    def complete(self, text: str) -> int:
        """How much of an unfinished text is complete: whole lines, and sentences followed by another one."""
        line = text.rfind("\n") + 1
        rest = text[line:]
        if self._leads(rest):
            begins = [m.start() for m in self._group.finditer(rest)]
            return line + (begins[-1] if len(begins) > 1 and _ends(rest[: begins[-1]]) else 0)
        ends = [m.end() for m in self._end.finditer(rest) if self.named(rest[: m.end()])]
        return line + (ends[-1] if ends else 0)

    def _sentences(self, line: str) -> Sequence[str]:
        """A line cut after each sentence that carries marks, or before the marks where they lead."""
        line = line[_LABEL.match(line).end() :]  # type: ignore[union-attr]
        if self._leads(line):
            cuts = [m.start() for m in self._group.finditer(line) if _ends(line[: m.start()])]
        else:
            cuts, last = [], 0
            for end in self._end.finditer(line):
                if self.named(line[last : end.end()]):
                    last = end.end()
                    cuts.append(last)
        return [line[a:b] for a, b in zip([0, *cuts], [*cuts, len(line)], strict=True)]

    def _leads(self, line: str) -> bool:
        return self._leading.match(line) is not None

    @cached_property
    def _one(self) -> str:
        return rf"[{self.letters}{self.letters.lower()}]\d{{1,3}}"

    @cached_property
    def _mark(self) -> re.Pattern[str]:
        return re.compile(rf"(?<![A-Za-z0-9])[{self.letters}]\d{{1,3}}(?![A-Za-z0-9])|(?<=[\[(]){self._one}(?=[\])])")

    @cached_property
    def _brackets(self) -> str:
        between = r"(?:\s*(?:,|;|and|&|/|-|–)?\s*)"
        return rf"[\[(【]\s*(?:(?:sources?|notes?|see)\s*:?\s*)?{self._one}(?:{between}{self._one}){{0,20}}\s*[\])】]"

    @cached_property
    def _group(self) -> re.Pattern[str]:
        return re.compile(self._brackets, re.IGNORECASE)

    @cached_property
    def _leading(self) -> re.Pattern[str]:
        return re.compile(rf"\s*(?:[-*•–]\s+)?(?:\*\*)?(?:{self._brackets}|{self._one}\s*[:|])", re.IGNORECASE)

    @cached_property
    def _referring(self) -> re.Pattern[str]:
        return re.compile(rf"{_REFERRING}{self._brackets}", re.IGNORECASE)

    @cached_property
    def _bare(self) -> re.Pattern[str]:
        one = self._one
        word = r"(?:\b(?:sources?|notes?)\s+)?"
        return re.compile(rf"{_REFERRING}{word}(?<![A-Za-z0-9]){one}(?:\s*(?:,|and|&)\s*{one})*(?![A-Za-z0-9])", re.I)

    @cached_property
    def _end(self) -> re.Pattern[str]:
        """The end of a sentence that another one follows; its marks may stand on either side of the stop."""
        follows = r"(?=[A-Z0-9“\"'*•(-])"
        return re.compile(
            rf"[.!?][\"”’]*(?:\s*{self._brackets})+[.]?\s+{follows}"
            rf"|(?:{self._brackets}\s*)+[.!?]\s+{follows}"
            rf"|[.!?][\"”’]*\s+(?!{self._brackets}){follows}"
        )


def _ends(text: str) -> bool:
    return not text.strip() or text.rstrip().endswith((".", "!", "?", "”", '"'))
