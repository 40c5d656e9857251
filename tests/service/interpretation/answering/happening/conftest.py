"""The initiatives that are asked about, each made once."""

from __future__ import annotations

import pytest

from glossary.edition import Edition
from tests.service.interpretation.answering import made_up
from tests.service.interpretation.answering.initiatives import Initiative, sample


@pytest.fixture(scope="session")
def hospital(edition: Edition) -> Initiative:
    return made_up.hospital(edition)


@pytest.fixture(scope="session")
def bank(edition: Edition) -> Initiative:
    return made_up.bank(edition)


@pytest.fixture(scope="session")
def school(edition: Edition) -> Initiative:
    return made_up.school(edition)


@pytest.fixture(scope="session")
def one_door(edition: Edition) -> Initiative:
    return sample(edition)
