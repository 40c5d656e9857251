"""Which of a document's sentences are read for a plan."""

from __future__ import annotations

from glossary.edition import Edition
from tests.service.interpretation.drafting.drafts import IT, drafted


def test_a_sentence_without_an_end_states_no_step_and_is_told_of(edition: Edition) -> None:
    endless = "Ovens are swapped on 3 May 2027, then " * 20
    plan = f"# Bakery\n\n- Training of the bakers on 12 April 2027\n\n{endless}they are clean.\n"
    found = drafted(edition, (IT, "2027-01-08", plan))
    assert [str(m.start) for m in found.milestones] == ["2027-04-12"]
    assert any("left out" in note for note in found.notes)


def test_a_sentence_with_a_day_for_each_of_several_sessions_is_read(edition: Edition) -> None:
    days = ", ".join(f"{day} April 2027" for day in range(12, 20))
    found = drafted(edition, (IT, "2027-01-08", f"# Bakery\n\nTraining of the bakers takes place on {days}.\n"))
    assert "2027-04-12" in {str(m.start) for m in found.milestones}
    assert not any("left out" in note for note in found.notes)
