"""What OpenAI's protocol sends and expects: a request read leniently where that is harmless, text that stays text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from retrieval.database.rows import storable_text
from service.errors import BadRequest, NotServed
from service.interpretation.answering.nouns import Turn
from service.interpretation.answering.references import place
from service.interpretation.nouns import Source

MODEL = "crosswalk"
"""The model that answers from all that the caller may read; `crosswalk/ID` from one initiative."""
MOST_MESSAGES = 10_000
MOST_STOPS = 4
_TOKEN = 4
"""Characters that count as one token."""
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_UNHEARD = frozenset({"system", "developer", "tool", "function"})
"""Roles whose words are not followed: what may be read and how answers are checked is not for a message to say."""
_FOOTNOTES = "\n\nSources:\n"
_ADDRESS = re.compile(r"(?i)\b(?:https?|ftp)://[^\s<>`]+|\bwww\.[^\s<>`]+")
_PICTURE = re.compile(r"!(?=\[)")
_LINK = re.compile(r"\](?=\()")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")


class Refused(BadRequest):
    """A request that cannot be followed, with the field that is to blame."""

    def __init__(self, param: str, detail: str, code: str | None = None) -> None:
        """`detail` says what was found and what was expected."""
        super().__init__(f"{param}: {detail}" if param else detail)
        self.param = param or None
        self.code = code

    @staticmethod
    def model(name: object) -> NotServed:
        """There is no such model, or it is not the caller's to ask: both read the same."""
        return NotServed(
            f"model: found {str(name)[:80]!a}; expected {MODEL}, or {MODEL}/ID with the id of an initiative that you "
            "may read. GET /v1/models lists them."
        )


@dataclass(frozen=True)
class Asked:
    """A request as it is followed."""

    model: str
    initiative_id: str | None
    question: str
    history: tuple[Turn, ...]
    stream: bool
    usage: bool
    """Whether a stream ends with a chunk that tells the tokens."""
    most: int | None
    """Tokens that the answer may have."""
    stops: tuple[str, ...]
    tokens: int
    """Of the messages."""


def read(body: Any) -> Asked:
    """The request that a JSON body holds.

    Raises:
        Refused: something in it cannot be followed.
        NotServed: it names a model that there is not.
    """
    if not isinstance(body, dict):
        raise Refused("", f"body: found {_kind(body)}; expected an object with model and messages")
    model = body.get("model")
    name, slash, initiative_id = model.partition("/") if isinstance(model, str) else ("", "", "")
    if model is None:
        raise Refused("model", f"is missing; expected {MODEL} or {MODEL}/ID")
    if name != MODEL or (slash and not _ID.fullmatch(initiative_id)):
        raise Refused.model(model)
    if body.get("n") not in (None, 1):
        raise Refused("n", f"found {_shown(body['n'])}; expected 1, for a question has one answer", "unsupported_value")
    turns = _turns(body.get("messages"))
    last = max((at for at, turn in enumerate(turns) if turn.role == "user" and turn.text.strip()), default=None)
    if last is None:
        raise Refused("messages", "found no message of a user with text; expected a question")
    options = body.get("stream_options")
    return Asked(
        model=str(model),
        initiative_id=initiative_id or None,
        question=turns[last].text,
        history=tuple(turns[:last]),
        stream=_flag(body, "stream"),
        usage=isinstance(options, dict) and options.get("include_usage") is True,
        most=_most(body),
        stops=_stops(body.get("stop")),
        tokens=sum(tokens(turn.text) for turn in turns),
    )


def tokens(text: str) -> int:
    """About how many tokens a text has."""
    return -(-len(text) // _TOKEN)


def inert(text: str) -> str:
    """Text that no front end takes for a link, a picture or HTML, whatever a document holds."""
    text = _ADDRESS.sub(lambda found: f"`{found[0]}`", text)
    return _TAG.sub("&lt;", _LINK.sub("] ", _PICTURE.sub("", text)))


def footnotes(sources: Sequence[Source]) -> str:
    """The sources under their numbers; empty without any."""
    if not sources:
        return ""
    return _FOOTNOTES + "\n".join(f"- [{number}] {_named(one)}" for number, one in enumerate(sources, 1))


class Cut:
    """Ends a text where the request wants it ended: before a stop sequence, or between claims at a number of tokens."""

    def __init__(self, asked: Asked) -> None:
        """Nothing has been said yet."""
        self._stops, self._most = asked.stops, asked.most
        self._held = ""
        """What may be the beginning of a stop sequence."""
        self._said = 0
        self.ended: str | None = None
        """`stop` or `length`, once it has been ended."""

    def take(self, piece: str) -> str:
        """What of the next piece may be said now."""
        if self.ended or not piece:
            return ""
        if self._most is not None and self._said + len(self._held) + len(piece) > self._most * _TOKEN:
            self.ended = "length"
            return self._released(self._held)
        text = self._held + piece
        found = min((at for stop in self._stops if (at := text.find(stop)) >= 0), default=-1)
        if found >= 0:
            self.ended = "stop"
            return self._released(text[:found])
        kept = max((_begun(text, stop) for stop in self._stops), default=0)
        said = self._released(text[: len(text) - kept])
        self._held = text[len(text) - kept :]
        return said

    def rest(self) -> str:
        """What was held back, at the end."""
        return "" if self.ended else self._released(self._held)

    def _released(self, text: str) -> str:
        self._held = ""
        self._said += len(text)
        return text


def _begun(text: str, stop: str) -> int:
    """How many characters at the end of a text begin a stop sequence."""
    return next((size for size in range(min(len(stop) - 1, len(text)), 0, -1) if text.endswith(stop[:size])), 0)


def _turns(messages: Any) -> list[Turn]:
    if not isinstance(messages, list) or not messages:
        found = "an empty list" if messages == [] else _kind(messages)
        raise Refused("messages", f"found {found}; expected a list that ends with a question")
    if len(messages) > MOST_MESSAGES:
        raise Refused("messages", f"found {len(messages):,} messages; expected at most {MOST_MESSAGES:,}")
    turns: list[Turn] = []
    for number, message in enumerate(messages):
        place = f"messages.{number}"
        if not isinstance(message, dict):
            raise Refused(place, f"found {_kind(message)}; expected an object with role and content")
        role = message.get("role")
        text = _text(message.get("content"), f"{place}.content")
        if role == "user":
            turns.append(Turn("user", text))
        elif role == "assistant":
            # Our own footnotes are no part of what was said.
            turns.append(Turn("assistant", text.partition(_FOOTNOTES)[0]))
        elif not isinstance(role, str) or role not in _UNHEARD:
            raise Refused(f"{place}.role", f"found {_shown(role)}; expected user, assistant, system or developer")
    return turns


def _text(content: Any, place: str) -> str:
    if content is None:
        return ""
    if isinstance(content, str):
        return storable_text(content)
    if not isinstance(content, list):
        raise Refused(place, f"found {_kind(content)}; expected text, or a list of parts with text")
    texts = []
    for number, part in enumerate(content):
        kind = part.get("type") if isinstance(part, dict) else None
        text = part.get("text" if kind == "text" else "refusal") if isinstance(part, dict) else None
        if kind not in ("text", "refusal") or not isinstance(text, str):
            found = f"a part of type {_shown(kind)}" if kind is not None else _kind(part)
            raise Refused(f"{place}.{number}", f"found {found}; expected text: pictures, sound and files are not read")
        texts.append(storable_text(text))
    return "\n".join(texts)


def _flag(body: dict[str, Any], name: str) -> bool:
    value = body.get(name)
    if value not in (None, True, False):
        raise Refused(name, f"found {_shown(value)}; expected true or false")
    return bool(value)


def _most(body: dict[str, Any]) -> int | None:
    for name in ("max_completion_tokens", "max_tokens"):
        value = body.get(name)
        if value is None:
            continue
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise Refused(name, f"found {_shown(value)}; expected a whole number from 1")
        return value
    return None


def _stops(stop: Any) -> tuple[str, ...]:
    stops = [stop] if isinstance(stop, str) else [] if stop is None else stop
    if not isinstance(stops, list) or len(stops) > MOST_STOPS or not all(isinstance(each, str) for each in stops):
        raise Refused("stop", f"found {_shown(stop)}; expected a text, or a list of at most {MOST_STOPS}")
    return tuple(each for each in stops if each)


def _named(source: Source) -> str:
    version = f" (version {source.version})" if source.version is not None else ""
    return inert(" ".join(place(source).split())) + version


def _kind(value: object) -> str:
    return {dict: "an object", list: "a list", str: "a text", type(None): "nothing"}.get(type(value), "no text")


def _shown(value: object) -> str:
    return ascii(value)[:60] if not isinstance(value, dict | list) else _kind(value)
