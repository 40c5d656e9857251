"""Words around figures: what is counted, and what makes a figure a part, a bound, a sample or history."""

from __future__ import annotations

import re
from typing import Literal

from service.interpretation.facts.amounts import WORDS_FOR_NUMBERS, singular
from service.interpretation.facts.people import PEOPLE

What = Literal["people", "licences", "accounts", "devices", "places"]

WHAT: dict[str, What] = {
    **dict.fromkeys("licence license seat subscription entitlement cal user-licence plan-seat".split(), "licences"),
    **dict.fromkeys(
        "account login logon sign-on profile mailbox identity credential user-id username registration".split(),
        "accounts",
    ),
    **dict.fromkeys(
        """device tablet laptop notebook pc computer phone smartphone scanner handheld terminal workstation headset
        token key reader handset chromebook ipad badge card wearable watch radio screen
        monitor bodycam camera printer
        unit kit pager glasses""".split(),
        "devices",
    ),
    **dict.fromkeys("place slot spot".split(), "places"),
    **dict.fromkeys((singular(word) for word in PEOPLE), "people"),
    **dict.fromkeys(
        "we person people staff headcount fte personnel colleague employee head pax crew".split(),
        "people",
    ),
}
SEATS_TAUGHT = re.compile(r"\b(?:course|class|classroom|session|training|workshop|webinar|room)", re.IGNORECASE)
PART_BEFORE = re.compile(
    r"(?:\b(?:\d[\d.,]* (?:out )?of|one of|these|those|the other|other|another|an? (?:additional|extra|further|spare)|"
    r"the (?:first|last|remaining)|first|last|further|more|additional|extra|remaining|spare|per|than|groups? of|"
    r"every|each|only|plus|or|which|whom|including|incl\.?|also|\bto|missing|lacks?|reserve|after|before|from)|\+)\s+"
    r"(?:the |all |for )?$",
    re.IGNORECASE,
)
"""Words before a number that make it a part, a rate, a bound or an extra."""
PART_AFTER = re.compile(
    r"\s*(?:per\b|each\b|a (?:day|week|month|year|shift|site|depot|course|time)\b|at a time|more\b|further|extra\b|"
    r"additional|spare\b|(?:in|as(?: a)?) reserve|follow\b|to follow|later\b|missing|short\b|left\b|too (?:few|"
    r"many)|(?:had|have|has) (?:taken|been|already)|"
    r"(?:were|was)\b|who (?:were|did|had)|of (?:them|whom|which|the|these|those|our|us)\b)",
    re.IGNORECASE,
)
ORDERED = re.compile(
    r"(?<!\d )\b(?P<what>licen[cs]es?|subscriptions?|seats?|accounts?|log-?ins?|logons?|tablets?|headsets?|laptops?|"
    r"devices?|phones?|scanners?)(?: (?:\w+ )?(?:is|are|will be|ha(?:s|ve) been) \w+)? for (?:about |all |the |"
    r"around )*$|"
    r"(?<!\d )\b(?P<pool>licen[cs]e|subscription|seat|account)s? (?:pool|contract|agreement|file|model|package|"
    r"order|volume|"
    r"count|tier|key|plan|limit)? ?(?:holds?|covers?|allows?|permits?|includes?|is for|has|provides? for|runs? "
    r"to|caters? for|"
    r"entitles|serves|is limited to|is capped at|stands at) (?:about |all |the |around |up to )*$",
    re.IGNORECASE,
)
"""A figure of people that tells how many of something there are: "subscription for 180 users"."""
SHARED = re.compile(
    r"\b(?:one (?:for|per|to) (?:two|three|four|every|each \w+|\d)|concurrent\w*|floating|shared|pool\w*|between them|"
    r"at the same time|simultaneous\w*|per shift|in turns?)\b",
    re.IGNORECASE,
)
"""What is used in turns need not be there for each."""
PART_INSIDE = re.compile(
    r"\b(?:more|further|extra|additional|spare|missing|remaining|other|test|old|former|unused|administrator|admin|"
    r"guest|service|shared)\b",
    re.IGNORECASE,
)
SAMPLED = re.compile(
    r"\b(?:survey|poll|interview|questionnaire|sample|focus group|ask(?:ed|s|ing)?|signed up|registered|volunteered|"
    r"took part|turned up|attended|answered|complain\w*|lost|left|failed|locked)\b",
    re.IGNORECASE,
)
BOUND = re.compile(
    r"\b(?:at least|at most|up to|max|maximum|minimum|min|less than|fewer than|under|more than|over|to|several|"
    r"no more|not more|no longer|a minimum|a maximum)\b",
    re.IGNORECASE,
)
HISTORY = re.compile(r"\b(?:had|were|was|used to|counted|served|did)\b", re.IGNORECASE)
NOW = re.compile(
    r"\b(?:is|are|has|have|will|gets?|needs?|receives?|moves?|uses?|bought|ordered|purchased|booked|delivered|added|"
    r"approved|must|plan(?:s|ned)?)\b",
    re.IGNORECASE,
)
ABOUT_ALL = re.compile(
    r"\b(?:in scope|scope|is for|are for|"
    r"affected|concerned|impacted|get|gets|receive|receives|will (?:use|get|move|work|sign)|move to|will be "
    r"used by|be working (?:with|in|on)|"
    r"switch(?:es)? to|have to (?:log|sign)|each (?:have|has|need|needs)|(?:users|people) of|in total|"
    r"altogether|on the (?:roster|payroll|books|list)|all of (?:them|us)|every single|"
    r"every one of|each of|signs? (?:in|on)|"
    r"overall|total|all told|to be trained|are to use|will be using|log(?:s)? (?:in|on)|depend on|count on|need|"
    r"needs|use|uses|work with|works with|everyone who)\b",
    re.IGNORECASE,
)
EMPLOYED = re.compile(r"\b(?:work (?:at|for)|employ\w*|headcount|company (?:has|of)|workforce|we are)\b", re.IGNORECASE)
EVERY_ONE = re.compile(r"\b(?:each|every one|everyone|all of us|all of them)\b", re.IGNORECASE)
TOTAL = re.compile(r"\s*(?:grand |sub)?(?:total|sum|all|overall|altogether)\b", re.IGNORECASE)
FIGURE = (
    r"(?:~|about |approx\.? |ca\.? |around )?\d{1,3}(?:[,.' ]\d{3})+|(?:~|about |approx\.? |ca\.? |around )?\d{1,6}"
)
WE_ARE = re.compile(rf"\b(?P<what>we) are (?P<n>{FIGURE})(?=[,;.]| and\b| in\b|$)(?!\.\d)", re.IGNORECASE)
BARE = re.compile(rf"\s*(?P<n>{FIGURE})\s*")
KEYED = re.compile(
    rf"(?P<what>[A-Za-z][^:;.|\n]{{2,60}}?)(?:[:.]| [–—-]| =)\s+(?P<n>{FIGURE})"
    r"(?=\s*(?:$|[,;.(](?!\d)|(?:for|of|in|are|have) [a-z]))"
)
WORDS = "|".join(sorted(WORDS_FOR_NUMBERS, key=len, reverse=True))
COURSES = re.compile(
    rf"\b(?P<n>\d{{1,4}}|{WORDS}) (?:\w+ ){{0,2}}?(?:courses?|classes|sessions?|dates?|workshops?|webinars?|"
    rf"groups|days|runs|slots|cohorts|intakes|"
    r"rounds|batches|mornings|afternoons|evenings|drills|inductions|toolbox talks|practice hours)"
    rf"(?:,| of| for| with| at|:|;| \w+){{0,3}}? (?P<m>\d{{1,3}}|{WORDS})"
    r"(?: (?P<w>people|places|participants|seats|persons|each))?",
    re.IGNORECASE,
)
EACH = re.compile(
    rf"\b(?P<m>\d{{1,3}}|{WORDS}) (?:places?|seats?|people|participants?|persons?) "
    rf"(?:each|(?:per|a) (?:course|class|session|date|day|run|slot|cohort|intake|round|batch|workshop))[^.;|"
    rf"]{{0,20}}?\b(?P<n>\d{{1,4}}|{WORDS}) (?:\w+ )?"
    r"(?:courses?|classes|sessions?|dates?|workshops?|webinars?)",
    re.IGNORECASE,
)
SITE_HEADER = re.compile(
    r"site|location|place|where|plant|depot|branch|store|shop|ward|school|department|dept|region|country|office|hall|"
    r"team|unit|area|group|who|audience|role",
    re.IGNORECASE,
)
FOR = re.compile(r" for (?:the |all |our )?(?P<whom>[a-z][\w-]+)")
ROW_MARK = re.compile(r"[A-Za-z]{0,6}[-. ]?\d{1,4}(?:\.\d+)*\.?|[A-Z]|[-–—#]?")
AGENTS = re.compile(
    r"\w{3,}(?:ers|ors|ists|ians|eers|guards|hands|men|women|folk|ees|ants|aides|crew|wives|masters|keepers|smiths)"
)
"""Endings of names for people by what they do."""
NOT_AGENTS = frozenset(
    """servers scanners printers computers orders numbers letters folders containers trailers parameters meters filters
    buffers quarters papers centers centres corners offers registers drawers timers routers readers trackers headers
    layers tickers tenders chargers adapters adaptors lockers coolers boilers freezers tankers liners vouchers posters
    stickers banners barriers carriers errors doors sensors monitors processors motors floors indicators generators
    sectors factors connectors projectors elevators tractors detectors colors mirrors corridors vectors controllers
    beepers pagers burners dryers washers conveyors counters containers chambers towers trawlers steamers coaches
    transformers breakers switchers boosters repeaters transmitters receivers transponders bunkers silos shelters
    hectares liters litres meters kilometers kilometres others matters chapters members newsletters binders tumblers
    rollers cutters mixers blenders loaders diggers harvesters vendors suppliers customers users floors tutors-in
    committees fees guarantees trees degrees employees restaurants plants grants variants merchants warrants
    constants restraints hydrants documents items dozens weekends hours years answers wafers tonners consumers
    reminders disorders borders covers powers flowers drivers-licences parlors harbors errors""".split()
) - {"employees", "members", "users"}
"""Things whose names end like that."""
ARE = re.compile(
    rf"\b(?P<whom>(?:[A-Za-z][\w’'-]+ )?[a-z][\w’'-]+s|[Cc]rew|[Ss]taff)(?: (?:in|at|of|on) (?:the )?[\w-]+(?: "
    rf"[\w-]+)?)? "
    rf"(?:are|number|total|come to|amount to|add up to|count) (?P<n>{FIGURE})"
    r"(?= (?:in total|in all|altogether|people|persons|strong|heads)\b|,? all told|\W*$)"
)
"""The porters are 63 in total."""
GIVEN = re.compile(
    r"\b(?:gets?|needs?|receives?|has|have|carr(?:y|ies)|owns?|will have|is given|are given|is issued|are "
    r"issued|equipped|requires?|"
    r"is promised|are promised|uses?|works? (?:with|on|at)|logs? (?:in|on) (?:with|to))\b(?P<what>[^.;|]{0,60})",
    re.IGNORECASE,
)
"""What each of them is to have."""
REST = re.compile(
    r"\b(?:the (?:other|rest|remaining|remainder)|another \d+|\d+ (?:more|further|others|additional)|more "
    r"(?:are|will be|follow)|"
    r"(?:second|first|next) (?:batch|delivery|tranche|lot|half)|tranche|instal?ments?)\b",
    re.IGNORECASE,
)
"""There is more of it than this figure."""
TIMES = re.compile(
    rf"(?<![\w.-])(?P<n>{FIGURE}) ?(?:[x×*]|pcs\.?|pieces(?: of)?|units of|off|no\.|nos\.?) "
    r"(?P<what>[A-Za-z][\w -]{2,40})"
)
"""220 x named user licence."""
LED = re.compile(rf"(?P<n>{FIGURE}) (?=[A-Za-z])")
"""Names of people that begin with how many they are."""
EVERY_ONE_OF = re.compile(r"\b(?:every(?: single)? one|each(?: one)?|all) of (?:the |our |all )*$", re.IGNORECASE)
EACH_HOLDS = re.compile(r"\b(?:each|every|apiece|of (?:its|their) own|one per)\b", re.IGNORECASE)
HOLDERS = frozenset(
    """desk cab truck vehicle bus tram train car lorry van wagon locomotive forklift crane tractor harvester boat ship
    vessel ferry plane aircraft helicopter room ward bed classroom theatre till counter checkout gate lane kiosk stall
    booth shop store branch office station post depot site workplace workstation bench line machine bay dock berth
    table chair kitchen lab household house flat farm school clinic practice crew team squad patrol shift trolley cart
    ambulance engine tanker trailer seat position place window court cell block floor lift silo kettle
    vat furnace mill press loom""".split()
)
"""Places and vehicles that are each given one of something."""
