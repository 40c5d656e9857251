"""What passes through the door to language models: messages in, text or a named failure out, and an account of both.

Above it stand those who ask (phrasing, the workflows); below it, nothing. It knows no client and no protocol.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Literal

from service.errors import CrosswalkError

Reason = Literal[
    "unreachable",  # no connection, or one that broke
    "unauthorized",  # 401, 403
    "not_found",  # 404, 410: no such path or model
    "rate_limited",  # 429
    "overloaded",  # 503, 529
    "timeout",  # 408, 504, or our own deadline
    "cut_off",  # the model ran into its length limit
    "no_finish",  # the stream ended without saying that it was complete
    "malformed",  # not what the protocol promises: HTML, broken JSON, NaN
    "wrong_schema",  # JSON, though not the JSON that was asked for
    "too_long",  # the prompt does not fit into the model's context
    "filtered",  # the model or its provider declined
    "empty",  # an answer without text
    "too_large",  # more than the door lets through
    "breaker_open",  # not asked: it failed many times in a row just now
    "refused_request",  # 400 and its like: this request is not accepted
    "error",  # any other failure that the server reports
]


class ModelFailed(CrosswalkError):
    """A language model did not deliver. Callers catch it and go on without the model.

    Attributes:
        reason: What kind of failure; records and metrics count by it.
        partial: The text that had come before the failure; empty for a stream, whose pieces were already given.
        short: The failure in two or three words for the record, such as "503".
        again: Whether the same request to the same endpoint may succeed.
        retry_after: Seconds that the server asks to wait; None when it does not say.
    """

    status = 503
    title = "The language model did not deliver"

    def __init__(
        self,
        reason: Reason,
        text: str,
        *,
        short: str = "",
        partial: str = "",
        again: bool = False,
        retry_after: float | None = None,
    ) -> None:
        """See the class."""
        super().__init__(text)
        self.reason: Reason = reason
        self.short = short or reason
        self.partial = partial
        self.again = again
        self.retry_after = retry_after


@dataclass(frozen=True)
class Message:
    """One message of a conversation with a model."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True)
class Usage:
    """What one call cost, or several of one request together; part of the record."""

    model: str
    """The model that answered; the last one asked when none did."""
    rung: str
    """How the structure of the answer was asked for: `text`, `json_schema`, `tool`, `json`, `prompt`."""
    attempts: int
    """Requests sent upstream, failed ones included."""
    input_tokens: int | None
    """As the server counts; None when it does not say."""
    output_tokens: int | None
    seconds: float
    """From the call to its end, in seconds."""
    first_token_seconds: float | None
    """From the call to the first text, in seconds; None when no text came."""
    parameters: dict[str, str] = field(default_factory=dict)
    """What was sent beside the messages: temperature and the like."""
    failures: tuple[str, ...] = ()
    """Each failed attempt as `model: 503`, in order."""


class Budget:
    """What one request may spend on models: seconds until its deadline, and failed attempts, over all calls together.

    An attempt is taken when it starts and given back when it succeeds, so that a question that takes three good calls
    is not cut short, and a server that always fails is asked no more than `attempts` times.

    Every account of a call is kept in `usages`, the last failure in `last`.
    """

    def __init__(self, seconds: float, attempts: int = 3) -> None:
        """From now on.

        Args:
            seconds: From now to the deadline.
            attempts: How many upstream requests may fail.
        """
        self.deadline = time.monotonic() + seconds
        self.left = attempts
        self.usages: list[Usage] = []
        self.last: ModelFailed | None = None

    def remaining(self) -> float:
        """Seconds until the deadline, 0 when it has passed."""
        return max(0.0, self.deadline - time.monotonic())

    def spend(self) -> None:
        """Take one attempt.

        Raises:
            ModelFailed: the deadline has passed, or no attempt is left; then with the reason of the last failure.
        """
        if self.remaining() <= 0:
            raise ModelFailed("timeout", "the deadline of this request has passed; set CROSSWALK_MODEL_DEADLINE higher")
        if self.left <= 0:
            last = self.last or ModelFailed("error", "no attempt is left for this request")
            raise ModelFailed(last.reason, f"no attempt is left for this request; the last: {last}", short=last.short)
        self.left -= 1

    def give_back(self) -> None:
        """The attempt succeeded."""
        self.left += 1
