"""A template: a Markdown file that says its name, version and inputs, and what a model is told with them.

```
---
name: greet
version: 1
description: Greets somebody.
inputs:
  who: The name of the person.
---
# system

You greet people in one sentence.

# user

Greet {{who}}.
```

A slot takes the text of its input as it is: there is no logic, and what was put in is never looked through for slots.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

_FRONT = re.compile(r"\A---\n(?P<front>.*?)^---\n(?P<body>.*)\Z", re.DOTALL | re.MULTILINE)
_PARTS = re.compile(r"\A\s*^# system\n(?P<system>.*?)^# user\n(?P<user>.*)\Z", re.DOTALL | re.MULTILINE)
_SLOT = re.compile(r"\{\{(\w+)\}\}")
_BRACES = re.compile(r"\{\{[^\n]*?\}\}|\{\{|\}\}")
_FIELDS = {"name": str, "version": int, "description": str, "inputs": dict}


class TemplateError(ValueError):
    """A template that cannot be read or filled; the text names the template, what was found and what was expected."""


@dataclass(frozen=True)
class Rendered:
    """What a model is asked, ready to be sent."""

    system: str
    """What holds for every request; the same for all requests where the template has no slots in it."""
    user: str


@dataclass(frozen=True)
class Template:
    """One version of a template. Name, version and hash go into the record of what was asked with it."""

    name: str
    version: int
    description: str
    inputs: Mapping[str, str]
    """Each input with what it holds."""
    system: str
    user: str
    sha256: str
    """Of the file's bytes, in hexadecimal digits."""

    @property
    def file(self) -> str:
        """`answer.v1.md`."""
        return f"{self.name}.v{self.version}.md"

    def render(self, **given: str) -> Rendered:
        """Put the inputs into their slots.

        Raises:
            TemplateError: an input is missing, unknown or no text; it names them.
        """
        missing = sorted(set(self.inputs) - set(given))
        unknown = sorted(set(given) - set(self.inputs))
        unfit = sorted(name for name, text in given.items() if not isinstance(text, str))
        found = _named({"missing": missing, "unknown": unknown, "no text": unfit})
        if found:
            raise TemplateError(f"{self.file}: inputs {found}; expected a text for each of {_listed(self.inputs)}")
        return Rendered(_filled(self.system, given), _filled(self.user, given))


def parsed(content: bytes, file: str) -> Template:
    """Read a template.

    Args:
        content: the file's bytes, UTF-8.
        file: its name, which has to agree with the name and version it declares.

    Raises:
        TemplateError: it is not as a template has to be.
    """
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as exc:
        raise TemplateError(f"{file}: byte {exc.start} is no UTF-8; save the template as UTF-8") from exc
    front = _FRONT.match(text)
    if front is None:
        raise TemplateError(f"{file}:1: no front matter; expected a line of ---, YAML, and another line of ---")
    fields = _fields(front["front"], file)
    parts = _PARTS.match(front["body"])
    if parts is None:
        raise TemplateError(f"{file}: expected two parts after the front matter, under `# system` and `# user`")
    template = Template(
        name=fields["name"],
        version=fields["version"],
        description=fields["description"],
        inputs=fields["inputs"],
        system=parts["system"].strip(),
        user=parts["user"].strip(),
        sha256=hashlib.sha256(content).hexdigest(),
    )
    if template.file != file:
        raise TemplateError(f"{file}: declares itself as {template.file}; rename the file or correct its front matter")
    _check_slots(template)
    return template


def _fields(front: str, file: str) -> dict[str, Any]:
    try:
        fields = yaml.safe_load(front)
    except yaml.YAMLError as exc:
        raise TemplateError(f"{file}: the front matter is no YAML: {exc}") from exc
    if not isinstance(fields, dict) or set(fields) != set(_FIELDS):
        found = _listed(fields) if isinstance(fields, dict) else type(fields).__name__
        raise TemplateError(f"{file}: the front matter has {found}; expected {_listed(_FIELDS)}")
    for name, kind in _FIELDS.items():
        if type(fields[name]) is not kind:
            raise TemplateError(f"{file}: {name} is {fields[name]!r}; expected a value of type {kind.__name__}")
    for name, description in fields["inputs"].items():
        if not (isinstance(name, str) and name.isidentifier() and isinstance(description, str) and description):
            raise TemplateError(f"{file}: input {name!r} is {description!r}; expected a word and what it holds")
    return fields


def _check_slots(template: Template) -> None:
    body = f"{template.system}\n{template.user}"
    for braces in _BRACES.findall(body):
        if not _SLOT.fullmatch(braces):
            raise TemplateError(f"{template.file}: {braces!r} is no slot; expected {{{{input}}}} without blanks")
    slots = set(_SLOT.findall(body))
    if slots != set(template.inputs):
        declared = set(template.inputs)
        found = _named({"undeclared": sorted(slots - declared), "unused": sorted(declared - slots)})
        raise TemplateError(f"{template.file}: slots {found}; declare each under inputs, and use it")


def _filled(text: str, given: Mapping[str, str]) -> str:
    return _SLOT.sub(lambda slot: given[slot[1]], text)


def _named(found: Mapping[str, list[str]]) -> str:
    return "; ".join(f"{what}: {', '.join(names)}" for what, names in found.items() if names)


def _listed(names: Mapping[str, object]) -> str:
    return ", ".join(sorted(map(str, names))) or "nothing"
