"""Runs of the harness: how well Crosswalk does, measured on cases and documents of its own.

Every caller may start one and read what came of it: it touches no initiative and holds nothing of anybody's. It costs
computing, and tokens where a model is asked for, so there is one at a time.
"""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response
from pydantic import Field, StringConstraints

from retrieval.documents import Frozen
from service.api.evaluation.policy import policy
from service.dependencies import Asking, Body, PathId, Service
from service.workflows.evaluating import Going, Wanted

router = APIRouter(prefix="/v1/evals/runs", tags=["evals"])

Suite = Literal[
    "senses",
    "interpretation",
    "reverse",
    "retrieval",
    "grounding",
    "chat",
    "refusal",
    "injection",
    "plans",
]
"""Those whose cases come with Crosswalk."""
MOST_REPEATS = 10


class Asked(Body):
    """What a run is asked for; an empty object asks for all suites, without a model."""

    suites: Annotated[tuple[Suite, ...], Field(max_length=20)] = ()
    """All of them where it is empty."""
    model: bool | Annotated[str, StringConstraints(min_length=1, max_length=200)] = False
    """Whether the service's language model phrases; or the name of the one of several that does."""
    repeat: Annotated[int, Field(ge=1, le=MOST_REPEATS)] = 1
    """How often each case is asked."""
    slice: Literal["all", "fast"] = "all"
    """All cases, or the few that every test run goes through."""
    peers: bool = True
    """Whether the cases are put to the peers too."""


class Runs(Frozen):
    """The newest runs, without their figures, the newest first."""

    runs: tuple[Going, ...]


@router.post("", status_code=202)
def start(service: Service, asking: Asking, asked: Asked, response: Response) -> Going:
    """Starts a run and answers at once; its address says how far it is. 409 while another one is at work."""
    begun = service.evaluations.start(asking, Wanted(**dict(asked)))
    response.headers["Location"] = f"/v1/evals/runs/{begun.id}"
    return begun


@router.get("")
def every(service: Service, asking: Asking, limit: Annotated[int, Query(ge=1, le=200)] = 50) -> Runs:
    """The newest runs that were started here; where no keys are set, those of the command line too."""
    return Runs(runs=service.evaluations.latest(asking, limit))


@router.get("/{run_id}")
def one(service: Service, asking: Asking, run_id: PathId) -> Going:
    """How far a run is; once it is done, its figures and the address of its page."""
    return service.evaluations.one(asking, run_id)


@router.get(
    "/{run_id}/report",
    response_class=Response,
    responses={200: {"content": {"text/html": {}}, "description": "One self-contained page"}},
)
def report(service: Service, asking: Asking, run_id: PathId) -> Response:
    """The page of a run that is done: every figure, and every failed case with what was expected beside what came."""
    html = service.evaluations.page(asking, run_id)
    # A page that quotes documents must never reach what this service serves to the same browser.
    return Response(html, media_type="text/html", headers=policy(html, "sandbox allow-scripts"))
