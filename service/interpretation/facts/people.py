"""Which nouns name people: by themselves, by the words around them, or never.

Below `populations`. English builds names of people and of machines with the same endings: `order takers` and `load
balancers`. So the known ones are listed, and an unknown one must be treated as people by its sentence.
"""

from __future__ import annotations

import re

PEOPLE = frozenset(
    """users employees workers colleagues contractors joiners starters leavers hires champions superusers ambassadors
    clerks technicians engineers doctors physicians clinicians nurses midwives carers therapists pharmacists surgeons
    teachers lecturers students pupils learners trainees apprentices interns temps associates supervisors managers
    leaders executives directors officers analysts developers administrators admins approvers testers trainers
    participants attendees volunteers members representatives reps assistants secretaries planners buyers pickers
    packers cashiers drivers couriers dispatchers inspectors receptionists accountants auditors lawyers recruiters
    cleaners caretakers guards porters patients residents citizens visitors parents customers suppliers vendors
    operators agents advisers advisors consultants freelancers adopters newcomers returners homeworkers shoppers
    adjusters underwriters brokers tellers bankers craftsmen foremen fitters mechanics electricians plumbers welders
    machinists assemblers caseworkers firefighters paramedics librarians scientists researchers designers architects
    authors editors reviewers translators interpreters stakeholders sponsors stewards conductors dentists chefs cooks
    waiters bartenders housekeepers counsellors mentors facilitators deputies women men retirees pensioners
    beneficiaries applicants candidates passengers tenants subscribers callers responders salespeople specialists
    experts coordinators drivers schedulers subcontractors techs subbies radiographers sonographers radiologists
    physiotherapists dietitians phlebotomists hygienists psychologists counselors anaesthetists anesthesiologists
    opticians
    veterinarians chemists biologists technologists statisticians actuaries economists paralegals solicitors attorneys
    notaries surveyors estimators painters carpenters bricklayers roofers riggers stevedores dockers deckhands seafarers
    pursers stewardesses farmers growers foresters rangers gardeners brewers vintners bakers butchers florists
    merchandisers baristas concierges hairdressers janitors custodians superintendents groundskeepers telephonists
    messengers skippers miners weavers seamstresses tailors journalists photographers copywriters curators archivists
    invigilators examiners tutors professors headteachers guardians trustees councillors typists constables sergeants
    detectives soldiers inmates claimants policyholders leaseholders landlords lodgers guests delegates ushers
    referees returnees seasonals volunteers signallers hauliers foremen""".split()
)
# Plurals that name people only beside a word for their work: `team leads`, `data owners`.
_WITH_WORK = {
    "leads": frozenset("team group shift project department function training change line area hr it".split()),
    "owners": frozenset("data process business product system service content site application role budget".split()),
    "heads": frozenset("department division team country business function".split()),
    "partners": frozenset("business hr trading channel".split()),
    "coaches": frozenset("digital agile team work floor change".split()),
    "pilots": frozenset("airline commercial line".split()),
    "crews": frozenset("cabin flight ground line field maintenance night ship vessel".split()),
}
_MASS = frozenset("staff personnel people workforce crew".split())
_TEAMS = frozenset("team teams department departments".split())
_SHIFTS = frozenset("night early late day morning weekend evening afternoon back first second third split".split())
_GROUPS = {
    word: frozenset(
        """user pilot focus working professional champion champions target steering test age project reference control
        leadership practitioner super-user key-user staff employee customer learner""".split()
    )
    for word in ("group", "groups", "community", "communities", "cohort", "cohorts", "division", "divisions", "network")
} | {"council": frozenset({"works", "employee"}), "committee": frozenset({"steering", "works", "staff"})}
# In -ers or -ors and never people, whatever the sentence does with them.
_THINGS = frozenset(
    """servers browsers headers parameters computers printers scanners routers containers folders numbers letters orders
    papers centers quarters others offers layers filters registers identifiers pointers timers triggers providers
    sensors monitors errors factors vectors processors connectors doors floors colors colours authenticators indicators
    mirrors behaviors behaviours favors chapters matters characters clusters adapters adaptors controllers counters
    buffers wrappers loaders readers trackers stickers tiers barriers carriers newsletters reminders banners posters
    drawers transfers dinners answers powers rivers borders elevators generators calculators separators locators
    simulators emulators validators accelerators corridors anchors cursors descriptors motors blockers balancers
    schedulers installers compilers debuggers explorers viewers speakers chargers freezers cookers heaters coolers
    boilers trailers tankers lockers markers fingers shoulders flowers summers winters manners dangers wonders disorders
    disasters enablers dispensers crawlers scrapers parsers resolvers hackers attackers spammers covers rosters
    registrars meters footers tickers sliders placeholders sectors alters enters considers delivers discovers remembers
    renders refers prefers differs suffers recovers ensures gathers lowers towers showers vouchers ledgers flyers
    wallpapers screensavers hours years bears appears clears nears hears wears tears gears ours yours shares cares
    majors minors masters differentiators headphones helpers handlers listeners
    retailers manufacturers distributors competitors insurers employers""".split()
)
# In front of a word for people, these make it a program, a part or a company.
_MACHINES = frozenset(
    """identity cloud device printer graphics display endpoint monitoring software backup virtual ai chat mesh network
    load web background domain boolean logical arithmetic kernel usb audio video storage build deployment kubernetes key
    cost main growth root server host system resource logging antivirus edr mdm vpn api bot digital autonomous llm
    service search query installed""".split()
)
_NEVER_MACHINES = frozenset(
    """users people staff employees engineers administrators admins managers developers analysts specialists owners
    technicians supervisors leaders experts architects testers personnel representatives reps members associates
    customers sponsors champions consultants designers""".split()
)
_TREATED = re.compile(
    r"\b(?:train(?:s|ed|ing)?|training (?:for|of)|invites?|informs?|notify|briefs?|ask|asks|tell|onboard|"
    r"for (?:all|the|every)|(?:support|guides?|sessions?|courses?|workshops?|accounts|access|briefing) for|mail to|all|"
    r"our|their|remote|mobile|experienced|temporary|seasonal|part-time|full-time|frontline|front-line|young|older|"
    r"\d[\d,.]*|dozen|hundred|thousands? of|hundreds of|many|most|impact on|affects|affecting) (?:the )?$",
    re.IGNORECASE,
)
# A place may stand in between: `order takers at the counter have …`.
_PEOPLE_VERB = re.compile(
    r"(?: (?:at|in|on) (?:the |our |each )?[\w-]+(?: [\w-]+)?)? (?:who\b|"
    r"(?:(?:will|must|should|can|may|also|already|still|often|currently|usually) )*"
    r"(?:receive|attend|learn|sign in|log in|use (?!\d)|work|report|need to|get|complain|ask|join|start using|complete|"
    r"register|enrol|call|open|click|type|read|expect|want|know|struggle|miss|lose|feel|approve|"
    r"have (?:no|to|been trained|\d)|"
    r"(?:are|be) (?:trained|invited|informed|briefed|asked|told|notified|given|expected))\b)",
    re.IGNORECASE,
)


def names_people(plain: str, noun: str, modifiers: list[str], start: int, end: int) -> bool:
    """Whether the noun at `plain[start:end]`, its modifiers before it left out of that span, names people here.

    Args:
        plain: The text.
        noun: The head noun, lower case, as it stands.
        modifiers: The words in front of it that say which people.
        start: Where the whole name with its modifiers starts.
        end: Where the noun ends.
    """
    near = modifiers[-1].lower() if modifiers else ""
    if near in _MACHINES and noun not in _NEVER_MACHINES | _MASS | _TEAMS | {"groups", "group"}:
        return False
    if noun in _MASS or noun in PEOPLE or re.fullmatch(r"(?:super|key|end|power)-users?", noun):
        return True
    if noun in _TEAMS:
        return bool(modifiers) and near not in ("microsoft", "ms")
    if noun in ("shift", "shifts"):
        return near in _SHIFTS or bool(re.fullmatch(r"[a-z]-shift|\w", near))
    if noun in _GROUPS:
        return near in _GROUPS[noun] or re.fullmatch(r"(?:pilot|wave|ring|test|user) ?\d*", near) is not None
    if noun in _WITH_WORK:
        return near in _WITH_WORK[noun]
    if noun in _THINGS or len(noun) < 6 or not re.search("(?:ers|ors|ists)$", noun):
        return False
    return bool(_TREATED.search(plain[max(0, start - 24) : start]) or _PEOPLE_VERB.match(plain, end)) or bool(
        _TREATED.search(plain[start : end - len(noun)])
    )
