"""The service under test: wired as a user's is, over a data folder of its own that is filled with corpora.

Everything is asked through the HTTP API in this process. A corpus is taken in when it is first needed, as a user's
files are, and lasts as long as the run. The environment has no say, or two machines would measure different things.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import re
import tempfile
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource

from evals.actions.learnt import remembering
from evals.actions.nouns import Similar
from evals.cases.common import Place
from evals.cases.loading import DATASETS
from retrieval import store
from retrieval.documents import Passage
from retrieval.indexes.embeddings import MiniLM
from service.settings import Settings
from service.terminal.client import Api, inside
from service.wiring import wired
from service.workflows import Parts

SAMPLE = Path(__file__).resolve().parents[2] / "service" / "sample"
SAMPLE_NAME = "one-door"
_PLANS = Path(__file__).resolve().parents[1] / "plans"
_SETS = ("initiatives", "fresh", "fresh_two", "held_out")
_MANIFEST = "initiative.yaml"
_BLANKS = re.compile(r"\s+")


class _Alone(Settings):
    """The settings as they are given here, whatever the environment says."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (init_settings,)


@dataclass(frozen=True)
class Corpus:
    """An initiative that has been taken in."""

    id: str
    """Of the initiative, in every address."""
    names: Mapping[str, str]
    """The file's name by document id."""
    passages: Mapping[str, Sequence[Passage]]
    """By file name."""

    def find(self, place: Place) -> Passage:
        """The passage that a place means.

        Raises:
            LookupError: no passage of the document, or more than one, has the words.
        """
        if place.document not in self.passages:
            raise LookupError(
                f"{self.id}: no document {place.document!r}; expected one of {', '.join(sorted(self.passages))}"
            )
        wanted = _folded(place.words)
        held = [one for one in self.passages[place.document] if wanted in _folded(one.text)]
        if len(held) != 1:
            raise LookupError(f"{self.id}, {place.document}: {len(held)} passages have {place.words!r}; expected one")
        return held[0]


class House:
    """The wired service, and what has been put into it."""

    def __init__(self, parts: Parts, closing: AsyncExitStack) -> None:
        """Used by `house`."""
        self.parts = parts
        self._closing = closing
        self._corpora: dict[str, Corpus] = {}
        self._taking: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._apis: dict[dt.date, Api] = {}
        self.similar: Similar = remembering(MiniLM().embed)
        """How near texts are in meaning, for those who measure."""

    def altered(self, parts: Parts) -> House:
        """The same corpora behind other parts over the same data: what if one of them were worse."""
        other = House(parts, self._closing)
        other._corpora, other._taking = self._corpora, self._taking
        return other

    async def api(self, today: dt.date) -> Api:
        """The service's API on a day: what "tomorrow" and "overdue" mean must not depend on when it is measured."""
        if today not in self._apis:
            # Put in its place before the first pause, or two cases of one day would make two of them.
            entering = inside(replace(self.parts, today=lambda: today))
            self._apis[today] = await self._closing.enter_async_context(entering)
        return self._apis[today]

    async def corpus(self, name: str) -> Corpus:
        """A corpus, taken in if it is not yet, with all its vectors.

        Raises:
            LookupError: there is none of this name.
        """
        async with self._taking[name]:
            if name not in self._corpora:
                folder = folder_of(name)
                manifest = yaml.safe_load((folder / _MANIFEST).read_text(encoding="utf-8"))
                about = {key: manifest[key] for key in ("country", "time_zone") if manifest.get(key)}
                files = [(each, folder / each["file"]) for each in manifest["documents"]]
                await self._made(name, {"name": manifest["name"], **about})
                api = await self.api(dt.date(2027, 1, 1))
                # Each file is parsed in a process of its own; two at a time use both cores.
                await asyncio.gather(*(_add(api, name, path, each) for each, path in files))
                self._corpora[name] = await self._read(name)
        return self._corpora[name]

    async def corpora(self, names: Iterable[str]) -> Mapping[str, Corpus]:
        """Several corpora, by name."""
        return {name: await self.corpus(name) for name in sorted(set(names))}

    async def written(self, name: str, documents: Sequence[Mapping[str, Any]]) -> Corpus:
        """An initiative made of texts: JSON bodies of `POST /v1/initiatives/{id}/documents`; made once."""
        async with self._taking[name]:
            if name not in self._corpora:
                await self._made(name, {"name": name})
                api = await self.api(dt.date(2027, 1, 1))
                for document in documents:
                    await api.call("POST", f"/v1/initiatives/{name}/documents", json=document)
                self._corpora[name] = await self._read(name)
        return self._corpora[name]

    async def country(self, code: str) -> str:
        """An initiative without documents in a country: what its holidays and its way to write dates are."""
        name = f"country-{code.lower()}"
        async with self._taking[name]:
            if name not in self._corpora:
                await self._made(name, {"name": name, "country": code})
                self._corpora[name] = Corpus(name, {}, {})
        return name

    async def _made(self, name: str, about: Mapping[str, Any]) -> None:
        api = await self.api(dt.date(2027, 1, 1))
        await api.call("POST", "/v1/initiatives", json={"id": name, **about})

    async def _read(self, name: str) -> Corpus:
        # The worker's own thread may be at it too: two that embed the same batch store the same vectors.
        await asyncio.to_thread(self.parts.worker.drain)
        api = await self.api(dt.date(2027, 1, 1))
        listed = (await api.call("GET", f"/v1/initiatives/{name}/documents")).json()["documents"]
        names = {one["id"]: one["name"] for one in listed}
        scope = frozenset({name})
        passages = {file: store.passages(self.parts.engine, scope, key) for key, file in names.items()}
        return Corpus(name, names, passages)


@asynccontextmanager
async def house(settings: Mapping[str, Any], glossary: Path | None = None) -> AsyncIterator[House]:
    """The service over a temporary data folder, from here to the end of the block.

    Args:
        settings: Those of the language model; none for composed mode.
        glossary: A folder of glossary files in place of the packaged one.

    Raises:
        CatalogError: the glossary has errors.
    """
    with tempfile.TemporaryDirectory(prefix="crosswalk-evals-") as data:
        chosen = _Alone(data=Path(data), glossary=glossary, **settings)
        with wired(chosen) as parts:
            async with AsyncExitStack() as closing:
                closing.push_async_callback(parts.models.close)
                yield House(parts, closing)


def folder_of(name: str) -> Path:
    """Where a corpus lies.

    Raises:
        LookupError: there is none of this name.
    """
    places = [DATASETS / "corpora" / name, *(_PLANS / one / name for one in _SETS)]
    for place in [SAMPLE] if name == SAMPLE_NAME else places:
        if (place / _MANIFEST).is_file():
            return place
    raise LookupError(f"corpus {name!r}: no {_MANIFEST} under any of {', '.join(map(str, places))}; correct the name")


async def _add(api: Api, initiative: str, path: Path, known: Mapping[str, Any]) -> None:
    fields = {key: str(known[key]) for key in ("community", "dated") if known.get(key)}
    content = await asyncio.to_thread(path.read_bytes)
    await api.call("POST", f"/v1/initiatives/{initiative}/documents", files={"file": (path.name, content)}, data=fields)


def _folded(text: str) -> str:
    return _BLANKS.sub(" ", text).casefold()
