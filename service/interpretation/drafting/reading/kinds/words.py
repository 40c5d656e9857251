"""Ways of saying what happens, by kind: nouns that name it, and what is done to people, things and systems.

Wider than the triggers of facts, as these are looked at in a step's own name and where it stands, not in any prose.
"""

from __future__ import annotations

import re

from service.planning.facts import EventKind

_ACCOUNT = (
    r"(?:log-?ins?|sign-?ins?|log-?ons?|accounts?|IDs?|user ?(?:names?|IDs?)|profiles?|credentials|passwords?|PINs?|"
    r"passcodes?|tokens?|licen[cs]es?|(?:user |crew |staff |personal |service )numbers?|names|permissions?|rights|"
    r"roles|certificates|e-?mail addresses|mailboxes)"
)
_DEVICE = (
    r"(?:tabs|tablets?|i-?pads?|handhelds?|hand-?sets?|handies|phones?|smartphones?|mobiles?|laptops?|notebooks?|"
    r"devices?|scanners?|readers?|headsets?|radios|pagers?|terminals?|kit|kits|wearables?|watches|badges?|fobs?|"
    r"(?:key|access|service|smart|staff|chip|site|ID) ?cards?|passes|dongles?|units|pens|guns|PDAs?|chromebooks?|"
    r"second screens?|keys)"
)
_BE = r"(?:(?:will|shall|must|should|can|to) )?(?:(?:is|are|was|were|be|been|get|gets|go|goes|being|all|now|then) )*"
_READY = (
    r"(?:activated?|active|work(?:s|ing)?|live|loaded|set up|created|opened|open|enabled|ready|available|unlocked|"
    r"issued|sent(?: out)?|mailed(?: out)?|posted|given(?: out)?|handed (?:out|over|round|to)|go(?:es)? (?:out|"
    r"to)|up|assigned|"
    r"allocated|granted|provided|provisioned|switched on|turned on|distributed|delivered|released|registered|valid|"
    r"usable|functional|rolled out|in place|in (?:their|everybody's|all) hands)"
)
_HANDED = (
    r"(?:handed (?:out|over|round|to)|(?:switched|turned) on|activated|enabled|unlocked|given(?: out| to)?|issued|"
    r"distributed|delivered|sent(?: out)?|shipped|posted|"
    r"picked up|received|reach(?:es)?|arrives?|in (?:all|every|each|the|their)|leaves? (?:the )?"
    r"(?:\w+ )?(?:stores?|warehouse|depot)|dispatched|despatched|couriered|available|ready|paired|enrol(?:l)?ed|"
    r"charged and|on (?:every|each|all) \w+|with (?:all|every|each|the))"
)
_TRIAL_ROOM = (
    r"(?:(?:practi[cs]e|training|test|demo|demonstration|play|trial|mock|dummy|sandbox|preview|learning|dry|exercise) "
    r"(?:rooms?|areas?|sites?|systems?|service|environments?|tenants?|clients?|copy|copies|lanes?|versions?|desks?|"
    r"databases?|instances?|modes?|servers?|apps?|tills?|wards?|builds?|platforms?|spaces?|grounds?|accounts?)|"
    r"sandbox(?:es)?|playgrounds?|staging)"
)
_OPENS = r"(?:opens?|opened|open|up|up and running|ready|available|usable|reachable|live|on|starts?|built|accessible)"
_PEOPLE_MESSAGE = (
    r"(?:staff|team|crew|safety|service|operation(?:al|s)?|standing|marine|house|ops|member|customer|resident|tenant|"
    r"parent|pupil|student|patient|public|driver|supplier|dealer|reader|guest|passenger|works?|site|shop ?floor|"
    r"branch|depot|station|office|field|general|pre-?shift|line-?up|shift|weekly|internal|in-?house|first|second|"
    r"third|last|final)"
)
_HELPERS = (
    r"(?:helpers?|guides?|buddies|champions?|super[- ]?users?|key users?|sathis?|coach(?:es)?|trainers?|experts?|"
    r"supporters?|"
    r"volunteers?|mentors?|stewards?|marshals?|captains?|ambassadors?|leads?|students?|walkers?|runners?|engineers?|"
    r"technicians?|old hands|leading hands|colleagues|specialists?)"
)
_OLD = r"(?:old|paper|former|previous|legacy|existing|manual|outgoing|printed)"
_PAPER = (
    r"(?:(?:log ?|note ?|pass ?|year ?|work ?)?books?|slips?|papers?|registers?|forms?|ledgers?|folders?|binders?|"
    r"clipboards?|dockets?|sheets?|stubs?|vouchers?|tickets?|lists?|charts?|files?|cards?|lines?|fax(?:es)?)"
)
_GOES = (
    r"(?:ends?|ended|closes?|closed|stops?|stopped|ceases?|go(?:es)? (?:away|dark|off)|go(?:es)?(?= *(?:[;,.]|$))|"
    r"gone|off|away|finish(?:es|ed)?|"
    r"expires?|lapses?|shuts?|no more)"
)

STRONG: dict[EventKind, str] = {
    "support_cover": rf"""
        drop-?in (?:desks?|hours?|clinics?|surger(?:y|ies)|points?|corners?|tables?|times?|stands?)
        (?:extra|additional|more|spare|second|double) (?:hands|heads|help|helpers?|staff|people|cover|crew|bodies|pair)
        (?:floor|on-?site|ward|shop-?floor|gate|deck|desk|field|dock|line|aisle|live|launch|start-up|morning|night|weekend|
          early|first[- ](?:day|week)|side-by-side|elbow|personal) (?:support|helpers?|coach(?:es)?|captains? on|help)
        hot-?lines?|help-?lines?|help (?:points?|phones?|desks?|tables?|counters?)|service lines?|
          phone lines? (?:open|staffed)
        support (?:desks?|points?|phones?|teams?|lines?|shifts?|rota|roster|counter|booth|staff|crew)
        (?:tech|IT|digital|app|question) (?:bar|surger(?:y|ies)|clinic|corner|doctors?|stand)|(?<!training )help stand
        {_HELPERS} (?:on|in|at|by|beside|around|stand|walk|roam|go round|stand (?:next to|beside)|are (?:on|in|at|
          beside)) (?:the|each|every|
          all|hand|site|duty|shift|call)
        at (?:the|your|their) (?:elbow|side)|by your side|stands? by|on stand-?by|standing by|staffed (?:from|
          until|by|day)
        after-?care|bedding[- ]in|early[- ]life|(?:longer|extended|late|round-the-clock) (?:hours|cover|opening)
        (?:night|weekend|evening|sunday|out-of-hours|on-?call|24/7) cover(?:age)?|cover for the first
        nurse informatic\w+ on (?:the )?wards?|(?:duty|on-call) (?:engineers?|manager|roster) for
        """,
    "access": rf"""
        {_TRIAL_ROOM}(?:[^,;:.]{{0,40}}?) {_BE}{_OPENS}(?! (?:rates?|issues?|points?))
        {_ACCOUNT}(?:[^;:.]{{0,40}}?),? {_BE}{_READY}
        {_DEVICE}(?:[^;:.]{{0,30}}?),? {_BE}{_HANDED}
        (?:hand(?:s|ing)? (?:out|over|round)|giv(?:e|es|ing) out|distribut(?:e|es|ion of|ing)|issu(?:e|es|ing)|
          hand-?out of|
          delivery of|delivers?|ships?|sends?(?: out)?|loads?|loading|activat(?:e|es|ion of|ing)|creat(?:e|es|
          ion of|ing)|
          opens?|
          provision(?:ing|s)?(?: of)?|sets? up|set-?up of|assigns?|assigning|collect(?:s|ion of)?|issue of|
          mail(?:s|ing)?
          |post(?:s|ing)?|enable|grants?) (?:of )?(?:all |the |new |personal |their |own |first |\d+ |user |named |
          training |practice )*(?:{_ACCOUNT}|{_DEVICE})
        (?:gets?|receives?|are given|is given|have|has|collects?|picks? up|with) (?:an? |the |their |its |
          his or her |own |new |
          personal |first )+(?:{_ACCOUNT}|{_DEVICE})(?! (?:training|course|session|class))
        (?:can|may|are able to|able to) (?:log|sign|clock|get|go)[ -]?(?:in|on|into|onto)(?! with (?:an?|
          the) authenticator)
        enrol(?:l)?ment (?:desk|day|week|opens?|of)|enrol(?:l)?(?:s|ed|ing)?(?= (?:in|for|their|devices|phones|with|at))
        head starts?|early (?:look|use|log-?ins?|access|entry)|previews? (?:opens?|for|build|access|available)|
          sneak peeks?
        (?:practi[cs]e|test|demo|mock|trial|dummy|training) [\w-]+ (?:is |are )?(?:opens?|opened) (?:to|for)
        let (?:in|into)|onboarded to the (?:app|system|platform)|invitations? to (?:the )?(?:app|portal|system|
          beta|preview)
        doors? open(?:s)? (?:to|for)|(?:test|preview|practice|beta) (?:service|version|system) opens?
        """,
    "training": r"""
        trainings?|classes|class(?= (?:for|on|with|\d|dates?|of|room))|
          (?<!first )(?<!economy )(?<!business )(?<!hazard )
          (?<!asset )class$
        lessons?(?! learn)|drills?(?! bits?)(?=\b)|inductions?|refreshers?(?! (?:mail|note|letter|circular))
        simulators? (?:sessions?|rides?|checks?|days?|slots?|hours?|runs?|refreshers?|blocks?|time)
        sim (?:sessions?|rooms?|rides?|days?|slots?|checks?|blocks?|hours?|runs?)|courses?|tutorials?|
          master-?class(?:es)?
        (?:practice|practical|hands-on|learning|learn|instruction|try-?it|try-out|skills?|tuition|guided|evening|catch-up|
          classroom|group|make-up|mop-up|intro(?:duction|ductory)?|live|q ?& ?a|question|
          small-group) (?:sessions?|days?|
          mornings?|afternoons?|evenings?|hours?|runs?|shifts?|labs?|blocks?|slots?|rounds?|weeks?|units?|circles?|events?)
        practicals?|hands-on|(?:open|computer|practice|skills|learning) labs?|(?:e-?|micro-?|blended |
          self-paced )learning
        learning (?:modules?|paths?|units?|packages?|nuggets?|circles?)|familiari[sz]ation|
          orientations?(?= (?:for|day|of|session)|$)
        on-?boarding|up-?skilling|re-?skilling|crash courses?|teach-?ins?|instructions?(?= (?:of|for) (?:the )?(?:\w+ )?
          (?:staff|crews?|teams?|drivers?|operators?))|schooling|coaching|mentoring|ride-?alongs?|shadowing|
          shadow shifts?
        walk-?throughs?(?= (?:for|with|of))|demo(?:nstration)?s? (?:for|to|session|day|with)|show-and-tell|
        (?:taught|instructed|coached|schooled|drilled|shown (?:how|the ropes|round|it)|walked through|taken through|
          put through|trained(?: up)?)
        (?:learns?|practi[sc]es?|practising|try|tries|trying)(?= (?:to|how|the|it|on|with|in|out|their|on their|
          taking|booking|
          entering|using)\b)
        gets? (?:an? |half an? )?(?:hour|morning|day|afternoon|lesson|session|shift|evening|go|run)s? (?:on|with|
          in|of|at)
        half[- ]?(?:an? )?day(?: \w+){0,3} (?:trainer|course|class|hands)|trainers? (?:visits?|comes?|leads?|
          takes?|goes)
        (?:dojo|boot-?camps?|academy|class-?rooms?)|competenc[ey] (?:checks?|assessments?|days?)|
          certification(?: days?| course)?
        tool-?box training|peer learning|(?:train|teach|coach|instruct|school|drill)(?:s|es)?(?= (?:the|all|our|
          \d+|each|every|staff|crews?|teams?)\b)|
          (?:logs?|signs?) in(?: [\w']+){0,8}? (?:and )?(?:try|tries|practise|practice|enters?|books?|works? through)
        """,
    "communication": rf"""
        circulars?|tool-?box (?:talks?|meetings?)|notice ?boards?|bulletins?|cascades?(?! style)|gazettes?|newsletters?
        (?:intranet|news|front[- ]page|magazine|lead|cover|staff|in-house) (?:stor(?:y|ies)|articles?|items?|
          pages?|features?)
        stor(?:y|ies) (?:in|on)|articles? (?:in|on)|(?:staff|house|in-?house|union|member|customer|works) (?:magazine|
          paper|journal)|piece (?:in|on)|columns? in
        road ?shows?|briefings?|huddles?|(?:pre-shift|shift|line-up|pre-flight|morning) (?:talks?|meetings?|
          parade|muster)
        {_PEOPLE_MESSAGE} (?:notes?|notices?|letters?|bulletins?|mails?|e-?mails?|orders?|messages?|news|
          info(?:rmation)?|
          announcements?|meetings?|talks?|texts?|posts?|memos?|reminders?|assembl(?:y|ies)|circulars?|
          mailings?)(?! (?:boxes|board
          meets))
        assembl(?:y|ies)(?= (?:for|of|with|on|at|in|about|where|\d)|$)|gram sabhas?|panchayat|village meetings?|
          parents?['’]? (?:evening|
          night|meeting)s?|open (?:days?|evenings?|house|doors?|mornings?|afternoon|meeting)
        town ?halls?|all[- ]hands|info(?:rmation)? (?:evenings?|sessions?|events?|stands?|letters?|sheets?|mails?|
          days?|points?|
          booths?|packs?|meetings?)
        letters?(?! of (?:credit|intent))|(?:e-?)?mails?(?= (?:to|from|about|on|out|goes|with|for|that|saying|by)|
          $|:)|mailings?|mail-?(?:shot|out)s?|SMS (?:to|blast|
          message|goes|sent)|text messages?|texts? (?:to|on|goes|sent)|whats-?app (?:messages?|posts?|broadcasts?|
          notes?|to)
        posters?|flyers?|leaflets?|hand-?bills?|hand-?outs?|brochures?|banners?|sign(?:s|age|posts?) (?:up|at|in|
          on|hung)|
          cards? (?:in|on|at) (?:\w+ )?(?:languages|the (?:barrier|gate|doors?|tables?|desks?|counters?)|
          every (?:table|desk|door))
        memos?|memorand(?:um|a)|notes? (?:to|for|from|goes|in)|(?<!to the )notices?(?! (?:period|of all))|
          press (?:release|notice|conference)|
          broadcasts?|blog(?: ?posts?)?|podcasts?|teasers?|campaign|announc\w+|pop-?ups?|push (?:notification|
          message)s?|
          splash screens?|heads[- ]?up|reminders?|speech|read out|proclamation|town crier|tannoy|PA announcement
        (?:writes?|speaks?|talks?|word goes?|explains?(?: it)?|presents?(?: it)?|addresses|message) to (?:all|the|
          every\w*|each|staff|members?|
          families|customers|crews?)
        tells?(?= (?:the|all|every\w*|each|staff|our|its|their)\b)|inform(?:s|ed|ing)?(?= |$)|let \w+ know|
          spread the word|(?:is|are|be|been) (?:told|informed|notified|briefed|warned)|(?:hear|hears|learn|
          learns) (?:about|of|from|that)|
          brief(?:s|ed)?(?= (?:the|all|their|his|her|each|every|by|at|on|in|team|shift|staff|crews?|managers?|
          \w+s\b))|hang(?:s|ing)? up|hung (?:up|out)|
          (?:put|posted|pinned)(?: up)? on (?:the )?(?:\w+ )?(?:board|wall|intranet|door)s?|published?|
          goes? in the (?:paper|pay)|
          with (?:the|every|each) (?:pay ?slip|wage slip|salary slip|invoice|bill|roster)
        roll-?call|Q ?& ?A(?= (?:with|on|for|session|in)|$)|FAQs?
        """,
    "feedback": r"""
        surveys?|pulse(?: (?:checks?|surveys?))?|polls?|questionnaires?|interviews?|suggestion box|comment cards?
        (?:listening|feedback|comment|opinion) (?:tours?|sessions?|rounds?|circles?|forms?|cards?|walls?|weeks?|box)
        debrief(?:s|ing)?|look-?back|wash-?up|after-action|hot wash|retro(?:spective)?s?|sentiment|
          satisfaction (?:check|score)
        lessons learn(?:ed|t)|(?:we |leads? |managers? )?asks? (?:how|what|whether|staff|them|everybody|crews?|
          drivers?|teachers?)
        how (?:is it|did it|does it|was it)(?: go(?:ing)?)?|temperature checks?|mood (?:check|barometer)|
          evaluation(?= (?:by|of|with|sheet|form)|$)
        post-?(?:implementation|launch|go-live) reviews?|review of the first|what (?:people|users|staff|crews) say
        """,
    "test": r"""
        (?:glove|glare|colou?r-?blind(?:ness)?|noise|drop|field|user|night|soak|load|parallel|shadow|ear-?defender|sunlight|rain|
          cold|keyboard(?:-only)?|contrast|magnifier|voice|braille|acceptance|failover|stress|fire|restore|end-to-end|
          usability|penetration|security|accessibility|barrier-free|inclusive|assistive|hearing|one-hand(?:ed)?|
          low[- ]vision|reading)
          (?:,? [\w-]+){0,4}? (?:trials?|tests?|checks?|runs?|reviews?|audits?|walk-?throughs?|assessments?|
          inspections?|sessions?|try-?outs?)
        screen[- ]?readers?(?:,? (?:and )?[\w-]+){0,4} (?:checks?|tests?|reviews?|trials?|audits?|passes|pass|
          evaluations?)|screen[- ]readers?$
        (?:JAWS|NVDA|VoiceOver|TalkBack|WCAG|BITV|EN 301 549|VPAT|ZoomText|Section 508)
        trials?(?= (?:on|with|of|by|run)|$|:|,)|rehears\w+|dry[- ]runs?|shake-?downs?|parallel runs?|
          parallel running|mock (?:run|cut-?over|day|weekend)
        audits?|inspections?|verif(?:y|ies|ied|ication)|validat\w+|acceptance|tested|tests?(?= (?:of|with|by|on|
          in|acc|at|run|day|week|weekend|\d|for)|$|:|,)
        proving (?:run|flight|trip)s?|commissioning|smoke|FAT|SAT|OAT|UAT|sea trials?
        (?:checked|tried(?: out)?|looked at|assessed|reviewed) (?:by|with)|(?:check|review|assessment|
          evaluation)s?(?= (?:by|with|of|against|for)|$|:|,)
        """,
    "decision": r"""
        go ?/ ?no[- ]?go|sign(?:ed|s)?[- ]?off|consent|votes?(?= (?:on|by|in|of)|$)|voted|ratif\w+|green light|
          resolution(?= (?:on|of|passed)|$)|gate (?:review|decision)|
        approv(?:al|es|ed)|deci(?:des?|ded|sion)s?|(?:board|council|committee|cabinet|panel|union|
          assembly) (?:meets|decides|votes|approves|agrees|resolves|
          rules|session)|agreement (?:signed|reached)|sanctioned|endorse[sd]?|release decision|point of no return
        """,
    "pilot": r"""
        pilots?(?! (?:lights?|boats?|stations?|training))|trial (?:operation|sites?|shops?|stores?|branch(?:es)?|
          wards?|groups?|weeks?|phase|period|gates?|depots?|offices?|
          lines?|shifts?|crews?)|trial (?:in|at) (?:the )?(?-i:[A-Z])\w*|soft (?:opening|start|launch)|
          beta(?: phase| test)?|guinea pigs?|proof of concept|PoC|limited (?:launch|release|start)|
        early (?:birds?|starters?|adopters?)|test (?:sites?|stores?|branch(?:es)?|wards?|depots?|shops?|kitchens?|
          gates?)(?! open)|first movers?|forerunners?|pathfinders?
        """,
    "withdrawal": rf"""
        (?:leaves?|left|taken (?:out of|off|from|away)|comes? (?:out of|off)|come out|out of|removed|
          collected from|cleared (?:from|out)|pulled (?:from|out of)|
          gone from|lifted) (?:the )?(?:cabs?|desks?|counters?|wards?|shelves|gates?|tills?|trucks?|vans?|
          bridges?|service|use|cabins?|walls?|carts?|
          trolleys?|stores|rooms?|offices?|counters?|vehicles?|cockpits?|floor)
        power(?:ed|s)? (?:off|down)|(?:switch|turn)(?:ed|es|s|ing)?[- ](?:\w+ )?(?:off|-off)|turn-?off|
          switch-?off|shut(?:s|ting)?[- ]?(?:down|off)|view-only|read-only|look-only|
          (?:can|may|to) only be (?:looked|viewed|read)
        (?:only|just) (?:to )?(?:look|read|view)(?:ed)?(?: at)?$|handed (?:back|in)|hand-?back|hands? (?:back|in)|
          returned to (?:the )?(?:vendor|supplier|lessor|store)|give back|
          no longer (?:written|used|accepted|issued|taken|valid|carried|kept|possible|printed|stamped|sold|
          supported|available|needed|recogni[sz]ed|
          maintained|filled|working|read|usable|in use|work|works)
        (?:last|final) (?:day|use|shift|entry|entries|order|issue|print(?:ing|ed)?|run|trip|page|edition|week|
          month|time) (?:of|with|on|for|in) (?:the )?{_OLD}?
        stops? (?:working|being|accepting|printing|issuing|writing|taking|selling|using)|stopped(?= (?:from|at|
          on)|$)|clos(?:es?|ed|ing) (?:for good|down|to new|to entries)|
          clos(?:es?|ed) down|binned|pulped|shredd\w+|destroyed|scrapp\w+|mothball\w*|unplugg\w+|disconnect\w*|
          put away|gone for good|does away|
          do away with|done away|dispos\w+|dismantl\w+|uninstall\w*|delet(?:ed?|es|ion)|archiv(?:ed|ing|es)|
          to the archive|into the archive|shelved(?! until)|
          retir(?:es?|ed|ing|ement)(?! (?:staff|home))|decommission\w*|withdraw\w*|phas(?:ed?|es|ing) out|
          discontinu\w*|sunset\w*|ceas(?:es?|ed)|end of life|
          stop using|axed|revoked|cancelled out|de-?register\w*|taken offline|goes? offline|locked (?:away|
          for entry|against)|abolish\w*|
          removal of|remov(?:ed?|es|ing)(?= |$)|taken (?:down|away)|take(?:s|n)? (?:down|away)|fades? out|
          run(?:s)? out|wound down|wind(?:s|ing)? down
        {_OLD} [\w' -]{{2,40}}? {_BE}{_GOES}\b
        {_PAPER} {_BE}{_GOES}(?!-)
        (?:lines?|links?|connections?|numbers?|fax) (?:is |are )?cut(?: off)?|hauled (?:off|away)|carted (?:off|
          away)|taken (?:back|away)|gathered in|recalled|
          cleared (?:out|away)|emptied|written off|sold off
        (?:end|close|closure|farewell|goodbye|good-?bye) (?:of|to|for) (?:the )?{_OLD}
        """,
    "change": r"""
        install(?:s|ed|ation|ing)?|connect(?:s|ed|ion)|interfac(?:e|ed) (?:to|with)|
        migrat\w+|import(?:s|ed|ing)?(?= |$)|convert\w*|conversion|upgrad\w+|updat(?:es?|ed|ing)(?= |$)|
          patch(?:es|ed|ing)?(?= |$)|re-?label\w*|re-?number\w*|
        swap(?:s|ped|ping)?(?: out)?(?= |$)|exchang(?:es?|ed)|replac\w+|relocat\w+|reconfigur\w+|configur\w+|
          transfer(?:red|s)?(?= |$)|
        mandatory|compulsory|obligatory|enforc\w+|enabl(?:es?|ed|ing)|introduc\w+|takes? the place of|supersed\w+|
        instead of the|(?:new|changed) (?:rota|roster|rules?|hours|procedure|process|route|layout|numbers?|
          price list|menu|mask|form)s?(?: (?:appl(?:y|ies)|holds?|valid|in force|starts?))
        """,
    "go_live": r"""
        go(?:es|ing)?[- ]?live|went live|(?:is|are|be) live|live (?:from|on|in|at|operation|day|date|run|running|
          use)|day one|day 1|D-?day|big (?:day|bang)|first live
        (?:goes|go|going|cuts?|came|comes?|coming|crosses|crossing|switch(?:es|ed)?|mov(?:es?|ed|ing)|chang(?:es?|
          ed|ing)|flips?|hops?) (?:over|across)(?: (?:to|from))?|flips? to|flips?|switch-?over|change-?over|
          cut-?over|cross-?over|hand-?over to (?:operations|live|the new)|
        (?:bring|brings|brought|put|puts|puts?|comes?|came|taken|take|enters?|entering|goes?|placed|pressed|set|
          taken up) (?:in|into) (?:\w+ )?(?:use|service|operation|operations|force|
          effect|production)|in (?:live |full |daily |regular |general |productive )?(?:use|operation|service|
          production) (?:at|in|from|on|everywhere|by|for|across)|
        takes? over(?: from| as| for| in| at|$)|first (?:day|shift|flight|trip|run|use|working day|sailing|
          delivery|call|order|watch|lesson|round|tour|journey|service|
          patient|case|booking|payroll|month|morning) (?:with|on|in|using|under|of use|through)|
        starts? (?:using|working (?:with|on|in)|(?:to )?(?:work|use)|life|live|on the|with the|in the new)|
          works? (?:with|in|on)(?= (?:the|it|(?-i:[A-Z])))|
        start of (?:use|operations?|live|work with)|commenc\w+|kick(?:s|ed)? in|roll(?:s|ed|ing)?[- ]?out|
          launch\w*|deploy\w*|
        (?:is|are|be|gets?) (?:taken|made|kept|done|written|filed|booked|entered|recorded|scanned|paid|issued|
          logged) (?:only |solely )?(?:in|on|with|through|via) (?-i:[A-Z])[\w-]*|
        (?:now|from then|thereafter|only) (?:in|on|with|through|via) (?-i:[A-Z])\w+|(?:taken|kept|done|written|
          filed|booked|entered|recorded|handled|processed) (?:in|on|with|via) (?-i:[A-Z])\w+|
        (?:apps?|tablets?|tabs?|pads?|units?|screens?|scanners?|handhelds?|online|digital|
          electronic(?:ally)?) only|on-?stream|up and running (?:at|in|for)|turns? on(?= (?:at|in|for)|$)|
          switch(?:es|ed)? on(?= (?:at|in|for)|$)|(?:all|everybody|everyone) (?:are |is )?(?:on|across|over)(?= |$)|
        becomes? (?:the )?(?:rule|standard|normal|operational|live|official|binding)|(?:the )?only way(?: in|
           to)?|turnover to|inaugurat\w+|debut\w*|unveil\w*
        """,
}
"""What a step's name says for certain."""

WEAK: tuple[tuple[EventKind, str], ...] = (
    ("withdrawal", r"goes? away|stops?|shutdown|ends? of|gone|scrapped|collected|old .* off"),
    ("go_live", r"w\.? ?e\.? ?f|with effect|opens?|opening|starts?|begins?|in use|uses?|used|moves?(?= to)|"
        r"goes(?= to)|go(?= to)|live|on the new|first"),
    ("training", r"learn(?:s|ing)?|(?<!its )(?<!the )sessions?|trained|trainers?|lab|tour"),
    ("communication", r"mails?|e-?mails?|messages?|info|invitations?|films?|videos?|screens|told|meetings?|talks?|"
        r"cards|slides?|web ?page|intranet"),
    ("access", r"access|accounts?|log-?ins?|licen[cs]es?|invitations?|provisioning|enrol\w*"),
    ("support_cover", r"support|cover|help"),
    ("test", r"tests?|checks?|trials?|reviews?"),
    ("change", r"moved?|change[sd]?|switch\w*|relocation|build"),
)  # fmt: skip
"""What it may well mean where nothing else is said."""


def _joined(words: str) -> str:
    """The ways as one pattern: each line is one or more of them, a line set in deeper goes on with the one above."""
    lines = words.strip("\n").splitlines()
    margin = min(len(line) - len(line.lstrip()) for line in lines if line.strip())
    joined = ""
    for line in filter(str.strip, lines):
        goes_on = not joined or joined.endswith("|") or len(line) - len(line.lstrip()) > margin
        joined += line.strip() if goes_on else f"|{line.strip()}"
    return joined.strip("|")


PATTERN = re.compile(
    r"(?<![\w/])(?=\w)(?:"
    + "|".join(rf"(?P<{kind}>(?:{_joined(words)})(?!\w))" for kind, words in STRONG.items())
    + ")",
    re.IGNORECASE,
)
LOOSE = tuple((kind, re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE)) for kind, words in WEAK)
