"""What a suite is: cases, and the systems that they are put to.

Above are the runner and the commands, which know suites only by this; below, `house` and the suites' own modules.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from evals.judging.nouns import Judge
from evals.nouns import Outcome, SuiteName
from evals.suites.house import House


class AnyCase(Protocol):
    """What the runner has to know of a case."""

    @property
    def id(self) -> str:
        """Its own within the suite."""
        ...

    @property
    def fast(self) -> bool:
        """Whether it is part of the slice that every test run goes through."""
        ...


@dataclass(frozen=True)
class Options:
    """What a run is asked for, beyond the choice of suites."""

    guides: Path | None = None
    """A folder of annotated guides."""
    glossary: Path | None = None
    """A folder of glossary files that replaces the packaged one."""
    settings: Mapping[str, Any] = field(default_factory=dict)
    """The service's settings for its language model, by their names in `Settings`; none for composed mode."""
    peers: bool = True
    judge: Judge | None = None
    """Who is asked about answers, beside the rules."""


System = Callable[[Any], Awaitable[Outcome]]
"""A case in, what came of it out. It raises where the case could not be run at all; a wrong answer is an outcome."""


@dataclass(frozen=True)
class Suite:
    """A kind of case."""

    name: SuiteName
    metrics: tuple[str, ...]
    """The first is the headline."""
    cases: Callable[[Options], Sequence[AnyCase]]
    """Raises `BadCases` for a file that cannot be used; empty where what it needs was not given."""
    systems: Callable[[House, Options], AbstractAsyncContextManager[Mapping[str, System]]]
    """`crosswalk` first, then the peers that were asked for and can be had."""
    files: Callable[[Options], Sequence[Path]]
    """What the cases are read from, for the manifest."""
