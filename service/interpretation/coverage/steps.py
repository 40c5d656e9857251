"""The steps that documents plan: sentences, items and rows that plan or report an action of readiness."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from glossary.concepts import Category, Community
from service.interpretation import wording
from service.interpretation.evidence import Reading
from service.interpretation.filling.slots import GENERIC
from service.interpretation.reading import clauses
from service.planning.facts import EventKind

_WORDS: dict[Category, str] = {
    "communications": "announce announcement communicate communication mail email newsletter intranet message tell "
    "inform notify notice faq town hall poster briefing release notes screenshot status page invite letter",
    "training": "train training course workshop class webinar e-learning learning module tutorial exercise sandbox "
    "practice guide guidance video instructions walkthrough demo teach coaching brown-bag",
    "support": "support help desk service desk hypercare hotline floor walker standby on-call cover escalation ticket "
    "script office hours clinic drop-in knowledge article troubleshooting handover",
    "early_access": "pilot early access ring preview beta wave first group trial account test group",
    "champions": "champion super-user superuser ambassador key user multiplier sponsor stakeholder network advocate",
    "access_timing": "access account provision licence license invitation credential permission role enrol register "
    "login entitlement assign",
    "user_experience": "screen page sign-in experience usability prototype walkthrough journey feel click step prompt "
    "user acceptance test observe",
    "work_redesign": "process procedure workflow work instruction sop job role task shift manual redesign checklist "
    "responsibility takt",
    "metrics_feedback": "survey feedback adoption usage telemetry dashboard measure metric kpi report pulse monitor "
    "baseline track interview retrospective satisfaction log",
    "inclusion": "accessibility accessible screen reader keyboard contrast translation language alternative exception "
    "disability remote offline phone token shared part-time leave",
    "governance": "sign-off approve approval decision decide go/no-go steering board policy owner raci responsible "
    "works council union audit risk agreement accountable",
}
_STEMS: dict[Category, frozenset[str]] = {category: wording.stems(words) for category, words in _WORDS.items()}
_EVENTS: dict[EventKind, Category] = {
    "communication": "communications",
    "training": "training",
    "support_cover": "support",
    "pilot": "early_access",
    "access": "access_timing",
    "feedback": "metrics_feedback",
    "decision": "governance",
}
_HEADED: dict[Category, frozenset[str]] = {
    "communications": wording.stems("communication announcement message"),
    "training": wording.stems("training course learning"),
    "support": wording.stems("support hypercare helpdesk"),
    "champions": wording.stems("champion ambassador super-user"),
    "metrics_feedback": wording.stems("feedback measurement survey"),
    "inclusion": wording.stems("accessibility inclusion"),
    "governance": wording.stems("governance decision"),
    "early_access": wording.stems("pilot"),
}
"""What a heading is called under which such actions stand."""
_EVERYONE = re.compile(
    r"\b(?:all|every|each|entire|whole)\s+(?:\w+\s+){0,2}(?:staff|users?|employees?|people|colleagues|teams?|sites?|locations?"
    r"|departments?|shifts?)\b|\b(?:everyone|everybody|company-wide|organi[sz]ation-wide|all hands)\b",
    re.IGNORECASE,
)
_NO = re.compile(
    r"\b(?:no|not|never|without|none|nobody|lacks?|missing|cancelled|canceled|dropped|tbd|open)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Step:
    """A sentence in which an action of readiness is planned or reported."""

    source: str
    """The passage that holds it."""
    document: str
    community: Community | None
    categories: frozenset[Category]
    events: frozenset[Category]
    """Those of the categories that a typed event or the heading stands for, not the sentence's words alone."""
    concepts: frozenset[str]
    """Concepts of the sentence and its headings, and of the document's title."""
    systems: frozenset[str]
    """Names of the systems that it is about, lower case."""
    words: frozenset[str]
    groups: frozenset[str]
    everyone: bool
    first: dt.date | None
    start: int
    """Where its sentence begins in the document."""
    text: str
    """The sentence."""

    def moved(self, by: int) -> Step:
        """The same step of a text that begins so many code points further on."""
        return replace(self, start=self.start + by)


def steps(
    reading: Reading,
    document: str,
    community: Community | None,
    cite: Callable[[int, int], Sequence[str]],
    title_concepts: Iterable[str] = (),
) -> Iterator[Step]:
    """The steps of one document; `cite` gives the passages of a span."""
    about = frozenset(title_concepts)
    for number, sentence in enumerate(reading.sentences):
        if sentence.kind == "heading" or clauses.under(sentence.headings) != "real":
            continue
        words = wording.stems(sentence.text)
        facts = reading.facts_in(number)
        above = wording.stems(" ".join(sentence.headings))
        events = {_EVENTS[f.event] for f in facts if f.event in _EVENTS and not f.note.startswith("negated")}
        events |= {category for category, names in _HEADED.items() if above & names}
        categories = frozenset(events | {c for c, known in _STEMS.items() if words & known})
        sources = cite(sentence.start, sentence.end)
        if not categories or not sources or not _stands(sentence.text, sentence.start, reading.today.year):
            continue
        days = [f.first for f in facts if f.kind == "date" and f.first is not None]
        yield Step(
            source=sources[0],
            document=document,
            community=community,
            categories=categories,
            events=frozenset(events),
            concepts=about | {c for m in reading.mentions_in(number) if (c := reading.mentions[m].concept) is not None},
            systems=frozenset(f.value.lower() for f in facts if f.kind == "system"),
            words=words | above,
            groups=frozenset(f.value for f in facts if f.kind == "population" and f.value not in GENERIC),
            everyone=_EVERYONE.search(sentence.text) is not None,
            first=min(days) if days else None,
            start=sentence.start,
            text=sentence.text,
        )


def _stands(text: str, start: int, year: int) -> bool:
    standings = {c.standing for c in clauses.split(text, start, year)}
    return not standings & {"out_of_scope", "hypothetical", "conditional"} and not _NO.search(text)
