"""What can be read out of one text: sentences, mentions with their occasions, facts. All else is derived from it.

Below it stand the glossary's matcher and the fact readers; above it, implications, coverage and composition.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import get_args

from glossary.concepts import Community
from glossary.matcher import Matcher, Mention
from retrieval.documents import Block
from service.interpretation import wording
from service.interpretation.facts import find_facts
from service.interpretation.reading import occasions, sentences
from service.interpretation.reading.occasions import Judged
from service.interpretation.reading.sentences import Sentence
from service.planning.facts import EventKind, Fact, FactKind

_SCHEDULED = frozenset(get_args(EventKind)) - {"change", "holiday", "feedback", "decision"}
_NEIGHBOURS = 4
"""Sentences to each side that count as near."""
_LONG_PAST = dt.timedelta(days=31)
_NOW = frozenset({"today", "now"})
_SHALL = re.compile(r"\b(?:will|shall|must|going to|scheduled|planned)\b", re.IGNORECASE)
_WAS = re.compile(
    r"\b(?:was|were|had|took place|went|finished|completed|ended|last (?:week|month|night|year))\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Reading:
    """One text, read. Offsets are code points into `text`."""

    text: str
    title: str
    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    judged: tuple[Judged, ...]
    """One for each mention, in the same order."""
    facts: tuple[Fact, ...]
    """Sorted by start."""
    today: dt.date
    """The day the text speaks from."""
    dated: bool = False
    """Whether the document itself gives that day."""

    @cached_property
    def _counts(self) -> bool:
        """Whether "on Friday" can be counted from `today`: not in an undated text that speaks of another season."""
        days = [f.first for f in self.facts if f.kind == "date" and f.first is not None and not _counted(f)]
        return self.dated or not days or min(abs(day - self.today) for day in days) <= _LONG_PAST

    @cached_property
    def _fact_starts(self) -> list[int]:
        return [f.start for f in self.facts]

    @cached_property
    def _mentions_by_sentence(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for number, judged in enumerate(self.judged):
            if judged.sentence >= 0:
                found.setdefault(judged.sentence, []).append(number)
        return found

    @cached_property
    def _sections(self) -> dict[tuple[str, ...], list[int]]:
        found: dict[tuple[str, ...], list[int]] = {}
        for number, sentence in enumerate(self.sentences):
            found.setdefault(sentence.headings, []).append(number)
        return found

    def mentions_in(self, sentence: int) -> list[int]:
        """Indexes of the mentions of a sentence."""
        return self._mentions_by_sentence.get(sentence, [])

    def section_of(self, sentence: int) -> list[int]:
        """Indexes of the sentences that stand under the same headings."""
        return self._sections[self.sentences[sentence].headings]

    def facts_between(self, start: int, end: int, *kinds: FactKind) -> list[Fact]:
        """Facts that begin in `[start, end)`, of these kinds or of all."""
        inside = self.facts[bisect_left(self._fact_starts, start) : bisect_left(self._fact_starts, end)]
        return [f for f in inside if not kinds or f.kind in kinds]

    def facts_in(self, sentence: int, *kinds: FactKind) -> list[Fact]:
        """Facts of a sentence."""
        key = (sentence, kinds)
        if key not in self._facts_in:
            s = self.sentences[sentence]
            self._facts_in[key] = self.facts_between(s.start, s.end, *kinds)
        return self._facts_in[key]

    @cached_property
    def _facts_in(self) -> dict[tuple[int, tuple[FactKind, ...]], list[Fact]]:
        return {}

    def sentence_at(self, offset: int) -> int:
        """Index of the sentence that holds an offset, -1 if none does."""
        index = bisect_right(self._sentence_starts, offset) - 1
        return index if index >= 0 and offset < self.sentences[index].end else -1

    def date_near(self, mention: int) -> Fact | None:
        """The date that a mention's sentence gives for it: the next one after it, else the last one before it.

        Of a thing that is moved, it is the later date.
        """
        start, judged = self.mentions[mention].start, self.judged[mention]
        starts, dates = self._dates_of(judged.sentence)
        if not dates:
            return None
        if judged.kind == "moved":
            return max(dates, key=lambda f: f.first or dt.date.min)
        return dates[min(bisect_right(starts, start), len(dates) - 1)]

    def _dates_of(self, sentence: int) -> tuple[list[int], list[Fact]]:
        """The dates of a sentence on which something may yet happen, with where they start."""
        if sentence not in self._dates:
            oldest = self.today - _LONG_PAST
            dates = [
                f
                for f in self.facts_in(sentence, "date")
                if f.first is not None and f.first >= oldest and f.text.lower() not in _NOW
                if self._counts or not _counted(f)
            ]
            self._dates[sentence] = ([f.start for f in dates], dates)
        return self._dates[sentence]

    @cached_property
    def _dates(self) -> dict[int, tuple[list[int], list[Fact]]]:
        return {}

    def words_near(self, sentence: int) -> frozenset[str]:
        """Stems of a sentence, of its neighbours in the section and of its headings."""
        if sentence not in self._words:
            section = self.section_of(sentence)
            at = bisect_left(section, sentence)
            near = section[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS + 1]
            texts = [*(self.sentences[n].text for n in near), *self.sentences[sentence].headings]
            self._words[sentence] = wording.stems(" ".join(texts))
        return self._words[sentence]

    @cached_property
    def _words(self) -> dict[int, frozenset[str]]:
        return {}

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [s.start for s in self.sentences]


def read(
    text: str,
    blocks: Sequence[Block],
    matcher: Matcher,
    *,
    title: str = "",
    dated: dt.date | None = None,
    today: dt.date,
    community: Community | None = None,
    country: str | None = None,
) -> Reading:
    """Read a text.

    Args:
        text: the whole text; all offsets are into it.
        blocks: its headings, paragraphs, items and rows, in order.
        matcher: finds the glossary's terms.
        title: the document's title.
        dated: the day the document itself gives.
        today: the day of reading, for a document that gives none.
        community: who wrote it, where known: it tips even senses.
        country: ISO 3166 code, for the order of day and month.
    """
    cut = sentences.split(text, blocks)
    facts = find_facts(text, blocks, today=dated or today, country=country)
    dates = [f for f in facts if f.kind == "date"]
    speaks_from = occasions.reference_day(dated, _planned_days(text, cut, facts), today)
    mentions = _without_parts_of_names(matcher.find(text, community=community), facts)
    asking = community not in (None, "it")
    judged = occasions.judge(
        text, cut, mentions, dates, speaks_from, title=title, read_on=dated or today, asking=asking
    )
    return Reading(
        text=text,
        title=title,
        blocks=tuple(blocks),
        sentences=tuple(cut),
        mentions=tuple(mentions),
        judged=tuple(judged),
        facts=tuple(facts),
        today=speaks_from,
        dated=dated is not None,
    )


def _counted(fact: Fact) -> bool:
    """Whether a date is told by its distance from the day of writing."""
    return fact.note.startswith("counted from")


def _planned_days(text: str, cut: Sequence[Sentence], facts: Sequence[Fact]) -> list[Fact]:
    """The dates on which a text says that something shall take place; those of its own history tell of no plan."""
    starts = [s.start for s in cut]
    shall: dict[int, bool] = {}
    was: dict[int, bool] = {}
    found: list[Fact] = []
    for fact in facts:
        index = bisect_right(starts, fact.start) - 1
        if fact.first is None or index < 0:
            continue
        if index not in shall:
            shall[index] = _SHALL.search(text, cut[index].start, cut[index].end) is not None
            was[index] = not shall[index] and _WAS.search(text, cut[index].start, cut[index].end) is not None
        if (fact.event in _SCHEDULED and not was[index]) or (fact.kind == "date" and shall[index]):
            found.append(fact)
    return found


def _without_parts_of_names(mentions: Sequence[Mention], facts: Sequence[Fact]) -> list[Mention]:
    """Without mentions in capitals that are part of a product's name: "Service Desk" in "Unified Service Desk"."""
    names = [(f.start, f.end) for f in facts if f.kind == "system"]
    starts = [start for start, _ in names]
    kept: list[Mention] = []
    for mention in mentions:
        at = bisect_right(starts, mention.start) - 1
        inside = at >= 0 and mention.end <= names[at][1] and names[at][1] - names[at][0] > len(mention.label)
        if not (inside and mention.label.istitle()):
            kept.append(mention)
    return kept
