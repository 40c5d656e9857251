"""Chat: what an answer says, what it does not say, and whether it cites what bears it out."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import cast

from evals.cases.chat import ChatCase
from evals.cases.common import Place
from evals.cases.loading import DATASETS, load
from evals.judging.nouns import Asked, judged
from evals.metrics import saying
from evals.metrics.citations import Stated, bears_out, citation_parts
from evals.metrics.counting import share
from evals.nouns import CROSSWALK, Outcome
from evals.suites.house import Corpus, House
from evals.suites.nouns import Options, Suite, System
from evals.suites.stock import stocked
from evals.suites.telling import fingerprint, items, kept, record, shortened, timed, tokens
from retrieval.documents import Passage
from service.interpretation.nouns import Answer, Claim
from service.terminal.client import Api


def cases(_: Options) -> Sequence[ChatCase]:
    """All of `chat.yaml`."""
    return cast(Sequence[ChatCase], load("chat"))


def facts(answer: Answer) -> list[Claim]:
    """What the answer presents as so."""
    return [claim for claim in answer.claims if claim.status != "unsupported"]


def scored(case: ChatCase, answer: Answer, corpora: Mapping[str, Corpus]) -> Outcome:
    """An answer held against what it has to say, to leave unsaid and to cite.

    A point's passages are cited where a claim that says the point cites one of them; a point that is not said has none
    cited. Citation precision and recall are counted over the claims that rest on documents: what code computed and what
    the glossary says have reasons of other kinds, which the record keeps. A source that is neither of the glossary nor
    a passage of the corpora bears nothing out.

    Raises:
        LookupError: a place of the case is not in its document.
    """
    claims = facts(answer)
    texts = [claim.text for claim in claims]
    places = saying.points(case.must_say, texts)
    points = [(point.says, bool(where)) for point, where in zip(case.must_say, places, strict=True)]
    cites = []
    for point, where in zip(case.must_say, places, strict=True):
        wanted = {_find(place, case.initiative, corpora) for place in point.cites}
        if wanted:
            cited = any(wanted & set(claims[at].sources) for at in where)
            cites.append((f"cited for it: {_place(point.cites[0])}", cited))
    shown = {source for claim in claims for source in claim.sources}
    cites += [(f"cited: {_place(p)}", _find(p, case.initiative, corpora) in shown) for p in case.must_cite]
    unsaid = kept(case.must_not_say, texts)
    passages = {
        one.id: _opened(one) for corpus in corpora.values() for some in corpus.passages.values() for one in some
    }
    others = {source.id for source in answer.sources if source.kind != "passage"}
    stated = [Stated(c.text, tuple(s for s in c.sources if s not in others)) for c in claims if c.status == "supported"]
    return Outcome(
        suite="chat",
        case=case.id,
        parts={
            "must_say_recall": share(right for _, right in points),
            "must_cite_recall": share(right for _, right in cites),
            "restraint": share(right for _, right in unsaid),
            **citation_parts(stated, passages, bears_out),
        },
        asked=shortened(case.question),
        expected=items([*points, *cites, *unsaid]),
        got=items((f"[{claim.status}] {claim.text}", None) for claim in answer.claims),
        sources=sources(answer),
        tags=(f"kind:{case.kind}",),
        mode=answer.mode,
        fingerprint=fingerprint(texts),
    )


def to_judge(case: ChatCase, answer: Answer) -> tuple[Asked, ...]:
    """Whether the answer says each point and each thing that it must not, by the claims that `scored` goes by."""
    texts = [claim.text for claim in facts(answer)]
    says = [*(one.says for one in case.must_say), *(one.says for one in case.must_not_say)]
    places = [*saying.points(case.must_say, texts), *saying.forbidden(case.must_not_say, texts)]
    told = "\n".join(texts)
    return tuple(Asked(case.question, told, one, bool(where)) for one, where in zip(says, places, strict=True))


def sources(answer: Answer) -> tuple[str, ...]:
    """What the answer's claims cite."""
    cited = {source for claim in answer.claims for source in claim.sources}
    return tuple(
        shortened(f"{one.title}: {' '.join((one.quote or one.where).split())}", 240)
        for one in answer.sources
        if one.id in cited
    )[:12]


@asynccontextmanager
async def systems(house: House, options: Options) -> AsyncIterator[Mapping[str, System]]:
    """Crosswalk's answers. A question without an initiative is asked of all of them."""
    everything = await stocked(house)

    async def crosswalk(case: ChatCase) -> Outcome:
        corpora = {case.initiative: everything[case.initiative]} if case.initiative else everything
        api = await house.api(case.today)
        history = [turn.model_dump() for turn in case.history]
        answer, seconds = await timed(asked(api, case.question, case.initiative, case.community, history))
        told = await record(api, answer.record_id)
        outcome = scored(case, answer, corpora)
        outcome = outcome.model_copy(update={"record": told, "seconds": seconds, **tokens(told)})
        return await judged(outcome, options.judge, to_judge(case, answer))

    yield {CROSSWALK: crosswalk}


async def asked(
    api: Api, question: str, initiative: str, community: str, history: Sequence[Mapping[str, str]] = ()
) -> Answer:
    """What the service answers."""
    body = {
        "messages": [*history, {"role": "user", "content": question}],
        "initiative_id": initiative or None,
        "community": community,
    }
    return Answer.model_validate((await api.call("POST", "/v1/chat", json=body)).json())


def files(_: Options) -> Sequence[Path]:
    """The one file; the documents count as the corpus."""
    return (DATASETS / "chat.yaml",)


def _find(place: Place, initiative: str, corpora: Mapping[str, Corpus]) -> str:
    name = place.initiative or initiative
    if name not in corpora:
        raise LookupError(f"place {place.words!r}: names the initiative {name!r}; expected one of {sorted(corpora)}")
    return corpora[name].find(place).id


def _opened(passage: Passage) -> str:
    """What a reader sees who opens a citation: the document's title and day, the headings, the text."""
    day = passage.dated.isoformat() if passage.dated else ""
    return "\n".join([passage.title, day, *passage.headings, passage.where, passage.text])


def _place(place: Place) -> str:
    return f"{place.document} “{place.words}”"


SUITE = Suite(
    name="chat",
    metrics=("must_say_recall", "restraint", "must_cite_recall", "citation_precision", "citation_recall"),
    cases=cases,
    systems=systems,
    files=files,
)
