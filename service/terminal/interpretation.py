"""An interpretation, set for a person who reads it in a terminal at 80 columns or more.

Pure: a model in, something that rich can print out. It adds nothing to what the API says; what is left out for
brevity is counted and said.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import groupby

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from service.interpretation.nouns import AssumptionGap, ImplicationOut, Interpretation, Statement
from service.terminal.planning.plan import disconnects
from service.terminal.printing import clean, counted, heading, indented, marked, shortened

BRIEFLY = 12
"""Implications, and words, that are shown unless all are asked for."""
FEW = 5
"""Gaps and questions that are shown unless all are asked for."""
COMMUNITY = {
    "it": "IT",
    "people_readiness": "People Readiness",
    "hr": "HR",
    "operations": "Operations",
    "business": "Business",
}
_ANCHOR = {
    "access": "access opens",
    "change": "the change",
    "go_live": "go-live",
    "pilot": "the pilot",
    "training": "the training",
    "communication": "the announcement",
    "freeze": "the freeze",
    "withdrawal": "the withdrawal",
}
_MARK = {"covered": "●", "partly": "◐", "open": "○", "unknown": "·"}
_MARK_STYLE = {"covered": "green", "partly": "yellow", "open": "bold red", "unknown": "dim"}
_SEVERITY = {"high": 0, "medium": 1, "low": 2}
_URGENCY = {"open": 0, "partly": 1, "unknown": 1, "covered": 2}


def interpretation(said: Interpretation, *, everything: bool = False) -> RenderableType:
    """An interpretation: what it asks of the reader first, then what to ask back, then the words."""
    parts: list[RenderableType] = [_title(said), *_paragraphs(claim.text for claim in said.summary)]
    parts += disconnects(said.disconnects)
    parts += _asked(said, everything)
    parts += _gaps(said, everything)
    parts += _questions(said, everything)
    parts += _words(said, everything)
    parts += _unknown(said, everything)
    parts += _notes(said)
    concepts = counted(sum(source.kind == "glossary" for source in said.sources), "glossary entry", "glossary entries")
    passages = counted(sum(source.kind == "passage" for source in said.sources), "passage")
    others = passages if any(source.kind == "passage" for source in said.sources) else "the text handed in"
    parts += [Rule(style="dim"), Text(f"Record {said.record_id} · rests on {concepts} and {others}", "dim")]
    return Group(*parts)


def _title(said: Interpretation) -> RenderableType:
    way = f"{COMMUNITY[said.from_]} → {COMMUNITY[said.to]}"
    beside = f" · beside the documents of {said.initiative_id}" if said.initiative_id else ""
    return Group(
        Text(shortened(said.title, 200) or "Untitled text", "bold"), Text(f"{way}{beside} · {said.mode}", "dim")
    )


def _paragraphs(texts: Iterable[str]) -> list[RenderableType]:
    return [Padding(Text(clean(text)), (1 if at == 0 else 0, 0, 0, 2)) for at, text in enumerate(texts)]


def _asked(said: Interpretation, everything: bool) -> list[RenderableType]:
    if not said.implications:
        return [heading(f"What it asks of {COMMUNITY[said.to]}"), indented(Text("Nothing that the glossary knows of."))]
    states = [one.coverage.state for one in said.implications]
    known = [f"{states.count(state)} {word}" for state, word in _STATES if state in states and state != "unknown"]
    of_all = counted(len(states), "implication")
    parts: list[RenderableType] = [
        heading(f"What it asks of {COMMUNITY[said.to]}", ": ".join(filter(None, [of_all, ", ".join(known)])))
    ]
    if known:
        parts.append(indented(Text("● planned  ◐ partly planned  ○ open", "dim")))
    elif said.initiative_id is None:
        parts.append(indented(Text("Name an initiative to see which of these its documents already plan.", "dim")))
    # They come ranked: what is planned too late first, then the grave and specific.
    shown = said.implications if everything else said.implications[:BRIEFLY]
    statements = {statement.id: statement for statement in said.statements}
    for when, group in groupby(sorted(shown, key=_order), key=_when):
        parts.append(Padding(Text(when, "bold"), (1, 0, 0, 2)))
        parts += [_implication(one, statements) for one in group]
    left = len(said.implications) - len(shown)
    if left:
        parts.append(Padding(Text(f"and {left} more, less pressing: --all shows them", "dim"), (1, 0, 0, 2)))
    return parts


_STATES = (("open", "open"), ("partly", "partly planned"), ("covered", "planned"), ("unknown", "unknown"))


def _order(one: ImplicationOut) -> tuple[dt.date, int, int]:
    return one.when.date or dt.date.max, _SEVERITY[one.severity], _URGENCY[one.coverage.state]


def _when(one: ImplicationOut) -> str:
    return f"{one.when.date:%B %Y}" if one.when.date else f"No date yet, {one.severity} severity"


def _implication(one: ImplicationOut, statements: dict[str, Statement]) -> RenderableType:
    state = one.coverage.state
    body: list[RenderableType] = [Text(clean(one.do), "bold" if one.severity == "high" else "")]
    body.append(Text(clean(one.says)))
    if state == "partly" and one.coverage.missing:
        body.append(Text(f"Missing: {clean(one.coverage.missing)}", _MARK_STYLE["partly"]))
    conditional = "only if it comes to that" if one.conditional else ""
    by = [clean(one.who), _apart(one), f"{one.severity} severity" if one.when.date else "", conditional]
    body.append(Text(" · ".join(filter(None, by)), "italic"))
    occasions = [statements[name] for name in one.occasions if name in statements]
    if occasions:
        more = f" and {counted(len(occasions) - 1, 'more place')}" if len(occasions) > 1 else ""
        body.append(Text(f"from {occasions[0].id} “{shortened(occasions[0].text, 110)}”{more}", "dim"))
    due = f"{one.when.date.day:>2} {one.when.date:%b}" if one.when.date else ""
    return marked(_MARK[state], _MARK_STYLE[state], Group(*body), due)


def _apart(one: ImplicationOut) -> str:
    days, anchor = one.when.offset_days, _ANCHOR[one.when.anchor]
    if days == 0:
        return "on the day access opens" if one.when.anchor == "access" else f"on the day of {anchor}"
    return f"{counted(abs(days), 'working day')} {'before' if days < 0 else 'after'} {anchor}"


def _gaps(said: Interpretation, everything: bool) -> list[RenderableType]:
    gaps = said.assumption_gaps if everything else said.assumption_gaps[:FEW]
    if not gaps:
        return []
    parts: list[RenderableType] = [heading("What each side takes for granted", _of(gaps, said.assumption_gaps))]
    return parts + [_gap(gap, said.from_, said.to) for gap in gaps]


def _gap(gap: AssumptionGap, from_: str, to: str) -> RenderableType:
    sides = Table(box=None, padding=(0, 3, 0, 0), expand=True, show_header=True, header_style="dim", pad_edge=False)
    for community in (from_, to):
        sides.add_column(COMMUNITY[community], ratio=1, overflow="fold")
    sides.add_row(*(clean(getattr(gap, community) or "—") for community in (from_, to)))
    said: list[RenderableType] = [Text(clean(gap.label), "bold"), sides]
    said += [Text(clean(gap.gap), "yellow")] if gap.gap else []
    said += [Text(f"Ask: {clean(gap.ask)}")] if gap.ask else []
    return Padding(Group(*said), (1, 0, 0, 2))


def _questions(said: Interpretation, everything: bool) -> list[RenderableType]:
    questions = said.questions if everything else said.questions[:FEW]
    if not questions:
        return []
    parts: list[RenderableType] = [heading("Questions to ask", _of(questions, said.questions))]
    for to, group in groupby(questions, key=lambda question: question.to):
        parts.append(indented(Text(f"To {COMMUNITY[to]}", "bold")))
        parts += [marked("?", "cyan", Text(clean(question.text))) for question in group]
    return parts


def _words(said: Interpretation, everything: bool) -> list[RenderableType]:
    labels: dict[str, str] = {}
    for statement in said.statements:
        for mention in statement.mentions:
            if mention.concept is not None:
                labels.setdefault(mention.concept, mention.label)
    meanings = {source.where: source for source in said.sources if source.kind == "glossary"}
    explained = [name for name in labels if name in meanings]
    shown = explained if everything else explained[:BRIEFLY]
    if not shown:
        return []
    parts: list[RenderableType] = [heading("Words explained", _of(shown, explained))]
    for name in shown:
        label, meant = clean(labels[name]), clean(meanings[name].title)
        other = f" ({meant})" if meant.lower() != label.lower() else ""
        parts.append(indented(Text(f"{label}{other}: ", "bold") + Text(clean(meanings[name].quote)), hang=True))
    return parts


def _unknown(said: Interpretation, everything: bool) -> list[RenderableType]:
    terms = sorted(said.unknown_terms, key=lambda term: (-term.count, term.start))
    shown = terms if everything else terms[:BRIEFLY]
    if not shown:
        return []
    words = [
        clean(term.term) + (f" = {clean(term.expansion)}" if term.expansion else "") + (f" ×{term.count}")
        for term in shown
    ]
    return [heading("Terms that the glossary does not know", _of(shown, terms)), indented(Text(" · ".join(words)))]


def _notes(said: Interpretation) -> list[RenderableType]:
    if not said.notes:
        return []
    return [heading("Note"), *(indented(Text(clean(note))) for note in said.notes)]


def _of(shown: Sequence[object], everything: Sequence[object]) -> str:
    return "" if len(shown) == len(everything) else f"{len(shown)} of {len(everything)}; --all shows the rest"
