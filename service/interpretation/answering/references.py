"""Claims as running text: each ends with the numbers of its sources, counted in the order in which they are cited."""

from __future__ import annotations

from collections.abc import Sequence

from service.interpretation.nouns import Claim, Source


class References:
    """Numbers sources as claims come in."""

    def __init__(self) -> None:
        """Nothing has been cited yet."""
        self._numbers: dict[str, int] = {}

    def marked(self, claim: Claim) -> str:
        """The claim's text with the numbers of its sources: `Access opens on 3 May 2027. [1][2]`."""
        numbers = sorted({self._numbers.setdefault(source, len(self._numbers) + 1) for source in claim.sources})
        marks = "".join(f"[{number}]" for number in numbers)
        return f"{claim.text} {marks}" if marks else claim.text

    def ordered(self, sources: Sequence[Source]) -> tuple[Source, ...]:
        """The sources, those that were cited first, in the order of their numbers."""
        uncited = len(self._numbers) + 1
        return tuple(sorted(sources, key=lambda source: self._numbers.get(source.id, uncited)))

    def cited(self, sources: Sequence[Source]) -> tuple[Source, ...]:
        """Of these, the ones that were cited, in the order of their numbers."""
        return tuple(source for source in self.ordered(sources) if source.id in self._numbers)


def running_text(claims: Sequence[Claim], references: References) -> str:
    """The claims, one a line, with the numbers of their sources."""
    return "\n".join(references.marked(claim) for claim in claims)


def place(source: Source) -> str:
    """Where a source stands: its title and, of a passage, the headings above it, each said once."""
    above = source.where.split(" › ") if source.kind == "passage" and source.where else []
    return " › ".join(dict.fromkeys([source.title, *above]))
