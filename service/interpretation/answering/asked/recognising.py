"""What kind of question it is, by the way it is asked in general English; knows no document and no glossary.

The rules stand in the order in which they win: what is most particular comes first. Cue words are found through
missing letters and swapped ones; nothing depends on capitals or on a question mark.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from service.interpretation.nouns import QuestionKind
from service.planning.facts import EventKind

_SPELLING = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "–": "-", "—": "-", "“": '"', "”": '"'})
_SHORT_FORMS = (
    (re.compile(r"\b(what|when|where|who|how|that|there|it|here)'?s\b(?!')"), r"\1 is"),
    (re.compile(r"\b(what|when|where|who|how)'?re\b"), r"\1 are"),
    (re.compile(r"\b(wat|wht|wot)\b"), "what"),
    (re.compile(r"\b(?:pls|plz|please|kindly)\b,? ?"), ""),
    (re.compile(r"\bu\b"), "you"),
    (re.compile(r"^(?:(?:hi|hello|hey|dear|good morning|ok(?:ay)?|so|well|um+|thanks|thank you|sorry)\b[ ,.!:-]*)+"), ""),
    (
        re.compile(
            r"^(?:(?:can|could|would|will) (?:you|someone|anyone|anybody|somebody) (?:also )?"
            r"(?=tell|explain|say|show|list|give|summari|check|find|let|remind|help)"
            r"|i(?: would|'d) (?:like|love|want|need) to (?=know|understand|see|ask|hear|find)"
            r"|i (?:want|need) to (?=know|understand|see|find)|i (?:was |am )?wonder(?:ing)? (?=if|whether|when|what|who|how)"
            r"|do (?:you|we) (?:happen to )?know,? (?=if|whether|when|what|who|how|where|which)"
            r"|any idea,? (?=if|whether|when|what|who|how|where|which))"
        ),
        "",
    ),
    (
        re.compile(
            r"^(?:tell (?:me|us)|let (?:me|us) know|remind me|know|understand|see|say|find out|help me understand)"
            r",? (?=if|whether|when|what|who|how|where|which|by when)"
        ),
        "",
    ),
)
_CUES = frozenset(
    """when what which where whose since until before after between affected affects affect impacted impact changed
    changes change changing mean means meaning define definition explain difference training trained access accounts
    account communications communication support champions enough overlap clash conflict collide schedule scheduled
    timeline milestone milestones deadline happen happens document documents mention mentioned anyone anybody anything
    accessibility question questions implications consequences prepare responsible launch withdrawn switched holiday
    freeze people groups users everyone available start starts enforced mandatory rollout cutover latest updates
    update different written stated affects concerned""".split()
)
_SHORTEST_CUE = 4
_WORD = re.compile(r"[^\W\d_]+(?:'[a-z]+)?")

_THEM = r"(?:it|them|the (?:it|tech\w*|project|infrastructure|security|deployment|vendor|other) ?(?:team|side|people|department|guys|colleagues)?|security|infrastructure|operations|hr|the vendor|the supplier|the project|the business|people readiness|the readiness team|the service desk)"
_FIELDS = (
    r"(?:us|me|you|my|our|the|people|everyone|everybody|users?|staff|training|trainers?|communications?|comms|support|"
    r"champions?|readiness|adoption|inclusion|accessibility|governance|hr|operations|managers?|employees|colleagues|"
    r"end|field|office|plant|change|business|their|those|each|all|both)"
)
_RULES: tuple[tuple[QuestionKind, str], ...] = (
    (
        "ask_it",
        rf"\b(?:what|which|anything|something|things?|questions?|points?)\b.{{0,60}}\b(?:ask|raise with|check with|clarify with|"
        rf"take up with|clear up with|find out from|need (?:to know )?from|want from|get from|hear from)\b.{{0,30}}\b{_THEM}\b"
        rf"|\bquestions?\b.{{0,30}}\b(?:for|to|should i ask|do i (?:have|need) to ask|must i ask|could i ask)\b.{{0,20}}\b{_THEM}\b"
        r"|\b(?:what|which questions?)\b.{0,20}\b(?:should|must|do|could|can|shall|would) (?:i|we|one|you)\b.{0,20}\b(?:ask|clarify)\b"
        r"|\bwhat\b.{0,30}\b(?:still )?(?:needs? to be|has to be|to) (?:clarified|asked|clarify|ask)\b"
        r"|\b(?:open|unanswered) (?:questions|points|issues)\b|\bwhat is (?:still )?(?:open|unclear|undecided|unresolved)\b"
        r"|\bgive me (?:the |some )?questions\b|\blist (?:the |of |some )?questions\b",
    ),
    (
        "where",
        r"\bwhere\b.{0,60}\b(?:say|says|said|written|stated?s?|mention(?:s|ed)?|find|read|documented|described|come from|"
        r"comes from|get (?:that|this|it) from|claims?|specif(?:y|ies|ied)|covered|listed|recorded|taken from|stand)\b"
        r"|\b(?:which|what) (?:document|page|section|passage|paragraph|slide|file|source|mail|e-?mail|sheet|chapter|plan|line|note)s?\b"
        r".{0,40}\b(?:say|says|said|mention|mentions|state|states|contain|contains|have|has|is|are|describe|describes|cover|"
        r"covers|talk|talks|give|gives|tell|tells|list|lists|do|does|can)\b"
        r"|\b(?:in|on|from) (?:which|what) (?:document|page|section|passage|slide|file|source|mail|e-?mail|sheet|chapter)\b"
        r"|\b(?:show|give|quote|cite|point)\b.{0,20}\b(?:the |a )?(?:passage|quote|source|reference|citation|place|exact wording)s?\b"
        r"|^(?:source|reference|citation)s?\b|\bwhat is (?:the|your) source\b|\bhow do (?:you|we) know\b|^says who\b"
        r"|\bwho says (?:so|that)\b",
    ),
    (
        "changes",
        r"\bwhat (?:is|are) (?:new|different|changed)\b|\b(?:anything|something|what else) (?:is )?(?:new|different|changed)\b"
        r"|\b(?:what|which|anything|has|have|had|did)\b.{0,40}\b(?:changed|moved|been (?:postponed|moved|changed|delayed|shifted|"
        r"updated|revised|rescheduled)|slipped|shifted)\b"
        r"|\b(?:what did|did)\b.{0,40}\b(?:change|move|slip|shift)\b|\b(?:changes?|updates?|news|developments?|differences?|changed|happened|new|moved|"
        r"update me|catch me up|bring me up to date|anything|what)\b.{0,40}\bsince\b(?! when)"
        r"|\bsince\b(?! when).{0,40}\b(?:changes?|changed|new|updates?|news|moved|different|happened)\b"
        r"|\b(?:any|latest|recent|newest|all|the|list|show) (?:\w+ )?(?:news|updates?|changes)\b(?! (?:mean|for|manage|freeze|in our))"
        r"|\bwhat (?:has )?happened (?:last|this|in the last|in the past|over the|lately|recently|yesterday)\b"
        r"|\b(?:catch me up|bring me up to (?:date|speed)|what did i miss|what have i missed)\b"
        r"|\bwhat (?:dates|milestones) (?:moved|changed|slipped)\b|\b(?:is|are) (?:the|this|these|that) .{0,30}\bstill (?:valid|current|up to date)\b",
    ),
    (
        "fit",
        r"\benough (?:\w+ )?(?:time|days|weeks|room|notice|lead|buffer|slack)\b|\bsufficient (?:\w+ )?(?:time|days|notice|lead|buffer)\b"
        r"|\b(?:fit|fits|fitting) (?:with|together|in|into|before|after|between)\b|\b(?:do|does|will|would|can|could)\b.{3,80}\bfit\b"
        r"|\b(?:clash|clashes|collide|collides|overlaps?|overlapping|conflicts?|conflicting|contradict|compatible|consistent|"
        r"in the way of|interferes?)\b"
        r"|\b(?:is|are|will|does|do|would|was|can|could|should|did|has|have|wouldn't|isn't|aren't|won't)\b(?! (?:i|we) (?:ask|know)).{2,80}"
        r"\b(?:in time|on time|early enough|late enough|soon enough|too (?:late|early|soon|short|tight|close)|"
        r"ahead of|prior to|before|after|earlier than|later than|by then)\b"
        r"|\bhow (?:much time|many (?:working |business |calendar |week)?days|many weeks|long)\b.{0,50}\bbetween\b|\b(?:time|gap|days|weeks|buffer) between\b"
        r"|\bhow (?:much time|many (?:working |business )?days|many weeks|long)\b.{0,60}\b(?:before|after|until|till)\b"
        r"|\b(?:falls?|lands?|lies?|is|are|takes? place|happens?|goes live|go live|go-live)\b.{0,40}\b(?:on|in|into|during|within|over) (?:a |an |the |any |our )?"
        r"(?:\w+ ){0,2}(?:holidays?|freezes?|blackouts?|weekend|stock-?take|shutdown|vacation|closure|peak)\b"
        r"|\bduring (?:a |the |any |our )?(?:\w+ )?(?:freeze|holidays?|blackout|shutdown)\b"
        r"|\b(?:feasible|realistic|workable|doable|too ambitious)\b|\b(?:what|which|does|do)\b.{0,30}\bcomes? (?:first|before|after)\b"
        r"|\b(?:does|do|will|would|can) (?:the |that |this |these |those |our )?(?:dates?|timing|timeline|schedule|plan)s?\b.{0,30}\b(?:work|make sense|hold|add up)\b"
        r"|\b(?:problem|issue|conflict|wrong|trouble)s?\b.{0,20}\b(?:with|in) (?:the |our |these |those )?(?:\w+ )?(?:dates?|timing|schedule|timeline|sequence|order)\b",
    ),
    (
        "access",
        r"\bwhat (?:is|are) (?:going on|happening|planned|scheduled|due|coming(?: up)?|on|next)\b|\bwhat happens (?:on|in|next|this|at|from|during|between)\b"
        r"|\bwhat (?:comes|follows) next\b|\bnext (?:steps?|dates?|milestones?)\b",
    ),
    ("meaning", r"\bdifferen(?:ce|t|ces)\b.{0,40}\bbetween\b|\b(?:what|which) (?:do|does) \S+(?: \S+){0,3} mean$"),
    (
        "affected",
        r"\bwhom? (?:\w+ ){0,2}(?:affected|hit|impacted|concerned|touched|involved|hurt)\b"
        r"|\b(?:who|whom)\b.{0,50}\b(?:affected|hit|impacted|concerned by|touched|left out|excluded|included|in scope|out of scope)\b"
        r"|\bwho(?:m)? (?:does|do|will|would|did)\b.{0,50}\b(?:affect|hit|impact|concern|touch|hurt|involve|apply to)\b"
        r"|\bwho (?:else |all |exactly |actually )?(?:gets?|needs?|loses?|uses?|has to|have to|must|receives?|will (?:get|need|lose|use|have|be using|receive|notice)|is getting|"
        r"are getting|is losing|works with|notices|feels|benefits|suffers)\b"
        r"|\b(?:which|what) (?:\w+ )?(?:groups?|people|teams?|sites?|users?|staff|departments?|units?|locations?|populations?|employees|colleagues|"
        r"roles?|functions?|branches|stores|schools|wards|plants|depots|offices|countries|regions|shifts?|audiences?)\b.{0,60}\b(?:affected|hit|impacted|"
        r"concerned|get|gets|lose|loses|need|needs|use|uses|receive|involved|touched|in scope|have|has|must|will)\b"
        r"|\bhow many (?:\w+ ){0,2}(?:people|users?|staff|employees|colleagues|persons|accounts|sites?|teams|engineers|nurses|teachers|agents|workers|get|lose|use)\b|\bhow many (?:are|will|of)\b"
        r"|\b(?:is|are|am|will|does|do|would|did)\b.{2,60}\b(?:affected|impacted|hit|in scope|touched)\b"
        r"|(?<!how )\b(?:does|do|will|would|did|can)\b.{2,50}\b(?:affect|hit|concern|touch|apply to)\b.{2,}"
        r"|^(?:to|for) whom\b|\bfor whom\b|\bwho is (?:it|this|that) for\b|\baffected (?:people|groups|users|staff|sites)\b|\bhow many\b.{0,40}\baffected\b"
        r"|^who else\b",
    ),
    (
        "impact",
        rf"\b(?:mean|means|meant|imply|implies|entail|entails)\b.{{0,20}}\bfor {_FIELDS}\b"
        r"|\b(?:mean|means|imply|implies|entail|entails)\b.{0,40}\bfor\b"
        r"|\b(?:impact|implications?|consequences?|effects?|repercussions?|ramifications?) (?:of|on|for|to|from|does|do|will|has|have)\b"
        r"|\bwhat (?:is|are|will be|would be)\b.{0,30}\b(?:impact|implications?|consequences?|effects?)\b"
        r"|\bhow (?:does|do|will|would|is|are|did)\b.{0,60}\b(?:affect|affects|affected|impact|impacts|impacted|influence|change|hit)\b"
        r"|\bwhat (?:follows|results?|comes out|has to happen)\b|\bso what\b"
        r"|\bwhat (?:changes?|will change|is changing|is going to change|would change|is different)\b.{0,10}\b(?:for|with|in|when|because|due|from)\b|\bwhat changes\b|\bwhat will change\b"
        r"|\bwhat\b.{0,50}\b(?:need|needs|have|has|ought|got|should|must|shall|do|can|could)\b.{0,40}\b(?:do|prepare|plan|organi[sz]e|arrange|communicate|announce|teach|train|tell|consider|think of|take care of|"
        r"provide|change|adapt|expect|update|cover|set up|schedule)\b"
        r"|\bdo (?:we|i|they|people|users) need (?:any |a |more |extra |to )?(?:training|train|communicat\w+|announce\w*|support|champions?|courses?|tell)\b"
        r"|\bhow (?:should|do|can|must|could|shall) (?:we|i)\b.{0,20}\b(?:prepare|plan|communicate|train|support|announce|respond|react|handle|deal)\b"
        r"|\bwhy (?:should|does|do)\b.{0,40}\b(?:care|matter)\b",
    ),
    (
        "access",
        r"^(?:and |but )?(?:(?:from|by|until|till|since|starting|up to) )?when\b|\b(?:by|from|until|till|since) when\b|\bwhen (?:do|does|did|is|are|was|were|will|can|could|should|would|shall|must|may|exactly|the|we|they|people|users|everyone|i)\b"
        r"|\b(?:what|which) (?:exact |start |end |target |planned |new |current )?(?:dates?|day|days|week|month|weekend|time|deadline|quarter|sprint)\b"
        r"|\bhow (?:soon|long (?:until|till|before|can|will|do|does|is|are|may))\b|\b(?:the |a |any )?(?:start|end|launch|go-?live|target|due|key|exact|rollout|release|cut-?over) dates?\b"
        r"|\b(?:dates?|day|deadlines?|timeline|schedule|time ?table|calendar|milestones?|timing|roadmap) (?:for|of|is|are)\b|\b(?:is|are) there (?:a|any) (?:\w+ )?(?:dates?|deadlines?|timeline|schedule)\b"
        r"|\b(?:show|list|give|what is|what are)\b.{0,20}\b(?:timeline|schedule|milestones?|dates?|deadlines?|roadmap|calendar)\b|^(?:timeline|milestones?|dates|schedule|deadlines?)\b|\bdates?$"
        r"|\b(?:has|have|did|is|are)\b.{2,50}\b(?:started|begun|live|gone live|already|yet)\b",
    ),
    (
        "meaning",
        r"\bwhat (?:do|does|did|is|are|would)\b.{1,60}\b(?:means?|meant|stands? for|refers? to|signif(?:y|ies))\b|\bmeaning of\b|\bmeant (?:by|with)\b|\bdefin(?:e|ition|es)\b"
        r"|\b(?:explain|clarify|translate|interpret)\b|\bdifferen(?:ce|t|ces)\b.{0,40}\b(?:between|from|to|than)\b|\b(?:is|are)\b.{1,50}\bthe same (?:as|thing)\b"
        r"|\bwhat kind of (?:thing|term|word)\b|\b(?:understands?|understood) (?:by|under)\b|\bin plain (?:english|words|language)\b|\bwhat\b.{1,40}\bmeans?$"
        r"|^what (?:is|are) (?:an? |the )?(?!(?:said|known|planned|being|going|happening|our|we|status|state|plan|risk|risks|budget|cost|price|reason|target|goal|problem|number|scope|owner|size|current|service level|hours?)\b)[^\s?]+(?: [^\s?]+){0,3}\??$"
        r"|^(?:means|meaning)\b|\bhow (?:does|do|would) (?:it|\w+) (?:understand|define|use) ",
    ),
    (
        "said",
        r"\b(?:did|does|do|has|have|is|are|was|were|will|would|can|could|who|what|which|why|how|anything|anyone|anybody|someone|whether|tell|about|summari[sz]e|"
        r"regarding|concerning|status|list|show|describe|find|search|say|says|said|should|must|if|where|the|of|for|in|on)\b",
    ),
)
_COMPILED: tuple[tuple[QuestionKind, re.Pattern[str]], ...] = tuple((kind, re.compile(rule)) for kind, rule in _RULES)
_FIRST_WORD: dict[str, QuestionKind] = {"when": "access", "who": "affected"}
_LEADS_WHEN = re.compile(r"^(?:and |but )?(?:(?:from|by|until|till|since) )?(?:when|what (?:date|day)|which (?:date|day))\b")
_LATER_FIT = re.compile(r"\b(?:fit|enough|clash|overlap|in time|too (?:late|early)|early enough|conflict|collide)\b")
_WHO_SAID = re.compile(
    r"\bwho (?:is|are|was|will be|'s)? ?(?:responsible|accountable|in charge|leading|owns?|leads?|decides?|decided|approves?|approved|"
    r"runs?|trains|wrote|signed|speaks|organi[sz]es|manages|pays|said|asked|does|helps?|takes care)\b"
)
_HOW_MANY_THINGS = re.compile(r"\bhow many\b")
_EVENTS: tuple[tuple[EventKind, str], ...] = (
    ("withdrawal", r"until when|till when|how long (?:can|will|may|do)|switch\w* off|turn\w* off|shut ?down|withdr[ae]w\w*|decommission\w*|retired?|removed?|goes away|go away|taken away|end of life|read-only|discontinu\w*|stop working|stops? (?:being|to be)|gone|phased? out|expires?|lose|loses|losing"),
    ("training", r"train(?:ing|ings|ed|s)?|courses?|workshops?|e-?learning|class(?:es)?|coaching|taught|lessons?|webinars?"),
    ("communication", r"announce\w*|communicat\w*|comms|newsletters?|e?-?mails?|told|informed|notified|town ?halls?|hear about|messages?|briefings?|posters?"),
    ("go_live", r"go(?:es|ing)?[- ]?live|live|launch\w*|cut-?over|roll-?(?:ed )?-?out|rollout|deploy\w*|in production|released?|introduc\w*|start using|starts?"),
    ("pilot", r"pilots?|proof of concept|early adopters?|beta|preview"),
    ("access", r"access|accounts?|log ?in|sign ?in|logins?|get|gets|getting|receive|receives|have|can (?:\w+ )?use|use|able to|licen[cs]es?|invitations?|credentials|provision\w*"),
    ("freeze", r"freezes?|frozen|black-?outs?|stock-?take|moratorium|embargo"),
    ("holiday", r"holidays?|vacations?|bank holiday|shutdown|easter|christmas"),
    ("support_cover", r"hyper-?care|floor ?walk\w*|support|on-?call|stand-?by|help ?desk|service desk"),
    ("test", r"test(?:s|ed|ing)?|UAT|rehearsal|dry run|(?:accessibility|usability) check|pen-?test"),
    ("decision", r"deci(?:de|ded|des|sion|sions)|go/no-go|approv\w*|sign(?:ed)?[- ]?off|steering"),
    ("feedback", r"surveys?|pulse|feedback|retrospectives?|lessons learned"),
    ("change", r"migrat\w*|enforce\w*|mandatory|compulsory|upgrad\w*|replac\w*|move[sd]?|switch(?:ed|over)?(?! off)|changeover|chang(?:e|es|ed)|take effect"),
)
_EVENT = re.compile("|".join(rf"(?P<{kind}>\b(?:{words})\b)" for kind, words in _EVENTS), re.IGNORECASE)
_FOREIGN = re.compile(
    r"\b(?:der|das|und|nicht|ist|wir|wann|wer|wie|wo|warum|bekommen|werden|für|mit|den|dem|ein|eine|sind|gibt|wird|können|haben|ich|"
    r"le|la|les|quand|qui|est|pour|avec|nous|vous|dans|sont|une|des|où|pourquoi|quoi|que|cuándo|cuando|quién|quien|para|los|las|como|está|"
    r"kiedy|kto|jest|dla|nie|się|czy|jak|che|sono|perché|wanneer|het|een|voor|niet|zijn|hvornår|når|ska|vi|och|för|är)\b",
    re.IGNORECASE,
)
_ENGLISH = re.compile(
    r"\b(?:the|what|when|where|who|whom|which|why|how|is|are|was|were|do|does|did|will|would|can|could|should|has|have|had|of|to|for|and|"
    r"about|from|with|by|it|this|that|there|any|if|me|us|we|they|not|no|be|i|you|at|since|after|before|my|our|anyone|anything)\b",
    re.IGNORECASE,
)
_NO_QUESTION = re.compile(
    r"(?:hi|hello|hey|thanks|thank you|thx|cheers|ok(?:ay)?|yes|no|bye|good(?:bye)?|great|cool|fine|nice|test|help|lol|good (?:morning|evening|afternoon)"
    r"|how are you(?: doing)?(?: today)?|who are you|what are you|what can you do|never mind|nothing)[\s!.?]*"
    r"|.*\b(?:write|compose|tell) (?:me |us )?(?:a |an )?(?:\w+ )?(?:poem|joke|song|story|essay|haiku)\b.*"
    r"|.*\b(?:ignore|disregard|forget) (?:all |any |the |your )?(?:previous |prior |above |earlier )?(?:instructions|prompts?|rules)\b.*"
)


def plain(text: str) -> str:
    """The question in small letters, its spelling made even: one apostrophe, no greeting, no polite detour."""
    even = " ".join(text.translate(_SPELLING).lower().split())
    even = _WORD.sub(lambda m: _mended(m.group()), even)
    for pattern, instead in _SHORT_FORMS:
        even = pattern.sub(instead, even)
    return even.strip()


def kind_of(text: str) -> QuestionKind:
    """The kind of a question that stands on its own; `other` for what is none.

    Args:
        text: as `plain` gives it.
    """
    if not any(c.isalpha() for c in text) or _NO_QUESTION.fullmatch(text) or is_foreign(text):
        return "other"
    for kind, pattern in _COMPILED:
        if not pattern.search(text):
            continue
        if kind == "fit" and _LEADS_WHEN.match(text) and not _LATER_FIT.search(text):
            continue  # "when is the training before go-live" asks for a day
        if kind == "affected" and (_WHO_SAID.search(text) or _LEADS_WHEN.match(text)):
            continue
        return kind
    return "said"


def is_foreign(text: str) -> bool:
    """Whether it is rather in another language: more of its small words are German, French … than English."""
    foreign, english = len(set(_FOREIGN.findall(text))), len(set(_ENGLISH.findall(text)))
    return foreign > english and foreign >= 1 + (english > 0)


def events_in(text: str) -> tuple[EventKind, ...]:
    """What it asks the day of, in its order, each once."""
    found: dict[EventKind, None] = {}
    for match in _EVENT.finditer(text):
        kind: EventKind = match.lastgroup  # type: ignore[assignment]  # the groups are the kinds
        found[kind] = None
    return tuple(found)


def event_words(text: str) -> list[str]:
    """The words by which it asks the day of something."""
    return [m.group() for m in _EVENT.finditer(text)]


@lru_cache(maxsize=4096)
def _mended(word: str) -> str:
    """The cue word that this one is with a letter missing, doubled or swapped; else the word itself."""
    if len(word) < _SHORTEST_CUE or word in _CUES or "'" in word:
        return word
    swapped = {word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1)} & _CUES
    if len(word) == _SHORTEST_CUE or swapped:
        return min(swapped, default=word)
    dropped = {word[:i] + word[i + 1 :] for i in range(len(word))}
    near = {cue for cue in _CUES if len(cue) > _SHORTEST_CUE + 1 and (cue in dropped or _lacks_one(word, cue))}
    return word if word.endswith("s") and word[:-1] in _CUES else min(near, default=word)


def _lacks_one(word: str, cue: str) -> bool:
    """Whether the word is the cue without one of its letters, not the last: "user" is no misspelt "users"."""
    return len(cue) == len(word) + 1 and any(cue[:i] + cue[i + 1 :] == word for i in range(len(cue) - 1))


_PLACES = (
    r"depots?|plants?|offices?|sites?|branch(?:es)?|wards?|schools?|stores?|shops?|warehouses?|departments?|clinics?|campus(?:es)?|"
    r"factor(?:y|ies)|hospitals?|labs?|laborator(?:y|ies)|shop[- ]floor|night[- ]shifts?|day[- ]shifts?|shifts?|head ?office|headquarters|"
    r"regions?|countries|teams?|units?|classrooms?|kitchens?|stations?|librar(?:y|ies)|call cent(?:re|er)s?|workshops? floor|"
    r"back ?office|front ?desk|reception|faculty|faculties|practices"
)
_PLACE = re.compile(rf"(?P<before>(?:[\w'-]+ ){{0,2}})(?P<head>{_PLACES})\b(?! (?:manager|lead|plan|policy))", re.IGNORECASE)
_COMPOUND = re.compile(
    r" (?!(?:a|an|the|and|or|of|to|in|on|at|for|with|by|from|is|are|was|were|be|will|get|gets|have|has|had|do|does|can|must|should|would|"
    r"affected|hit|use|uses|lose|loses|need|needs|go|goes|start|starts|before|after|when|if|not|be|work|works|staff|people|managers?)\b)[a-z]{3,}"
)
_AT = re.compile(r"\b(?:in|at) (?:the )?(?P<name>[A-Z][\w'-]+(?:(?: and |, | )[A-Z][\w'-]+)*)")
_NO_MODIFIER = frozenset(
    """a an the and or of to in on at for with by from as is are be was were will shall must can could should would do does did
    has have had our my your their its his her this that these those all every each any some no other both about get gets
    getting use uses lose loses affect affects hit hits what which who when where how whether if between before after during
    than not also only mean means out off up into over""".split()
)


def groups_in(text: str, populations: Sequence[tuple[int, int]] = ()) -> list[tuple[int, int]]:
    """Where it names people, places and teams: spans without their articles, in order.

    Args:
        text: the question.
        populations: where the fact readers found people in it.
    """
    spans = [(_without_article(text, start, end), end) for start, end in populations if not _NOBODY.fullmatch(text[start:end])]
    for match in _PLACE.finditer(text):
        if not match["head"].endswith("s") and _COMPOUND.match(text, match.end()):
            continue  # "ward round" is no ward
        start = match.start("head")
        for word in reversed(list(re.finditer(r"[\w'-]+", match["before"]))):
            if word.group().lower() in _NO_MODIFIER:
                break
            start = match.start("before") + word.start()
        spans.append((start, match.end("head")))
    spans += [match.span("name") for match in _AT.finditer(text) if not _MONTH.match(match["name"])]
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda s: (s[0], -s[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


_NOBODY = re.compile(r"(?:(?:how )?(?:many|much|more|most|the|which|what|other) )*(?:people|users?|staff|persons|everyone|everybody|anyone|anybody|groups?|teams?)", re.IGNORECASE)
_MONTH = re.compile(r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Q[1-4]|CW|KW|Week|Sprint)", re.IGNORECASE)


def _without_article(text: str, start: int, end: int) -> int:
    match = re.match(r"(?:(?:the|our|my|your|their|all|any|some|these|those|which|what|how many) )+", text[start:end], re.IGNORECASE)
    return start + match.end() if match else start


_ANEW = re.compile(
    r"^(?:what|when|where|who|whom|which|why|how|explain|tell|show|list|define|give|describe|find|summari[sz]e)\b", re.IGNORECASE
)
_FIELD = re.compile(
    r"(?:the |our )?(?:training|communications?|comms|support|champions?|early access|access|user experience|work redesign|metrics|feedback|inclusion|"
    r"accessibility|governance|managers?|hr|operations|business|people readiness|it)",
    re.IGNORECASE,
)


def starts_anew(text: str) -> bool:
    """Whether it begins as a question of its own does."""
    return _ANEW.match(text) is not None


def is_field(text: str) -> bool:
    """Whether it names a field of readiness or a side, for which a change may mean something."""
    return _FIELD.fullmatch(text.strip(" ?!.")) is not None
