"""What a statement says that leaves work to nobody: no owner is named, nobody comes forward, each counts on the other.

Only a statement of its own counts: "calls that nobody picks up" and "if nobody is in charge" tell what to do, and what
the rest of the sentence gives to somebody is not left.
"""

from __future__ import annotations

import re

_NOBODY = (
    r"(?:nobody|no[- ]one|none of (?:us|them|these teams)|neither (?:team|side|department|party|of (?:them|us|the "
    r"two|"
    r"our teams))|not a single (?:person|team)|no (?:volunteers?|takers?|candidates?|team|department|individual|"
    r"colleague))"
)
_SETTLED = (
    r"(?:named|known|assigned|decided|agreed|clear|settled|fixed|found|appointed|defined|clarified|nominated|"
    r"identified|selected|chosen|filled|allocated|recruited|determined|advised|resolved|staffed|designated|detailed|"
    r"deputed|established|confirmed)"
)
MISSING = (
    rf"(?:open|tb[dcan]|t\.b\.[dcan]\.?|none|nobody|no[- ]one|missing|vacant|blank|unclear|unknown|undecided|"
    rf"unsettled|unfilled|pending|lacking|wanted|awaited|n\. ?n\.?|up in the air|not (?:yet )?(?:been )?{_SETTLED}|"
    rf"(?:still |yet )?to be {_SETTLED}|(?:still |currently )?(?:being )?(?:sought|recruited|looked for)|awaiting "
    rf"(?:nomination|appointment|a name|confirmation)|to follow|no name(?: yet)?|not us)"
)
"""What stands in the place of a name."""
_CLAUSE_END = (
    r"(?=\s*(?:[.,;:!)]|$|[-–—]|\b(?:yet|so far|still|at present|at the moment|as of|for now|and|but|until|since|by|"
    r"because|after|on our side|here|today)\b))"
)
_ROLE = (
    r"(?:owner(?:ship)?|leads?|responsib(?:le|ility|ilities)|(?:person|officer|team) (?:in charge|responsible)|"
    r"assignee|"
    r"accountab(?:le|ility)|doer|coordinator|co-ordinator|custodian|in charge)"
)
_WORK = (
    r"(?:do|does|doing|will|would|should|shall|can|could|writes?|runs?|leads?|owns?|takes?|pays?|keeps?|makes?|"
    r"sends?|"
    r"tells?|briefs?|trains?|teaches|shows?|updates?|maintains?|corrects?|cleans?|fix(?:es)?|checks?|signs?|answers?|"
    r"picks?|looks?|provides?|suppl(?:y|ies)|delivers?|prepares?|organi[sz]es?|orders?|prints?|translates?|covers?|"
    r"handles?|loads?|collects?|puts?|drives?|holds?|opens?|staffs?|supports?|helps?|stands?|is (?:responsible|in "
    r"charge|to \w+|going to|the owner|doing|covering|on (?:duty|call)|behind)|has to|hands?|brings?|carries|"
    r"manages?|"
    r"decides?|approves?|enters?|types?|informs?|phones?|calls?|visits?|sits?|restocks?|fills?|sets?|hosts?)"
)
_NO_ACTOR = (
    r"(?! (?:will|would|should|shall|can|could|is|has to) (?:be|get|need|attend|receive|use|have|see|benefit|log|"
    r"belong|"
    r"count|move|lose|go|come|join)\b)"
)
_TAKES_ON = (
    r"(?:(?:has |have |had |is |are |was |were |been |yet |so far |currently |really |actually |ever |even |"
    r"has yet |formally |officially |of us |there )*)"
    r"(?:named|responsible|assigned|in charge|appointed|accountable|nominated|tasked|earmarked|lined up|down for|"
    r"detailed|deputed|designated|identified for|charged with|foreseen for|booked for|"
    r"owns?\b|(?:looks?|looking) after(?! (?:two|three|more|several|many|\d))|feels? responsible|taken (?:it|this|"
    r"that|them|on|over|charge)|takes? (?:it|"
    r"this|"
    r"that|them) on|"
    r"signed up(?: for)?|volunteer(?:ed|s|ing)|(?:picks?|picked|picking) (?:it |this |that |them )?up|has (?:it|"
    r"this|that) on|"
    r"takes? (?:care|charge|responsibility)|took (?:it|this|that)(?: on)?(?! (?:badly|seriously|amiss|personally|"
    r"well|"
    r"ill|for granted))|"
    r"wants? (?:it|to (?:do|take|own|run|lead|write|be the))|"
    r"(?:doing|does|did) (?:it|this|that)\b|allocated|(?:available|planned|provided|budgeted) for|(?:come|came|"
    r"stepped|steps) "
    r"forward|put (?:\w+ ){0,2}(?:hand|name)s? (?:up|down|forward|against)|raised (?:\w+ )?hands?|"
    r"been asked to (?:do|take|write|run|lead|own|make|keep|handle|look)|agreed to (?:do|take|write|run|lead|own|"
    r"keep)|"
    r"claims? (?:it|this|ownership)|holds the pen|working on (?:it|this|that)|dealing with (?:it|this|that)|on "
    r"(?:the )?"
    r"(?:case|job)|keeps? (?:it|this|that|them) (?:up to date|current)|said yes|offered)\b"
)
_NO_MAIN_CLAUSE = re.compile(
    r"\b(?:if|when|whenever|unless|until|so|so that|in case|in which|should|(?<!said )(?<!say )(?<!says )(?<!is )"
    r"(?<!means )(?<!mean )(?<!out )(?<!find )(?<!know )that|which|where|whom|because then|before|once)\W*$",
    re.IGNORECASE,
)
_MAIN = (
    re.compile(rf"\b{_NOBODY},? {_TAKES_ON}", re.IGNORECASE),
    re.compile(
        r"(?<!if )(?<!that )(?<!when )(?<!case )(?<!case that )\b(?:some(?:one|body)|anyone)(?: (?!who\b|that\b|"
        r"always\b|"
        r"else\b)[\w'’-]+){0,4}? (?:should|must|ought to|has to|needs to|will have to|would have to|had better)\b"
        r"(?! (?:be \w+(?:ed|t|ld|n)\b|always|never|not|leave|have (?:seen|noticed)))",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:there(?: is|'s| was)|we(?: have|'ve)?(?: got)?|(?:has|have|had)(?: got)?|found|with) (?:still |"
        rf"currently |as "
        rf"yet |really )?(?:{_NOBODY}|no (?:named )?(?:person|post|position|headcount|resource|member of staff))\b"
        r"(?! (?:but|else|other)\b)[^.;,\n]{0,40}?\b(?:for|to|who)\b",
        re.IGNORECASE,
    ),
)
"""These are somebody's words on a piece of work only where they are not in a clause that says when."""
_ANYWHERE = (
    re.compile(
        rf"\b{_ROLE}\b(?: (?:of|for|to|on|in)\b[^.;:\n]{{1,60}}?)?(?:\s*[:=]\s*|\s+[-–—]\s+| (?:is|are|remains?|"
        rf"stays?)"
        rf"(?: still| as yet| currently| at present)? )(?:still |as yet )?(?:{MISSING}(?! (?:to|for|in|"
        rf"by)\b)\)?{_CLAUSE_END}|"
        rf"\?|[-–—]\W*$)",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:no|without an?) (?:named |clear |agreed |single )?(?:owner|lead|custodian)\b(?! (?:cannot|"
        r"can|may|is "
        r"(?:closed|sent|deleted)|are)\b)(?=[^.;]*(?:yet|so far|for (?:the|this|it)|named|\.|$))",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:on|in) (?:nobody|no[- ]one)['’]?s (?:\w+[- ])?(?:desk|list|plate|agenda|plan|calendar|job "
        r"description|radar|"
        r"budget|remit|hands)\b|\b(?:is|are|remains?|was) (?:\w+ )?(?:nobody|no[- ]one|neither side)['’]?s (?:\w+ "
        r")?(?:job|task|"
        r"baby|business|responsibility|work|problem|remit)\b|\bno[- ]man['’]?s[- ]land\b|\b(?:has|have) (?:\w+ "
        r")?no (?:home|"
        r"owner|keeper|custodian|parent|lead|name (?:against|next to|behind))\b|\bup for grabs\b|\bfall(?:s|en|ing)? "
        r"(?:through the cracks|between)\b|\bbetween (?:two|the) (?:stools|chairs|cracks)\b|\bunowned\b|"
        r"\bownerless\b|"
        r"\bun-owned\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:\b(?:is|are|has|have|was|were|remains?)\b|:|[-–—])(?: still| as yet)? (?:unassigned|not (?:yet "
        r")?(?:been )?(?:assigned|"
        r"allocated|staffed))\b(?! (?:to|a|an|the|are|is|go|for)\b)(?=\W*$|[.,;]| (?:yet|so far))",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:looking for|in search of|needs?|missing|lacks?|lacking|short of|yet to find|trying to find|"
        r"searching for|ask(?:ed|ing)? "
        r"around for) (?:some(?:one|body)|an owner|a volunteer|a (?:\w+ )?lead|a person|a name)\b(?! (?:who (?:is|"
        r"was)|from (?:the "
        r")?vendor))",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:to be|still|not yet|yet to be|needs to be|must be|has to be|not(?: been)?|remains to be|is|it's|"
        r"remains) (?:\w+ )?"
        r"(?:clarified|decided|agreed|settled|sorted(?: out)?|determined|clear|seen|unclear|undecided|open|unknown|"
        r"resolved|worked "
        rf"out|unsettled|fixed|established|in doubt)(?: between \w+ and \w+)?,?(?: as to)?(?: by)? (?:who(?:m|se "
        rf"job it is)?|which "
        rf"(?:team|side|department|of (?:us|the \w+)|person|office))\b(?: {_WORK}\b)?{_NO_ACTOR}(?! (?:is|are|"
        rf"gets?|needs?|has|have|"
        r"attends?|uses?|wants?|may|was|were|belongs?|receives?|knows?|sees?|can) (?!responsible|in charge|to |"
        r"going))",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:(?:do|does|did)(?: not|n['’]t) (?:yet )?know|have(?: not|n['’]t) (?:yet )?(?:decided|agreed|"
        rf"settled|worked out)|no idea|"
        rf"(?:nobody|no[- ]one) (?:knows|could say|can say|can tell)|cannot say|can['’]t say|no (?:decision|"
        rf"agreement) (?:yet )?(?:on|"
        rf"about|as to)|open question:?|question (?:is|remains):?) (?:who|which (?:team|side|department|of us|"
        rf"person)) {_WORK}\b{_NO_ACTOR}",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:position|post|role|slot|job|function)\b (?:of|for|as)\b[^.;:\n]{1,60}? (?:is|are|remains?|"
        r"stays?)(?: still| currently)? "
        r"(?:vacant|unfilled|not (?:yet )?(?:been )?filled|empty)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"^(?!\W*(?:absen\w+|apolog\w+|excused|injur\w+|affected|missing|late|away|sick|exempt|excluded|present|"
        r"leavers?|on leave)\b)"
        r"[^.?!:]{8,90}(?::|\s[-–—])\s*(?:still )?(?:nobody|no[- ]one|n\. ?n\.?|not us)(?: yet| so far| named| "
        r"assigned)?\W*$",
        re.IGNORECASE,
    ),
    re.compile(
        r"\bnot (?:taking|doing|our|ours|my|mine|me|us|responsible|with us|in our)\b[^.;?!]{0,60}?[.;,]?(?: (?:and|"
        r"nor|but))?[^.;?!]{0,60}?"
        r"\b(?:either|neither (?:am|are|do|will|can|is) \w+|(?:me|us) neither|nor (?:is|are|do|will) \w+)\b|"
        r"\b(?:not (?:me|us)|not (?:my|"
        r"our) (?:job|task)),[^.;?!]{0,60}[.;?!] (?:\w+: )?(?:me neither|neither)\b|\b(?:me|us) neither\b\W*$",
        re.IGNORECASE,
    ),
)
_REFERS = r"(?:says?|said|points? (?:at|to)|names?|refers? to|sends? \w+ to|looks? to|blames?|leaves? it to)"
IN_A_CIRCLE = re.compile(
    rf"\b(\w{{2,}}) {_REFERS}\b[^.;]{{0,30}}?\b(\w{{2,}})\b[^.;]{{0,20}}?\b\2 {_REFERS}\b[^.;]{{0,30}}?\b\1\b"
    r"|\b(?:nobody|no one|neither side|none of us) has (?:the |any )?(?:money|budget|time|capacity|people|staff|"
    r"hours) (?:for|to)\b",
    re.IGNORECASE,
)
"""One points to the other and the other back; or nobody can."""
_TOOK = (
    r"(?:thought|assum(?:ed?|es)|believe[sd]?|thinks?|understood|expect(?:ed|s)?|supposed|took it|reckon(?:ed|s)?|"
    r"hope[sd]?|count(?:s|ed)? on)"
)
_EACH_THOUGHT = re.compile(
    rf"(?P<one>[\w&-]+) {_TOOK}\b(?P<his>[^.;\n]{{2,70}}?)[,;.]? (?:(?:and|but|while|whereas) )?(?:the "
    rf")?(?P<other>[\w&-]+) "
    rf"{_TOOK}\b(?P<its>[^.;\n]{{2,60}})",
    re.IGNORECASE,
)
_EACH_OTHER = re.compile(
    r"\b(?:each|both)\b[^.;\n]{0,40}\b(?:thought|assum\w+|believe\w*|thinks?|expect\w*|suppos\w+|wait\w*|count\w*|"
    r"rel(?:y|ies))\b"
    r"[^.;\n]{0,20}\bthe other\b",
    re.IGNORECASE,
)
_HAS_IT = re.compile(
    r"\b(?:has|does|did|had|takes?|took|handles?|owns?|is doing|was doing|looks? after|would do|will do) (?:that|"
    r"it|this|them|these)\b",
    re.IGNORECASE,
)
_ELLIPSIS = re.compile(r"^\W*(?:[^\W\d][\w&-]*(?:\W+|$)){1,4}(?:(?:has|does|did|had|would|will)\W*)?$", re.IGNORECASE)
"""A name alone, or with "would": "Ines thought the desk"."""
_OURS = frozenset({"we", "us", "our", "ours", "i", "me"})
VERDICT = re.compile(
    r"^(?:and |if |so |then )?(?:neither|nobody|no one)(?: of (?:us|them|the two))?(?:,? (?:then )?|: ?)?(?:nobody|"
    r"no one|neither)?\W*$",
    re.IGNORECASE,
)
"""All that a statement says: "So neither.", "If neither of us: nobody"."""
_GIVEN = re.compile(
    r"(?:[;,:]|\s[-–—])\s*(?:so |and |but |now |since then |since |therefore |until then |hence |instead )*"
    r"(?:(?-i:[A-Z][\w.]+)(?: (?:and|or) (?-i:[A-Z]\w+))?|we|I|the (?:[\w-]+ ){1,3}?)(?:['’]ll| will| has| have| "
    r"does| do| take| takes|"
    r" covers?| is| are| keeps?| gives?| stands? in| can)\b(?! (?:not|no|nobody|neither|also not|none)\b)"
    r"|\b(?:since then|from now on|in the meantime|meanwhile|until then)\b[^.;]{0,40}\b(?:is|has|does|takes|covers|"
    r"will)\b",
    re.IGNORECASE,
)
"""What the rest of a sentence gives to somebody."""
_BY_NOW = re.compile(
    r"\b(?:until|till|up to|before|in) (?:\w+ )?(?:19|20)\d\d\b|\b(?:used to|formerly|previously|"
    r"in the past)\b",
    re.IGNORECASE,
)


_WHO = re.compile(
    r"^(?:so |and |but |only |then )?(?:\w+: ?)?who(?:'s| (?:is|will be) (?:responsible|in charge|the owner|covering|"
    r"doing|there|"
    r"writing|on (?:site|duty|call)|\w+ing)| (?:will|should|would|shall|can|does|actually|else|then|of us)? ?"
    r"(?!is\b|are\b|was\b|were\b|gets?\b|needs?\b|has\b|have\b|wants?\b|uses?\b|may\b|attends?\b|knows?\b|can\b|"
    r"must\b|will\b)\w+)?"
    r"[^.?]{0,80}\?$",
    re.IGNORECASE,
)
_SPEAKER = re.compile(
    r"^(?:[^.?!\n]{2,40}[.:]\*\*:? )?(?:\[?[\d:., /-]+\]?\s*)?(?:@?[A-Z][\w.-]*(?: [A-Z][\w.-]*){0,2}\s*(?:\([^)]*\))?:"
    r"\s+)?(?:@\w+,? )?"
)
_POINTS = re.compile(r"\b(?:it|that|this|these|those|them|they)\b", re.IGNORECASE)
_SHORT = 6


def leaves_open(text: str) -> bool:
    """Whether a statement leaves work to nobody."""
    if VERDICT.search(text) or IN_A_CIRCLE.search(text) or _EACH_OTHER.search(text) or _each_thought(text):
        return True
    if _BY_NOW.search(text):
        return False
    for alone in _MAIN:
        for match in alone.finditer(text):
            if not _NO_MAIN_CLAUSE.search(text[: match.start()]) and not _GIVEN.search(text, match.end()):
                return True
    return any(not _GIVEN.search(text, found.end()) for pattern in _ANYWHERE for found in pattern.finditer(text))


def _each_thought(text: str) -> bool:
    """Whether two take each other to do it: the one is named in what the other thought."""
    for match in _EACH_THOUGHT.finditer(text):
        one, other = match["one"].casefold(), match["other"].casefold()
        if _names(other, match["his"]) or (_names(one, match["its"]) and one != other):
            return True
        if one != other and _HAS_IT.search(match["his"]) and _ELLIPSIS.match(match["its"]):
            return True
    return False


def _names(who: str, said: str) -> bool:
    words = frozenset(re.findall(r"\w+", said.casefold()))
    return not words.isdisjoint(_OURS) if who in _OURS else who in words


def without_speaker(text: str) -> str:
    """Without who speaks, when, and a heading that runs into the text."""
    return _SPEAKER.sub("", text, count=1)


def is_question_of_who(text: str) -> bool:
    """Whether it asks who does something."""
    bare = without_speaker(text)
    return bare.rstrip().endswith("?") and _WHO.match(bare) is not None


def points(text: str) -> bool:
    """Whether what it is about stands before it."""
    return len(text.split()) < _SHORT or _POINTS.search(text) is not None
