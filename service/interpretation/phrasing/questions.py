"""A question that refers back, rewritten by a model so that it stands alone, and accepted only if code finds no fault.

A rewrite may bring together what was said; it may add no word, name, number or day that nobody said, drop nothing of
the question, and turn no "not" round.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict

from prompts.catalog import Prompts
from prompts.fencing import fence
from service.interpretation import wording
from service.interpretation.answering.nouns import Turn
from service.interpretation.phrasing.claims.cleaning import clean, visible
from service.interpretation.phrasing.claims.keeping import denies, numbers
from service.llm.models import Models
from service.llm.nouns import Budget, Message

TEMPLATE = "rewrite-question"
_TURNS = 4
_LONGEST_TURN = 400
_LONGEST = 400
_ALIKE = 5
"""Letters that two forms of a word have in common at the least."""
_NAME = re.compile(r"(?<!^)(?<![.!?] )\b[A-Z][\w'’-]*")
_GENERAL = wording.stems(
    "take place happen happens happening start starts begin begins apply applies affect affects affected change "
    "changes concern concerns regarding mean means involve people there here again also instead"
)
"""What a sentence needs to be one: with these a rewrite says nothing of its own."""
_POINTING = wording.stems("there then here again thing things too instead still same former latter above mentioned")
"""What a rewrite replaces."""


class QuestionForm(BaseModel):
    """A rewrite, as a model is asked to write it."""

    model_config = ConfigDict(extra="forbid")

    question: str


async def rewritten(models: Models, text: str, history: Sequence[Turn], budget: Budget, prompts: Prompts) -> str | None:
    """The question on its own; None if the model's rewrite says more, less or other than the conversation.

    Args:
        models: whom to ask.
        text: the question as it was typed, one that refers back.
        history: what was said before, oldest first.
        budget: of the whole request.
        prompts: the templates.

    Raises:
        ModelFailed: no rewrite came.
    """
    said = [f"{turn.role}: {visible(turn.text)[:_LONGEST_TURN]}" for turn in history[-_TURNS:]]
    if not said:
        return None
    question = visible(text)
    conversation = "\n".join(said)
    rendered = prompts[TEMPLATE].render(data=fence(conversation, question).around(conversation), question=question)
    messages = [Message("system", rendered.system), Message("user", rendered.user)]
    form = await models.structured(messages, QuestionForm, budget)
    return accepted(form.question, text, history)


def accepted(rewrite: str, text: str, history: Sequence[Turn]) -> str | None:
    """The rewrite as plain text if it holds all of the question and nothing but the conversation; else None."""
    conversation = " ".join([*(turn.text for turn in history), text])
    if len(rewrite) > 2 * _LONGEST:
        return None
    plain = clean(rewrite, [conversation])
    if not plain or len(plain) > _LONGEST or not any(character.isalpha() for character in plain):
        return None
    own, said, asked = wording.stems(plain), wording.stems(conversation), wording.stems(text)
    adds = _missing(own - _GENERAL, said)
    drops = _missing(asked - _POINTING, own)
    counted = not numbers(text) <= numbers(plain) <= numbers(conversation)
    names = {name.casefold() for name in _NAME.findall(plain)}
    unnamed = {name for name in names if name not in conversation.casefold()}
    turned = denies(plain) != denies(text)
    return None if adds or drops or counted or unnamed or turned else plain


def _missing(stems: frozenset[str], there: frozenset[str]) -> bool:
    """Whether one of the stems is not there, not even in another form: withdrawn for withdrawal."""
    return any(not any(_alike(stem, other) for other in there) for stem in stems - there)


def _alike(stem: str, other: str) -> bool:
    common = max(_ALIKE, round(0.8 * min(len(stem), len(other))))
    return stem[:common] == other[:common]
