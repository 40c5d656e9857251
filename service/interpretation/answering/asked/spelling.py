"""A question in small letters and even spelling: no greeting, no polite detour, its cue words mended."""

from __future__ import annotations

import re
from functools import lru_cache

from service.interpretation.answering.ranking import everyday

_SPELLING = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "–": "-", "—": "-", "“": '"', "”": '"'})
_SHORT_FORMS = (
    (re.compile(r"\b(what|when|where|who|how|that|there|it|here)'?s\b(?!')"), r"\1 is"),
    (re.compile(r"\b(what|when|where|who|how)'?re\b"), r"\1 are"),
    (re.compile(r"\b(wat|wht|wot)\b"), "what"),
    (re.compile(r"\b(?:pls|plz|please|kindly)\b,? ?"), ""),
    (re.compile(r"\bu\b"), "you"),
    (
        re.compile(r"^(?:(?:hi|hello|hey|dear|good morning|ok(?:ay)?|so|well|um+|thanks|thank you|sorry)\b[ ,.!:-]*)+"),
        "",
    ),
    (
        re.compile(
            r"^(?:(?:can|could|would|will) (?:you|someone|anyone|anybody|somebody) (?:also )?"
            r"(?=tell|explain|say|show|list|give|summari|check|find|let|remind|help)"
            r"|i(?: would|'d) (?:like|love|want|need) to (?=know|understand|see|ask|hear|find)"
            r"|i (?:want|need) to (?=know|understand|see|find)|i (?:was |am )?wonder(?:ing)? (?=if|whether|when|"
            r"what|who|how)"
            r"|do (?:you|we) (?:happen to )?know,? (?=if|whether|when|what|who|how|where|which)"
            r"|any idea,? (?=if|whether|when|what|who|how|where|which))"
        ),
        "",
    ),
    (
        re.compile(
            r"^(?:tell (?:me|us)|let (?:me|us) know|remind me|know|understand|see|say|find out|help me understand)"
            r",? (?=if|whether|when|what|who|how|where|which|by when)"
        ),
        "",
    ),
)
_CUES = frozenset(
    """when what which where whose since until before after between affected affects affect impacted impact changed
    changes change changing mean means meaning define definition explain difference training trained access accounts
    account communications communication support champions enough overlap clash conflict collide schedule scheduled
    timeline milestone milestones deadline happen happens document documents mention mentioned anyone anybody anything
    accessibility question questions implications consequences prepare responsible launch withdrawn switched holiday
    freeze people groups users everyone available start starts enforced mandatory rollout cutover latest updates
    update different written stated affects concerned""".split()
)
_SHORTEST_CUE = 4
_WORD = re.compile(r"[^\W\d_]+(?:'[a-z]+)?")


def plain(text: str) -> str:
    """The question in small letters, its spelling made even: one apostrophe, no greeting, no polite detour."""
    even = " ".join(text.translate(_SPELLING).lower().split())
    even = _WORD.sub(lambda m: _mended(m.group()), even)
    for pattern, instead in _SHORT_FORMS:
        even = pattern.sub(instead, even)
    return even.strip(" ?!.")


@lru_cache(maxsize=4096)
def _mended(word: str) -> str:
    """The cue word that this one is with a letter missing, doubled or swapped; else the word itself."""
    if len(word) < _SHORTEST_CUE or word in _CUES or "'" in word or everyday.groups_of(everyday.stem(word)):
        return word  # "lunch" is no misspelt "launch"
    swapped = {word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1)} & _CUES
    if len(word) == _SHORTEST_CUE or swapped:
        return min(swapped, default=word)
    dropped = {word[:i] + word[i + 1 :] for i in range(len(word))}
    near = {cue for cue in _CUES if len(cue) > _SHORTEST_CUE + 1 and (cue in dropped or _lacks_one(word, cue))}
    return word if word.endswith("s") and word[:-1] in _CUES else min(near, default=word)


def _lacks_one(word: str, cue: str) -> bool:
    """Whether the word is the cue without one of its letters, not the last: "user" is no misspelt "users"."""
    return len(cue) == len(word) + 1 and any(cue[:i] + cue[i + 1 :] == word for i in range(len(cue) - 1))
