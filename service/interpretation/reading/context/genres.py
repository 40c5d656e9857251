"""What kind of text it is: an advert, an invitation, a glossary, a quoted old mail speak of things and change none.

So does a note that says that nobody will notice, for all that stands around it. Each sentence gets the standing that
its kind of text imposes, or none; sentences about a change for people are read as ever.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence

from service.interpretation.reading.clauses import Standing
from service.interpretation.reading.sentences import Sentence
from service.planning.facts import Fact

_ADVERT_SURE = re.compile(
    r"\b(?:we(?: are|['’]re) (?:hiring|recruiting)|vacanc(?:y|ies)|job (?:ad|advert\w*|posting|offer|opening"
    r"|description)"
    r"|open position|years?['’]? (?:of )?(?:\w+ )?experience|apply (?:now|by|until|via|with|online|at|here)"
    r"|your application"
    r"|send (?:us )?your (?:cv|resume|application)|is looking for an?|we(?: are|['’]re) looking for an?)\b"
    r"|\([mwfdx](?: ?[/|] ?[mwfdx]){1,2}\)",
    re.IGNORECASE,
)
_ADVERT = re.compile(
    r"\b(?:you (?:bring|have|are|will (?:own|join|lead|design|run))|your (?:profile|tasks|role|responsibilities"
    r"|qualifications)"
    r"|we offer|full[- ]time|part[- ]time|permanent|salary|pay range|grade \d+|benefits|degree in|certified in"
    r"|fluent in"
    r"|nice to have|a plus|hands-on experience|join our team|reports? to the|home office|start date"
    r"|unlimited contract)\b",
    re.IGNORECASE,
)
_SOCIAL = re.compile(
    r"\b(?:lunch|dinner|drinks?|beers?|coffee|espresso|curry|pizza|cakes?|bbq|barbecue|birthday|farewell|party"
    r"|leaving do"
    r"|celebrat\w+|bowling|picnic|ice cream|after[- ]work|breakfast|wedding|marathon|football)\b",
    re.IGNORECASE,
)
_INVITES = re.compile(
    r"\?|\b(?:join us|come (?:along|and|by|over)|bring (?:a|your)|rsvp|fancy|up for|who['’]?s in|see you|cheers"
    r"|i['’]ll book"
    r"|you(?: are|['’]re) invited|have one|my treat|congrat\w*)\b",
    re.IGNORECASE,
)
_SERIOUS = re.compile(
    r"\b(?:must|mandatory|has to|have to|switch\w* off|goes live|will be|replac\w+|cut-?over|downtime|freeze"
    r"|deadline|deliver\w*)\b",
    re.IGNORECASE,
)
_WORDS = re.compile(
    r"\b(?:glossary|definitions?|terminology|abbreviations|acronyms|jargon|terms(?: used)?|what (?:\w+ )?(?:words"
    r"|terms) mean)\b",
    re.IGNORECASE,
)
_EXPLAINS = re.compile(r"^[\w/&+()' -]{2,50}(?::| =| - | – | — | means | is (?:an?|the) | stands for )\s*\S")
_QUOTED = re.compile(
    r"^(?:-{2,} ?(?:original|forwarded) message|(?:on|am|le) .{6,80}(?:wrote|schrieb|a écrit) ?:?$|sent: |date: )",
    re.IGNORECASE,
)
_SENT = re.compile(r"\b(?:wrote|schrieb|sent|date)\b", re.IGNORECASE)
_OLD = dt.timedelta(days=120)
"""A mail that has lain this long before it is quoted tells of how it was."""
_PEOPLE = r"(?:end[- ]?users?|users?|staff|employees|people|colleagues|anyone|anybody|everyone|everybody)"
_UNNOTICED = re.compile(
    rf"\b(?:(?:nobody|no[- ]one|no (?:end[- ]?)?(?:user|employee|colleague)s?) (?:will |should |would |is going to )?"
    r"(?:even )?(?:notices?|sees?|feels?|be (?:affected|impacted|disturbed)|is (?:affected|impacted))"
    rf"|(?:{_PEOPLE}|you) (?:(?:will|should|do|does|would|won['’]t|don['’]t) )?(?:not )?(?:even )?(?:see|notice"
    rf"|feel)s? (?:nothing|anything"
    r"|no difference|no change|any difference|any change|it|this)\b(?! (?:new|else|different))"
    rf"|no (?:end[- ]?)?(?:user|visible)[- ](?:impact|change)|no impact (?:on|for|to) {_PEOPLE}"
    rf"|without (?:any )?(?:user impact|impact (?:on|for) {_PEOPLE}|{_PEOPLE} noticing)"
    rf"|(?:invisible|transparent|unnoticed|not visible) (?:to|for|by) (?:all |the |our )?{_PEOPLE}"
    rf"|nothing (?:changes|will change|is changing) for (?:all |the |our )?(?:{_PEOPLE}|you)"
    r")(?=\W*$|[.,;!)]| (?:and|or|as|because|so)\b)",
    re.IGNORECASE,
)
_NOTICES = re.compile(
    r"\b(?:not|n['’]t) (?:even )?(?:see|notice|feel)|\b(?:see|notice|feel)s? (?:nothing|no)\b", re.IGNORECASE
)
_ALL_OF_THEM = re.compile(r"\b(?:if|unless|except|but|as long as|provided|until|apart from)\b", re.IGNORECASE)
_NEEDS_NOTHING = re.compile(
    r"\b(?:nothing (?:(?:is|more|else|further) )*(?:needed|required|to do|open) (?:from|on|for|at) (?:you|your|it"
    r"|our|the it)\b"
    r"|no (?:questions|requests|requirements|wishes|conditions|action|actions|needs?)(?: \w+){0,3} (?:from|on"
    r"|for) (?:you|your|it)\b"
    r"|(?:we|i) (?:do not|don['’]t) need anything)",
    re.IGNORECASE,
)
_OBLIGES = re.compile(
    r"\b(?:users?|staff|employees|people|everyone|everybody|you|they|all)\b[^.;]{0,60}\b(?:must|have to|has to"
    r"|need to|needs to)\b"
    r"(?! not)",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"\b(?:conference|trade fair|keynote|webinar by|(?:a|the|his|her|great|interesting) talk (?:by|about|on)"
    r"|article about|case study|competitors?|press release"
    r"|newsletter|magazine|podcast|another company|other companies)\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(r"\bour (?:main |biggest )?(?:competitors?|vendors?|suppliers?)", re.IGNORECASE)
_WE = re.compile(r"\b(?:we|our|us|you|your)\b", re.IGNORECASE)
_SHORT = 12
"""Sentences of a section for all of which one remark on its effect may speak."""
_NEAR = 3


def imposed(
    sentences: Sequence[Sentence], dates: Sequence[Fact], today: dt.date, title: str = "", *, asking: bool = False
) -> Mapping[int, Standing]:
    """The standing that the kind of text gives to its sentences, by their index."""
    whole = " \n".join([title, *(s.text for s in sentences[:80])])
    if _is_advert(whole) or (len(sentences) <= 8 and _is_invitation(whole)):
        return dict.fromkeys(range(len(sentences)), "none")
    found: dict[int, Standing] = {}
    _glossary(sentences, dates, title, found)
    _quoted(sentences, dates, today, found)
    _unnoticed(sentences, found, asking=asking)
    for index, sentence in enumerate(sentences):
        if _ELSEWHERE.search(sentence.text) and not _WE.search(_OTHERS.sub("", sentence.text)):
            found.setdefault(index, "none")
    return found


def _is_advert(text: str) -> bool:
    sure = {m[0].lower() for m in _ADVERT_SURE.finditer(text)}
    return bool(sure) and len(sure) + len({m[0].lower() for m in _ADVERT.finditer(text)}) >= 3


def _is_invitation(text: str) -> bool:
    return bool(_SOCIAL.search(text) and _INVITES.search(text) and not _SERIOUS.search(text))


def _glossary(sentences: Sequence[Sentence], dates: Sequence[Fact], title: str, found: dict[int, Standing]) -> None:
    """Entries below a line that announces terms, as long as they explain."""
    listing = _WORDS.search(title) is not None
    starts = [d.start for d in dates]
    for index, sentence in enumerate(sentences):
        opens = len(sentence.text.split()) <= 8 and _WORDS.search(sentence.text) is not None
        if opens and (sentence.kind == "heading" or sentence.text.rstrip(" *_").endswith(":") or index == 0):
            listing = True
        elif sentence.kind == "heading":
            listing = False
        elif listing and _EXPLAINS.match(sentence.text):
            dated = bisect_left(starts, sentence.end) > bisect_left(starts, sentence.start)
            if not dated:
                found[index] = "none"


def _quoted(sentences: Sequence[Sentence], dates: Sequence[Fact], today: dt.date, found: dict[int, Standing]) -> None:
    """All below the head of a quoted mail that is long past."""
    for index, sentence in enumerate(sentences):
        if not _QUOTED.match(sentence.text):
            continue
        sent = [d.last for d in dates if sentence.start <= d.start < sentence.end and d.last is not None]
        if sent and min(sent) < today - _OLD:
            for later in range(index, len(sentences)):
                found[later] = "past"
            return


def _unnoticed(sentences: Sequence[Sentence], found: dict[int, Standing], *, asking: bool) -> None:
    """What stands near a remark that nobody will notice, or that nothing is needed."""
    for index, sentence in enumerate(sentences):
        text = sentence.text
        match = _UNNOTICED.search(text)
        said = (
            match is not None and (not _NOTICES.search(match[0]) or _denies(match[0])) and not _ALL_OF_THEM.search(text)
        )
        if not said and not (asking and _NEEDS_NOTHING.search(text)):
            continue
        section = [n for n in range(len(sentences)) if sentences[n].headings == sentence.headings]
        if len(section) > _SHORT:
            section = [n for n in section if abs(n - index) <= _NEAR and sentences[n].block == sentence.block]
        for near in section:
            if not _OBLIGES.search(sentences[near].text):
                found.setdefault(near, "status_quo")


def _denies(words: str) -> bool:
    """One "no" denies: "users see nothing", "nobody will notice it"."""
    return re.search(r"\b(?:not?|nobody|nothing|no[- ]one)\b|n['’]t\b", words, re.IGNORECASE) is not None
