"""Every error as RFC 9457 `application/problem+json`: what happened, where, and what to do next; never our insides."""

from __future__ import annotations

import errno
import logging
import secrets
import sqlite3
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

import sqlalchemy as sa
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from glossary.catalog import CatalogError
from retrieval.access import NotFound, not_found
from retrieval.database.initiatives import InitiativeExists
from retrieval.indexes.index import RetrievalError
from retrieval.loaders import LoadError
from service.bodies import json_fault
from service.errors import CrosswalkError
from service.provenance.ledger import RecordDamaged

log = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
OPENAI = ("/v1/chat/completions", "/v1/models")
"""The addresses, and beginnings of addresses, that speak OpenAI's protocol, errors included."""
_LONGEST_FOUND = 60
_BROKEN = (sa.exc.ProgrammingError, sa.exc.IntegrityError, sa.exc.DataError)
"""Errors of the database's that are ours, not its state's."""
_TITLES = {
    400: "The request cannot be read",
    404: "Not found",
    405: "Method not allowed",
    413: "Too large",
    415: "Unsupported content",
}
_ADVICE = {
    404: "{method} {path}: there is no such address; /openapi.json lists all of them",
    405: "{path} does not take {method}; the Allow header says what it takes",
}


class Problem(JSONResponse):
    """An error as a response."""

    media_type = MEDIA_TYPE

    def __init__(
        self,
        status: int,
        title: str,
        detail: str,
        headers: Mapping[str, str] | None = None,
        **more: Any,
    ) -> None:
        """Args: more: further members of the problem, such as `errors`."""
        self.members = problem(status, title, detail, **more)
        super().__init__(self.members, status, headers=headers)


def problem(status: int, title: str, detail: str, **more: Any) -> dict[str, Any]:
    """The members of a problem; half characters in what is quoted are replaced, so that it can always be sent."""
    kind = "-".join(HTTPStatus(status).phrase.lower().replace("'", "").split())
    sendable = detail.encode("utf-8", "replace").decode()
    return {"type": f"urn:crosswalk:problem:{kind}", "title": title, "status": status, "detail": sendable, **more}


def as_openai(problem: Problem) -> dict[str, Any]:
    """The same error as OpenAI words it."""
    status = problem.status_code
    code = {401: "invalid_api_key", 404: "model_not_found", 413: "request_too_large", 503: "service_unavailable"}
    param = problem.members.get("param")
    return {
        "error": {
            "message": problem.members["detail"],
            "type": "server_error" if status >= 500 else "invalid_request_error",
            "param": param,
            "code": problem.members.get("code") or code.get(status),
        }
    }


def on(path: str, problem: Problem) -> JSONResponse:
    """An error as those who ask at this address expect it."""
    if path != OPENAI[0] and not path.startswith(OPENAI[1]):
        return problem
    # OpenAI has no 422, and its clients tell a request that cannot be used by 400.
    status = 400 if problem.status_code == 422 else problem.status_code
    headers = {k: v for k, v in problem.headers.items() if k in ("www-authenticate", "allow")}
    return JSONResponse(as_openai(problem), status, headers=headers)


def rejected(error: LoadError) -> Problem:
    """The problem for a file that cannot be read."""
    status = {"too_large": 413, "unsupported": 415, "wrong_type": 415, "macros": 415}.get(error.reason, 422)
    return Problem(status, "The file cannot be read", error.message, reason=error.reason)


def of(error: Exception) -> Problem:
    """The problem that an exception is, for whoever sent the request."""
    if isinstance(error, CrosswalkError):
        headers = {"WWW-Authenticate": "Bearer"} if error.status == 401 else None
        # OpenAI's protocol names the field that is to blame, and has words of its own for some reasons.
        named = {name: getattr(error, name) for name in ("param", "code") if getattr(error, name, None)}
        return Problem(error.status, error.title, str(error), headers, **named)
    if isinstance(error, NotFound):
        return Problem(404, "Not found", str(error))
    if isinstance(error, LoadError):
        return rejected(error)
    if isinstance(error, InitiativeExists):
        return Problem(409, "Taken", str(error))
    if isinstance(error, CatalogError):
        found = [{"place": p.place, "detail": p.message} for p in error.problems]
        return Problem(422, "The concepts cannot be taken in", str(error.problems[0]), errors=found)
    if isinstance(error, RetrievalError):
        log.warning("search failed: %s", error)
        return Problem(503, "The search did not answer", f"{error}; nothing is known about what is there. Try again.")
    if isinstance(error, RecordDamaged):
        return Problem(500, "The record is damaged", str(error))
    if _is_storage(error):
        log.error("storage failed: %s", error)
        return Problem(
            503,
            "The database does not answer",
            "what was not acknowledged may not be stored: the disk may be full or the database busy or damaged. Try "
            "again (a file that was stored makes no second version), and tell the operator if it stays so: the "
            "service's log has the reason.",
        )
    reference = secrets.token_hex(6)
    log.error("unexpected error %s", reference, exc_info=error)
    detail = f"something went wrong that should not have; tell the operator the reference {reference}"
    return Problem(500, "The service failed", detail, reference=reference)


def add_handlers(app: FastAPI) -> None:
    """Makes every error of the app a problem."""
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    for kind in (
        CrosswalkError,
        NotFound,
        LoadError,
        InitiativeExists,
        CatalogError,
        RetrievalError,
        RecordDamaged,
        sa.exc.SQLAlchemyError,
        sqlite3.Error,
        OSError,
        Exception,
    ):
        app.add_exception_handler(kind, _any)


async def _any(request: Request, error: Exception) -> JSONResponse:
    return on(request.url.path, of(error))


async def _http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    status = error.status_code
    phrase = HTTPStatus(status).phrase
    title = _TITLES.get(status, phrase)
    detail = error.detail
    if status == 400 and isinstance(error.__cause__, ValueError | RecursionError):
        # The framework has read the body, which is kept, and says only that it could not be parsed.
        detail = json_fault(await request.body(), error.__cause__)
    if detail == phrase and status in _ADVICE:
        detail = _ADVICE[status].format(method=request.method, path=ascii(request.url.path)[1:-1][:200])
    return on(request.url.path, Problem(status, title, detail, error.headers))


async def _invalid(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    return on(request.url.path, invalid(error.errors()))


def invalid(errors: Sequence[Any]) -> Problem:
    """The problem for fields that are not as expected; an id in an address that is malformed is just not found."""
    for each in errors:
        if each["loc"][0] == "path":
            kind = str(each["loc"][-1]).removesuffix("_id")
            return Problem(404, "Not found", str(not_found(kind, ascii(each.get("input"))[1:-1][:60])))
        if each["loc"] == ("body",) and isinstance(each.get("input"), bytes):
            return Problem(415, _TITLES[415], "expected JSON, with the header Content-Type: application/json")
    said = [_said(each) for each in errors[:50]]
    first = said[0]
    more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
    detail = f"{first['place']}: {first['detail']}{more}"
    return Problem(422, "The request cannot be used", detail, errors=said)


def _said(error: Any) -> dict[str, str]:
    place = ".".join(ascii(part)[1:-1] if isinstance(part, str) else str(part) for part in error["loc"])
    message = str(error["msg"])
    match error["type"]:
        case "missing":
            message = "is missing; expected it"
        case "extra_forbidden":
            message = "is no field here; take it out"
        case "string_unicode":
            message = "holds half of a character pair; expected text that is valid Unicode"
        case "json_invalid":
            message = f"is no JSON: {error['ctx']['error']}"
        case _:
            message = f"found {_found(error.get('input'))}; {message[:1].lower()}{message[1:]}"
    return {"place": place[:200], "detail": message.encode("utf-8", "replace").decode()[:500]}


def _found(value: object) -> str:
    if isinstance(value, dict | list | bytes):
        return {dict: "an object", list: "a list", bytes: "bytes"}[type(value)]
    shown = ascii(value) if not isinstance(value, int) else str(value)[:_LONGEST_FOUND]
    return shown if len(shown) <= _LONGEST_FOUND else shown[:_LONGEST_FOUND] + "…"


def _is_storage(error: Exception) -> bool:
    if isinstance(error, sa.exc.SQLAlchemyError):
        return isinstance(error, sa.exc.DBAPIError | sa.exc.TimeoutError) and not isinstance(error, _BROKEN)
    if isinstance(error, OSError):
        return error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EMFILE)
    return isinstance(error, sqlite3.Error)
