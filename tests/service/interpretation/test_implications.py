"""Implications: made concrete by the document's facts, said once, the specific before the general."""

from __future__ import annotations

import datetime as dt

from tests.glossary.making import catalog, concept
from tests.service.interpretation.making import interpreted, rule

SSO = concept("single-sign-on", "single sign-on", "SSO", implications=[rule("tell")])


def test_an_implication_takes_day_and_people_from_its_own_sentence() -> None:
    said = interpreted("Nurses wait. SSO will be enforced for all field staff from 14 April 2027.", catalog(SSO))
    (implication,) = said.implications
    assert implication.says == "From 14 April 2027 all field staff sign in differently in their tools."
    assert implication.occasions == (said.statements[0].id,)
    assert "g_" in implication.sources[0]
    assert "input" in implication.sources


def test_without_facts_the_words_of_the_glossary_stand() -> None:
    (implication,) = interpreted("SSO will be introduced.", catalog(SSO)).implications
    assert implication.says == "From that day the people affected sign in differently in their tools."
    assert implication.when.date is None


def test_a_due_date_counts_working_days_and_leaves_out_public_holidays() -> None:
    text = "SSO will be enforced from Monday 12 April 2027."
    (plain,) = interpreted(text, catalog(SSO)).implications
    assert plain.when.date == dt.date(2027, 3, 29)
    assert plain.when.anchor_date == dt.date(2027, 4, 12)
    (irish,) = interpreted(text, catalog(SSO), country="IE").implications
    assert irish.when.date == dt.date(2027, 3, 26), "29 March is Easter Monday"


def test_what_is_said_in_several_places_is_said_once_with_all_its_occasions() -> None:
    text = "SSO will be introduced in Lyon.\n\nSSO will be introduced in Bordeaux.\n\nSSO stays off in Nice."
    said = interpreted(text, catalog(SSO))
    (implication,) = said.implications
    assert implication.occasions == tuple(s.id for s in said.statements[:2])


def test_a_moved_date_counts_from_the_new_one() -> None:
    text = "SSO has been moved from 7 June 2027 to 21 June 2027."
    (implication,) = interpreted(text, catalog(SSO)).implications
    assert implication.when.anchor_date == dt.date(2027, 6, 21)


def test_each_occasion_has_the_day_that_stands_with_it() -> None:
    vpn = concept("vpn", "VPN", implications=[rule("vpn-goes", do="Write a farewell note.")])
    text = "SSO will be enforced on 3 May 2027 and the VPN will be retired on 28 May 2027."
    said = {i.concept: i for i in interpreted(text, catalog(SSO, vpn)).implications}
    assert said["single-sign-on"].when.anchor_date == dt.date(2027, 5, 3)
    assert said["vpn"].when.anchor_date == dt.date(2027, 5, 28)


def test_a_system_is_named_only_where_the_sentence_names_it() -> None:
    text = "We will replace Workday in May.\n\nSSO will be introduced."
    (implication,) = interpreted(text, catalog(SSO)).implications
    assert "their tools" in implication.says


def test_a_condition_in_the_text_marks_what_follows_and_puts_it_last() -> None:
    vpn = concept("vpn", "VPN", implications=[rule("vpn-goes", do="Write a farewell note.", severity="high")])
    text = "If the tests go well, the VPN will be retired. SSO will be introduced."
    said = interpreted(text, catalog(SSO, vpn)).implications
    assert [(i.concept, i.conditional) for i in said] == [("single-sign-on", False), ("vpn", True)]


def test_grave_and_specific_stand_before_light_and_general() -> None:
    light = concept("vpn", "VPN", implications=[rule("light", do="Write a farewell note.", severity="low")])
    grave = concept("mfa", "MFA", implications=[rule("grave", do="Print backup codes.", severity="high")])
    text = "The VPN will be retired. MFA will be enforced. SSO will be enforced for nurses from 14 April 2027."
    said = interpreted(text, catalog(SSO, light, grave)).implications
    assert [i.concept for i in said] == ["single-sign-on", "mfa", "vpn"]


def test_what_a_narrower_concept_says_the_broader_one_does_not_say_again() -> None:
    broad = concept("sign-in", "sign-in", implications=[rule("broad", do="Describe every step.")])
    narrow = concept("sso", "SSO", broader=["sign-in"], implications=[rule("narrow", do="Show a picture.")])
    both = catalog(broad, narrow)
    same_place = interpreted("SSO and the new sign-in will be introduced.", both)
    assert [i.concept for i in same_place.implications] == ["sso"]
    elsewhere = interpreted("SSO will be introduced. The sign-in will be changed.", both)
    assert {i.concept for i in elsewhere.implications} == {"sso", "sign-in"}


def test_actions_in_nearly_the_same_words_are_one() -> None:
    twin = concept("vpn", "VPN", implications=[rule("twin", do="Tell {group|the people affected} about it soon.")])
    said = interpreted("SSO will be introduced. The VPN will be retired.", catalog(SSO, twin)).implications
    assert len(said) == 1
    assert len(said[0].occasions) == 2


def test_who_introduces_a_tool_deploys_it_unless_the_text_says_it_better() -> None:
    tool = concept("sso", "SSO", comes_with=["deployment"])
    deployment = concept(
        "deployment", implications=[rule("try-first", do="Try it first.", applies_if={"unless": ["pilot"]})]
    )
    pilot = concept("pilot")
    glossary = catalog(tool, deployment, pilot)
    assert [i.rule for i in interpreted("SSO will be introduced.", glossary).implications] == ["try-first"]
    assert interpreted("SSO will be introduced. The pilot starts on 3 May 2027.", glossary).implications == ()


def test_a_rule_holds_only_for_its_kinds_of_occasion_and_near_its_words() -> None:
    strict = concept(
        "mfa",
        "MFA",
        implications=[
            rule("farewell", do="Say farewell.", applies_if={"occasions": ["withdrawn"]}),
            rule("kiosk", do="Think of kiosks.", applies_if={"words": ["shared device"]}),
            rule("private", do="Ask about phones.", applies_if={"without": ["hardware token"]}),
        ],
    )
    text = "## One\n\nMFA will be enforced with a hardware token.\n\n## Two\n\nMFA will be enforced on shared devices."
    said = interpreted(text, catalog(strict))
    assert {i.rule: i.occasions for i in said.implications} == {
        "kiosk": (said.statements[1].id,),
        "private": (said.statements[1].id,),
    }


def test_implications_run_from_readiness_to_it_as_well() -> None:
    need = rule("accounts", do="Open accounts for {group|the champions}.")
    need |= {"from": "people_readiness", "to": "it"}
    champion = concept("champion", community="people_readiness", implications=[need])
    text = "Champions need access by 3 May 2027."
    said = interpreted(text, catalog(champion), from_="people_readiness", to="it")
    assert [i.rule for i in said.implications] == ["accounts"]
    assert interpreted(text, catalog(champion), from_="it", to="people_readiness").implications == ()


def test_a_weekday_in_an_undated_text_of_another_season_dates_nothing() -> None:
    far = "The go-live is on 17 April 2027.\n\nSSO will be introduced on Friday."
    assert interpreted(far, catalog(SSO)).implications[0].when.anchor_date != dt.date(2026, 11, 27)
    (near,) = interpreted("SSO will be introduced on Friday.", catalog(SSO)).implications
    assert near.when.anchor_date == dt.date(2026, 11, 27)


def test_a_change_is_told_to_readiness_whoever_writes_of_it() -> None:
    text = "SSO will be enforced for all nurses from 14 April 2027."
    for writer in ("it", "operations", "hr"):
        said = interpreted(text, catalog(SSO), from_=writer).implications
        assert [i.rule for i in said] == ["tell"], writer


def test_a_rule_of_the_writer_s_own_stands_before_that_of_another_in_its_category() -> None:
    own = rule("own", do="Put up a notice in the hall.") | {"from": "operations"}
    both = concept("sso", "SSO", implications=[rule("tell"), own])
    said = interpreted("SSO will be introduced.", catalog(both), from_="operations").implications
    assert [i.rule for i in said] == ["own"]


def test_a_condition_of_work_needs_no_occasion_of_its_own_where_something_is_to_come() -> None:
    gloves = concept("gloves", "gloves", implications=[rule("try", do="Try it on.", applies_if={"stated": True})])
    stated = "Packers wear gloves. The new scanner comes on 3 May 2027."
    assert [i.rule for i in interpreted(stated, catalog(gloves)).implications] == ["try"]
    assert interpreted("Packers wear gloves.", catalog(gloves)).implications == ()


def test_what_must_name_people_and_day_is_not_said_without_them() -> None:
    strict = concept("sso", "SSO", implications=[rule("who", applies_if={"filled": ["group", "date"]})])
    assert interpreted("SSO will be introduced.", catalog(strict)).implications == ()
    said = interpreted("SSO will be enforced for all nurses from 14 April 2027.", catalog(strict))
    assert [i.rule for i in said.implications] == ["who"]


def test_what_happens_to_people_with_a_thing_that_has_no_entry_is_told_as_well() -> None:
    anything = concept("any-change", of_anything=True, implications=[rule("told", applies_if={"alone": True})])
    text = "All crane drivers will get a winch trainer on 14 April 2027."
    (implication,) = interpreted(text, catalog(anything)).implications
    assert implication.says.startswith("From 14 April 2027 all crane drivers")
    assert interpreted("Customers will get a brochure on 14 April 2027.", catalog(anything)).implications == ()


def test_where_an_entry_has_something_of_the_category_the_rule_for_anything_is_silent() -> None:
    anything = concept("any-change", of_anything=True, implications=[rule("told", applies_if={"alone": True})])
    said = interpreted("All nurses will use SSO from 14 April 2027.", catalog(SSO, anything)).implications
    assert [i.rule for i in said] == ["tell"]


def test_a_short_note_gets_few_of_what_holds_for_any_change() -> None:
    fields = ["communications", "training", "support", "champions", "governance", "metrics_feedback"]
    rules = [rule(field.replace("_", "-"), category=field, do=f"Do what is called {field}.") for field in fields]
    tool = concept("sso", "SSO", comes_with=["deployment"])
    said = interpreted("SSO will be introduced.", catalog(tool, concept("deployment", implications=rules)))
    assert {i.rule for i in said.implications} == {"communications", "training", "support"}


def test_the_one_day_of_a_short_note_dates_all_of_it() -> None:
    text = "SSO will be introduced.\n\nWe start on Monday 3 May 2027."
    (implication,) = interpreted(text, catalog(SSO)).implications
    assert implication.when.anchor_date == dt.date(2027, 5, 3)
