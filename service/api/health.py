"""Whether the service lives, which of its parts are ready, and figures for Prometheus."""

from __future__ import annotations

from typing import Literal

import sqlalchemy as sa
from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from retrieval.access import Caller, scope
from retrieval.database.listing import counts
from retrieval.documents import Frozen
from retrieval.tables import records
from service.dependencies import Service, identify
from service.errors import Unauthorized
from service.workflows import SOFTWARE, Parts

router = APIRouter(tags=["health"])

METRICS_CALLER = "metrics"
"""Where keys are set, the name of the one that may read the figures of all initiatives together."""


class Metrics:
    """The figures of one app; each app has its own, so that several may live in one process."""

    def __init__(self) -> None:
        """All at nought."""
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "crosswalk_requests", "Requests answered", ["method", "route", "status"], registry=self.registry
        )
        self.seconds = Histogram(
            "crosswalk_request_seconds",
            "Time from a request's head to the end of its answer",
            ["method", "route"],
            buckets=(0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 90),
            registry=self.registry,
        )
        self._resting = Gauge("crosswalk_models_resting", "Models left alone after failures", registry=self.registry)
        self._waiting = Gauge("crosswalk_passages_waiting", "Passages that wait for a vector", registry=self.registry)
        self._records = Gauge("crosswalk_records", "Records in the ledger", registry=self.registry)

    def text(self, service: Parts) -> bytes:
        """All figures in Prometheus' text format."""
        done, total = service.worker.state().progress
        self._waiting.set(total - done)
        self._resting.set(len(service.models.resting()))
        with service.engine.connect() as connection:
            self._records.set(connection.scalar(sa.select(sa.func.count()).select_from(records)) or 0)
        return generate_latest(self.registry)


class Part(Frozen):
    """How one part is doing."""

    name: str
    status: Literal["ready", "building", "absent", "failed"]
    """`building` and `absent` cost speed or reach; only `failed` keeps the service from answering."""
    detail: str


class Embedding(Frozen):
    """How far the vectors are, over what the caller may read."""

    done: int
    total: int
    error: str
    """Why they are not getting on; empty when they are."""


class Ready(Frozen):
    """Whether the service can answer, part by part."""

    ready: bool
    version: str
    parts: tuple[Part, ...]
    embedding: Embedding | None = None
    """Left out where it is not known who is asking."""


@router.get("/healthz")
async def alive() -> dict[str, str]:
    """The process lives and takes requests."""
    return {"status": "alive", "version": SOFTWARE}


@router.get("/readyz", responses={503: {"model": Ready}})
def ready(request: Request, response: Response, service: Service) -> Ready:
    """200 when every part is ready enough to answer, else 503, with each part's state."""
    parts: list[Part] = []
    embedding = None
    try:
        asking = _caller(request, service)
        allowed = scope(service.engine, asking) if asking else frozenset[str]()
        read = counts(service.engine, allowed)
        worker = service.worker.state()
    except sa.exc.SQLAlchemyError:
        parts.append(Part(name="database", status="failed", detail="does not answer; the log has the reason"))
    else:
        parts.append(Part(name="database", status="ready", detail=service.engine.dialect.name))
        detail = "runs in the background" if worker.running else "is not running"
        status: Literal["ready", "absent"] = "ready" if worker.running and not worker.error else "absent"
        parts.append(Part(name="embedding", status=status, detail=worker.error.partition(":")[0] or detail))
        if asking is not None:
            # Where no keys are set, only vectors of the current embedder count as done.
            done, total = worker.progress if asking.sees_all else (read.embedded, read.passages)
            embedding = Embedding(done=done, total=total, error=worker.error if asking.sees_all else "")
    catalog = service.glossary.current.catalog
    detail = f"{len(catalog.concepts)} concepts, revision {catalog.revision}"
    parts.append(Part(name="glossary", status="ready" if catalog.concepts else "failed", detail=detail))
    sees_all = embedding is not None and not service.settings.callers()
    for state in service.search.state():
        parts.append(Part(name=state.name, status=state.status, detail=state.words if sees_all else state.status))
    parts.append(_model(service))
    answers = all(part.status != "failed" for part in parts)
    response.status_code = 200 if answers else 503
    return Ready(ready=answers, version=SOFTWARE, parts=tuple(parts), embedding=embedding)


@router.get("/metrics", response_class=Response)
def metrics(request: Request, service: Service) -> Response:
    """Figures for Prometheus; where keys are set, for the key named `metrics` alone."""
    asking = _caller(request, service)
    if asking is None or not (asking.sees_all or asking.name == METRICS_CALLER):
        raise Unauthorized(f'expected "Authorization: Bearer KEY" with the key that is named {METRICS_CALLER}')
    figures: Metrics = request.app.state.metrics
    return Response(figures.text(service), media_type=CONTENT_TYPE_LATEST)


def _model(service: Parts) -> Part:
    """What phrases answers; without it they are composed, so it never keeps the service from answering."""
    models = service.models
    if not models.configured:
        return Part(name="model", status="absent", detail="none is configured; answers are composed")
    resting = models.resting()
    if len(resting) == len(models.names):
        return Part(
            name="model", status="absent", detail="failed several times in a row; answers are composed meanwhile"
        )
    further = len(models.names) - 1
    detail = f"configured, with {further} to fall back on" if further else "configured"
    return Part(name="model", status="ready", detail=f"{detail}; the first is left alone" if resting else detail)


def _caller(request: Request, service: Parts) -> Caller | None:
    try:
        return identify(service.settings, request.headers.get("authorization", ""))
    except Unauthorized:
        return None
