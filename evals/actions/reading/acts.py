"""What kind of readiness work an action is: a few acts that everybody who prepares people knows, by how they are put.

An act is told by a turn of phrase, so that "take pictures for the course" is no course. Written for both ways to put
it: a heading ("Super-user community") and an instruction ("win one person per team").
"""

from __future__ import annotations

import re
from functools import lru_cache

_PEOPLE = r"(?:people|users?|staff|employees|colleagues|everyone|everybody|agents?|operators?|those|them|\w+ers)"
_ACTS = {
    "announce": r"\b(?:tell|inform|announc\w+|notif\w+|remind\w*|warn\w*|advertise|make known)\b|\bcommunicat\w+|"
    r"\b(?:write|message|mails?) to\b|\bgive notice\b|\blet \w+(?: \w+)? know\b|\bcampaigns?\b|"
    r"\b(?:publish|say) (?:clearly |in |when|which|until|what|from|the last)",
    "train": r"\b(?:train|teach|educat\w+|coach\w*|practise)\b|\btraining (?:for|of|on|or|to)\b|\buser training\b|"
    r"\b(?:offer|hold|give|run|plan|provide|deliver)\b[^.;]{0,60}\b(?:courses?|lessons?|training|sessions?|"
    r"demonstrations?|ways to learn|videos?|presentations?)\b|\b(?:brown[- ]bags?|webinars?|office hours|"
    r"demonstrations?|lessons|workshops|tutorials|first task)\b",
    "guide": r"\b(?:one[- ]page (?:of|instructions?)|step[- ]by[- ]step|(?:set-?up )?instructions?\b(?! for these)|"
    r"quick reference|user guid\w+|manuals?|screenshots|page of steps|send a guide|leaflet)\b",
    "renew": r"\b(?:up to date|update|replace the pictures|correct guides|withdraw each|look up every|rewrite)\b",
    "stage": r"\b(?:first group|in waves|phased|staged|gradual\w*|early[- ]adopters?|pilots?|"
    r"ahead of (?:the|every|all)|before (?:everybody|everyone|all|the others)|"
    r"start (?:with|in)|begin with|first\b[^.;]{0,30}\bthen)\b",
    "walk": r"\b(?:walk (?:through|two)|user experience|usability|watch \w+|carry it|whole shifts|wrong turn|stuck)\b",
    "measure": r"\b(?:adoption|usage|metrics?|kpis?|baseline|starting (?:value|figure)|use will be counted|telemetry|"
    r"figures of use|how many|measure\w*|show real use|count how|monitor\w*|what the pilot must show)\b",
    "hear": rf"\b(?:feedback|surveys?|questionnaires?|ask (?:\w+ )?{_PEOPLE}|ask three|three questions|what holds|"
    r"input|opinions?|obstacles)\b",
    "lead": r"\b(?:executives?|sponsors?(?:hip)?|directors?|c[ie]so|c[ie]o|leaders?|chief|head of|senior)\b",
    "peers": r"\b(?:super-?\s?users?|champions?|ambassadors?|multipliers?|(?:one|a) (?:person|colleague|\w+) "
    r"(?:per|in each|in every|on every|of each) \w+|helps? colleagues)\b",
    "desk": r"\b(?:help ?desk|service desk|hotline|support (?:process\w*|teams?|agents?|staff))\b",
    "beside": r"\b(?:floor[- ]walkers?|hypercare|stands? beside|first (?:two weeks|days?|mornings?)|"
    r"right after go-live|extra (?:people|person|staff)|additional (?:people|staff)|elevated|walk-in|floor support)\b",
    "duties": r"\b(?:roles and responsibilit\w+|beside each duty|name (?:a|an|one|who|for each)|owner|responsible|"
    r"accountable|identify stakeholders)\b",
    "instead": r"\b(?:alternatives?|equal|equivalent|substitutes?|loan|backup|instead|at least two|another way)\b",
    "approve": r"\b(?:sign-?off|go/no-go|go decision|yes or no|approval|criteria|readiness)\b",
    "consult": r"\b(?:works councils?|representatives|data protection|privacy|consult\w*|stored|who (?:can )?sees?)\b",
    "keep": r"\b(?:what (?:moves|comes)|comes along|migrated|migration|trial load|left behind|save what)\b",
    "outage": r"\b(?:outages?|unavailable|down|fails?|stopped|rollback)\b",
}
_PATTERNS = {act: re.compile(pattern, re.IGNORECASE) for act, pattern in _ACTS.items()}


@lru_cache(maxsize=16384)
def acts(text: str) -> frozenset[str]:
    """The acts that a text tells to do."""
    return frozenset(f"~{act}" for act, pattern in _PATTERNS.items() if pattern.search(text))
