"""What routes are handed: the parts, the caller, what the caller may read, ids, and bodies as models.

Above are the routes; below, the workflows' parts. A route that takes `Allowed` cannot forget to ask who is asking.
"""

from __future__ import annotations

import hmac
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path as FilePath
from typing import Annotated, Any, TypeVar

from anyio.to_thread import run_sync
from fastapi import Depends, HTTPException, Path, Request, UploadFile
from fastapi.exceptions import RequestValidationError
from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, ValidationError
from starlette.datastructures import UploadFile as Upload

from retrieval.access import Caller, scope
from retrieval.database.rows import storable_text
from service import bodies
from service.errors import BadRequest, Unauthorized
from service.settings import Settings
from service.workflows import Parts

LOCAL = Caller("local", sees_all=True)
"""Whoever asks where no keys are set: the one person at this machine."""
_ID = r"^[A-Za-z0-9_-]{1,64}$"

PathId = Annotated[str, Path(pattern=_ID)]
"""An id in an address; a malformed one is not found, as an unknown one is."""
Words = Annotated[str, AfterValidator(storable_text)]
"""Text of any length, with U+FFFD for what can be neither stored nor sent back: NUL and half character pairs."""
BodyId = Annotated[str, StringConstraints(pattern=_ID)]


class Body(BaseModel):
    """What a request sends: immutable, and strict about unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


Sent = TypeVar("Sent", bound=Body)


def identify(settings: Settings, authorization: str) -> Caller:
    """Who sent this `Authorization` header.

    Raises:
        Unauthorized: keys are set, and this is none of them.
    """
    callers = settings.callers()
    if not callers:
        return LOCAL
    kind, _, key = authorization.partition(" ")
    given = key.strip().encode("utf-8", "surrogateescape")
    # Every key is compared, so that the time taken says nothing about any of them.
    names = [name for known, name in callers.items() if hmac.compare_digest(known.encode(), given)]
    if kind.lower() != "bearer" or not names:
        found = "no Authorization header" if not authorization else "a key that is not known"
        raise Unauthorized(f'found {found}; expected "Authorization: Bearer KEY" with a key from the operator')
    return Caller(names[0])


def parts(request: Request) -> Parts:
    """The wired service."""
    wired: Parts = request.app.state.parts
    return wired


def caller(request: Request) -> Caller:
    """Who is asking, as the front door has found out before the body was read."""
    known: Caller = request.state.caller
    return known


Service = Annotated[Parts, Depends(parts)]
Asking = Annotated[Caller, Depends(caller)]


def allowed(service: Service, asking: Asking) -> frozenset[str]:
    """The initiatives that the caller may read."""
    return scope(service.engine, asking)


Allowed = Annotated[frozenset[str], Depends(allowed)]


@asynccontextmanager
async def sent(
    request: Request, as_json: type[Sent], as_form: type[Sent] | None = None
) -> AsyncIterator[tuple[Sent, tuple[UploadFile, ...]]]:
    """The body as a model with its files, from JSON or from a multipart form; the files last as long as the block.

    Args:
        request: With `application/json` or `multipart/form-data`.
        as_json: What JSON must hold.
        as_form: What the fields of a form must hold beside the files.

    Raises:
        RequestValidationError: fields are missing, unknown or malformed.
        Unreadable: the body is no JSON, or no form.
        HTTPException: 415 for another content type.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json" or kind.endswith("+json"):
        yield _valid(as_json, await bodies.content(request)), ()
    elif kind == "multipart/form-data":
        async with bodies.form(request) as form:
            files = tuple(value for _, value in form.multi_items() if isinstance(value, Upload))
            fields = [(name, value) for name, value in form.multi_items() if not isinstance(value, Upload)]
            if not files:
                raise BadRequest("found a form without a file; expected one or more files, or JSON with the text")
            twice = {name for name, _ in fields if [n for n, _ in fields].count(name) > 1}
            if twice:
                raise BadRequest(f"found the field {sorted(twice)[0]!a} twice; expected each field once")
            yield _valid(as_form or as_json, dict(fields)), files  # type: ignore[misc]
    else:
        raise HTTPException(
            415, f"found content type {kind[:80] or 'none'!a}; expected application/json or multipart/form-data"
        )


@contextmanager
def _copied(upload: UploadFile) -> Iterator[FilePath]:
    with tempfile.NamedTemporaryFile(prefix="crosswalk-") as copy:
        shutil.copyfileobj(upload.file, copy, 1 << 20)
        copy.flush()
        yield FilePath(copy.name)


@asynccontextmanager
async def on_disk(upload: UploadFile) -> AsyncIterator[FilePath]:
    """A path with the upload's bytes, which never stand in memory as a whole."""
    copied = _copied(upload)
    path = await run_sync(copied.__enter__)
    try:
        yield path
    finally:
        await run_sync(copied.__exit__, None, None, None)


def _valid(model: type[Sent], content: Any) -> Sent:
    try:
        return model.model_validate(content)
    except ValidationError as exc:
        raise RequestValidationError(
            [{**error, "loc": ("body", *error["loc"])} for error in exc.errors(include_url=False)]
        ) from exc
