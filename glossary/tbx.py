"""The glossary as TBX (ISO 30042:2019, TBX-Basic in DCA style), for the tools of terminologists and translators.

A community takes the place of a language (`xml:lang="en-x-it"`). Terms, definitions, sources and cross-references are
TBX's own; what TBX-Basic has no category for travels in one note of the entry, which other tools show as text and
leave alone. Other people's files are read too, also of TBX version 2.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, cast
from xml.etree.ElementTree import Element, ParseError, SubElement, indent, tostring

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from glossary.concepts import Community, Concept
from glossary.reading import Imported, Problem, imported
from glossary.words.tags import TAGS, community_of, identifier

NAMESPACE = "urn:iso:std:iso:30042:ed-2"
NOTE = "crosswalk:"
"""Begins the note that holds, as JSON, what TBX-Basic has no category for."""
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_PREFIX = "c-"
"""An XML id cannot begin with a digit; an id of ours can."""
_STATUS = {
    "preferred": "preferredTerm-admn-sts",
    "alternative": "admittedTerm-admn-sts",
    "hidden": "deprecatedTerm-admn-sts",
    "verbs": "admittedTerm-admn-sts",
}
_HIDDEN = ("deprecatedTerm", "supersededTerm")
_CARRIED = {"id", "labels", "meaning", "related", "source"}
"""The fields that TBX's own categories carry."""
_ENTRIES = ("conceptEntry", "termEntry")
_LANGUAGES = ("langSec", "langSet")
_TERMS = ("termSec", "tig", "ntig")


def write(concepts: Iterable[Concept], title: str = "Crosswalk glossary") -> str:
    """The concepts as a TBX file."""
    root = Element("tbx", {"type": "TBX-Basic", "style": "dca", _LANG: "en", "xmlns": NAMESPACE})
    description = SubElement(SubElement(root, "tbxHeader"), "fileDesc")
    SubElement(SubElement(description, "titleStmt"), "title").text = title
    SubElement(
        SubElement(description, "sourceDesc"), "p"
    ).text = "One entry for each concept, one language for each community."
    body = SubElement(SubElement(root, "text"), "body")
    for concept in concepts:
        _entry(SubElement(body, "conceptEntry", {"id": _PREFIX + concept.id}), concept)
    indent(root, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def read(content: bytes, name: str = "TBX", community: Community = "it") -> Imported:
    """The concepts of a TBX file, whoever wrote it.

    Args:
        content: the file's bytes.
        name: what to call the file where something is wrong.
        community: whose words terms of plain English are; other languages are passed over.

    Returns:
        All concepts, or none and the problems.
    """
    try:
        root = fromstring(content, forbid_dtd=True)
    except DefusedXmlException:
        return Imported((), (Problem(name, "has a document type or entities; expected TBX without them"),))
    except (ParseError, ValueError, LookupError) as error:
        return Imported((), (Problem(name, f"cannot be read: {error}; expected TBX"),))
    items: dict[str, Any] = {}
    problems: list[Problem] = []
    for number, entry in enumerate(_inside(root, *_ENTRIES), 1):
        place = f"entry {number}" + (f" ({entry.get('id')})" if entry.get("id") else "")
        try:
            items[place] = _concept(entry, name, community)
        except ValueError as error:
            problems.append(
                Problem(f"{name}: {place}", f"has a note that is not as we write it: {error}; expected JSON")
            )
    return imported(items, problems, name)


def _entry(entry: Element, concept: Concept) -> None:
    for other in concept.related:
        SubElement(entry, "ref", {"type": "crossReference", "target": _PREFIX + other}).text = other
    SubElement(entry, "admin", {"type": "source"}).text = concept.source
    rest = concept.model_dump(mode="json", by_alias=True, exclude=cast(Any, _CARRIED), exclude_defaults=True)
    without = {community: text for community, text in concept.meaning.items() if community not in concept.labels}
    if without:
        rest["meaning"] = without
    if rest:
        SubElement(entry, "note").text = NOTE + json.dumps(rest, ensure_ascii=False, sort_keys=True)
    for community, labels in concept.labels.items():
        section = SubElement(entry, "langSec", {_LANG: TAGS[community]})
        if community in concept.meaning:
            SubElement(section, "descrip", {"type": "definition"}).text = concept.meaning[community]
        _term(section, labels.preferred, "preferred")
        for kind in ("alternative", "hidden", "verbs"):
            for word in getattr(labels, kind):
                _term(section, word, kind)


def _term(section: Element, word: str, kind: str) -> None:
    term = SubElement(section, "termSec")
    SubElement(term, "term").text = word
    SubElement(term, "termNote", {"type": "partOfSpeech"}).text = "verb" if kind == "verbs" else "noun"
    SubElement(term, "termNote", {"type": "administrativeStatus"}).text = _STATUS[kind]


def _concept(entry: Element, name: str, community: Community) -> dict[str, Any]:
    raw: dict[str, Any] = {"labels": {}, "meaning": {}}
    for section in _inside(entry, *_LANGUAGES):
        whose = community_of(section.get(_LANG), community)
        if whose is None:
            continue
        own = raw["labels"].setdefault(whose, {"alternative": [], "hidden": [], "verbs": []})
        for term in _inside(section, *_TERMS):
            _take(own, term)
        if "preferred" not in own and own["alternative"]:
            own["preferred"] = own["alternative"].pop(0)
        if definition := _text(section, "definition"):
            raw["meaning"][whose] = definition
    # A definition above the languages is everybody's who has a word for it.
    if shared := _text(entry, "definition", _LANGUAGES):
        raw["meaning"] = dict.fromkeys(raw["labels"], shared) | raw["meaning"]
    preferred = [labels["preferred"] for labels in raw["labels"].values() if "preferred" in labels]
    raw["id"] = _id(entry.get("id", ""), preferred)
    raw["source"] = _text(entry, "source", _LANGUAGES) or f"Imported from {name}"
    references = (ref for ref in _inside(entry, "ref", "crossReference") if ref.get("type") in ("crossReference", None))
    raw["related"] = list(dict.fromkeys(_id(ref.get("target", ""), []) for ref in references))
    for note in _inside(entry, "note"):
        if (note.text or "").startswith(NOTE):
            rest = json.loads((note.text or "").removeprefix(NOTE))
            if not isinstance(rest, dict):
                raise ValueError("it holds no fields")
            raw["meaning"] |= rest.pop("meaning", {})
            raw |= rest
    return raw


def _take(own: dict[str, Any], section: Element) -> None:
    """Sort a term in among the labels of its community."""
    word = next((term.text or "" for term in _inside(section, "term")), "").strip()
    status = _text(section, "administrativeStatus") or _text(section, "normativeAuthorization") or ""
    if not word:
        return
    if status.startswith(_HIDDEN):
        own["hidden"].append(word)
    elif _text(section, "partOfSpeech") == "verb":
        own["verbs"].append(word)
    elif status.startswith("preferred") and "preferred" not in own:
        own["preferred"] = word
    else:
        own["alternative"].append(word)


def _id(xml_id: str, labels: list[str]) -> str:
    """Our id in an XML id, else one made of the labels: other tools number their entries."""
    if xml_id.startswith(_PREFIX):
        return identifier(xml_id.removeprefix(_PREFIX))
    return next((made for made in map(identifier, [*labels, xml_id]) if made), "")


def _inside(element: Element, *names: str) -> Iterator[Element]:
    """The elements of these names inside, of whatever namespace."""
    return (inner for inner in element.iter() if _local(inner) in names and inner is not element)


def _text(element: Element, category: str, outside: tuple[str, ...] = ()) -> str | None:
    """The text of a data category, given as an element's type (DCA) or its name (DCT), not within `outside`."""
    for child in element:
        if _local(child) in outside:
            continue
        if child.get("type") == category or _local(child) == category:
            return (child.text or "").strip() or None
        if (found := _text(child, category, outside)) is not None:
            return found
    return None


def _local(element: Element) -> str:
    return element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""
