"""Foreign errors in our words: whatever clients, libraries and servers throw becomes `ModelFailed` with a reason."""

from __future__ import annotations

import datetime as dt
import email.utils
import math
import re
from collections.abc import Mapping
from typing import Final

import httpx2
import openai

from service.llm.nouns import ModelFailed, Reason

AGAIN: Final = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
"""Status codes after which the same request may succeed; 501 is not among them."""
_REASONS: Final[Mapping[int, Reason]] = {
    401: "unauthorized",
    403: "unauthorized",
    404: "not_found",
    408: "timeout",
    410: "not_found",
    413: "too_long",
    429: "rate_limited",
    502: "overloaded",
    503: "overloaded",
    504: "timeout",
    529: "overloaded",
}
_NEXT: Final[Mapping[Reason, str]] = {
    "unreachable": "check CROSSWALK_MODEL_URL and that the server runs",
    "unauthorized": "check CROSSWALK_MODEL_KEY",
    "not_found": "check CROSSWALK_MODEL_URL, which ends in /v1 for most servers, and CROSSWALK_MODEL",
    "rate_limited": "wait, or declare a further model in CROSSWALK_MODEL_FALLBACKS",
    "overloaded": "wait, or declare a further model in CROSSWALK_MODEL_FALLBACKS",
    "timeout": "set CROSSWALK_MODEL_DEADLINE higher, or declare a faster model",
    "cut_off": "ask for less, or set CROSSWALK_MODEL_CONTEXT higher if the model allows",
    "malformed": "check that CROSSWALK_MODEL_URL is an OpenAI-compatible endpoint",
    "too_long": "set CROSSWALK_MODEL_CONTEXT to what the model really takes",
}
_TOO_LONG: Final = re.compile(
    r"context_length_exceeded|exceed_context_size|maximum context length|available context size|context window"
    r"|prompt is too long|too many tokens|exceed the configured limit",
    re.IGNORECASE,
)
_UNPRINTABLE: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\s]+")
_MOST_QUOTED: Final = 300
# What is never worth asking again, although its status is: an account without credit stays without.
_SPENT: Final = re.compile(r"insufficient_quota|exceeded your current quota", re.IGNORECASE)


class TooMuch(httpx2.TransportError):
    """The server sent more bytes than the door lets through."""


def failure(
    reason: Reason,
    found: str,
    expected: str = "an answer",
    *,
    short: str = "",
    again: bool = False,
    partial: str = "",
    retry_after: float | None = None,
) -> ModelFailed:
    """A failure in one sentence: what was found, what was expected, and the next step where one is known."""
    text = f"found {_quotable(found)}; expected {expected}"
    if reason in _NEXT:
        text += f"; {_NEXT[reason]}"
    return ModelFailed(reason, text, short=short, again=again, partial=partial, retry_after=retry_after)


def by_status(status: int, said: str, headers: Mapping[str, str]) -> ModelFailed:
    """The failure that an HTTP status tells.

    Args:
        status: As the server sent it, or as it names it inside a stream.
        said: The server's own words.
        headers: Names in lower case, or matched whatever their case.
    """
    reason = _REASONS.get(status, "error" if status >= 500 else "refused_request")
    if _TOO_LONG.search(said):
        # llama.cpp answers 400, some proxies 500; the words are surer than the number.
        return failure("too_long", f"status {status}, {said}", short=str(status))
    if 300 <= status < 400:
        place = headers.get("location", "nowhere")
        return failure("not_found", f"status {status}, a redirect to {place}, which is not followed", short=str(status))
    again = status in AGAIN and not _SPENT.search(said)
    return failure(
        reason, f"status {status}, {said}", short=str(status), again=again, retry_after=seconds_to_wait(headers)
    )


def reported(error: object) -> ModelFailed:
    """The failure that an error object inside an answer with status 200 tells."""
    fields = error if isinstance(error, Mapping) else {"message": error}
    said = str(fields.get("message") or error)
    code = fields.get("code") or fields.get("status") or fields.get("type")
    status = int(code) if isinstance(code, int | str) and re.fullmatch(r"[45]\d\d", str(code)) else None
    if status is None:
        known = _TOO_LONG.search(f"{code} {said}")
        return failure("too_long" if known else "error", f"an error in place of the answer: {code}, {said}")
    told = by_status(status, f"in place of the answer: {said}", {})
    told.again = status in AGAIN
    return told


def translated(error: Exception) -> ModelFailed:
    """Any error that is not ours as one that is; raise it `from` the original."""
    if isinstance(error, ModelFailed):
        return error
    chain = list(causes(error))
    if any(isinstance(cause, TooMuch) for cause in chain):
        return failure("too_large", str(next(c for c in chain if isinstance(c, TooMuch))), "a shorter answer")
    if isinstance(error, openai.APIStatusError):
        said = error.message.removeprefix(f"Error code: {error.status_code}").removeprefix(" - ")
        return by_status(error.status_code, said or error.response.reason_phrase, error.response.headers)
    if type(error) is TimeoutError:
        # Our own deadline: nothing is left to ask this endpoint again with.
        return failure("timeout", "no complete answer in time")
    if is_unconnected(error):
        return failure("unreachable", "no connection in time", "one", again=True)
    if any(isinstance(cause, TimeoutError | httpx2.TimeoutException) for cause in chain):
        return failure("timeout", "no answer in time", again=True)
    if isinstance(error, openai.APIConnectionError | httpx2.TransportError | OSError):
        innermost = chain[-1]
        return failure("unreachable", f"{type(innermost).__name__}: {innermost}", "a connection that holds", again=True)
    if isinstance(error, openai.APIError):
        return reported(error.body or error.message)
    if isinstance(error, ValueError | RecursionError):
        return failure("malformed", f"{type(error).__name__}: {error}", "an answer in OpenAI's protocol")
    return failure("error", f"{type(error).__name__}: {error}")


def is_unconnected(error: BaseException) -> bool:
    """Whether no connection was made in the time for it."""
    return any(isinstance(cause, httpx2.ConnectTimeout | httpx2.PoolTimeout) for cause in causes(error))


def seconds_to_wait(headers: Mapping[str, str]) -> float | None:
    """What `Retry-After` asks for, in seconds from now; None when it says nothing that can be understood."""
    milliseconds = _number(headers.get("retry-after-ms"))
    if milliseconds is not None:
        return milliseconds / 1000
    value = headers.get("retry-after")
    seconds = _number(value)
    if seconds is not None or value is None:
        return seconds
    try:
        moment = email.utils.parsedate_to_datetime(value)
        # A date without a zone is in UTC: RFC 9110 knows no other.
        moment = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
        return max(0.0, (moment - dt.datetime.now(dt.UTC)).total_seconds())
    except (ValueError, OverflowError, TypeError):
        return None


def _number(value: str | None) -> float | None:
    try:
        number = float(value or "")
    except ValueError:
        return None
    return number if number >= 0 and not math.isnan(number) else None


def causes(error: BaseException) -> list[BaseException]:
    """The error and what led to it, outermost first."""
    found: list[BaseException] = []
    at: BaseException | None = error
    while at is not None and at not in found:
        found.append(at)
        at = at.__cause__ or at.__context__
    return found


def _quotable(text: str) -> str:
    line = _UNPRINTABLE.sub(" ", text).strip()
    return line if len(line) <= _MOST_QUOTED else line[:_MOST_QUOTED] + " …"
