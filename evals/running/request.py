"""What a run was asked for: `request.json` in its folder, so that it can be continued and replayed as it was."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Final, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError

from evals.nouns import SuiteName, Value
from evals.running.folder import REQUEST, RunFailed

COMPOSED: Final = "composed"
OPENAI: Final = "https://api.openai.com/v1"
_URLS: Final = ("CROSSWALK_MODEL_URL", "OPENAI_BASE_URL")


class Model(Value):
    """A language model, one that phrases answers or judges them. Its key is no part of this."""

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
    """Cases that may be under way at the same time."""
    peers: bool = True
    guides: Path | None = None
    glossary: Path | None = None
    model: Model | None = None
    """Phrases answers; None for composed mode."""
    judge: Model | None = None
    """Says of answers what the rules say of them too; None for nobody."""
    replay: Path | None = None
    """The folder of the run whose tape answers in the model's place."""

    @property
    def at_once(self) -> int:
        """Cases under way at the same time: one where a tape answers, which has to know for which."""
        return 1 if self.replay else self.jobs


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


def changed(request: Request, given: Mapping[str, Any]) -> Request:
    """A request with other values for some of its fields.

    Raises:
        ValidationError: one of them cannot be.
    """
    return Request.model_validate({**dict(request), **given})


def replaying(folder: Path, given: Mapping[str, Any]) -> Request:
    """The request for a run again, answered from its tape; nobody judges it.

    Args:
        folder: Of the run whose tape it is.
        given: What is asked for otherwise.

    Raises:
        RunFailed: it has no tape, or not as many attempts.
    """
    of = read(folder)
    tape = of.replay or folder
    if of.model is None:
        raise RunFailed(f"{folder.name}: asked no model; expected a run with --model, which has a tape")
    if given.get("repeat", 1) > of.repeat:
        raise RunFailed(
            f"--repeat: found {given['repeat']}; expected at most {of.repeat}, as often as {folder.name} asked"
        )
    return changed(of, {**given, "judge": None, "replay": tape.resolve()})


def model_at(
    name: str,
    url: str | None,
    environment: Mapping[str, str],
    parameters: Mapping[str, Any],
    *,
    option: Literal["--model", "--judge"] = "--model",
) -> Model:
    """A model at the server that was named, else at that of the environment, else, with a key, at OpenAI's.

    Args:
        name: As the server knows it.
        url: Up to and including `/v1`.
        environment: As the service reads it.
        parameters: `context` and `deadline`, None where the default will do.
        option: By which it was named.

    Raises:
        RunFailed: there is no server, or its address is none.
    """
    known = url or next((environment[one] for one in _URLS if environment.get(one)), "")
    if not known and not (environment.get("CROSSWALK_MODEL_KEY") or environment.get("OPENAI_API_KEY")):
        raise RunFailed(
            f"{option} {name}: found no server to ask; give {option}-url, or set CROSSWALK_MODEL_URL or OPENAI_BASE_URL"
        )
    address = _plain(known or OPENAI, f"{option}-url" if url else "the model's address in the environment")
    return Model.model_validate(
        {"name": name, "url": address, **{k: v for k, v in parameters.items() if v is not None}}
    )


def key_for(url: str, environment: Mapping[str, str]) -> SecretStr | None:
    """The key of a model's server; `OPENAI_API_KEY` goes to OpenAI and to the address in the environment alone.

    Args:
        url: The server's.
        environment: As the service reads it.

    Raises:
        RunFailed: it holds what no header carries.
    """
    own = {OPENAI, *(environment[one].rstrip("/") for one in _URLS if environment.get(one))}
    names = ("CROSSWALK_MODEL_KEY", *(("OPENAI_API_KEY",) if url in own else ()))
    for name in names:
        if value := environment.get(name):
            if not (value.isascii() and value.isprintable() and " " not in value):
                raise RunFailed(f"{name}: found characters that no header carries; expected ASCII without spaces")
            return SecretStr(value)
    return None


def _plain(url: str, place: str) -> str:
    """The address without a last slash; what it holds is not repeated, for it may be a secret."""
    expected = "expected an address such as http://127.0.0.1:8000/v1"
    try:
        parts = urlsplit(url)
        complete = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        complete = False
    if not complete:
        raise RunFailed(f"{place}: found no complete http or https address; {expected}")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise RunFailed(f"{place}: found more than that; {expected}, and the key as CROSSWALK_MODEL_KEY")
    return url.rstrip("/")
