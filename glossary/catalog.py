"""The glossary as a whole: read from a folder of YAML, checked, and looked things up in.

All problems of a folder are reported together, each with file and line. Below: `concepts`. Above: `matcher`, which
finds the labels in text. This module knows no text.
"""

from __future__ import annotations

import difflib
import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from glossary.concepts import Concept, Frozen
from glossary.reading import Loc, Problem, Source, Unreadable
from glossary.words.folding import canonical
from glossary.words.inflection import noun_forms

PACKAGED = Path(__file__).parent / "data"
"""The glossary that comes with Crosswalk."""
SCHEMA = PACKAGED / "concept.schema.json"
"""What editors check the YAML against as it is written; made from the model by `schema`."""


class CatalogError(ValueError):
    """A glossary that cannot be used, with everything that is wrong in it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems; the message has a line for each."""
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class Catalog:
    """All concepts of a glossary, ordered by id; it does not change."""

    def __init__(self, concepts: Iterable[Concept] = ()) -> None:
        """Check that the concepts fit together.

        Raises:
            CatalogError: ids occur twice, names lead nowhere, broader or comes_with runs in a circle, or a label is
                shared by concepts that have no cues.
        """
        given = tuple(concepts)
        problems = check(given, lambda at, loc: f'concept "{given[at].id}"')
        if problems:
            raise CatalogError(problems)
        self._concepts = tuple(sorted(given, key=lambda concept: concept.id))
        self._by_id = {concept.id: concept for concept in self._concepts}
        self._by_source = {concept.source_id: concept for concept in self._concepts}
        content = [concept.model_dump(mode="json", by_alias=True) for concept in self._concepts]
        packed = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        self._revision = hashlib.sha256(b"catalog-v1\0" + packed.encode()).hexdigest()[:16]

    @property
    def concepts(self) -> tuple[Concept, ...]:
        """Every concept, drafts and deprecated ones among them."""
        return self._concepts

    @property
    def revision(self) -> str:
        """16 hexadecimal digits that change with the content, not with the order or the files it is kept in."""
        return self._revision

    def get(self, concept_id: str) -> Concept | None:
        """The concept of that id, if there is one."""
        return self._by_id.get(concept_id)

    def by_source(self, source_id: str) -> Concept | None:
        """The concept that answers cite as `source_id` (`g_…`), if there is one."""
        return self._by_source.get(source_id)

    def current(self, concept_id: str) -> Concept:
        """The concept of that id or, where it is deprecated, the one that has taken its place.

        Raises:
            KeyError: there is no such concept.
        """
        concept = self._by_id[concept_id]
        while concept.replaced_by is not None:
            concept = self._by_id[concept.replaced_by]
        return concept

    def labels(self) -> dict[str, tuple[str, ...]]:
        """Every label as it is written, with the ids of its concepts."""
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for concept in self._concepts:
            for labels in concept.labels.values():
                for label in labels.all():
                    found[label][concept.id] = None
        return {label: tuple(ids) for label, ids in found.items()}

    def expansions(self, concept_ids: Iterable[str]) -> tuple[str, ...]:
        """What all communities call these concepts, for a search that is to find each other's words.

        Preferred labels come first, misspellings and verbs are left out, ids that are not known are passed over.
        """
        preferred: dict[str, str] = {}
        further: dict[str, str] = {}
        for concept_id in concept_ids:
            if concept_id in self._by_id:
                for labels in self.current(concept_id).labels.values():
                    preferred.setdefault(labels.preferred.lower(), labels.preferred)
                    for label in labels.alternative:
                        further.setdefault(label.lower(), label)
        return tuple((further | preferred | preferred)[key] for key in dict.fromkeys([*preferred, *further]))


class _File(Frozen):
    """What a glossary file holds."""

    concepts: tuple[Concept, ...]


def load(folder: Path) -> Catalog:
    """The glossary in the `*.yaml` files of a folder.

    Raises:
        CatalogError: any file is not as expected; it names every place.
    """
    concepts, problems = _read(folder)
    if problems:
        raise CatalogError(problems)
    return Catalog(concepts)


def packaged() -> Catalog:
    """The glossary that comes with Crosswalk."""
    return load(PACKAGED)


def lint(folder: Path) -> tuple[Problem, ...]:
    """Everything that is wrong in a folder of glossary files, in order of file and line; nothing if all is well."""
    return _read(folder)[1]


def schema() -> dict[str, Any]:
    """The JSON schema of a glossary file."""
    made = _File.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made, "title": "Crosswalk glossary file"}


def check(concepts: Sequence[Concept], place: Callable[[int, Loc], str]) -> tuple[Problem, ...]:
    """What is wrong between concepts that are each well formed; `place` names a field of the concept at an index."""
    return tuple(
        Problem(place(at, loc), message)
        for rule in (_repeated_ids, _dead_names, _circles, _shared_labels)
        for at, loc, message in rule(concepts, place)
    )


Finding = tuple[int, Loc, str]


def _repeated_ids(concepts: Sequence[Concept], place: Callable[[int, Loc], str]) -> Iterator[Finding]:
    seen: dict[tuple[str, str], tuple[int, Loc]] = {}
    for at, concept in enumerate(concepts):
        named: list[tuple[str, str, Loc]] = [("concept", concept.id, ("id",))]
        named += [("implication", i.id, ("implications", n, "id")) for n, i in enumerate(concept.implications)]
        for kind, name, loc in named:
            if (kind, name) in seen:
                yield at, loc, f'{kind} id "{name}" is taken at {place(*seen[kind, name])}; expected each id once'
            else:
                seen[kind, name] = at, loc


def _dead_names(concepts: Sequence[Concept], place: Callable[[int, Loc], str]) -> Iterator[Finding]:
    ids = {concept.id for concept in concepts}
    for at, concept in enumerate(concepts):
        relations = (
            ("broader", concept.broader),
            ("related", concept.related),
            ("comes_with", concept.comes_with),
            ("not", concept.not_),
        )
        for field, names in relations:
            for n, name in enumerate(names):
                if name not in ids or name == concept.id:
                    yield (
                        at,
                        (field, n),
                        f'concept "{concept.id}" names {field} "{name}"; {_expected_id(name, ids, concept.id)}',
                    )
        for n, implication in enumerate(concept.implications):
            for k, name in enumerate(implication.applies_if.unless):
                if name not in ids or name == concept.id:
                    place_of = ("implications", n, "applies_if", "unless", k)
                    expected = _expected_id(name, ids, concept.id)
                    yield at, place_of, f'implication "{implication.id}" has unless "{name}"; {expected}'
        if concept.replaced_by is not None and (concept.replaced_by not in ids or concept.replaced_by == concept.id):
            expected = _expected_id(concept.replaced_by, ids, concept.id)
            yield at, ("replaced_by",), f'concept "{concept.id}" is replaced by "{concept.replaced_by}"; {expected}'
        written = {_same(label) for labels in concept.labels.values() for label in labels.all()}
        for n, label in enumerate(concept.everyday):
            if _same(label) not in written:
                yield (
                    at,
                    ("everyday", n),
                    f'concept "{concept.id}" has everyday word "{label}"; expected one of its labels',
                )
        for label in concept.elsewhere:
            if _same(label) not in written:
                yield (
                    at,
                    ("elsewhere", label),
                    f'concept "{concept.id}" has elsewhere "{label}"; expected one of its labels',
                )
        for n, idiom in enumerate(concept.idioms):
            if _same(idiom) in written or not _phrases(_same(idiom)) & {
                form for label in written for form in noun_forms(label)
            }:
                yield (
                    at,
                    ("idioms", n),
                    f'concept "{concept.id}" has idiom "{idiom}"; expected a phrase with one of its labels in it',
                )


def _phrases(text: str) -> set[str]:
    """Every run of words in a text but the text itself."""
    words = text.split(" ")
    return {" ".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, len(words) + 1)} - {text}


def _expected_id(name: str, ids: Iterable[str], own: str) -> str:
    if name == own:
        return "expected the id of another concept"
    near = difflib.get_close_matches(name, sorted(ids), n=1)
    return "expected the id of a concept" + (f', perhaps "{near[0]}"' if near else "")


def _circles(concepts: Sequence[Concept], place: Callable[[int, Loc], str]) -> Iterator[Finding]:
    index = {concept.id: at for at, concept in enumerate(concepts)}
    replaced = {c.id: (c.replaced_by,) if c.replaced_by else () for c in concepts}
    ways: tuple[tuple[str, str, Mapping[str, Sequence[str]]], ...] = (
        ("broader", "has itself above it in broader", {c.id: c.broader for c in concepts}),
        ("replaced_by", "has itself above it in replaced_by", replaced),
        ("comes_with", "brings itself along in comes_with", {c.id: c.comes_with for c in concepts}),
    )
    for field, said, up in ways:
        told: set[str] = set()
        for start in up:
            trail = _way_back(start, up)
            if trail and not told & set(trail):
                told.update(trail)
                way = " -> ".join([*trail, start])
                yield (
                    index[start],
                    (field,),
                    f'concept "{start}" {said}: {way}; expected no circle',
                )


def _way_back(start: str, up: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The shortest way from `start` up to itself, empty if there is none or it is one step."""
    came: dict[str, str] = {}
    ahead = [name for name in up[start] if name != start]
    came.update(dict.fromkeys(ahead, start))
    for name in ahead:
        for above in up.get(name, ()):
            if above == start:
                trail = [name]
                while came[trail[-1]] != start:
                    trail.append(came[trail[-1]])
                return (start, *reversed(trail))
            if above not in came:
                came[above] = name
                ahead.append(above)
    return ()


def _shared_labels(concepts: Sequence[Concept], place: Callable[[int, Loc], str]) -> Iterator[Finding]:
    users: dict[str, dict[int, tuple[str, Loc]]] = defaultdict(dict)
    for at, concept in enumerate(concepts):
        if concept.status == "deprecated":
            continue
        for community, labels in concept.labels.items():
            for label in labels.all():
                users[_same(label)].setdefault(at, (label, ("labels", community)))
    told: set[tuple[int, frozenset[str]]] = set()
    for sharing in users.values():
        names = frozenset(concepts[at].id for at in sharing)
        for at, (label, loc) in sharing.items():
            others = ", ".join(f'"{name}"' for name in sorted(names - {concepts[at].id}))
            if others and not concepts[at].cues and (at, names) not in told:
                told.add((at, names))
                yield (
                    at,
                    loc,
                    (
                        f'concept "{concepts[at].id}" shares the label "{label}" with {others} and has no cues; '
                        "expected cues on each that tell them apart"
                    ),
                )


def _same(label: str) -> str:
    """Equal for labels that the matcher cannot tell apart by their letters; acronyms keep their capitals."""
    plain = canonical(label)
    return plain if plain.isupper() else plain.lower()


def _read(folder: Path) -> tuple[tuple[Concept, ...], tuple[Problem, ...]]:
    paths = sorted([*folder.glob("*.yaml"), *folder.glob("*.yml")])
    if not paths:
        return (), (Problem(str(folder), "has no *.yaml files; expected a folder of glossary files"),)
    concepts: list[Concept] = []
    homes: list[tuple[Source, int]] = []
    problems: list[Problem] = []
    for path in paths:
        source = Source(path)
        try:
            content = source.parsed()
        except Unreadable as error:
            problems.append(error.problem)
            continue
        for at, raw in enumerate(content):
            try:
                concepts.append(Concept.model_validate(raw))
                homes.append((source, at))
            except ValidationError as error:
                problems += [source.problem(at, raw, detail) for detail in error.errors(include_url=False)]
    # A concept that could not be read would make every reference to it look wrong as well.
    if not problems:
        problems += check(concepts, lambda at, loc: homes[at][0].place(("concepts", homes[at][1], *loc)))
    return tuple(concepts), tuple(problems)
