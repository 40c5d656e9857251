"""How exports say tracks, days and states, and how text from documents is made harmless for every format.

Text that people wrote holds what formats choke on: control characters, line breaks, direction overrides, cells that
spreadsheets run as formulas. It is cleaned here once; each format escapes its own marks on top.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from glossary.concepts import Community
from service.planning.nouns import Dependency, LinkType, Milestone, Plan, State, Track
from service.planning.wording import listed, working_days

TRACKS: dict[Track, str] = {"technical": "Technical track", "readiness": "Readiness track", "both": "Both tracks"}
STATES: dict[State, str] = {"planned": "", "tentative": "tentative", "done": "done", "cancelled": "cancelled"}
SIDES: dict[Community | None, str] = {
    "it": "IT",
    "people_readiness": "People Readiness",
    "hr": "HR",
    "operations": "Operations",
    "business": "Business",
    None: "a document",
}
LINKS: dict[LinkType, tuple[str, str]] = {
    "FS": ("starts", "the end of"),
    "SS": ("starts", "the start of"),
    "FF": ("ends", "the end of"),
    "SF": ("ends", "the start of"),
}

_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff]")
_FORMULA = re.compile(r"^\s*[=+\-@＝＋－＠\t\r]")


def readable(text: str) -> str:
    """Text without characters that XML forbids or that turn the direction of what follows; line breaks stay."""
    return _UNSEEN.sub(
        "", text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    )


def plain(text: str, most: int | None = None) -> str:
    """One clean line of at most `most` characters, cut at a word with an ellipsis."""
    line = " ".join(readable(text).split())
    if most is None or len(line) <= most:
        return line
    cut = line[: most - 1]
    at_word = cut.rsplit(" ", 1)[0] if " " in cut[most // 2 :] else cut
    return at_word.rstrip(" ,;:-–") + "…"


def title_of(milestone: Milestone, most: int | None = None) -> str:
    """A milestone's title as one line; its id where it has none."""
    return plain(milestone.title, most) or milestone.id


def name_of(plan: Plan) -> str:
    """The initiative's name as one line."""
    return plain(plan.name) or plain(plan.initiative_id)


def is_formula(text: str) -> bool:
    """Whether a spreadsheet program could run the text instead of showing it."""
    return bool(_FORMULA.match(text))


def weekday(day: dt.date) -> str:
    """`Mon 3 May 2027`."""
    return f"{day:%a} {day.day} {day:%b %Y}"


def short(day: dt.date) -> str:
    """`3 May`."""
    return f"{day.day} {day:%b}"


def span(first: dt.date, last: dt.date) -> str:
    """`3 May 2027`, `3–14 May 2027`, `28 Apr – 3 May 2027` or with both years."""
    if first == last:
        return f"{first.day} {first:%b %Y}"
    if first.year != last.year:
        return f"{first.day} {first:%b %Y} – {last.day} {last:%b %Y}"
    if first.month != last.month:
        return f"{first.day} {first:%b} – {last.day} {last:%b %Y}"
    return f"{first.day}–{last.day} {first:%b %Y}"


def hours(milestone: Milestone) -> str:
    """`18:00 to 22:00`, or nothing where no time is stated."""
    if milestone.starts_at and milestone.ends_at:
        return f"{milestone.starts_at:%H:%M} to {milestone.ends_at:%H:%M}"
    if milestone.starts_at:
        return f"from {milestone.starts_at:%H:%M}"
    return f"until {milestone.ends_at:%H:%M}" if milestone.ends_at else ""


def link(dependency: Dependency) -> str:
    """`starts after the end of`, `starts at least 2 working days after the end of`: to be read from what waits."""
    verb, anchor = LINKS[dependency.type]
    lag = dependency.lag_days
    if not lag:
        return f"{verb} {'after' if dependency.type == 'FS' else 'with or after'} {anchor}"
    bound = "" if dependency.exact else "at least " if lag > 0 else "at most "
    return f"{verb} {bound}{working_days(lag)} {'after' if lag > 0 else 'before'} {anchor}"


def counted(number: int, noun: str, plural: str = "") -> str:
    """`1 milestone`, `3 milestones`."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def some(titles: Sequence[str], most: int = 5) -> str:
    """`“A”, “B” and 3 more`."""
    shown = [f"“{plain(title, 60)}”" for title in titles[:most]]
    rest = len(titles) - len(shown)
    return listed([*shown, f"{rest} more"] if rest else shown)


def lost(milestones: Iterable[Milestone], what: str, plural: str = "") -> tuple[str, ...]:
    """`2 milestones WHAT: “A” and “B”`; nothing where there are none."""
    titles = [title_of(milestone) for milestone in milestones]
    if not titles:
        return ()
    return (f"{counted(len(titles), 'milestone')} {what if len(titles) == 1 else plural or what}: {some(titles)}.",)


def crowded(left_out: int, of: int, where: str) -> tuple[str, ...]:
    """That a drawing had no room for some milestones, and which came first; nothing where it had room for all."""
    if not left_out:
        return ()
    first = "the critical path, what does not fit and what joins the tracks came first"
    return (f"{counted(left_out, 'milestone')} of {of} found no room in {where}; {first}.",)
