"""Where the documents say it: the quote, the document, the heading and the page, sheet or slide."""

from __future__ import annotations

from service.interpretation import wording
from service.interpretation.answering import telling
from service.interpretation.answering.finding import bearing
from service.interpretation.answering.finding.claims import Saying, by_units, computed
from service.interpretation.answering.finding.expected import expected
from service.interpretation.answering.kinds import nothing, said
from service.interpretation.answering.nouns import Composed, Evidence
from service.interpretation.shown import Unit

_MOST = 4


def compose(evidence: Evidence) -> Composed:
    """The places, the most fitting first; that they disagree, where they do."""
    found, other_day = said.on_the_day(evidence, bearing.relevant(evidence))
    if not found:
        return nothing.compose(evidence)
    expects = expected(evidence.question.text)
    with_it = [one for one in found if expects is not None and expects.had_by(one.unit)]
    saying = Saying()
    if other_day is not None:
        saying.say(other_day, must=True)
    for told in said.once(with_it or found, said.behind(expects, with_it))[:_MOST]:
        saying.say(by_units(place(told.unit, told.next), [told.unit]))
        for other in told.also[:2]:
            saying.say(by_units(place(other), [other]), spare=True)
    for one in said.disagreeing(evidence, found):
        saying.say(computed(one.says, one.why, one.units), must=True)
    return saying.composed(follow_ups=said.follow_ups(evidence)[1:])


def place(unit: Unit, following: Unit | None = None) -> str:
    """`In the security note of 8 March 2027, under “5 Exceptions”, page 1: “…”`."""
    at = telling.placed(unit)
    by = telling.said_by(unit.shown)
    parts = [*telling.whole(unit), *(telling.whole(following) if following is not None else ())]
    words = " ".join(telling.quoted(one) for one in dict.fromkeys(parts)).replace("” “", " ")
    return f"{wording.capital(f'in {by}')}{f', {at}' if at else ''}: {words}"
