"""Whether an offered action is a wanted one: same action, same people.

Pure: what was learnt is handed in (`evals.actions.learnt.load()` reads it), and so is the model of meaning.
"""

from __future__ import annotations

from collections.abc import Sequence

from evals.actions.nouns import Calibration, Foreseen, Offered, Similar, Wanted


def likeness(wanted: Wanted, offered: Offered, learnt: Calibration, similar: Similar | None = None) -> float:
    """How likely the offered action is the wanted one, for the same people: 0 to 1.

    Args:
        wanted: an action to look for.
        offered: an implication.
        learnt: the weights.
        similar: how near texts are in meaning; without it words alone decide, with weights of their own.
    """
    raise NotImplementedError


def same(wanted: Wanted, offered: Offered, learnt: Calibration, similar: Similar | None = None) -> bool:
    """Whether somebody who does what is offered has done what is wanted, for the people it is for."""
    raise NotImplementedError


def foreseen(
    wanted: Sequence[Wanted], offered: Sequence[Offered], learnt: Calibration, similar: Similar | None = None
) -> tuple[Foreseen, ...]:
    """For each wanted action, in order, the offered one that says it best.

    One offered action may serve several wanted ones, each of which it has to say by itself: an implication "train
    the help desk and give it a script" is two actions to a careful reader, and a guide often states one action twice.
    """
    raise NotImplementedError
