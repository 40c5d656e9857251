"""The documents that the claims are about, taken in as a user's are: parsed, cut and stored, read back as sources."""

from __future__ import annotations

import datetime as dt
import json
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import sqlalchemy as sa
import yaml

from evals.grounding.labels import Cited
from glossary import catalog
from glossary.edition import Edition
from glossary.matcher import Matcher
from retrieval import store
from retrieval.database.engine import open_database
from retrieval.database.initiatives import NewInitiative, create_initiative
from retrieval.documents import Document, Passage
from retrieval.ingest import Ingestor
from service.interpretation.shown import Showing, Shown, shown_concept
from service.wiring import DATABASE

SAMPLE = Path(str(files("service"))) / "sample"
TODAY = dt.date(2027, 4, 12)
"""The Monday after the sample's last document."""
_SCOPE = frozenset({"sample", "guides"})
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True)
class Stored:
    """Documents that can be cited."""

    glossary: Edition
    sources: dict[str, tuple[Shown, ...]]
    """The passages of each document, by file name."""

    def find(self, cited: Cited) -> Shown:
        """The source that a citation means.

        Raises:
            LookupError: no passage, or more than one, has the words; it says which.
        """
        if cited.concept:
            concept = self.glossary.catalog.get(cited.concept)
            if concept is None:
                raise LookupError(f"concept {cited.concept!r} is not in the glossary")
            return shown_concept(concept, self.glossary, TODAY)
        if cited.document not in self.sources:
            raise LookupError(f"document {cited.document!r} is not there; expected one of {', '.join(self.sources)}")
        wanted = _folded(cited.words)
        held = [one for one in self.sources[cited.document] if wanted in _folded(one.text)]
        if len(held) != 1:
            raise LookupError(f"{cited.document}: {len(held)} passages have {cited.words!r}; expected one")
        return held[0]


@contextmanager
def stored(guides: Path | None) -> Iterator[Stored]:
    """The sample and, where a folder is given, the guides, in a data folder of their own until the end of the block."""
    concepts = catalog.packaged()
    edition = Edition(concepts, Matcher(concepts))
    with tempfile.TemporaryDirectory(prefix="crosswalk-grounding-") as folder:
        engine = open_database(f"sqlite:///{(Path(folder) / DATABASE).resolve()}")
        try:
            ids = dict(_take_in_sample(engine))
            if guides is not None:
                ids |= dict(_take_in_guides(engine, sorted(guides.iterdir())))
            yield Stored(edition, _sources(engine, edition, ids))
        finally:
            engine.dispose()


def _take_in_sample(engine: sa.Engine) -> Iterator[tuple[str, str]]:
    manifest = yaml.safe_load((SAMPLE / "initiative.yaml").read_text(encoding="utf-8"))
    create_initiative(engine, NewInitiative(name=manifest["name"], id="sample", country=manifest["country"]))
    for entry in manifest["documents"]:
        name = entry["file"]
        added = Ingestor(engine).add(
            _SCOPE, "sample", name, SAMPLE / name, community=entry["community"], dated=entry["dated"]
        )
        yield name, added.document.id


def _take_in_guides(engine: sa.Engine, paths: Iterable[Path]) -> Iterator[tuple[str, str]]:
    create_initiative(engine, NewInitiative(name="Guides", id="guides"))
    for path in paths:
        if path.suffix == ".json":
            guide = json.loads(path.read_text(encoding="utf-8"))
            added = Ingestor(engine).add_text(_SCOPE, "guides", guide["title"], guide["technical_text"])
        elif path.suffix == ".md":
            added = Ingestor(engine).add(_SCOPE, "guides", path.name, path)
        else:
            continue
        yield path.name, added.document.id


def _sources(engine: sa.Engine, edition: Edition, ids: dict[str, str]) -> dict[str, tuple[Shown, ...]]:
    def document_of(allowed: frozenset[str], key: str, version: int) -> Document:
        return store.document(engine, allowed, key, version)

    showing = Showing(document_of)
    found: dict[str, tuple[Shown, ...]] = {}
    for name, key in ids.items():
        passages: Sequence[Passage] = store.passages(engine, _SCOPE, key)
        country = "IE" if passages and passages[0].initiative_id == "sample" else None
        found[name] = tuple(showing.passages(_SCOPE, passages, edition, TODAY, country))
    return found


def _folded(text: str) -> str:
    return _BLANKS.sub(" ", text).casefold()
