"""How long a composed interpretation takes, beside merely splitting the same text into sentences.

The text is long and made up, but of what such documents are made of: the sample initiative's own paragraphs, further
sentences about the glossary's labels with dates, groups and numbers, lists, and tables of milestones.
"""

from __future__ import annotations

import datetime as dt
import random
from functools import cache
from importlib.resources import as_file, files

from syntok import segmenter

from evals.bench.rows import Row, faster
from evals.bench.timing import in_turn, say
from glossary.catalog import packaged
from glossary.matcher import Matcher
from retrieval.documents import Parsed
from retrieval.loaders import load, parse_text
from retrieval.loaders.files import FORMATS, ending
from service.interpretation.citing import Citing
from service.interpretation.evidence import read
from service.interpretation.nouns import Interpretation
from service.interpretation.translate import translate

WORDS = 50_000
TIMES = 3.0
"""How much longer than splitting the text it may take."""
TODAY = dt.date(2027, 1, 4)
_FRAMES = (
    "From {date} the {a} replaces the {b} for {group}.",
    "{group} move to the new {a} between {date} and {later}; the {b} stays as it is.",
    "We switch off the {b} on {date}, and about {count} users have to sign in again.",
    "The {a} is not part of this release.",
    "If the pilot with {count} people goes well, the {a} will be enforced from {later}.",
    "Who looks after the {a} once the project has ended is still open.",
    "Training on the {a} starts in week {week} and takes {hours} hours for each of the {count} employees.",
    "In 2024 we looked at the {a} and decided against it, mainly because of the {b}.",
    "The {a} answers within {seconds} seconds, e.g. when {group} open it at the start of a shift.",
    "Dr. Weber asked whether the {b} has to be ready before {date}.",
    "There is a change freeze from {date} to {later}, so the {a} has to be in place by then.",
)
_GROUPS = (
    "all employees",
    "the night shift in Graz",
    "240 shift workers",
    "team leads",
    "the service desk",
    "temporary staff",
    "the 35 clerks in accounting",
    "everyone in plant 4",
    "field engineers",
    "the works council",
)
_OWNERS = ("M. Osei", "IT Operations", "HR", "J. Brandt", "open", "People Readiness")


def rows() -> list[Row]:
    """The median time of reading and translating, beside syntok's for the same text."""
    text = long_text(WORDS)
    parsed = parse_text(text, "A long plan")
    catalog = packaged()
    matcher = Matcher(catalog)
    say(f"{len(text.split()):,} words in {len(parsed.blocks):,} blocks")

    def interpret() -> Interpretation:
        reading = read(parsed.text, parsed.blocks, matcher, title=parsed.title, today=TODAY, community="it")
        return translate(
            reading,
            catalog,
            from_="it",
            to="people_readiness",
            record_id="r_bench",
            cite=Citing(parsed.title).cite,
            planned=None,
        )

    def split() -> int:
        return sum(len(paragraph) for paragraph in map(list, segmenter.analyze(text)))

    ours, syntoks = in_turn([interpret, split])
    name = f"interpret {WORDS:,} words, no model"
    return [faster(name, ours, syntoks, "syntok segmenter.analyze alone", 1 / TIMES)]


def long_text(words: int, seed: int = 5) -> str:
    """Markdown of about so many words, the same each time."""
    chance = random.Random(seed)
    labels = sorted(packaged().labels())
    sample = _sample_paragraphs()
    sections: list[str] = []
    size = 0
    while size < words:
        parts = [f"## {_opened(chance.choice(labels))} in wave {chance.randint(1, 9)}"]
        for _ in range(chance.randint(2, 5)):
            sentences = [_sentence(chance, labels) for _ in range(chance.randint(1, 3))]
            parts.append(" ".join([chance.choice(sample), *sentences]))
        parts.append("\n".join(f"- {_sentence(chance, labels)}" for _ in range(chance.randint(2, 6))))
        if chance.random() < 0.3:
            parts.append(_table(chance, labels))
        sections.append("\n\n".join(parts))
        size += len(sections[-1].split())
    return "\n\n".join(sections)


@cache
def _sample_paragraphs() -> tuple[str, ...]:
    """The paragraphs of the sample initiative's documents."""
    found: list[str] = []
    with as_file(files("service") / "sample") as folder:
        read_from = sorted(file for file in folder.iterdir() if ending(file.name) in FORMATS)
        if not read_from:
            raise FileNotFoundError(f"{folder}: found no documents of the sample initiative; is the package complete?")
        for file in read_from:
            parsed: Parsed = load(file.name, file)
            for block in parsed.blocks:
                paragraph = parsed.text[block.start : block.end]
                if block.kind == "paragraph" and len(paragraph.split()) > 8:
                    found.append(" ".join(paragraph.split()))
    return tuple(found)


def _sentence(chance: random.Random, labels: list[str]) -> str:
    first = TODAY + dt.timedelta(days=chance.randint(0, 500))
    later = first + dt.timedelta(days=chance.randint(1, 60))
    said = chance.choice(_FRAMES).format(
        a=chance.choice(labels),
        b=chance.choice(labels),
        group=chance.choice(_GROUPS),
        date=_written(chance, first),
        later=_written(chance, later),
        count=chance.randint(5, 4000),
        week=chance.randint(1, 52),
        hours=chance.randint(1, 8),
        seconds=chance.randint(1, 9),
    )
    return _opened(said)


def _opened(words: str) -> str:
    return words[0].upper() + words[1:]


def _written(chance: random.Random, day: dt.date) -> str:
    spellings = (day.isoformat(), f"{day.day} {day:%B %Y}", f"{day:%B} {day.day}, {day.year}", f"{day:%d.%m.%Y}")
    return chance.choice(spellings)


def _table(chance: random.Random, labels: list[str]) -> str:
    lines = ["| Milestone | Start | End | Owner |", "|---|---|---|---|"]
    for _ in range(chance.randint(3, 8)):
        start = TODAY + dt.timedelta(days=chance.randint(0, 500))
        end = start + dt.timedelta(days=chance.randint(1, 60))
        name = f"{chance.choice(labels)} ready".replace("|", "/")
        lines.append(f"| {name} | {start.isoformat()} | {end.isoformat()} | {chance.choice(_OWNERS)} |")
    return "\n".join(lines)
