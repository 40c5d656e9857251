"""A model is asked to phrase, and each of its sentences is checked before anybody sees it.

What is not borne out is withheld; what code found out and must be said is said; where the model does not deliver,
code's own answer stands. So an answer is never worse than the one without a model, and an outage is never an error.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field

from service.interpretation import wording
from service.interpretation.answering.nouns import Composed, Evidence, Turn
from service.interpretation.grounding.grounding import ground
from service.interpretation.grounding.nouns import Grounded
from service.interpretation.nouns import Claim, Mode, QuestionKind, Source
from service.interpretation.phrasing.answers import TEMPLATE, Phrased, phrased
from service.interpretation.phrasing.claims.keeping import denies, numbers
from service.interpretation.shown import Shown
from service.llm.nouns import Budget, ModelFailed
from service.provenance.records import ModelUsed
from service.workflows.parts import Parts

log = logging.getLogger(__name__)

_ASKED_BACK: frozenset[QuestionKind] = frozenset({"ambiguous", "other"})
"""Kinds whose answer is a question back: there is nothing to phrase."""
_SAME = 0.7
"""The share of a claim's words from which on it is taken to have been said."""
_FAILED = {
    "unreachable": "could not be reached",
    "unauthorized": "refused the service's key",
    "not_found": "is not where it was looked for",
    "rate_limited": "takes no more requests for now",
    "overloaded": "is overloaded",
    "timeout": "did not answer in time",
    "cut_off": "ran into its length limit",
    "no_finish": "broke off",
    "malformed": "sent what could not be read",
    "wrong_schema": "did not keep to the form that was asked for",
    "too_long": "does not take this much text",
    "filtered": "declined to answer",
    "empty": "said nothing",
    "too_large": "sent more than is taken",
    "breaker_open": "failed several times just now and is left alone for a while",
    "refused_request": "did not accept the request",
    "error": "reported an error",
}


@dataclass
class Said:
    """What has been said so far, and how it came about."""

    claims: list[Claim] = field(default_factory=list)
    withheld: list[Claim] = field(default_factory=list)
    mode: Mode = "composed"
    reason: str = ""
    prompts: list[str] = field(default_factory=list)
    """The templates that models were asked with, by name."""
    model: ModelUsed | None = None


async def say(
    parts: Parts, evidence: Evidence, draft: Composed, history: Sequence[Turn], budget: Budget, said: Said
) -> AsyncGenerator[Claim, None]:
    """The claims that stand, each as soon as it does; what is kept of them besides goes into `said`.

    Args:
        parts: The wired service.
        evidence: What may be used.
        draft: The answer that code gives.
        history: The conversation, oldest first.
        budget: What may be spent on models.
        said: Filled as it goes on.
    """
    left: Sequence[Claim] = draft.claims
    if parts.models.configured and _worth_phrasing(evidence, draft):
        said.mode = "model"
        noted: set[int] = set()
        try:
            # Closed by name at every step, or a client that leaves would be noticed when the garbage is collected.
            async with aclosing(_checked(parts, evidence, draft, history, budget, said, noted)) as claims:
                async for claim in claims:
                    yield claim
        except ModelFailed as exc:
            log.warning("composed, for the model failed: %s", exc)
            said.mode, said.reason = "degraded", why(exc)
        finally:
            said.model = model_used(parts, budget, [*said.prompts, TEMPLATE])
        if not said.claims and not said.reason:
            said.mode, said.reason = "degraded", nothing_stood(len(said.withheld))
        if said.claims:
            left = _left(evidence, draft, said, noted)
    elif said.prompts:
        said.model = model_used(parts, budget, said.prompts)
    for claim in left:
        said.claims.append(claim)
        yield claim


def why(failed: ModelFailed) -> str:
    """Why a model did not deliver, for a reader; what the operator needs besides is in the log and the record."""
    return f"the language model {_FAILED[failed.reason]}"


def nothing_stood(withheld: int) -> str:
    """Why nothing that a model said is shown."""
    if not withheld:
        return "the language model said nothing that could be read as a claim"
    if withheld == 1:
        return "the one sentence of the language model was not borne out"
    return f"none of the language model's {withheld} sentences was borne out"


def model_used(parts: Parts, budget: Budget, prompts: Sequence[str]) -> ModelUsed:
    """What the record says of the models that were asked, with these templates."""
    templates = [parts.prompts[name] for name in prompts]
    usage = parts.models.usage(budget)
    failures = usage.failures if usage is not None else ()
    if not failures and budget.last is not None:
        failures = (f"{usage.model if usage is not None else parts.models.names[0]}: {budget.last.short}",)
    return ModelUsed(
        name=usage.model if usage is not None else parts.models.names[0],
        parameters=dict(usage.parameters) if usage is not None else {},
        prompt=" ".join(template.name for template in templates),
        prompt_version=" ".join(str(template.version) for template in templates),
        prompt_sha256=" ".join(template.sha256 for template in templates),
        rung=usage.rung if usage is not None else "",
        attempts=usage.attempts if usage is not None else 0,
        failures=failures,
        input_tokens=usage.input_tokens if usage is not None else None,
        output_tokens=usage.output_tokens if usage is not None else None,
        seconds=round(usage.seconds, 3) if usage is not None else 0.0,
    )


def claim_of(grounded: Grounded, rule: str = "") -> Claim:
    """A checked sentence as a claim; for one that does not stand, with what is not borne out."""
    found = "; ".join(map(str, grounded.flaws)) if not grounded.stands else rule
    return Claim(text=grounded.text, status=grounded.status, sources=grounded.sources, why=found)


def unsaid(claims: Sequence[Claim], told: Sequence[Claim], sources: Sequence[Source]) -> list[Claim]:
    """Those claims that what has been told does not say already.

    A claim is said when those that rest on its sources have its every number, most of its words, and a "not" where it
    has one. Names of sources in it do not count.
    """
    titles = {source.id: wording.stems(source.title) for source in sources}

    def is_said(claim: Claim) -> bool:
        near = " ".join(one.text for one in told if not claim.sources or set(one.sources) & set(claim.sources))
        words = wording.stems(claim.text).difference(*(titles.get(source, ()) for source in claim.sources))
        alike = len(words & wording.stems(near)) >= _SAME * len(words)
        return alike and numbers(claim.text) <= numbers(near) and denies(claim.text) <= denies(near)

    return [claim for claim in claims if not is_said(claim)]


async def _checked(
    parts: Parts,
    evidence: Evidence,
    draft: Composed,
    history: Sequence[Turn],
    budget: Budget,
    said: Said,
    noted: set[int],
) -> AsyncGenerator[Claim, None]:
    """The model's claims that stand."""
    loop = asyncio.get_running_loop()
    shown = {one.id: one for one in evidence.shown}
    # Whoever stops listening hangs up on the model, too.
    async with aclosing(phrased(parts.models, evidence, draft, history, budget, parts.prompts)) as proposals:
        async for proposed in proposals:
            claim = await loop.run_in_executor(parts.checkers, _grounded, parts, evidence, draft, proposed, shown)
            if claim.status == "unsupported":
                said.withheld.append(claim)
            else:
                noted.update(proposed.notes)
                said.claims.append(claim)
                yield claim


def _grounded(
    parts: Parts, evidence: Evidence, draft: Composed, proposed: Phrased, shown: Mapping[str, Shown]
) -> Claim:
    computed = [claim for claim in draft.claims if claim.status == "computed"]
    grounded = ground(proposed, shown, glossary=evidence.glossary, computed=computed, similar=parts.similar)
    rules = [draft.claims[index].why for index in proposed.notes if draft.claims[index].why]
    return claim_of(grounded, rules[0] if rules and grounded.status == "computed" else "")


def _worth_phrasing(evidence: Evidence, draft: Composed) -> bool:
    kind = draft.kind or evidence.question.kind
    not_there = bool(draft.missing) and 0 in draft.must_say
    return bool(draft.claims) and bool(evidence.shown) and kind not in _ASKED_BACK and not not_there


def _left(evidence: Evidence, draft: Composed, said: Said, noted: set[int]) -> Sequence[Claim]:
    """What code has still to say: after a failure all of it, else the answer itself and what may not be left out."""
    due = range(len(draft.claims)) if said.mode == "degraded" else sorted({0, *draft.must_say})
    # Those that the model has named as its basis, and whose every number it has told.
    told = numbers(" ".join(claim.text for claim in said.claims))
    claims = [draft.claims[i] for i in due if i not in noted or not numbers(draft.claims[i].text) <= told]
    return unsaid(claims, said.claims, [one.source for one in evidence.shown])
