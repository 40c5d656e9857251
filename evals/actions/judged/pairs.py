"""Judged pairs of an action and an implication, half to calibrate with and half held out, parted by their texts."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import Field, StringConstraints, TypeAdapter, ValidationError, model_validator

from evals.actions.guides import Guide
from evals.actions.nouns import Offered, Wanted
from evals.nouns import Value
from glossary.concepts import Category, Community

PAIRS = Path(__file__).resolve().parents[2] / "datasets" / "action_pairs.yaml"
SCHEMA = PAIRS.with_name("action_pairs.schema.json")
Half = Literal["calibrating", "held_out"]
HALVES: tuple[Half, ...] = ("calibrating", "held_out")
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3)]


class ActionOf(Value):
    """An action in our words that follows from the text, or that pointedly does not."""

    id: str
    does: Text
    who: str = ""
    categories: tuple[Category, ...]

    @property
    def wanted(self) -> Wanted:
        """As the matcher takes it."""
        return Wanted(does=self.does, who=self.who, categories=self.categories)


class Verdict(Value):
    """What a careful reader says of one pair."""

    action: str
    """The action's id; for a guide, as the guide has it."""
    offered: str
    """The implication's rule."""
    same: bool
    """Whether somebody who does what the implication says has done the action, for the people it is for."""
    differs: Literal["", "action", "people", "opposite", "part"] = ""
    """What is not the same, above all."""

    @model_validator(mode="after")
    def _says_why(self) -> Verdict:
        if self.same == bool(self.differs):
            raise ValueError("expected `differs` for a pair that is not the same, and only there")
        return self


class Source(Value):
    """A text with the pairs that come from it."""

    id: str
    half: Half
    guide: bool = False
    """Whether it is an annotated guide: text and actions are there, not here."""
    from_: Annotated[Community, Field(alias="from")] = "it"
    to: Community = "people_readiness"
    text: str = ""
    actions: tuple[ActionOf, ...] = ()
    offered: tuple[Offered, ...]
    """Implications that the service gave for the text."""
    pairs: tuple[Verdict, ...]

    @model_validator(mode="after")
    def _hangs_together(self) -> Source:
        actions, offered = {one.id for one in self.actions}, {one.id for one in self.offered}
        for pair in self.pairs:
            if not self.guide and pair.action not in actions:
                raise ValueError(f"pair names action {pair.action!r}; expected one of {sorted(actions)}")
            if pair.offered not in offered:
                raise ValueError(f"pair names offered {pair.offered!r}; expected one of {sorted(offered)}")
        twice = [pair for pair, count in Counter((p.action, p.offered) for p in self.pairs).items() if count > 1]
        if twice or len(actions) < len(self.actions) or len(offered) < len(self.offered):
            raise ValueError(f"an id or pair stands there twice ({twice}); expected each once")
        return self


class Pair(Value):
    """A judged pair with its texts."""

    id: str
    source: str
    half: Half
    guide: bool
    wanted: Wanted
    offered: Offered
    same: bool
    differs: str


_SOURCES = TypeAdapter(tuple[Source, ...])


def load(path: Path = PAIRS) -> tuple[Source, ...]:
    """The texts with their judged pairs, in the order of the file.

    Raises:
        ValueError: the file is missing or does not fit; it names file, place and what was expected.
    """
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        return _SOURCES.validate_python(content)
    except OSError as exc:
        raise ValueError(f"{path}: {exc.strerror}; expected a file of judged pairs") from exc
    except (yaml.YAMLError, ValidationError) as exc:
        raise ValueError(f"{path}: {exc}") from exc


def pairs(sources: Iterable[Source], guides: Sequence[Guide] = ()) -> tuple[Pair, ...]:
    """Each pair with its texts; those of guides that are not given are left out.

    Raises:
        ValueError: a pair names an action that its guide does not have.
    """
    actions: Mapping[str, Mapping[str, Wanted]] = {g.id: {a.id: a.wanted for a in g.readiness_actions} for g in guides}
    return tuple(pair for source in sources for pair in _pairs(source, actions))


def _pairs(source: Source, guides: Mapping[str, Mapping[str, Wanted]]) -> Iterable[Pair]:
    if source.guide and source.id not in guides:
        return
    wanted = guides[source.id] if source.guide else {one.id: one.wanted for one in source.actions}
    offered = {one.id: one for one in source.offered}
    for verdict in source.pairs:
        if verdict.action not in wanted:
            raise ValueError(f"{source.id}: found no action {verdict.action!r}; expected one of {sorted(wanted)}")
        yield Pair(
            id=f"{source.id}/{verdict.action}/{verdict.offered}",
            source=source.id,
            half=source.half,
            guide=source.guide,
            wanted=wanted[verdict.action],
            offered=offered[verdict.offered],
            same=verdict.same,
            differs=verdict.differs,
        )


def schema_text() -> str:
    """The JSON schema of the file, as it lies beside it."""
    made = _SOURCES.json_schema(by_alias=True)
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **made, "title": "Judged pairs of actions"}
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"
