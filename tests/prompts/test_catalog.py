"""Released templates stay what they were; a change is a new version."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from prompts.catalog import FROZEN, PACKAGED, load
from prompts.template import TemplateError


def write(folder: Path, version: int, text: str = "Greet {{who}}.", *, released: bool = True) -> Path:
    path = folder / f"greet.v{version}.md"
    front = f"name: greet\nversion: {version}\ndescription: Greets.\ninputs: {{who: A name.}}"
    path.write_text(f"---\n{front}\n---\n# system\n\nBe kind.\n\n# user\n\n{text}\n", "utf-8")
    listed = folder / FROZEN
    frozen = json.loads(listed.read_text("utf-8")) if listed.exists() else {}
    if released:
        frozen[path.name] = hashlib.sha256(path.read_bytes()).hexdigest()
    listed.write_text(json.dumps(frozen), "utf-8")
    return path


def test_the_newest_released_version_is_taken_and_every_one_can_be_had(tmp_path: Path) -> None:
    write(tmp_path, 2)
    write(tmp_path, 10, "Greet {{who}} warmly.")
    write(tmp_path, 11, "Greet {{who}} coldly.", released=False)
    prompts = load(tmp_path)
    assert prompts["greet"].version == 10
    assert prompts.version("greet", 2).render(who="Ada").user == "Greet Ada."
    assert [template.version for template in prompts.all()] == [2, 10]


def test_a_released_template_whose_bytes_change_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, 1)
    path.write_bytes(path.read_bytes() + b"\n")
    with pytest.raises(TemplateError, match=r"greet\.v1\.md: SHA-256 is .* make the change as version 2"):
        load(tmp_path)


def test_a_released_template_that_is_gone_is_missed(tmp_path: Path) -> None:
    write(tmp_path, 1).unlink()
    with pytest.raises(TemplateError, match=r"greet\.v1\.md: released, and not there"):
        load(tmp_path)


def test_an_unknown_name_or_version_is_named_with_those_there_are(tmp_path: Path) -> None:
    write(tmp_path, 1)
    with pytest.raises(TemplateError, match="no template 'great'; there are greet"):
        load(tmp_path)["great"]
    with pytest.raises(TemplateError, match="greet: no version 4; there are 1"):
        load(tmp_path).version("greet", 4)


def test_all_templates_that_come_with_crosswalk_are_released() -> None:
    released = {template.file for template in load().all()}
    assert released == {path.name for path in PACKAGED.glob("*.md")}
    assert {"answer", "translate", "summarise", "rewrite-question", "look-up"} <= {t.name for t in load().all()}
