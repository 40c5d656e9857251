"""Words by which a sentence is told to plan something: closed classes of English, and what speaks against it.

`prose` looks at them around a day. They know no document.
"""

from __future__ import annotations

import datetime as dt
import re

from service.interpretation.facts.dates.days import WEEKDAY
from service.planning.facts import EventKind

REPLACED = re.compile(
    r"(?:\b(?:not(?! (?:before|until|later|earlier))|instead of|rather than|no longer|previously|originally|formerly|"
    r"was(?: planned| set| due| scheduled)?|(?:moved?|moves|postponed?|shifted|brought forward|changed|delayed|"
    r"pushed|rescheduled|"
    r"slipped|slips)(?: back| out)? from|old date:?|away from|replaces|ex)(?: (?:on|for|in|the|as|from|to|"
    r"planned|scheduled))*|"
    r"\b(?:mov\w+|postpon\w+|shift\w*|reschedul\w+|push\w*|delay\w*|chang\w+|slip\w*|defer\w*|brought forward)\b"
    r"[^.;\n]{0,60}\bfrom(?: the)?)[\s:(]*$",
    re.IGNORECASE,
)
STAMP = re.compile(r"\[\s*$")
STAMPED = re.compile(r"[^\[\]\n]{0,20}\]")
SINCE = re.compile(
    r"\b(?:since|ever since|as of now|last|back in|already in|until now|dated|as (?:of|at)|version|"
    r"draft(?: of)?|minutes of|mail of|update of|written|status:?|"
    r"(?:plan|note|list|letter|report|update|e-?mail) (?:of|from|dated))(?: the)?\s*$",
    re.IGNORECASE,
)
UNTIL = re.compile(r"\b(?:until|till|up to|no later than)(?: the)?\s*$", re.IGNORECASE)
STAYS = re.compile(
    r"\b(?:stays?|remains?|keeps?|continues?|usable|available|in parallel|still|can be used|old way|runs? on)\b",
    re.IGNORECASE,
)
WISHED = re.compile(
    r"\b(?:asked|asks|asking|wanted|wants|would like|wished|requested|demanded|prefers?|insists?|hoped|hopes|"
    r"complain\w*|"
    r"declined|refused|rejected|ruled out|considered|discussed|thought about|dropped|could have|should have)\b",
    re.IGNORECASE,
)
MAYBE = re.compile(
    r"\b(?:would|could|might|worst case|best case|fallback|plan B|in case|otherwise|if not|unless|what if|"
    r"alternatively|or else)\b",
    re.IGNORECASE,
)
PROPOSED = re.compile(r"\b(?:propos\w+|suggest\w*|recommend\w*|pencilled|provisional\w*|tentative\w*)\b", re.IGNORECASE)
AWAY = re.compile(
    r"\b(?:i am|i'm|i will be|we are|is|are|will be|am|be) (?:off|away|out|on leave|on holiday|on vacation|"
    r"abroad|back|ill|sick)\b|"
    r"\b(?:out of (?:the )?office|annual leave|vacation|birthday|sick leave|parental leave|company outing|"
    r"(?:floor|halls?|offices?|plants?|sites?|schools?|shops?|stores?|wards?|depots?|branch(?:es)?|canteen|building)"
    r"(?: is| are| will be)? closed|(?:is|are|will be|stays?|remains?) (?:closed|shut))\b",
    re.IGNORECASE,
)
NOT_OURS = re.compile(
    r"\b(?:not ours|(?:by|of) (?:an)?other (?:team|project|programme|department)s?|(?:is|are) (?:another|"
    r"a separate|its own) "
    r"(?:project|programme)|separate project|nothing to do with|no effect on|unrelated|"
    r"not (?:a )?part of (?:this|it|the)|"
    r"not (?:in|within) (?:our|the|this) (?:scope|project)|not this project|does not (?:affect|concern) (?:us|"
    r"this|the))\b",
    re.IGNORECASE,
)
A_WEEKDAY = re.compile(WEEKDAY, re.IGNORECASE)
OPENS_WITH_WEEKDAY = re.compile(rf"(?:(?:on|next|this|last|by|coming) )?{WEEKDAY}\b", re.IGNORECASE)
OF_ANY_WEEK = re.compile(r"\b(?:a|an|each|every|per|any|and|or|to|until|till)\s+$|-\s*$", re.IGNORECASE)
SOME_DAY = re.compile(r"\s*(?:after|before|following|thereafter|of (?:the|each|every))\b|\s*[-–—]\s*[A-Z]")
OWNED = re.compile(
    r"\b(?:owns?|looks? after|(?:is|are) (?:responsible|in charge|accountable)|belongs?|takes? care of|nothing|"
    r"none|no one|nobody|no (?:\w+ )?(?:changes?|releases?|deployments?|updates?))\b",
    re.IGNORECASE,
)
"""Who has something from then on, or that nothing happens."""
TARGETS = re.compile(
    r"\b(?:targets?|goals?|measures?|metrics?|KPIs?|success|worked|criteria|benefits?|done|outcomes?)\b", re.IGNORECASE
)
VALUE = re.compile(
    r"[€$£]|\b\d[\d.,]* ?(?:k€|EUR|USD|GBP|CHF|m€|percent)\b|\b(?:per (?:month|year|user|seat)|paid|"
    r"invoice[sd]?|costs?|budget|"
    r"price|fee|contract|licen[cs]e (?:period|term|runs|expires)|framework|fiscal|warranty|subscription|renew\w*)\b",
    re.IGNORECASE,
)
TARGET = re.compile(
    r"\b(?:target|goal|KPI|aim|measure|at least|fewer than|less than|more than|benchmark|threshold)\b|\d ?%",
    re.IGNORECASE,
)
NEEDED = re.compile(
    r"\b(?:requires?|demands?|expects?|obliges?|is valid|are valid|valid until|applies|expires?|law|regulation|"
    r"assumes?|assumed|assumption)\b",
    re.IGNORECASE,
)
HAPPENS = re.compile(
    r"\b(?:will|shall|to be|is|are|be|gets?|must be)\s+(?:\w+ly |also |then |now |all |first |again |to be |be |"
    r"fully |not )*"
    r"(?P<done>(?<=will be )\w{3,}|\w+(?:ed|en|wn|ilt|ent|ept|ade|eld|old|uilt|rained|ought|aught|one|un|ut|"
    r"et|id)|live|ready|due|available|on|in place)\b|"
    r"\b(?:have|has|needs?|must|ought) (?:to )?(?:be )?(?!to\b|be\b|been\b|no\b|a\b|an\b|the\b)\w{3,}|"
    r"\b(?:will|shall) (?!be\b|have\b|need\b|not\b)\w+|"
    r"\b(?:starts?|begins?|ends?|opens?|closes?|takes? place|runs?|launch\w*|arrives?|goes|go|moves?|follows?|"
    r"finish\w*|completes?|"
    r"delivers?|receives?|gets?|sends?|shows?|meets?|switch\w*|hands? (?:out|over)|happens?|joins?|leaves?|"
    r"visits?|presents?|"
    r"publish\w*|collects?|installs?|migrates?|trains?|brief\w*|informs?|tells?|invites?|tests?|checks?|stops?|"
    r"replaces?)\b",
    re.IGNORECASE,
)
STEP_VERB = re.compile(
    r"(?:we |to |please )?(?:add|announce|appoint|arrange|book|brief|build|call|check|clean|close|collect|"
    r"complete|configure|confirm|"
    r"connect|create|cut over|decide|define|deliver|deploy|design|distribute|draft|enable|enrol|fill|"
    r"finali[sz]e|finish|fix|freeze|"
    r"hand|hold|import|inform|install|invite|issue|kick|launch|load|mail|map|migrate|move|name|nominate|open|"
    r"order|plan|prepare|"
    r"present|print|provide|publish|record|recruit|register|rehearse|release|remove|replace|report|reserve|"
    r"review|rewrite|roll|run|"
    r"schedule|select|send|set|share|ship|sign|start|stop|survey|switch|talk|tell|test|train|translate|turn|"
    r"update|upgrade|verify|"
    r"visit|walk|write)\b",
    re.IGNORECASE,
)
LABELLED = re.compile(r"^[^.;:]{2,70}(?::|\s[–—-]|\s?=|\s?→|\s\()\s*(?:from |by |on |until |w/c )?$")
PAST = re.compile(
    r"\b(?:was|were|had|has been|have been|did|went|took|held|started|finished|completed|ended|happened|"
    r"looked at|received|gave|took|knew|saw|told|lost|ran|"
    r"broke|brought|built|bought|chose|found|kept|made|paid|spent|stood|thought|sent|arrived|failed|closed|"
    r"approved|agreed|decided|met|got|became|came|said|wrote|confirmed|opened|signed)\b",
    re.IGNORECASE,
)
FUTURE = re.compile(r"\b(?:will|shall|is to|are to|to be|planned|scheduled|due|going to|must|is|are)\b", re.IGNORECASE)
CANCELLED = re.compile(
    r"\b(?:cancell?ed|called off|scrapped|dropped|abandoned|(?:does|do|will) not take place|no longer takes place)\b",
    re.IGNORECASE,
)
VERDICT_OPEN = re.compile(
    r"(?:not (?:yet )?(?:decided|agreed|confirmed|fixed|final|approved)|open|tbc|tbd|to be confirmed|"
    r"provisional|tentative)\W*$",
    re.IGNORECASE,
)
NO_STEP_OVER = re.compile(
    r"\b(?:not (?:yet )?in scope|out of scope|background|history|glossary|what stays|does not change|"
    r"stays the same|absences?|assumptions?|licen[cs]es?)\b",
    re.IGNORECASE,
)
UNSURE = re.compile(
    r"\b(?:if|unless|only when|provided(?: that)?|subject to|depends? on|depending on|not (?:yet )?(?:decided|"
    r"confirmed|agreed|fixed|"
    r"final)|tbd|tbc|to be (?:confirmed|decided|agreed)|tentative\w*|provisional\w*|at risk|as long as|assuming|"
    r"propos\w+|pencilled)\b",
    re.IGNORECASE,
)
REASON = re.compile(r"\d.*,? (?:since|because|as|due to|owing to) [^,;:]*$", re.IGNORECASE | re.DOTALL)
"""After another day, why it is that day."""
IF = re.compile(r"\b(?:if|unless|in case|should)\b[^,;:]*$", re.IGNORECASE)
OWN_WEEK = re.compile(r"(?:in )?(?:weeks?|wk)\b", re.IGNORECASE)
WEEKS = dt.timedelta(days=14)
HISTORY = dt.timedelta(days=400)
STAMPS = 8
"""Units at the head of a document among which its own day stands."""
CLOSED: frozenset[EventKind] = frozenset({"freeze", "holiday"})
TO_ITS_END = re.compile(
    r"\s*[,;]?\s*(?:and )?(?:it )?(?:ends?|ending|finish(?:es|ing)?|until|till|through|closes?|lasts until|"
    r"lasting until|runs until|running "
    r"until|to end|up to)(?: on| by| at)?(?: the)?\s*",
    re.IGNORECASE,
)
JOINS = re.compile(
    r"^[\s,;]*(?:and|then|but|or|for)?\s+|\s+(?:on|from|by|in|at|for|until|the|is|are)(?: the)?\s*$", re.IGNORECASE
)
MEETING = re.compile(
    r"(?:the |our |next |following |project |team |weekly |monthly |\w+: )*(?:meeting|call|session|sync|group|"
    r"board|QBR|jour fixe|board meets(?: again)?)",
    re.IGNORECASE,
)
"""The project's own meetings."""
NO_TITLE = re.compile(
    r"(?:no |not |same|ditto|sprints?(?: \d+)?(?: ran| is| was| runs?| starts?| ends?)?$)\b", re.IGNORECASE
)
FEW_WORDS = 14
PLANNED = re.compile(
    r"\b(?:will|shall|planned|scheduled|due|expected|by|from|starts?|begins?|to be|must|have to|is to|are to)\b",
    re.IGNORECASE,
)
SHORT_TITLE = 4
HOLDS = re.compile(
    r"\b(?:is|are|was|were|has|have|had|do|does|did|will|would|can|could|may|might|must|should|i|we|you|they|he|"
    r"she|it|nothing|"
    r"no(?:body| one)?|not|stays?|remains?|needs?|means?|\w+n't)\b",
    re.IGNORECASE,
)
DONE = re.compile(r"(?<!be )\b(?:done|completed|finished|passed|closed|delivered)\b", re.IGNORECASE)

ON_THAT_DAY = re.compile(r"(?:from|on|starting|as of|by)(?: the)?", re.IGNORECASE)
"""What opens a sentence that goes on with who does what: "From 17 January they take calls"."""
