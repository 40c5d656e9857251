from __future__ import annotations

import pytest

from glossary.edition import Edition
from service.interpretation.drafting.observing.amounts import amounts
from service.planning.checks.fitting.numbers_do_not_match import numbers_do_not_match
from tests.service.interpretation.drafting.caring.papers import papers
from tests.service.interpretation.drafting.observing.reading import FLOOR, IT, PEOPLE, found

TABLE = "# Who is concerned\n\n| Site | Warehouse staff |\n|---|---|\n| Leeds | 60 |\n| Hull | 55 |\n| York | 40 |\n"


@pytest.mark.parametrize(
    ("ours", "theirs", "figures"),
    [
        (
            (IT, "The contract covers 260 licences of Medivox."),
            (PEOPLE, "310 physiotherapists work with Medivox from March."),
            ("260", "310"),
        ),
        ((IT, "We ordered 120 subscriptions."), (PEOPLE, TABLE), ("120", "155")),
        ((IT, "Licences. 290 are bought."), (PEOPLE, "We are 340, each needs a licence."), ("290", "340")),
        ((IT, "Subscription for 180 named users."), (FLOOR, "236 drivers sign on with it."), ("180", "236")),
        (
            (PEOPLE, "There are 14 courses of 12 people each for the clerks."),
            (IT, "240 clerks get the new ledger."),
            ("168", "240"),
        ),
        (
            (IT, "Accounts are created for 1,150 teachers."),
            (PEOPLE, "We prepare 1,310 teachers for it."),
            ("1,150", "1,310"),
        ),
        (
            (IT, "| Item | Quantity |\n|---|---|\n| Tablets for drivers | 75 |\n"),
            (FLOOR, "88 drivers, each gets a tablet of their own."),
            ("75", "88"),
        ),
        (
            (IT, "- Handsets: 48 pcs. for the porters"),
            (FLOOR, "The porters are 63 in total and every one carries their own handset."),
            ("48", "63"),
        ),
        (
            (IT, "Ordered: 1,120 readers, 840 screens."),
            (PEOPLE, "Every one of the 1,120 desks is given a second screen."),
            ("840", "1,120"),
        ),
        (
            (IT, "The licence pool holds 700 users."),
            (PEOPLE, "We assume 900 members of staff are affected."),
            ("700", "900"),
        ),
        (
            (IT, "The tenant is sized for 1,800 mailboxes."),
            (PEOPLE, "2,150 volunteers will receive a mailbox."),
            ("1,800", "2,150"),
        ),
        (
            (IT, "Scanners: 75 for the drivers."),
            (FLOOR, "88 drivers share nothing, each needs a scanner."),
            ("75", "88"),
        ),
    ],
)
def test_too_few_or_other_figures_for_the_same_people_are_found(edition: Edition, ours, theirs, figures) -> None:  # type: ignore[no-untyped-def]
    findings = found(numbers_do_not_match, edition, ours, theirs)
    assert len(findings) == 1
    assert all(figure in findings[0].title for figure in figures)
    assert all(side.sources for side in findings[0].sides)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ((IT, "Licences are ordered for about 500 nurses."), (PEOPLE, "487 nurses take part.")),
        ((IT, "Licences are ordered for 500 nurses."), (PEOPLE, "487 nurses take part.")),
        ((IT, "600 licences are ordered for the nurses."), (PEOPLE, "487 nurses use it.")),
        ((IT, "Wave 1: 120 licences for clerks."), (PEOPLE, "480 clerks in all use it.")),
        ((IT, "In 2024 we had 300 licences."), (PEOPLE, "480 clerks use it.")),
        ((IT, "30 spare headsets for the agents are in stock."), (PEOPLE, "200 agents get a headset.")),
        ((IT, "410 licences for drivers."), (PEOPLE, "410 drivers use it. We ask 60 drivers after two weeks.")),
        ((IT, "300 concurrent licences."), (PEOPLE, "480 clerks use it.")),
        ((IT, "300 accounts are created in May, the other 200 in June."), (PEOPLE, "500 clerks work with it.")),
        ((IT, "640 seats were ordered, 80 more follow in May."), (PEOPLE, "712 people in scope.")),
        ((IT, "Room for 20 servers."), (FLOOR, "30 chefs work in the kitchens.")),
        ((IT, "We do not order 300 licences."), (PEOPLE, "480 clerks use it.")),
        ((PEOPLE, "480 clerks use it."), (PEOPLE, "Now 470 clerks use it.")),
        ((IT, "We roll it out to 40 engineers in Sligo."), (PEOPLE, "55 engineers in Galway get it.")),
        ((IT, "250 licences for the sales reps."), (PEOPLE, "270 warehouse operators use it.")),
    ],
)
def test_parts_rounded_figures_history_and_plenty_are_no_conflict(edition: Edition, ours, theirs) -> None:  # type: ignore[no-untyped-def]
    assert found(numbers_do_not_match, edition, ours, theirs) == []


def test_a_total_row_is_not_counted_twice(edition: Edition) -> None:
    table = TABLE + "| Total | 155 |\n"
    counted = amounts(papers(edition, (PEOPLE, table)))
    assert [a.value for a in counted if a.groups == ("warehouse staff",)] == [155]
    assert sorted(a.value for a in counted) == [40, 55, 60, 155]


def test_every_figure_has_its_words_and_its_source(edition: Edition) -> None:
    (amount,) = amounts(papers(edition, (IT, "The contract covers 260 licences of Medivox.")))
    assert (amount.what, amount.value) == ("licences", 260)
    assert amount.quote.text == "The contract covers 260 licences of Medivox."
    assert amount.quote.source.startswith("p_")
    assert amount.quote.community == "it"
