"""Reads a model's claims while they arrive, in whatever form it writes them.

Asked for is `{"claims": [{"sources": ["S1"], "text": "…"}]}`. Models also fence it, leave the outer object away, write
a JSON object a line, lists of sentences, or plain sentences with their marks in brackets. A claim is given as soon as
it is complete. Nothing raises: what cannot be read is left out, and what is cut off in the middle is no claim.
"""

from __future__ import annotations

from dataclasses import dataclass

from service.interpretation.phrasing.claims.marks import Marks, Said
from service.interpretation.phrasing.claims.values import opening, said_in, said_in_cut, sentence_in

_LONGEST_LINE = 8_000
_LONGEST_VALUE = 64_000
"""Characters of a JSON value, its claims together. A longer one is no answer to the question."""
_DEEPEST = 12
_THINKING = ("<think>", "</think>")


@dataclass
class _Open:
    """A bracket of a JSON value that is not closed yet."""

    bracket: str
    start: int
    gave: bool = False
    """Whether a claim was found in it: then it is no claim itself."""


class Claims:
    """Takes the pieces of a model's answer and gives claims."""

    def __init__(self, marks: Marks) -> None:
        """`marks` are those by which the sources were named."""
        self._marks = marks
        self._pending = ""
        """What is not read yet; outside JSON, an unfinished line."""
        self._value = ""
        """The JSON value that is being read; empty outside."""
        self._open: list[_Open] = []
        self._string = -1
        """Where in `_value` the open string begins; -1 outside."""
        self._escaped = False
        self._thinking = False

    @property
    def thinking(self) -> bool:
        """Whether what comes is said by the model to itself."""
        return self._thinking

    def feed(self, piece: str) -> list[Said]:
        """The claims that this piece completes, in order."""
        self._pending += piece
        found: list[Said] = []
        while self._read_value(found) if self._open else self._read_plain(found):
            pass
        return found

    def finish(self) -> list[Said]:
        """What is complete at the regular end of an answer: a last line, or an object that lacks only its end.

        Not to be asked for after an answer that broke off: what it was about to say nobody knows.
        """
        found: list[Said] = []
        if self._open:
            objects = [o for o in self._open if o.bracket == "{" and not o.gave]
            if objects:
                found.extend(said_in_cut(self._value[objects[-1].start :], self._marks))
        elif not self._thinking:
            found.extend(self._marks.said(self._pending))
        self._pending, self._value, self._open = "", "", []
        return found

    def _read_plain(self, found: list[Said]) -> bool:
        """Read up to the next JSON value; whether there is more to read."""
        if not self._skip_thinking():
            return False
        begin, sure = opening(self._pending)
        if sure:
            found.extend(self._marks.said(self._pending[:begin]))
            self._open = [_Open(self._pending[begin], 0)]
            self._value, self._pending = self._pending[begin], self._pending[begin + 1 :]
            return True
        complete = self._marks.complete(self._pending[:begin])
        if complete:
            found.extend(self._marks.said(self._pending[:complete]))
            self._pending = self._pending[complete:]
        elif len(self._pending) > _LONGEST_LINE:
            self._pending = ""
        return False

    def _skip_thinking(self) -> bool:
        """Leave out what a model says to itself; whether there is anything to read after it."""
        begin, end = _THINKING
        if self._thinking or begin in self._pending:
            head, _, rest = ("", begin, self._pending) if self._thinking else self._pending.partition(begin)
            _, closed, after = rest.partition(end)
            self._thinking = not closed
            self._pending = head + after if closed else rest[-len(end) :]
        return not self._thinking

    def _read_value(self, found: list[Said]) -> bool:
        """Read a JSON value to its end or as far as it has come; whether there is more to read."""
        for at, character in enumerate(self._pending):
            self._value += character
            if self._string >= 0:
                self._read_in_string(character, found)
            elif character == '"':
                self._string = len(self._value) - 1
            elif character in "{[":
                self._open.append(_Open(character, len(self._value) - 1))
            elif character in "}]":
                self._close(found)
            if not self._open:
                self._value, self._pending = "", self._pending[at + 1 :]
                return True
            if len(self._open) > _DEEPEST or len(self._value) > _LONGEST_VALUE:
                self._open, self._value, self._string, self._pending = [], "", -1, ""
                return False
        self._pending = ""
        return False

    def _read_in_string(self, character: str, found: list[Said]) -> None:
        if self._escaped:
            self._escaped = False
        elif character == "\\":
            self._escaped = True
        elif character == '"':
            start, self._string = self._string, -1
            if self._open[-1].bracket == "[":
                said = sentence_in(self._value, [o.start for o in self._open], start, self._marks)
                if said:
                    found.extend(said)
                    self._mark_given()

    def _close(self, found: list[Said]) -> None:
        closed = self._open.pop()
        if closed.bracket == "{" and not closed.gave:
            said = said_in(self._value[closed.start :], self._marks)
            if said:
                found.extend(said)
                self._mark_given()

    def _mark_given(self) -> None:
        for bracket in self._open:
            bracket.gave = True
