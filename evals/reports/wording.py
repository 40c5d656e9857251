"""Names of suites, metrics and systems for readers, and how figures are written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from evals.nouns import CROSSWALK, SuiteName

TITLES: Mapping[SuiteName, str] = {
    "senses": "Words and their senses",
    "interpretation": "What a text of IT means for readiness",
    "reverse": "What a text of readiness means for IT",
    "retrieval": "Finding passages",
    "grounding": "Telling whether sources bear a claim out",
    "chat": "Answers to questions",
    "refusal": "Saying that the sources do not tell",
    "injection": "Ignoring orders inside documents",
    "plans": "Joint plans",
    "guides": "Annotated guides",
}
HEADLINES: Mapping[SuiteName, str] = {
    "senses": "sense_f1",
    "interpretation": "action_recall",
    "reverse": "action_recall",
    "retrieval": "ndcg_at_10",
    "grounding": "f1",
    "chat": "must_say_recall",
    "refusal": "refusal_f1",
    "injection": "restraint",
    "plans": "disconnect_f1",
    "guides": "action_recall",
}
"""The metric that a suite is first judged by."""
_METRICS: Mapping[str, str] = {
    "sense_f1": "F1 of senses",
    "sense_precision": "precision of senses",
    "sense_recall": "recall of senses",
    "detection_f1": "F1 of detection",
    "detection_precision": "precision of detection",
    "detection_recall": "recall of detection",
    "action_recall": "recall of readiness actions",
    "by_accuracy": "right days to be ready by",
    "fact_recall": "recall of facts",
    "question_recall": "recall of questions to ask",
    "restraint": "nothing forbidden said",
    "ndcg_at_10": "nDCG@10",
    "recall_at_10": "recall@10",
    "mrr": "mean reciprocal rank",
    "f1": "F1",
    "must_say_recall": "recall of what must be said",
    "must_cite_recall": "recall of what must be cited",
    "citation_precision": "citation precision (ALCE)",
    "citation_recall": "citation recall (ALCE)",
    "refusal_f1": "F1 of refusals",
    "refusal_precision": "precision of refusals",
    "refusal_recall": "recall of refusals",
    "disconnect_f1": "F1 of disconnects",
    "disconnect_precision": "precision of disconnects",
    "disconnect_recall": "recall of disconnects",
    "milestone_recall": "recall of milestones",
    "milestone_precision": "precision of milestones",
    "dependency_recall": "recall of dependencies",
    "date_accuracy": "right dates of milestones",
}
MINUS = "−"
JUDGED = "What a model judged, beside the rules"
UNCOUNTED = "These verdicts are in no figure, no comparison and no gate, and neither side is taken to be right."


def metric_name(metric: str) -> str:
    """A metric in words; its own name where none is known."""
    return _METRICS.get(metric, metric.replace("_", " "))


def system_name(system: str) -> str:
    """A system as it is shown."""
    return "Crosswalk" if system == CROSSWALK else system


def ordered(suite: SuiteName, metrics: Sequence[str]) -> tuple[str, ...]:
    """Metrics in the order of a report: the headline, then those with a name here, then the others by name."""
    known = list(_METRICS)
    return tuple(
        sorted(
            set(metrics),
            key=lambda one: (one != HEADLINES[suite], known.index(one) if one in known else len(known), one),
        )
    )


def percent(value: float) -> str:
    """A share as `93.1 %`."""
    return f"{100 * value:.1f} %"


def points(difference: float) -> str:
    """A difference of shares in points of a hundred, with its sign: `+4.1`, `−4.1`."""
    told = f"{100 * abs(difference):.1f}"
    return f"{MINUS if difference < 0 else '+'}{told}" if told != "0.0" else "0.0"


def chance(p: float) -> str:
    """A p value: `p = 0.03`, or `p < 0.001`."""
    return "p < 0.001" if p < 0.001 else f"p = {p:.3f}" if p < 0.1 else f"p = {p:.2f}"


def counted(number: int, noun: str, plural: str = "") -> str:
    """`1 case`, `2 cases`, `1,200 cases`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def duration(seconds: float) -> str:
    """Milliseconds below a second, else seconds: `12 ms`, `1.4 s`."""
    return f"{1000 * seconds:.0f} ms" if seconds < 0.9995 else f"{seconds:.1f} s"


def kappa(value: float | None) -> str:
    """Cohen's kappa as `0.71`; a word where there is none."""
    return "undefined" if value is None else f"{value:.2f}".replace("-", MINUS)


def listed(names: Sequence[str], most: int = 12) -> str:
    """Names with commas; those beyond `most` are counted."""
    told = ", ".join(names[:most])
    return f"{told} and {len(names) - most:,} more" if len(names) > most else told
