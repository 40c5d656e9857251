"""Keyword matchers as they come: FlashText and spaCy's PhraseMatcher, over all labels of a glossary.

They find labels as they are written, in any case of letters; they know no inflection and no senses.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import spacy
from flashtext import KeywordProcessor
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.util import filter_spans

from evals.peers.nouns import Detector, Label
from glossary.catalog import Catalog


def flashtext(catalog: Catalog) -> Detector:
    """FlashText over the labels of a glossary."""
    concepts = _first_concepts(catalog)
    keywords = processor(concepts)

    def find(text: str) -> list[Label]:
        found = keywords.extract_keywords(text, span_info=True)
        return [Label(start, end, label, concepts[label]) for label, start, end in found]

    return find


def phrase_matcher(catalog: Catalog) -> Detector:
    """PhraseMatcher over the labels of a glossary, the longest of those that overlap."""
    concepts = _first_concepts(catalog)
    language, matcher = phrases(concepts)

    def find(text: str) -> list[Label]:
        spans = filter_spans(matcher(language.make_doc(text), as_spans=True))
        return [Label(span.start_char, span.end_char, span.label_, concepts[span.label_]) for span in spans]

    return find


def processor(labels: Iterable[str]) -> KeywordProcessor:
    """FlashText that looks for some labels, each told as itself."""
    made = KeywordProcessor()
    for label in labels:
        made.add_keyword(label, label)
    return made


def phrases(labels: Iterable[str]) -> tuple[Language, PhraseMatcher]:
    """PhraseMatcher that looks for some labels, each told as itself, and the blank English that cuts text for it."""
    language = spacy.blank("en")
    matcher = PhraseMatcher(language.vocab, attr="LOWER")
    for label in labels:
        matcher.add(label, [language.make_doc(label)])
    return language, matcher


def _first_concepts(catalog: Catalog) -> Mapping[str, str]:
    """Each label with its first concept; of labels that differ in capitals only, which both take for one, the first."""
    kept: dict[str, tuple[str, str]] = {}
    for label, ids in catalog.labels().items():
        kept.setdefault(label.lower(), (label, catalog.current(ids[0]).id))
    return dict(kept.values())
