"""Named tools: precision before recall."""

from __future__ import annotations

import pytest

from retrieval.documents import Block
from service.interpretation.facts import find_systems, read


def systems(text: str) -> list[str]:
    found = find_systems(read(text))
    assert all(text[s.start : s.end] == s.text for s in found)
    return [s.value for s in found]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("We replace Acme Desk with Beacon.", ["Acme Desk", "Beacon"]),
        ("They migrate from Lotus Notes to Microsoft Teams.", ["Lotus Notes", "Microsoft Teams"]),
        ("Log in to Kestrel to request leave.", ["Kestrel"]),
        ("The expense tool Trippy is retired.", ["Trippy"]),
        ("We open a ticketing tool called Fixit.", ["ticketing tool", "Fixit"]),
        ("Our intranet, Pulse, is moved.", ["Pulse"]),
        ("The new CRM goes live.", ["CRM"]),
        ("the ERP system follows", ["ERP system"]),
        ("Open the Customer Service workspace.", ["Customer Service workspace"]),
        ("ServiceNow and SharePoint stay.", ["ServiceNow", "SharePoint"]),
        ("MyTime replaces the old time-tracking app.", ["MyTime", "time-tracking app"]),
        ("SAP S/4HANA comes, SAP ECC goes.", ["SAP S/4HANA", "SAP ECC"]),
        ("Access to Kestrel opens on Monday. Kestrel is fast.", ["Kestrel", "Kestrel"]),
        ("We switch from Zoom to Teams.", ["Zoom", "Teams"]),
        ("The HR portal closes.", ["HR portal"]),
    ],
)
def test_a_system_is_known_by_its_name_its_noun_or_its_verb(sentence: str, names: list[str]) -> None:
    assert systems(sentence) == names


@pytest.mark.parametrize(
    "sentence",
    [
        "Anna Schmidt moves to Lyon in March.",
        "We meet in Berlin on Monday.",
        "The Service Desk Manager opens the meeting.",
        "New systems are introduced and Legacy applications remain.",
        "Rollout of MFA to Finance, then training in Lyon.",
        "Access to the Lyon site and access to Building 3.",
        "We implement the Zero Trust Strategy.",
        "The operating system and the immune system",
        "This is a useful tool and the right system.",
        "Every user needs an account; the system is slow.",
        "McDonald and MacArthur agree; the PhD is on LinkedIn.",
    ],
)
def test_capitals_alone_name_no_system(sentence: str) -> None:
    assert systems(sentence) == []


def test_a_heading_in_title_case_names_none() -> None:
    text = "Roll Out Training And Deploy Better Tools"
    assert find_systems(read(text, [Block(kind="heading", start=0, end=len(text), level=1)])) == []


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("The QLR downtime is on Sunday.", ["QLR"]),
        ("Everyone logs into the QLR with a badge.", ["QLR"]),
        ("Old forms are replaced by Zellio.", ["Zellio"]),
        ("All staff use Zellio from June.", ["Zellio"]),
        ("The UAT users are invited, the PMO training starts.", []),
        ("NEW PPE RULES FROM MAY", []),
    ],
)
def test_capitals_and_names_that_are_used_as_systems_are_systems(sentence: str, names: list[str]) -> None:
    assert systems(sentence) == names
