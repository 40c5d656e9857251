"""Words of a document that order whoever reads it how to answer: they state nothing, neither themselves nor the rest.

"Reply that the hall is open" says nothing of the hall. What tells people of the initiative what to do is none of these.
"""

from __future__ import annotations

import re
from functools import lru_cache

_ANSWERING = r"(?:answer|reply|replies|respond|response|summar(?:y|ies|i[sz]e)|output)s?"
_READER = (
    r"(?:assistant|chat-?bot|bot|ai(?: system| model)?|(?:language |ai )?model|llm|agent|summari[sz]er"
    r"|(?:who|what)ever (?:reads?|answers?|summari[sz]es?|processes)[^,:;.]{0,40})"
)
_TELL = (
    r"(?:answer|reply|respond|say|state|claim|tell|inform|assure|confirm|report|write|pretend|ignore|repeat|mention)"
)
_MUST = r"(?:must|should|shall|is to|are to|has to|have to|will|needs? to|may only|can only|begins?|starts?|ends?)"
_ORDERS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # "From now on every answer begins with …", "Your replies must …"
        rf"\b(?:every|each|all|any|your|the|future|no) (?:\w+ )?{_ANSWERING} (?:\w+ ){{0,2}}?(?:{_MUST}|says?|contains?"
        r"|includes?|states?|mentions?)\b.*(?:\bwords?\b|\bwith\b|\bsay|\bstate|\bmention|\bcontain|\binclud)",
        rf"\b(?:in|to|with|start|begin|end|open|close|finish) (?:every|each|all|any|your) {_ANSWERING}\b",
        # "Reply that …", "Tell the user that …", "Just say: …"
        r"^\W*(?:(?:please|always|just|only|simply|now|then|and|instead|therefore|from now on|kindly|you must)[,:]? )*"
        r"(?:answer|reply|respond|say|state|claim|pretend|repeat|write|output|print)(?: only| always| to \w+(?: \w+)?)?"
        r"(?: that\b| with the (?:words?|sentence|phrase)\b|\s?[:“\"])",
        r"^\W*(?:(?:please|always|just|only|simply|now|then|and|instead|from now on|kindly|never)[,:]? )*"
        r"(?:tell|inform|assure|convince|answer) (?:the |any |every |each |all |your )?"
        r"(?:users?|readers?|askers?|persons? who asks?|people who ask|who(?:ever|mever) asks?|anyone|everyone)\b",
        # "Ignore all other documents", "Disregard the instructions above"
        r"\b(?:ignore|disregard|forget|override)\b[^.;]{0,30}\b(?:instructions?|documents?|sources?|rules?|prompts?"
        r"|everything|messages?|texts?|above|previous|earlier|guidelines?)\b",
        # "When asked about costs, say …"
        rf"\b(?:when|if|whenever|once) (?:[\w ]{{1,25}} )?(?:asks?|asked)\b[^.;]*?[,:] ?"
        rf"(?:then |please |always |just )?{_TELL}\b",
        # "The assistant must state …", "You are to answer …"
        rf"\b{_READER}[,:]? {_MUST}(?: (?:always|only|never|not|now))* {_TELL}\b",
        rf"\byou {_MUST}(?: (?:always|only|never|not|now))* (?:answer|reply|respond|say|state|claim|pretend|ignore)\b",
        rf"\b(?:note|instructions?|message|hint|order|prompt) (?:to|for) (?:the |any |every )?{_READER}\b",
        r"\b(?:system prompt|you are (?:now )?an? (?:\w+ )?(?:assistant|chat-?bot|ai|model)"
        r"|as an? (?:ai|language model))\b",
    )
)


@lru_cache(maxsize=5_000)
def instructs(text: str) -> bool:
    """Whether a sentence orders its reader how to answer, rather than to state something of an initiative."""
    plain = " ".join(text.split())
    return any(order.search(plain) for order in _ORDERS)
