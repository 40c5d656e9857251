"""Occasions: where the text says that something is introduced, changed, moved, enforced, limited or withdrawn.

A mention without an occasion gives a term its meaning and nothing more. Each mention is judged in its clause: by the
verb or noun that governs it, by the obligation or date it stands under, and by what qualifies the clause.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from glossary.concepts import OccasionKind
from service.interpretation.reading import clauses, marks, triggers
from service.interpretation.reading.clause.parts import NEAR, WILL, Days, Part, Parts, parts_of
from service.interpretation.reading.clauses import Standing
from service.interpretation.reading.context import asking as needs
from service.interpretation.reading.context.genres import imposed
from service.interpretation.reading.sentences import Sentence, Span, lead_ins
from service.interpretation.reading.triggers import Trigger
from service.interpretation.reading.words import read as read_words
from service.interpretation.reading.words import searched
from service.planning.facts import Fact

_MUST = re.compile(
    r"\b(?:must|shall|have to|has to|will need to|needs? to|required to|obliged to|asked to"
    r"|expected to)\b(?! no longer)"
)
_SOON = re.compile(
    r"\b(?:in future|from now on|going forward|henceforth|effective immediately|soon|shortly|as of now|starting now"
    r"|from (?:then|that (?:day|date|moment)|day one|go-live)(?: on(?:wards)?)?|now (?:only )?(?:via|by|through"
    r"|in|on|with))\b"
)
_NO_SUCH = re.compile(
    r"\b(?:no|not|never|neither|nor|nobody|none|nowhere|hardly|barely|scarcely)\s+(?!until|only|just"
    r"|later|more)(?:[\w-]+\s+){0,4}$"
)
_GOES_TO = re.compile(r"\s*(?:to|for|of|in|at|across|on) (?!date\b)")
"""After a bare "Rollout": whom or what it is of."""
_PART_OF = re.compile(
    r" (?:rooms?|building|floor|manager|lead|head|colleagues?|joiners?|hires?|starters?|poster"
    r"|page|chapter)\b"
)
"""After a term that only says what kind of room or person is new: "a new training room"."""
_NEW = re.compile(r"\b(?:new|replacement|first)\s+(?:[\w-]+\s+)?$")
_SHALL = re.compile(
    r"\b(?:will|shall|going to|about to)\b(?! not\b(?! until))(?! (?:\w+ly )?(?:find|remain|stay|continue|still)\b)"
)
_DENIED = re.compile(r"\b(?:not|never|nobody|none|hardly)(?: \w+){0,2}$")
_WORK_WITH = re.compile(
    r"\b(?:use|have|need|get|sign in|log in|log on|work|access|receive|be able to|prompted|asked|see|go)\b"
)
_LATELY = re.compile(r"\b(?:yesterday|this (?:week|month|morning)|last (?:week|night|friday|monday)|just|now|today)\b")
_UNTIL = re.compile(r"\b(?:until|till|up to|through)\s(?:[\w,]+\s){0,3}$")
_NOT_UNTIL = re.compile(r"\bnot\b.*\b(?:until|till|before)\b")


@dataclass(frozen=True, slots=True)
class Judged:
    """How one mention stands: with an occasion of a kind, or without and why."""

    sentence: int
    """Index of its sentence, -1 outside any."""
    kind: OccasionKind | None
    """What happens; None for a mere mention."""
    standing: Standing

    @property
    def has_occasion(self) -> bool:
        """Whether implications may follow."""
        return self.kind is not None and self.standing in ("real", "conditional")


def judge(
    text: str,
    sentences: Sequence[Sentence],
    mentions: Sequence[Span],
    dates: Sequence[Fact],
    today: dt.date,
    *,
    title: str = "",
    read_on: dt.date | None = None,
    asking: bool = False,
) -> list[Judged]:
    """How each mention stands, in the order given.

    Args:
        text: the document.
        sentences: its sentences, in order.
        mentions: where its terms occur.
        dates: its date facts, sorted by start.
        today: the day it speaks from.
        read_on: the day it is read on, against which a quoted mail is old; the day it speaks from if not given.
        title: its title, which may tell what kind of text it is.
        asking: whether it is written by those who state needs: there, "each group needs a sandbox" calls for one,
            where a technical text only describes ("the client needs a certificate").
    """
    starts = [s.start for s in sentences]
    days = Days(dates, [d.start for d in dates], today)
    leads = lead_ins(sentences)
    kinds = imposed(sentences, dates, read_on or today, title, asking=asking)
    known: dict[int, Parts] = {}

    def read(index: int) -> Parts:
        if index not in known:
            known[index] = parts_of(sentences[index], days, answered=_answer(sentences, index, asking=asking))
        return known[index]

    judged: list[Judged] = []
    for mention in mentions:
        index = bisect_right(starts, mention.start) - 1
        if index < 0 or mention.start >= sentences[index].end:
            judged.append(Judged(-1, None, "none"))
            continue
        sentence = sentences[index]
        kind, standing = _of_mention(mention, read(index), sentence)
        if asking and kind is None and standing in ("none", "negated", "out_of_scope"):
            kind, standing = _asked(mention, read(index), sentence, standing)
        lead = leads.get(index)
        if lead is not None and asking and kind is None and standing == "none" and needs.leads(sentences[lead].text):
            kind, standing = "planned", "real"
        elif lead is not None and standing in ("real", "none"):
            kind, standing = _with_lead(kind, standing, sentences[lead], read(lead))
        if kind is None and standing in ("none", "real") and sentence.kind in ("item", "row") and sentence.headings:
            kind, standing = _with_heading(standing, mention, sentence, read(index))
        above = clauses.under(sentence.headings)
        if above != "real" and standing in ("real", "conditional", "none"):
            kind, standing = None, above
        if index in kinds and standing in ("real", "conditional", "none"):
            kind, standing = None, kinds[index]
        judged.append(Judged(index, kind, standing))
    return judged


def _answer(sentences: Sequence[Sentence], index: int, *, asking: bool) -> str:
    """The answer that follows a question of a list of questions ("Q: …" "A: …"), in lower case; empty for none.

    What those who prepare others put as a question ("can the go-live move to June?") asks for it.
    """
    text = sentences[index].text.rstrip()
    if asking and marks.PLEA.match(text):
        return "yes"
    if not text.endswith("?") or index + 1 == len(sentences) or not marks.QUESTION.match(text):
        return ""
    answer = marks.ANSWER.match(sentences[index + 1].text)
    return sentences[index + 1].text[answer.end() :].lower() or "yes" if answer else ""


def reference_day(dated: dt.date | None, dates: Sequence[Fact], today: dt.date) -> dt.date:
    """The day a text speaks from: its own date, or today; for a plan whose days all lie behind, the first of them."""
    if dated is not None:
        return dated
    days = {d.first for d in dates if d.first is not None and d.unit in ("", "day")}
    return min(days) if days and max(days) < today else today


def _of_mention(mention: Span, read: Parts, sentence: Sentence) -> tuple[OccasionKind | None, Standing]:
    at = read.at(mention.start)
    here = read.parts[at]
    if at + 1 < len(read.parts) and read.parts[at + 1].clause.aside and not triggers.verbal(here.words.tokens):
        for later in read.parts[at + 1 : at + 3]:
            said = _of_subject(later)
            if said is not None and later.clause.standing in ("real", "conditional"):
                return said, later.clause.standing
    return _standing(mention, here, read, sentence)


def _of_subject(later: Part) -> OccasionKind | None:
    """What a relative clause, or a verb that resumes after one, says of what stands before it."""
    first = next((t for t in later.found if not t.noun and not t.negated), None)
    if first is None:
        return None
    opening = [t.word for t in later.words.tokens[:3]]
    acted_on = later.clause.aside and opening[-1] in ("we", "they", "you", "it")
    if first.first != later.words.tokens[0].start and not acted_on:
        return None
    return first.kind if first.tense in ("coming", "done") or (first.tense == "dated" and later.coming) else None


def _standing(mention: Span, here: Part, read: Parts, sentence: Sentence) -> tuple[OccasionKind | None, Standing]:
    kind, standing = _happens(mention, here, read, sentence)
    if standing in ("negated", "out_of_scope") or kind is None:
        return None, standing
    qualified = here.clause.standing
    if not here.coming and not here.soon and searched(marks.SETTLED, here.words.plain):
        return None, "status_quo"
    if qualified == "status_quo" and here.coming:
        before = here.words.plain[: here.words.place(here.coming[0].start)]
        if _UNTIL.search(before):
            return "limited", "real"
    if qualified == "status_quo" and kind == "withdrawn" and "no longer" in here.words.plain:
        return kind, "real"
    if qualified in ("past", "none") and here.coming:
        return kind, "real"
    return (kind if qualified in ("real", "conditional") else None), qualified


def _happens(mention: Span, here: Part, read: Parts, sentence: Sentence) -> tuple[OccasionKind | None, Standing]:
    """What the clause says happens to the mention, before anything qualifies it."""
    plain = here.words.plain
    at, until = here.words.place(mention.start), here.words.place(mention.end)
    before = plain[max(0, at - NEAR) : at]
    left_out = marks.EXCEPT.search(before)
    if left_out and left_out.group().startswith("instead of") and (read.dated or searched(_SOON, plain) or here.starts):
        return "withdrawn", "real"
    if left_out and not triggers.verbal(read_words(before, left_out.start(), len(before)).tokens[1:]):
        return None, "out_of_scope"
    if sentence.kind == "row" and searched(marks.CELL_NOT, plain):
        return None, "status_quo"
    for trigger in _governing(mention, here.found):
        if trigger.negated:
            if searched(_NOT_UNTIL, plain) and here.coming:
                return trigger.kind, "real"
            return ("limited", "real") if _stated(here, at, until) == "limited" else (None, "negated")
        if trigger.tense == "coming" or (trigger.tense == "done" and not here.past):
            return (None, "past") if here.entry else (trigger.kind, "real")
        if trigger.tense == "dated" and trigger.kind == "planned" and here.starts and trigger.end <= mention.start:
            continue
        if trigger.tense == "dated" and (read.dated or read.affirmed or (trigger.noun and searched(WILL, plain))):
            return trigger.kind, "real"
        if trigger.tense == "past" and trigger.kind == "planned" and not here.settled:
            return None, "past"
        if trigger.tense == "past" and (here.settled or (searched(_LATELY, plain) and not here.past)):
            return trigger.kind, "real"
        if trigger.tense == "past":
            return None, "past"
    stated = _stated(here, at, until)
    if stated is not None:
        return stated, "real"
    label = marks.NEWS.match(plain)
    if label is not None and label.end() <= at:
        return marks.news(label[1]), "real"
    itself = next((t for t in here.found if t.noun and t.start <= mention.start < t.end), None)
    if itself is not None and here.fragment and at == 0 and _GOES_TO.match(plain[until:]) and not itself.negated:
        return itself.kind, "real"
    obliged = searched(_MUST, plain)
    if obliged and obliged.end() <= at and not _DENIED.search(plain[: obliged.start()].rstrip()):
        negated = plain[obliged.end() :].startswith(" not")
        return ("limited" if negated else "enforced"), "real"
    if _NO_SUCH.search(before):
        return None, "negated"
    if here.starts:
        own = any(t.noun and t.start < mention.end and mention.start < t.end for t in here.found)
        return ("planned" if own else "introduced"), "real"
    if searched(_SOON, plain):
        return "introduced", "real"
    shall = searched(_SHALL, plain)
    worked = shall is not None and shall.end() <= at and _WORK_WITH.search(plain, shall.end(), at) is not None
    if here.coming and not here.past:
        return ("introduced" if worked else "planned"), "real"
    if shall and _DENIED.search(plain[: shall.end()]):
        return None, "negated"
    if shall:
        return ("introduced" if worked else "planned"), "real"
    if _NEW.search(before[-40:]) and not _PART_OF.match(plain[until:]):
        return "introduced", "real"
    if (sentence.kind == "row" or here.fragment) and read.dated:
        return "planned", "real"
    return None, (here.clause.standing if here.clause.standing != "real" else "none")


def _asked(mention: Span, read: Parts, sentence: Sentence, standing: Standing) -> tuple[OccasionKind | None, Standing]:
    """What those who prepare others call for, where nothing is announced."""
    here = read.parts[read.at(mention.start)]
    if here.clause.standing not in ("real", "conditional"):
        return None, standing
    if standing == "none" and (_called_for(mention, read) or needs.labelled(sentence.text)):
        return "planned", "real"
    kind = needs.of_mention(here.words.plain, here.words.place(mention.start), here.words.place(mention.end))
    return (kind, "real") if kind is not None else (None, standing)


def _called_for(mention: Span, read: Parts) -> bool:
    """Whether somebody needs, wants, does or measures by what is mentioned: in the present, as plans are written."""
    here = read.parts[read.at(mention.start)]
    before = here.words.plain[: here.words.place(mention.start)]
    asked = marks.ASKS.search(before) or marks.WE_DO.search(before)
    if asked is not None:
        return not _DENIED.search(before[: asked.start()].rstrip())
    does = [t for t in _governing(mention, here.found) if t.kind == "planned" and t.tense == "dated" and not t.negated]
    return bool(does) and not here.fragment


def _stated(here: Part, at: int, until: int) -> OccasionKind | None:
    for state in here.states:
        if (
            (state.side == "before" and state.first >= until - 1)
            or (state.side == "after" and state.last <= at + 1)
            or (state.side == "around" and state.first <= at and until <= state.last)
        ):
            return state.kind
    return None


def _governing(mention: Span, found: Sequence[Trigger]) -> list[Trigger]:
    """The triggers whose stretch holds the mention, the nearest first; a noun does not govern itself."""
    covering = [
        t
        for t in found
        if t.first <= mention.start
        and mention.end <= t.last
        and not (t.noun and t.start < mention.end and mention.start < t.end)
        and not (mention.start <= t.start and t.end <= mention.end and t.end - t.start < mention.end - mention.start)
    ]
    return sorted(covering, key=lambda t: (max(mention.start - t.end, t.start - mention.end, 0), t.start))


def _with_lead(
    kind: OccasionKind | None, standing: Standing, lead: Sentence, read: Parts
) -> tuple[OccasionKind | None, Standing]:
    last = read.parts[-1]
    heading = clauses.of_heading(lead.text)
    qualified = heading if heading != "real" else last.clause.standing
    if qualified not in ("real", "conditional"):
        return None, qualified
    if kind is None:
        for trigger in reversed(last.found):
            if trigger.tense in ("coming", "done") or (trigger.tense == "dated" and last.coming):
                return (None, "negated") if trigger.negated else (trigger.kind, qualified)
    return kind, (qualified if kind is not None else standing)


def _with_heading(
    standing: Standing, mention: Span, sentence: Sentence, read: Parts
) -> tuple[OccasionKind | None, Standing]:
    """A bare item takes what its heading says: "Decommissioning", "In scope"."""
    heading = sentence.headings[-1]
    bare = all(p.fragment for p in read.parts) and not sentence.text.rstrip().endswith(".")
    if not bare or clauses.of_heading(heading) != "real":
        return None, standing
    words = read_words(heading, 0, min(len(heading), 200))
    if marks.HEADING_DELIVERED.search(words.plain):
        own = _governing(mention, read.parts[read.at(mention.start)].found)
        return (own[0].kind if own else "introduced"), "real"
    if sentence.kind == "item" and len(words.tokens) <= 8:
        for trigger in triggers.find(words.tokens, fragment=True):
            if not trigger.negated and trigger.kind != "planned":
                return trigger.kind, "real"
    return None, standing
