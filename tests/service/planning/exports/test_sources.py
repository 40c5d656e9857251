from __future__ import annotations

import datetime as dt

from service.planning.exports.sources import notes
from service.planning.nouns import DocumentRead
from service.planning.sources import Source
from tests.service.planning.exports.liaison import IT_PLAN, READINESS, sample
from tests.service.planning.exports.plans import nasty


def test_a_source_has_one_number_wherever_it_is_cited() -> None:
    cited = notes(sample())
    assert cited.marks([READINESS, IT_PLAN, IT_PLAN]) == "[1, 2]"
    assert [note.id for note in cited.of([READINESS, "p_unknown"])] == [READINESS]


def test_what_the_plan_says_of_a_source_comes_before_what_a_quote_says() -> None:
    known = Source(
        id=IT_PLAN, kind="passage", title="Rollout plan", document_id="d_1", where="Rollout plan › 3 Waves", quote="x"
    )
    read = DocumentRead(id="d_1", version=2, title="Rollout plan", community="operations", dated=dt.date(2027, 3, 4))
    note = notes(sample().model_copy(update={"sources": (known,), "documents": (read,)})).notes[0]
    assert note.label == "Rollout plan, 3 Waves, 4 Mar 2027"
    assert note.side == "Operations"


def test_what_only_a_disconnect_cites_is_listed_with_its_words() -> None:
    plan = sample()
    side = plan.disconnects[0].sides[0].model_copy(update={"sources": ("p_else",)})
    found = plan.disconnects[0].model_copy(update={"sides": (side,)})
    last = notes(plan.model_copy(update={"disconnects": (found,)})).notes[-1]
    assert (last.id, last.words) == ("p_else", "Courses run 3 to 12 May.")


def test_words_from_documents_are_one_clean_line() -> None:
    assert not [note for note in notes(nasty()).notes if "\n" in note.words or "\x07" in note.words]
