"""The words that qualify a clause: as it is today, out of scope, only an idea, on a condition, in the past.

Each entry is a fragment of a regular expression over lower-case text, matched at word boundaries. General English
only; nothing here names a technology or a document.
"""

from __future__ import annotations

import re

from glossary.concepts import OccasionKind


def _any_of(*fragments: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(fragments)})\b")


STATUS_QUO = _any_of(
    r"the (?:same )?way (?:\w+ ){1,3}(?:always|ever|do|does|did|have|has)",
    r"no different",
    r"carr(?:y|ies) on",
    r"leav(?:e|es|ing) (?:\w+ ){1,4}(?:alone|as|unchanged|in place)",
    r"(?:until now|so far|to date|up to now)(?= has| have|\W)",
    r"(?:has|have) been (?:\w+ ){1,8}for (?:\w+ )?(?:years|months|ages|decades)",
    r"not (?:be )?touch(?:ed)?",
    r"no news",
    r"(?:just |exactly )?(?:as|like) (?:today|now|before|usual|always|ever|at present|currently|is|it is|it was)",
    r"(?:just |exactly )?(?:as|like) \w+ (?:do(?:es)?|did|are|is|always)"
    r"(?= (?:today|now|at present|currently|it)|\W*$)",
    r"unchanged",
    r"untouched",
    r"unaffected",
    r"not (?:be )?(?:affected|impacted)",
    r"no impact",
    r"stay(?:s|ed|ing)?",
    r"remain(?:s|ed)?",
    r"continu(?:es?|ed|ing)",
    r"keep(?:s|ing)?\s+(?:on\s+)?(?:us\w+|work\w+|runn\w+|the|their|its|our|your|sign\w+|logg\w+|hav\w+|as)",
    r"(?:no|without(?: any)?) (?:further )?changes?",
    r"nothing (?:new|[^.;,]{0,60}?\b(?:chang(?:es?|ed|ing)|different|differs)|changes)",
    r"(?:do(?:es)?|did|will|would) not (?:change|differ|move|affect|alter)",
    r"already\s+(?:in|on|live|uses?|using|hav\w+|has|works?|known?|exist\w*|available|active|runs?|set up|\w+ed)",
    r"still\s+(?:us\w+|works?|working|sign\w*|log\w*|rel\w+|runs?|running|available|valid|in (?:place|use|force))",
    r"since\s+(?:(?:19|20)\d\d|last|the|early|late|mid|january|february|march|april|may|june|july|august"
    r"|september|october|november|december)",
    r"(?:have|has) (?:always|long|been using)",
    r"business as usual",
    r"(?:in place|in use|in force) for (?:\w+ )?(?:years|months)",
    r"for (?:many|several) years",
    r"well[- ]established",
)
OUT_OF_SCOPE = _any_of(
    r"(?:out[- ]of[- ]|outside (?:of )?(?:the |our )?|beyond (?:the |our )?|not (?:in|within) (?:the )?)scope",
    r"not (?:a )?part of",
    r"(?:is|are|was|were|be) (?:explicitly )?excluded",
    r"excludes?",
    r"(?:de|do|does)-?(?:scoped| not (?:include|cover))",
    r"not (?:be )?covered",
    r"not (?:currently |yet )?(?:planned|foreseen|envisaged|included|intended|addressed)",
    r"not in this (?:release|phase|wave|project)",
    r"no plans?",
    r"exempt(?:ed|ion|ions)?",
    r"not apply (?:to|for)",
    r"(?:left|reserved) (?:to|for) (?:a|an|the|another) (?:later|future|next|other|separate|\w+ )",
    r"(?:topic|matter|subject|question) for (?:another|a later|a different|a separate|the next)",
    r"not (?:be )?look(?:ing)? (?:at|into)",
    r"leav(?:e|es|ing) (?:\w+ ){1,4}(?:out|aside)",
    r"beyond what",
    r"not (?:\w+ ){0,2}this (?:year|time|round)",
    r"on hold indefinitely",
    r"left out of",
    r"is not a goal",
    r"non-goals?",
)
HYPOTHETICAL = _any_of(
    r"(?<!hardly )ever(?! since| more)",
    r"(?:\w+ )?wish(?:es|ed)?(?! to)",
    r"dream(?:s|ed|t|ing)? (?:of|about|that)",
    r"imagine",
    r"ideally",
    r"in an ideal world",
    r"(?:would|could) (?:be|have been) (?:\w+ )?(?:lovely|nice|great|good|better|best|ideal|wonderful|cool|helpful)",
    r"i (?:just |really |only )?(?:want|need|hope|would like)",
    r"hoped for",
    r"toy(?:s|ed|ing) with",
    r"(?:we|they|i|it|team|had|have|has) (?:briefly )?(?:looked into|dropped the idea|thought of)",
    r"had (?:we|they|it|i)",
    r"sooner or later",
    r"some(?:body|one)? (?:\w+ ){0,2}(?:suggested|suggests)",
    r"(?:one|some) ?day",
    r"hypothetical\w*",
    r"in theory",
    r"wish ?list",
    r"thought experiment",
    r"(?:we|they|i|he|she|team|board|committee|it) (?:have |has |had |also |briefly )*"
    r"(?:considered|discussed|looked at|talked about|debated|explored|thought about|rejected|ruled out)",
    r"(?:turn|vot)ed down",
    r"(?:was|were|been) (?:considered|discussed|debated|rejected|ruled out|explored|suggested)",
    r"nice[- ]to[- ]have",
    r"just an idea",
    r"(?:would|could|might) have",
    r"decided against",
    r"if (?:we|they|it|you|the \w+|anyone) (?:were|was) to",
    r"should we",
    r"in (?:the distant|some) future",
)
CONDITIONAL = _any_of(
    r"(?:could|might|would(?! like)|(?<!only )may(?! not| only| no longer))",
    r"perhaps",
    r"maybe",
    r"possibly",
    r"potentially",
    r"unless",
    r"(?:depends? (?:on )?|decided?|clear|unclear|open|see) whether",
    r"whether or not",
    r"subject to",
    r"pending",
    r"provided(?: that)?",
    r"assuming",
    r"tentative(?:ly)?",
    r"propos(?:ed|als?|es?|ing)",
    r"consider(?:s|ing)?",
    r"explor(?:es?|ing)",
    r"think(?:ing)? (?:about|of)",
    r"not (?:yet )?(?:been )?decided",
    r"undecided",
    r"in the event",
    r"in case(?! of (?:question|doubt|problem|difficult))",
    r"(?<!longer )optional(?:ly)?",
    r"to be (?:decided|confirmed)",
)
ASKS = _any_of(
    r"needs?",
    r"wants?",
    r"requires?",
    r"(?:would|should) (?:like|have|get|see|receive)",
    r"expects?",
    r"asks? for",
    r"rel(?:y|ies) on",
    r"depends? on",
    r"measured (?:by|with|through|in)",
    r"tracked (?:by|with|through|in)",
)

WE_DO = re.compile(
    r"\bwe (?:also |then |now )?(?!(?:do|did|have|had|are|were|was|can|could|cannot|will|would|may|might|know|knew"
    r"|think|believe|use|\w+ed)\b)[a-z]+\b"
)
"""What "we" do, in the present: in the plan of those who prepare others it is what they are going to do."""
IF = _any_of(
    r"(?:^|(?<=, ))should (?!we|i)(?=\w+ \w+.*,)",
    r"if(?!\s+(?:you have (?:any )?questions|in doubt|not already|needed|necessary|required|possible|applicable))",
)
REQUEST = re.compile(r"(?:can|could|would|will) you (?:\w+ )?(?:please|kindly)\b|would you mind\b|please\b")
"""A request in the form of a question."""
QUESTION = re.compile(r"\W*(?:Q\d{0,2}|Question)\s?[:.)]", re.IGNORECASE)
ANSWER = re.compile(r"\W*(?:A\d{0,2}|Answer)\s?[:.)]\s*", re.IGNORECASE)
"""How questions and answers of a list begin."""
PLEA = re.compile(
    r"\W*(?:can|could|may|might|would it be possible|is it possible|is there (?:any|a) (?:way|chance))\b.*\?\W*$",
    re.IGNORECASE | re.DOTALL,
)
"""A question that asks for what it names."""
NEWS = re.compile(
    r"(new|newly|coming soon|coming|soon|introducing|introduced|added|changed?|changes|updated?|gone|removed"
    r"|retired|dropped"
    r"|replaced|discontinued|withdrawn|blocked|moved) [:–—|-] "
)
"""A label that says what happens to what follows it: "New: …", "Removed: …"."""
_NEWS: dict[str, OccasionKind] = {
    **dict.fromkeys("change changed changes update updated".split(), "changed"),
    **dict.fromkeys("gone removed retired dropped replaced discontinued withdrawn".split(), "withdrawn"),
    "blocked": "limited",
    "moved": "moved",
}


def news(label: str) -> OccasionKind:
    """What a label of `NEWS` says of the thing behind it."""
    return _NEWS.get(label, "introduced")


SETTLED = re.compile(
    r"\b(?:(?:exactly |just )?as (?:planned|agreed|announced|scheduled)(?! (?:in|for|from|on|by)\b)"
    r"|(?<!once )(?:is|are) (?:all )?(?:there|set up|up and running)(?= (?:and|,|;|:)|$))"
)
"""What goes as was agreed, or is there: no news where no day is named."""
_THE_WORK = (
    r"(?:project|roll-?out|migration|item|ticket|wave|pilot|case|action|topic|point|deployment|upgrade|programme|program"
    r"|introduction|hypercare|training|go-live|cut-?over|change)"
)
PAST = _any_of(
    rf"{_THE_WORK}s?(?: \w+){{0,5}} (?:is|are|was|were|has been|have been) (?:now |all |finally |already "
    rf"|fully )?closed",
    r"(?:is|are|was|were) (?:now |all |finally |already |fully )?(?:over|behind us|finished|completed?|concluded"
    r"|wrapped up"
    r"|done)(?= (?:since|now|and|:)|\W*$)",
    rf"{_THE_WORK}(?: \w+){{0,4}} (?:finished|ended|went well|took place|went smoothly)",
    rf"{_THE_WORK} : (?:closed|done|completed?|finished)",
    r"previously",
    r"formerly",
    r"historically",
    r"originally",
    r"back (?:then|in)",
    r"at the time",
    r"in the past",
    r"once upon",
    r"used to",
    r"last (?:year|month|quarter|summer|winter|spring|autumn|fall|decade)",
    r"(?:years?|months?|decades?) ago",
    r"(?<!has )(?<!have )had(?: been)?",
    r"long ago",
    r"in (?:those|the old|earlier|former) (?:days|years|times)",
    r"once(?= (?:was|were|had|used|ran))",
)
YEAR = re.compile(r"\b(?:in|during|until|since|of|back in|early|late|mid)[ -]((?:19|20)\d\d)\b")

HEADING_OUT_OF_SCOPE = re.compile(
    r"out[- ]of[- ]scope|not (?:in|within|part of|included|covered|affected|changing|planned)|exclu(?:ded|des|sions)"
    r"|non-goals?|what (?:\w+ ){0,3}(?:does not|will not|doesn['’]t|won['’]t|stays?|remains?|is not|isn['’]t)|no change"
    r"|stays? the same|remains? the same"
)
HEADING_STATUS_QUO = re.compile(
    r"(?:current|present|existing|today['’]s) (?:\w+ )?(?:state|situation|process|landscape|set-?up"
    r"|practice|architecture)"
    r"|as[- ]is\b|status quo|unchanged|how (?:it|things|we) (?:\w+ )?(?:works?|do \w+)? ?today"
    r"|where we are(?: today| now)?$"
)
HEADING_PAST = re.compile(
    r"^(?:background|history|previous|past|lessons learn(?:ed|t)|change log|revision history|version (?:history|table)"
    r"|retrospective|what (?:happened|went (?:well|wrong))|review of)\b"
)
HEADING_IDEAS = re.compile(
    r"future ideas|parking lot|wish ?list|(?:alternatives|options)(?: we)? (?:considered|rejected"
    r"|discussed)|ideas for later"
    r"|long-term vision|rejected|^(?:open |your )?questions|^ideas\b|backlog of ideas"
)
HEADING_WORDS = re.compile(
    r"^(?:glossary|key terms|terms and definitions|definitions|technology and terms|terminology|abbreviations|acronyms"
    r"|references|resources|further reading|see also|table of contents|contents)$"
)
HEADING_DELIVERED = re.compile(
    r"^(?:[\d.]+ )?(?:(?:what is )?in scope|scope|deliverables|what is new|new features"
    r"|what (?:we|you|users|staff|everyone) (?:will )?(?:deliver|deploy|introduce|roll out|launch"
    r"|provide|get|receive))\b"
)
"""What merely stands below such a heading is introduced."""
CELL_NOT = re.compile(
    r"\|\s*(?:n/?a|none|no|nil|done(?: [\w ]{0,12}\d{4})?|completed?|closed|cancelled|canceled"
    r"|rejected|not (?:\w+ ?){1,3}"
    r"|out of scope|excluded|unchanged|no changes?)\s*(?=\||$)"
)
"""A cell that says that nothing happens, or nothing more."""
EXCEPT = re.compile(
    r"\b(?:except(?: for)?|apart from|aside from|other than|excluding|with the exception of|save for|but not|instead of"
    r"|rather than|as opposed to|unlike|far from|without)\s+(?:\w+ing\s+)?(?:(?:the|our|a|an|any"
    r"|your|their)\s+)?(?:[\w-]+\s+){0,2}$"
)
"""What ends right before a thing that is left out."""
SEASON = re.compile(
    r"\b(?:(?:in|by|from|before|after|over|this|next|until|for|the|of|during"
    r"|at) (?:the )?(?:end of )?(?:early |late )?(?:spring|summer"
    r"|autumn|fall|winter|easter|whitsun|pentecost|christmas|new year|the year|year[- ]end|quarter[- ]end|half[- ]term"
    r"|month[- ]end|holidays)|in future|in the future|from now on|going forward|henceforth|effective immediately"
    r"|with immediate effect|soon|shortly|(?<!just )now(?= (?:available|live|open|planned))"
    r"|first (?:few |\w+ )?(?:hours|days|weeks|shifts)|tonight|tomorrow|in (?:\w+ )?(?:waves|phases|stages|steps)"
    r"|next release|next version|(?:during|after|before|until|at|from|with) (?:the )?(?:first "
    r"|next )?(?:hypercare|go-live|cut-?over|launch"
    r"|roll-?out|pilot|migration|freeze|wave|phase|sprint)(?: \w+)?)\b"
)
"""Times to come that are no dates."""
