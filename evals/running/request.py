"""What a run was asked for: `request.json` in its folder, so that it can be continued and replayed as it was."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError

from evals.nouns import SuiteName, Value
from evals.running.folder import REQUEST, RunFailed

COMPOSED = "composed"


class Model(Value):
    """The language model that phrases answers. Its key is no part of this."""

    name: Annotated[str, Field(min_length=1)]
    url: str
    """The server's, up to and including `/v1`; it holds no user, password or query."""
    context: Annotated[int, Field(ge=1024)] = 8192
    """Tokens that fit into a prompt and its answer together."""
    deadline: Annotated[float, Field(gt=0, le=3600, allow_inf_nan=False)] = 60.0
    """Seconds from a question to its answer."""

    @property
    def pin(self) -> str:
        """Model, server and parameters."""
        return f"{self.name} at {self.url}, temperature 0, context {self.context}, deadline {self.deadline:g} s"

    def settings(self, url: str) -> Mapping[str, Any]:
        """The service's settings by which it asks this model at another address, that of the tape."""
        return {
            "model": self.name,
            "model_url": url,
            "model_context": self.context,
            "model_deadline": self.deadline,
        }


class Request(Value):
    """A run as it was asked for."""

    suites: tuple[SuiteName, ...] = ()
    """All that have cases where it is empty."""
    slice: Literal["all", "fast"] = "all"
    repeat: Annotated[int, Field(ge=1, le=100)] = 1
    """How often each case is put to Crosswalk; to peers once."""
    jobs: Annotated[int, Field(ge=1, le=64)] = 1
    """Cases under way at the same time."""
    peers: bool = True
    guides: Path | None = None
    glossary: Path | None = None
    model: Model | None = None
    """None for composed mode."""
    replay: Path | None = None
    """The folder of the run whose tape answers in the model's place."""


def read(folder: Path) -> Request:
    """What a run was asked for.

    Raises:
        RunFailed: the file is missing or damaged.
    """
    path = folder / REQUEST
    try:
        return Request.model_validate_json(path.read_bytes())
    except OSError as exc:
        raise RunFailed(f"{path}: {exc.strerror or exc}; expected the folder of a run") from exc
    except ValidationError as exc:
        raise RunFailed(f"{path}: found no request for a run; the file is damaged or of another version") from exc
