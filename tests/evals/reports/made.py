"""Runs as they come out of the harness, made up: ten suites, peers, failures, errors, tags, repeats."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from evals.nouns import CROSSWALK, SUITES, Item, Machine, Manifest, Outcome, Part, SuiteName
from evals.running.journal import Run

METRICS: Mapping[SuiteName, tuple[str, ...]] = {
    "senses": ("sense", "detection"),
    "interpretation": ("action_recall", "by_accuracy", "fact_recall", "question_recall", "restraint"),
    "reverse": ("action_recall", "by_accuracy", "fact_recall", "question_recall", "restraint"),
    "retrieval": ("ndcg_at_10", "recall_at_10", "mrr"),
    "grounding": ("",),
    "chat": ("must_say_recall", "must_cite_recall", "restraint", "citation_precision", "citation_recall"),
    "refusal": ("refusal", "restraint"),
    "injection": ("restraint", "must_say_recall"),
    "plans": ("disconnect", "milestone_recall", "milestone_precision", "dependency_recall", "date_accuracy"),
    "guides": ("action_recall",),
}
"""`sense`, `detection`, `refusal`, `disconnect` and the empty name stand for precision, recall and F1."""
_COUNTED = ("sense", "detection", "refusal", "disconnect", "")
PEERS: Mapping[SuiteName, tuple[str, ...]] = {
    "senses": ("flashtext", "phrasematcher"),
    "retrieval": ("bm25", "chroma-ensemble"),
    "grounding": ("overlap",),
}
CASES: Mapping[SuiteName, int] = {
    "senses": 48,
    "interpretation": 40,
    "reverse": 24,
    "retrieval": 62,
    "grounding": 150,
    "chat": 64,
    "refusal": 24,
    "injection": 16,
    "plans": 8,
    "guides": 5,
}
_QUALITY: Mapping[str, float] = {
    CROSSWALK: 0.93,
    "flashtext": 0.6,
    "phrasematcher": 0.66,
    "bm25": 0.72,
    "chroma-ensemble": 0.84,
    "overlap": 0.75,
}
_WORDS = ("deployment", "access", "pilot", "release", "cutover", "training", "freeze", "role")
_KINDS = ("mail", "table", "ticket", "minutes", "chat")
_TEXTS = (
    "Hi all, quick one before the long weekend: MFA gets enforced for the Leeds depot on the 10th, Tom from infra will "
    "push the profile the night before. Nobody told the night shift yet??",
    "| wave | site | go live | seats |\n|---|---|---|---|\n| 1 | Ghent | 3 May 2027 | 120 |\n"
    "| 2 | Lyon | 17 May | ~340 |",
    "pls note: old expense tool is read only from 01.06., everything open by then has to be re-entered by the teams",
    "Minutes 14/4: cutover moved by a week (holiday in FR). Ana checks who still needs the badge reader.",
)
_SAID = (
    "Tell the night shift in Leeds before 9 May 2027 that they will need a second factor to sign in.",
    "Train the 340 people in Lyon before 17 May 2027.",
    "Ask who re-enters open expenses before 1 June 2027.",
    "Move the session of the French teams, which falls on a public holiday.",
    "Plan floor walkers for the first week after the cutover.",
)


def manifest(id: str = "20270111T080000Z-a1b2c3", **changes: Any) -> Manifest:
    """What a composed run of everything is pinned to."""
    given: dict[str, Any] = {
        "id": id,
        "started_at": dt.datetime(2027, 1, 11, 8, tzinfo=dt.UTC),
        "suites": SUITES,
        "systems": (CROSSWALK, *dict.fromkeys(peer for peers in PEERS.values() for peer in peers)),
        "repeat": 1,
        "slice": "all",
        "model": "composed",
        "pins": {
            name: f"sha256:{number:x}{'0f3a9c71' * 4}"
            for number, name in enumerate(("datasets", "corpus", "glossary", "prompts", "model", "code", "packages"))
        },
        "machine": Machine(
            system="Linux 6.8 x86_64", processor="AMD EPYC 7763", cores=2, memory_bytes=8 << 30, python="3.11.9"
        ),
    }
    return Manifest(**{**given, **changes})


def case(
    suite: SuiteName = "senses",
    id: str = "case",
    right: float = 1,
    of: float = 1,
    metrics: Sequence[str] = ("sense_f1",),
    **fields: Any,
) -> Outcome:
    """One outcome that has `right` of `of` in each of some metrics."""
    parts = {} if fields.get("error") else {metric: Part(over=right, under=of) for metric in metrics}
    return Outcome(suite=suite, case=id, parts=parts, **fields)


def run(*outcomes: Outcome, **changes: Any) -> Run:
    """A run of some outcomes; of their suites alone."""
    suites = tuple(suite for suite in SUITES if any(one.suite == suite for one in outcomes))
    return Run(manifest(**{"suites": suites, **changes}), outcomes)


def whole(
    id: str = "20270111T080000Z-a1b2c3",
    seed: int = 7,
    share: float = 1.0,
    quality: float = 0.0,
    repeat: int = 1,
    errors: int = 4,
    model: str = "composed",
) -> Run:
    """A run of all suites with its peers.

    Args:
        id: The run's.
        seed: Of what is right; the same seed gives the same outcomes.
        share: How many of `CASES` there are.
        quality: What is added to how much Crosswalk has right, a share.
        repeat: Attempts at each case.
        errors: How many cases cannot be run.
        model: The run's.
    """
    found: list[Outcome] = []
    for suite in SUITES:
        for system in (CROSSWALK, *PEERS.get(suite, ())):
            right = _QUALITY[system] + (quality if system == CROSSWALK else 0)
            for number in range(round(CASES[suite] * share)):
                for attempt in range(repeat if system == CROSSWALK else 1):
                    found.append(_outcome(suite, system, number, attempt, right, seed, model))
    for number in range(errors):
        at = (number * 97 + 11) % len(found)
        told = f"POST /v1/chat: found 503 after 3 attempts ({number}); expected an answer. Is the model server running?"
        found[at] = found[at].model_copy(
            update={"error": told, "parts": {}, "got": (), "sources": (), "fingerprint": ""}
        )
    return Run(manifest(id, repeat=repeat, model=model), tuple(found))


def _outcome(
    suite: SuiteName, system: str, number: int, attempt: int, quality: float, seed: int, model: str
) -> Outcome:
    # Cases differ in how hard they are, alike for all systems and seeds; the seed decides what comes out.
    hard = random.Random(f"{suite}{number}").random() * 0.25
    luck = random.Random(f"{suite}{number}{system}{seed}{attempt if model != 'composed' else 0}")
    parts = {
        name: part for metric in METRICS[suite] for name, part in _parts(metric, quality - hard + 0.1, luck).items()
    }
    failed = any(part.over < part.under for part in parts.values())
    texts = luck.sample(_SAID, 3)
    said: tuple[Literal[True, False] | None, ...] = (True, not failed, None)
    composed = model == "composed"
    return Outcome(
        suite=suite,
        case=f"{suite}-{_KINDS[number % 5]}-{number:03}",
        system=system,
        attempt=attempt,
        parts=parts,
        asked=_TEXTS[number % len(_TEXTS)],
        expected=tuple(Item(text=text, right=right) for text, right in zip(texts, (True, not failed), strict=False)),
        got=tuple(Item(text=text, right=right) for text, right in zip(texts, said, strict=True)),
        sources=("rollout-plan.docx: wave 2 is Lyon on 17 May", "glossary: deployment (IT), the release of software"),
        record={"id": f"rec-{number}", "glossary": "2027.1", "prompt": "answer@3", "passages": 8, "model": model},
        tags=(f"word:{_WORDS[number % 8]}", f"kind:{_KINDS[number % 5]}"),
        mode=("composed" if composed else luck.choices(("model", "degraded"), (9, 1))[0])
        if system == CROSSWALK
        else "",
        seconds=luck.lognormvariate(-3 if composed else 1, 0.6),
        input_tokens=0 if composed else luck.randint(900, 2400),
        output_tokens=0 if composed else luck.randint(60, 300),
        fingerprint=f"{luck.random():.12f}",
    )


def _parts(metric: str, quality: float, luck: random.Random) -> dict[str, Part]:
    if metric in _COUNTED:
        all_of = luck.randint(1, 4)
        tp = sum(luck.random() < quality for _ in range(all_of))
        fp = int(luck.random() > quality)
        prefix = f"{metric}_" if metric else ""
        return {
            f"{prefix}f1": Part(over=2 * tp, under=tp + all_of + fp),
            f"{prefix}precision": Part(over=tp, under=tp + fp),
            f"{prefix}recall": Part(over=tp, under=all_of),
        }
    if metric in ("ndcg_at_10", "mrr"):
        return {metric: Part(over=1.0 if luck.random() < quality else round(luck.uniform(0.2, 0.95), 4), under=1)}
    under = luck.randint(1, 5) if metric != "restraint" else 1
    return {metric: Part(over=sum(luck.random() < quality for _ in range(under)), under=under)}
