"""What a model is shown: sources under short marks, what code has found out as notes, cut to what it can read in time.

Code alone maps marks back to ids. Every line that begins with a mark is written here; the words of a document stand
indented under it, each unit on one line, so that no document can pretend to be a source or a note of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from service.interpretation import wording
from service.interpretation.answering import telling
from service.interpretation.answering.nouns import Composed, Evidence
from service.interpretation.nouns import QuestionKind
from service.interpretation.phrasing.claims.cleaning import visible
from service.interpretation.phrasing.claims.marks import Marks
from service.interpretation.shown import Shown, Unit

TOKENS = 1_500
"""Of evidence, unless the operator says otherwise: small models on a CPU read about 100 a second."""
_FOR_NOTES = 0.5
"""Of the tokens; what notes leave goes to the sources."""
_FOR_ONE = 300
"""Tokens of one source; of a longer one, the units that bear on the question."""
_MOST_CONCEPTS = 2
_LEAST = 0.34
"""Of what the most fitting unit has of the question: what has less is left out."""
_OF_DAYS: frozenset[QuestionKind] = frozenset({"access", "changes", "fit"})
"""Kinds of question that are after days."""
_BY_MEANING = 3
_FIRST = 3
_MARKS = (Marks("S", "N"), Marks("R", "K"), Marks("Q", "X"), Marks("Z", "J"))
"""The first is taken that the texts themselves do not use: "S1" may be a severity."""


@dataclass(frozen=True)
class Material:
    """What is shown, and what its marks stand for."""

    sources: str
    notes: str
    marks: Marks
    ids: Mapping[str, tuple[str, ...]]
    """What a claim cites that names a mark."""
    noted: Mapping[str, int]
    """The composed claim that a note is, by its mark: the index."""
    texts: Mapping[str, str]
    """The whole text of every source by its id."""

    @property
    def data(self) -> str:
        """Sources and notes as one text; the notes last, where small models heed them most."""
        return f"SOURCES\n{self.sources}" + (f"\nNOTES\n{self.notes}" if self.notes else "")


def tokens(text: str) -> int:
    """About how many tokens a text has; rather too many than too few, digits and other scripts being dear."""
    return len(text.encode("utf-8", "replace")) // 3 + 1


def material(evidence: Evidence, composed: Composed, most: int = TOKENS) -> Material:
    """Choose what a model is shown.

    Args:
        evidence: all that was found, best first.
        composed: the answer that code wrote; its claims become notes.
        most: tokens that sources and notes may take together.
    """
    shown = {one.id: one for one in evidence.shown}
    marks = free_marks([*(one.text for one in shown.values()), *(claim.text for claim in composed.claims)])
    ids: dict[str, tuple[str, ...]] = {}
    noted: dict[str, int] = {}
    notes: list[str] = []
    left = most
    for index, claim in enumerate(composed.claims):
        mark = f"{marks.note}{len(notes) + 1}"
        line = f"{mark}: {visible(claim.text)}"
        cited = tuple(source for source in claim.sources if source in shown)
        if cited and (most - left) + tokens(line) <= most * _FOR_NOTES:
            ids[mark], noted[mark] = cited, index
            notes.append(line)
            left -= tokens(line)
    said = "\n".join(notes)
    sources: list[str] = []
    for one, units in _bearing(evidence, said):
        mark = f"{marks.source}{len(sources) + 1}"
        written = _written(mark, one, units, min(left, _FOR_ONE))
        if written:
            ids[mark] = (one.id,)
            sources.append(written)
            left -= tokens(written)
    texts = {one.id: one.text for one in shown.values()}
    return Material("\n".join(sources), said, marks, ids, noted, texts)


def free_marks(texts: Iterable[str]) -> Marks:
    """Letters that none of the texts uses with numbers."""
    joined = "\n".join(texts)
    return next((marks for marks in _MARKS if not marks.named(joined)), _MARKS[0])


def _chosen(evidence: Evidence) -> Iterable[tuple[Shown, Sequence[Unit]]]:
    """Each source with the units of it that may be shown, the best first."""
    given = {one.id for one in evidence.passages}
    dated: dict[str, list[Unit]] = {}
    for unit in evidence.timeline:
        dated.setdefault(unit.shown.id, []).append(unit)
    concepts = evidence.concepts[:_MOST_CONCEPTS]
    about_words = evidence.question.kind in ("meaning", "ambiguous")
    passages: list[tuple[Shown, Sequence[Unit]]] = [(one, one.units) for one in evidence.passages]
    passages += [(units[0].shown, units) for source, units in dated.items() if source not in given]
    entries: list[tuple[Shown, Sequence[Unit]]] = [(one, one.units) for one in concepts]
    return [*entries, *passages] if about_words else [*passages, *entries]


def _bearing(evidence: Evidence, said: str) -> Iterator[tuple[Shown, dict[int, tuple[Unit, float]]]]:
    """Each source with its units that bear on the question, as far as no note says the same, and how much they do."""
    weighed = [
        (one, {u.number: (u, _bears(u, evidence)) for u in units if _says(u) and _new(u, said)})
        for one, units in _chosen(evidence)
    ]
    least = _LEAST * max((weight for _, units in weighed for _, weight in units.values()), default=0.0)
    for number, (one, units) in enumerate(weighed):
        kept = {n: (unit, weight) for n, (unit, weight) in units.items() if weight and weight >= least}
        if kept:
            yield one, kept
        elif number < _BY_MEANING:
            # One of the best that shares no word with the question was found for its meaning: its beginning has to do.
            yield one, dict(list(units.items())[:_FIRST])


def _says(unit: Unit) -> bool:
    """Whether it says something: no heading, and no mere list of names of a glossary entry."""
    return unit.sentence.kind != "heading" and not (unit.shown.concept and _above(unit).startswith("Labels"))


def _new(unit: Unit, said: str) -> bool:
    return _words(unit).rstrip(".") not in said


def _written(mark: str, one: Shown, units: Mapping[int, tuple[Unit, float]], most: int) -> str:
    """A source under its mark; empty if not even one unit fits."""
    lines = [f"{mark} ({visible(_headed(one))}):"]
    left = most - tokens(lines[0])
    kept: dict[int, Unit] = {}
    for unit, _ in sorted(units.values(), key=lambda held: -held[1]):
        cost = tokens(_words(unit)) + tokens(_above(unit)) // 2
        if cost <= left:
            kept[unit.number] = unit
            left -= cost
    under = ""
    for _, unit in sorted(kept.items()):
        if _above(unit) != under:
            under = _above(unit)
            lines.append(f"  [{under}]")
        lines.append(f"  - {_words(unit)}")
    return "\n".join(lines) if kept else ""


def _headed(one: Shown) -> str:
    if one.concept is not None:
        return one.source.title
    dated = f", {wording.day(one.dated)}" if one.dated else ""
    return f"{wording.plain(one.source.title)}{dated}"


def _above(unit: Unit) -> str:
    return visible(wording.plain(" › ".join(unit.sentence.headings[-1:])))


def _words(unit: Unit) -> str:
    if unit.shown.concept is not None:
        return visible(wording.plain(wording.filled(unit.text, {})))
    return visible(telling.bare(unit))


def _bears(unit: Unit, evidence: Evidence) -> float:
    """How much a unit has of what the question asks; half as much by the heading above it."""
    question = evidence.question
    own, above = (question.words & wording.stems(text) for text in (unit.text, _above(unit)))
    bearing = len(own) + 0.5 * len(above - own) + len(unit.concepts.intersection(question.concepts))
    return bearing + (bearing > 0 and question.kind in _OF_DAYS and bool(unit.facts("date")))
