"""Whole mails with planted faults: what is right is never contradicted, what is wrong is found with its source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from evals.grounding.stored import TODAY, stored
from glossary.edition import Edition
from retrieval.loaders import parse_text
from service.interpretation.grounding.verifying import verify
from service.interpretation.nouns import Source, VerifiedClaim
from service.interpretation.shown import Shown

MAILS = Path(__file__).parent / "mails"
WRITTEN = {"it-cutover.md": dt.date(2028, 1, 4), "readiness.md": dt.date(2028, 1, 18), "mail.eml": dt.date(2028, 3, 1)}
LATER = dt.date(2028, 3, 2)
EXPECTED = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(MAILS.glob("*.yaml"))}
CASES = [(mail, case) for mail, said in EXPECTED.items() for case in said["statements"]]
RIGHT = [pytest.param(m, c, id=f"{m}: {c['begins']}") for m, c in CASES if c["right"]]
WRONG = [(m, c) for m, c in CASES if not c["right"]]
ENOUGH = 0.8
"""The share of what is wrong that has to be found with the words of the right source."""


def hospital(edition: Edition) -> list[Shown]:
    found = []
    for name, dated in WRITTEN.items():
        text = (MAILS / "hospital" / name).read_text(encoding="utf-8")
        held = Source(id=f"p_{name}", kind="passage", title=name, document_id=f"d_{name}", quote=text)
        found.append(Shown(held, text, parse_text(text).blocks, edition.matcher, LATER, dated=dated))
    return found


@pytest.fixture(scope="module")
def checked(edition: Edition) -> dict[str, list[VerifiedClaim]]:
    with stored(None) as documents:
        sample = [one for shown in documents.sources.values() for one in shown]
    sources = {"sample": (sample, TODAY), "hospital": (hospital(edition), LATER)}
    return {name: check(name, *sources[said["documents"]], edition) for name, said in EXPECTED.items()}


def check(name: str, held: Sequence[Shown], today: dt.date, edition: Edition) -> list[VerifiedClaim]:
    text = (MAILS / f"{name}.md").read_text(encoding="utf-8")
    return verify(text, parse_text(text).blocks, lambda _: held, edition, today=today)[0]


def found(claims: Sequence[VerifiedClaim], begins: str) -> VerifiedClaim:
    return next(claim for claim in claims if claim.text.startswith(begins))


@pytest.mark.parametrize(("mail", "case"), RIGHT)
def test_what_is_right_is_never_contradicted(
    checked: dict[str, list[VerifiedClaim]], mail: str, case: dict[str, Any]
) -> None:
    claim = found(checked[mail], case["begins"])
    assert claim.finding != "contradicts", claim.why
    assert claim.finding == case.get("finding", claim.finding), claim.why
    assert case.get("instead", "") in claim.why
    assert bool(claim.disputed_by) == ("instead" in case)


def test_most_of_what_is_wrong_is_found_with_its_source(checked: dict[str, list[VerifiedClaim]]) -> None:
    missed = []
    for mail, case in WRONG:
        claim = found(checked[mail], case["begins"])
        findings = [case["finding"]] if "finding" in case else ["contradicts", "partly"]
        if claim.finding not in findings or case.get("instead", "") not in claim.why:
            missed.append(f"{claim.finding}: {claim.text} {claim.why}")
    assert len(missed) <= (1 - ENOUGH) * len(WRONG), missed


def test_a_subject_line_without_a_value_states_nothing(checked: dict[str, list[VerifiedClaim]]) -> None:
    assert found(checked["start"], "Subject:").finding == "no_statement"
