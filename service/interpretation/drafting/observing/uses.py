"""Where a document itself says what it means by a word: "deployment is complete when …", "handover takes place at …".

Only what is told of a word counts, never that it occurs. A word is known by its concept, so that "deployed" and
"deployment" are one; a word that no glossary has, by its stems.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from glossary.edition import Edition
from service.interpretation import wording
from service.interpretation.answering import telling
from service.interpretation.drafting.nouns import Material, quote_of
from service.interpretation.drafting.observing import scope
from service.interpretation.shown import Unit
from service.planning.observed import Use

_QUOTE = r"[\"'“”‘’„«»*_`]*"
_LABEL = rf"{_QUOTE}(?P<label>(?:[A-Za-z][\w/-]*)(?: [a-z][\w/-]*){{0,2}}?){_QUOTE}"
_QUOTED = r"[\"'“‘„«*_`]+(?P<label>[A-Za-z][\w/-]*(?: [\w/-]+){0,2})[\"'”’“»*_`]+"
_ARTICLE = r"(?:\W*(?:an? |the |our |to be |being |(?:the )?(?:word|term|expression|label|status|state) )?)"
_WHEN = r"(?:when(?:ever)?|once|as soon as|if|where|provided|as long as|only (?:after|when|once|if)|the moment)"
_STATE = (
    r"(?:complete[d]?|done|finished|over|closed|successful|a success|reached|achieved|concluded|fulfilled|met|"
    r"(?:considered|regarded as|counted as|seen as|deemed|classed as|treated as|taken as|marked(?: as)?|reported as|"
    r"accepted as|recognised as|understood as)(?: \w+)?)"
)
_MEANS = (
    r"(?:means?|meant|stands? for|refers? to|denotes?|describes?|signif(?:y|ies)|is short for|indicates?|equals?|"
    r"amounts? to|boils down to|comes down to|covers|comprises|"
    r"(?:is|are) (?:used|reserved|the word|the term|our (?:word|name|term)|another (?:word|name)|jargon|shorthand) for|"
    r"(?:is|are) (?:what we call|what is called|defined (?:as|by)|understood (?:as|to (?:be|mean))|taken to "
    r"(?:be|mean)|"
    r"measured (?:as|by)|reckoned (?:as|by|from)|to be (?:understood|read) as|the same as|synonymous with|"
    r"nothing (?:else|other|more) than))"
)
_UNDERSTAND = r"(?:mean|means|understand|understands|denote|intend|have in mind|think of|talk about|refer to)"
_WE = r"(?:we|i|it|they|you|one|people|everybody|everyone|crews?|staff|colleagues|[A-Z]{2,5}|the \w+)"
_CALL = (
    r"(?:call|calls|consider|considers|regard|regards|count|counts|treat|treats|mark|marks|report|reports|class|see)"
)
_DEFINED: tuple[re.Pattern[str], ...] = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_ARTICLE}{_LABEL} (?:is|are|will be|counts?|count as) (?:only |then |not )?(?:{_STATE} )?"
        rf"(?:only )?{_WHEN}\b(?P<said>.+)",
        rf"{_ARTICLE}{_LABEL}(?: here)? (?:only |simply |just |also )?{_MEANS}\b:?(?P<said>.+)",
        rf"an? {_LABEL}: (?P<said>(?:\w+ ){{3}}.+)",
        rf"{_LABEL}: (?P<said>(?:the|an?|what|when) (?:\S+ ){{1,6}}(?:that|which|who|when|where) .+)",
        rf"{_ARTICLE}{_LABEL} (?:is|are) "
        rf"(?P<said>(?:the|an?) (?:\S+ ){{1,3}}(?:that|which|who|when|in which|where) .+)",
        rf"(?:an? )?{_LABEL} (?:is|are) (?P<said>(?:what|any|every|anything|anyone|anybody|everything|whatever|"
        rf"whoever|either) .+)",
        rf"{_ARTICLE}{_LABEL} (?:is|are) called\b(?P<said>.+)",
        rf"{_ARTICLE}{_LABEL} (?:is|are) (?:the |that )(?:\w+ )?(?:day|week|weekend|"
        r"month|period|moment|point|date|time|hour|state|step|phase|"
        r"transfer|change|meeting|making|process|minute|evening|morning|night|stage|act|instant)\b(?P<said>.+)",
        rf"{_ARTICLE}{_LABEL} (?:is|takes place|happens|falls|starts|begins|ends)\b[^:.]{{0,40}}\d[^:.]{{0,20}}"
        r": (?P<said>\w+ .+)",
        rf"{_ARTICLE}{_LABEL} ?(?:=|:=|≙|→) ?(?P<said>.+)",
        rf"{_ARTICLE}{_LABEL},? ?[(,–—-]? ?(?:i\.e\.|that is(?: to say)?|in other words|meaning|to wit),? (?P<said>.+)",
        rf".*?\b(?:after|before|during|at|on|until|upon|with|by|for|of) (?:the |our )?{_LABEL},? ?[(,–—] ?"
        r"(?:i\.e\.|that is(?: to say)?|in other words|meaning|here:),? (?P<said>.+)",
        rf"(?:.{{0,40}}?\W)?(?:by|with|under|as) (?:an? |the |our )?{_LABEL},? {_WE} (?:only |always "
        rf")?{_UNDERSTAND}s?\b"
        r"(?P<said>.+)",
        rf"(?:.{{0,60}}?\W)?when(?:ever)? {_WE} (?:say|says|write|writes|speak of|speaks of|talk of|talk about|"
        rf"hear|hears|"
        rf"use|read|reads)(?: of| about| the word| the term)? (?:an? |the )?{_LABEL},? "
        rf"(?:{_WE} {_UNDERSTAND}|(?:it|that|this) means|it is)\b(?P<said>.+)",
        rf"(?:.{{0,40}}?\W)?{_WE} (?:only )?(?:speaks?|talks?) (?:of|about) (?:an? |the |our )?{_LABEL} "
        rf"(?:only )?{_WHEN}\b(?P<said>.+)",
        rf"(?:.{{0,40}}?\W)?{_WE} (?:use|uses|understand|understands|define|defines|take|takes|read|reads) "
        rf"(?:the (?:word|term) )?{_LABEL} (?:for|as|to mean|to be)\b(?P<said>.+)",
        rf"what {_WE} (?:call|calls|mean by|means by|understand by) (?:an? |the |our )?{_LABEL} (?:is|"
        rf"are)\b(?P<said>.+)",
        rf"(?:an? |the |our )?{_LABEL} (?:for|to|in the (?:eyes|language|words) of|on|among) "
        rf"[^,.:;]{{2,40}}?(?:,| is| means)"
        rf"(?: is| means)?(?<=is|ns) (?P<said>(?:the|an?|that|when|one|what) .+)",
        rf"(?:the )?(?:definition|meaning|sense|criterion|criteria) (?:of|for) (?:an? |the |our )?{_LABEL}"
        r"(?: here| with us)? ?(?:is|are|:|=|–|—)(?P<said>.+)",
        rf"(?:.{{0,10}}?\W)?definition(?: here)?: ?(?:an? |the )?{_LABEL} ?(?:=|:|–|—|is|are|means) ?(?P<said>.+)",
        rf"{_ARTICLE}{_QUOTED}(?:,? (?:in|for|on|as used in|at) [^:.,;]{{2,40}})? ?(?:=|:|–|—| -) ?(?P<said>.+)",
        rf"(?P<said>.{{12,}}?)(?:,| –| —|;) ?(?:and )?(?:that|this|which|it) (?:is|we) (?:what )?(?:we |is |"
        rf"they )?(?:call(?:ed)?|mean by) "
        rf"(?:an? |the |our )?{_LABEL}(?: here| with us)?\W*$",
    )
)
"""Ways to say what a word means; `label` is the word, `said` what is told of it."""
_ADJECTIVE: tuple[re.Pattern[str], ...] = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:.{{0,60}}? )?(?P<strong>counts? as|counted as|considered|regarded as|deemed|classed as|treated as|"
        rf"reported as|marked(?: as)?|called) (?:only )?{_QUOTE}(?P<label>[a-z][\w-]+){_QUOTE},? (?:only )?{_WHEN}\b"
        r"(?P<said>.+)",
        rf"(?:.{{0,40}}? )?(?:is|are|gets?|becomes?) (?:only )?{_QUOTE}(?P<label>[a-z][\w-]+){_QUOTE} (?:only "
        rf")?{_WHEN}\b"
        r"(?P<said>.+)",
        rf"(?:.{{0,30}}? )?{_WE} (?P<strong>{_CALL}) (?!the\b)[\w ]{{0,30}}?\b(?:as )?{_QUOTE}"
        rf"(?P<label>[a-z][\w-]+){_QUOTE} {_WHEN}\b(?P<said>.+)",
    )
)
"""Ways to say when something has a quality: "a site is ready when …"."""
_HABIT = re.compile(
    rf"{_ARTICLE}{_LABEL} (?:is|takes place|happens|starts|begins|lasts|runs)\b(?P<said>.*\b\d{{1,2}}[:.]\d\d\b.*)",
    re.IGNORECASE,
)
"""Something that recurs at a time of the day."""
_LISTED = re.compile(rf"{_ARTICLE}{_LABEL}(?: ?\([^)]*\))? ?(?:=|:|–|—| -|\|) ?(?P<said>\w.+)", re.IGNORECASE)
"""An item under a heading that says that its items tell meanings."""
_LIST_OF_WORDS = re.compile(
    r"\b(?:glossary|glossaries|definitions?|terms?|terminology|vocabulary|wording|dictionary|jargon|abbreviations|"
    r"what (?:we|the words|words|it) means?(?: by)?|what do(?:es)? (?:we|it|the words) mean|our words|how we "
    r"(?:speak|use)|"
    r"status(?:es)? explained|legend|key to|lexicon|nomenclature|language)\b",
    re.IGNORECASE,
)
_COLUMN_OF_WORDS = re.compile(
    r"(?:key ?)?(?:terms?|words?|expressions?|names?|labels?|status|state|abbreviation|acronym|concept|notion|"
    r"phrase)\W*",
    re.IGNORECASE,
)
_COLUMN_OF_MEANINGS = re.compile(
    r".*\b(?:meanings?|means?|definitions?|defined as|explanations?|explained|description|"
    r"stands for|understanding|sense|criteri(?:on|a)|reached when|true when|when)\b.*",
    re.IGNORECASE,
)
_ASKED = re.compile(
    rf"(?:.{{0,40}}?\W)?what (?:does|do|is|are) (?:(?:we|you|they|it|people) (?:all )?(?:mean|understand) (?:by|"
    rf"with) )?"
    rf"(?:(?:really |actually )?meant by )?(?:an? |the )?{_LABEL}(?: (?:really |actually )?means?)?"
    r"(?: here| for us| to us| in this \w+)?\?\W*",
    re.IGNORECASE,
)
_MEANT = re.compile(r"\b(?:mean|means|meant|understand)\b", re.IGNORECASE)
_BEFORE = re.compile(
    r"""(?P<cut>(?:\W*\[?\d{1,2}[:.]\d\d(?:\s?[ap]m)?\]?\W{1,3})?
    (?:@?[A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]+)?(?:\s\([\w /]+\))?
    (?:\s\d{1,2}[:.]\d\d)?\s?[:>–]\s))?
    (?P<for>(?:(?:and|but|so|note|nb|remember|please note|reminder|just to be clear|to be clear|for clarity)[:,]?\s)*
    (?:(?:for|to|with|in|on|at|among|under)\s[^,.:;]{2,40},\s|(?:here|there|strictly\sspeaking|in\sshort|usually),?\s)?)""",
    re.VERBOSE | re.IGNORECASE,
)
"""A speaker's name, and for whom or where it holds."""
_ASIDE = re.compile(
    r"(?<=\w)(?:,? \([^)]{2,40}\)|, (?:for|to|in|on|at|with) [^,.;:]{2,40},)(?= ?(?:is|are|means?|:|counts?)\b| ?:)"
)
_FOR_ME = re.compile(
    r"(?<=\w) (?:(?:here|for us|to us|with us|for them|to them|for me|to me)|"
    r"(?:for|to|in|on|at) (?:the|our|my) [\w-]+(?: [\w-]+)?)(?= (?:is|are|means?)\b)"
)
_NO_LABEL = frozenset(
    """it this that these those there they we i you he she what who which if when here everything nothing all each every
    one someone somebody nobody anyone everyone and or but so then as in on at for to of by from with until after
    before during not only also just more most few both either neither than where while because no yes why how
    whose his her its their any note status owner risk next please todo aim goal reason result answer
    question""".split()
)
_PLAIN = frozenset(
    """complete completed done finished over closed successful reached achieved fulfilled met possible needed required
    available open free necessary allowed only best good fine ok important useful clear sure better early late
    used sent told asked informed""".split()
)
"""Qualities that are told of anything, or that define nothing."""
_LONGEST_LEAD = 6


@dataclass(frozen=True)
class _Said:
    label: str
    start: int
    """Where the label stands in the unit; -1 where it is not in it."""
    said: str
    habit: bool = False


def uses(material: Material, glossary: Edition) -> tuple[Use, ...]:
    """What documents say that words mean."""
    names = scope.names_of(material.units)
    found: list[tuple[Use, frozenset[str]]] = []
    asked: _Said | None = None
    lead = ""
    for unit in material.units:
        said, asked_now = _told(unit, asked, lead), _asked(unit)
        asked = asked_now or (asked if unit.sentence.kind == "heading" else None)
        lead = _lead(unit, lead)
        for one in said:
            if (use := _use(unit, one, names)) is not None:
                found.append(use)
    return tuple(dict.fromkeys(_as_one(found)))


def _use(unit: Unit, one: _Said, names: scope.Names) -> tuple[Use, frozenset[str]] | None:
    keys, known = _keys(unit, one)
    if names.in_text(one.label[:1].upper() + one.label[1:]) or (one.habit and known):
        return None
    meaning = " ".join(one.said.split()).strip(" ,.;:")
    stems = wording.stems(meaning) - wording.stems(one.label)
    if len(stems) < (1 if one.habit else 2):
        return None
    return Use(
        label=one.label.lower(),
        concept="|".join(sorted(keys)),
        community=unit.shown.community,
        meaning=meaning,
        quote=quote_of(unit),
        stems=frozenset(stems),
        habit=one.habit,
    ), keys


def _as_one(found: Sequence[tuple[Use, frozenset[str]]]) -> Iterator[Use]:
    """Uses of one word under one name, be it known by its concept in one place and by its stems in another."""
    names: dict[str, str] = {}
    for use, keys in found:
        name = next((names[key] for key in sorted(keys) if key in names), use.concept)
        for key in keys:
            names.setdefault(key, name)
        yield replace(use, concept=name)


def _lead(unit: Unit, before: str) -> str:
    """What the units that follow stand under, where text has no headings: a short line without a full stop."""
    text = unit.text.strip()
    if unit.sentence.kind == "heading" or text.endswith(":"):
        return text
    short = len(text.split()) <= _LONGEST_LEAD and not text.endswith((".", "!", "?", ";"))
    if short and unit.sentence.kind == "paragraph" and not re.search(r"[:=–—|]", text):
        return text
    return before if unit.sentence.kind in ("item", "row") or _LISTED.match(text) else ""


def _asked(unit: Unit) -> _Said | None:
    """The word whose meaning a question or heading asks for, to be told in what follows."""
    match = _ASKED.fullmatch(unit.text.strip()) if _MEANT.search(unit.text) else None
    return _Said(match["label"], -1, "") if match and _is_label(match["label"]) else None


def _told(unit: Unit, asked: _Said | None, lead: str) -> list[_Said]:
    if not telling.is_said(unit) or unit.text.rstrip().endswith("?"):
        return []
    if unit.cells:
        return list(_in_row(unit))
    if asked is not None:
        return [replace(asked, said=unit.text)]
    above = " ".join((*unit.sentence.headings[-1:], lead))
    if _LIST_OF_WORDS.search(above) and (listed := _LISTED.match(unit.text)) and _is_label(listed["label"]):
        return [_Said(listed["label"], listed.start("label"), listed["said"])]
    return list(_said(unit))


def _in_row(unit: Unit) -> Iterator[_Said]:
    cells = scope.pieces(unit)
    labels = [c for c in cells if _COLUMN_OF_WORDS.fullmatch(c[0])]
    said = [c for c in cells if _COLUMN_OF_MEANINGS.fullmatch(c[0]) and c not in labels]
    explains = any(_LIST_OF_WORDS.search(h) for h in unit.sentence.headings[-1:])
    if labels and (said or (explains and len(cells) == _PAIR)):
        label = labels[0][2].strip(" \"'“”*_`")
        if _is_label(label):
            yield _Said(label, labels[0][1] + labels[0][2].find(label), (said or cells[1:])[0][2])


_PAIR = 2


def _said(unit: Unit) -> Iterator[_Said]:
    whole = unit.text
    opening = _BEFORE.match(whole)
    cuts = sorted({0, opening.end("cut"), opening.end()} if opening else {0})
    texts = [(cut, _FOR_ME.sub("", _ASIDE.sub("", whole[cut:]))) for cut in reversed(cuts)]
    for cut, text in texts:
        for pattern in _DEFINED:
            match = pattern.match(text)
            if match and _is_label(match["label"]):
                yield _Said(match["label"], cut + match.start("label"), match["said"])
                return
        for pattern in _ADJECTIVE:
            match = pattern.match(text)
            plain = match is not None and match["label"].lower() in _PLAIN and not match.groupdict().get("strong")
            if match and not plain and match["label"].lower() not in _NO_LABEL:
                yield _Said(match["label"], cut + match.start("label"), match["said"])
                return
    match = _HABIT.match(whole)
    if match and _is_label(match["label"]) and not _has_day(unit):
        yield _Said(match["label"], match.start("label"), match["said"], habit=True)


def _has_day(unit: Unit) -> bool:
    """Whether it gives a day of the calendar."""
    return any(f.first is not None and f.unit in ("", "day") and "T" not in f.value for f in unit.facts("date"))


def _is_label(label: str) -> bool:
    words = label.lower().split()
    return not set(words) & _NO_LABEL and not any(c.isdigit() for c in label) and len(label) > 2


def _keys(unit: Unit, said: _Said) -> tuple[frozenset[str], bool]:
    """By what a word is known: what it may stand for, and its stems; and whether the glossary has it.

    One word in two senses is the very matter: it is known by all that it may mean.
    """
    stems = " ".join(sorted(wording.stems(said.label)))
    own = frozenset({f"={stems or said.label.lower()}"})
    reading = unit.shown.reading
    start = unit.sentence.start + said.start
    for at in reading.mentions_in(unit.number) if said.start >= 0 else ():
        mention = reading.mentions[at]
        if mention.start == start and mention.end >= start + len(said.label) and mention.candidates:
            return own | frozenset(mention.candidates), True
    return own, False
