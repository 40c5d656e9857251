"""The words by which events are known, by kind, and the looser ones that count where a row or heading gives a date.

Below `events`. What is listed first wins where two kinds could claim the same words.
"""

from __future__ import annotations

import re
from typing import cast

from service.interpretation.facts.reading import choice
from service.planning.facts import EventKind

_BE = r"(?:is|are|was|were|be|been|being|gets?|has been|have been)"
_DONE = (
    r"(?:created|provisioned|activated|opened|set up|enabled|issued|ready|available|unlocked|granted|assigned|"
    r"allocated|distributed|handed out|shipped|delivered|sent(?: out)?)"
)
_GIVEN = (
    r"(?:user |guest |test |new )?(?:accounts?|licen[cs]es?|credentials|log-?ins|invit(?:ation|e)s|tokens|badges|"
    r"laptops|devices|phones|security keys)"
)
_OPEN = r"(?:granted|opened|enabled|given|available|possible|created|set up|ready|there)"
_CHANGES = r"(?:changes|releases|deployments|updates|patch(?:es|ing)|go-?lives)"
_FOR_A_TIME = r"(?:from|between|during|until|in (?:that|this) (?:time|period)|before|while)"
_LEAVES = r"(?:goes|go|disappears?|ends?|stops?|is gone|are gone)"
_TRAINING = (
    r"(?:end-?user |refresher |user )?training"
    r"(?: (?:sessions?|courses?|days?|waves?|programme|program|workshops?|rounds?))?"
)
_MAIL = r"(?:e-?mails?|mails?|messages?|letters?|memos?|notices?|notifications?)"
_COMMUNICATION = r"(?:first |second |launch |leadership |sponsor |manager )?communications?"
_NO_PEOPLE = r"(?! (?:group|users?|team|site|participants|test|of))"

TRIGGERS: dict[EventKind, str] = {
    "support_cover": choice(
        r"""
        hyper-?care|floor[- ]?walk(?:ers?|ing)|extended (?:support |opening |service )?hours
        (?:on-?site|floor|at-the-elbow|desk-?side|early[- ]life|go-?live|24/7|weekend) support
        (?:dedicated|additional|extra|post[- ]go-?live) support
        war room|command cent(?:re|er)|support (?:cover(?:age)?|hours|window|period)|office hours
        drop-?in (?:clinic|desk)s?|stand-?by (?:cover|duty|team)|on-call (?:cover|rota|support)
        (?:help|service) ?desk (?:is (?:open|staffed)|opens|covers|extends)
        on[- ]call(?! (?:nurse|doctor|physician|schedule|app))
        (?:IT|support|help ?desk|technician|engineer|somebody|someone) (?:(?:is|are|will be) )?(?:on[- ]?site|at hand)
        (?:IT|support|somebody|someone) (?:(?:is|are|will be) )?(?:on the floor|standing by|on stand-?by)
        support (?:until|till|from|on (?:site|the floor)|named)|reachable (?:until|till|from|between|at|on|by phone)
        support on (?:mon|tues|wednes|thurs|fri|satur|sun)days?
        (?:somebody|someone|people|champions|buddies|helpers) (?:on the floor|to call)
        """
    ),
    "freeze": choice(
        rf"""
        (?:change|code|release|deployment|data|config(?:uration)?|content|system|master[- ]data|feature|it)[- ]freezes?
        (?:year-end|production|holiday|summer|christmas|annual)[- ]freezes?
        freeze (?:period|window)s?|(?<=the )freeze|(?<=this )freeze|(?<=our )freeze|(?<=a )freeze
        freeze(?= (?:starts|begins|ends|from|until|over|is|:|\(|-))|freeze$|^freeze
        (?:change )?black-?outs?(?: (?:period|window|dates?)s?)?|moratorium|no[- ]change (?:period|window)
        no (?:[a-z]+ )?changes (?:are |will be |may be )?(?:allowed|permitted|made)|embargo|(?:is|are|be) frozen
        no (?:[a-z]+ )?{_CHANGES}(?: (?:on|to|in|at) [^.;\n]{{1,60}}?)? {_FOR_A_TIME}\b
        no (?:go-?lives?|releases|deployments|changes) (?:in|during|over|around)(?= )
        hands off (?:the|our|all)(?= )|nothing (?:may|must|can) (?:be )?(?:changed?|moved?|released)
        hard stop|change stop|lock-?down|quiet period|black-?outs?|(?:we|it|everything|all systems) freezes?(?= |$)
        """
    ),
    "decision": choice(
        r"""
        go ?/ ?no[- ]?go|go or no-go|sign(?:s|ed)?-off|sign off(?= (?:on|by|the))|signed off|signoff
        steer(?:ing (?:committee|group|board)|co\w?)(?: (?:decides|meets|meeting|approves|decision|approval))?
        approval|approves|decision(?! (?:tree|table|maker|support|log))|decides|change advisory board
        quality gate|gate review
        """
    ),
    "test": choice(
        r"""
        UAT|(?:user )?acceptance test(?:s|ing)?
        (?:load|stress|performance|regression|integration|system|smoke|penetration|pen|usability) test(?:s|ing)?
        (?:accessibility|end-to-end|e2e|functional|security|volume|failover|restore|user|pilot) test(?:s|ing)?
        dress rehearsals?|dry[- ]runs?|test (?:phase|cycle|run|window|weekend)s?|testing
        mock (?:cut-?over|migration)s?|(?:is|are|be) tested|rehearsals?|try-?outs?
        (?:we|they) (?:will )?test (?:it|this|them)(?= )
        (?:field |user )?trial (?:week|day|run|period|shift)s?|(?:field|user) trials?|test (?:week|day|shift)s?
        tests?(?= (?:on|from|starts?|begins?|runs?|ends?|until|between) )
        """
    ),
    "withdrawal": choice(
        rf"""
        decommission(?:ed|ing|s)?|end[- ]of[- ](?:support|life|service|sale)|EOL
        (?:switch|turn)(?:ed|es|s)? (?:it |them )?off|shut(?:s|ting)?(?:ting)? ?down
        retire[sd]?(?! (?:staff|employees|people))|retirement of|sunset(?:s|ted|ting)?
        phas(?:ed|e|es|ing) out|discontinu(?:ed|es|ation)|withdraw(?:n|al|s)|deprecat(?:ed|ion)
        (?:is|are|be) (?:removed|disabled|archived|taken offline)|(?:becomes?|goes?|set to) read-only
        taken out of service|no longer (?:available|supported|usable|works?|accepted)|stops? working
        (?:old|legacy|current|existing) (?:[\w-]+ ){{1,4}}?{_LEAVES}(?: away)?(?=[?.,;]| in | from | by |$)
        (?:goes|go|going|gone|went) away|(?:is|are|be) (?:abolished|scrapped)
        (?:paper|forms?|fax(?:es)?|terminals?) (?:ends?|goes|go|leaves?|stops?)(?= )
        (?:is|are|be|gets?) (?:taken away|collected|scrapped|wiped|withdrawn)
        """
    ),
    "access": choice(
        rf"""
        {_GIVEN} (?:for [^.,;:\n]{{1,40}}? )?(?:will |must |should |to |can )?(?:{_BE} )?{_DONE}
        access (?:opens?|starts|begins|goes live|date|opening)
        access to [^.,;\n]{{1,40}}? (?:opens|starts|begins|{_BE} (?:granted|opened|enabled))
        access (?:for [^.,;\n]{{1,40}}? )?(?:will |must |should )?{_BE} {_OPEN}
        (?:gets?|receives?|given|granted|gain|gains) (?:early |full |read |test |their |its |own )*access|early access
        (?:account|user|licen[cs]e)s? provisioning|(?:are|is|be) provisioned
        (?:account|log-?in) (?:creation|activation)|licen[cs]e (?:assignment|allocation)
        (?:invitations|invites) go out|can (?:log|sign) (?:in|on)
        """
    ),
    "training": choice(
        rf"""
        train-the-trainer(?: (?:sessions?|courses?|workshops?))?
        {_TRAINING}(?! (?:data|sets?|corpus|environment|system|material|room))
        trainings|(?<!of )(?<!the )courses?(?! of)|(?<=the )courses?(?! of)|workshops?|e-?learnings?
        webinars?|class(?:es)? (?:start|begin)s?|practi[sc]e (?:days?|weeks?|sessions?)
        (?:drop-in|demo|q&a|enablement|info(?:rmation)?|hands-on|classroom|practice|coaching) sessions?
        (?:learning|show-and-tell|awareness) sessions?
        {_BE} (?:re)?trained|boot ?camps?|lunch and learns?|coaching|sandbox (?:days?|practice)
        """
    ),
    "communication": choice(
        rf"""
        announce(?:ment|ments|s|d)?|newsletters?|town ?halls?|all[- ]hands|FAQs?
        {_MAIL} (?:to (?:all|every|the|managers|staff|users)|(?:goes|go|went) out|(?:is|are|will be|was|were) sent)
        {_COMMUNICATION} (?:goes out|go out|starts?|(?:is|are|will be) sent|campaign|wave)
        {_COMMUNICATION} to (?:all|the|staff|users|managers|employees)
        comms (?:go|goes|start|campaign|wave|out|to)|road ?shows?|intranet (?:post|article|news|story)s?
        (?:manager |team |leadership |shift )?briefings?|{_BE} (?:informed|notified|briefed|told)
        reminders?(?: (?:mail|e-?mail))?|teasers?
        """
    ),
    "feedback": choice(
        r"""
        surveys?|pulse(?: (?:check|survey)s?)?|retrospectives?|retros?
        feedback(?: (?:rounds?|sessions?|forms?|loops?|survey))?|lessons learned|focus groups?
        questionnaires?|polls?|post-?implementation reviews?
        """
    ),
    "holiday": choice(
        r"""
        (?:public|bank|national|school|company|works) (?:holidays?|vacations?|break|shutdown)
        (?:summer|christmas|easter|winter|autumn) (?:holidays?|vacations?|break|shutdown)
        (?:plant|site|office|works|shop|depot) (?:is |are )?closed(?! (?:by|when))
        holidays?(?! (?:request|booking|entitlement|app|calendar|planning|pay))
        (?:plant|company|works|site) (?:shutdown|closure)|christmas(?: (?:eve|day))?
        easter(?: (?:sunday|monday))?|good friday|boxing day|thanksgiving|labou?r day|ascension(?: day)?
        whit monday|pentecost|ramadan|eid|diwali|new year's (?:day|eve)|independence day
        """
    ),
    "pilot": choice(
        rf"""
        pilots?(?: (?:phase|wave|run|rollout|start|launch|programme|program|period))?{_NO_PEOPLE}
        pilot(?= (?:of|group (?:starts|begins)))|piloting|proofs? of concept|PoC
        (?:early adopter|beta) (?:programme|program|phase)
        """
    ),
    "go_live": choice(
        rf"""
        go(?:es|ing)?[- ]?live(?: (?:date|day|weekend|window))?|went live
        (?:go(?:es|ing)?|come(?:s)?|moves?|is (?:put|brought|released)|released|promoted) (?:in)?to production
        (?:soft )?launch(?:es|ed|ing)?(?: (?:date|day))?|cut-?over(?: (?:date|day|weekend|window))?
        roll-?outs?(?: (?:starts|begins|phase|wave))?|roll(?:s|ed|ing)? out
        (?:production )?deployment(?: (?:date|day|weekend|window))?|{_BE} deployed
        """
    ),
    "change": choice(
        rf"""
        (?:data |mailbox |system |user )?migrations?|{_BE} migrated|migrates?|migrating|upgrades?
        {_BE} upgraded|switch(?:es|ed|ing)?(?: over)? (?:from|to)|switch-?over|changeover
        move(?:s|d)? (?:over )?to(?= [A-Z])|replace(?:s|d|ment)?(?: of)?
        {_BE} (?:enforced|introduced|switched on|turned on|enabled|relocated)
        becomes? (?:mandatory|compulsory)|enforcement|enforced|takes? effect|introduction of
        introduces
        """
    ),
}

# A training plan is no training.
_OF_SOMETHING_ELSE = (
    r"(?! (?:plans?|checklists?|approach|strateg(?:y|ies)|process(?:es)?|paths?|scenarios?|materials?|labs?|guides?|"
    r"templates?|readiness|projects?|environments?|needs?|tools?|vendors?|budget|polic(?:y|ies)|kits?|content|videos?|"
    r"pages?|decks?|catalog(?:ue)?|methods?|methodology|matrix|portal|scripts?|results?|cases?|criteria|requirements?)\b)"
)
TRIGGER = re.compile(
    # Where no word begins, none of the hundreds of words is tried.
    r"(?<![\w/-])(?=\w)(?:"
    + "|".join(rf"(?P<{kind}>(?:{words})(?!\w){_OF_SOMETHING_ELSE})" for kind, words in TRIGGERS.items())
    + ")",
    re.IGNORECASE | re.MULTILINE,
)
# Words that only open a mention when the row, item or heading they stand in has a date.
_LOOSE: tuple[tuple[EventKind, str], ...] = (
    ("access", "access|accounts?|licen[cs]es?|provisioning|invitations?|log-?ins?"),
    ("training", "sessions?|class(?:es)?|trained|learning|trainers?"),
    ("communication", "communications?|comms|mails?|e-?mails?|messages?|info|invite"),
    ("test", "tests?|rehearsal"),
    ("support_cover", "support|cover"),
    ("freeze", "freeze"),
    ("pilot", "pilot"),
    ("go_live", r"live|release|wave \d+|production"),
    ("feedback", "review"),
    ("change", "change|switch|move|relocation"),
)
_LOOSE_WORDS = tuple((kind, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for kind, words in _LOOSE)


def kind_of(name: str) -> EventKind | None:
    """The kind of event that a title speaks of: of trigger words side by side the last is the noun."""
    found = list(TRIGGER.finditer(name))
    if not found:
        return next((kind for kind, words in _LOOSE_WORDS if words.search(name)), None)
    chosen = found[0]
    for match in found[1:]:
        if match.start() - chosen.end() > 1:
            break
        chosen = match
    return cast(EventKind, chosen.lastgroup)
