"""A text, a draft mail or a plan, is checked statement by statement against what the documents say."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from typing import get_args

from glossary.edition import Edition
from retrieval import store
from retrieval.access import Caller, scope
from retrieval.database.initiatives import initiative
from retrieval.documents import Parsed, Passage
from service.errors import TooLarge
from service.interpretation.grounding import verifying
from service.interpretation.nouns import Finding, Verification
from service.interpretation.shown import Shown
from service.provenance import ledger
from service.provenance.records import new_id
from service.workflows.documents import Text, parsed
from service.workflows.parts import Parts
from service.workflows.recording import of_verification

LONGEST = 60_000
"""Characters of a text that is checked at once: each of its statements is looked for by itself."""
PASSAGES = 12
"""Passages that are looked at for one statement, where there are too many to look at all."""


async def verify(
    parts: Parts,
    caller: Caller,
    source: Text,
    *,
    initiative_id: str | None = None,
    sources: Sequence[str] = (),
) -> Verification:
    """What the documents say to each statement of a text, with its record kept.

    Args:
        parts: The wired service.
        caller: Who asks; decides what may be read.
        source: What to check.
        initiative_id: Against whose documents; None for all that the caller may read.
        sources: Ids of documents or passages, to check against these alone.

    Raises:
        TooLarge: the text is longer than what is checked at once.
        NotFound: the initiative or a source is not there, or not the caller's to read.
        RetrievalError: the search did not answer.
    """
    _, text = await parsed(parts, caller, source)
    if len(text.text) > LONGEST:
        raise TooLarge(
            f"the text has {len(text.text):,} characters; at most {LONGEST:,} are checked at once. Send it in parts."
        )
    async with parts.checking:
        return await asyncio.to_thread(_verify, parts, caller, text, initiative_id, sources)


def _verify(
    parts: Parts, caller: Caller, text: Parsed, initiative_id: str | None, sources: Sequence[str]
) -> Verification:
    allowed = scope(parts.engine, caller, None if initiative_id is None else [initiative_id])
    looking = _Looking(parts, allowed, initiative_id, sources)
    claims, named = verifying.verify(
        text.text,
        text.blocks,
        looking.find,
        looking.glossary,
        today=looking.today,
        similar=parts.similar,
        title=text.title,
    )
    counted = Counter(claim.finding for claim in claims)
    said = Verification(
        record_id=new_id(),
        mode="composed",
        initiative_id=initiative_id,
        title=text.title,
        claims=tuple(claims),
        sources=tuple(one.source for one in named),
        counts={finding: counted[finding] for finding in get_args(Finding)},
        missing=tuple(f"“{claim.text}”" for claim in claims if claim.finding == "not_found"),
    )
    shown = {one.id: one for one in (*looking.shown.values(), *named)}
    record = of_verification(said, caller, looking.glossary.catalog, text.text, list(shown.values()), sources)
    ledger.append(parts.engine, record)
    return said


class _Looking:
    """Finds what a statement may be about: everything in a small initiative, in all others what a search gives."""

    def __init__(
        self, parts: Parts, allowed: frozenset[str], initiative_id: str | None, sources: Sequence[str]
    ) -> None:
        self._parts, self._allowed = parts, allowed
        self.glossary: Edition = parts.glossary.current
        self.today = parts.today()
        self.shown: dict[str, Shown] = {}
        """All that was looked at."""
        self._country = initiative(parts.engine, allowed, initiative_id).country if initiative_id is not None else None
        whole = self._named(sources) if sources else self._small(initiative_id)
        self._whole = None if whole is None else self._read(whole)

    def find(self, words: str) -> Sequence[Shown]:
        """The sources for one statement."""
        if self._whole is not None:
            return self._whole
        mentioned = dict.fromkeys(c for m in self.glossary.matcher.find(words) for c in m.candidates)
        expansions = [self.glossary.catalog.expansions([concept]) for concept in mentioned]
        found = self._parts.search.search(words, PASSAGES, self._allowed, expansions)
        return self._read([one.passage for one in found])

    def _read(self, passages: Sequence[Passage]) -> list[Shown]:
        showing = self._parts.gathering.showing
        found = showing.passages(self._allowed, passages, self.glossary, self.today, self._country)
        self.shown.update((one.id, one) for one in found)
        return found

    def _small(self, initiative_id: str | None) -> list[Passage] | None:
        """All passages of an initiative; None if there are too many, or none was named."""
        if initiative_id is None:
            return None
        return self._parts.gathering.whole(self._allowed, initiative_id)

    def _named(self, sources: Sequence[str]) -> list[Passage]:
        """The passages of these ids, and those of the documents of these ids."""
        engine, allowed = self._parts.engine, self._allowed
        found: dict[str, Passage] = {}
        for key in dict.fromkeys(sources):
            some = (
                store.passages(engine, allowed, key) if key.startswith("d_") else (store.passage(engine, allowed, key),)
            )
            found.update((passage.id, passage) for passage in some)
        return list(found.values())
