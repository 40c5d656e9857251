"""One glossary file: YAML in, items out, and for what is wrong in them the line and the words.

Above: `catalog`, which puts the files together. This module knows no other file.
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from glossary.concepts import Concept

Loc = tuple[int | str, ...]


class Problem(NamedTuple):
    """Something wrong in a glossary."""

    place: str
    """`path/file.yaml:41`, the line counted from 1."""
    message: str
    """What was found and what was expected."""

    def __str__(self) -> str:
        """One line, as compilers write it."""
        return f"{self.place}: {self.message}"


class Unreadable(ValueError):
    """A file that holds no list of concepts at all."""

    def __init__(self, problem: Problem) -> None:
        """Keep the problem; it is the message too."""
        self.problem = problem
        super().__init__(str(problem))


class _Loader(yaml.CSafeLoader):
    """The safe loader, but a key given twice is an error rather than silently the last one."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(None, None, f'key "{key.value}" is given twice', key.start_mark)
            if isinstance(key.value, str):
                seen.add(key.value)
        return super().construct_mapping(node, deep=deep)


class Source:
    """A glossary file; its lines are looked up only when something in it is wrong."""

    def __init__(self, path: Path) -> None:
        """Name the file; it is read by `parsed`."""
        self._path = path
        self._name = _shown(path)
        self._node: yaml.Node | None = None

    def parsed(self) -> list[Any]:
        """The file's items, not yet validated."""
        try:
            content = yaml.load(self._path.read_bytes(), Loader=_Loader)
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            raise Unreadable(Problem(f"{self._name}:{line}", f"{error.problem}; expected YAML")) from error
        except (yaml.YAMLError, UnicodeDecodeError, OSError) as error:
            raise Unreadable(Problem(self._name, f"{error}; expected a file of YAML in UTF-8")) from error
        if not isinstance(content, dict) or set(content) != {"concepts"} or not isinstance(content["concepts"], list):
            found = ", ".join(map(str, content)) if isinstance(content, dict) else type(content).__name__
            message = f"holds {found or 'nothing'}; expected one key, concepts, with a list"
            raise Unreadable(Problem(f"{self._name}:1", message))
        items: list[Any] = content["concepts"]
        return items

    def place(self, loc: Loc) -> str:
        """`file:line` of the innermost key or item on the way `loc` that the file has."""
        if self._node is None:
            self._node = yaml.compose(self._path.read_bytes(), Loader=yaml.CSafeLoader)
        node, line = self._node, 0
        for step in loc:
            if isinstance(node, yaml.MappingNode):
                found = [(key, value) for key, value in node.value if key.value == step]
                if not found:
                    break
                key, node = found[-1]
                line = key.start_mark.line
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
                line = node.start_mark.line
            else:
                break
        return f"{self._name}:{line + 1}"

    def problem(self, at: int, raw: Any, detail: ErrorDetails) -> Problem:
        """What a validation error of the item at `at` says, in words."""
        loc = tuple(step for step in detail["loc"] if step != "[key]")
        return Problem(self.place(("concepts", at, *loc)), _explained(at, raw, detail))


class Imported(NamedTuple):
    """What was read from a format of others: all of it, or nothing and the reasons."""

    concepts: tuple[Concept, ...]
    """In order of id; empty if there is any problem."""
    problems: tuple[Problem, ...]


def imported(items: Mapping[str, Any], problems: Iterable[Problem], name: str) -> Imported:
    """The concepts made of `items` (place in the file, fields as in YAML), if none of them has a problem."""
    found = list(problems)
    concepts: list[Concept] = []
    for at, (place, raw) in enumerate(items.items()):
        try:
            concepts.append(Concept.model_validate(raw))
        except ValidationError as error:
            found += [
                Problem(f"{name}: {place}", _explained(at, raw, detail)) for detail in error.errors(include_url=False)
            ]
    if not found and not concepts:
        found.append(Problem(name, "holds no concept; expected at least one"))
    return Imported(() if found else tuple(sorted(concepts, key=lambda concept: concept.id)), tuple(found))


def _explained(at: int, raw: Any, detail: ErrorDetails) -> str:
    loc = tuple(step for step in detail["loc"] if step != "[key]")
    return f"{_owner(at, raw, loc)} {_complaint(loc, detail)}"


def _shown(path: Path) -> str:
    """The path as a person here would type it."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def _owner(at: int, raw: Any, loc: Loc) -> str:
    """Whose field it is: the innermost thing with an id on the way there."""
    owner = f"concept {at + 1} of the file"
    here = raw
    kind = "concept"
    for step in (*loc, None):
        if isinstance(here, dict) and isinstance(here.get("id"), str):
            owner = f'{kind} "{here["id"]}"'
        if isinstance(step, str):
            kind = step.removesuffix("s")
        try:
            here = here[step]
        except (KeyError, IndexError, TypeError):
            break
    return owner


def _complaint(loc: Loc, detail: ErrorDetails) -> str:
    """`has category "comms"; expected one of …`."""
    field = ".".join(str(step + 1 if isinstance(step, int) else step) for step in _below_ids(loc))
    context = detail.get("ctx", {})
    found = json.dumps(detail["input"], ensure_ascii=False, default=str)
    found = found if len(found) <= 80 else found[:77] + "…"
    match detail["type"]:
        case "missing":
            return f'has no "{field}"; expected it'
        case "extra_forbidden":
            return f'has "{field}", which is no field here; expected one of {", ".join(_fields(loc))}'
        case "literal_error":
            return f"has {field} {found}; expected one of {_one_of(context['expected'])}"
        case "string_pattern_mismatch":
            return f"has {field} {found}; expected small letters, digits and single hyphens"
        case "value_error":
            said = str(context["error"])
            return f"{said}" if not field else f"{said} (in {field})"
    expected = detail["msg"].removeprefix("Input should be ").removeprefix("String should have ")
    return f"has {field} {found}; expected {expected[0].lower()}{expected[1:]}"


def _below_ids(loc: Loc) -> Loc:
    """The part of a way that is said after the owner: what lies below `implications.3`."""
    return loc[2:] if loc[:1] == ("implications",) and len(loc) > 1 else loc


def _one_of(expected: str) -> str:
    return expected.replace("'", "").replace(" or ", ", ")


def _fields(loc: Loc) -> Iterator[str]:
    """The fields that the model has where `loc` has one too many."""
    found = _model_at(Concept, loc[:-1])
    for name, field in found.model_fields.items():
        yield field.alias or name


def _model_at(model: type[BaseModel], loc: Loc) -> type[BaseModel]:
    for step in loc:
        for name, field in model.model_fields.items():
            if step in (name, field.alias):
                inner = list(_models_in(field.annotation))
                model = inner[0] if inner else model
    return model


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in getattr(annotation, "__args__", ()):
        yield from _models_in(part)
