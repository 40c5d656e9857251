"""One thing that a sentence or table row states, with all that can be compared about it.

Above it, `comparing` holds one against another. Below it, the readers of words, amounts, moments, standing and parts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from service.interpretation.grounding.statements import amounts as counting
from service.interpretation.grounding.statements import moments as timing
from service.interpretation.grounding.statements import parts as cutting
from service.interpretation.grounding.statements import relations as relating
from service.interpretation.grounding.statements import standing as judging
from service.interpretation.grounding.statements import tokens as wording
from service.interpretation.grounding.statements.amounts import Amount
from service.interpretation.grounding.statements.moments import Clock, Moment
from service.interpretation.grounding.statements.relations import Relation
from service.interpretation.grounding.statements.standing import Standing
from service.interpretation.grounding.statements.tokens import Token
from service.planning.facts import Fact

Label = tuple[str, str]
_CLOSE = 2
"""Words behind a denial that it surely reaches."""
Mentioned = tuple[int, int, tuple[str, ...]]
"""Start, end and the possible concepts of a term of the glossary."""

_ALL = re.compile(
    r"\b(?:all|every|everyone|everybody|everything|each|always"
    r"|entire(?:ly)?|whole|complete(?:ly)?|both|anyone|anybody|whoever"
    r"|without exception)\b|\b100 ?%"
)
_ONLY = re.compile(
    r"\b(?:only|solely|exclusively|alone|nothing but|no one else|nobody else|just(?= (?:for|the|one|by|in|on)))\b"
)
_SOME = re.compile(
    r"\b(?:some|most(?= of\b| \w+s\b)|mostly|many|several|few|half of|part of"
    r"|partly|partially|a number of|the majority|usually|often|sometimes"
    r"|mainly|mostly|certain|selected|up to|at least)\b"
)
_DECISIVE = re.compile(r"status|state|decision|decided|date|when|day|start|end|answer|confirmed", re.IGNORECASE)
_NEED = re.compile(r"need|depend|require|prerequisite|precondition|predecessor", re.IGNORECASE)
_BE = frozenset("is are was were be been being gets get got".split())
_NOT_ONLY = re.compile(
    r"\bnot only\b|\bread only\b|\ball the same\b|\bat all\b(?! times)|\bat most\b|\ball hands\b"
    r"|\bif only\b|\bonly (?:\w+ )?(?:on|from|after|by|until|before|at|once|when)\b"
)


@dataclass(frozen=True)
class Statement:
    """A part of a sentence; offsets are into the sentence."""

    text: str
    tokens: tuple[Token, ...]
    own: tuple[int, ...]
    shared: tuple[int, ...]
    perhaps: tuple[int, ...]
    flags: tuple[bool, ...]
    """For each token of the sentence whether it is denied."""
    moments: tuple[Moment, ...]
    clocks: tuple[Clock, ...]
    amounts: tuple[Amount, ...]
    labels: tuple[Label, ...]
    standing: Standing
    concepts: tuple[Mentioned, ...]
    digits: tuple[str, ...]
    """Digits that are none of these: of a name, a version, a reference."""
    skipped: frozenset[int]
    """Indexes of tokens that belong to dates, times, amounts and labels, and are compared as such."""
    header_names: frozenset[str] = frozenset()
    """For a row: the names in the column headings of its cells."""

    @cached_property
    def content(self) -> tuple[Token, ...]:
        """The words that it is about: its own and those it surely takes over."""
        return tuple(self.tokens[i] for i in (*self.shared, *self.own) if i not in self.skipped and self.tokens[i].name)

    @cached_property
    def own_names(self) -> frozenset[str]:
        """Names of its own words."""
        return frozenset(self.tokens[i].name for i in self.own if self.tokens[i].name)

    @cached_property
    def names(self) -> frozenset[str]:
        """Names of its own words and those it takes over."""
        return self.own_names | {self.tokens[i].name for i in self.shared if self.tokens[i].name} | self.header_names

    @cached_property
    def more_names(self) -> frozenset[str]:
        """Those and the ones it perhaps takes over."""
        return self.names | {self.tokens[i].name for i in self.perhaps if self.tokens[i].name}

    @cached_property
    def stances(self) -> dict[str, set[bool]]:
        """For each name, and each concept as `c:id`, whether it is denied; both where it stands twice."""
        found: dict[str, set[bool]] = {}
        weak = self._weak
        for i in (*self.shared, *self.own):
            if self.tokens[i].name:
                found.setdefault(self.tokens[i].name, set()).update({True, False} if i in weak else {self.flags[i]})
        for start, end, ids in self.concepts:
            inside = [
                f
                for i in (*self.shared, *self.own)
                if start <= self.tokens[i].start < end
                for f in ((True, False) if i in weak else (self.flags[i],))
            ]
            for concept in ids:
                found.setdefault(f"c:{concept}", set()).update(inside)
        return found

    @cached_property
    def _weak(self) -> frozenset[int]:
        """Denied words far behind the denial that are no verbs: they may as well stand outside of it."""
        found: set[int] = set()
        count = 0
        for i, flag in enumerate(self.flags):
            if not flag:
                count = 0
            elif self.tokens[i].name and not self.tokens[i].empty:
                count += 1
                if count > _CLOSE and not wording.is_verb(self.tokens[i]):
                    found.add(i)
        return frozenset(found)

    @cached_property
    def denied_heads(self) -> frozenset[str]:
        """Names of what a denial surely reaches: the first word behind it, and verbs."""
        found: set[str] = set()
        begun = False
        inside = {*self.shared, *self.own}
        for i, flag in enumerate(self.flags):
            name = self.tokens[i].name
            if (
                flag
                and name
                and i in inside
                and i not in self.skipped
                and (not begun or wording.is_verb(self.tokens[i]))
            ):
                found.add(name)
            begun = flag and (begun or bool(name))
        return frozenset(found)

    @cached_property
    def denies(self) -> bool:
        """Whether any of its words is denied."""
        return any(self.flags[i] for i in (*self.shared, *self.own) if self.tokens[i].name)

    @cached_property
    def concept_ids(self) -> frozenset[str]:
        """Concepts that it names."""
        return frozenset(i for _, _, ids in self.concepts for i in ids)

    @cached_property
    def plain(self) -> str:
        """Its words in lower case."""
        return " ".join(self.tokens[i].word for i in (*self.shared, *self.own))

    @cached_property
    def quantity(self) -> frozenset[str]:
        """Which of `all`, `only` and `some` it says."""
        low = _NOT_ONLY.sub(" ", self.plain)
        return frozenset(
            name for name, pattern in (("all", _ALL), ("only", _ONLY), ("some", _SOME)) if pattern.search(low)
        )

    @cached_property
    def verbs(self) -> frozenset[str]:
        """Names of its verbs that say more than that something is or happens."""
        order = [self.tokens[i] for i in (*self.shared, *self.own)]
        return frozenset(t.name for n, t in enumerate(order) if t.name and not t.empty and wording.acts(order, n))

    @cached_property
    def acts(self) -> bool:
        """Whether it has a verb at all."""
        return any(wording.is_verb(self.tokens[i]) for i in (*self.shared, *self.own)) or bool(self.verbs)

    @cached_property
    def some_of(self) -> frozenset[str]:
        """Names of what it says something of a part of: "some users"."""
        low = self.plain
        words = {w for m in _SOME.finditer(low) for w in low[m.end() :].split()[:3]}
        return frozenset(self.tokens[i].name for i in self.own if self.tokens[i].word in words and self.tokens[i].name)

    @cached_property
    def subject(self) -> frozenset[str]:
        """Names of the words before its verb; empty where there is no verb."""
        order = (*self.shared, *self.own)
        verb = next((n for n, i in enumerate(order) if wording.is_verb(self.tokens[i])), None)
        if verb is None:
            return frozenset()
        return frozenset(self.tokens[i].name for i in order[:verb] if self.tokens[i].name and not self.tokens[i].empty)

    @cached_property
    def sides(self) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
        """For each verb the names on its left and right, as if it were active."""
        order = [self.tokens[i] for i in (*self.shared, *self.own)]
        found: dict[str, tuple[frozenset[str], frozenset[str]]] = {}
        for at, token in enumerate(order):
            if not token.name or not (wording.is_verb(token) or token.name in ("need", "replac")):
                continue
            left, right = _told(order[:at]), _told(order[at + 1 :])
            if any(t.word in _BE for t in order[max(0, at - 3) : at]) and any(
                t.word in ("by", "with") for t in order[at:]
            ):
                left, right = right, left
            found[token.name] = (left, right)
        return found


@dataclass(frozen=True)
class Sentence:
    """A whole sentence or row, read."""

    text: str
    statements: tuple[Statement, ...]
    relations: tuple[Relation, ...]
    tokens: tuple[Token, ...]

    @cached_property
    def initials(self) -> str:
        """The first letters of its words, a blank for each of one or two letters."""
        return "".join(t.word[0] if len(t.word) > 2 else " " for t in self.tokens if t.word[0].isalpha())

    @cached_property
    def initialled(self) -> frozenset[tuple[str, str]]:
        """Names behind an initial, with it."""
        return frozenset((a.word.strip("."), b.name) for a, b in pairwise(self.tokens) if b.proper)

    @cached_property
    def shorts(self) -> tuple[str, ...]:
        """Names in it that may be initials."""
        return tuple(t.word for t in self.tokens if t.proper and t.word.isalpha() and 2 <= len(t.word) <= 6)


Find = Callable[[str], Iterable[Mentioned]]


def read(text: str, dates: Sequence[Fact], concepts: Sequence[Mentioned], cells: Sequence[Cell] = ()) -> Sentence:
    """Read a sentence.

    Args:
        text: the sentence.
        dates: the facts in it, of which the dates are used; offsets into the text.
        concepts: the terms of the glossary in it.
        cells: for a table row, its cells.
    """
    tokens = wording.read(text)
    low = text.lower()
    headers_at = {cell.start: cell for cell in cells}
    header_of = {f.start: cell.header for f in dates for cell in cells if cell.start <= f.start < cell.end}
    found_moments = timing.moments(text, dates, header_of)
    labels = counting.labels(tokens, text)
    taken = [(m.start, m.end) for m in found_moments]
    found_clocks = tuple(timing.clocks(text))
    inner = [c for m in found_moments for c in found_clocks if m.start <= c.start < m.end]
    taken += [(c.start, c.end) for c in found_clocks if c not in inner]
    label_spans = [(tokens[i].start, tokens[i].end) for i in labels if not _within(tokens[i], taken)]
    header_names = {start: _names(cell.header) for start, cell in headers_at.items()}
    found_amounts = counting.amounts(text, tokens, [*taken, *label_spans], header_names)
    flags = judging.denied(tokens, low)
    skipped = frozenset(
        i
        for i, t in enumerate(tokens)
        if _within(t, taken) or _within(t, [(a.start, a.end) for a in found_amounts]) or t.word[0].isdigit()
    ) | frozenset(i - 1 for i in labels if tokens[i - 1].name)
    if cells:
        pieces = _of_row(tokens, found_moments, cells)
    else:
        pieces = cutting.cut(tokens, [(m.start, m.end) for m in found_moments])
    labelled = {i: v for i, v in labels.items() if not _within(tokens[i], taken)}
    everything = frozenset(n for names in header_names.values() for n in names)
    valued = [*taken, *((c.start, c.end) for c in found_clocks), *((a.start, a.end) for a in found_amounts)]
    statements = []
    for part in pieces:
        inside = {*part.own, *part.shared}
        spans = [(tokens[i].start, tokens[i].end) for i in sorted(inside)]
        plain = " ".join(tokens[i].word for i in sorted(inside))
        if not cells and text.rstrip().endswith("?"):
            plain += " ?"
        statements.append(
            Statement(
                text=text,
                tokens=tokens,
                own=part.own,
                shared=part.shared,
                perhaps=part.perhaps,
                flags=flags,
                moments=tuple(m for m in found_moments if _touches(m.start, m.end, spans)),
                clocks=tuple(c for c in found_clocks if _touches(c.start, c.end, spans)),
                amounts=tuple(a for a in found_amounts if _touches(a.start, a.end, spans)),
                labels=tuple(v for i, v in labelled.items() if i in inside),
                standing=_standing(plain, low, cells),
                concepts=tuple(c for c in concepts if _touches(c[0], c[1], spans)),
                digits=tuple(
                    tokens[i].word
                    for i in sorted(inside)
                    if any(c.isdigit() for c in tokens[i].word)
                    and i not in labelled
                    and not tokens[i].name
                    and not _within(tokens[i], valued)
                ),
                skipped=skipped,
                header_names=everything if len(pieces) == 1 else _headers(part, tokens, cells, header_names),
            )
        )
    found = relating.relations(low, tokens, concepts)
    return Sentence(text, tuple(statements), (*found, *_needs(tokens, cells)), tokens)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a row: offsets into the row's text."""

    start: int
    end: int
    header: str
    text: str


def _needs(tokens: Sequence[Token], cells: Sequence[Cell]) -> list[Relation]:
    """What a column of needs says of the row's first cells."""
    found = []
    for number, cell in enumerate(cells):
        if number and _NEED.search(cell.header):
            needed, needing = _in(tokens, (cell,)), _in(tokens, cells[: min(2, number)])
            if needed and needing:
                found.append(Relation("need", cell.header, needed, needing))
    return found


def _in(tokens: Sequence[Token], cells: Sequence[Cell]) -> frozenset[str]:
    return frozenset(t.name for t in tokens if t.name and any(c.start <= t.start < c.end for c in cells))


def _standing(plain: str, low: str, cells: Sequence[Cell]) -> Standing:
    found = judging.standing(plain)
    condition = re.search(r"(?:^|, |\bthat )(?:if|unless)\b|\bif\b[^?]*,|\bif (?:the|they|it|we)\b", low)
    if not found.unsettled and condition and not cells:
        return Standing(condition[0].strip(" ,"), found.past, found.future, found.permits)
    if not found.unsettled and any(
        judging.is_open(c.text) and (len(cells) < 3 or _DECISIVE.search(c.header)) for c in cells
    ):
        return Standing("open", found.past, found.future, found.permits)
    return found


def _of_row(tokens: Sequence[Token], moments: Sequence[Moment], cells: Sequence[Cell]) -> tuple[cutting.Part, ...]:
    """A row states one thing for each cell with a date; what else it has is shared by all of them."""
    dated = [c for c in cells if any(c.start <= m.start < c.end and m.first for m in moments)]
    of_cell = {c.start: tuple(i for i, t in enumerate(tokens) if c.start <= t.start < c.end) for c in cells}
    several = [c for c in cells if c not in dated and any(tokens[i].word == ";" for i in of_cell[c.start])]
    plain = [c for c in cells if c not in several and (len(dated) < 2 or c not in dated)]
    if len(dated) < 2 and not several:
        return (cutting.Part(tuple(range(len(tokens)))),)
    shared = tuple(i for c in plain for i in of_cell[c.start])
    label = of_cell[cells[0].start] if cells[0] not in plain else ()
    found = [cutting.Part(of_cell[c.start], tuple(sorted({*shared, *label}))) for c in dated if c not in plain]
    found = found or [cutting.Part(shared)]
    # "Early access for IT only; business users with their wave" in one cell are two statements of the row.
    for cell in several:
        inside = of_cell[cell.start]
        marks = [inside[0] - 1, *(i for i in inside if tokens[i].word == ";"), inside[-1] + 1]
        for start, end in pairwise(marks):
            if end - start > 1:
                found.append(cutting.Part(tuple(range(start + 1, end)), shared))
    return tuple(found)


def _headers(
    part: cutting.Part, tokens: Sequence[Token], cells: Sequence[Cell], names: dict[int, tuple[str, ...]]
) -> frozenset[str]:
    inside = {tokens[i].start for i in (*part.own, *part.shared)}
    return frozenset(n for c in cells if any(c.start <= s < c.end for s in inside) for n in names.get(c.start, ()))


def _told(tokens: Sequence[Token]) -> frozenset[str]:
    return frozenset(t.name for t in tokens if t.name and not t.empty)


def _names(text: str) -> tuple[str, ...]:
    return tuple(t.name for t in wording.read(text) if t.name)


def _within(token: Token, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start < token.end and token.start < end for start, end in spans)


def _touches(start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(s < end and start < e for s, e in spans)
