"""Answers and checked texts as a person reads them in a terminal at 80 columns or more.

Pure: what the API returned in, something that rich can print out. Numbers in brackets are those of the sources below.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from service.interpretation import wording
from service.interpretation.answering.references import References, place
from service.interpretation.nouns import Answer, Claim, Finding, Interpretation, Source, Verification, VerifiedClaim
from service.terminal import interpretation as interpreted
from service.terminal.printing import clean, counted, heading, indented, shortened

Json = dict[str, Any]
_QUOTED = 300
"""Characters of a source that are shown below an answer."""
_FINDINGS: dict[Finding, tuple[str, str]] = {
    "contradicts": ("otherwise", "bold red"),
    "partly": ("in part", "yellow"),
    "not_found": ("not found", "magenta"),
    "agrees": ("so", "green"),
}
"""How each finding is called, what needs work first."""
_DISPUTED = ("disputed", "bold yellow")


def interpretation(found: Json, everything: bool) -> RenderableType:
    """An interpretation."""
    return interpreted.interpretation(Interpretation.model_validate(found), everything=everything)


def answer(found: Json) -> RenderableType:
    """An answer: its claims, where they come from, what was not found, and what to ask next."""
    said, references = Answer.model_validate(found), References()
    parts: list[RenderableType] = [Text(clean(said.question), "bold")]
    parts += [Padding(claim(each, references), (1 if not at else 0, 0, 0, 0)) for at, each in enumerate(said.claims)]
    cited = references.cited(said.sources)
    if cited:
        parts += [heading("Sources"), *(source(number, each) for number, each in enumerate(cited, 1))]
    parts += closing(said)
    return Group(*parts, Rule(style="dim"), Text(kept_as(said), "dim"))


def claim(said: Claim, references: References) -> RenderableType:
    """One claim with the numbers of its sources."""
    text = clean(said.text)
    marks = references.marked(said).removeprefix(said.text)
    return indented(Text.assemble(text, (marks, "cyan")), hang=True)


def source(number: int, each: Source, *, whole: bool = False) -> RenderableType:
    """One source: where it stands, and the beginning of what it says, or all of it."""
    version = f"  version {each.version}" if each.version is not None else ""
    head = Text.assemble((f"[{number}] ", "cyan"), (clean(place(each)), "bold"), (version, "dim"))
    lines = each.quote.splitlines() if whole else [shortened(_read(each, each.quote), _QUOTED)]
    said = [indented(Text(clean(_read(each, line)), "dim")) for line in lines if line.strip()]
    return Padding(Group(head, *said), (0, 0, 0, 2))


def _read(each: Source, text: str) -> str:
    """Text of a source without its marks; an entry of the glossary with its slots filled by their own words."""
    return wording.plain(wording.filled(text, {}) if each.kind == "glossary" else text)


def closing(said: Answer) -> list[RenderableType]:
    """What stands below the claims and sources of an answer."""
    parts: list[RenderableType] = []
    if said.missing:
        parts += [heading("Looked for and not found"), *(indented(Text(clean(each))) for each in said.missing)]
    if said.follow_ups:
        parts += [heading("To ask next"), *(indented(Text(clean(each))) for each in said.follow_ups)]
    if said.mode == "degraded":
        parts += [
            heading("Note"),
            indented(Text(f"Composed without the model's help: {clean(said.reason)}.", "yellow")),
        ]
    return parts


def kept_as(said: Answer) -> str:
    """Under which record an answer is kept, and how it came about."""
    withheld = f" · {counted(said.withheld, 'sentence')} of the model withheld" if said.withheld else ""
    return f"Record {said.record_id} · {said.mode}{withheld}"


def verification(found: Json) -> RenderableType:
    """A checked text as a table, what contradicts the sources first, and the sources below."""
    said = Verification.model_validate(found)
    numbers: dict[str, int] = {}
    checked = sorted((c for c in said.claims if c.finding != "no_statement"), key=_urgency)
    title = Text(shortened(said.title, 200) or "Untitled text", "bold")
    if not checked:
        return Group(title, indented(Text("Holds no statement that could be checked.")), _rests_on(said))
    table = Table(box=None, padding=(0, 2, 1, 0), pad_edge=False, header_style="dim", expand=True)
    table.add_column("FOUND", no_wrap=True, width=9)
    table.add_column("STATEMENT", ratio=4, overflow="fold")
    table.add_column("WHAT THE SOURCES SAY", ratio=5, overflow="fold")
    for each in checked:
        word, style = _DISPUTED if each.disputed_by else _FINDINGS[each.finding]
        table.add_row(Text(word, style), Text(clean(each.text)), _says(each, numbers))
    known = {each.id: each for each in said.sources}
    parts: list[RenderableType] = [title, Text(_summary(said), "dim"), Padding(table, (1, 0, 0, 0))]
    if numbers:
        parts.append(Text("Sources", "bold cyan"))
        parts += [source(number, known[key]) for key, number in numbers.items() if key in known]
    return Group(*parts, _rests_on(said))


def _urgency(checked: VerifiedClaim) -> tuple[int, int]:
    order = list(_FINDINGS).index(checked.finding)
    return (1 if checked.disputed_by else 2 * order, checked.start)


def _says(checked: VerifiedClaim, numbers: dict[str, int]) -> Text:
    every = dict.fromkeys((*checked.sources, *checked.disputed_by))
    marks = "".join(f"[{numbers.setdefault(key, len(numbers) + 1)}]" for key in every)
    why = clean(checked.why) or ("Borne out." if checked.finding == "agrees" else "")
    return Text.assemble(why, (f" {marks}" if marks else "", "cyan"))


def _summary(said: Verification) -> str:
    counts = said.counts
    disputed = sum(bool(each.disputed_by) for each in said.claims)
    told: Sequence[tuple[int, str]] = (
        (counts.get("contradicts", 0), "otherwise in the sources"),
        (disputed, "disputed among them"),
        (counts.get("partly", 0), "borne out in part"),
        (counts.get("not_found", 0), "not found"),
        (counts.get("agrees", 0) - disputed, "borne out"),
    )
    number = sum(count for finding, count in counts.items() if finding != "no_statement")
    return f"{counted(number, 'statement')}: " + ", ".join(f"{count} {what}" for count, what in told if count)


def _rests_on(said: Verification) -> RenderableType:
    against = f" · against the documents of {said.initiative_id}" if said.initiative_id else ""
    return Group(Rule(style="dim"), Text(f"Record {said.record_id}{against}", "dim"))
