"""What a run of the harness consists of: suites, parts of figures, outcomes, a manifest.

Every figure is a ratio of sums over cases: a case gives each metric a `Part`, and the figure is the sum of `over` by
the sum of `under`. So precision, recall, F1, nDCG and shares of cases are summed, resampled and compared alike.
All metrics are better when higher. A case that could not be run has an `error` and no parts: it is counted apart.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict

SuiteName = Literal[
    "senses",
    "interpretation",
    "reverse",
    "retrieval",
    "grounding",
    "chat",
    "refusal",
    "injection",
    "plans",
    "guides",
]
SUITES: tuple[SuiteName, ...] = get_args(SuiteName)
CROSSWALK = "crosswalk"
"""The system under test; any other name is a peer's."""


class Value(BaseModel):
    """Immutable, strict about unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Part(Value):
    """What one case gives to a metric: the metric is the sum of `over` by the sum of `under`."""

    over: float
    under: float
    """0 where the case says nothing about the metric."""


class Item(Value):
    """One thing that was expected, or that was said, in words for the reader of a report."""

    text: str
    right: bool | None = None
    """Expected: whether it was there. Said: whether it was wanted; none where nobody has judged it."""


class Judged(Value):
    """What a model says of an answer, beside what the rules say. It is in no part and in no figure."""

    text: str
    """What the answer says or not, as it was put to the judge."""
    verdict: Literal["yes", "no", "unscored"]
    """Whether it says it; `unscored` where the judge gave neither answer."""
    why: str = ""
    """Why it is unscored: the kind of failure, and what was found."""
    rules: bool
    """Whether it says it by the rules of the suite's metrics."""


class Outcome(Value):
    """What one system did with one case, once."""

    suite: SuiteName
    case: str
    system: str = CROSSWALK
    attempt: int = 0
    """Counts from 0 with `--repeat`."""
    parts: dict[str, Part] = {}
    """By metric; empty with an error."""
    error: str = ""
    """Why it could not be run: place, what was found, what was expected. Never becomes a score."""
    asked: str = ""
    """The question or the text, shortened."""
    expected: tuple[Item, ...] = ()
    got: tuple[Item, ...] = ()
    sources: tuple[str, ...] = ()
    """What was cited, as `document: words`."""
    record: dict[str, Any] = {}
    """Of the service's record what tells how the answer came about: id, glossary, prompt, model, counts."""
    tags: tuple[str, ...] = ()
    """Slices of the suite that the case belongs to, as `word:deployment` or `kind:access`."""
    mode: str = ""
    """`composed`, `model` or `degraded`, where the answer says so."""
    seconds: float = 0.0
    """Wall-clock time of the call."""
    input_tokens: int = 0
    output_tokens: int = 0
    fingerprint: str = ""
    """Hash of what was said, without ids and times: equal for equal answers."""
    judged: tuple[Judged, ...] = ()
    """With a judge, its verdicts, point by point."""

    @property
    def failed(self) -> bool:
        """Whether anything that was expected is not so; an error is not a failure but an error."""
        return any(part.over < part.under for part in self.parts.values())


class Machine(Value):
    """Where it ran."""

    system: str
    processor: str
    cores: int
    memory_bytes: int
    python: str


class Manifest(Value):
    """What a run is pinned to. Two runs with the same `pins` measure the same thing."""

    id: str
    started_at: dt.datetime
    suites: tuple[SuiteName, ...]
    systems: tuple[str, ...]
    """`crosswalk` and the peers."""
    repeat: int
    slice: Literal["all", "fast"]
    model: str
    """`composed` without a model, else the model's name."""
    judge: str = ""
    """Model, server and parameters of the judge, if there is one. No pin: what is measured does not hang on it."""
    replay: bool = False
    pins: dict[str, str]
    """Hash or version of each: `datasets`, `corpus`, `glossary`, `prompts`, `model`, `code`, `packages`, `guides`."""
    machine: Machine


class Progress(Value):
    """How far a run is: `progress.json` in its folder, replaced as a whole."""

    id: str
    state: Literal["running", "done", "failed"]
    done: int
    """Outcomes that are there."""
    total: int
    errors: int
    suite: str = ""
    """The one at work."""
    started_at: dt.datetime
    changed_at: dt.datetime
    message: str = ""
    """Why it failed."""


class Figure(Value):
    """A metric of a system over the cases of a suite."""

    suite: SuiteName
    system: str
    metric: str
    value: float
    low: float
    high: float
    """95 % bootstrap interval over cases."""
    cases: int
    """Those that say something about the metric."""
