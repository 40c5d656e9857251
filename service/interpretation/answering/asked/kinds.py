"""What kind of question it is, by the way it is asked in general English; knows no document and no glossary.

The rules stand in the order in which they win: what is most particular comes first. They are matched against the
question as `spelling.plain` gives it, so that nothing depends on capitals or on a question mark.
"""

from __future__ import annotations

import re

from service.interpretation.nouns import QuestionKind

_THEM = (
    r"(?:it|them|the (?:it|tech\w*|project|infrastructure|security|deployment|vendor|other) ?(?:team|side|"
    r"people|department|guys|colleagues)?|security|infrastructure|operations|hr|the vendor|the supplier|the project|"
    r"the business|people readiness|the readiness team|the service desk)"
)
_FIELDS = (
    r"(?:us|me|you|my|our|the|people|everyone|everybody|users?|staff|training|trainers?|communications?|comms|support|"
    r"champions?|readiness|adoption|inclusion|accessibility|governance|hr|operations|managers?|employees|colleagues|"
    r"end|field|office|plant|change|business|their|those|each|all|both)"
)
_RULES: tuple[tuple[QuestionKind, str], ...] = (
    (
        "ask_it",
        rf"\b(?:what|which|anything|something|things?|questions?|points?)\b.{{0,60}}\b(?:ask|raise with|check with|"
        rf"clarify with|"
        rf"take up with|clear up with|find out from|need (?:to know )?from|want from|get from|"
        rf"hear from)\b.{{0,30}}\b{_THEM}\b"
        rf"|\bquestions?\b.{{0,30}}\b(?:for|to|should i ask|do i (?:have|need) to ask|must i ask|"
        rf"could i ask)\b.{{0,20}}\b{_THEM}\b"
        r"|\b(?:what|which questions?)\b.{0,20}\b(?:should|must|do|could|can|shall|would) (?:i|we|one|"
        r"you)\b.{0,20}\b(?:ask|clarify)\b"
        r"|\bwhat\b.{0,30}\b(?:still )?(?:needs? to be|has to be|to) (?:clarified|asked|clarify|ask)\b"
        r"|\b(?:open|unanswered) (?:questions|points|issues)\b|\bwhat is (?:still )?(?:open|unclear|undecided|"
        r"unresolved)\b"
        r"|\bgive me (?:the |some )?questions\b|\blist (?:the |of |some )?questions\b",
    ),
    (
        "where",
        r"\bwhere\b.{0,60}\b(?:say|says|said|written|stated?s?|mention(?:s|ed)?|find|read|documented|described|"
        r"come from|"
        r"comes from|get (?:that|this|it) from|claims?|specif(?:y|ies|ied)|covered|listed|recorded|taken from|stand)\b"
        r"|\b(?:which|what) (?:document|page|section|passage|paragraph|slide|file|source|mail|e-?mail|sheet|chapter|"
        r"plan|line|note)s?\b"
        r".{0,40}\b(?:say|says|said|mention|mentions|state|states|contain|contains|have|has|is|are|describe|"
        r"describes|cover|"
        r"covers|talk|talks|give|gives|tell|tells|list|lists|do|does|can)\b"
        r"|\b(?:in|on|from) (?:which|what) (?:document|page|section|passage|slide|file|source|mail|e-?mail|sheet|"
        r"chapter)\b"
        r"|\b(?:show|give|quote|cite|point)\b.{0,20}\b(?:the |a )?(?:passage|quote|source|reference|citation|place|"
        r"exact wording)s?\b"
        r"|^(?:source|reference|citation)s?\b|\bwhat is (?:the|your) source\b|\bhow do (?:you|we) know\b|^says who\b"
        r"|\bwho says (?:so|that)\b",
    ),
    (
        "changes",
        r"\bwhat (?:is|are) (?:new|different|changed)\b|\b(?:anything|something|what else) (?:is )?(?:new|different|"
        r"changed)\b"
        r"|\b(?:what|which|anything|has|have|had|did)\b.{0,40}\b(?:changed|moved|been (?:postponed|moved|changed|"
        r"delayed|shifted|"
        r"updated|revised|rescheduled)|slipped|shifted)\b"
        r"|\b(?:what did|did)\b(?!.{0,40}\b(?:say|says|write|mention|tell|decide)\b).{0,40}"
        r"(?<!\bthe )(?<!\ba )(?<!night )(?<!day )(?<!early )(?<!late )(?<!morning )(?<!each )(?<!per )"
        r"\b(?:change|move|slip|shift)\b|\b(?:changes?|updates?|news|developments?|"
        r"differences?|changed|happened|new|moved|"
        r"update me|catch me up|bring me up to date|anything|what)\b.{0,40}\bsince\b(?! when)"
        r"|\bsince\b(?! when).{0,40}\b(?:changes?|changed|new|updates?|news|moved|different|happened)\b"
        r"|\b(?:any|latest|recent|newest|all|the|list|show) (?:\w+ )?(?:news|updates?|changes)\b(?! (?:mean|for|"
        r"manage|freeze|in our))"
        r"|\bwhat (?:has )?happened (?:last|this|in the last|in the past|over the|lately|recently|yesterday)\b"
        r"|\b(?:catch me up|bring me up to (?:date|speed)|what did i miss|what have i missed)\b"
        r"|\bwhat (?:dates|milestones) (?:moved|changed|slipped)\b|\b(?:is|are) (?:the|this|these|"
        r"that) .{0,30}\bstill (?:valid|current|up to date)\b",
    ),
    (
        "fit",
        r"\benough (?:\w+ )?(?:time|days|weeks|room|notice|lead|buffer|slack)\b|\bsufficient (?:\w+ )?(?:time|days|"
        r"notice|lead|buffer)\b"
        r"|\b(?:fit|fits|fitting) (?:with|together|in|into|before|after|between)\b|\b(?:do|does|will|would|can|"
        r"could)\b.{3,80}\bfit\b"
        r"|\b(?:clash|clashes|collide|collides|overlaps?|overlapping|conflicts?|conflicting|contradict|compatible|"
        r"consistent|"
        r"in the way of|interferes?)\b"
        r"|\b(?:is|are|will|does|do|would|was|can|could|should|did|has|have|wouldn't|isn't|aren't|won't)\b(?! (?:i|"
        r"we) (?:ask|know)).{2,80}"
        r"\b(?:in time|on time|early enough|late enough|soon enough|too (?:late|early|soon|short|tight|close)|"
        r"ahead of|prior to|before|after|earlier than|later than|by then)\b"
        r"|\bhow (?:much time|many (?:working |business |calendar |week)?days|many weeks|long)\b.{0,50}\bbetween\b|"
        r"\b(?:time|gap|days|weeks|buffer) between\b"
        r"|\bhow (?:much time|many (?:working |business )?days|many weeks|long)\b.{0,60}\b(?:before|after|until|till)\b"
        r"|\b(?:falls?|lands?|lies?|is|are|takes? place|happens?|goes live|go live|go-live)\b.{0,40}\b(?:on|in|into|"
        r"during|within|over) (?:a |an |the |any |our )?"
        r"(?:\w+ ){0,2}(?:holidays?|freezes?|blackouts?|weekend|stock-?take|shutdown|vacation|closure|peak)\b"
        r"|\bduring (?:a |the |any |our )?(?:\w+ )?(?:freeze|holidays?|blackout|shutdown)\b"
        r"|^(?:is|are|was|were|will|does|do)\b.{3,80}\b(?:during|in the middle of|at the same time as|on the same "
        r"day as)\b"
        r"|\b(?:feasible|realistic|workable|doable|too ambitious)\b|\b(?:what|which|does|"
        r"do)\b.{0,30}\bcomes? (?:first|before|after)\b"
        r"|\b(?:does|do|will|would|can) (?:the |that |this |these |those |our )?(?:dates?|timing|timeline|schedule|"
        r"plan)s?\b.{0,30}\b(?:work|make sense|hold|add up)\b"
        r"|\b(?:problem|issue|conflict|wrong|trouble)s?\b.{0,20}\b(?:with|in) (?:the |our |these |"
        r"those )?(?:\w+ )?(?:dates?|timing|schedule|timeline|sequence|order)\b",
    ),
    (
        "access",
        r"\bwhat (?:is|are) (?:going on|happening|planned|scheduled|due|coming(?: up)?|on|next)\b|"
        r"\bwhat happens (?:on|in|next|this|at|from|during|between)\b"
        r"|\bwhat (?:comes|follows) next\b|\bnext (?:steps?|dates?|milestones?)\b",
    ),
    ("meaning", r"\bdifferen(?:ce|t|ces)\b.{0,40}\bbetween\b|\b(?:what|which) (?:do|does) \S+(?: \S+){0,3} mean$"),
    (
        "affected",
        r"\bwhom? (?:\w+ ){0,2}(?:affected|hit|impacted|concerned|touched|involved|hurt)\b"
        r"|\b(?:who|whom)\b.{0,50}\b(?:affected|hit|impacted|concerned by|touched|left out|excluded|included|"
        r"in scope|out of scope)\b"
        r"|\bwho(?:m)? (?:does|do|will|would|did)\b.{0,50}\b(?:affect|hit|impact|concern|touch|hurt|involve|apply to)\b"
        r"|\bwho (?:else |all |exactly |actually )?(?:gets?|needs?|loses?|uses?|has to|have to|must|receives?|"
        r"will (?:get|need|lose|use|have|be using|receive|notice)|is getting|"
        r"are getting|is losing|works with|notices|feels|benefits|suffers)\b"
        r"|\b(?:which|what) (?:\w+ )?(?:groups?|people|teams?|sites?|users?|staff|departments?|units?|locations?|"
        r"populations?|employees|colleagues|"
        r"roles?|functions?|branches|stores|schools|wards|plants|depots|offices|countries|regions|shifts?|"
        r"audiences?)\b.{0,60}\b(?:affected|hit|impacted|"
        r"concerned|get|gets|lose|loses|need|needs|use|uses|receive|involved|touched|in scope|have|has|must|will)\b"
        r"|\bhow many (?:\w+ ){0,2}(?:people|users?|staff|employees|colleagues|persons|accounts|sites?|teams|"
        r"engineers|nurses|teachers|agents|workers|get|lose|use)\b|\bhow many (?:are|will|of)\b"
        r"|\b(?:is|are|am|will|does|do|would|did)\b.{2,60}\b(?:affected|impacted|hit|in scope|touched)\b"
        r"|(?<!how )\b(?:does|do|will|would|did|can)\b.{2,50}\b(?:affect|hit|concern|touch|apply to)\b.{2,}"
        r"|^(?:to|for) whom\b|\bfor whom\b|\bwho is (?:it|this|that) for\b|\baffected (?:people|groups|users|staff|"
        r"sites)\b|\bhow many\b.{0,40}\baffected\b"
        r"|^who else\b|^who (?:is|are) (?:in|part of|on) (?:the )?[\w-]+(?: [\w-]+)?$",
    ),
    (
        "impact",
        rf"\b(?:mean|means|meant|imply|implies|entail|entails)\b.{{0,20}}\bfor {_FIELDS}\b"
        r"|\b(?:mean|means|imply|implies|entail|entails)\b.{0,40}\bfor\b"
        r"|\b(?:impact|implications?|consequences?|effects?|repercussions?|ramifications?) (?:of|on|for|to|from|"
        r"does|do|will|has|have)\b"
        r"|\bwhat (?:is|are|will be|would be)\b.{0,30}\b(?:impact|implications?|consequences?|effects?)\b"
        r"|\bhow (?:does|do|will|would|is|are|did)\b.{0,60}\b(?:affect|affects|affected|impact|impacts|impacted|"
        r"influence|change|hit)\b"
        r"|\bwhat (?:follows|results?|comes out|has to happen)\b|\bso what\b"
        r"|\bwhat (?:changes?|will change|is changing|is going to change|would change|"
        r"is different)\b.{0,10}\b(?:for|with|in|when|because|due|from)\b|\bwhat changes\b|\bwhat will change\b"
        r"|\bwhat\b.{0,50}\b(?:need|needs|have|has|ought|got|should|must|shall|do|can|could)\b.{0,40}\b(?:do|"
        r"prepare|plan|organi[sz]e|arrange|communicate|announce|teach|train|tell|consider|think of|take care of|"
        r"provide|change|adapt|expect|update|cover|set up|schedule)\b"
        r"|\bdo (?:we|i|they|people|users) need (?:any |a |more |extra |to )?(?:training|train|communicat\w+|"
        r"announce\w*|support|champions?|courses?|tell)\b"
        r"|\bhow (?:should|do|can|must|could|shall) (?:we|i)\b.{0,20}\b(?:prepare|plan|communicate|train|support|"
        r"announce|respond|react|handle|deal)\b"
        r"|\bwhy (?:should|does|do)\b.{0,40}\b(?:care|matter)\b",
    ),
    (
        "access",
        r"^(?:and |but )?(?:(?:from|by|until|till|since|starting|up to) )?when\b|\b(?:by|from|until|till|"
        r"since) when\b|\bwhen (?:do|does|did|is|are|was|were|will|can|could|should|would|shall|must|may|exactly|"
        r"the|we|they|people|users|everyone|i)\b"
        r"|\b(?:what|which) (?:exact |start |end |target |planned |new |current )?(?:dates?|day|days|week|month|"
        r"weekend|time|deadline|quarter|sprint)\b"
        r"|\bhow (?:soon|long (?:until|till|before|can|will|do|does|is|are|may))\b|\b(?:the |a |any )?(?:start|end|"
        r"launch|go-?live|target|due|key|exact|rollout|release|cut-?over) dates?\b"
        r"|\b(?:dates?|day|deadlines?|timeline|schedule|time ?table|calendar|milestones?|timing|roadmap) (?:for|of|"
        r"is|are)\b|\b(?:is|are) there (?:a|any) (?:\w+ )?(?:dates?|deadlines?|timeline|schedule)\b"
        r"|\b(?:show|list|give|what is|what are)\b.{0,20}\b(?:timeline|schedule|milestones?|dates?|deadlines?|"
        r"roadmap|calendar)\b|^(?:timeline|milestones?|dates|schedule|deadlines?)\b|\bdates?$"
        r"|\b(?:has|have|did|is|are)\b.{2,50}\b(?:started|begun|live|gone live|already|yet)\b",
    ),
    (
        "meaning",
        r"\bwhat (?:do|does|did|is|are|would)\b.{1,60}\b(?:means?|meant|stands? for|refers? to|signif(?:y|ies))\b|"
        r"\bmeaning of\b|\bmeant (?:by|with)\b|\bdefin(?:e|ition|es)\b"
        r"|\b(?:explain|clarify|translate|interpret)\b|\bdifferen(?:ce|t|ces)\b.{0,40}\b(?:between|from|to|than)\b|"
        r"\b(?:is|are)\b.{1,50}\bthe same (?:as|thing)\b"
        r"|\bwhat kind of (?:thing|term|word)\b|\b(?:understands?|understood) (?:by|under)\b|\bin plain (?:english|"
        r"words|language)\b|\bwhat\b.{1,40}\bmeans?$"
        r"|^what (?:is|are) (?!(?:the|our|your|their) (?!term|word|meaning|definition|idea|point|difference)[\w-]+"
        r"(?: [\w-]+)? (?:of|for|in|at|from|behind|with|on) )"
        r"(?!(?:an? |the |our |your )?(?:\S+ ){0,2}(?:budget|costs?|price|number|address|name|password|colou?r|weight|"
        r"phone|extension|salary|deadline|status|owner|size|target)\b(?: (?:for|of|in|at|on|to)\b|\??$))"
        r"(?!(?:an? |the )?(?:said|known|planned|being|going|happening|our|we|status|state|plan|"
        r"risk|risks|budget|cost|price|reason|target|goal|problem|number|scope|owner|size|current|service level|"
        r"hours?|for)\b)(?:an? |the )?[^\s?]+(?: [^\s?]+){0,3}\??$"
        r"|^(?:means|meaning)\b|\bhow (?:does|do|would) (?:it|\w+) (?:understand|define|use) ",
    ),
    (
        "said",
        r"\b(?:did|does|do|has|have|is|are|was|were|will|would|can|could|who|what|which|why|how|anything|anyone|"
        r"anybody|someone|whether|tell|about|summari[sz]e|"
        r"regarding|concerning|status|list|show|describe|find|search|say|says|said|should|must|if|where|the|of|for|"
        r"in|on)\b",
    ),
)
_COMPILED: tuple[tuple[QuestionKind, re.Pattern[str]], ...] = tuple((kind, re.compile(rule)) for kind, rule in _RULES)
_LEADS_WHEN = re.compile(
    r"^(?:and |but )?(?:(?:from|by|until|till|since) )?(?:when|what (?:date|day)|which (?:date|day))\b"
)
_LATER_FIT = re.compile(r"\b(?:fit|enough|clash|overlap|in time|too (?:late|early)|early enough|conflict|collide)\b")
_WHO_SAID = re.compile(
    r"\bwho (?:is|are|was|will be|'s)? ?(?:responsible|accountable|in charge|leading|owns?|leads?|decides?|decided|"
    r"approves?|approved|"
    r"runs?|trains|wrote|signed|speaks|organi[sz]es|manages|pays|said|asked|does|helps?|takes care)\b"
)
_FOREIGN = re.compile(
    r"\b(?:der|das|und|nicht|ist|wir|wann|wer|wie|wo|warum|bekommen|werden|für|mit|den|dem|ein|eine|sind|gibt|wird|"
    r"können|haben|ich|"
    r"le|la|les|quand|qui|est|pour|avec|nous|vous|dans|sont|une|des|où|pourquoi|quoi|que|cuándo|cuando|quién|quien|"
    r"para|los|las|como|está|"
    r"kiedy|kto|jest|dla|nie|się|czy|jak|che|sono|perché|wanneer|het|een|voor|niet|zijn|hvornår|når|ska|vi|och|för|"
    r"är)\b",
    re.IGNORECASE,
)
_ENGLISH = re.compile(
    r"\b(?:the|what|when|where|who|whom|which|why|how|is|are|was|were|do|does|did|will|would|can|could|should|has|"
    r"have|had|of|to|for|and|"
    r"about|from|with|by|it|this|that|there|any|if|me|us|we|they|not|no|be|i|you|at|since|after|before|my|our|"
    r"anyone|anything)\b",
    re.IGNORECASE,
)
_NO_QUESTION = re.compile(
    r"(?:hi|hello|hey|thanks|thank you|thx|cheers|ok(?:ay)?|yes|no|bye|good(?:bye)?|great|cool|fine|nice|test|help|"
    r"lol|good (?:morning|evening|afternoon)"
    r"|how are you(?: doing)?(?: today)?|who are you|what are you|what can you do|never mind|nothing)[\s!.?]*"
    r"|.*\b(?:write|compose|tell) (?:me |us )?(?:a |an )?(?:\w+ )?(?:poem|joke|song|story|essay|haiku)\b.*"
    r"|.*\b(?:ignore|disregard|forget) (?:all |any |the |your )?(?:previous |prior |above |"
    r"earlier )?(?:instructions|prompts?|rules)\b.*"
)


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


_ANEW = re.compile(
    r"^(?:what|when|where|who|whom|which|why|how|explain|tell|show|list|define|give|describe|find|summari[sz]e)\b",
    re.IGNORECASE,
)
_FIELD = re.compile(
    r"(?:the |our )?(?:training|communications?|comms|support|champions?|early access|access|user experience|"
    r"work redesign|metrics|feedback|inclusion|"
    r"accessibility|governance|managers?|hr|operations|business|people readiness|it)",
    re.IGNORECASE,
)


def starts_anew(text: str) -> bool:
    """Whether it begins as a question of its own does."""
    return _ANEW.match(text) is not None


def is_field(text: str) -> bool:
    """Whether it names a field of readiness or a side, for which a change may mean something."""
    return _FIELD.fullmatch(text.strip(" ?!.")) is not None
