"""How fast the glossary's labels are found in long text, beside spaCy's PhraseMatcher and FlashText.

All three look for the same labels, the glossary's and 5,000 more, in the same text. Ours also settles senses and
finds inflected forms; what the peers do not do is not taken off their time.
"""

from __future__ import annotations

import gc
import itertools
import random
import time
from collections.abc import Callable

from evals.bench.rows import Row, faster
from evals.peers.keywords import phrases, processor
from glossary.catalog import packaged
from glossary.matcher import Matcher

FURTHER_LABELS = 5_000
CHARACTERS = 900_000
"""Length of the text; spaCy takes at most a million."""
ROUNDS = 5
_STARTS = ("ba", "co", "de", "fi", "gra", "hel", "jo", "ka", "lim", "mor", "nes", "or", "pla", "qui", "ros", "ste")
_ENDS = ("dan", "ter", "mo", "lin", "sa", "vex", "nor", "tick", "rum", "pel", "gost", "wen", "fa", "bro", "zil", "ky")
_FILLER = (
    "The steering group met in {place} on day {n} and agreed to come back to this in the spring.",
    "Most of the {n} teams have said what they need, and {name} is still thinking about it.",
    "Nobody has asked for more time; the building in {place} closes at six, as before.",
    "{name} heard from the warehouse that mornings are better, because afternoons are loud and hot.",
    "Please read the {n} pages that follow, write down what you do not understand, and bring it to {name}.",
)
_FRAMES = (
    "From week {n} the {a} replaces the {b} for everyone in {place}.",
    "We still have to say who looks after the {a}, and when.",
    "The {a} and the {b} are ready – the {c} is not.",
    "* {a}: see the notes of {name}\n* {b}: open",
    "Because the {a} depends on the {b}, the team’s plan moves by {n} days.",
)


def rows() -> list[Row]:
    """Seconds to find all labels in one long text, the best of several rounds each, in turn."""
    catalog = packaged()
    listed = sorted(catalog.labels())
    further = _further_labels(FURTHER_LABELS)
    text = _long_text([*listed, *further[:200]], CHARACTERS)
    labels = [*listed, *further]

    matcher = Matcher(catalog, further)
    language, phrase_matcher = phrases(labels)
    keywords = processor(labels)

    ours, spacys, flashtexts = _best_of_each(
        lambda: matcher.find(text, "it"),
        lambda: phrase_matcher(language.make_doc(text)),
        lambda: keywords.extract_keywords(text, span_info=True),
    )
    size = f"{len(labels):,} labels in {len(text) / 1e6:.1f} million characters"
    return [
        faster(f"find {size}", ours, spacys, "spaCy PhraseMatcher, with tokenising", 3.0),
        faster(f"find {size}", ours, flashtexts, "FlashText", 1.0),
    ]


def _best_of_each(*jobs: Callable[[], object]) -> list[float]:
    times: list[list[float]] = [[] for _ in jobs]
    for _ in range(ROUNDS):
        for job, taken in zip(jobs, times, strict=True):
            gc.collect()
            start = time.perf_counter()
            job()
            taken.append(time.perf_counter() - start)
    return [min(taken) for taken in times]


def _further_labels(count: int) -> list[str]:
    """Made-up labels of one to three words, the same ones each time."""
    words = ["".join(parts) for parts in itertools.product(_STARTS, _ENDS, _ENDS)]
    random.Random(7).shuffle(words)
    stream = itertools.cycle(words)
    made = (" ".join(next(stream) for _ in range(1 + n % 3)) for n in itertools.count())
    return list(itertools.islice(dict.fromkeys(itertools.islice(made, count * 2)), count))


def _long_text(labels: list[str], length: int) -> str:
    """Sentences with names and numbers of their own, every third one about labels, in paragraphs under headings."""
    chance = random.Random(11)
    paragraphs: list[str] = []
    size = 0
    while size < length:
        sentences = [_sentence(chance, chance.choice(_FILLER), labels) for _ in range(4)]
        for place in (1, 3):
            sentences.insert(place, _sentence(chance, chance.choice(_FRAMES), labels))
        heading = f"## {chance.choice(labels).capitalize()}\n\n" if chance.random() < 0.2 else ""
        paragraphs.append(heading + " ".join(sentences))
        size += len(paragraphs[-1]) + 2
    return "\n\n".join(paragraphs)[:length]


def _sentence(chance: random.Random, frame: str, labels: list[str]) -> str:
    name, place = (
        "".join(chance.choice(parts) for parts in (_STARTS, _ENDS, _ENDS)).capitalize() for _ in ("name", "place")
    )
    a, b, c = (chance.choice(labels) for _ in range(3))
    return frame.format(a=a, b=b, c=c, n=chance.randrange(2, 2000), name=name, place=place)
