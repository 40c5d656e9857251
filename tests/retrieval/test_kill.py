"""Nothing acknowledged is lost: ingestion is killed while it writes."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from evals.faults import kill
from retrieval.database.engine import open_database, writing
from retrieval.database.initiatives import NewInitiative, create_initiative
from retrieval.ingest import Ingestor


@pytest.mark.slow
def test_what_was_acknowledged_outlives_kill_9(tmp_path: Path) -> None:
    report = kill.run(3, tmp_path)
    assert report.problems == []
    assert (report.rounds, report.kept) == (3, True)
    assert report.vectors > 0


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM passages WHERE start > 0",
        "UPDATE versions SET text = text || ' more'",
        "UPDATE documents SET deleted_at = '2027-01-01'",
        "UPDATE passages SET live = 0",
        "UPDATE passages SET embedding = x'00', embedded_by = 'x'",
        "INSERT INTO passages_fts(passages_fts) VALUES ('delete-all')",
    ],
)
def test_the_check_after_a_kill_notices_what_is_missing(tmp_path: Path, damage: str) -> None:
    url = f"sqlite:///{tmp_path / 'crosswalk.db'}"
    engine = open_database(url)
    create_initiative(engine, NewInitiative(name="Faults", id=kill.INITIATIVE))
    text = "# Plan marked\n\n" + "marked word here. " * 200
    kept = Ingestor(engine).add_text(kill.SCOPE, kill.INITIATIVE, "plan", text).document
    log = kill.Log()
    log.take(kill.Line("done", "add", kept.id, kept.version, kept.sha256))
    assert kill.check(url, log) == []
    with writing(engine) as connection:
        connection.execute(sa.text(damage))
    engine.dispose()
    assert kill.check(url, log) != []


def test_an_act_that_was_cut_off_may_have_happened_or_not(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'crosswalk.db'}"
    engine = open_database(url)
    create_initiative(engine, NewInitiative(name="Faults", id=kill.INITIATIVE))
    kept = Ingestor(engine).add_text(kill.SCOPE, kill.INITIATIVE, "plan", "# Plan marked\n\nmarked").document
    engine.dispose()
    log = kill.Log()
    log.take(kill.Line("begun", "add", kept.id, 0, kept.sha256))
    assert kill.check(url, log) == []
    log.take(kill.Line("begun", "delete", kept.id, 1, kept.sha256))
    assert kill.check(url, log) == []
    log.take(kill.Line("done", "delete", kept.id, 1, kept.sha256))
    assert kill.check(url, log) != []
