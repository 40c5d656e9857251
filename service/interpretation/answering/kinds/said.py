"""What the documents say about a thing: in their own words, best and newest first, with where they disagree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from service.interpretation import wording
from service.interpretation.answering import telling
from service.interpretation.answering.finding import bearing, disagreements, near
from service.interpretation.answering.finding.bearing import Found
from service.interpretation.answering.finding.claims import Saying, by_units, computed
from service.interpretation.answering.finding.expected import Expectation, Expected, expected
from service.interpretation.answering.kinds import nothing
from service.interpretation.answering.nouns import Composed, Evidence
from service.interpretation.compose import NAMES
from service.interpretation.nouns import Claim
from service.interpretation.reading import clauses
from service.interpretation.shown import Unit

_MOST = 6
_FEW = 3
"""Units told where none has what is asked for, or where one thing is asked of each document."""
_WHOLE = 0.8
"""Share of what is asked from which on a unit names all that matters of it."""
_CALLED: dict[Expectation, str] = {
    "reason": "the reason in so many words",
    "length": "a length of time",
    "hours": "the hours",
    "number": "a number",
    "language": "a language",
    "price": "a price",
}
_WHY_NOT_EXPECTED = "no passage on what was asked for has it"
_WHY_UNHEARD = "no passage, title or heading has the word"
_ALIKE = 0.75
"""Share of words from which on two documents say the same."""
_LEVEL = 0.1
"""How much less than its neighbour a sentence may bear on the question to be told along with it."""
_BEHIND = 0.3
"""How far behind the best a unit may fall and still be told."""
_BEHIND_WITH_IT = 0.35
"""The same among units that have what is expected of an answer."""


@dataclass(frozen=True, eq=False)
class Told:
    """A unit that is told, and those that say the same."""

    unit: Unit
    also: tuple[Unit, ...] = ()
    next: Unit | None = None
    """The sentence behind it in the same paragraph, where that bears on the question too."""


def compose(evidence: Evidence) -> Composed:
    """Each thing that is said once; contradictions first."""
    found, other_day = on_the_day(evidence, bearing.relevant(evidence))
    if not found:
        return nothing.compose(evidence)
    expects = expected(evidence.question.text)
    with_it = [one for one in found if expects is not None and expects.had_by(one.unit)]
    saying = Saying()
    if other_day is not None:
        saying.say(other_day, must=True)
    for one in disagreeing(evidence, found):
        saying.say(computed(one.says, one.why, one.units), must=True)
    lead, missing = _limits(evidence, found, expects, with_it)
    if lead is not None and other_day is None:
        saying.say(lead, must=True)
    most = _MOST if expects is None or with_it else _FEW if expects.kind == "reason" else 1
    for told in once(with_it or found, behind(expects, with_it))[:most]:
        saying.say(by_units(sentence(told), [told.unit, *told.also]))
    return saying.composed(follow_ups=follow_ups(evidence), missing=missing)


def _limits(
    evidence: Evidence, found: Sequence[Found], expects: Expected | None, with_it: Sequence[Found]
) -> tuple[Claim | None, list[str]]:
    """What was asked for and is not in what is told: the reason, the number, or a word that no document has."""
    units = [one.unit for one in found[:3]]
    if expects is not None and not with_it:
        text = f"No document gives {_CALLED[expects.kind]}. What there is on it:"
        return computed(text, _WHY_NOT_EXPECTED, units), [f"{_CALLED[expects.kind]}, {nothing.searched(evidence)}"]
    answered = evidence.judged is not None and evidence.judged.verdict == "answers"
    unheard = near.unheard_of(evidence) if found[0].share < _WHOLE and not answered else ()
    if not unheard:
        return None, []
    words = wording.listed([f"“{word}”" for word in unheard[:3]], "or")
    text = f"No document says anything of {words}. What they say of the rest:"
    return computed(text, _WHY_UNHEARD, units), [f"{words}, {nothing.searched(evidence)}"]


def on_the_day(evidence: Evidence, found: Sequence[Found]) -> tuple[list[Found], Claim | None]:
    """Of what was found, what names the day that is asked for; where nothing does, all, and that it is another day."""
    days = evidence.question.days
    if not days or not found:
        return list(found), None
    named = [
        one
        for one in found
        if any(
            f.first is not None and any(f.first <= last and (f.last or f.first) >= first for first, last in days)
            for f in one.unit.facts("date", "event")
        )
    ]
    if named:
        return named, None
    first, last = days[0]
    asked = wording.day(first) + (f" to {wording.day(last)}" if last != first else "")
    why = "no passage on what was asked for names this day"
    text = f"No document says this of {asked}. What they say instead:"
    dated = [one for one in found if one.unit.facts("date")] or list(found)
    return dated, computed(text, why, [one.unit for one in dated[:3]])


def disagreeing(evidence: Evidence, found: Sequence[Found]) -> list[disagreements.Disagreement]:
    """The disagreements among what was found."""
    names = disagreements.names_in(bearing.said_units(evidence))
    return disagreements.disagreements([f.unit for f in found], names)[:2]


def once(found: Sequence[Found], furthest: float = _BEHIND) -> list[Told]:
    """What was found, best first, each thing once with all who say it; what falls far behind the best is left out."""
    told: list[Told] = []
    spoken: set[tuple[str, int]] = set()
    best = found[0].share if found else 0.0
    shares = {(one.unit.shown.id, one.unit.number): one.share for one in found}
    for one in found:
        key = (one.unit.shown.id, one.unit.number)
        if key in spoken or one.share < best - furthest:
            continue
        parts = {(part.shown.id, part.number) for part in telling.whole(one.unit)}
        covered = [at for at, known in enumerate(told) if parts > _parts(known.unit)]
        spoken |= parts
        if covered:
            told[covered[0]] = Told(one.unit, told[covered[0]].also)
            continue
        for place, known in enumerate(told):
            if _alike(known.unit, one.unit):
                told[place] = Told(known.unit, (*known.also, one.unit), known.next)
                break
            level = shares[known.unit.shown.id, known.unit.number] - one.share < _LEVEL
            if level and known.next is None and not known.also and _neighbours(known.unit, one.unit):
                first, second = sorted((known.unit, one.unit), key=lambda u: u.number)
                told[place] = Told(first, (), second)
                break
        else:
            told.append(Told(one.unit))
    return told


def _parts(unit: Unit) -> set[tuple[str, int]]:
    return {(part.shown.id, part.number) for part in telling.whole(unit)}


def behind(expects: Expected | None, with_it: Sequence[Found]) -> float:
    """How far behind the best a unit may fall: further where what is expected tells units apart well."""
    return _BEHIND_WITH_IT if with_it and expects is not None and expects.kind in ("hours", "length") else _BEHIND


def sentence(told: Told) -> str:
    """`The security note of 8 March 2027: …`, with the heading where it changes what is said, and who says the same."""
    unit = told.unit
    by = wording.capital(telling.said_by(unit.shown))
    reply = " (in a quoted reply)" if "quoted" in unit.sentence.where else ""
    heading = next((h for h in reversed(unit.sentence.headings) if clauses.of_heading(h) != "real"), "")
    under = f" under “{wording.plain(heading)}”" if heading else ""
    others = dict.fromkeys(
        telling.said_by(u.shown) for u in told.also if telling.said_by(u.shown) != telling.said_by(unit.shown)
    )
    also = f" Also in {wording.listed(list(others))}." if others else ""
    return f"{by}{reply}{under}: {words(told)}{also}"


def words(told: Told) -> str:
    """The words of what is told, with the sentence behind it."""
    if told.next is None:
        return telling.told(told.unit)
    parts = list(dict.fromkeys([*telling.whole(told.unit), *telling.whole(told.next)]))
    return telling.shortened(" ".join(telling.bare(part) for part in parts))


def follow_ups(evidence: Evidence) -> list[str]:
    """What one asks next about the same thing."""
    wanted = near.named_things(evidence)
    if not wanted:
        return []
    other = NAMES[nothing.other_side(evidence.question.community)]
    return [
        f"Where do the documents mention “{wanted[0]}”?",
        f"What does “{wanted[0]}” mean for training, communications and support?",
        f"What should I ask {other} about “{wanted[0]}”?",
    ]


def _neighbours(one: Unit, other: Unit) -> bool:
    """Whether they stand next to each other in one paragraph."""
    same = one.shown is other.shown and one.sentence.block == other.sentence.block
    return same and abs(one.number - other.number) == 1 and one.sentence.kind != "row"


def _alike(one: Unit, other: Unit) -> bool:
    """Whether they say the same: most of their words, the same days, numbers and people."""
    if _document(one) == _document(other):
        return False
    a, b = bearing.words_of(one.text), bearing.words_of(other.text)
    if len(a & b) < _ALIKE * max(1, min(len(a), len(b))) or one.standing != other.standing:
        return False
    return _figures(one) == _figures(other)


def _figures(unit: Unit) -> set[tuple[str, str]]:
    return {(f.kind, f.value) for f in unit.facts("date", "count", "duration", "population")}


def _document(unit: Unit) -> str:
    return unit.shown.source.document_id or unit.shown.id
