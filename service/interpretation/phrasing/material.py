"""What a model is shown: sources under short marks, what code has found out as notes, cut to what it can read in time.

Code alone maps marks back to ids. Every line that begins with a mark is written here; the words of a document stand
indented under it, each unit on one line, so that no document can pretend to be a source or a note of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from service.interpretation import wording
from service.interpretation.answering import telling
from service.interpretation.answering.nouns import Composed, Evidence
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
        """Notes and sources as one text."""
        return (f"NOTES\n{self.notes}\n" if self.notes else "") + f"SOURCES\n{self.sources}"


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
    shown = evidence.shown
    marks = free_marks([*(one.text for one in shown), *(claim.text for claim in composed.claims)])
    ids: dict[str, tuple[str, ...]] = {}
    noted: dict[str, int] = {}
    notes: list[str] = []
    left = most
    for index, claim in enumerate(composed.claims):
        line = f"{marks.note}{len(notes) + 1}: {visible(claim.text)}"
        if not claim.sources or (most - left) + tokens(line) > most * _FOR_NOTES:
            continue
        mark = f"{marks.note}{len(notes) + 1}"
        ids[mark], noted[mark] = claim.sources, index
        notes.append(line)
        left -= tokens(line)
    sources: list[str] = []
    said = {visible(claim.text) for index, claim in enumerate(composed.claims) if index in noted.values()}
    for one, units in _chosen(evidence):
        mark = f"{marks.source}{len(sources) + 1}"
        written = _written(mark, one, units, evidence, said, min(left, _FOR_ONE))
        if written:
            ids[mark] = (one.id,)
            sources.append(written)
            left -= tokens(written)
    texts = {one.id: one.text for one in shown}
    return Material("\n".join(sources), "\n".join(notes), marks, ids, noted, texts)


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


def _written(mark: str, one: Shown, units: Sequence[Unit], evidence: Evidence, noted: Set[str], most: int) -> str:
    """A source under its mark, the units that bear on the question; empty if not even one fits."""
    lines = [f"{mark} ({visible(_headed(one))}):"]
    said = [unit for unit in units if unit.sentence.kind != "heading" and _words(unit) not in noted]
    bearing = {unit.number: _bears(unit, evidence) for unit in said}
    # Where no unit has a word of the question, it was found for its meaning: its beginning has to do.
    least, room = (0.5, most) if any(bearing.values()) else (0.0, most // 3)
    left = room - tokens(lines[0])
    kept: dict[int, Unit] = {}
    for unit in sorted(said, key=lambda u: -bearing[u.number]):
        cost = tokens(_words(unit)) + tokens(_above(unit)) // 2
        if bearing[unit.number] >= least and cost <= left:
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
    return visible(telling.bare(unit))


def _bears(unit: Unit, evidence: Evidence) -> float:
    """How much a unit has of what the question asks; half as much by the heading above it."""
    question = evidence.question
    own, above = (question.words & wording.stems(text) for text in (unit.text, _above(unit)))
    return len(own) + 0.5 * len(above - own) + len(unit.concepts.intersection(question.concepts))
