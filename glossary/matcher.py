"""Finds the glossary's labels in text, in whatever form they are written.

All forms of all labels are looked for in one pass; what a found form means is worked out once per distinct spelling
and remembered. Below: `folding` and `inflection`; `senses` settles a label that has several concepts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from ahocorasick_rs import BytesAhoCorasick, Implementation

from glossary.catalog import Catalog
from glossary.concepts import Community
from glossary.senses import ONLY, Senses
from glossary.words.capitals import Capitals, are_kept, capitals, in_line_of_capitals, is_small
from glossary.words.evidence import Choice, Search
from glossary.words.folding import DASHES, Folded, Folder, canonical
from glossary.words.inflection import closed_spellings, noun_forms, open_spellings, spellings, verb_forms
from glossary.words.neighbours import PREPOSITIONS, begins_date, is_surely_verb, is_used_as_verb

_LETTERS = re.compile(r"[^\W_]")
_NOT_LETTERS = re.compile(r"[\W_]+")
_DASH = re.compile(f"[{DASHES}]")
_SUSPECT_BEFORE = frozenset(b"/\\.@_=&?#%$-~+")
_SUSPECT_AFTER = frozenset(b"/\\.@_=&?#%-(+:")
_BLANKS = frozenset(b" \t\n\r\f\v")
_IDENTIFIER = re.compile(
    r"://|^www\.|^[<(\"'\[]*(?:[~.]{0,2}/|--|[@$%])\w|\w@\w|[^\W_]_+[^\W_]|\\\w|\w=\S|\w\(\)"
    r"|\w\w\.[^\W\d]\w"
)
"""What marks a word without blanks as an address, a path, an option or a piece of code."""
_EXTENSION = re.compile(r"\w\.[^\W\d]")
_LONGEST_IDENTIFIER = 300
"""Characters to each side of a place that are looked at for the rest of an address."""
_KEPT_SPELLINGS = 50_000
_new = tuple.__new__
"""Makes a named tuple without the detour through its keyword arguments; there are thousands to make."""
_NONE: frozenset[str] = frozenset()
_OUTSIDE = "not a label of the glossary"


class Mention(NamedTuple):
    """One place where a text uses a label of the glossary."""

    start: int
    """Code point at which the label begins."""
    end: int
    """Code point after its last; a possessive's 's is not part of it."""
    label: str
    """The words as the text has them, exactly `text[start:end]`."""
    candidates: tuple[str, ...]
    """The ids of all concepts with this label, the likeliest first; empty for a label from outside the glossary."""
    concept: str | None
    """The id of the concept that is meant; None while that is not settled."""
    ambiguous: bool
    """Whether several concepts remain possible."""
    verb: bool
    """Whether it is one of the concept's verbs that was found."""
    why: str
    """Why this concept, in a few words."""


class Label(NamedTuple):
    """A label in one of its forms."""

    concept: str | None
    community: Community | None
    """Whose word it is."""
    verb: bool
    idiom: bool
    """Whether it is no label but a phrase in which the concept's labels mean something else."""
    literal: bool
    """Whether the label is listed with the very gaps of this form ("sign on", not "sign-on" read so)."""
    everyday: bool
    elsewhere: str
    """Under what the senses know the words that tell of an everyday use of it; empty if there are none."""
    capitals: Capitals
    """What of the form must be written in capitals."""
    frame: tuple[str, str]
    """Punctuation that belongs to the label and must stand before and after it, as in ".NET"."""


class _Reading(NamedTuple):
    """What one spelling found in text means."""

    candidates: tuple[str, ...]
    owners: dict[Community, frozenset[str]]
    """The candidates that each community calls so."""
    verb: bool
    either: bool
    """Whether it is listed as a noun and as a verb alike, as "release" is."""
    everyday: bool
    elsewhere: str
    """As in `Label`."""
    frames: tuple[tuple[str, str], ...]
    small: bool
    preposition: str
    """The second of two words, where it may begin a date instead, as in "sign in March"."""
    idiom_of: frozenset[str]
    """The concepts whose labels mean something else in this phrase, which is no label itself."""
    rest: tuple[tuple[str, ...], str | None, bool, bool, str] | None
    """All that follows the label in a `Mention`, where nothing depends on what stands around."""

    @property
    def open(self) -> bool:
        """Whether the text around has to say what is meant."""
        return len(self.candidates) > 1 or self.everyday or self.elsewhere != ""


class Matcher:
    """Looks for the labels of a catalog, and for labels from elsewhere that belong to no concept."""

    def __init__(self, catalog: Catalog, extra_labels: Iterable[str] = ()) -> None:
        """Build the automaton; `extra_labels` (names of systems, say) are found like nouns of the glossary."""
        self._forms: dict[str, list[Label]] = {}
        self._elsewhere = _elsewhere(catalog)
        for concept in catalog.concepts:
            if concept.status == "draft":
                continue
            meant = catalog.current(concept.id).id
            everyday = {canonical(label).lower() for label in concept.everyday}
            for idiom in concept.idioms:
                self._add_idiom(idiom, meant)
            for community, labels in concept.labels.items():
                for label in (labels.preferred, *labels.alternative, *labels.hidden):
                    self._add_noun(label, meant, community, canonical(label).lower() in everyday)
                for label in labels.verbs:
                    self._add_verb(label, meant, community, canonical(label).lower() in everyday)
        for label in extra_labels:
            self._add_noun(label, None, None, False)
        cues = [canonical(cue) for concept in catalog.concepts for cue in concept.cues]
        others = [canonical(word) for words in self._elsewhere.values() for word in words]
        self._folder = Folder([*self._forms, *cues, *others])
        patterns = {self._folder.pattern(form) for form in self._forms}
        self._search = _search(sorted(patterns))
        self._readings: dict[str, _Reading | None] = {}
        self._senses = Senses(catalog, _contested(self._forms.values()), self._elsewhere, self._folder, _search)

    def find(self, text: str, community: Community | None = None) -> list[Mention]:
        """All mentions in `text`, in order and without overlap; `community` is who wrote it, where that is known.

        Of labels that begin at one place the longest counts. Places inside addresses, paths and identifiers do not
        count.
        """
        folded = self._folder.fold(text)
        hits = self._search(folded.buffer)
        # They come in order of their ends: turned round and sorted by start, the longest at a place comes first.
        hits.reverse()
        hits.sort(key=itemgetter(1))
        readings, plain, span, shifted = self._readings, folded.plain, folded.span, bool(folded.shifts)
        mentions: list[Mention] = []
        choices: list[Choice] = []
        free = 0
        idiom_end, idiom_of = 0, _NONE
        for _, first, last in hits:
            if first < free:
                continue
            if shifted:
                start, end = span(first, last)
            else:
                start, end = first, last - 2
            label = text[start:end]
            try:
                reading = readings[label]
            except KeyError:
                reading = self._read(label)
            if reading is None or (last <= idiom_end and not idiom_of.isdisjoint(reading.candidates)):
                continue
            if (
                plain[first] in _SUSPECT_BEFORE or (plain[last - 1] in _SUSPECT_AFTER and plain[last] not in _BLANKS)
            ) and _in_identifier(text, start, end):
                continue
            if reading.rest is not None:
                free = last - 1
                mentions.append(_new(Mention, (start, end, label, *reading.rest)))
                continue
            if reading.idiom_of:
                idiom_of = reading.idiom_of | idiom_of if last <= idiom_end else reading.idiom_of
                idiom_end = max(idiom_end, last)
                continue
            if reading.preposition and begins_date(reading.preposition, text, end):
                continue
            if reading.small and in_line_of_capitals(text, start, end, self._forms):
                continue
            if reading.frames:
                framed = _framed(text, start, end, reading.frames)
                if framed is None:
                    continue
                start, end = framed
                label = text[start:end]
            verb = reading.verb or (reading.either and is_used_as_verb(text, start, end))
            candidates = reading.candidates
            if reading.open:
                doubtful = len(candidates) > 1 or reading.everyday
                if doubtful and not (verb or reading.either) and is_surely_verb(text, start, end):
                    continue
                free = last - 1
                favoured = reading.owners.get(community, _NONE) if community else _NONE
                everyday, elsewhere = reading.everyday, reading.elsewhere
                choices.append(Choice(start, end, first, last, candidates, favoured, everyday, elsewhere))
                mentions.append(Mention(start, end, label, candidates, None, True, verb, ""))
            else:
                free = last - 1
                only = candidates[0] if candidates else None
                mentions.append(Mention(start, end, label, candidates, only, False, verb, ONLY if only else _OUTSIDE))
        return self._settled(text, folded, mentions, choices) if choices else mentions

    def _settled(self, text: str, folded: Folded, mentions: list[Mention], choices: list[Choice]) -> list[Mention]:
        """The mentions with what the senses say about those that have a choice."""
        places = [mention[0] for mention in mentions if mention[4] is not None]
        names = [mention[4] for mention in mentions if mention[4] is not None]
        verdicts = iter(self._senses.settle(text, folded, choices, places, names))
        done: list[Mention] = []
        for mention in mentions:
            if mention.ambiguous:
                verdict = next(verdicts)
                if not verdict.holds:
                    continue
                concept = verdict.concept
                mention = Mention(*mention[:3], verdict.candidates, concept, concept is None, mention.verb, verdict.why)
            done.append(mention)
        return done

    def _add_noun(self, label: str, concept: str | None, community: Community | None, everyday: bool) -> None:
        frame, core = _unframed(label)
        listed = canonical(core)
        elsewhere = listed.lower() if listed.lower() in self._elsewhere else ""
        for phrase in {listed, *closed_spellings(core), *open_spellings(listed)}:
            for form in noun_forms(phrase):
                self._add(form, Label(concept, community, False, False, phrase == core, everyday, elsewhere, (), frame))

    def _add_verb(self, label: str, concept: str, community: Community, everyday: bool) -> None:
        frame, core = _unframed(label)
        listed = canonical(core)
        elsewhere = listed.lower() if listed.lower() in self._elsewhere else ""
        for form in verb_forms(listed):
            self._add(form, Label(concept, community, True, False, True, everyday, elsewhere, (), frame))

    def _add_idiom(self, idiom: str, concept: str) -> None:
        listed = canonical(idiom)
        for form in noun_forms(listed) | verb_forms(listed):
            self._add(form, Label(concept, None, False, True, True, False, "", (), ("", "")))

    def _add(self, form: str, label: Label) -> None:
        for spelling in {form, *spellings(form)}:
            # "go/no-go" may also be written "go no go"; "CI/CD" as "CI CD".
            for variant in {spelling, _NOT_LETTERS.sub(" ", spelling).strip()}:
                kept = label._replace(capitals=capitals(variant))
                entries = self._forms.setdefault(variant.lower(), [])
                if kept not in entries:
                    entries.append(kept)

    def _read(self, label: str) -> _Reading | None:
        written = canonical(label)
        words = written.split(" ")
        found = [entry for entry in self._forms.get(written.lower(), ()) if are_kept(entry.capitals, words)]
        entries = [entry for entry in found if not entry.idiom]
        idiom_of = frozenset(entry.concept for entry in found if entry.concept is not None and not entries)
        as_verb = any(entry.verb for entry in entries)
        as_noun = any(not entry.verb and (entry.literal or _DASH.search(label)) for entry in entries)
        ids = dict.fromkeys(entry.concept for entry in entries if entry.concept is not None)
        owners: dict[Community, set[str]] = {}
        for entry in entries:
            if entry.concept is not None and entry.community is not None:
                owners.setdefault(entry.community, set()).add(entry.concept)
        # "sign-in" is a word of its own, and "single sign on" too long to be anything else.
        ending = label.lower().split()[-1] if len(words) == 2 else ""
        preposition = ending if ending in PREPOSITIONS else ""
        reading = _Reading(
            candidates=tuple(ids),
            owners={community: frozenset(owned) for community, owned in owners.items()},
            verb=as_verb and not as_noun,
            either=as_verb and as_noun,
            everyday=bool(ids) and all(entry.everyday for entry in entries if entry.concept is not None),
            elsewhere=next((entry.elsewhere for entry in entries if entry.elsewhere and entry.concept), ""),
            frames=tuple({e.frame for e in entries}) if all(any(e.frame) for e in entries) else (),
            small=is_small(written),
            preposition=preposition,
            idiom_of=idiom_of,
            rest=None,
        )
        plain = not (reading.frames or reading.small or preposition or idiom_of)
        if plain and not (reading.open or reading.either):
            only = reading.candidates[0] if reading.candidates else None
            rest = (reading.candidates, only, False, reading.verb, ONLY if only else _OUTSIDE)
            reading = reading._replace(rest=rest)
        if len(self._readings) >= _KEPT_SPELLINGS:
            self._readings.clear()
        kept = reading if found else None
        self._readings[label] = kept
        return kept


def _elsewhere(catalog: Catalog) -> dict[str, tuple[str, ...]]:
    """For each label that English uses otherwise too, in small letters, what all its concepts say of that use."""
    known: dict[str, dict[str, None]] = {}
    for concept in catalog.concepts:
        if concept.status != "draft":
            for label, near in concept.elsewhere.items():
                known.setdefault(canonical(label).lower(), {}).update(dict.fromkeys(near))
    return {label: tuple(near) for label, near in known.items()}


def _search(patterns: Sequence[bytes]) -> Search:
    automaton = BytesAhoCorasick(patterns, implementation=Implementation.ContiguousNFA)
    return lambda text: automaton.find_matches_as_indexes(text, overlapping=True)


def _contested(forms: Iterable[Sequence[Label]]) -> set[str]:
    """The ids of the concepts that share a form with another or have one that English uses otherwise too."""
    contested: set[str] = set()
    for labels in forms:
        ids = {label.concept for label in labels if label.concept is not None and not label.idiom}
        if len(ids) > 1 or any(label.everyday or label.elsewhere for label in labels):
            contested |= ids
    return contested


def _in_identifier(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` begins or ends inside an address, a path or a piece of code."""
    after = text[end : end + 2]
    if text[start - 1 : start] == "." and text[max(0, start - 2) : start - 1].isalnum():
        return True
    if after[:1] == "." and after[1:].isalnum():
        return True
    first = _unbroken(text, start)
    return _is_identifier(first) or (text[start:end] not in first and _is_identifier(_unbroken(text, end - 1)))


def _unbroken(text: str, place: int) -> str:
    """The characters around a place up to the next white space."""
    left = text[max(0, place - _LONGEST_IDENTIFIER) : place + 1].rsplit(None, 1)[-1]
    right = text[place + 1 : place + _LONGEST_IDENTIFIER]
    return left + right.split(None, 1)[0] if right and not right[0].isspace() else left


@lru_cache(maxsize=1024)
def _is_identifier(word: str) -> bool:
    # What runs on so long without a blank is data, and no words are read out of it.
    if len(word) >= _LONGEST_IDENTIFIER:
        return True
    slash = word.find("/")
    return _IDENTIFIER.search(word) is not None or (slash > 0 and _EXTENSION.search(word, slash) is not None)


def _unframed(label: str) -> tuple[tuple[str, str], str]:
    """The punctuation around a label, and the label without it, its gaps as plain hyphens and spaces."""
    plain = _DASH.sub("-", unicodedata.normalize("NFKC", label)).strip()
    found = list(_LETTERS.finditer(plain))
    if not found:
        raise ValueError(f"label {label!r} has no letter or digit; expected a word")
    first, last = found[0].start(), found[-1].end()
    return (plain[:first], plain[last:]), plain[first:last]


def _framed(text: str, start: int, end: int, frames: Sequence[tuple[str, str]]) -> tuple[int, int] | None:
    """The span with the punctuation that belongs to the label, None where it is not there."""
    for before, after in frames:
        if text.endswith(before, 0, start) and text.startswith(after, end):
            return start - len(before), end + len(after)
    return None
