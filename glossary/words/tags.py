"""Language tags that stand for communities in the formats of others, where a label has a language and no community.

`en-x-it` is English as IT speaks it: BCP 47 lets anyone use what follows `-x-`, in parts of at most eight characters.
"""

from __future__ import annotations

import re

from glossary.concepts import Community

TAGS: dict[Community, str] = {
    "it": "en-x-it",
    "people_readiness": "en-x-people",
    "hr": "en-x-hr",
    "operations": "en-x-operates",
    "business": "en-x-business",
}
_COMMUNITIES = {tag: community for community, tag in TAGS.items()}
_NOT_IN_IDS = re.compile(r"[^a-z0-9]+")


def community_of(tag: str | None, plain: Community) -> Community | None:
    """Whose words a tag marks; English without a community is `plain`'s, other languages are nobody's."""
    if not tag:
        return plain
    tag = tag.lower()
    if tag in _COMMUNITIES:
        return _COMMUNITIES[tag]
    return plain if tag == "en" or tag.startswith("en-") else None


def identifier(words: str) -> str:
    """An id made of words: "Single Sign-On" gives `single-sign-on`; empty if they have no letter of ASCII."""
    return _NOT_IN_IDS.sub("-", words.lower()).strip("-")[:64].strip("-")
