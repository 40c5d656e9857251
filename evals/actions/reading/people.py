"""Which people an action is for, and whether two actions are for the same."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from evals.actions.nouns import Offered, Wanted
from evals.actions.reading.words import stems

Same = Literal["named", "covered", "unclear", "others"]
"""`named`: the offer names the very people; `covered`: it is for all whom it concerns, they among them; `unclear`:
nobody is named by what is wanted; `others`: the offer names others and not them."""

_GROUPS = {
    "help desk": r"help[- ]?desk|service desk|hotline|support (?:agents?|staff|teams?|personnel)|agents? on duty",
    "leaders": r"executives?|sponsors?|directors?|c[ie]so|c[ie]o|sponsorship|leaders?|president",
    "managers": r"(?:line |direct )?managers?|supervisors?|foremen|foreman|shift leads?|team leads?",
    "champions": r"champions?|super-?\s?users?|key[- ]users?|ambassadors?|multipliers?",
    "it": r"\bIT\b(?! will)|administrators?|admins?|engineers?|developers?|technicians?",
    "trainers": r"trainers?",
    "testers": r"testers?",
    "representatives": r"works councils?|unions?|(?:employee |staff )?representatives",
    "externals": r"contractors?|externals?|external (?:people|readers?|staff)|guests?|partners?|suppliers?|vendors?",
    "impaired": r"screen readers?|assistive|impaired|disabled|disabilit\w+|blind|deaf|dexterity",
    "stakeholders": r"stakeholders?",
}
_NAMED = {name: re.compile(rf"(?<!\w)(?:{pattern})(?!\w)") for name, pattern in _GROUPS.items()}
_ALL = re.compile(
    r"(?<!\w)(?:all|everyone|everybody|anybody|anyone|people(?: affected)?|persons?|users?|staff|employees|colleagues|"
    r"those (?:who|affected|concerned)|teams?|each|every)(?!\w)",
    re.IGNORECASE,
)
_VAGUE = stems(
    "all everyone everybody anybody people persons users end-users staff employees colleagues workers those affected "
    "concerned team teams member members new old own other others of whole different each every on at the general"
)


@lru_cache(maxsize=16384)
def groups(text: str) -> frozenset[str]:
    """The kinds of people that a text names."""
    return frozenset(name for name, pattern in _NAMED.items() if pattern.search(text))


def same_people(wanted: Wanted, offered: Offered) -> Same:
    """Whether the offered action is for the people whom the wanted one is for.

    Whoever is "affected", "each" or "everyone" covers any group of them, unless the offer is for another group by name.
    """
    mine = groups(f"{wanted.who} {wanted.does}")
    names = stems(wanted.who) - _VAGUE
    theirs = groups(offered.do)
    told = stems(offered.do)
    if names & told or (mine and mine & theirs):
        return "named"
    if not names and not mine:
        return "unclear"
    if theirs - mine and not _ALL.search(offered.do):
        return "others"
    return "covered" if _ALL.search(offered.do) else "unclear"
