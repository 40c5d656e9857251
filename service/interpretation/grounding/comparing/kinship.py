"""Words of nearly the same meaning: near enough where the rest of a statement agrees, too far to be one name.

`english` has what says the same everywhere. Here one word stands in several lines, and nearness is not handed on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from service.interpretation.grounding.statements.amounts import is_person
from service.interpretation.grounding.statements.english import OPPOSITES, canon, named

_KIN = """
start open first kick_off onset outset / end stop close last over run_out halt lapse terminate
end withdraw remove delete erase disappear go_away goes_away gone vanish
withdraw remove take_off stop scrap dismantle close drop clear / delete erase wipe purge destroy clear discard
waive drop cancel forgo scrap write_off / cancel call_off drop scrap abandon
introduce start bring use open release activate enable unveil live / introduce install equip
install set_up put equip fit mount / activate enable unlock turn_on / lock block bar prevent stop disable forbid
block prevent stop hinder / forbid block exclude rule_out impossible
postpone move shift late change extend put_off slide / postpone wait suspend hold_back / late behind slow
bring_forward early move shift earlier / move shift carry take change transfer convert switch go
move import load copy bring / move change_over switch_over switch cut_over turn convert
switch change convert move turn / replace follow take_over succeed change
keep preserve maintain hold last carry_on still / keep use / keep store save archive / continue carry_on proceed
person human someone / user person participant / employee worker labour labor crew workforce team
colleague peer teammate / team group crew unit squad / manager boss head chief leader superior executive
responsible charge run manage oversee head handle look_after lead author / manage run administer handle
handle deal manage process treat look_after / do carry_out perform conduct execute make run / do handle work job
help support aid assistance back / helpdesk hotline desk / helper coach champion mentor ambassador multiplier
coach train tutor / train instruct teach learn practise practice prepare educate skill / train class seminar webinar
learn train study / class course lesson / course training seminar
attend join take visit do go participate take_part sit / appoint name nominate choose designate assign select
choose name decide opt / raise ask question bring_up mention
ask question enquire inquire query inquiry enquiry consult / consult ask look_up refer turn enquire enquiry
look_up view see read check consult / view see look show read look_up watch / see read look find notice
ask request apply seek demand submission / need require essential must rely indispensable
want wish hope aim intend ask like desire / plan intend foresee aim schedule envisage
approve allow permit ok green_light / allow let may can able entitle possible right eligible
reject decline refuse rule_out turn_down veto / propose ask offer suggest
say tell write state report note record mention explain describe put / tell say inform hear learn write brief explain
announce say publish tell communicate release / hear learn told inform / complain criticise object grumble protest
write letter mail / letter post written / mail message note newsletter / message mail note text sms notification
notice message notification / call phone ring telephone contact / contact reach call turn approach write
reach available contact accessible open / turn go call contact ask / answer reaction reply feedback
unanswered open pending outstanding / open undecided pending unresolved unclear outstanding
decide decision settle determine agree resolve / get receive hand give equip provide have / get collect fetch pick_up
give hand hand_out distribute deliver provide offer send issue lend equip / hand_out distribute give issue deliver
deliver arrive supply send ship bring come / arrive come reach deliver land / issue lend hand_out publish
lend loan borrow / send post ship dispatch mail forward / book post enter record / booking reservation
reserve reservation book / buy purchase order acquire / order request buy / pay cost finance fund money settle
cost price expense spend / cheap low / save spare cut / create build produce make establish set_up / create open add
add further extra additional more / extra additional more further another spare / further again additional other
change adapt adjust modify switch new edit update / change replace renew / renew extend prolong update
extend prolong lengthen longer continue / update renew refresh upgrade / upgrade update newer
improve better enhance optimise redesign revise / redesign rework revise change / revise rework change update
fix repair mend solve restore rectify / break fail crash damage defect broke down wrong / break_down fail break crash
fail failure wrong break unsuccessful / wrong fail bad incorrect fault error / fault error issue bug problem
issue problem trouble difficulty matter / outage down unavailable failure interruption / down unavailable off offline
unavailable down off closed / available ready open there usable / accessible open reach / ready prepared available
interrupt break stop pause / connection line network link / connect link join attach couple
network wifi wireless wlan / computer device machine hardware / device tool equipment machine gadget unit hardware
tablet device / laptop device computer / machine device equipment / app application program software tool client
system application platform software tool solution / application software system
software program tool application system / data information record / record file log entry / file document record
document paper file text record / paper printed print / print paper / list directory register roll
guide manual instruction leaflet / leaflet brochure flyer handout / account login user profile
password credential pin code / code pin token / card badge pass / device phone tablet / access login entry permission
permission right authorisation access / sign_in log register authenticate
register sign_up enrol enroll registration apply book subscribe / register enter record enrol / enrol join register
identity id / prove verify confirm show check identify / check test examine inspect control audit trial review
test trial try pilot check exam / pilot trial test / try test experiment
measure assess evaluate rate judge gauge count / evaluate assess survey review
survey poll questionnaire ask evaluate / satisfy happy content please / happy satisfy content glad
confuse unclear puzzle / fast quick swift speedy / slow late / time long duration / take need last require
last take run / need take want / seat licence place / enough sufficient suffice adequate cover / sufficient enough
many numerous lot / most majority / few handful / full complete whole entire total unrestricted
part piece share portion / share part proportion percentage / half fifty / area region zone district
place site location room spot venue / site office place branch / branch office site outlet shop / office site building
room hall space / hall room / shop branch outlet / clinic hospital practice / hospital clinic / doctor physician
patient client / customer client buyer guest / pupil student learner / student pupil learner / school college
teacher instructor / exam test examination / book title / reader borrower patron
supplier provider manufacturer contractor / contract agreement / agreement contract deal / agree consent approve
union council / law rule regulation / rule policy regulation / policy rule guideline / duty obligation task
task work job action duty / work job task use operate run / operate run use work
use work apply employ operate utilise run handle / use daily / consume use / money budget / risk danger threat
danger risk hazard / safe secure protect / protect secure safe guard / security safety / secret confidential private
private own personal / own personal self / alone own single only sole unaided / only just sole exclusively alone
joint shared common together / share common joint / common shared general usual ordinary
usual normal ordinary regular common / normal ordinary regular usual standard / ordinary same normal regular
regular normal periodic / present current existing now today / current present now existing
old former previous legacy past present current / new fresh novel modern / former previous old
previous earlier prior former / early soon / later afterwards subsequent after then
after later following subsequently / ahead before advance / advance ahead before early / initial first
final last ultimate / first begin initial / next following / schedule timetable plan calendar / date day
deadline due / week fortnight / summer june july august / winter december january february / spring march april may
autumn fall september october november / shift duty / night overnight / morning early / evening late
summary overview / overview summary / result outcome finding / cause reason / reason cause ground
effect impact consequence result / affect hit touch change concern impact / touch affect change / damage harm
lack miss short absent / miss lack outstanding remain absent / remain outstanding left stay
rest remainder remaining other / left remain / automatic automatically itself / manual hand / central main
equal same / same identical equal unchanged / different other / similar alike / way method manner
method way procedure process / process procedure workflow / procedure process / step stage phase / stage phase step
goal aim target purpose / back return revert rollback / return back revert / rollback revert back / go return
fallback backup reserve / backup copy reserve / copy replicate duplicate replication / replicate copy synchronise sync
link connect integrate / integrate connect link / set_aside reserve / staffed open available man / cover include staff
include contain part cover among / belong part / count include consider regard / consider think regard / think believe
expect foresee anticipate think / anticipate expect / describe explain / explain describe show tell
show demonstrate present / present show / find discover locate / discover find / prefer rather like / avoid prevent
reduce cut shorten shrink / shorten cut reduce / increase expand extend / expand grow extend / grow expand
large big huge great / small tiny / important essential vital / main chief / hard difficult / easy simple
simple easy / strict tight / stop prevent end / worry fear concern / fear worry / praise like / like enjoy
visible shown / visit come / stay remain / live active / active live / ready live / leave quit go depart / quit leave
sick ill / holiday leave absence / absence leave / return back / catch_up make_up / join connect attend / sit attend
stand wait / wait queue / urgent pressing priority / priority urgent / open_ended indefinite / wear carry
carry bear bring / bear carry / free spare available / spare free
"""
_NEGATIVE = """
exclude forbid block prevent stop reject decline waive cancel lack miss without fail avoid rule_out end withdraw
remove delete disable refuse impossible unable late neither untouched unchanged unaffected unavailable free keep
undecided unknown unclear open postpone except lose
"""
_SHARED = 5
"""Letters that two forms of one word have in common at the beginning: "confuse", "confusion"."""
_ENDINGS = re.compile(
    r"(?:ation|ition|ution|tion|sion|ion|ment|ance|ence|ness|ity|able|ible|ing|ings|er|or|ers|ors|al|ally|ly|ive|ed|es"
    r"|s|e|y|i|ies|ied|ant|ent|ation|ator|ative|ful|ship|t|at|ate|ic|ical|ist|age|ure|th|ary|ory|ion|or|ur|en|fi|fy"
    r"|facti|act|is|iz|ise|ize)?\Z"
)

_OF: dict[str, frozenset[str]] = {}
for _line in _KIN.replace("\n", " / ").split(" / "):
    _names = frozenset(canon(named(w)) for w in _line.split())
    for _name in _names:
        _OF[_name] = _OF.get(_name, frozenset()) | _names
NEGATIVE = frozenset(canon(named(w)) for w in _NEGATIVE.split())
"""Words with a "not" in them: "is excluded" for "is not included"."""


@lru_cache(maxsize=50_000)
def akin(one: str, other: str) -> bool:
    """Whether two names are near in meaning, or forms of one word; never for opposites."""
    if one == other:
        return True
    if other in OPPOSITES.get(one, ()):
        return False
    return other in _OF.get(one, ()) or (not is_person(one) and not is_person(other) and _derived(one, other))


def kin(name: str, among: Iterable[str]) -> str:
    """The first of some names that is near in meaning; empty for none."""
    return next((other for other in sorted(among) if other and akin(name, other)), "")


_MILD = frozenset(canon(named(w)) for w in "late free keep open miss lack end avoid fail lose postpone without".split())
STRONG = NEGATIVE - _MILD
"""Those that leave nothing of what they are said of."""


def is_strong(name: str) -> bool:
    """Whether a word takes back what it is said of: "rejected", "unaffected"."""
    return name in STRONG or (len(name) > 6 and name.startswith(("unaff", "unav", "unch", "unto", "unab", "uncha")))


def is_negative(name: str) -> bool:
    """Whether a word says no by itself."""
    return name in NEGATIVE or (len(name) > 5 and name.startswith(("un", "non")))


def _derived(one: str, other: str) -> bool:
    """Whether both are made of one word: the same beginning, and nothing but endings behind it."""
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < 4 or "_" in longer:
        return False
    same = next((i for i, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), len(shorter))
    if same < min(_SHARED, len(shorter)):
        return False
    return _ENDINGS.match(shorter, same) is not None and _ENDINGS.match(longer, same) is not None
