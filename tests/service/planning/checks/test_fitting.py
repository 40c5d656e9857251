"""Checks of figures, means, pace and words, over what was read."""

from __future__ import annotations

import datetime as dt

from glossary.concepts import Community
from service.planning.checks.context import Context
from service.planning.checks.fitting.control_users_cannot_meet import control_users_cannot_meet
from service.planning.checks.fitting.numbers_do_not_match import numbers_do_not_match
from service.planning.checks.fitting.one_word_two_meanings import one_word_two_meanings
from service.planning.checks.fitting.usable_only_on_paper import usable_only_on_paper
from service.planning.nouns import Quote
from service.planning.observed import Amount, Demand, Lack, Observed, Pace, Use


def said(text: str, community: Community = "it") -> Quote:
    return Quote(source=f"p_{text}", text=text, title=f"{community}'s paper", community=community)


def context(observed: Observed) -> Context:
    return Context((), (), observed, dt.date(2027, 1, 11))


def test_a_shortage_says_how_many_are_left_out_and_whom_to_ask() -> None:
    licences = Amount("licences", 100, (), ("Ledger",), said("100 licences"))
    people = Amount("people", 130, ("clerk",), ("Ledger",), said("130 clerks", "hr"))
    (finding,) = numbers_do_not_match(context(Observed(amounts=(licences, people))))
    assert "30 too few" in finding.title
    assert finding.to == "it"
    assert [side.sources for side in finding.sides] == [("p_100 licences",), ("p_130 clerks",)]


def test_the_largest_supply_counts_and_another_system_does_not() -> None:
    first = Amount("licences", 100, (), ("Ledger",), said("100 licences"))
    more = Amount("licences", 140, (), ("Ledger",), said("140 licences now"))
    people = Amount("people", 130, ("clerk",), ("Ledger",), said("130 clerks", "hr"))
    others = Amount("people", 150, ("driver",), ("Fleetmap",), said("150 drivers", "hr"))
    assert list(numbers_do_not_match(context(Observed(amounts=(first, more, people, others))))) == []


def test_one_thing_that_several_groups_lack_is_one_finding() -> None:
    demand = Demand("phone", (), (), said("a push to the phone"))
    lacks = tuple(Lack("phone", (who,), said(f"no phones for {who}", "operations")) for who in ("welder", "nurse"))
    (finding,) = control_users_cannot_meet(context(Observed(demands=(demand,), lacks=lacks)))
    assert "welder" in finding.title
    assert "nurse" in finding.title


def test_a_pace_of_another_kind_is_not_compared() -> None:
    promise = Pace("promised", 14_400, "the desk", (), (), said("4 hours"), "help", frozenset({"till"}))
    need = Pace("needed", 3, "an article", (), (), said("3 s", "operations"), "answer", frozenset({"till"}))
    assert list(usable_only_on_paper(context(Observed(paces=(promise, need))))) == []


def test_a_word_told_alike_in_other_words_has_one_meaning() -> None:
    ours = Use("done", "done", "it", "every depot works in it", said("ours"), frozenset({"depot", "work"}))
    theirs = Use(
        "done", "done", "hr", "all depots work in it", said("theirs", "hr"), frozenset({"depot", "work", "all"})
    )
    assert list(one_word_two_meanings(context(Observed(uses=(ours, theirs))))) == []
