"""Opens the SQL database, brought up to date: SQLite in the data folder, or PostgreSQL by URL.

Synchronous and safe to share between threads. Reads use `engine.connect()`. Whatever writes uses `writing(engine)`,
which takes SQLite's one write lock at its first statement: a transaction that reads first and asks for the lock later
is refused by SQLite whenever another one has written in between. On leaving `writing` the rows are on the disk.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from importlib.resources import as_file, files
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.util.exc import CommandError

BUSY_SECONDS = 30
"""How long a writer waits for the one that is writing."""
_MIGRATION_LOCK = 0x63726F73
"""A number of our own for PostgreSQL's advisory lock: two processes that start together migrate one after the other."""
_ON_CONNECT = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}",
)


class DatabaseUnusable(RuntimeError):
    """The database cannot be opened or brought up to date; the message says which, why and what to do."""


def open_database(url: str) -> sa.Engine:
    """The engine for `url`, its tables migrated to the newest revision.

    Args:
        url: `sqlite:///PATH` or `postgresql://USER:PASSWORD@HOST/NAME`. The folder of PATH must exist.

    Raises:
        DatabaseUnusable: it is neither of the two, cannot be reached, is no database, or is newer than this program.
    """
    try:
        parsed = sa.make_url(url)
    except sa.exc.ArgumentError as exc:
        raise DatabaseUnusable(
            "the database URL cannot be read; expected sqlite:///PATH or postgresql://USER@HOST/NAME"
        ) from exc
    name = parsed.render_as_string(hide_password=True)
    kind = parsed.get_backend_name()
    if kind not in ("sqlite", "postgresql") or (kind == "sqlite" and parsed.database in (None, "", ":memory:")):
        raise DatabaseUnusable(
            f"{name}: not a database that lasts; expected sqlite:///PATH or postgresql://USER@HOST/NAME"
        )
    # Text is stored as it reads: the word indexes look into the JSON of the headings, and \u00fc is no ü to them.
    settings: dict[str, Any] = {"json_serializer": partial(json.dumps, ensure_ascii=False, separators=(",", ":"))}
    if kind == "sqlite":
        settings["connect_args"] = {"timeout": BUSY_SECONDS}
    try:
        engine = sa.create_engine(parsed, pool_size=8, max_overflow=32, **settings)
        if kind == "sqlite":
            sa.event.listen(engine, "connect", _prepare)
            sa.event.listen(engine, "begin", _begin)
        _migrate(engine)
    except CommandError as exc:
        engine.dispose()
        raise DatabaseUnusable(
            f"{name}: {exc}; it was written by a newer version of this program: use that version, or a copy of the "
            "database from before the update"
        ) from exc
    except (sa.exc.DBAPIError, ImportError) as exc:
        reason = exc.orig if isinstance(exc, sa.exc.DBAPIError) else exc
        raise DatabaseUnusable(
            f"{name}: cannot be opened: {str(reason).strip()}; check that the address is right, that it can be "
            "reached and written to, and that it is a database"
        ) from exc
    return engine


@contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """One transaction that writes: committed and on the disk when the block ends, undone when it raises."""
    with engine.connect().execution_options(crosswalk_writes=True) as connection, connection.begin():
        yield connection


@contextmanager
def snapshot(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Reads of one moment: whatever is asked within the block, nothing of what others write meanwhile is seen."""
    with engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            # By default each statement sees the newest; SQLite's transactions see one moment anyhow.
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        yield connection


def take_turns(connection: sa.Connection, name: str) -> None:
    """Lets only one transaction at a time go on under this name, until it ends.

    SQLite has one writer at a time anyhow.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtextextended(name, 0))))


def problems(engine: sa.Engine) -> tuple[str, ...]:
    """What is broken in the database file or its word index, in words; empty when all is well.

    PostgreSQL keeps its own house: there, only that it answers is checked.
    """
    if engine.dialect.name != "sqlite":
        with engine.connect() as connection:
            connection.execute(sa.text("SELECT count(*) FROM passages WHERE live"))
        return ()
    found = []
    with writing(engine) as connection:
        rows = connection.execute(sa.text("PRAGMA integrity_check")).scalars()
        found += [f"database file: {row}" for row in rows if row != "ok"]
        orphans = connection.execute(sa.text("PRAGMA foreign_key_check")).all()
        found += [f"database file: row {row[1]} of {row[0]} refers to nothing in {row[2]}" for row in orphans]
        try:
            # Rank 1 compares the index with the passages; without it only its own structure is looked at.
            connection.execute(sa.text("INSERT INTO passages_fts(passages_fts, rank) VALUES ('integrity-check', 1)"))
        except sa.exc.DatabaseError as exc:
            found.append(f"word index: {exc.orig}; `rebuild_words` makes it anew from the passages")
    return tuple(found)


def rebuild_words(engine: sa.Engine) -> None:
    """Makes SQLite's word index anew from the live passages."""
    if engine.dialect.name == "sqlite":
        with writing(engine) as connection:
            connection.execute(sa.text("INSERT INTO passages_fts(passages_fts) VALUES ('rebuild')"))


def _prepare(dbapi_connection: Any, _: object) -> None:
    # The driver would begin transactions by itself, too late and never IMMEDIATE.
    dbapi_connection.isolation_level = None
    for pragma in _ON_CONNECT:
        dbapi_connection.execute(pragma)


def _begin(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get("crosswalk_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _migrate(engine: sa.Engine) -> None:
    with as_file(files("retrieval.database") / "migrations") as scripts, writing(engine) as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_MIGRATION_LOCK)))
        config = Config()
        config.set_main_option("script_location", str(scripts).replace("%", "%%"))
        config.set_main_option("path_separator", "os")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
