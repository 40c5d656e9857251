"""How texts name what a control may ask for, what takes it from people, and other ways in.

Both sides are told in one small set of everyday things, so that "push to the cell phone" meets "handsets stay outside".
"""

from __future__ import annotations

import re


def _any(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{words})(?![\w])", re.IGNORECASE)


_NOT_A_PHONE = (
    r"(?![- ](?:numbers?|lists?|lines?|calls?|contracts?|books?|bills?|support|extensions?|director(?:y|ies)|queues?|"
    r"hotline|box(?:es)?|system|exchange|conference|training|banking|data|network|reception|coverage|signal|working|"
    r"first|team|crew|unit))"
)
MEANS: dict[str, re.Pattern[str]] = {
    "phone": _any(
        rf"(?:smart|cell|mobile|i)?-? ?phones?{_NOT_A_PHONE}|mobiles?{_NOT_A_PHONE}|mobile devices?|cell{_NOT_A_PHONE}|"
        r"handys?|android|handsets?|personal devices?|(?:own|private) devices?|byod|"
        r"(?<!no )(?:ms |microsoft |google )?authenticators?(?: apps?)?|push(?: (?:notifications?|messages?|"
        r"approvals?))?|"
        r"text messages?|texted|by text|sms(?:es)?|qr[- ]codes?|passkeys?|otp app|bank(?:ing)?(?:['’]s)? app"
    ),
    "mail": _any(
        r"(?:e-?mail|mail)[ -]?(?:box(?:es)?|address(?:es)?|accounts?|links?|codes?)|inbox(?:es)?|mailbox(?:es)?|"
        r"(?:by|via|per|through|own|work|no|an|business|company|corporate|government|official|private|personal|staff) "
        r"e-?mails?|(?:to|into|in) (?:your|their|the|an?|each|his|her|every) (?:\w+ ){0,2}e-?mails?|e-?mailed"
    ),
    "pc": _any(
        r"(?:own|personal|managed|company|a|their) (?:pcs?|laptops?|computers?|desktops?)|pcs?|laptops?|computers?|"
        r"notebooks?|chromebooks?|macbooks?|workstations?|desktops?"
    ),
    "token": _any(
        r"(?:hardware |security |usb |fido2? )?(?:tokens?|keys?|yubikeys?)|smart ?cards?|dongles?|key fobs?|fobs?"
    ),
    "network": _any(
        r"(?:on |via |over |through )?(?:the )?vpn|wi-?fi|wlan|internet|online|"
        r"(?:company|corporate|internal|office|mobile|"
        r"hospital|plant|campus|ward|yard|factory) network|network (?:connection|coverage|access)|signal|coverage|"
        r"connectivity|broadband|(?:data |live |permanent |stable |constant )?connection|mobile data|reception|"
        r"[345]g|lte"
    ),
    "hands": _any(
        r"finger-?prints?|thumb-?prints?|thumbs?|fingers?|palms?(?: (?:scans?|veins?))?|bare hands?|touch ?screens?|"
        r"touch id|touch panels?|biometric (?:readers?|scans?)|swip(?:es?|ing)"
    ),
    "face": _any(r"face id|facial|faces?|face (?:recognition|scans?|unlock)|iris|retina|selfies?|windows hello"),
    "camera": _any(r"cameras?|webcams?|video calls?|video|photos?|selfies?|qr[- ]codes?|video[- ]ident"),
    "voice": _any(r"voices?|spoken|speech|speak(?:s|ing)?|say(?:s|ing)?|dictat\w+|voiceprints?"),
    "hearing": _any(
        r"audio|sounds?|tones?|beeps?|spoken|headsets?|(?:phone|voice|automatic|automated|robo) ?calls?|call-?backs?|"
        r"listen(?:s|ing)?|loudspeakers?|read out|buzzers?|chimes?|ear ?pieces?|audible"
    ),
    "sight": _any(
        r"colou?rs?(?:-coded| coding| code)?|colou?red|read(?:s|ing)? the screen|captchas?|on screen|small print|"
        r"red (?:and|or|for|means) green|picture puzzles?"
    ),
    "usb": _any(r"usb(?: ?-?[ac])?(?: sticks?| ports?| keys?| sockets?| slots?| drives?| devices?)?|thumb drives?"),
    "browser": _any(r"(?:current|latest|modern|newer|recent|old|older|outdated)?[\w ]{0,12}browsers?(?: versions?)?"),
    "individual": _any(
        r"(?:own|personal|individual|named|assigned|dedicated) (?:devices?|pcs?|tablets?|laptops?|handhelds?|"
        r"terminals?)|"
        r"(?:bound|tied|registered|locked) to (?:one|a single|their own|each person['’]s) device|one device "
        r"(?:each|per)"
    ),
    "personal": _any(
        r"(?:own|personal|individual|named|nominative) (?:[\w-]+ )?(?:log-?ins?|log-?ons?|sign-?ins?|sign-?ons?|"
        r"accounts?|"
        r"passwords?|pins?|user ?names?|credentials?|user ids?|user)|"
        r"one (?:account|log-?in|user|password) (?:per|for each|for every) (?:person|user|head|employee|"
        r"individual|human)|"
        r"(?:accounts?|log-?ins?|passwords?|credentials?) (?:must not|may not|cannot|can't|are not to|never to) "
        r"be shared|"
        r"no (?:shared|generic|group|team|common|collective) (?:accounts?|log-?ins?|passwords?|users?|credentials?)|"
        r"(?:shared|generic|group|team|common|collective) (?:accounts?|log-?ins?|passwords?|users?) (?:\w+ ){0,3}"
        r"(?:disabled|blocked|removed|deleted|abolished|switched off|closed|forbidden|prohibited|banned|not "
        r"(?:allowed|permitted))"
    ),
}
"""How texts name each thing that may be needed or missing."""
SHARED_PLACES = (
    r"pcs?|terminals?|computers?|devices?|workstations?|tablets?|machines?|handhelds?|scanners?|phones?|kiosks?"
)
COVERED: dict[str, re.Pattern[str]] = {
    "phone": _any(
        r"(?:flip|feature|button|push-button|keypad|old|simple|basic|dumb) ?phones?|landlines? only|only "
        r"(?:have |a )*landlines?|"
        r"no (?:radio )?transmitters?|nothing that transmits|intrinsically safe|radio silence|phone-free|"
        r"phoneless|mobile-free|"
        r"no personal (?:items|belongings|electronics|effects)|personal (?:items|belongings|electronics) "
        r"(?:stay|are left|go) \w+"
    ),
    "hands": _any(
        r"gloves?|gloved|gauntlets?|mittens?|(?:wet|dirty|greasy|oily|muddy|floury|soapy|bandaged|sticky) "
        r"(?:hands?|fingers?)|"
        r"hands (?:are |always )*(?:never bare|not bare|wet|dirty|greasy|oily|full|covered|muddy|black|sticky)|"
        r"(?:finger-?prints?|fingertips?) (?:\w+ ){0,3}(?:worn|unreadable|fail\w*)|worn (?:finger-?prints?|"
        r"fingertips?)|both hands full|"
        r"up to (?:the|their) elbows"
    ),
    "face": _any(
        r"masks?|masked|respirators?|visors?|face shields?|face coverings?|goggles|helmets?|full-face|"
        r"balaclavas?|veils?|"
        r"niqabs?|hoods? up|welding shields?|breathing apparatus|ppe on (?:the )?face"
    ),
    "network": _any(
        r"offline(?! (?:cop|mode|version|cap|use|too|as well|map|work|first))|no signal|"
        r"dead (?:spots?|zones?)|black ?spots?|without (?:a |any )?(?:signal|network|connection|reception|"
        r"coverage|internet)|"
        r"underground|no (?:mobile |data |phone )?(?:reception|coverage|network|connection|wi-?fi|internet|"
        r"bars?|line)|air-?gapped|"
        r"basements?|tunnels?|cellars?|bunkers?|(?:out of|beyond|outside) (?:the )?(?:coverage|range|reach of "
        r"the network|reception)|"
        r"(?:poor|patchy|bad|weak|hardly any|barely any|intermittent|unreliable|little|no) (?:mobile |data "
        r")?(?:signal|coverage|reception|"
        r"connection|network|wi-?fi)|no (?:mobile |cell |phone )?(?:tower|mast)(?: in range)?|cut off from the "
        r"net\w*|not connected to "
        r"(?:the|any) (?:network|internet)|(?:signal|connection|reception|coverage) (?:\w+ ){0,2}(?:drops?|"
        r"breaks?|fails?|ends|dies|is lost|gone)|"
        r"not on the (?:network|internet|net)|faraday|lead-lined|shielded rooms?|at sea|below deck"
    ),
    "hearing": _any(
        r"noisy|noise|loud|deafening|ear ?-?(?:plugs?|muffs?|defenders?|protect\w+)|hearing (?:protection|"
        r"protectors|impaired|loss|aids?)|"
        r"deaf|deafened|hard of hearing|hear badly|cannot hear|can't hear|\d+ db(?:\(a\))?|decibels?"
    ),
    "voice": _any(
        r"noisy|noise|loud|deafening|silence|silent|quiet zones?|must not speak|no talking|(?:may|can)not talk|"
        r"\d+ db(?:\(a\))?|decibels?|mute|voice ?less|speech impair\w+|whisper\w*"
    ),
    "sight": _any(
        r"blind|colou?r-?blind\w*|(?:tell|distinguish) (?:red|colou?rs)|red-green|low vision|visually impaired|"
        r"sight(?: |-)impaired|"
        r"poor (?:eye)?sight|screen[- ]readers?(?: users?)?|cannot see|see badly|partially sighted|braille|weak eyes"
    ),
    "individual": _any(
        rf"(?:shared?|sharing|common|pooled|communal|joint) (?:(?:a|one|the) )?(?:\w+ )?(?:{SHARED_PLACES})|one "
        rf"(?:{SHARED_PLACES}) for|"
        rf"take turns (?:at|on|with) (?:\w+ ){{0,3}}(?:{SHARED_PLACES})|(?:{SHARED_PLACES}) (?:are|is) "
        rf"(?:shared|pooled|passed on|handed over)"
    ),
    "personal": _any(
        r"(?:shared?|common|group|team|joint|generic|collective|pooled|single|same|one|ward|shift|department\w*) "
        r"(?:log-?ins?|log-?ons?|accounts?|passwords?|user ?names?|user ids?|credentials?|sign-?ons?)(?! (?:per|"
        r"for each|for every) person)|"
        r"share (?:a|one|the|their|an) (?:\w+ )?(?:log-?ins?|log-?ons?|accounts?|passwords?|pins?|user)"
    ),
}
"""What people wear, or how and where they work, that takes such a thing from them."""
LACKED: dict[str, re.Pattern[str]] = {
    **{what: MEANS[what] for what in ("phone", "pc", "token", "network", "usb", "browser")},
    "mail": _any(
        r"(?:(?:e-?|company |work )mail|mail)(?:[ -]?(?:box(?:es)?|address(?:es)?|accounts?))?s?|"
        "inbox(?:es)?|mailbox(?:es)?"
    ),
    "camera": _any(
        r"cameras?|webcams?|filming|photograph\w*|photos?|pictures?|video(?:s| recordings?)?|recordings?|"
        r"lens(?:es)?|image capture"
    ),
}
"""The same things as people say that they have none, or may not use any."""
ASKS = _any(
    r"needs?|needed|requires?|required|must|ha(?:s|ve) to|only (?:with|by|via|through|on|in|works|from|if)|"
    r"factor|via|through|"
    r"sign(?:s|ed|ing)?[ -]?(?:in|on)|log(?:s|ged|ging)?[ -]?(?:in|on)|login|"
    r"authenticat\w+|verif\w+|confirm\w*|approv\w+|"
    r"regist\w+|install\w*|enrol\w*|unlock\w*|scan\w*|tap(?:s|ped|ping)?|press(?:es|ed)?|enter(?:s|ed)?|sent to|texted|"
    r"identif\w+|mandatory|compulsory|obligatory|activat\w+|password|passcode|credential|link|code|prompt\w*|wants?|"
    r"expects?|uses? (?:your|their|the|a)|with (?:your|their|his|her)|then a|on the reader|second (?:factor|device)|"
    r"push|mfa|2fa|otp|passkeys?|asks? for|enforced?|forced|get in|let in|happens via|proofing|by"
)
SIGN_ON = _any(
    r"sign(?:s|ing)?[ -]?(?:in|on|ins|ons)(?:to)?|signed[ -]in(?:to)?|"
    r"log(?:s|ged|ging)?[ -]?(?:in|on|ins|ons)(?:to)?|second factor|two[- ](?:factor|step)\w*|multi-?factor|step-?up|"
    r"factors?|mfa|2fa|authenticat\w+|authoris\w+|authoriz\w+|identification|identif(?:y|ies|ied)|identity|"
    r"regist(?:er|ers|ration)|re-?registration|unlock\w*|"
    r"credentials?|verification|verif(?:y|ies|ied)|approvals?|approv(?:e|es|ed|ing)|confirm(?:s|ed|ing|ation)?|"
    r"password resets?|passwords?|reset is|enrol\w*|onboarding|activat\w+|install\w*|access (?:to|only|from|"
    r"requires?|needs?)|"
    r"conditional access|open(?:s|ing)? (?:the|an?|your|their) (?:\w+ )?(?:apps?|tools?|tablets?|systems?|"
    r"programs?|screens?|sessions?|site)|security|control|otp|one-time (?:codes?|pins?|passwords?|passcodes?)|"
    r"passkeys?|"
    r"clock(?:s|ing)?[- ](?:in|on)|check(?:s|ing)?[- ]in|get(?:s|ting)? in(?:to)?|let in|session|sso|"
    r"e-?signatures?|signatures?"
)
ONLY = _any(
    r"only|solely|exclusively|purely|nothing but|no other way|mandatory|compulsory|obligatory|required|requires|"
    r"must|has to be|have to be|"
    r"without exception|all (?:requests?|reports?|orders?|bookings?|instructions?|alerts?|alarms?|messages?)"
)
"""A tool, not only a way in, that can be used in one way alone."""
SECOND = _any(r"factors?|mfa|2fa|authenticat\w+|two-step|otp|passkeys?")
SENT = _any(r"sent|push|text messages?|texted|sms|receives?|by e-?mail|via e-?mail|online")
"""A code that is sent needs a connection to arrive."""
SPARED_NETWORK = _any(
    r"offline|cached|once a (?:day|week|month|year)|(?:the )?first (?:time|sign-?in|log-?in)|buffer\w*"
)
"""Words that say that a connection is not needed all the time."""
NOT_NEEDED = _any(
    r"(?:no|without|not need|nobody (?:has to|needs)|neither|never needs?|instead of|not (?:required|necessary|needed)|"
    r"do(?:es)? not (?:need|require|have to|depend)|works? without|n[o']t (?:need|require)|works? (?:with|in)|"
    r"replaces?|rather than)"
)
RULED_OUT = _any(r"as (?:a |an |the )?(?:second |first |other )?(?:factor|method|way|means|alternative|option)")
MAY = _any(
    r"(?:may|can) be used|(?:is|are) (?:allowed|permitted|fine)|ok|okay|too, we tried|(?:is|are) not a problem|"
    r"no problem|"
    r"(?:is|are) no issue|everyone (?:has|carries)|everybody (?:has|carries)"
)
OTHER = _any(
    r"badges?|cards?|pins?|passcodes?|one-time codes?|printed|on paper|letters?|supervisors?|wristbands?|fobs?|"
    r"lanyards?|passwords?"
)
"""Other ways to sign on that need nothing of the vocabulary."""
WAYS = frozenset({"phone", "mail", "token", "hands", "face", "voice", "pc", "other"})
"""What one may show to be let in; a connection or a browser is no substitute for it."""
ELSE = _any(
    r"alternatives?|alternatively|instead|otherwise|either|fallback|fall back|falls back|as a substitute|those without|"
    r"who(?:ever)? (?:has no|has none|have none|"
    r"cannot|can't|does not|do not|doesn't|don't)|(?:people|users|staff|colleagues|anyone|everyone|everybody) without|"
    r"who (?:have|has) no|in place of|in exchange|equally|backup|for (?:everyone|everybody|anyone|those|the) who|"
    r"if (?:you|they|someone|somebody|people) (?:have no|has no|cannot|can't|don't|do not|doesn't)|or else|"
    r"failing that|in lieu|workaround"
)
ONLY_SOME = _any(r"only|administrators?|admins|reserved for")
LET_OFF = _any(
    r"exempt\w*|exceptions?|excluded?|not (?:apply|required|affected|in scope|part of|included)|do(?:es)? not apply|"
    r"out of scope|no (?:second factor|mfa|change)|as (?:today|before|now)|keeps?|stays? (?:with|on|as)|waiv\w+|"
    r"spared|left out|"
    r"not need(?:ed)?|unaffected|without (?:a )?second factor|carved out|opt(?:ed)? out|dispensation"
)
NO_EXCEPTION = _any(
    r"(?:no|without(?: any)?|not any|never) (?:\w+ )?(?:exceptions?|exemptions?|alternatives?|other ways?|fallback)|"
    r"no other|not offered|turned (?:it )?down|rejected|refused|exceptions? (?:are|is) not|nobody is "
    r"(?:exempt\w*|spared)"
)
ABLE_ON = _any(r"vpn|wi-?fi|wlan|network|internet|line")
GIVEN_UP = re.compile(
    r"\b(?:hands? (?:in|over)|handed (?:in|over)|gives? up|leaves?|locks? (?:away|up)|surrenders?|deposits?|"
    r"puts? away|drops?|bans?|"
    r"forbids?|prohibits?|confiscates?|collects?|takes? away|bars?|disallows?|"
    r"switch(?:es)? off|turns? off)(?: \w+){0,2}\s*$",
    re.IGNORECASE,
)
PLACED = re.compile(r"\b(?:on|at|in|from|to) (?:(?:the|their|its|our|any|a) (?:\w+ )?|(?:\w+['’]s? )?)$", re.IGNORECASE)
NEEDED_BEFORE = re.compile(r"\b(?:has to|have to|needs? to|needs?|required?)\b", re.IGNORECASE)
NEEDED_BEHIND = re.compile(r"(?: \w+){0,3} (?:is|are|be) (?:needed|required|necessary)\b", re.IGNORECASE)
NONE_OF = re.compile(
    r"\b(?:no|without|lacks?|lacking|never (?:had|have|got)|neither|nor|zero|not (?:have|own|get|carry|use|"
    r"allowed|take|issued)|"
    r"(?:do|does|did)n['’]t (?:have|own|get|carry|use|possess|read|hold)|devoid of|short of|deprived of)"
    r"(?: (?:an?|any|their|the|company|work|own|private|personal|corporate|mobile|smart|government|official|business|"
    r"company-issued|issued|service|of their own|such|working|proper|internal|permanent))*\s*$",
    re.IGNORECASE,
)
NOBODY = re.compile(
    r"(?:n['’]t|not|nobody|none|few|hardly any\w*|cannot|never|no one|rarely|seldom|barely)\b(?: [\w’']+){0,4}\s*$",
    re.I,
)
HOLDS = re.compile(
    r"\b(?:have|has|own|owns|carry|carries|bring|brings|use|uses|get|gets|take|takes|with|allowed|permitted|"
    r"having|given|issued?|issues|"
    r"provided?|supplied|possess|afford|hold|holds|keep|keeps|touch|wear|reads?|checks?|equipped|handed|operate|"
    r"reach)\b",
    re.IGNORECASE,
)
NOT_THERE = re.compile(
    r"(?:\s+[\w-]+){0,3}\s*(?:(?:are|is|be|must be|have to be|has to be|had to be|remain|remains|stay|stays|"
    r"stay strictly|go|goes|gets?|"
    r"must|should be)\s+)?(?:strictly |always |all |completely |simply |also )?"
    r"(?:not\s+(?:allowed|permitted|available|there|provided|issued|supported|carried|with|taken|on|in|welcome|"
    r"tolerated|accepted|"
    r"wanted|to be (?:taken|brought|carried|used))\b(?! (?:needed|required|involved|question|scope))|"
    r"banned|prohibited|forbidden|left|locked|handed (?:in|over)|collected|switched off|off limits|taken away|"
    r"blocked|barred|"
    r"surrendered|deposited|confiscated|outlawed|out of bounds|taboo|(?:a )?no-?go|unthinkable|unwelcome|verboten|"
    r"sealed|glued|disabled|deactivated|plugged|taped|removed|"
    r"disallowed|missing|behind|"
    r"(?:go(?:es)? )?(?:in(?:to)?|at|outside|to) (?:the |a |an |their )?(?:\w+ )?(?:lockers?|gate(?:house)?|"
    r"locker room|reception|door|"
    r"entrance|line|floor|box(?:es)?|trays?|pouch(?:es)?|safes?|baskets?|bags?|bins?|cabinets?|cloakrooms?|"
    r"guardhouse|lodge|shelf|changing rooms?)|"
    r"outside(?! of)|(?:do(?:es)?|did|will|can|could|wo|ca) ?n[o'’]t (?:come|enter|work|exist|go|leave|reach|"
    r"function|get)\b|"
    r"(?:has|have) no (?:place|business)|ban\b|-free\b|policy: no\b|: no\b|: none\b|: nil\b)",
    re.IGNORECASE,
)
PAST_BEHIND = re.compile(r"(?:\s+\w+){0,2}\s+(?:were|was|had been|used to be)\b", re.IGNORECASE)
SUBJECT = re.compile(
    r"(?:\W*(?:the|our|all|most|many|some|half of(?: the| our)?|(?:two|three|four|five|six|several|one|none|"
    r"some|most|half|\d+) of (?:the|our)|"
    r"every|each|any|a few|few|nearly all|in practice,?|and|but|because|as)\s+)*"
    r"(?P<whom>[A-Za-z][\w’'-]+(?: (?!and\b|or\b)[a-z][\w-]+)?)(?: (?:in|on|at|from) (?:the )?[\w-]+(?: "
    r"[\w-]+)?)?(?: (?:always|never|often|usually|still|also|all|mostly))* "
    r"(?:wear|wears|work|works|have|has|do|does|don['’]t|doesn['’]t|carry|carries|own|owns|must|may|can|cannot|"
    r"can['’]t|"
    r"aren['’]t|are not|use|uses|share|shares|hand|hands|leave|leaves|lock|get|gets|keep|keeps|take|takes|go|"
    r"spend|drive|stand|handle|are|is|sit)\b"
)
"""Whom a sentence is about, where no word for people is known."""
