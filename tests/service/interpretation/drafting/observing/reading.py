"""What two sides' papers founder on, by one check, as the service reads and checks them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from glossary.concepts import Community
from glossary.edition import Edition
from service.interpretation.drafting.observing.amounts import amounts
from service.interpretation.drafting.observing.means import means
from service.interpretation.drafting.observing.paces import paces
from service.interpretation.drafting.observing.uses import uses
from service.planning.checks.context import Context
from service.planning.nouns import Disconnect
from service.planning.observed import Observed
from tests.service.interpretation.drafting.caring.papers import papers

IT: Community = "it"
PEOPLE: Community = "people_readiness"
FLOOR: Community = "operations"


def found(
    check: Callable[[Context], Iterator[Disconnect]], edition: Edition, *written: tuple[Community, str]
) -> list[Disconnect]:
    """The check's findings in these papers, one paper a day."""
    material = papers(edition, *written)
    demands, lacks = means(material)
    observed = Observed(
        amounts=amounts(material),
        demands=demands,
        lacks=lacks,
        paces=paces(material),
        uses=uses(material, edition),
    )
    return list(check(Context((), (), observed, dt.date(2027, 1, 11))))
