"""General English that comparing statements needs: words that say the same, words that say the opposite, empty words.

Every table lists base forms; stems are made of them here. No word of any project or technology belongs in it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from service.interpretation import wording
from service.interpretation.reading import words

_SAME = """
start begin began begun commence
get got gotten
give gave given
mean meant
take took taken
go went gone
come came
make made
say said
see saw seen
bring brought
run ran
hold held
send sent
leave left
meet met
build built
find found
know known knew
write written wrote
break broke broken
spend spent
teach taught
think thought
end finish conclude expire cease
withdraw retire decommission remove discontinue abolish sunset switch_off turn_off shut_down phase_out take_away cut_off
introduce launch deploy implement roll_out go_live switch_on turn_on bring_in put_in_place introduction deployment
postpone delay defer push_back put_off slip postponement
bring_forward advance
mandatory compulsory obligatory enforce require must enforcement mandate
optional voluntary
need depend necessary prerequisite rely
tell told inform notify announce communicate announcement
train training course workshop lesson
buy bought purchase procure
help assist
phone telephone smartphone mobile
computer pc laptop notebook
person people user employee staff colleague worker personnel workforce individual member
manager supervisor
location site
check verify review inspect
fix repair solve resolve
choose chose chosen select pick
sign log sign_in log_in sign_on log_on login
mail email
licence license
allow permit permission
forbid prohibit ban disallow
increase raise rise rose risen grow grew grown growth
decrease reduce lower fall fell fallen drop reduction shrink shrank
keep kept retain remain stay continue unchanged untouched as_today as_before as_now as_usual
replace substitute supersede swap replacement in_place_of instead_of take_the_place_of takes_the_place_of take_over_from
move migrate transfer relocate migration relocation
approve confirm agree accept sign_off approval confirmation
decline reject refuse turn_down refusal
complete done completed finished closed completion
quick fast rapid
responsible owner owns lead leads in_charge
supplier vendor provider
error fault defect bug
cost price costs
receive get obtain gain
give provide grant supply issue
ask request demand want wish desire
propose suggest recommend proposal suggestion
large big
small little
important key crucial
main major primary principal
daily every_day each_day per_day a_day
weekly every_week each_week per_week a_week
monthly every_month each_month per_month a_month
yearly annual annually every_year per_year a_year
nightly every_night each_night
factory plant
shop store
customer client
employer company organisation organization firm enterprise
goal target aim objective
task job
issue problem difficulty trouble
show shown display
change alter modify
create set_up build establish
meeting session
affect impact concern
available accessible
include contain comprise
exclude except excluded leave_out left_out out_of_scope
attend participate
use usage utilise utilize
document paper
guide guideline manual handbook instruction
answer reply respond response
begin_with first
late overdue delayed
west western
east eastern
north northern
south southern
pay pays paid payment
twice two_times
holiday vacation leave
money budget funds
wait await
miss missing lack absent
"""
_OPPOSITE = """
start end
start withdraw
introduce withdraw
keep withdraw
keep change
keep replace
keep end
open close
increase decrease
approve decline
allow forbid
mandatory optional
include exclude
postpone bring_forward
early late
earlier later
first last
possible impossible
same different
internal external
manual automatic
enable disable
add withdraw
gain lose
win lose
success failure
succeed fail
pass fail
online offline
public private
morning evening
morning afternoon
afternoon evening
day night
daily weekly
daily monthly
weekly monthly
monthly yearly
weekly yearly
central local
separate together
upper lower
maximum minimum
best worst
high low
fast slow
quick slow
easy hard
cheap expensive
temporary permanent
temporarily permanently
voluntarily compulsorily
lock unlock
connect disconnect
install uninstall
sent received
amber green
amber red
green red
written oral
complete start
complete plan
complete pending
late punctual
north south
east west
left right
import export
push pull
hire dismiss
agree disagree
opt_in opt_out
day_shift night_shift
early_shift late_shift
log_in log_out
sign_in sign_out
scale_up scale_down
"""
_EMPTY = """
happen occur take place plan planned planning scheduled schedule due expected expect go come become be have do date
day time week month year today work say state mention note accord according document source project initiative
available able use make get receive give person thing something someone part order currently already still
now then also just very well really actually simply please soon later next new newly current existing certain
afterwards afterward
various several so far apart number amount total overall respective respectively corresponding concern involve
relate relevant regard regarding even ever yet else again quite almost nearly mainly generally typically usually via
through across within per plus etc eg ie namely follow following way case fact point kind type information detail
described describe listed list shown mean means purpose like see lot period moment read spend belong cover reach
serve put bring hold held carry lie find offer count face run running last lasts lasting exactly precisely only
explicitly clearly specifically originally good although though because whether anybody anything unless whenever
together longer shorter sooner towards toward slide page table row column section heading cell figure chapter
appendix entire whole every everybody everyone nobody nothing none somebody often sometimes therefore however
moreover furthermore additionally instead thus hence hour hours known called named
"""
_HAPPENS = (
    "start introduce give receive available affect include happen get use open bring run provide conduct arrange "
    "organize deliver arrive apply staffed manned name call set send attend join cover reach belong serve concern "
    "follow lie sit stand"
)
"""What a table leaves out: "Wave 1 | 12 April | offices" says that wave 1 starts then."""
_PERSONS = (
    "person people user employee staff colleague worker personnel workforce individual member everyone everybody "
    "anyone anybody nobody someone human"
)
_AMERICAN = {
    "centre": "center", "programme": "program", "licence": "license", "isation": "ization", "ise": "ize",
    "ised": "ized", "ises": "izes", "ising": "izing", "isations": "izations", "yse": "yze", "ysed": "yzed",
    "avour": "avor", "olour": "olor", "abour": "abor", "haviour": "havior", "onour": "onor", "efence": "efense",
}  # fmt: skip
_SPELLING = re.compile(
    r"(?<=[a-z]{4})(?:isations?|is(?:e|ed|es|ing)|yse|ysed)$|centre"
    r"|programme|licence|avour|olour|abour|haviour|onour|efence"
)
PHRASAL_FIRST: dict[str, list[tuple[tuple[str, ...], str]]] = {}
"""First word of a fixed phrase, by stem or as it stands: the words that follow, and the phrase's own name."""


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The stem of a content word, lower case; empty for a word that only builds the sentence."""
    return next(iter(wording.stems(_SPELLING.sub(_american, word))), "")


def _american(match: re.Match[str]) -> str:
    return _AMERICAN[match[0]]


def named(word: str) -> str:
    """The stem of a word of a table, or a phrase's own name: `put_off` is found as two words from then on."""
    if "_" not in word:
        return stem(word) or word
    first, *rest = word.split("_")
    known = PHRASAL_FIRST.setdefault(stem(first) or first, [])
    if (tuple(rest), word) not in known:
        known.append((tuple(rest), word))
        known.sort(key=lambda p: -len(p[0]))
    return word


_GROUP: dict[str, str] = {}
for _line in _SAME.split("\n"):
    _words = [named(w) for w in _line.split()]
    for _word in _words:
        _GROUP.setdefault(_word, _words[0])


def canon(name: str) -> str:
    """The name that all words saying the same share."""
    return _GROUP.get(name, name)


OPPOSITES: dict[str, frozenset[str]] = {}
for _line in _OPPOSITE.strip().split("\n"):
    _one, _other = (canon(named(w)) for w in _line.split())
    OPPOSITES[_one] = OPPOSITES.get(_one, frozenset()) | {_other}
    OPPOSITES[_other] = OPPOSITES.get(_other, frozenset()) | {_one}

_MEANT = {
    canon(stem(w))
    for w in (
        "start begin continue require main major minor end need old upcoming final first second third last next full "
        "wave phase week"
    ).split()
}
"""Words that build sentences and mean something all the same."""
EMPTY = frozenset(canon(named(w)) for w in _EMPTY.split()) | {""}
EMPTY |= {
    canon(stem(w)) for w in words.AFTER_NOUN | words.BETWEEN | words.DETERMINERS | {"but", "against"} if stem(w)
} - _MEANT
HAPPENS = frozenset(canon(stem(w) or w) for w in _HAPPENS.split())
PERSONS = frozenset(canon(stem(w) or w) for w in _PERSONS.split())
