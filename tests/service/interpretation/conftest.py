"""Interpretation with the packaged glossary, as a user's text meets it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from glossary import catalog
from glossary.edition import Edition
from glossary.matcher import Matcher
from retrieval.loaders import parse_text
from service.interpretation.citing import Citing
from service.interpretation.evidence import read
from service.interpretation.nouns import Interpretation
from service.interpretation.translate import translate

TODAY = dt.date(2026, 11, 21)
Interpret = Callable[..., Interpretation]


@pytest.fixture(scope="session")
def edition() -> Edition:
    concepts = catalog.packaged()
    return Edition(concepts, Matcher(concepts))


@pytest.fixture(scope="session")
def interpret(edition: Edition) -> Interpret:
    def interpreted(text: str, from_: str = "it", to: str = "people_readiness") -> Interpretation:
        parsed = parse_text(text)
        reading = read(parsed.text, parsed.blocks, edition.matcher, today=TODAY, community=from_)  # type: ignore[arg-type]
        return translate(
            reading,
            edition.catalog,
            from_=from_,  # type: ignore[arg-type]
            to=to,  # type: ignore[arg-type]
            record_id="r_test",
            cite=Citing("").cite,
            planned=None,
        )

    return interpreted
