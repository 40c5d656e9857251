"""Suites of the tests' own: cases that are words, and systems that do with them what a test needs."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from evals.nouns import CROSSWALK, Outcome, Part, SuiteName
from evals.suites.house import House
from evals.suites.nouns import Options, Suite, System


@dataclass(frozen=True)
class Word:
    id: str
    fast: bool = False


WORDS = tuple(Word(f"word-{number}", fast=number < 2) for number in range(5))


async def right(case: Word) -> Outcome:
    return Outcome(suite="senses", case=case.id, parts={"sense_f1": Part(over=1, under=1)})


async def wrong(case: Word) -> Outcome:
    return Outcome(suite="senses", case=case.id, parts={"sense_f1": Part(over=0, under=1)})


def suite(
    cases: Sequence[Word] = WORDS, *, file: Path = Path(__file__), name: SuiteName = "senses", **systems: System
) -> Suite:
    """A suite whose systems are `right` as Crosswalk and a peer that is wrong, unless others are given."""

    @asynccontextmanager
    async def offered(_: House, options: Options) -> AsyncIterator[Mapping[str, System]]:
        every = systems or {CROSSWALK: right, "peer": wrong}
        yield {one: system for one, system in every.items() if options.peers or one == CROSSWALK}

    return Suite(name, ("sense_f1",), lambda _: cases, offered, lambda _: [file])


def only(*suites: Suite) -> Mapping[SuiteName, Suite]:
    """These and no others."""
    return {one.name: one for one in suites}


def nowhere(_: Options) -> AbstractAsyncContextManager[House]:
    """No service at all."""
    return cast(AbstractAsyncContextManager[House], nullcontext(cast(Any, None)))
