"""The service's settings, from `CROSSWALK_…` in the environment. Secrets are masked in logs, errors and `repr`."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from pydantic import AliasChoices, Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

_SENDABLE: Final = re.compile(r"[!-~]+")
_KEY_FAULT: Final = "found spaces, line ends or other characters that no header carries; expected ASCII alone"


@dataclass(frozen=True)
class ModelAt:
    """A language model and where it is asked."""

    name: str
    url: str | None = None
    """Up to and including `/v1`; None for OpenAI's own endpoint."""
    key: SecretStr | None = None


def _first(*names: str) -> AliasChoices:
    return AliasChoices(f"CROSSWALK_{names[0]}", *names[1:])


class Settings(BaseSettings):
    """Everything that an operator may set; the defaults serve one person on one machine."""

    model_config = SettingsConfigDict(
        env_prefix="CROSSWALK_", extra="ignore", frozen=True, populate_by_name=True, hide_input_in_errors=True
    )

    data: Path = Path("data")
    """The data folder: the database, the vector cache and imported glossary entries."""
    database_url: SecretStr | None = None
    """`postgresql://…`; without it, SQLite in the data folder."""
    host: str = "127.0.0.1"
    port: int = Field(default=8080, ge=0, le=65535)
    api_keys: SecretStr | None = None
    """`name:key,name:key`. With keys, every request needs one as `Authorization: Bearer KEY`; without, the service
    answers on loopback only and the caller reads everything."""
    glossary: Path | None = None
    """A folder of glossary files that replaces the one that comes with Crosswalk."""
    chroma_url: str | None = None
    """A Chroma server; without it, Chroma's embedded mode in the data folder."""
    embedding_url: str | None = None
    """An OpenAI-compatible embedding endpoint, up to and including `/v1`; without it, MiniLM in this process."""
    embedding_model: str = "text-embedding-3-small"
    embedding_key: SecretStr = SecretStr("none")
    model: str = "gpt-4.1-mini"
    """The language model that phrases answers; `none` for none, whatever else is set."""
    model_url: str | None = Field(default=None, validation_alias=_first("MODEL_URL", "OPENAI_BASE_URL"))
    """An OpenAI-compatible endpoint, up to and including `/v1`; without it, `OPENAI_BASE_URL`, then OpenAI itself.
    Without a URL and a key, answers are composed and no model is asked."""
    model_key: SecretStr | None = Field(default=None, validation_alias=_first("MODEL_KEY", "OPENAI_API_KEY"))
    """Its key; without it, `OPENAI_API_KEY`. A server of one's own may need none."""
    model_deadline: float = Field(default=60, gt=0, le=3600, allow_inf_nan=False)
    """Seconds from a question to its answer, with every retry and fallback; then the answer is composed."""
    model_context: int = Field(default=8192, ge=1024)
    """Tokens that fit into the model's context, prompt and answer together."""
    model_fallbacks: SecretStr | None = None
    """Models to ask in this order when the first fails, as JSON: `[{"name": "small"}, {"name": "local",
    "url": "http://127.0.0.1:8000/v1", "key": "…"}]`. Without a URL of its own, a model is asked at the first one's
    endpoint with the first one's key; with one, the first one's key is never sent."""
    model_tools: bool | None = None
    """Whether the models can call tools; without it, what LangChain's profile of the model knows."""
    most_bytes: int = Field(default=52_000_000, ge=1_000)
    """The largest request body."""
    most_characters: int = Field(default=2_000_000, ge=1_000)
    """The longest text that is interpreted at once."""
    parsers: int = Field(default=2, ge=1, le=64)
    """Files that are parsed at the same time; further ones wait."""

    @field_validator("api_keys")
    @classmethod
    def _well_formed(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            known: set[str] = set()
            for number, part in enumerate(value.get_secret_value().split(","), 1):
                name, colon, key = part.strip().partition(":")
                # Headers carry no other letters unharmed.
                if not (name and colon and len(key) >= 16 and key.isascii()):
                    raise ValueError(
                        f"entry {number} of CROSSWALK_API_KEYS: expected name:key with a key of 16 or more characters, "
                        "ASCII alone"
                    )
                if key in known:
                    raise ValueError(
                        f"entry {number} of CROSSWALK_API_KEYS: its key is another's too; give each its own"
                    )
                known.add(key)
        return value

    @field_validator("model_url", "model_key", "model_fallbacks", "model_tools", mode="before")
    @classmethod
    def _unset_when_empty(cls, value: object) -> object:
        return None if value == "" else value

    @field_validator("model_url")
    @classmethod
    def _plain_url(cls, value: str | None) -> str | None:
        if value is not None and (fault := _url_fault(value)):
            raise ValueError(f"CROSSWALK_MODEL_URL (or OPENAI_BASE_URL): {fault}")
        return value

    @field_validator("model_key")
    @classmethod
    def _sendable_key(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not _SENDABLE.fullmatch(value.get_secret_value()):
            raise ValueError(f"CROSSWALK_MODEL_KEY (or OPENAI_API_KEY): {_KEY_FAULT}")
        return value

    @field_validator("model_fallbacks")
    @classmethod
    def _known_fallbacks(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            _fallbacks(value)
        return value

    def models(self) -> tuple[ModelAt, ...]:
        """The language models in the order in which they are asked; none in composed mode."""
        if self.model.lower() == "none" or (self.model_url is None and self.model_key is None):
            return ()
        first = ModelAt(self.model, self.model_url, self.model_key)
        declared = _fallbacks(self.model_fallbacks) if self.model_fallbacks else ()
        return (
            first,
            *(each if each.url else ModelAt(each.name, first.url, each.key or first.key) for each in declared),
        )

    def callers(self) -> dict[str, str]:
        """The names of callers by their keys; empty without keys."""
        if self.api_keys is None:
            return {}
        pairs = (part.strip().partition(":") for part in self.api_keys.get_secret_value().split(","))
        return {key: name for name, _, key in pairs}


def _fallbacks(value: SecretStr) -> tuple[ModelAt, ...]:
    """The declared fallbacks; no error repeats what was found in place of a key.

    Raises:
        ValueError: they are not a JSON list of objects with a name each.
    """
    setting = "CROSSWALK_MODEL_FALLBACKS"
    expected = 'expected a JSON list such as [{"name": "small", "url": "http://127.0.0.1:8000/v1", "key": "…"}]'
    try:
        listed = json.loads(value.get_secret_value())
    except (ValueError, RecursionError):
        # Not chained: the parser's error carries the whole text, and with it the keys.
        raise ValueError(f"{setting}: found no JSON; {expected}") from None
    if not isinstance(listed, list):
        raise ValueError(f"{setting}: found {type(listed).__name__}; {expected}")
    return tuple(_fallback(entry, f"entry {number} of {setting}") for number, entry in enumerate(listed, 1))


def _fallback(entry: object, place: str) -> ModelAt:
    if not isinstance(entry, dict) or not isinstance(entry.get("name"), str) or not entry["name"].strip():
        raise ValueError(f'{place}: found no "name"; expected an object with name and, if need be, url and key')
    if unknown := sorted(set(entry) - {"name", "url", "key"}):
        raise ValueError(f"{place}: found {', '.join(unknown)}; expected name, url and key alone")
    url, key = entry.get("url") or None, entry.get("key") or None
    if url is not None and (fault := _url_fault(url)):
        raise ValueError(f"{place}: {fault}")
    if key is not None and not (isinstance(key, str) and _SENDABLE.fullmatch(key)):
        raise ValueError(f"{place}: key: {_KEY_FAULT}")
    return ModelAt(entry["name"].strip(), url, SecretStr(key) if key else None)


def _url_fault(url: object) -> str:
    """What is wrong with an endpoint's address; empty when nothing is. Repeats no part that may hold a secret."""
    expected = "expected an address such as http://127.0.0.1:8000/v1"
    try:
        parts = urlsplit(url if isinstance(url, str) else "")
        complete = parts.scheme in ("http", "https") and parts.hostname and (parts.port is None or parts.port > 0)
    except ValueError:
        complete = False
    if not complete:
        return f"found no complete http or https address; {expected}"
    if parts.username or parts.password or parts.query or parts.fragment:
        return f"found a user, password, query or fragment in the address; {expected}, and the key in its own setting"
    return ""
