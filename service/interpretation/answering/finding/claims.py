"""Collects the claims of an answer: each with its sources, each said once, the most important kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from service.interpretation.answering.nouns import Composed
from service.interpretation.nouns import Claim, QuestionKind, Status
from service.interpretation.shown import Shown, Unit

MOST = 8
"""Claims of one answer; more is not read."""


def by_units(text: str, units: Iterable[Unit]) -> Claim:
    """What a document says, in its words."""
    return Claim(text=text, status="supported", sources=_ids(unit.shown for unit in units))


def by_glossary(text: str, entries: Iterable[Shown], units: Iterable[Unit] = ()) -> Claim:
    """What the glossary says, with the passages that give occasion."""
    return Claim(text=text, status="glossary", sources=_ids([*entries, *(unit.shown for unit in units)]))


def computed(text: str, why: str, sources: Iterable[Shown | Unit]) -> Claim:
    """What code worked out of sources, by a rule that `why` names."""
    status: Status = "computed"
    shown = [one.shown if isinstance(one, Unit) else one for one in sources]
    return Claim(text=text, status=status, sources=_ids(shown), why=why)


def _ids(shown: Iterable[Shown]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.id for one in shown))


class Saying:
    """An answer as it grows, in reading order."""

    def __init__(self) -> None:
        """Nothing is said yet."""
        self._claims: list[Claim] = []
        self._must: set[str] = set()
        self._spare: set[str] = set()

    def say(self, claim: Claim, *, must: bool = False, spare: bool = False) -> None:
        """Add a claim; `must` may not be left out by any phrasing, `spare` goes first when there are too many."""
        if all(claim.text != said.text for said in self._claims):
            self._claims.append(claim)
        if must:
            self._must.add(claim.text)
        if spare:
            self._spare.add(claim.text)

    def __len__(self) -> int:
        """How many claims there are."""
        return len(self._claims)

    def composed(
        self, follow_ups: Sequence[str] = (), missing: Sequence[str] = (), kind: QuestionKind | None = None
    ) -> Composed:
        """The answer, of at most `MOST` claims unless more of them must be said."""
        kept = list(self._claims)
        for droppable in (self._spare - self._must, {c.text for c in kept} - self._must):
            for claim in reversed(list(kept)):
                if len(kept) > MOST and claim.text in droppable:
                    kept.remove(claim)
        return Composed(
            claims=tuple(kept),
            follow_ups=tuple(dict.fromkeys(follow_ups)),
            missing=tuple(dict.fromkeys(missing)),
            must_say=frozenset(at for at, claim in enumerate(kept) if claim.text in self._must),
            kind=kind,
        )
