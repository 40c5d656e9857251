"""Marks off text that is data: two lines with a code that the text does not hold, drawn anew for every request.

Whoever wrote the text cannot know the code, so nothing in it can pretend to be its end.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass


def _draw() -> str:
    return secrets.token_hex(4)


@dataclass(frozen=True)
class Fence:
    """One request's code."""

    code: str

    def around(self, text: str) -> str:
        """The text between its two lines."""
        return f"<<data {self.code}>>\n{text}\n<<end {self.code}>>"


def fence(*texts: str, draw: Callable[[], str] = _draw) -> Fence:
    """A fence whose code stands in none of the texts that go into the request; codes are drawn until one fits."""
    code = draw()
    while any(code in text for text in texts):
        code = draw()
    return Fence(code)
