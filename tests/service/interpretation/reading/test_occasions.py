"""Whether a sentence says that something happens to a thing, and what: hundreds of sentences as people write them."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from retrieval.loaders import parse_text
from service.interpretation.facts import find_facts
from service.interpretation.reading import occasions, sentences
from service.interpretation.reading.occasions import Judged

TODAY = dt.date(2026, 11, 21)
CASES: dict[str, list[dict[str, Any]]] = yaml.safe_load((Path(__file__).parent / "occasions.yaml").read_text("utf-8"))


class Mention(NamedTuple):
    start: int
    end: int


def judge(text: str, *terms: str, nth: int = 1) -> list[Judged]:
    parsed = parse_text(text)
    found = []
    for term in terms:
        places = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(term)}(?!\w)", parsed.text)]
        found.append(Mention(places[nth - 1], places[nth - 1] + len(term)))
    dates = [f for f in find_facts(parsed.text, parsed.blocks, today=TODAY, country=None) if f.kind == "date"]
    return occasions.judge(parsed.text, sentences.split(parsed.text, parsed.blocks), found, dates, TODAY)


def kinds(case: dict[str, Any]) -> list[str]:
    return case["kind"] if isinstance(case["kind"], list) else [case["kind"]]


def judged(case: dict[str, Any]) -> Judged:
    return judge(case["text"], case["term"], nth=case.get("nth", 1))[0]


@pytest.mark.parametrize(
    ("part", "precision", "recall", "kind"), [("worked_on", 0.98, 0.96, 0.95), ("held_out", 0.9, 0.85, 0.8)]
)
def test_occasions_are_told_from_mere_mentions(part: str, precision: float, recall: float, kind: float) -> None:
    read = [(case, judged(case)) for case in CASES[part]]
    found = [(case, said) for case, said in read if said.has_occasion]
    true = [(case, said) for case, said in found if kinds(case) != ["none"]]
    wanted = [case for case in CASES[part] if kinds(case) != ["none"]]
    right = [case for case, said in true if said.kind in kinds(case)]
    assert len(true) / len(found) >= precision, [c["text"] for c, _ in found if kinds(c) == ["none"]]
    assert len(true) / len(wanted) >= recall, [
        c["text"] for c, said in read if kinds(c) != ["none"] and not said.has_occasion
    ]
    assert len(right) / len(true) >= kind, [(c["text"], said.kind) for c, said in true if said.kind not in kinds(c)]


@pytest.mark.parametrize("part", ["worked_on", "held_out"])
def test_what_stands_on_a_condition_is_marked_as_such(part: str) -> None:
    read = [(case, judged(case)) for case in CASES[part] if case["stands"] in ("real", "conditional")]
    unlike = [c["text"] for c, said in read if said.has_occasion and said.standing != c["stands"]]
    assert len(unlike) <= 0.03 * len(read), unlike


@pytest.mark.parametrize(
    ("text", "gone", "come"),
    [
        ("We replace pagers with smartphones in June.", "pagers", "smartphones"),
        ("Pagers will be replaced by smartphones.", "Pagers", "smartphones"),
        ("The wards switch from pagers to smartphones on 3 May.", "pagers", "smartphones"),
        ("Once smartphones are live, pagers go away.", "pagers", "smartphones"),
    ],
)
def test_in_a_replacement_one_thing_goes_and_the_other_comes(text: str, gone: str, come: str) -> None:
    assert [j.kind for j in judge(text, gone, come)] == ["withdrawn", "introduced"]


def test_a_qualifier_holds_for_its_own_clause_alone() -> None:
    office, plant = judge("The office Wi-Fi stays as it is, but the plant Wi-Fi is replaced in May.", "office", "plant")
    assert (office.has_occasion, office.standing) == (False, "status_quo")
    assert plant.has_occasion


def test_a_line_break_within_a_sentence_changes_nothing() -> None:
    whole, broken = "The cutover has been pushed back to July.", "The cutover has been\npushed back to July."
    assert judge(whole, "cutover") == judge(broken, "cutover")


def test_what_stands_below_a_heading_stands_as_the_heading_says() -> None:
    text = "## Out of scope\n\n- Replace the VPN\n\n## In scope\n\n- Replace the proxy\n"
    vpn, proxy = judge(text, "VPN", "proxy")
    assert (vpn.has_occasion, vpn.standing) == (False, "out_of_scope")
    assert (proxy.has_occasion, proxy.kind) == (True, "withdrawn")


@pytest.mark.parametrize(
    "text",
    [
        "SSO \ud800 will be \udfff replaced.",
        "\u202eSSO\u202c יוחלף ב-14 March 2027",
        "🚀 SSO 🎉 goes live 👩‍💻",
        "SSO " * 20_000,
        "a" * 100_000 + " SSO",
        "no not never SSO " * 5_000,
        "\"'(" * 10_000 + " SSO",
        "| SSO " * 3_000,
        "; ".join("the VPN is replaced by SSO" for _ in range(5_000)),
        " and the VPN stays SSO" * 2_000,
        "SSO on 14 March 2027, " * 2_000,
    ],
    ids=lambda t: f"{t[:12]!r} {len(t)}".encode("ascii", "replace").decode(),
)
def test_no_text_is_too_odd_to_be_read(text: str) -> None:
    mentions = [Mention(m.start(), m.end()) for m in re.finditer("SSO", text)]
    whole = [sentences.Sentence(0, len(text), text, "paragraph", (), "", 0)]
    assert len(occasions.judge(text, whole, mentions, [], TODAY)) == len(mentions)


@pytest.mark.timeout(60)
def test_a_clause_of_fifty_thousand_terms_is_judged_to_its_end() -> None:
    text = "SSO " * 50_000
    cut = sentences.split(text, parse_text(text).blocks)
    terms = [Mention(at, at + 3) for at in range(0, len(text), 4)]
    assert len(occasions.judge(text, cut, terms, [], TODAY)) == 50_000
