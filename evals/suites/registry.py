"""All suites, in the order in which they run and are reported."""

from __future__ import annotations

from collections.abc import Mapping

from evals.nouns import SuiteName
from evals.suites.asking import chat, grounding, injection, plans, refusal, retrieval
from evals.suites.nouns import Suite
from evals.suites.reading import guides, interpretation, senses

SUITES: Mapping[SuiteName, Suite] = {
    suite.name: suite
    for suite in (
        senses.SUITE,
        interpretation.INTERPRETATION,
        interpretation.REVERSE,
        retrieval.SUITE,
        grounding.SUITE,
        chat.SUITE,
        refusal.SUITE,
        injection.SUITE,
        plans.SUITE,
        guides.SUITE,
    )
}
