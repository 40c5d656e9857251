"""The corpora that queries and questions are about, all of them at once, whichever suites and cases are run.

How much a word tells hangs on every passage that the service holds: what is found for one case must not depend on which
others had their turn before it, nor on how many are under way.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from evals.cases.chat import ChatCase, RefusalCase
from evals.cases.loading import load
from evals.cases.retrieval import RetrievalCase
from evals.suites.house import Corpus, House


async def stocked(house: House) -> Mapping[str, Corpus]:
    """All of them by name, taken in where they are not yet.

    Raises:
        BadCases: a file of cases cannot be used.
        LookupError: one that a case names is not there.
    """
    return await house.corpora(_names())


@cache
def _names() -> frozenset[str]:
    found: set[str] = set()
    for case in (*load("retrieval"), *load("chat"), *load("refusal")):
        if isinstance(case, RetrievalCase):
            found.update(case.initiatives, (place.initiative for place in case.relevant))
        elif isinstance(case, (ChatCase, RefusalCase)):
            found.add(case.initiative)
    return frozenset(found - {""})
