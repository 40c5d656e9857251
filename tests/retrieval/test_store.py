"""The store, on both databases: what was acknowledged is there, whole, in the version that holds."""

from __future__ import annotations

import datetime as dt
import sqlite3
import threading
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from pydantic import ValidationError

from retrieval.access import Caller, NotFound, scope
from retrieval.database.engine import DatabaseUnusable, open_database, problems, rebuild_words, snapshot, writing
from retrieval.database.initiatives import (
    InitiativeChanges,
    InitiativeExists,
    NewInitiative,
    change_initiative,
    create_initiative,
    initiative,
    list_initiatives,
)
from retrieval.database.listing import counts, list_documents
from retrieval.loaders import parse_text
from retrieval.store import (
    add_document,
    current_version,
    delete_document,
    document,
    documents,
    passage,
    passages,
    passages_by_id,
    passages_by_seq,
)
from retrieval.tables import initiatives, metadata
from tests.retrieval.texts import MANY, add, found_by_word, sha256


def test_the_migrations_make_the_tables_that_the_code_names(engine: sa.Engine) -> None:
    def shared(_: object, name: str | None, *__: object) -> bool:
        return "words" not in str(name) and not str(name).startswith("passages_fts")

    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_object": shared, "compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, metadata) == []


def test_a_database_is_opened_again_with_what_it_held(engine: sa.Engine, rollout: frozenset[str]) -> None:
    added = add(engine, rollout, MANY)
    again = open_database(engine.url.render_as_string(hide_password=False))
    assert document(again, rollout, added.document.id) == added.document
    again.dispose()


def test_a_document_comes_back_as_it_was_parsed(engine: sa.Engine, rollout: frozenset[str]) -> None:
    text = "# Größe – 大きさ\n\n- a\n  - b 🙂\n\n| System | Users |\n|---|---|\n| Kiosk | 40 |\n"
    parsed = parse_text(text, "größe.md").model_copy(update={"dated": dt.date(2027, 3, 1), "notes": ("1 picture",)})
    stored = add_document(engine, rollout, "rollout", "größe.md", parsed, sha256(text), ()).document
    read = document(engine, rollout, stored.id)
    assert read == stored
    assert (read.text, read.blocks, read.notes, read.dated) == (text, parsed.blocks, parsed.notes, parsed.dated)
    assert documents(engine, rollout, "rollout") == (read,)


def test_every_passage_is_its_stretch_of_the_text_under_its_headings(
    engine: sa.Engine, rollout: frozenset[str]
) -> None:
    stored = add(engine, rollout, MANY, community="it").document
    found = passages(engine, rollout, stored.id)
    assert len(found) > 3
    assert all(each.text == stored.text[each.start : each.end] for each in found)
    assert [each.headings for each in found[:2]] == [("Part 0",), ("Part 1",)]
    assert {(each.title, each.version, each.community) for each in found} == {("plan.md", 1, "it")}
    assert passage(engine, rollout, found[2].id) == found[2]
    keys = [found[3].id, "p_unknown", found[0].id]
    assert list(passages_by_id(engine, rollout, keys).values()) == [found[3], found[0]]


def test_the_same_bytes_again_are_no_new_version(engine: sa.Engine, rollout: frozenset[str]) -> None:
    first = add(engine, rollout, MANY)
    again = add(engine, rollout, MANY)
    assert (first.created, again.created) == (True, False)
    assert again.document == first.document
    assert len(found_by_word(engine, "hall")) == len(passages(engine, rollout, first.document.id))


def test_the_same_bytes_with_their_author_named_are_corrected_in_place(
    engine: sa.Engine, rollout: frozenset[str]
) -> None:
    add(engine, rollout, MANY)
    named = add(engine, rollout, MANY, community="hr").document
    assert (named.version, named.community) == (1, "hr")
    assert {each.community for each in passages(engine, rollout, named.id)} == {"hr"}
    assert add(engine, rollout, MANY).document.community == "hr"


def test_a_changed_file_is_the_next_version_and_the_old_one_leaves_the_index(
    engine: sa.Engine, rollout: frozenset[str]
) -> None:
    old = add(engine, rollout, "The kiosk opens in March.").document
    cited = passages(engine, rollout, old.id)[0]
    seqs = found_by_word(engine, "kiosk")
    new = add(engine, rollout, "The terminal opens in May.")
    assert (new.document.id, new.document.version, new.created) == (old.id, 2, True)
    assert new.retired == tuple(seqs)
    assert found_by_word(engine, "kiosk") == []
    assert passages_by_seq(engine, rollout, seqs) == {}
    assert [each.text for each in documents(engine, rollout, "rollout")] == ["The terminal opens in May."]
    assert passage(engine, rollout, cited.id) == cited
    assert document(engine, rollout, old.id, 1) == old
    assert passages(engine, rollout, old.id, 1) == (cited,)


def test_a_deleted_document_leaves_lists_and_searches_but_its_citations_open(
    engine: sa.Engine, rollout: frozenset[str]
) -> None:
    stored = add(engine, rollout, "The kiosk opens in March.").document
    cited = passages(engine, rollout, stored.id)[0]
    seqs = found_by_word(engine, "kiosk")
    assert delete_document(engine, rollout, stored.id) == tuple(seqs)
    assert documents(engine, rollout, "rollout") == ()
    assert list_documents(engine, rollout, "rollout") == ()
    assert found_by_word(engine, "kiosk") == []
    assert current_version(engine, rollout, stored.id) is None
    for gone in (document, passages, delete_document):
        with pytest.raises(NotFound):
            gone(engine, rollout, stored.id)
    assert passage(engine, rollout, cited.id) == cited
    assert document(engine, rollout, stored.id, 1) == stored


def test_a_document_that_comes_back_is_a_new_version_and_is_found_again(
    engine: sa.Engine, rollout: frozenset[str]
) -> None:
    stored = add(engine, rollout, "The kiosk opens in March.").document
    before = passages(engine, rollout, stored.id)[0]
    delete_document(engine, rollout, stored.id)
    back = add(engine, rollout, "The kiosk opens in March.")
    assert (back.document.version, back.created) == (2, True)
    after = passages(engine, rollout, stored.id)[0]
    assert after.text == before.text
    assert (before.version, after.version) == (1, 2)
    assert passage(engine, rollout, before.id) == before
    assert len(found_by_word(engine, "kiosk")) == 1


def test_words_are_found_by_stem_in_text_headings_and_title_whatever_their_accents(
    engine: sa.Engine, rollout: frozenset[str]
) -> None:
    text = "# Schichtübergabe\n\nMachines are calibrated nightly."
    add(engine, rollout, text, "Standort Größe")
    assert len(found_by_word(engine, "calibrating")) == 1
    assert len(found_by_word(engine, "Schichtübergabe")) == 1
    assert len(found_by_word(engine, "Größe")) == 1


def test_what_no_database_stores_is_replaced_without_moving_an_offset(
    engine: sa.Engine, rollout: frozenset[str]
) -> None:
    text = "# A\0B\ud800\n\nThe kiosk\0 opens."
    stored = add(engine, rollout, text, "a\0b").document
    assert (stored.text, stored.name) == ("# A\ufffdB\ufffd\n\nThe kiosk\ufffd opens.", "a\ufffdb")
    assert document(engine, rollout, stored.id) == stored
    assert add(engine, rollout, text, "a\0b").created is False
    assert passages(engine, rollout, stored.id)[0].text in stored.text


def test_writers_in_many_threads_lose_nothing_and_number_versions_without_gaps(
    engine: sa.Engine, rollout: frozenset[str]
) -> None:
    failures: list[BaseException] = []

    def write(worker: int) -> None:
        try:
            for n in range(5):
                add(engine, rollout, f"Version {n} of worker {worker}: the kiosk opens.", "shared.md")
                add(engine, rollout, f"Worker {worker} says {n}.", f"own-{worker}-{n}.md")
        except BaseException as exc:
            failures.append(exc)

    threads = [threading.Thread(target=write, args=(worker,)) for worker in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    names = [each.name for each in list_documents(engine, rollout, "rollout")]
    assert len(names) == 31
    shared = next(each for each in list_documents(engine, rollout, "rollout") if each.name == "shared.md")
    assert shared.version == 30
    assert len(found_by_word(engine, "kiosk")) == 1
    assert problems(engine) == ()


def test_a_list_of_documents_says_how_much_there_is(engine: sa.Engine, rollout: frozenset[str]) -> None:
    stored = add(engine, rollout, MANY).document
    add(engine, rollout, "B.", "b.md")
    listed = {each.name: each for each in list_documents(engine, rollout, "rollout")}
    whole = listed["plan.md"]
    assert list(listed) == ["b.md", "plan.md"]
    assert (whole.characters, whole.added_at) == (len(MANY), stored.added_at)
    assert (whole.passages, whole.embedded) == (len(passages(engine, rollout, stored.id)), 0)
    total = counts(engine, rollout)
    assert (total.initiatives, total.documents, total.passages) == (1, 2, whole.passages + 1)


def test_an_initiative_comes_back_as_described(engine: sa.Engine) -> None:
    made = create_initiative(
        engine,
        NewInitiative(
            name=" Neue Anmeldung für Werk 3 ",
            description="Single sign-on",
            time_zone="Europe/Berlin",
            country="DE-BY",
            members=("Tom", "Ada", "Tom"),
        ),
    )
    assert made.id == "neue-anmeldung-fur-werk-3"
    assert (made.name, made.members, made.country) == ("Neue Anmeldung für Werk 3", ("Ada", "Tom"), "DE-BY")
    assert initiative(engine, frozenset({made.id}), made.id) == made
    assert list_initiatives(engine, frozenset({made.id})) == (made,)


def test_only_the_fields_that_are_given_change(engine: sa.Engine, rollout: frozenset[str]) -> None:
    changed = change_initiative(engine, rollout, "rollout", InitiativeChanges(country="FR", members=("Mira", "Jo")))
    assert (changed.name, changed.time_zone, changed.country) == ("Rollout", "Europe/Berlin", "FR")
    assert scope(engine, Caller("Jo")) == rollout
    cleared = change_initiative(engine, rollout, "rollout", InitiativeChanges(country=None))
    assert (cleared.country, cleared.members) == (None, ("Jo", "Mira"))


def test_a_taken_id_is_refused_and_a_taken_name_gets_an_id_of_its_own(
    engine: sa.Engine, rollout: frozenset[str]
) -> None:
    with pytest.raises(InitiativeExists, match="rollout: this id is taken"):
        create_initiative(engine, NewInitiative(name="Other", id="rollout"))
    other = create_initiative(engine, NewInitiative(name="Rollout"))
    assert other.id.startswith("rollout-")
    assert create_initiative(engine, NewInitiative(name="人")).id == "initiative"


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("time_zone", "Mars/Base", "'Mars/Base' is no time zone"),
        ("time_zone", "Europe", "'Europe' is no time zone"),
        ("time_zone", "../etc/passwd", "is no time zone"),
        ("country", "Germany", "'Germany' is no country code"),
        ("country", "de", "ISO 3166"),
        ("id", "Not A Slug", "pattern"),
        ("name", "  ", "at least 1 character"),
        ("members", ("",), "at least 1 character"),
    ],
)
def test_a_wrong_field_is_refused_with_what_was_expected(field: str, value: object, says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        NewInitiative.model_validate({"name": "Rollout", field: value})


def test_a_broken_word_index_is_reported_and_made_anew(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'x.db'}")
    create_initiative(engine, NewInitiative(name="Rollout"))
    add(engine, frozenset({"rollout"}), "The kiosk opens.")
    with writing(engine) as connection:
        connection.execute(sa.text("DROP TRIGGER passages_fts_update"))
        connection.execute(sa.text("UPDATE passages SET text = 'Something else'"))
    [problem] = problems(engine)
    assert problem.startswith("word index")
    rebuild_words(engine)
    assert problems(engine) == ()
    assert len(found_by_word(engine, "something")) == 1
    engine.dispose()


def test_what_raises_inside_a_transaction_leaves_nothing_behind(engine: sa.Engine, rollout: frozenset[str]) -> None:
    before = add(engine, rollout, "The kiosk opens.").document
    parsed = parse_text("The terminal opens.", "plan.md")

    class Piece:
        start, end, headings, where = 0, 5, (), ""

    with pytest.raises(sa.exc.IntegrityError):
        add_document(engine, rollout, "rollout", "plan.md", parsed, "0" * 64, (Piece(), Piece()))
    assert document(engine, rollout, before.id) == before
    assert found_by_word(engine, "terminal") == []
    assert len(found_by_word(engine, "kiosk")) == 1


def test_commits_reach_the_disk_before_they_are_acknowledged(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'x.db'}")
    with engine.connect() as connection:
        asked = {name: connection.scalar(sa.text(f"PRAGMA {name}")) for name in ("journal_mode", "synchronous")}
    engine.dispose()
    assert asked == {"journal_mode": "wal", "synchronous": 2}


@pytest.mark.parametrize("url", ["sqlite://", "mysql://root@127.0.0.1/x", "not a url"])
def test_a_database_that_cannot_last_is_refused(url: str) -> None:
    with pytest.raises(DatabaseUnusable, match=r"expected sqlite:///PATH or postgresql://"):
        open_database(url)


def test_a_file_that_is_no_database_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_text("This is a shopping list. " * 100)
    with pytest.raises(DatabaseUnusable, match=r"notes\.db: cannot be opened: file is not a database"):
        open_database(f"sqlite:///{path}")


def test_a_server_that_cannot_be_reached_is_named_without_its_password() -> None:
    with pytest.raises(DatabaseUnusable, match="cannot be opened") as refused:
        open_database("postgresql://mira:secret-word@127.0.0.1:9/x")
    assert "secret-word" not in str(refused.value)


def test_a_database_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    open_database(f"sqlite:///{path}").dispose()
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE alembic_version SET version_num = 'r9999'")
    raw.close()
    with pytest.raises(DatabaseUnusable, match="newer version"):
        open_database(f"sqlite:///{path}")


def test_a_snapshot_sees_nothing_of_what_is_written_meanwhile(engine: sa.Engine) -> None:
    def names(connection: sa.Connection) -> list[str]:
        return list(connection.scalars(sa.select(initiatives.c.id).order_by(initiatives.c.id)))

    create_initiative(engine, NewInitiative(name="First"))
    with snapshot(engine) as connection:
        assert names(connection) == ["first"]
        create_initiative(engine, NewInitiative(name="Second"))
        assert names(connection) == ["first"]
    with snapshot(engine) as connection:
        assert names(connection) == ["first", "second"]
