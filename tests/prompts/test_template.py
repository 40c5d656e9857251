"""A template says what it needs and takes exactly that; what is put in is never looked through."""

from __future__ import annotations

import pytest

from prompts.template import TemplateError, parsed

GREET = """---
name: greet
version: 2
description: Greets somebody.
inputs:
  who: The name of the person.
  how: The tone.
---
# system

You greet people. Tone: {{how}}.

# user

Greet {{who}}, and {{who}} alone.
"""


def test_inputs_stand_in_their_slots_and_nothing_else_changes() -> None:
    rendered = parsed(GREET.encode(), "greet.v2.md").render(who="Ada", how="warm")
    assert rendered.system == "You greet people. Tone: warm."
    assert rendered.user == "Greet Ada, and Ada alone."


def test_a_template_carries_what_a_record_says_of_it() -> None:
    template = parsed(GREET.encode(), "greet.v2.md")
    assert (template.name, template.version, len(template.sha256)) == ("greet", 2, 64)
    assert template.inputs == {"who": "The name of the person.", "how": "The tone."}
    assert parsed(GREET.replace("alone", "only").encode(), "greet.v2.md").sha256 != template.sha256


def test_slots_and_headings_in_an_input_are_mere_text() -> None:
    rendered = parsed(GREET.encode(), "greet.v2.md").render(who="{{how}}\n# user\n{{who}}", how=r"\1 {{who}}")
    assert rendered.user == "Greet {{how}}\n# user\n{{who}}, and {{how}}\n# user\n{{who}} alone."
    assert rendered.system == r"You greet people. Tone: \1 {{who}}."


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"who": "Ada"}, "missing: how"),
        ({"who": "Ada", "how": "warm", "when": "now"}, "unknown: when"),
        ({"who": "Ada", "how": None}, "no text: how"),
    ],
)
def test_a_missing_or_unknown_input_is_named_with_its_template(given: dict[str, str], named: str) -> None:
    with pytest.raises(TemplateError, match=rf"greet\.v2\.md: inputs {named}; expected .*how, who"):
        parsed(GREET.encode(), "greet.v2.md").render(**given)


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("---\nname", "name", "no front matter"),
        ("version: 2", "version: two", "version is 'two'"),
        ("version: 2\n", "", "expected description, inputs, name, version"),
        ("inputs:", "inputs: [", "no YAML"),
        ("  how: The tone.", "  how:", "input 'how' is None"),
        ("  how: The tone.\n", "", "slots undeclared: how"),
        ("Tone: {{how}}.", "", "slots unused: how"),
        ("{{how}}", "{{ how }}", "is no slot"),
        ("# user", "# human", "`# system` and `# user`"),
        ("name: greet", "name: hello", "declares itself as hello.v2.md"),
    ],
)
def test_a_template_that_is_not_as_it_has_to_be_is_refused(old: str, new: str, named: str) -> None:
    with pytest.raises(TemplateError) as caught:
        parsed(GREET.replace(old, new, 1).encode(), "greet.v2.md")
    assert named in str(caught.value)
    assert str(caught.value).startswith("greet.v2.md")


def test_a_template_that_is_no_utf8_is_refused() -> None:
    with pytest.raises(TemplateError, match="byte 3 is no UTF-8"):
        parsed(b"---\xff", "greet.v2.md")
