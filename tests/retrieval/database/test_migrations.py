from __future__ import annotations

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from retrieval.database.engine import open_database, writing
from retrieval.store import document
from retrieval.tables import conversations, plan_versions, plans, turns
from tests.retrieval.texts import MANY, add


def test_a_database_from_before_conversations_and_plans_is_brought_up_to_date_with_all_it_held(
    engine: sa.Engine, rollout: frozenset[str]
) -> None:
    added = add(engine, rollout, MANY)
    config = Config()
    config.set_main_option("script_location", "retrieval:database/migrations")
    config.set_main_option("path_separator", "os")
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "r0001")
    newer = (conversations, turns, plans, plan_versions)
    assert not {table.name for table in newer} & set(sa.inspect(engine).get_table_names())
    again = open_database(engine.url.render_as_string(hide_password=False))
    with again.connect() as connection:
        for table in newer:
            assert connection.scalar(sa.select(sa.func.count()).select_from(table)) == 0
    assert document(again, rollout, added.document.id) == added.document
    again.dispose()
