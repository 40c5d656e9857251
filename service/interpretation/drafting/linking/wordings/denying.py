"""Ways to say that nothing waits for anything."""

from __future__ import annotations

import re

_NEED = (
    r"(?:depend|dependent|rely|reliant|need|require|wait|block|gate|conditional|contingent|hinge|hang|presuppose"
    r"|prerequisite|pre-requisite|precondition|tied|linked|bound|coupled)"
)
DENIED = re.compile(
    rf"(?:\b(?:not|never|no longer|hardly)|n['’]t) (?:(?:a|an|any|the|have|has|having|had|to|be|been|really|actually"
    rf"|necessarily|in any way|directly|strictly|even|exactly|formally|technically) )*{_NEED}\w*"
    rf"|\b(?:nothing|none|neither|nobody)\b[^.;,|]{{0,50}}\b(?:{_NEED})s?\b"
    r"|\b(?:no|without|zero) (?:\w+ )?(?:dependenc(?:y|ies)|pre-?requisites?|pre-?conditions?|need|effect|impact"
    r"|influence|bearing)\b"
    r"|\bindependent(?:ly)? (?:of|from)\b|\b(?:regardless|irrespective|independently) of\b|\bneeds? (?:no|nothing"
    r"|neither)\b|\brequires? (?:no|nothing)\b"
    r"|\bnot (?:tied|linked|bound) to\b|\bwithout waiting\b"
    r"|\b(?:can|may|could|might) (?:\w+ ){0,3}?(?:start|begin|run|open|happen|be held|be done|go ahead|take place"
    r"|proceed|held|done) (?:well |even |long )?(?:before|without|ahead of)\b"
    r"|\beven (?:if|without|before|when|though)\b|\b(?:nothing|little) to do with\b|\b(?:despite|in spite of)\b"
    r"|\bunaffected by\b|\bwhether\b[^.;|]*\bor (?:not|no)\b|\bno matter\b|\bused to\b",
    re.IGNORECASE,
)
