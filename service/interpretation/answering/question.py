"""A question taken apart: what kind it is, what it names, and what of it only the conversation tells.

Above it are the workflows, below it the glossary's matcher and the fact readers. It knows no documents.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from glossary.catalog import Catalog
from glossary.concepts import Category, Community
from glossary.edition import Edition
from glossary.matcher import Mention
from service.interpretation import wording
from service.interpretation.answering.asked import following, fronting, kinds, naming, spelling
from service.interpretation.answering.nouns import Question, Turn
from service.interpretation.facts import find_facts
from service.interpretation.nouns import QuestionKind
from service.planning.facts import Fact

_LONGEST = 2_000
_REMEMBERED = 4
"""Questions before that one may lean on."""
_ASKED_OF_A_TERM: frozenset[QuestionKind] = frozenset({"meaning", "impact", "ask_it", "ambiguous"})
"""Kinds that are answered from a term's entry, so that its sense has to be known."""
_CATEGORIES: dict[Category, str] = {
    "communications": r"communicat\w*|comms|announc\w*|messages?|newsletters?|posters?",
    "training": r"train(?!s\b)\w*|courses?|e-?learning|learning|teach\w*",
    "support": r"support|help ?desk|service desk|hyper-?care|floor ?walk\w*",
    "early_access": r"early access|pilots?|preview",
    "champions": r"champions?|super-?users?|key users?|ambassadors?|multipliers?",
    "access_timing": r"access(?! (?:to|for))|accounts?|provisioning",
    "user_experience": r"user experience|usability|ux|experience",
    "work_redesign": r"work instructions?|work(?:ing)? practices?|process(?:es)?|workflows?|work redesign|procedures?|"
    r"ways? of working",
    "metrics_feedback": r"surveys?|feedback|adoption|metrics?|measur\w*|kpis?|success",
    "inclusion": r"accessib\w*|inclusi\w*|disabilit\w*|screen readers?|languages?",
    "governance": r"governance|works council|approv\w*|decisions?|sign-?off|ownership",
}
_CATEGORY = re.compile("|".join(rf"(?P<{name}>\b(?:{words})\b)" for name, words in _CATEGORIES.items()), re.IGNORECASE)
_FRAME = wording.stems(
    "affect hit impact concern touch involve mean meaning imply implication consequence say said state mention write "
    "written document documents documentation source sources find know tell explain define definition happen happens "
    "date dates day days time when enough fit clash overlap conflict long soon schedule timeline timelines deadline "
    "ask question questions raise clarify change changes changed new news update updates different difference since "
    "people everyone everybody anyone anybody someone somebody anything something thing things exactly please really "
    "currently still already yet ever need needs want going plan plans planned like show list give use uses used using "
    "come comes first start starts started prepare consider information info detail details number care start take "
    "takes place early late follow follows cover point side team whom respect regard regarding concerning matter "
    "able next last year month week yesterday today tomorrow back catch bring miss missed ready kind term word words "
    "problem problems issue issues wrong trouble sequence order feasible realistic hold sense make collide compatible "
    "consistent timing scope understand idea lately recently working business between gap there".split(".")[0]
)
_AFTER_SINCE = re.compile(
    r"\b(?:since|after|from|as of|later than)(?: the)?(?: plan| version| status| state)?(?: of)?\s*$", re.IGNORECASE
)
_BACK = re.compile(
    r"\b(?:last|past|previous) (?:(?P<number>\d+|two|three|four|five|six|seven|ten|few|couple of) )?(?P<unit>day|"
    r"week|month|fortnight)s?\b|"
    r"\b(?P<number2>\d+|a|one|two|three|four|five|six) (?P<unit2>day|week|month|fortnight)s? ago\b",
    re.IGNORECASE,
)
_NUMBERS = {
    "a": 1,
    "one": 1,
    "two": 2,
    "couple of": 2,
    "three": 3,
    "few": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "ten": 10,
}
_DAYS = {"day": 1, "week": 7, "fortnight": 14, "month": 30}
_MEANT = re.compile(
    r"(?:what (?:do|does|did|is|are|would)|explain|define|(?:the )?(?:meaning|definition) of|what is meant by) "
    r"(?:the |a |an |our )?[\"']?(?P<term>[\w/&+.-]+(?: [\w/&+.-]+){0,3}?)[\"']?"
    r"(?: (?:means?|stands? for|refers? to|actually|for|to|in|here|exactly|imply)\b.*)?$"
)
_MEANT_BY = re.compile(r"\bby (?:the |a )?[\"']?(?P<term>[\w/&+.-]+(?: [\w/&+.-]+){0,3}?)[\"']?$")
_ORDINALS = {
    "first": 0,
    "former": 0,
    "1": 0,
    "one": 0,
    "second": 1,
    "latter": 1,
    "2": 1,
    "two": 1,
    "third": 2,
    "3": 2,
    "last": -1,
}
_ACRONYM = re.compile(r"\b[A-Z][A-Z0-9&]{1,5}\b")
_NO_NAME = frozenset("IT HR US UK EU PR OK AM PM FAQ ASAP FYI CEO CFO CIO QA ID TBD TBC CW KW".split())
"""Words in capitals that name no system."""
_SHORT = re.compile(r"(?<![\w'’./-])[a-z]{2}(?![\w'’./-])")
_SHORT_WORDS = frozenset(
    """ad ah am an as at be by do eg go ha he hi hr id ie if in is it la le me mr ms my no nr of oh ok on or os our ox
    pc pm re so to tv uk un up us vs we wk yo ye de en""".split()
)
"""Words of two letters that are no acronym, typed small."""
_LONGEST_CHOICE = 8
_MOST_SENSES = 3
_WORD = re.compile(r"[^\W\d_]{2,}")


def understood(
    text: str,
    history: Sequence[Turn],
    glossary: Edition,
    *,
    community: Community,
    today: dt.date,
    country: str | None = None,
) -> Question:
    """The question as a whole of its own.

    Args:
        text: as it was typed.
        history: what was said before, oldest first; what the question refers back to is taken from it.
        glossary: the edition in use.
        community: who asks.
        today: the day of asking; "since Monday" counts from it.
        country: ISO 3166 code, for the order of day and month.
    """
    asked = [turn.text for turn in history if turn.role == "user"][-_REMEMBERED:]
    before: Question | None = None
    for earlier in asked:
        before = _in_turn(earlier, before, glossary, community, today, country)
    return _in_turn(text, before, glossary, community, today, country)


def _in_turn(
    text: str,
    before: Question | None,
    glossary: Edition,
    community: Community,
    today: dt.date,
    country: str | None,
) -> Question:
    original = text
    text = fronting.unfolded(" ".join(text.split())[:_LONGEST])
    context = before.text if before else ""
    alone = _taken_apart(text, context, original, glossary, community, today, country)
    if before is None or before.kind == "other" or not any(c.isalnum() for c in text):
        return alone
    chosen = _chosen(text, before, glossary)
    if chosen:
        return replace(
            before, original=original, kind=_unambiguous(before), concepts=(chosen,), ambiguous=(), follows=True
        )
    facts = find_facts(text, today=today, country=country)
    whole = following.whole(
        text,
        _as_before(before, today, country),
        naming.groups_in(text, _spans(facts, "population")),
        _spans(facts, "date"),
        [*((m.start, m.end) for m in glossary.matcher.find(text)), *_system_spans(text, facts)],
    )
    if whole is None:
        return alone
    filled = _taken_apart(whole, context, original, glossary, community, today, country)
    since = filled.since or (before.since if filled.kind == "changes" else None)
    return replace(filled, follows=True, since=since)


def _taken_apart(
    text: str,
    context: str,
    original: str,
    glossary: Edition,
    community: Community,
    today: dt.date,
    country: str | None,
) -> Question:
    plain = spelling.plain(text)
    kind = kinds.kind_of(plain)
    facts = find_facts(text, today=today, country=country)
    mentions = _mentions(text, context, glossary)
    groups = [text[s:e] for s, e in naming.groups_in(text, _spans(facts, "population"))]
    systems = [text[s:e] for s, e in _system_spans(text, facts)]
    concepts = _by_weight(mentions, groups, glossary.catalog)
    ambiguous = tuple(m for m in mentions if m.ambiguous) if kind in _ASKED_OF_A_TERM and not concepts else ()
    if kind in _ASKED_OF_A_TERM and not mentions:
        concepts, ambiguous = _everyday(plain, text, glossary.catalog)
    if kind in ("said", "access", "where") and not (mentions or facts) and not _reads_as_words(text, glossary.catalog):
        kind = "other"
    if kind in ("meaning", "impact", "ask_it") and ambiguous and not concepts:
        kind = "ambiguous"
    undated = "".join(
        c for i, c in enumerate(text) if not any(f.kind == "date" and f.start <= i < f.end for f in facts)
    )
    days = tuple((f.first, f.last or f.first) for f in facts if f.kind == "date" and f.first is not None)
    return Question(
        text=wording.capital(text),
        original=original,
        kind=kind,
        community=community,
        concepts=concepts,
        ambiguous=ambiguous,
        categories=_categories(plain),
        groups=tuple(dict.fromkeys(g.lower() for g in groups)),
        systems=tuple(dict.fromkeys(systems)),
        events=naming.events_in(plain),
        days=days,
        since=_since(text, facts, today) if kind == "changes" else None,
        words=wording.stems(spelling.plain(undated)) - _FRAME,
    )


def _mentions(text: str, context: str, glossary: Edition) -> list[Mention]:
    """The glossary's terms in the question; where it leaves a sense open, what was asked before may tell."""
    found = glossary.matcher.find(text)
    if context and any(m.ambiguous for m in found):
        lead = f"{context.rstrip(' ?!.')}. "
        found = [
            m._replace(start=m.start - len(lead), end=m.end - len(lead))
            for m in glossary.matcher.find(lead + text)
            if m.start >= len(lead)
        ]
    return [_of_a_field(m) if m.ambiguous else m for m in found]


def _of_a_field(mention: Mention) -> Mention:
    """A word that names a field of readiness means that, to those who ask here."""
    if not _CATEGORY.fullmatch(mention.label):
        return mention
    return mention._replace(concept=mention.candidates[0], ambiguous=False, why="names a field of readiness")


def _by_weight(mentions: Sequence[Mention], groups: Sequence[str], catalog: Catalog) -> tuple[str, ...]:
    """The concepts named, those that are people last: they say for whom, not what."""
    inside = " ".join(groups).lower()
    settled = [m for m in mentions if m.concept is not None]
    ordered = sorted(settled, key=lambda m: m.label.lower() in inside)
    return tuple(dict.fromkeys(catalog.current(m.concept).id for m in ordered if m.concept is not None))


def _everyday(plain: str, text: str, catalog: Catalog) -> tuple[tuple[str, ...], tuple[Mention, ...]]:
    """The concept or concepts of an everyday word that is asked for by itself: "what is a wave?"."""
    match = _MEANT_BY.search(plain.rstrip(" ?!.")) or _MEANT.search(plain.rstrip(" ?!."))
    if match is None:
        return (), ()
    term = match["term"]
    known = _labels(catalog)
    words = term.split()
    for form in (term, term.removesuffix("s"), *(" ".join(words[:n]) for n in range(len(words) - 1, 0, -1))):
        found = known.get(form) or _ending_in(form, known)
        if not found:
            continue
        if len(found) == 1:
            return found, ()
        at = max(text.lower().find(form), 0)
        label = text[at : at + len(form)]
        return (), (Mention(at, at + len(form), label, found, None, True, False, "asked for by itself"),)
    return (), ()


def _ending_in(form: str, known: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The concepts of longer labels that this word is the head of: "ring" of "deployment ring"."""
    longer = {i: None for label, ids in known.items() if label.endswith((f" {form}", f" {form}s")) for i in ids}
    return tuple(longer) if len(longer) <= _MOST_SENSES else ()


@lru_cache(maxsize=4)
def _labels(catalog: Catalog) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for label, ids in catalog.labels().items():
        found.setdefault(label.lower(), {}).update(dict.fromkeys(catalog.current(i).id for i in ids))
    return {label: tuple(ids) for label, ids in found.items()}


def _chosen(text: str, before: Question, glossary: Edition) -> str | None:
    """The sense that an answer to "which do you mean?" picks."""
    if before.kind != "ambiguous" or not before.ambiguous or len(text.split()) > _LONGEST_CHOICE:
        return None
    candidates = [glossary.catalog.current(c) for c in before.ambiguous[0].candidates]
    said = wording.stems(text)
    for word in re.findall(r"\w+", text.lower()):
        place = _ORDINALS.get(word)
        if (
            place is not None
            and -1 <= place < len(candidates)
            and len(text.split()) <= 4
            and not said - wording.stems("first second third last one former latter")
        ):
            return candidates[place].id
    asked = wording.stems(before.ambiguous[0].label)
    counts = [
        len(
            said
            & (
                wording.stems(" ".join([*c.meaning.values(), *c.cues, *(" ".join(s.all()) for s in c.labels.values())]))
                - asked
            )
        )
        for c in candidates
    ]
    best = max(counts, default=0)
    return candidates[counts.index(best)].id if best and counts.count(best) == 1 else None


def _unambiguous(before: Question) -> QuestionKind:
    kind = kinds.kind_of(spelling.plain(before.text))
    return "meaning" if kind == "ambiguous" else kind


def _as_before(before: Question, today: dt.date, country: str | None) -> following.Before:
    facts = find_facts(before.text, today=today, country=country)
    groups = naming.groups_in(before.text, _spans(facts, "population"))
    return following.Before(before.text, before.kind, tuple(groups), tuple(_spans(facts, "date")))


def _spans(facts: Iterable[Fact], kind: str) -> list[tuple[int, int]]:
    return [(f.start, f.end) for f in facts if f.kind == kind]


def _system_spans(text: str, facts: Sequence[Fact]) -> list[tuple[int, int]]:
    """Where it names systems and products: as the fact readers find them, and words written as names are."""
    spans = _spans(facts, "system")
    taken = [(f.start, f.end) for f in facts] + naming.groups_in(text, _spans(facts, "population"))
    for match in re.finditer(r"\b[A-Z][\w-]*[a-z0-9][\w-]*(?: \d[\w.]*| [A-Z][\w-]*[a-z][\w-]*)*", text):
        opens = match.start() == 0 or text[match.start() - 2 : match.start()] in ("? ", ". ", "! ")
        if not opens and not any(s < match.end() and match.start() < e for s, e in taken):
            spans.append(match.span())
    for match in _ACRONYM.finditer(text):
        shouted = text == text.upper()
        if (
            not shouted
            and match.group() not in _NO_NAME
            and not any(s < match.end() and match.start() < e for s, e in taken)
        ):
            spans.append(match.span())
    spans += [m.span() for m in _SHORT.finditer(text) if m.group() not in _SHORT_WORDS]
    return sorted(set(spans))


def _categories(plain: str) -> tuple[Category, ...]:
    found: dict[Category, None] = {}
    for match in _CATEGORY.finditer(plain):
        category: Category = match.lastgroup  # type: ignore[assignment]  # the groups are the categories
        found[category] = None
    return tuple(found)


def _since(text: str, facts: Sequence[Fact], today: dt.date) -> dt.date | None:
    """From which day on: the day after "since", else the first day it names, else so many days back."""
    dates = [f for f in facts if f.kind == "date" and f.first is not None]
    back = _BACK.search(text)
    if back and (back["number"] or back["number2"] or not dates):
        number = (back["number"] or back["number2"] or "one").lower()
        count = int(number) if number.isdigit() else _NUMBERS[number]
        return today - dt.timedelta(days=min(count, 5_000) * _DAYS[(back["unit"] or back["unit2"]).lower()])
    if not dates:
        return None
    chosen = next((f for f in dates if _AFTER_SINCE.search(text[: f.start])), dates[0])
    assert chosen.first is not None
    return _not_after(chosen.first, today, by_month=not re.search("[a-z]{3}", chosen.text.lower().replace("the", "")))


def _not_after(day: dt.date, today: dt.date, *, by_month: bool) -> dt.date:
    """The same day of an earlier month or year where it lies ahead: what changed since then lies behind."""
    while day > today:
        month, year = (day.month - 1 or 12, day.year - (day.month == 1)) if by_month else (day.month, day.year - 1)
        day = day.replace(year=year, month=month, day=min(day.day, calendar.monthrange(year, month)[1]))
    return day


def _reads_as_words(text: str, catalog: Catalog) -> bool:
    """Whether at least half of its words could be words: their letters follow each other as in the glossary's texts."""
    words = [w.lower() for w in _WORD.findall(text)]
    known = _letters(catalog)
    fair = sum(1 for w in words if w.upper() in text or all(part in known for part in _triples(w)))
    return 2 * fair >= len(words) > 0


def _triples(word: str) -> list[str]:
    framed = f"^{word}$"
    return [framed[i : i + 3] for i in range(len(framed) - 2)]


@lru_cache(maxsize=4)
def _letters(catalog: Catalog) -> frozenset[str]:
    texts = [t for c in catalog.concepts for t in (*c.meaning.values(), *c.assumes.values(), c.gap or "", *c.cues)]
    texts += [f"{i.says} {i.do} {i.who}" for c in catalog.concepts for i in c.implications]
    return frozenset(t for w in {w.lower() for text in texts for w in _WORD.findall(text)} for t in _triples(w))
