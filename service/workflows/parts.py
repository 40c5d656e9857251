"""All that the workflows work with; `wiring` puts it together."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import sqlalchemy as sa

from glossary.edition import Glossary
from prompts.catalog import Prompts
from retrieval.documents import Parsed
from retrieval.ingest import EmbeddingWorker, Ingestor
from retrieval.search import Search
from service.interpretation.answering.gathering import Gathering
from service.interpretation.coverage.planned import Planned
from service.interpretation.grounding.grounding import Similar
from service.llm.models import Models
from service.settings import Settings
from service.workflows.evaluating import Evaluations

SOFTWARE = version("crosswalk")


@dataclass(frozen=True)
class Parts:
    """The wired service."""

    settings: Settings
    engine: sa.Engine
    glossary: Glossary
    search: Search
    ingestor: Ingestor
    worker: EmbeddingWorker
    load: Callable[[str, bytes | Path], Parsed]
    planned: Planned
    gathering: Gathering
    similar: Similar
    models: Models
    prompts: Prompts
    today: Callable[[], dt.date]
    parsing: asyncio.Semaphore
    """Bounds the parser processes, so that uploads never starve the rest."""
    checking: asyncio.Semaphore
    """Bounds the long texts that are checked at the same time, for the same reason."""
    gatherers: Executor
    """Threads that gather evidence: few, so that a rush of questions does not slow the answers under way."""
    checkers: Executor
    """Threads that check a model's claims, so that none waits behind the gathering for other questions."""
    evaluations: Evaluations
    """Runs of the harness, a process each."""
