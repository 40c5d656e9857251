"""What a request's body holds: JSON, or a form with files; and in words what is wrong with one that cannot be read.

Above are `dependencies` and the routes, which say what the content must be; this knows bytes and their places alone.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from typing import Any

from starlette.datastructures import FormData, Headers
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from service.errors import Unreadable

MOST_FILES = 100
MOST_FIELDS = 20
MOST_FIELD_BYTES = 100_000
_SHOWN = 20
_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*"?|[\[{]|[\]}]', re.DOTALL)
_TEXT_OR_NUMBER = re.compile(rb'"(?:[^"\\]|\\.)*"?|\d+', re.DOTALL)
_AGAIN = "Let your HTTP client make the form and its Content-Type header."


class _Form(MultiPartParser):
    """A form as it comes in, with how far it has been read."""

    def __init__(self, headers: Headers, request: Request) -> None:
        super().__init__(
            headers,
            self._counted(request),
            max_files=MOST_FILES,
            max_fields=MOST_FIELDS,
            max_part_size=MOST_FIELD_BYTES,
        )
        self.before = 0
        self.piece = b""
        self.ended = False

    async def _counted(self, request: Request) -> Any:
        async with aclosing(request.stream()) as pieces:
            async for piece in pieces:
                self.before += len(self.piece)
                self.piece = piece
                yield piece

    def on_end(self) -> None:
        self.ended = True


@asynccontextmanager
async def form(request: Request) -> AsyncIterator[FormData]:
    """The multipart form of a request; its files last as long as the block.

    Raises:
        Unreadable: the body is no such form, ends too early, or holds too many or too large parts.
    """
    reading = _Form(request.headers, request)
    try:
        read = await reading.parse()
    except MultiPartException as exc:
        raise Unreadable(_form_fault(reading, exc)) from exc
    except UnicodeError as exc:
        found = request.headers["content-type"][:80]
        raise Unreadable(
            f"header Content-Type: found {found!a}, whose charset decodes no text; expected UTF-8. {_AGAIN}"
        ) from exc
    try:
        if not reading.ended:
            raise Unreadable(
                f"part {len(reading.items) + 1} of the form: found the end of the body at byte "
                f"{reading.before + len(reading.piece):,}; expected the last boundary, the one with -- behind it. "
                "Send the whole form again."
            )
        yield read
    finally:
        await read.close()


async def content(request: Request) -> Any:
    """What the JSON of a request's body holds.

    Raises:
        Unreadable: it is no JSON.
    """
    body = await request.body()
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as exc:
        raise Unreadable(json_fault(body, exc)) from exc


def json_fault(body: bytes, error: Exception) -> str:
    """Why a body is no JSON, with the place.

    Args:
        body: As it was sent.
        error: What `json.loads` raised for it.
    """
    if not body.strip():
        return "body: found nothing; expected a JSON object. Send one, as /openapi.json describes it."
    if isinstance(error, json.JSONDecodeError):
        found = error.doc[error.pos : error.pos + _SHOWN]
        said = f"found {found!a} at character {error.pos:,}" if found else f"found its end at character {error.pos:,}"
        return (
            f"body: {said}; expected JSON ({error.msg[:1].lower()}{error.msg[1:]}). Correct it there and send it again."
        )
    if isinstance(error, UnicodeDecodeError):
        found_bytes = error.object[error.start : error.start + 1].hex()
        return (
            f"body: found the byte 0x{found_bytes} at byte {error.start:,}, which is no valid "
            f"{error.encoding.upper()}; expected JSON in UTF-8. Encode it as UTF-8 and send it again."
        )
    if isinstance(error, RecursionError):
        depth, place = _deepest(body)
        return (
            f"body: found lists or objects nested {depth:,} deep at byte {place:,}; expected an object "
            "of a few levels. Send it as /openapi.json describes it."
        )
    most = sys.get_int_max_str_digits()
    for number in _TEXT_OR_NUMBER.finditer(body):
        if number[0][:1] != b'"' and len(number[0]) > most:
            return (
                f"body: found a number of {len(number[0]):,} digits at byte {number.start():,}; expected at most "
                f"{most:,} digits. Send a smaller number."
            )
    return "body: found what is no JSON; expected a JSON object. Send one, as /openapi.json describes it."


def _deepest(body: bytes) -> tuple[int, int]:
    """How deep the lists and objects of a body go, and the byte where they are deepest first."""
    depth = deepest = place = 0
    for token in _TOKEN.finditer(body):
        if token[0] in (b"[", b"{"):
            depth += 1
            if depth > deepest:
                deepest, place = depth, token.start()
        elif token[0] in (b"]", b"}"):
            depth -= 1
    return deepest, place


def _form_fault(reading: _Form, error: MultiPartException) -> str:
    number = len(reading.items) + 1
    if reading.before + len(reading.piece) == 0:
        found = reading.headers["content-type"][:80]
        return (
            f"header Content-Type: found {found!a} ({_small(error.message)}); expected a boundary of at most "
            f"256 letters. {_AGAIN}"
        )
    offset = getattr(error.__cause__, "offset", -1)
    if offset < 0:
        return (
            f"part {number} of the form: {_small(error.message)}; expected at most {MOST_FILES} files, and "
            f"{MOST_FIELDS} fields with a name and at most {MOST_FIELD_BYTES:,} bytes each. Send less at a time."
        )
    place, why = reading.before + offset, str(error.__cause__)
    shown = reading.piece[offset : offset + _SHOWN].decode("latin-1")
    if why.startswith("Maximum header"):
        return (
            f"part {number} of the form: found headers that are too long or too many at byte {place:,}; expected at "
            "most 8, of at most 4,000 bytes each. Shorten the file name."
        )
    if "boundary" in why:
        return (
            f"part {number} of the form: found {shown!a} at byte {place:,}; expected the boundary that the "
            f"Content-Type header names, with -- ahead. {_AGAIN}"
        )
    return (
        f"part {number} of the form: found {shown!a} at byte {place:,}, within its headers; expected a line such as "
        'Content-Disposition: form-data; name="file"; filename="plan.docx". Take line ends out of the file name.'
    )


def _small(message: str) -> str:
    return f"{message[:1].lower()}{message[1:]}".rstrip(".")
