from __future__ import annotations

import pytest

from glossary.edition import Edition
from service.planning.checks.fitting.usable_only_on_paper import usable_only_on_paper
from tests.service.interpretation.drafting.observing.reading import FLOOR, IT, found


@pytest.mark.parametrize(
    ("promise", "need", "told"),
    [
        (
            "The service desk reacts within four hours.",
            "If the packing line stands for 20 minutes, the truck leaves without us.",
            ("4 hours", "20 minutes"),
        ),
        (
            "Stock levels are synchronised every night.",
            "The shops need stock levels every hour, otherwise they sell what is gone.",
            ("1 day", "1 hour"),
        ),
        (
            "Search results appear within 6 seconds (service level).",
            "The emergency line has 3 seconds per query.",
            ("6 s", "3 s"),
        ),
        ("Scans are confirmed within 2.5 s.", "We do 40 scans a minute at the gate.", ("2.5 s", "1.5 s")),
        (
            "Locked accounts: reset by the service desk within 2 hours.",
            "A nurse who is locked out cannot wait longer than 10 minutes for her drugs round.",
            ("2 hours", "10 minutes"),
        ),
        (
            "The interface to the price list runs overnight.",
            "Fish prices change at every auction, three times an hour; an old price is money lost.",
            ("1 day", "20 minutes"),
        ),
        (
            "RTO: 8 h",
            "Milk can be held for at most 90 minutes if the valve control fails.",
            ("8 hours", "90 minutes"),
        ),
        (
            "| Service | SLA |\n|---|---|\n| Account unlock | 4 h |\n",
            "| Situation | Tolerable |\n|---|---|\n| Pharmacist locked out | 5 min |\n",
            ("4 hours", "5 minutes"),
        ),
        (
            "| Measure | Target |\n|---|---|\n| Response time of the till | 5 s |\n",
            "Takt time at the till is 3 s per article.",
            ("5 s", "3 s"),
        ),
    ],
)
def test_what_is_promised_slower_than_the_work_allows_is_found(
    edition: Edition, promise: str, need: str, told: tuple[str, str]
) -> None:
    findings = found(usable_only_on_paper, edition, (IT, promise), (FLOOR, need))
    assert len(findings) == 1
    assert all(words in findings[0].title for words in told)


@pytest.mark.parametrize(
    ("promise", "need"),
    [
        ("Scans are confirmed within 1 s.", "We do 40 scans a minute at the gate."),
        (
            "The service desk reacts within 10 minutes.",
            "If the line stands for 20 minutes, the truck leaves without us.",
        ),
        (
            "The service desk answers within 4 hours. The technician on site helps within 15 minutes.",
            "If the line stands for 20 minutes, the truck leaves without us.",
        ),
        ("The training takes 2 hours.", "A clerk has 3 seconds per query."),
        (
            "Response time of the Fleetmap app: 5 s.",
            "With the Kasira app the takt time at the till is 3 s per article.",
        ),
        ("Salaries are transferred every month.", "The shops need stock levels every hour."),
        ("The screen locks after 5 minutes.", "The line stops when nobody confirms for 2 minutes."),
        ("Priority 1: 15 min response.", "Lunch break is 30 minutes, the queue at the canteen 10 minutes."),
        ("Response within 4 hours.", "If the system is out for a day we write on paper; that works."),
        ("Backups run every night.", "The shop opens every morning at 8."),
        ("The desk answers calls within 60 seconds.", "A call takes 4 minutes on average."),
        ("Open orders are migrated in 4 hours.", "The line stands for 20 minutes at every change of shift."),
    ],
)
def test_fast_enough_or_something_else_is_no_conflict(edition: Edition, promise: str, need: str) -> None:
    assert found(usable_only_on_paper, edition, (IT, promise), (FLOOR, need)) == []
