from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary import tbx
from glossary.catalog import packaged
from tests.glossary.making import concept, whole

OTHERS = """<?xml version="1.0"?>
<martif type="TBX" xml:lang="en"><text><body>
<termEntry id="4711">
  <descripGrp><descrip type="definition">One sign-in for all.</descrip>
    <admin type="source">The other tool</admin></descripGrp>
  <langSet xml:lang="en">
    <tig><term>SSO</term><termNote type="administrativeStatus">admittedTerm-admn-sts</termNote></tig>
    <ntig><termGrp><term>Single Sign-On</term>
      <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></termGrp></ntig>
    <tig><term>logon once</term><termNote type="administrativeStatus">supersededTerm-admn-sts</termNote></tig>
  </langSet>
  <langSet xml:lang="de"><tig><term>Einmalanmeldung</term></tig></langSet>
</termEntry>
</body></text></martif>"""


def test_every_field_survives_the_way_out_and_back() -> None:
    concepts = (concept("another"), concept("old", status="deprecated", replaced_by="another"), whole(), whole("2nd"))

    found = tbx.read(tbx.write(concepts).encode())

    assert found.problems == ()
    assert found.concepts == tuple(sorted(concepts, key=lambda c: c.id))


def test_the_packaged_glossary_comes_back_as_it_was() -> None:
    concepts = packaged().concepts

    assert tbx.read(tbx.write(concepts).encode()).concepts == concepts


def test_terms_carry_tbx_s_own_categories() -> None:
    root = ET.fromstring(tbx.write([whole()]))
    name = f"{{{tbx.NAMESPACE}}}"

    assert (root.tag, root.get("type"), root.get("style")) == (f"{name}tbx", "TBX-Basic", "dca")
    (entry,) = root.iter(f"{name}conceptEntry")
    first = next(entry.iter(f"{name}langSec"))
    assert first.get("{http://www.w3.org/XML/1998/namespace}lang") == "en-x-it"
    notes = [[note.text for note in term.iter(f"{name}termNote")] for term in first.iter(f"{name}termSec")]
    assert notes[0] == ["noun", "preferredTerm-admn-sts"]
    assert notes[1] == ["noun", "admittedTerm-admn-sts"]
    assert notes[-1][0] == "verb"


def test_a_file_of_another_tool_is_read_with_its_own_names() -> None:
    found = tbx.read(OTHERS.encode(), "terms.tbx", "operations")

    assert found.problems == ()
    (sso,) = found.concepts
    assert sso.id == "single-sign-on"
    assert sso.labels["operations"].preferred == "Single Sign-On"
    assert sso.labels["operations"].alternative == ("SSO",)
    assert sso.labels["operations"].hidden == ("logon once",)
    assert sso.meaning == {"operations": "One sign-in for all."}
    assert sso.source == "The other tool"


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ('<descrip type="definition">One sign-in for all.</descrip>', "", "meaning"),
        ('<?xml version="1.0"?>', '<!DOCTYPE martif [<!ENTITY x "y">]>', "document type"),
        ("</martif>", "", "cannot be read"),
        ("<termEntry", "<note>crosswalk: {</note><termEntry", ""),
        (
            '<langSet xml:lang="de">',
            '<note>crosswalk:{</note><langSet xml:lang="de">',
            "note that is not as we write it",
        ),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_taken_in_by_half(before: str, after: str, words: str) -> None:
    assert before in OTHERS

    found = tbx.read(OTHERS.replace(before, after).encode(), "terms.tbx")

    if words:
        assert found.concepts == ()
        assert any(words in problem.message for problem in found.problems), found.problems
    else:
        assert len(found.concepts) == 1


@given(st.binary(max_size=200))
def test_any_bytes_give_problems_and_no_error(content: bytes) -> None:
    found = tbx.read(content)

    assert found.concepts == ()
    assert found.problems
