"""The rule `success_on_one_side`: the technology's figures alone tell success, or they shine and people's do not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from service.planning.checks.context import Context, disconnect, side_of
from service.planning.nouns import Disconnect, Side
from service.planning.observed import Measure

_READINESS = frozenset({"people_readiness", "hr"})
_MOST_SHOWN = 3
_WHY_ONE = (
    "Everything can be installed and up while people work around it; nobody would see that, and the project would be "
    "closed as a success."
)
_WHY_TWO = "The technology is there and people do not work with it: the effort is spent and the benefit is not there."


def success_on_one_side(context: Context) -> Iterator[Disconnect]:
    """Criteria of the technology without any of people; and figures of which one was met while the other was not."""
    measures = context.observed.measures
    people = [m for m in measures if m.side == "people"]
    technology = [m for m in measures if m.side == "it" and m.outcome]
    if technology and not any(not m.denied for m in people):
        denied = [m for m in people if m.denied]
        if denied or context.observed.communities & _READINESS:
            yield _one_sided(technology, denied)
    else:
        refused = [m for m in people if m.denied and m.quote.community not in _READINESS]
        asked = [m for m in people if not m.denied and m.quote.community in _READINESS]
        if refused and asked:
            yield _refused(refused, asked, [m for m in technology if m.quote.community not in _READINESS])
    missed = [m for m in people if m.met is False]
    met = [m for m in measures if m.side == "it" and m.met]
    if missed and met:
        yield _opposite(met, missed)


def _one_sided(technology: Sequence[Measure], denied: Sequence[Measure]) -> Disconnect:
    return disconnect(
        "success_on_one_side",
        "high" if denied else "medium",
        f"Success is told by IT's figures alone: {_short(technology[0].what)}",
        [*_sides(technology), *_sides(denied)],
        _WHY_ONE,
        "By which figure of people's work (who does the task the new way, unaided, with how many errors) do we tell "
        "that it worked, and who collects it?",
        to="people_readiness",
    )


def _refused(refused: Sequence[Measure], asked: Sequence[Measure], technology: Sequence[Measure]) -> Disconnect:
    return disconnect(
        "success_on_one_side",
        "medium",
        f"The readiness side asks people how they get on, and elsewhere that is refused: {_short(refused[0].what)}",
        [*_sides(refused), *_sides(asked), *_sides(technology)],
        _WHY_ONE,
        "Does the survey take place, who pays for it, and does its result count when success is judged?",
        to="business",
    )


def _opposite(met: Sequence[Measure], missed: Sequence[Measure]) -> Disconnect:
    return disconnect(
        "success_on_one_side",
        "high",
        f"IT's figure is reached and people's is not: {_short(met[0].what)}, but {_short(missed[0].what)}",
        [*_sides(met), *_sides(missed)],
        _WHY_TWO,
        "What keeps people from working with it, and which of the two figures decides whether it is a success?",
        to="people_readiness",
    )


def _sides(measures: Sequence[Measure]) -> list[Side]:
    return list(dict.fromkeys(side_of(m.quote) for m in measures))[:_MOST_SHOWN]


def _short(text: str, longest: int = 90) -> str:
    words = " ".join(text.split()).rstrip(".")
    return f"“{words}”" if len(words) <= longest else f"“{words[:longest].rpartition(' ')[0]} …”"
