"""The service's settings, from `CROSSWALK_…` in the environment. Secrets are masked in logs, errors and `repr`."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Everything that an operator may set; the defaults serve one person on one machine."""

    model_config = SettingsConfigDict(env_prefix="CROSSWALK_", extra="ignore", frozen=True)

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

    def callers(self) -> dict[str, str]:
        """The names of callers by their keys; empty without keys."""
        if self.api_keys is None:
            return {}
        pairs = (part.strip().partition(":") for part in self.api_keys.get_secret_value().split(","))
        return {key: name for name, _, key in pairs}
