"""Senses: which words of a text are terms, and in which sense. Asked of the route that lists a text's terms."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import cast

from evals.cases.loading import DATASETS, load
from evals.cases.senses import SenseCase, Word
from evals.metrics.counting import Counts, parts
from evals.nouns import CROSSWALK, Outcome
from evals.peers import available
from evals.suites.house import House
from evals.suites.nouns import Options, Suite, System
from evals.suites.telling import fingerprint, items, shortened

_TODAY = dt.date(2027, 1, 11)

Found = Sequence[tuple[int, int, str | None]]
"""Start, end and concept of each place; no concept where the senses cannot be told apart."""


def cases(_: Options) -> Sequence[SenseCase]:
    """All of `senses.yaml`."""
    return cast(Sequence[SenseCase], load("senses"))


def scored(case: SenseCase, found: Found) -> Outcome:
    """What was found in a text, held against the words that the case is about.

    A word is detected where a place overlaps it. Right is the concept that was expected; wrong is another one, or any
    place at a word that is no term here; a place that leaves the sense open is neither.
    """
    detected, decided = Counts(), Counts()
    told: list[tuple[str, bool | None]] = []
    for word in case.words:
        start, end = _span(case.text, word)
        over = [concept for a, b, concept in found if a < end and start < b]
        right = word.concept in over
        # A place without a decision is one all the same: the word was taken for a term.
        detected = _plus(detected, word.concept is not None, bool(over))
        decided = _plus(decided, word.concept is not None, any(c is not None for c in over), right)
        named = f"{word.word}{f' ({word.nth})' if word.nth > 1 else ''}"
        got = ", ".join(c or "open" for c in over) or "no term"
        told.append((f"{named}: {word.concept or 'no term'}, found {got}", right if word.concept else not over))
    return Outcome(
        suite="senses",
        case=case.id,
        parts=parts(decided, "sense_") | parts(detected, "detection_"),
        asked=shortened(case.text),
        expected=items(told),
        got=items((f"{case.text[a:b]}: {concept or 'open'}", None) for a, b, concept in found),
        tags=tuple(dict.fromkeys(f"word:{word.word.lower()}" for word in case.words)),
        fingerprint=fingerprint(f"{a}-{b} {concept}" for a, b, concept in found),
    )


@asynccontextmanager
async def systems(house: House, options: Options) -> AsyncIterator[Mapping[str, System]]:
    """Crosswalk's matcher and senses, and the keyword matchers that know no senses."""
    api = await house.api(_TODAY)

    async def crosswalk(case: SenseCase) -> Outcome:
        body = {"text": case.text, "community": case.community}
        matches = (await api.call("POST", "/v1/glossary/match", json=body)).json()["mentions"]
        return scored(case, [(one["start"], one["end"], one["concept"]) for one in matches])

    yield {CROSSWALK: crosswalk} | {
        name: _keyword(find)
        for name, find in (available.detectors(house.parts.glossary.current.catalog) if options.peers else {}).items()
    }


def _keyword(find: Callable[[str], Sequence[tuple[int, int, str, str]]]) -> System:
    async def peer(case: SenseCase) -> Outcome:
        return scored(case, [(start, end, concept) for start, end, _, concept in find(case.text)])

    return peer


def _span(text: str, word: Word) -> tuple[int, int]:
    """Where the word stands.

    Raises:
        LookupError: it does not occur so often.
    """
    found = [m.span() for m in re.finditer(rf"(?<!\w){re.escape(word.word)}(?!\w)", text, re.IGNORECASE)]
    if len(found) < word.nth:
        raise LookupError(f"word {word.word!r}: found {len(found)} times in the text; expected {word.nth} or more")
    return found[word.nth - 1]


def _plus(counts: Counts, wanted: bool, given: bool, right: bool | None = None) -> Counts:
    """One word more: wanted and given (and right) is tp, given and not right is fp, wanted and not right is fn."""
    good = wanted and given and right is not False
    return Counts(counts.tp + good, counts.fp + (given and not good), counts.fn + (wanted and not good))


def files(_: Options) -> Sequence[Path]:
    """The one file."""
    return (DATASETS / "senses.yaml",)


SUITE = Suite(
    name="senses",
    metrics=(
        "sense_f1",
        "sense_precision",
        "sense_recall",
        "detection_f1",
        "detection_precision",
        "detection_recall",
    ),
    cases=cases,
    systems=systems,
    files=files,
)
