"""The glossary in use: one edition at a time, replaced whole when concepts are imported.

An edition is the catalogue with its matcher. Imported concepts lie in one file of the data folder and stand above the
packaged ones of the same id. Whoever works with an edition keeps it to the end; the next one to ask gets the new one.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

import yaml
from pydantic import ValidationError

from glossary.catalog import Catalog, CatalogError, check, load
from glossary.concepts import Concept
from glossary.matcher import Matcher
from glossary.reading import Problem, Source, Unreadable

IMPORTED = "imported.yaml"
_DEEPEST = 30


@dataclass(frozen=True)
class Edition:
    """A catalogue and what finds its labels."""

    catalog: Catalog
    matcher: Matcher


@dataclass(frozen=True)
class Import:
    """What an import did, or would do."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    problems: tuple[Problem, ...]
    """Why nothing was taken in; empty if all was."""


class Glossary:
    """Holds the current edition; thread-safe."""

    def __init__(self, base: Catalog, folder: Path) -> None:
        """Load the edition.

        Args:
            base: the packaged glossary, or the operator's own.
            folder: where imported concepts are kept.

        Raises:
            CatalogError: the imported concepts no longer fit the base; it names every place.
        """
        self._base = base
        self._file = folder / IMPORTED
        self._lock = Lock()
        own = load(folder).concepts if self._file.exists() else ()
        self._own: dict[str, Concept] = {concept.id: concept for concept in own}
        problems = self._problems(self._own)
        if problems:
            raise CatalogError(problems)
        self._current = self._edition(self._own)

    @property
    def current(self) -> Edition:
        """The edition in use."""
        return self._current

    def take(self, concepts: Sequence[Concept], *, dry_run: bool) -> Import:
        """Import concepts: all of them, or none if any does not fit; with `dry_run`, only say what would happen."""
        with self._lock:
            known = {c.id: c for c in self._current.catalog.concepts}
            own = self._own | {concept.id: concept for concept in concepts}
            done = Import(
                added=tuple(c.id for c in concepts if c.id not in known),
                changed=tuple(c.id for c in concepts if c.id in known and known[c.id] != c),
                unchanged=tuple(c.id for c in concepts if known.get(c.id) == c),
                problems=self._problems(own),
            )
            if not done.problems and not dry_run and (done.added or done.changed):
                edition = self._edition(own)
                _write(self._file, tuple(own.values()))
                self._own, self._current = own, edition
            return done

    def _merged(self, own: dict[str, Concept]) -> tuple[Concept, ...]:
        return (*(c for c in self._base.concepts if c.id not in own), *own.values())

    def _problems(self, own: dict[str, Concept]) -> tuple[Problem, ...]:
        merged = self._merged(own)
        return check(merged, lambda at, loc: ".".join([f"concept {merged[at].id}", *(str(part) for part in loc)]))

    def _edition(self, own: dict[str, Concept]) -> Edition:
        catalog = Catalog(self._merged(own))
        return Edition(catalog, Matcher(catalog))


def to_json(concepts: Sequence[Concept]) -> str:
    """The concepts as JSON that `read_concepts` takes, without what is left at its default."""
    content = [concept.model_dump(mode="json", by_alias=True, exclude_defaults=True) for concept in concepts]
    return json.dumps({"concepts": content}, ensure_ascii=False, indent=1) + "\n"


def to_yaml(concepts: Sequence[Concept]) -> str:
    """The same as YAML, as the glossary's own files have it."""
    return yaml.dump(
        json.loads(to_json(concepts)), Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=110
    )


def _write(file: Path, concepts: Sequence[Concept]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_suffix(".new")
    with new.open("w", encoding="utf-8") as out:
        out.write(to_yaml(concepts))
        out.flush()
        os.fsync(out.fileno())
    new.replace(file)


def read_concepts(content: bytes, name: str) -> tuple[Concept, ...]:
    """The concepts in a file that somebody hands in, YAML or JSON; whether they fit together is for `take` to say.

    Args:
        content: the file's bytes.
        name: its name, for the places of what is wrong.

    Raises:
        CatalogError: it is not as expected; it names every place.
    """
    with TemporaryDirectory(prefix="crosswalk-") as folder:
        path = Path(folder) / "upload.yaml"
        path.write_bytes(content)
        concepts, problems = _concepts_in(path)
    if problems:
        shown = str(path)
        raise CatalogError(Problem(p.place.replace(shown, name), p.message.replace(shown, name)) for p in problems)
    return tuple(concepts)


def _unfit(path: Path) -> str:
    """Why a file is not even taken apart: it would take more time or memory than any glossary is worth."""
    depth = 0
    with path.open("rb") as file:
        for event in yaml.parse(file, Loader=yaml.CSafeLoader):
            if isinstance(event, yaml.AliasEvent):
                return "has YAML aliases (*name); expected everything written out"
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEEPEST:
                return f"is nested deeper than {_DEEPEST} levels; expected a list of concepts"
    return ""


def _concepts_in(path: Path) -> tuple[list[Concept], list[Problem]]:
    try:
        trouble = _unfit(path)
        if trouble:
            return [], [Problem(str(path), trouble)]
        source = Source(path)
        content = source.parsed()
    except Unreadable as error:
        return [], [error.problem]
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        return [], [Problem(f"{path}:{line}", f"{error.problem}; expected YAML or JSON")]
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        return [], [Problem(str(path), f"{error}; expected YAML or JSON in UTF-8")]
    except (ValueError, RecursionError) as error:
        return [], [Problem(str(path), f"{error}; expected concepts, written as in the glossary's own files")]
    concepts: list[Concept] = []
    problems: list[Problem] = []
    for at, raw in enumerate(content):
        try:
            concepts.append(Concept.model_validate(raw))
        except ValidationError as error:
            problems += [source.problem(at, raw, detail) for detail in error.errors(include_url=False)]
    return concepts, problems
