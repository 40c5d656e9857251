"""Citation recall and precision as ALCE defines them, with a judge that reads words and no model.

Gao, Yen, Yu and Chen, Enabling large language models to generate text with citations, EMNLP 2023, section 3.3. There
the judge is an entailment model; here it is any function, and `bears_out` is one that always says the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from evals.metrics.counting import whole
from evals.metrics.texts.words import Token, tokens
from evals.nouns import Part

BearsOut = Callable[[Sequence[str], str], bool]
"""Whether some texts together bear out a statement."""
LEAST_SHARE = 0.5
"""Of a statement's telling words that have to be in what it cites."""
_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+|\n+")
_DENIALS = frozenset({"not", "no", "never", "none", "nobody", "nothing", "neither", "nor", "without", "cannot"})
_STARTS = re.compile(r"(?:^|[.!?:;•\n]\s+|[\"“‘(\[]\s*|\s[-–*]\s+)$")


@dataclass(frozen=True)
class Stated:
    """A statement of an answer and what it cites."""

    text: str
    cites: tuple[str, ...] = ()
    """Ids of texts; one that is repeated counts once."""


def citation_parts(statements: Sequence[Stated], texts: Mapping[str, str], bears_out: BearsOut) -> dict[str, Part]:
    """`citation_recall` and `citation_precision` of one answer; the figure is the mean over answers, as in ALCE.

    Recall is the share of statements that what they cite bears out, all of it together. Precision is the share of
    citations whose statement is borne out and that are needed: a citation is not, where it does not bear the statement
    out alone and the others do so without it. An answer that cites nothing has a precision of 0.

    Args:
        statements: Of one answer; without any, both parts say nothing.
        texts: What each id stands for; a citation of anything else bears nothing out.
        bears_out: The judge.
    """
    borne, cited, needed = 0, 0, 0
    for statement in statements:
        cites = list(dict.fromkeys(statement.cites))
        cited += len(cites)
        known = all(one in texts for one in cites)
        if not (cites and known and bears_out([texts[one] for one in cites], statement.text)):
            continue
        borne += 1
        needed += sum(_needed(one, cites, statement.text, texts, bears_out) for one in cites)
    if not statements:
        nothing = Part(over=0, under=0)
        return {"citation_recall": nothing, "citation_precision": nothing}
    return {
        "citation_recall": whole(borne / len(statements)),
        "citation_precision": whole(needed / cited if cited else 0.0),
    }


def bears_out(texts: Sequence[str], statement: str) -> bool:
    """Whether the texts have all numbers, days and names of the statement, enough of its words, and deny what it does.

    A judge of its own, so that the service's check of its claims is not measured by itself. What is denied is looked
    for in the sentence that has most of the statement's words. Of the claims that `evals.grounding` has labelled, more
    than half of them false by a single detail, it agrees with 61 %, word overlap alone with 50 %.
    """
    held = [token for text in texts for token in tokens(text)]
    said = tokens(statement)
    if any(not _held(token, held) for token in said if token.numeric or _is_name(token, statement)):
        return False
    telling = [token for token in said if token.telling]
    if sum(_held(token, held) for token in telling) < LEAST_SHARE * len(telling):
        return False
    sentences = [tokens(one) for text in texts for one in _SENTENCE_END.split(text)]
    nearest = max(sentences, key=lambda one: sum(_held(token, one) for token in telling), default=())
    return _denies(said) == _denies(nearest)


def _needed(one: str, cites: Sequence[str], statement: str, texts: Mapping[str, str], bears_out: BearsOut) -> bool:
    rest = [texts[other] for other in cites if other != one]
    return not rest or bears_out([texts[one]], statement) or not bears_out(rest, statement)


def _denies(said: Sequence[Token]) -> bool:
    words = (token.written.lower() for token in said)
    return any(word in _DENIALS or word.endswith(("n't", "n’t")) for word in words)


def _held(token: Token, held: Sequence[Token]) -> bool:
    return any(other.tells(token) for other in held)


def _is_name(token: Token, statement: str) -> bool:
    """Whether it is written as a name: with capitals or digits inside, or with a capital within a sentence."""
    written = token.written
    if any(letter.isupper() or letter.isdigit() for letter in written[1:]):
        return True
    return written[:1].isupper() and token.telling and not _STARTS.search(statement[: token.start])
