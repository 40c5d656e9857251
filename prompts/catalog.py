"""The templates there are: by name the newest released one, each held to the hash it was released with.

`frozen.json` beside the templates has the SHA-256 of every released file. A change of wording is a new version, so that
a record that says "answer, version 1" says for ever what was asked. A file that is not listed is a draft, and not used.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from prompts.template import Template, TemplateError, parsed

PACKAGED = Path(__file__).parent / "templates"
"""The templates that come with Crosswalk."""
FROZEN = "frozen.json"


class Prompts:
    """The released templates; they do not change."""

    def __init__(self, templates: Iterable[Template]) -> None:
        """Keep them by name and version."""
        self._by_name: dict[str, dict[int, Template]] = {}
        for template in templates:
            self._by_name.setdefault(template.name, {})[template.version] = template

    def __getitem__(self, name: str) -> Template:
        """The newest version of a template.

        Raises:
            TemplateError: there is none of that name.
        """
        return self._versions(name)[max(self._versions(name))]

    def version(self, name: str, version: int) -> Template:
        """One version of a template, as a record names it.

        Raises:
            TemplateError: there is none of that name, or not that version.
        """
        versions = self._versions(name)
        if version not in versions:
            raise TemplateError(f"{name}: no version {version}; there are {', '.join(map(str, sorted(versions)))}")
        return versions[version]

    def all(self) -> list[Template]:
        """Every released template, by name and version."""
        return [held[version] for _, held in sorted(self._by_name.items()) for version in sorted(held)]

    def _versions(self, name: str) -> dict[int, Template]:
        if name not in self._by_name:
            raise TemplateError(f"no template {name!r}; there are {', '.join(sorted(self._by_name)) or 'none'}")
        return self._by_name[name]


def load(folder: Path = PACKAGED) -> Prompts:
    """Read the released templates of a folder.

    Raises:
        TemplateError: a released file is gone or is not what was released, or a template is not as it has to be.
    """
    frozen = json.loads((folder / FROZEN).read_text("utf-8"))
    found = {path.name: parsed(path.read_bytes(), path.name) for path in sorted(folder.glob("*.md"))}
    for file, released in frozen.items():
        if file not in found:
            raise TemplateError(f"{folder / file}: released, and not there; put it back, old records refer to it")
        if found[file].sha256 != released:
            raise TemplateError(
                f"{folder / file}: SHA-256 is {found[file].sha256}, released was {released}; "
                f"put the released text back and make the change as version {found[file].version + 1}"
            )
    return Prompts(template for file, template in found.items() if file in frozen)
