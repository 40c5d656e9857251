"""The glossary as SKOS, to and from Turtle, RDF/XML and JSON-LD.

Labels, definitions and relations are SKOS's own, with the community as a private language tag (`en-x-it`). What SKOS
has no word for stands in a namespace of ours. RDF has no order, so what has one here is a list, or has a list beside
it. Nothing is ever fetched: document types, entities and remote contexts are refused.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from rdflib import BNode, Graph, Namespace, URIRef
from rdflib import Literal as Text
from rdflib.collection import Collection
from rdflib.namespace import DCTERMS, RDF, SKOS
from rdflib.plugins.parsers.jsonld import to_rdf
from rdflib.term import Node

from glossary.concepts import COMMUNITIES, Community, Concept, Condition, Implication, MetricPair
from glossary.reading import Imported, Problem, imported
from glossary.words.tags import TAGS, community_of, identifier

SkosFormat = Literal["turtle", "xml", "json-ld"]

CW = Namespace("urn:crosswalk:vocab:")
CONCEPT = "urn:crosswalk:concept:"
IMPLICATION = "urn:crosswalk:implication:"
SCHEME = URIRef("urn:crosswalk:glossary")

_LABELS = (
    ("preferred", SKOS.prefLabel),
    ("alternative", SKOS.altLabel),
    ("hidden", SKOS.hiddenLabel),
    ("verbs", CW.verbLabel),
)
_RELATIONS = (
    ("broader", SKOS.broader),
    ("related", SKOS.related),
    ("comes_with", CW.comesWith),
    ("not", CW.notToBeTakenFor),
)
_WORDS = (("cues", CW.cues), ("everyday", CW.everyday), ("idioms", CW.idioms))
_IMPLIES = tuple(
    field.alias or name for name, field in Implication.model_fields.items() if name not in ("id", "when", "applies_if")
)
_CONDITIONS = tuple(name for name, field in Condition.model_fields.items() if field.annotation is not bool)
_FLAGS = tuple(name for name, field in Condition.model_fields.items() if field.annotation is bool)
_METRIC = tuple(MetricPair.model_fields)
_DEEPEST = 100


def write(concepts: Iterable[Concept], form: SkosFormat = "turtle") -> str:
    """The concepts as a SKOS concept scheme."""
    graph = _Writer().graph(concepts)
    if form == "json-ld":
        return str(graph.serialize(format=form, auto_compact=True, indent=1))
    return str(graph.serialize(format=form))


def read(content: bytes, form: SkosFormat, name: str = "SKOS", community: Community = "it") -> Imported:
    """The concepts of a SKOS file, whoever wrote it.

    Args:
        content: the file's bytes.
        form: how it is written; it is never guessed.
        name: what to call the file where something is wrong.
        community: whose words labels without a community are.

    Returns:
        All concepts, or none and the problems.
    """
    graph = Graph()
    try:
        if form == "json-ld":
            _read_json(json.loads(content), graph)
        else:
            if form == "xml":
                fromstring(content, forbid_dtd=True)
            graph.parse(data=content, format=form)
    except _Refused as error:
        return Imported((), (Problem(name, str(error)),))
    except DefusedXmlException:
        return Imported((), (Problem(name, "has a document type or entities; expected RDF/XML without them"),))
    # Each of the three parsers fails in its own ways, many of them plain exceptions; none of it is ours to crash on.
    except Exception as error:
        said = str(error).strip().splitlines() or [type(error).__name__]
        return Imported((), (Problem(name, f"cannot be read: {said[0][:200]}; expected {form}"),))
    return _Reader(graph, name, community).imported()


class _Refused(ValueError):
    """A file that is not even parsed."""


def _read_json(content: Any, graph: Graph) -> None:
    if remote := _remote_context(content):
        raise _Refused(f"has the remote context {remote}; expected the context itself, for nothing is fetched")
    # The parser's own function: its class wraps the graph in one that rdflib is giving up.
    to_rdf(content, graph)


def _remote_context(value: Any, depth: int = 0) -> str:
    """The first context that is given by its address, at any depth."""
    if depth > _DEEPEST:
        raise _Refused(f"is nested deeper than {_DEEPEST}; expected JSON-LD as tools write it")
    found = ""
    if isinstance(value, dict):
        contexts = value.get("@context")
        for context in contexts if isinstance(contexts, list) else [contexts]:
            if isinstance(context, str):
                return context
        found = str(value.get("@import", ""))
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for part in inner:
        found = found or _remote_context(part, depth + 1)
    return found


class _Writer:
    """Makes the graph; blank nodes are counted, so that the same glossary gives the same file."""

    def __init__(self) -> None:
        self._graph = Graph()
        self._blanks = 0
        self._graph.bind("skos", SKOS)
        self._graph.bind("dcterms", DCTERMS)
        self._graph.bind("cw", CW)

    def graph(self, concepts: Iterable[Concept]) -> Graph:
        self._add(SCHEME, RDF.type, SKOS.ConceptScheme)
        for concept in concepts:
            self._concept(concept)
        return self._graph

    def _concept(self, concept: Concept) -> None:
        it = URIRef(CONCEPT + concept.id)
        self._add(it, RDF.type, SKOS.Concept)
        self._add(it, SKOS.inScheme, SCHEME)
        self._add(it, SKOS.notation, Text(concept.id))
        self._add(it, CW.status, Text(concept.status))
        self._add(it, DCTERMS.source, Text(concept.source))
        if concept.replaced_by is not None:
            self._add(it, DCTERMS.isReplacedBy, URIRef(CONCEPT + concept.replaced_by))
        if concept.gap is not None:
            self._add(it, SKOS.scopeNote, Text(concept.gap, lang="en"))
        for community, labels in concept.labels.items():
            for field, term in _LABELS:
                words = (labels.preferred,) if field == "preferred" else getattr(labels, field)
                self._ordered(it, term, [Text(word, lang=TAGS[community]) for word in words], community)
        for community, meaning in concept.meaning.items():
            self._add(it, SKOS.definition, Text(meaning, lang=TAGS[community]))
        for community, assumed in concept.assumes.items():
            self._add(it, CW.assumes, Text(assumed, lang=TAGS[community]))
        relations = (concept.broader, concept.related, concept.comes_with, concept.not_)
        for (_, term), ids in zip(_RELATIONS, relations, strict=True):
            self._ordered(it, term, [URIRef(CONCEPT + other) for other in ids])
        for field, term in _WORDS:
            self._list(it, term, [Text(word) for word in getattr(concept, field)])
        if concept.of_anything:
            self._add(it, CW.ofAnything, Text("true"))
        self._list(it, CW.elsewhere, [self._use(label, near) for label, near in concept.elsewhere.items()])
        self._list(it, CW.implications, [self._implication(implication) for implication in concept.implications])
        self._list(it, CW.questions, [self._blank(("to", q.to), ("text", q.text)) for q in concept.questions])
        pairs = [[(field, getattr(pair, field)) for field in _METRIC] for pair in concept.metrics]
        self._list(it, CW.metrics, [self._blank(*pair) for pair in pairs])

    def _use(self, label: str, near: Sequence[str]) -> Node:
        it = self._blank(("label", label))
        self._list(it, CW.near, [Text(word) for word in near])
        return it

    def _implication(self, implication: Implication) -> Node:
        it = URIRef(IMPLICATION + implication.id)
        self._add(it, RDF.type, CW.Implication)
        values = implication.model_dump(by_alias=True)
        for field in _IMPLIES:
            self._add(it, CW[field], Text(values[field]))
        self._add(it, CW.anchor, Text(implication.when.anchor))
        self._add(it, CW.offsetDays, Text(implication.when.offset_days))
        for field in _CONDITIONS:
            self._list(it, CW[field], [Text(word) for word in getattr(implication.applies_if, field)])
        for field in _FLAGS:
            if getattr(implication.applies_if, field):
                self._add(it, CW[field], Text("true"))
        return it

    def _ordered(self, it: URIRef, term: URIRef, values: Sequence[Node], community: Community | None = None) -> None:
        for value in values:
            self._add(it, term, value)
        if len(values) > 1:
            self._list(it, _order_of(term, community), values)

    def _list(self, it: Node, term: URIRef, values: Sequence[Node]) -> None:
        if not values:
            return
        nodes = [self._new_blank() for _ in values]
        self._add(it, term, nodes[0])
        for node, value, rest in zip(nodes, values, [*nodes[1:], RDF.nil], strict=True):
            self._add(node, RDF.first, value)
            self._add(node, RDF.rest, rest)

    def _blank(self, *values: tuple[str, str]) -> Node:
        node = self._new_blank()
        for field, value in values:
            self._add(node, CW[field], Text(value))
        return node

    def _new_blank(self) -> BNode:
        self._blanks += 1
        return BNode(f"b{self._blanks}")

    def _add(self, subject: Node, predicate: Node, value: Node) -> None:
        self._graph.add((subject, predicate, value))


class _Reader:
    """Makes concepts of a graph, field by field as YAML would have them."""

    def __init__(self, graph: Graph, name: str, community: Community) -> None:
        self._graph = graph
        self._name = name
        self._community: Community = community
        self._problems: list[Problem] = []
        self._ids: dict[Node, str] = {}

    def imported(self) -> Imported:
        nodes = sorted(self._graph.subjects(RDF.type, SKOS.Concept, unique=True), key=str)
        self._ids = {node: self._id(node) for node in nodes}
        taken: dict[str, Node] = {}
        for node, concept_id in self._ids.items():
            if concept_id in taken:
                self._complain(node, f'would have the id "{concept_id}", as has {taken[concept_id]}; expected two')
            taken[concept_id] = node
        return imported({str(node): self._concept(node) for node in nodes}, self._problems, self._name)

    def _id(self, node: Node) -> str:
        if str(node).startswith(CONCEPT):
            return str(node).removeprefix(CONCEPT)
        notations = sorted(str(value) for value in self._graph.objects(node, SKOS.notation))
        labels = [str(v) for v in self._graph.objects(node, SKOS.prefLabel) if self._whose(v) is not None]
        tail = str(node).rstrip("/#").replace("#", "/").rsplit("/", 1)[-1]
        candidates = (identifier(words) for words in (*notations, *sorted(labels), tail))
        return next((made for made in candidates if any(c.isalpha() for c in made)), "")

    def _concept(self, node: Node) -> dict[str, Any]:
        raw: dict[str, Any] = {"id": self._ids[node], "labels": self._labels(node)}
        raw["source"] = self._one(node, DCTERMS.source) or f"Imported from {self._name}"
        status, notes = self._one(node, CW.status), sorted(map(str, self._graph.objects(node, SKOS.scopeNote)))
        raw |= {"status": status} if status else {}
        raw |= {"gap": " ".join(notes)} if notes else {}
        successor = self._graph.value(node, DCTERMS.isReplacedBy, any=True)
        raw |= {"replaced_by": self._target(node, successor)} if successor is not None else {}
        raw["meaning"] = self._by_community(node, SKOS.definition)
        raw["assumes"] = self._by_community(node, CW.assumes)
        for field, term in _RELATIONS:
            found = set(self._graph.objects(node, term))
            raw[field] = [self._target(node, other) for other in self._in_order(node, term, found)]
        for field, term in _WORDS:
            raw[field] = [str(word) for word in self._list(node, term)]
        raw |= {"of_anything": True} if self._one(node, CW.ofAnything) else {}
        raw["elsewhere"] = dict(map(self._use, self._list(node, CW.elsewhere)))
        raw["implications"] = [self._implication(part) for part in self._list(node, CW.implications)]
        raw["questions"] = [self._fields(part, ("to", "text")) for part in self._list(node, CW.questions)]
        raw["metrics"] = [self._fields(part, _METRIC) for part in self._list(node, CW.metrics)]
        return raw

    def _labels(self, node: Node) -> dict[str, Any]:
        labels: dict[str, Any] = {}
        for community in COMMUNITIES:
            own: dict[str, Any] = {}
            for field, term in _LABELS:
                found = {value for value in self._graph.objects(node, term) if self._whose(value) == community}
                words = [str(value) for value in self._in_order(node, term, found, community)]
                if words:
                    own[field] = words
            if own:
                # Another's file may have several preferred labels of one language family, or none.
                preferred = own.pop("preferred", None) or own.get("alternative", [])[:1]
                spare = [*preferred[1:], *own.get("alternative", [])]
                own["alternative"] = [word for word in dict.fromkeys(spare) if word not in preferred[:1]]
                labels[community] = ({"preferred": preferred[0]} if preferred else {}) | own
        return labels

    def _by_community(self, node: Node, term: URIRef) -> dict[str, str]:
        found: dict[str, list[str]] = {}
        for value in sorted(self._graph.objects(node, term), key=str):
            community = self._whose(value)
            if community is not None:
                found.setdefault(community, []).append(str(value))
        return {community: " ".join(found[community]) for community in COMMUNITIES if community in found}

    def _use(self, node: Node) -> tuple[str, list[str]]:
        return self._one(node, CW.label) or "", [str(word) for word in self._list(node, CW.near)]

    def _implication(self, node: Node) -> dict[str, Any]:
        raw: dict[str, Any] = {"id": str(node).removeprefix(IMPLICATION)} | self._fields(node, _IMPLIES)
        raw["when"] = {"anchor": self._one(node, CW.anchor), "offset_days": self._one(node, CW.offsetDays)}
        raw["applies_if"] = {field: [str(word) for word in self._list(node, CW[field])] for field in _CONDITIONS}
        raw["applies_if"] |= {field: True for field in _FLAGS if self._one(node, CW[field])}
        return raw

    def _fields(self, node: Node, names: Iterable[str]) -> dict[str, str]:
        found = {name: self._one(node, CW[name]) for name in names}
        return {name: value for name, value in found.items() if value is not None}

    def _one(self, node: Node, term: URIRef) -> str | None:
        value = min(self._graph.objects(node, term), key=str, default=None)
        return None if value is None else str(value)

    def _list(self, node: Node, term: URIRef) -> Iterator[Node]:
        head = self._graph.value(node, term, any=True)
        if head is not None:
            try:
                yield from Collection(self._graph, head)
            except ValueError:
                self._complain(node, f"has a list {term} that runs in a circle; expected one with an end")

    def _in_order(self, node: Node, term: URIRef, found: set[Node], community: Community | None = None) -> list[Node]:
        """What there is, as the list beside it says; what that does not have comes last."""
        told = [value for value in self._list(node, _order_of(term, community)) if value in found]
        return list(dict.fromkeys([*told, *sorted(found, key=str)]))

    def _whose(self, value: Node) -> Community | None:
        return community_of(value.language, self._community) if isinstance(value, Text) else None

    def _target(self, node: Node, other: Node) -> str:
        if other in self._ids:
            return self._ids[other]
        if not str(other).startswith(CONCEPT):
            self._complain(node, f"leads to {other}, which is no concept here; expected one of the file's concepts")
        return str(other).removeprefix(CONCEPT)

    def _complain(self, node: Node, message: str) -> None:
        self._problems.append(Problem(f"{self._name}: {node}", message))


def _order_of(term: URIRef, community: Community | None) -> URIRef:
    """The property of ours that holds the order of one of SKOS's."""
    local = str(term).replace("#", ":").rsplit(":", 1)[-1]
    return CW[f"{local}Order" + (f"-{community}" if community else "")]
