"""Made-up initiatives of several trades, and questions of one kind put to them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from glossary import catalog
from glossary.concepts import Community
from glossary.edition import Edition
from glossary.matcher import Matcher
from retrieval.documents import Document, Parsed, document_id
from retrieval.loaders import parse_text
from retrieval.passages import passages
from service.interpretation import wording
from service.interpretation.answering.kinds import ambiguous, ask_it, impact, meaning, nothing, said, where
from service.interpretation.answering.nouns import Composed, Evidence
from service.interpretation.answering.question import understood
from service.interpretation.nouns import Claim, QuestionKind
from service.interpretation.shown import Showing, Shown, shown_concept

COMPOSE: dict[QuestionKind, Callable[[Evidence], Composed]] = {
    "meaning": meaning.compose,
    "impact": impact.compose,
    "ask_it": ask_it.compose,
    "said": said.compose,
    "where": where.compose,
    "ambiguous": ambiguous.compose,
    "other": nothing.compose,
}
Written = tuple[str, Community | None, dt.date | None, str | Parsed]
"""A document: title, who wrote it, its day, its text."""

HOSPITAL: tuple[Written, ...] = (
    (
        "Ward tablets: technical plan",
        "it",
        dt.date(2027, 2, 4),
        """# Ward tablets: technical plan

The electronic medication chart Mediro replaces the paper chart on all wards.

| Phase | From | Wards | Note |
|---|---|---|---|
| Pilot | 1 March 2027 | Ward 4B, 22 nurses | paper in parallel |
| Phase 1 | 12 April 2027 | surgery, 140 nurses | |
| Phase 2 | 10 May 2027 | internal medicine, 190 nurses | |

Staff sign in with their smart card. The generic ward logins are withdrawn on 10 May 2027.

The downtime procedure (DTP) is printed every six hours.

Support is by the IT hotline on weekdays from 8 to 17. No floor support is planned on the wards.

Go-live is done when Mediro runs on every ward tablet.
""",
    ),
    (
        "Nursing readiness notes",
        "people_readiness",
        dt.date(2027, 2, 9),
        """# Nursing readiness notes

## Training

Mediro classes of two hours run from 15 to 26 March 2027 in the skills lab, 12 nurses each.

E-learning for bank nurses: to be decided.

## Support

During the first week somebody has to be on the wards for floor support, day and night. Who pays? Open.

## Sign-in

The generic ward logins stay until 30 June 2027, we have told everybody so.

Go-live is done when no nurse uses the paper chart any more.
""",
    ),
    (
        "Board minutes",
        "business",
        dt.date(2027, 2, 18),
        """# Board minutes

- Phase 1 of Mediro starts on 19 April 2027 because of Easter leave.
- Pharmacy interface is out of scope for this year.
- Budget for 60 additional tablets was approved.
""",
    ),
)
BANK: tuple[Written, ...] = (
    (
        "Branch phones: rollout plan",
        "it",
        dt.date(2027, 6, 2),
        """# Branch phones: rollout plan

We migrate the 86 branches from the desk phones to softphones in the collaboration platform. Branch North goes first
on 5 July 2027, the others follow until 30 September 2027.

- Multi-factor authentication becomes mandatory for 900 advisers on 6 September 2027.
- Call recording for advisers is switched to the new archive on 5 July 2027.
- The old desk phones are decommissioned on 1 October 2027.
- Fax lines are not affected.

The headset must be ordered by each branch. Delivery time: about four weeks.
""",
    ),
    (
        "Mail from HR",
        "hr",
        dt.date(2027, 6, 11),
        """# Mail from HR

The works council has not yet approved call recording. A decision is expected on 24 June 2027.

Release of staff from duty for the training: half a day each, to be agreed with the branch managers.
""",
    ),
)
SCHOOL: tuple[Written, ...] = (
    (
        "Laptops for pupils",
        None,
        dt.date(2026, 8, 20),
        """# Laptops for pupils

Every pupil from year 7 up gets a laptop in September. 640 devices are enrolled in the mobile device management (MDM)
by 28 August 2026. The learning portal Kolibri opens on 14 September 2026.

Parents sign the loan agreement at the parents' evening on 3 September 2026.
""",
    ),
)
DAYS = {HOSPITAL: dt.date(2027, 2, 22), BANK: dt.date(2027, 6, 14), SCHOOL: dt.date(2026, 8, 24)}


@lru_cache(maxsize=1)
def glossary() -> Edition:
    packaged = catalog.packaged()
    return Edition(packaged, Matcher(packaged))


@lru_cache(maxsize=16)
def sources(written: tuple[Written, ...], today: dt.date) -> tuple[Shown, ...]:
    documents = {}
    for title, community, dated, text in written:
        parsed = parse_text(text) if isinstance(text, str) else text
        one = Document(
            id=document_id("made", title),
            initiative_id="made",
            name=title,
            title=title,
            version=1,
            sha256=title,
            community=community,
            dated=dated,
            media_type=parsed.media_type,
            added_at=dt.datetime(2027, 1, 1, tzinfo=dt.UTC),
            text=parsed.text,
            blocks=parsed.blocks,
        )
        documents[one.id] = one
    showing = Showing(lambda scope, key, version: documents[key])
    every = [passage for one in documents.values() for passage in passages(one)]
    return tuple(showing.passages(frozenset({"made"}), every, glossary(), today))


def evidence(
    text: str, kind: QuestionKind, written: tuple[Written, ...] = (), community: Community = "people_readiness"
) -> Evidence:
    """The whole of an initiative as evidence for a question that was recognised as being of this kind."""
    today = DAYS.get(written, dt.date(2027, 3, 1))
    question = replace(understood(text, (), glossary(), community=community, today=today), kind=kind)
    if kind == "ambiguous" and not question.ambiguous:
        found = glossary().matcher.find(text, community=community)
        question = replace(question, ambiguous=tuple(m for m in found if m.ambiguous))
    entries = tuple(shown_concept(glossary().catalog.current(c), glossary(), today) for c in question.concepts)
    held = sources(written, today) if written else ()
    return Evidence(question, held, entries, (), glossary(), today, "IE", "made" if written else None, len(written))


def asked(
    text: str, kind: QuestionKind, written: tuple[Written, ...] = (), community: Community = "people_readiness"
) -> Composed:
    return COMPOSE[kind](evidence(text, kind, written, community))


def texts(answer: Composed) -> list[str]:
    return [claim.text for claim in answer.claims]


def telling(answer: Composed, *parts: str) -> Claim:
    """The first claim that has all of these parts."""
    for claim in answer.claims:
        if all(part.lower() in claim.text.lower() for part in parts):
            return claim
    raise AssertionError(f"no claim has {parts}: {texts(answer)}")


def is_must(answer: Composed, claim: Claim) -> bool:
    return answer.claims.index(claim) in answer.must_say


def figures(text: str) -> frozenset[str]:
    """Its numbers, those of dates included."""
    found = (match.group().replace(",", "").rstrip(".").lstrip("0") for match in re.finditer(r"\d[\d.,]*", text))
    return frozenset(number or "0" for number in found)


def unfounded(answer: Composed, gathered: Evidence) -> list[tuple[str, frozenset[str]]]:
    """Claims with figures that none of the sources they cite has, nor its date; a rule's own figures stand in `why`."""
    held = {shown.id: shown for shown in gathered.shown}
    cited = {source for claim in answer.claims for source in claim.sources} - held.keys()
    for concept in filter(None, map(gathered.glossary.catalog.by_source, cited)):
        held[concept.source_id] = shown_concept(concept, gathered.glossary, gathered.today)
    found = []
    for claim in answer.claims:
        assert all(source in held for source in claim.sources), claim
        known = figures(gathered.question.text)
        for source in claim.sources:
            shown = held[source]
            known |= figures(f"{shown.text} {shown.source.title} {shown.source.where}")
            known |= figures(" ".join(block.where for block in shown.blocks))
            if shown.dated is not None:
                known |= figures(wording.day(shown.dated))
            for fact in shown.reading.facts:
                known |= figures(" ".join(wording.day(d) for d in (fact.first, fact.last) if d))
        worked_out = re.sub(r"due \d+ \w+ \d+", "", claim.text) if claim.why else claim.text
        looked_in = re.sub(r"in the \d+ documents", "", worked_out)
        if figures(looked_in) - known:
            found.append((claim.text, figures(looked_in) - known))
    return found
