"""The documents of an initiative's folder, taken in as a user's are, as drafting gets them."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
import yaml

from glossary import catalog
from glossary.edition import Edition
from glossary.matcher import Matcher
from retrieval import store
from retrieval.database.engine import open_database
from retrieval.database.initiatives import NewInitiative, create_initiative
from retrieval.database.listing import list_documents
from retrieval.ingest import Ingestor
from service.interpretation.drafting.nouns import Material
from service.interpretation.shown import Showing

_ID = "initiative"
MANIFEST = "initiative.yaml"


@dataclass(frozen=True)
class TakenIn:
    """An initiative's documents, and where each passage is from."""

    material: Material
    files: dict[str, str]
    """The name of the file by passage id."""


@contextmanager
def material(folder: Path, today: dt.date) -> Iterator[Material]:
    """An initiative as drafting gets it, without the names of its files."""
    with taken_in(folder, today) as taken:
        yield taken.material


@contextmanager
def taken_in(folder: Path, today: dt.date) -> Iterator[TakenIn]:
    """An initiative as drafting gets it.

    Args:
        folder: With `initiative.yaml`, of the form that the packaged sample has, and the documents it names.
        today: The day of drafting.
    """
    manifest = yaml.safe_load((folder / MANIFEST).read_text(encoding="utf-8"))
    concepts = catalog.packaged()
    country = manifest.get("country")
    with tempfile.TemporaryDirectory(prefix="crosswalk-plans-") as data:
        engine = open_database(f"sqlite:///{(Path(data) / 'plans.db').resolve()}")
        try:
            create_initiative(engine, NewInitiative(name=manifest["name"], id=_ID, country=country))
            for entry in manifest["documents"]:
                name = entry["file"]
                Ingestor(engine).add(
                    frozenset({_ID}),
                    _ID,
                    name,
                    folder / name,
                    community=entry.get("community"),
                    dated=entry.get("dated"),
                )
            yield from_store(engine, _ID, manifest["name"], Edition(concepts, Matcher(concepts)), today, country)
        finally:
            engine.dispose()


def from_store(
    engine: sa.Engine, initiative: str, name: str, glossary: Edition, today: dt.date, country: str | None
) -> TakenIn:
    """A stored initiative as drafting gets it; its documents are read when they are first looked at."""
    scope = frozenset({initiative})
    listed = list_documents(engine, scope, initiative)
    passages = [p for d in listed for p in store.passages(engine, scope, d.id, d.version)]
    showing = Showing(lambda allowed, key, version: store.document(engine, allowed, key, version))
    shown = showing.passages(scope, passages, glossary, today, country)
    names = {d.id: d.name for d in listed}
    return TakenIn(
        Material(tuple(shown), glossary, today, country, name), {p.id: names[p.document_id] for p in passages}
    )
