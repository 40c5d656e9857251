"""A question taken apart: what kind it is, what it names, and what of it only the conversation tells.

Above it are the workflows, below it the glossary's matcher and the fact readers. It knows no documents.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from glossary.concepts import Community
from glossary.edition import Edition
from service.interpretation.answering.nouns import Question, Turn


def understood(
    text: str,
    history: Sequence[Turn],
    glossary: Edition,
    *,
    community: Community,
    today: dt.date,
    country: str | None = None,
) -> Question:
    """The question as a whole of its own.

    Args:
        text: as it was typed.
        history: what was said before, oldest first; what the question refers back to is taken from it.
        glossary: the edition in use.
        community: who asks.
        today: the day of asking; "since Monday" counts from it.
        country: ISO 3166 code, for the order of day and month.
    """
    return Question(text=text, original=text, kind="said", community=community)
