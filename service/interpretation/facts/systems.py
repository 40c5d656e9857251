"""Named tools and applications: `ServiceNow`, `the new CRM`, `the expense tool Expensify`, `replace Acme with Beacon`.

Below `find_facts`. A capital letter alone names no system: it takes a well-known product, a spelling only products
have, a noun such as `system` beside it, or a verb of using or replacing. What one sentence has shown to be a system
is one wherever the document writes it the same way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.interpretation.facts.products import CALENDAR, KNOWN, NO_TOOL, NOT_NAMES, ORDINARY
from service.interpretation.facts.reading import Reading, choice
from service.planning.facts import Fact

_KNOWN = re.compile(rf"(?<![\w./@-])(?:{KNOWN})(?![\w@]|-\w|\.\w)")
_MIXED = re.compile(
    r"(?<![\w./@-])(?:[A-Z][a-z]{1,15}(?:[A-Z][a-z]{1,15}){1,3}|[A-Z][a-z]+[A-Z]{2,4}|i[A-Z][a-z]{2,})"
    r"(?![\w/(@]|\.\w)"
)
_SURNAME = re.compile("(?:Mc|Mac|De|Di|La|Le|Van|Von|O')[A-Z]")
_ACRONYM = re.compile(
    r"(?<![\w./-])(?:CRM|ERP|LMS|HRIS|WMS|EHR|EMR|TMS|PLM|ITSM|DMS|CMS|HCM|POS|MES|CMDB|EDI|VDI)(?![\w-])"
)
_NO_SYSTEM = frozenset(
    """SSO MFA UAT SIT OAT CAB PMO SLA OLA KPI KPIS OKR FAQ FTE HSE PPE CEO CIO CFO COO CTO CISO EMEA APAC DACH UTC
    GMT CET
    CEST PST EST IST BST AEST SMS PIN OTP USB WLAN LAN WAN VLAN SSID VPN DNS TLS SSL SQL CSV PDF XML JSON HTML BYOD
    COPE IAM
    PAM RBAC GDPR DPO DPIA NDA RFP RFI SOW API APIS LLM RPA OCR ICU NICU OPD MRI ECG SOP SOPS FTES HR IT OT QA QC
    ASAP TBD
    TBC EOD COB FYI RACI SPOC MVP POC ITIL ISO GMP GXP USA UAE ESS MSS TOTP FIDO SAML OIDC SCIM LDAP SIEM EDR MDM
    MAM DLP
    CET HVAC CCTV BOM VAT EUR USD GBP CHF JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC MON TUE WED THU FRI SAT
    SUN AND
    THE NOT NEW ALL ONLY PLEASE TODAY NOW STOP MUST YES WAVE SITE TEAM UNION CSE CBA BCP DRP RTO RPO CR CRS CHG PAT
    DC TCO
    ROI NPS VIP FAX PCS PC AD QR ID IDS URL GPO BIOS RAM CPU GPU SSD NFC RFID GPS LTE""".split()
)
"""Capitals that stand for techniques, bodies, figures and the like; other ones that are used as systems are, are."""
_BEHIND_SYSTEM = (
    r"(?:downtime|outage|go-?live|cut-?over|roll-?out|upgrade|migration|log-?ins?|accounts?|users?|screens?|modules?|release|clients?"
    r"|licen[cs]es?|interface|training|maintenance|access|tickets|records|data|server|version|is down|is replaced"
    r"|goes live|replaces|will replace|starts|goes away|is switched|moves to)"
)
_SHORT_NAME = re.compile(
    rf"(?<![\w./@&-])(?:(?P<a>[A-Z]{{3,5}})(?= (?:v?\d+(?:\.\d+)* )?{_BEHIND_SYSTEM}\b)"
    r"|(?:(?i:log(?:s|ged|ging)?|sign(?:s|ed|ing)?) (?:in|on)(?:to)?|(?i:via|into|use|uses|using|replaces"
    r"|replaced by|replaced with"
    r"|instead of|recorded in|entered in|booked in|in|from|new|old|current|legacy|access to)) (?:(?:the|our|their"
    r"|your) )?"
    r"(?:(?:new|old|current|legacy) )?(?P<b>[A-Z]{3,5}))(?![\w@]|[./-]\w)"
)
_HEADS = (
    r"(?:systems?|apps?|applications?|tools?|platforms?|portals?|workspaces?|modules?|software|suites?|consoles?|"
    r"clients?|tenants?|databases?|dashboards?|intranets?|chatbots?|VPN|CRM|ERP|LMS|HRIS|WMS|EHR|EMR|ITSM|CMS|DMS)"
)
_NAME = (
    r"[A-Z][\w&/+.-]{0,30}[\w+]"
    r"(?: (?:[A-Z][\w&/+-]{0,30}[\w+]|for [A-Z]\w{1,30}|of [A-Z]\w{1,30}|\d{1,4}(?![\d.,:/%]))){0,3}"
)
_NAMED_HEAD = re.compile(rf"(?<![\w./-])(?P<name>{_NAME}) (?P<head>{_HEADS})(?![\w-])")
# A department's own tool: `HR portal`, `Finance app`.
_OWN = frozenset({"HR", "IT", "Finance", "Payroll", "Customer Service", "Field Service", "Sales"})
_ADJECTIVES = (
    "new|old|legacy|current|existing|former|future|central|online|web|mobile|corporate|global|cloud|cloud-based|modern|"
    "single|shared|separate|dedicated|internal|external|same|other|present|previous|in-house"
)
_DESCRIBED = re.compile(
    rf"(?<![\w-])(?:the|our|their|your|an?|its|this|each|new|old|legacy) (?:(?:{_ADJECTIVES}) ){{0,3}}"
    r"(?P<what>[a-z][a-z-]+(?: [a-z][a-z-]+)?) "
    r"(?P<head>systems?|apps?|applications?|tools?|platforms?|portals?|software|suite|database)(?![\w-])"
)
_NO_DESCRIPTION = frozenset(
    """the a an of for in on to and or that this new old many some all any same whole entire first second right wrong
    best better good main key other such different several various respective corresponding affected relevant specific
    target source underlying given certain particular own actual overall required useful simple complex with from by at
    as is are be has have which each every operating immune education health political legal economic numbering value
    metric mobile web desktop cloud saas native legacy existing current internal external third-party business
    enterprise critical downstream upstream connected integrated supporting following end-user software information
    replacement single public live end production vital working unique developing sample access test pilot staging
    multi-operating training""".split()
)
_ADJECTIVE = re.compile(
    r"(?:ed|ly|ous|ive|able|ible|ful|ate|ic|less)$|(?<!port)(?<!hospit)(?<!ov)(?<!rent)(?<!rais)al$"
)
_APPOSED = re.compile(
    rf"\b(?:{_HEADS[3:-1]}|service|solution|product)(?P<gap>,? (?:called|named|known as) |, | )[\"']?(?P<name>{_NAME})"
)
_USES = choice(
    """
    (?:log(?:s|ged|ging)? ?in(?:to)?|sign(?:s|ed|ing)? in|log(?:ged|ging)? on|logon|sign-in|login)(?: to| into| on)?
    (?:migrat(?:e|es|ed|ing|ion)|switch(?:es|ed|ing)?) (?:[a-z]+ ){0,3}?(?:to|from)
    (?:upgrad(?:e|es|ed|ing)|transition(?:s|ed|ing)?) (?:[a-z]+ ){0,3}?(?:to|from)
    replac(?:e|es|ed|ing|ement of)|decommission(?:s|ed|ing)?|retir(?:e|es|ing)|sunset(?:s|ting)?
    access to|accounts? (?:in|for)|licen[cs]es? for|users of|tickets? in|powered by
    roll(?:s|ed|ing)? out|rollout of|introduction of|introduc(?:e|es|ing)|go-live of|launch of
    deploy(?:s|ed|ing)?|deployment of|implement(?:s|ed|ing)?|training on|trained on
    us(?:e|es|ing)|replaced (?:by|with)|instead of
    integrat(?:e|es|ed|ing|ion) with|(?:stored|recorded) in|entered in(?:to)?
    """
)
_THE = r"(?:the (?:new |old )?|our |new )?"
_ACTS_ON_SYSTEM = re.compile("log|sign|migrat|switch|replac|decom|retir|sunset|users|ticket", re.IGNORECASE)
# The verb may open a sentence, the name is told by its capital.
_USED = re.compile(rf"\b(?i:{_USES}) {_THE}(?P<name>{_NAME})")
_WITH = re.compile(rf" (?:with|by|to|->|in favou?r of) {_THE}(?P<name>{_NAME})")
_PEOPLE_FOLLOW = re.compile(
    r" (?:teams?|department|staff|users?|group|employees|sites?|office|plant|region|colleagues|branch|warehouse)\b"
)
_WORDS_ONLY = re.compile(rf"(?:{ORDINARY})(?: (?:{ORDINARY}|[0-9]+))*")
_ORDINARY_FIRST = re.compile(rf"(?:{ORDINARY})(?= |$)")
_LEADING = re.compile(
    r"(?:(?:The|A|An|All|New|Each|Every|This|These|Our|Your|Their|Its|Both|Old|Legacy|Current|Existing|Use|Open|Using|"
    r"In|On|For|If|When|Replace|Migrate|Launch) ){1,3}"
)
_DATE_BEHIND = re.compile(rf" (?:{CALENDAR})(?= |$)")
_Span = tuple[int, int, str]


def find_systems(reading: Reading) -> list[Fact]:
    """The systems that a text names, sorted, without overlap; `value` is the name, or what the text calls the tool."""
    plain = reading.plain
    found: list[_Span] = [(m.start(), m.end(), m[0]) for m in _KNOWN.finditer(plain)]
    found += [
        (m.start(), m.end(), m[0]) for m in _MIXED.finditer(plain) if m[0] not in NOT_NAMES and not _SURNAME.match(m[0])
    ]
    found += [(m.start(), m.end(), m[0]) for m in _ACRONYM.finditer(plain)]
    shown = [*_shown(reading), *_acronyms(reading)]
    found += shown
    names = {name for _, _, name in shown if len(name) > 2}
    if names:
        longest_first = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
        again = re.compile(rf"(?<![\w./@-])(?:{longest_first})(?![\w@]|-\w)")
        found += [(m.start(), m.end(), m[0]) for m in again.finditer(plain)]
    found += _described(plain)
    kept: list[_Span] = []
    for each in sorted(found, key=lambda f: (f[0], -f[1])):
        if not kept or kept[-1][1] <= each[0]:
            kept.append(each)
    return [
        Fact(kind="system", text=reading.text[start:end], start=start, end=end, value=value)
        for start, end, value in kept
    ]


def _shown(reading: Reading) -> Iterator[_Span]:
    """Names that the words around them show to be systems; a heading's capitals show nothing."""
    plain = reading.plain
    for match in _NAMED_HEAD.finditer(plain):
        start, name = _trimmed(match.start("name"), match["name"])
        if not name or _in_heading(reading, start):
            continue
        one_word = " " not in name and not any(c.isupper() for c in name[1:])
        if one_word and start == match.start() and reading.opens_sentence(start):
            continue
        if name in _OWN or not _WORDS_ONLY.fullmatch(name):
            yield start, match.end(), plain[start : match.end()]
    for match in _APPOSED.finditer(plain):
        start, name = _trimmed(match.start("name"), match["name"])
        aside = match["gap"] == ", " and plain[start + len(name) : start + len(name) + 1] not in (",", ".")
        if not aside:
            yield from _named(plain, start, name)
    for match in _USED.finditer(plain):
        if _in_heading(reading, match.start()):
            continue
        start, name = _trimmed(match.start("name"), match["name"])
        # `implement MFA`: an acronym may be a technique; one signs in to, replaces or leaves a system.
        if not name.isupper() or _ACTS_ON_SYSTEM.match(match[0]):
            yield from _named(plain, start, name)
        other = _WITH.match(plain, match.end())
        if other:
            yield from _named(plain, *_trimmed(other.start("name"), other["name"]))


def _acronyms(reading: Reading) -> Iterator[_Span]:
    """Capitals that are used as a system is: `EPR downtime`, `logs into TOS`; in a text all in capitals, none."""
    plain = reading.plain
    for match in _SHORT_NAME.finditer(plain):
        name = "a" if match["a"] else "b"
        word = match[name]
        loud = plain[max(0, match.start(name) - 24) : match.end(name) + 24]
        if word not in _NO_SYSTEM and sum(c.isupper() for c in loud) < 0.5 * sum(c.isalpha() for c in loud):
            yield match.start(name), match.end(name), word


def _in_heading(reading: Reading, at: int) -> bool:
    segment = reading.segment(at)
    return segment is not None and segment.kind == "heading"


def _named(plain: str, start: int, name: str) -> Iterator[_Span]:
    end = start + len(name)
    if (
        name
        and not _ORDINARY_FIRST.match(name)
        and name.split(" ")[-1] not in NO_TOOL
        and not _PEOPLE_FOLLOW.match(plain, end)
    ):
        yield start, end, name


def _trimmed(start: int, name: str) -> tuple[int, str]:
    """Without `The`, `New` and the like in front, which belong to the sentence, and without a date behind."""
    leading = _LEADING.match(name + " ")
    if leading:
        start, name = start + len(leading[0]), name[len(leading[0]) :]
    cut = _DATE_BEHIND.search(name)
    return start, (name[: cut.start()] if cut else name).rstrip(".")


def _described(plain: str) -> list[_Span]:
    """`the expense tool`: a tool without a name, by what it is for."""
    found: list[_Span] = []
    for match in _DESCRIBED.finditer(plain):
        words = match["what"].split(" ")
        while words and (words[0] in _NO_DESCRIPTION or _ADJECTIVE.search(words[0])):
            words.pop(0)
        if words and words[-1] not in _NO_DESCRIPTION and not _ADJECTIVE.search(words[-1]):
            what = " ".join(words)
            found.append(
                (match.start("head") - len(what) - 1, match.end(), f"{what} {match['head'].removesuffix('s')}")
            )
    return found
