"""What Crosswalk says of the guides' technical texts, and which of their readiness actions are among it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from evals.actions.guides import Guide, ReadinessAction
from evals.actions.matching import foreseen
from evals.actions.nouns import Calibration, Foreseen, Offered, Similar
from evals.nouns import Part, Value
from glossary.catalog import packaged
from glossary.matcher import Matcher
from retrieval.loaders import parse_text
from service.interpretation.citing import Citing
from service.interpretation.evidence import read
from service.interpretation.nouns import ImplicationOut
from service.interpretation.translate import translate

TODAY = dt.date(2027, 1, 11)
METRIC = "action_recall"


class Recalled(Value):
    """One readiness action of a guide, and whether it is foreseen from the technical text alone."""

    guide: str
    action: str
    """Its id."""
    found: Foreseen

    @property
    def part(self) -> Part:
        """What it gives to `action_recall`."""
        return Part(over=float(self.found.same), under=1)

    @property
    def tags(self) -> tuple[str, ...]:
        """The slice that it belongs to."""
        return (f"guide:{self.guide}",)


def offered(implications: Sequence[ImplicationOut]) -> tuple[Offered, ...]:
    """The implications of an interpretation as the matcher takes them."""
    return tuple(Offered(id=i.rule, says=i.says, do=i.do, who=i.who, category=i.category) for i in implications)


def recalls(
    guide: Guide, implications: Sequence[ImplicationOut], learnt: Calibration, similar: Similar | None
) -> tuple[Recalled, ...]:
    """Each readiness action of a guide beside what an interpretation of its technical text says."""
    actions: Sequence[ReadinessAction] = guide.readiness_actions
    found = foreseen([one.wanted for one in actions], offered(implications), learnt, similar)
    return tuple(Recalled(guide=guide.id, action=a.id, found=f) for a, f in zip(actions, found, strict=True))


def recalled(
    guides: Sequence[Guide], learnt: Calibration, similar: Similar | None
) -> Mapping[str, tuple[Recalled, ...]]:
    """By guide, each of its readiness actions; with what the composed interpretation of today's glossary says."""
    catalog = packaged()
    matcher = Matcher(catalog)
    found = {}
    for guide in guides:
        parsed = parse_text(guide.technical_text, guide.title)
        reading = read(parsed.text, parsed.blocks, matcher, title=parsed.title, today=TODAY, community="it")
        interpretation = translate(
            reading,
            catalog,
            from_="it",
            to="people_readiness",
            record_id="r_guides",
            cite=Citing(parsed.title).cite,
            planned=None,
        )
        found[guide.id] = recalls(guide, interpretation.implications, learnt, similar)
    return found
