"""Ways to say that one thing needs another: `a` is what waits, `b` what it waits for.

English verbs and conjunctions alone; nothing here knows what any initiative is about.
"""

from __future__ import annotations

import re

_BE = r"(?:is|are|was|were|be|been|being|gets?|has been|have been|will be|'s|'re)"
_MODAL = r"(?:must|has to|have to|needs? to|should|shall|may|can|could|is to|are to|will|would)"
_TILL = r"(?:before|until|till|unless|without|w/o|ahead of|prior to|in advance of)"
_SENSELESS = (
    r"(?:pointless|useless|no use|senseless|futile|impossible|not possible|no point|out of the question|unthinkable"
    r"|(?:makes?|make) (?:no|little) sense|not make (?:any |much )?sense|a waste of time|worthless)"
)
_COMING = r"(?:completion|receipt|arrival|delivery|approval|confirmation|sign-?off|clearance|conclusion|issue|consent)"
_SO_THAT = (
    r"(?:for|before|by the time|in (?:good )?time for|ahead of|prior to|in order (?:for|to)|so as to|to be able to"
    r"|to (?=(?:start|begin|run|hold|do|take|open|go|launch|teach|train|carry|get|commence|make|use|switch|cut|move"
    r"|attend|join|log|sign|work|practi[cs]e)\b))"
)

# `A` waits for `B`.
WAITS = re.compile(
    r"(?P<a>[^;|]*?)\s*(?<!\w)(?:"
    r"needs?(?! (?:to|analys[ei]s|assessment)\b)|requires?(?: that)?|depends? (?:up)?on|depending on|(?:is "
    r"|are )?dependent (?:up)?on|relies on|rely on|(?:is |are )?reliant (?:up)?on"
    r"|(?:hinges?|hangs?|rests?|builds?|banks?|bank(?:s|ing)|count(?:s|ing)) (?:up)?on|stands? (?:or|and) falls? with"
    r"|(?:is |are )?(?:conditional|contingent|predicated) (?:up)?on|subject to|presupposes?|presumes?"
    r"|assum(?:es|ing)|calls? for|cannot do without"
    r"|(?:is |are )?(?:tied|pegged|chained|coupled) to|(?:is |are )?hostage to"
    r"|(?:is |are |put |kept )?(?:on hold|parked|pending|held|held up|stuck|frozen|suspended|postponed|deferred)"
    r" (?:until|till|pending|for want of|for lack of|behind)|pending(?= (?:the|our|a|an)\b)"
    r"|for (?:want|lack) of|(?:is |are )?queued behind"
    r"|(?:has |have |must |needs? )?(?:to )?waits? (?:for|until|till|on)|waiting (?:for|on|until)|awaits?|awaiting"
    r"|(?:is |are )?(?:blocked|gated|held up|held back|driven|triggered|enabled|unblocked) by|blocked (?:until|on)"
    r"|(?:(?:can|must|may|shall|should|will|does|do|is|are|could)(?: ?not|n['’]t)"
    r"|(?:ca|wo|sha)n['’]t|cannot|cant|never|not)\b"
    r"[^,;.|]{0,60}?"
    rf"(?<!earlier )(?<!later ){_TILL}"
    r"|if and only if|(?:can|may|will|must|could|should) only\b[^,;.|]{0,60}?"
    r"\b(?:with|after|once|when|if|as soon as|following|upon)"
    r"|(?:no |not )(?:earlier|sooner) than|not before|not until|not till"
    rf"|only (?:possible |allowed |be \w+ )?(?:(?:up)?on {_COMING} of|after|once|when|if|with|as soon as|post"
    r"|following|from the moment)"
    r"|(?<!is )(?<!are )(?<!be )(?<!been )(?<!was )provid(?:ed|ing)"
    r"(?: that|(?= (?:the|all|our|we|they|every|both|its?)\b))"
    r"|(?<!stays )(?<!stay )(?<!remains )(?<!kept )(?:as|so) long as|on (?:the )?(?:condition|understanding|proviso)"
    r"(?: that)?"
    rf"|{_SENSELESS}\b(?: [\w'’]+){{0,6}}? (?:before|until|till|without|unless|w/o)"
    rf"|(?:without|w/o)(?=[^;|]*\b(?:no-go|{_SENSELESS}|won['’]t work|(?:does|do|will) not work)\b)"
    r"|(?:is |are )?(?:impossible|not possible) (?:before|until|without)"
    r"|(?:prerequisites?|pre-requisites?|preconditions?|requirements?|dependenc(?:y|ies)|depends)"
    r"(?: (?:is|are|on|for this)\b)*\s*[:=–-]"
    r"|(?:the |its |our |one |only |an? )*(?:pre-?requisites?|pre-?conditions?|condition) (?:is|are|being)(?: that)?"
    r")(?!\w)\s*(?P<b>[^;|]+)",
    re.IGNORECASE,
)
# `B` is needed by `A`.
NEEDED = re.compile(
    r"(?P<b>[^;|]*?)\s*(?<!\w)(?:"
    rf"(?:{_BE} |a |as )*(?:an? )?(?:needed|required|necessary|essential|indispensable|mandatory|must(?:-have)?"
    r"|pre-?requisites?|pre-?conditions?|conditions?)"
    r" (?:for|by|of|before|to)(?! use\b)"
    r"|(?:blocks|gates)(?= (?:the|all|any|every|our|its|their|[A-Z\d]))|enables|unlocks|unblocks|triggers|underpins"
    r"|makes possible|allows(?= (?:the|our|us)\b)|(?:holds?|held) up"
    r"|(?:clears?|paves?|opens?|frees?) (?:the|our) (?:way|path|road) (?:for|to)"
    rf"|(?:{_BE} )(?:on the critical path (?:for|to|of)"
    r"|the (?:basis|foundation|gate|key|trigger|condition|ticket) (?:for|of|to))"
    r"|feeds? into"
    r"|(?:(?:must|has to|have to|needs? to|should|shall|will|is to|are to) (?:also )?)?precedes?"
    r"|is followed by|are followed by|followed by"
    rf"|{_MODAL} (?:[\w'’-]+ ){{0,8}}?(?:before|by(?= (?:the )?(?:start|beginning|time|go))|prior to|ahead of"
    rf"|in advance of|in (?:good )?time for)"
    rf"|(?:ready|finished|completed?|done|closed|in place|available|delivered)"
    r" (?:in (?:good )?time )?(?:before|for|prior to|ahead of)"
    r")\s+(?P<a>[^;|]+)",
    re.IGNORECASE,
)
CONDITION_IS = re.compile(
    r"\b(?:pre-?requisites?|pre-?conditions?|(?<!in )conditions?|requirements?) (?:for|of|to) (?P<a>[^;|:]+?)"
    r"(?: (?:is|are|will be|remains?)(?: that)?|\s*[:=–])\s+(?P<b>[^;|]+)",
    re.IGNORECASE,
)
ASSUMED = re.compile(
    r"\b(?:assum(?:e[sd]?|ing|ption is)|presum\w+|expect\w*|suppos\w+|understood)(?: that)? (?P<b>[^;|,]+?) "
    r"(?:by the time|when|before|once) (?P<a>[^;|,]+?) (?:starts?|begins?|opens?|commences?|kicks off|takes place"
    r"|happens|runs)\b",
    re.IGNORECASE,
)
# Who needs `B` is people; what it is for waits.
SENSELESS_TO = re.compile(
    rf"{_SENSELESS} (?:to|in|of|for) (?P<a>[^;|,]+?) (?:before|until|till|without|unless|w/o)\s+(?P<b>[^;|,]+)",
    re.IGNORECASE,
)
FOR_SOMETHING = re.compile(
    r"(?P<who>[^;|,:]*?)\b(?:(?:needs?|requires?)(?! to\b)|must have(?! been)|(?:has|have) to have(?! been)"
    r"|(?:count|bank)(?:s|ing)? on|rel(?:y|ies|ying) on|waiting (?:for|on)|wants?)\s+"
    rf"(?P<b>[^;|]+?)\s+{_SO_THAT}\s+(?P<a>[^;|]+)",
    re.IGNORECASE,
)
FOR_THIS = re.compile(
    r"^\W*(?:for|to|in order (?:to|for)|before)\s+(?P<a>[^,;|]+?)(?: to (?:go ahead|start|happen|take place|begin"
    r"|proceed|work|run|commence))?(?:,\s*|\s+(?=(?:we|you|they|one|it)\b))(?:"
    r"(?:we|you|they|one|it|there|all)?\s*(?:will |do |also |both )*(?:needs?|requires?|takes)(?! to\b)\s+"
    r"(?P<b>[^;|]+)|"
    r"(?P<b2>[^,;|]+?)\s+(?:must|has to|have to|needs? to|should|shall) (?:have|be|exist)\b[^;|]*)",
    re.IGNORECASE,
)
MUST_BE = re.compile(
    r"^\W*(?P<b>[^,;|]+?)\s+(?:must|has to|have to|needs? to) (?:be|have been|have)\b"
    r"(?: (?:in|ready|done|there|finished|available|complete\w*|in place|over|closed|signed|approved|delivered"
    r"|tested|first"
    r"|by then|before(?: that| this)?|already|fully|all))+\W*$",
    re.IGNORECASE,
)
NO_NO = re.compile(
    r"(?<![\w/-])no (?P<b>[^,;|.:]{2,50}?)\s*(?:,|=|–|-|:|means|->|→|=>)\s*no (?P<a>[^;|,.!]+)", re.IGNORECASE
)
NO_WITHOUT = re.compile(
    r"(?<![\w/-])(?:(?:no|none of the|not (?:a|one|any))\b(?![/-])"
    r"(?! (?:later|sooner|earlier|longer|more|less|one|point|use|sense)\b)|nobody"
    r"|no one|nothing)\b\s*(?:(?:moves?|happens?|goes ahead|starts?|proceeds?|is done) (?:on|with|at|for) )?"
    r"(?P<a>[^;|,]*?),? (?:without|w/o|before|until|till|unless|prior to|ahead of)\s+(?P<b>[^;|,]+)",
    re.IGNORECASE,
)
WITHOUT_NO = re.compile(
    r"^\W*(?:without|w/o)\s+(?P<b>[^;|,]+?)(?:,|\s+(?=there\b))\s*(?:there (?:is|are|will be|can be) )?"
    r"(?P<a>[^;|,]+)",
    re.IGNORECASE,
)
_SLIP = (
    r"(?:slips?|slipp\w+|is late|are late|late|delays?|delayed|moves|move(?= too| also| as well| with|\W*$)"
    r"|postpon\w+|shifts?|overruns?|fails?|drags?|"
    rf"{_BE} (?:not )?(?:late|delayed|postponed|moved|ready|complete\w*|finished|done|available|delivered"
    r"|approved|signed|"
    r"certified|in place)|(?:is|are|has|have|does|do|was|were)(?: not|n['’]t)\b[^,;|]*"
    r"|not (?:come|arrive|finish)|stall\w*|push\w*)"
)
HELD_BACK = re.compile(
    r"\b(?:(?:hold|holds|holding|held|keep|keeping|kept) (?:back|off)|postpon\w+|defer\w*|park(?:s|ed|ing)?"
    r"|wait with)\s+(?P<a>[^;|,]+?) (?:until|till|before)\s+(?P<b>[^;|,]+)",
    re.IGNORECASE,
)
SO_DOES = re.compile(
    r"^\W*(?:if|when|should|in case)\s+(?P<b>[^,;|]+?)\s+(?:\w+ )?(?:slips?|moves?|slides?|is late|are late|fails?"
    r"|is delayed|are delayed|overruns?|drags?),?\s+so (?:does|do|will|is|are|must)\s+(?P<a>[^;|,]+)",
    re.IGNORECASE,
)
SLIPS = re.compile(
    rf"^\W*(?:if|when|should|in case|unless)\s+(?P<b>[^,;|]+?)\s+(?:{_SLIP})\b[^,;|]*,?\s*(?:then )?"
    rf"(?P<a>[^;|]+?)\s+(?:{_MODAL}\s+)?(?:also |too )?(?:have to |need to )?(?:{_SLIP}|(?:cannot|can't"
    rf"|will not|won't|can not)\b[^;|]*)",
    re.IGNORECASE,
)
DELAYS = re.compile(
    rf"\b(?:any )?(?:delay|slip(?:page)?) (?:in|of|to|with)\s+(?P<b>[^,;|]+?)\s+(?:{_MODAL} )?(?:also |directly )?"
    r"(?:delays?|moves?|shifts?|pushes|push|hits?|affects?|postpones?|holds? up)\s+(?P<a>[^;|]+)",
    re.IGNORECASE,
)
EARLIEST_CUT = re.compile(
    r"\b(?:must|has to|have to|need|requir|depend|rel(?:y|ies)|hing|hang|rest|build|bank|count|stand|condition"
    r"|contingent|predicat|subject to|presuppos|presum|assum|suppos|expect|call|tied|pegged|chained|coupl|hostage"
    r"|pending|stuck|parked|frozen|suspend|postpon|defer|want|lack|queue|reliant"
    r"|wait|await|block|gat|trigger|underpin|allow|clear|pave|free|critical|basis|foundation|key|feed|preced"
    r"|held|hold|pointless|useless|no |no-|sens|futile|unthink|waste|worthless"
    r"|driven|before|until|till|unless|without|w/o|earlier|sooner|only|impossible|possible|prereq|pre-|precond"
    r"|necessary|essential|indispens|mandator|long as|provid|condition|understanding"
    r"|enabl|unlock|unblock|follow|prior|ahead|advance|in time|ready|finish|done|complet|after|once|soon|when|if"
    r"|should|delay|slip|receipt|arriv|deliver|approv|then|first|next|upon|post|subsequent|heel|wake|back of|with"
    r"|same|parallel|together|simultan|start|begin|open|end|clos|makes)|->|→|⇒|=>|➔|➜|←|<-",
    re.IGNORECASE,
)
"""One of these stands in every text that any of the patterns finds something in: others are not looked through."""
