"""Passages by their words: BM25 in SQLite's FTS5, text search in PostgreSQL.

Both live inside the database and are kept by it in the transaction that writes the passages (see `retrieval.tables`),
so that they cannot be out of step, and a passage is found by words the moment it is acknowledged.
"""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from retrieval.indexes.index import Hit, Index, IndexFailed, State, Words
from retrieval.indexes.words import Group, groups, misspelt, spelt_like

MOST_ROWS = 3000
"""Ranking costs 1 µs a passage that has any of the words, and words that most passages have decide nothing: the
commonest are left out when together they would touch more passages than this."""
MOST_SPELT = 20
"""Words of a question up to which each is looked at for its spelling; a pasted text has enough words that are right."""
FEWEST_GROUPS = 2
"""So many of a question's rarest words are kept however common they are."""


def open_words(engine: sa.Engine) -> Index[Words]:
    """The word index of that database."""
    return PostgresWords(engine) if engine.dialect.name == "postgresql" else SqliteWords(engine)


class _DatabaseWords(ABC):
    """What the two have in common: everything but the SQL."""

    name = "words"

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._lock = threading.Lock()
        self._counts: dict[Group, int] = {}
        self._changed = 0

    def add(self, seqs: Sequence[int]) -> None:
        """See `Index.add`; the database has taken them up already."""
        self._forget_counts(len(seqs))

    def remove(self, seqs: Sequence[int]) -> None:
        """See `Index.remove`; the database has forgotten them already."""
        self._forget_counts(len(seqs))

    def sync(self) -> None:
        """See `Index.sync`; the database is always in step with itself."""
        self._forget_counts(MOST_ROWS)

    def search(self, question: Words, k: int, scope: frozenset[str]) -> list[Hit]:
        """See `Index.search`. The score is BM25's (SQLite) or `ts_rank`'s (PostgreSQL)."""
        wanted = groups(question.text, question.expansions)
        if k <= 0 or not scope or not wanted:
            return []
        try:
            with self._engine.connect() as connection:
                telling = self._telling(connection, self._spelt(connection, wanted))
                rows = connection.execute(
                    self._search(), {"match": self._match(telling), "scope": sorted(scope), "k": k}
                ).all()
        except (sa.exc.DBAPIError, sa.exc.TimeoutError) as exc:
            raise _failed(exc) from exc
        hits = [Hit(int(seq), float(score)) for seq, score in rows]
        return sorted(hits, key=lambda hit: (-hit.score, hit.seq))

    def state(self) -> State:
        """See `Index.state`."""
        try:
            self.search(Words("readiness"), 1, frozenset({"-"}))
        except IndexFailed as exc:
            return State(self.name, "absent", str(exc))
        return State(self.name, "ready", "kept by the database, in step with the passages")

    def _spelt(self, connection: sa.Connection, wanted: tuple[Group, ...]) -> tuple[Group, ...]:
        """What is wanted; of a word that no passage has, the words that are spelt nearly so instead."""
        if len(wanted) > MOST_SPELT:
            return wanted
        return tuple(self._alike(connection, group) or group for group in wanted)

    def _alike(self, connection: sa.Connection, group: Group) -> Group:
        stem = misspelt(group)
        if not stem or self._count(connection, [group], 1):
            return ()
        given = {"first": stem[0], "next": chr(ord(stem[0]) + 1)}
        return spelt_like(stem, connection.execute(self._vocabulary(connection), given).scalars())

    def _telling(self, connection: sa.Connection, wanted: tuple[Group, ...]) -> list[Group]:
        """The groups to rank by: the rarest first, until they touch `MOST_ROWS` passages."""
        if len(wanted) <= FEWEST_GROUPS:
            return list(wanted)
        with self._lock:
            unknown = any(group not in self._counts for group in wanted)
        # Most questions touch few passages in all, and then no word needs to be counted by itself.
        if unknown and self._count(connection, wanted) < MOST_ROWS:
            return list(wanted)
        counts = {group: self._count_of(connection, group) for group in wanted}
        kept: list[Group] = []
        rows = 0
        for group in sorted(wanted, key=counts.__getitem__):
            rows += counts[group]
            if rows > MOST_ROWS and len(kept) >= FEWEST_GROUPS:
                break
            kept.append(group)
        return kept

    def _count(self, connection: sa.Connection, wanted: Sequence[Group], most: int = MOST_ROWS) -> int:
        """How many passages, of any initiative, have a phrase of any of the groups; counted up to `most`."""
        given = {"match": self._match(wanted), "most": most}
        return int(connection.execute(self._counting(), given).scalar_one())

    def _count_of(self, connection: sa.Connection, group: Group) -> int:
        """The count of one group, as it was not long ago."""
        with self._lock:
            known = self._counts.get(group)
        if known is not None:
            return known
        count = self._count(connection, [group])
        with self._lock:
            self._counts[group] = count
        return count

    def _forget_counts(self, changed: int) -> None:
        with self._lock:
            self._changed += changed
            if self._changed >= MOST_ROWS // 10 or len(self._counts) > 10 * MOST_ROWS:
                self._changed = 0
                self._counts = {}

    @abstractmethod
    def _match(self, wanted: Sequence[Group]) -> str: ...

    @abstractmethod
    def _search(self) -> sa.Executable: ...

    @abstractmethod
    def _counting(self) -> sa.Executable: ...

    @abstractmethod
    def _vocabulary(self, connection: sa.Connection) -> sa.Executable:
        """The stems of all passages that begin with `:first`, which is the letter before `:next`."""


class SqliteWords(_DatabaseWords):
    """FTS5 with BM25."""

    def _match(self, wanted: Sequence[Group]) -> str:
        # Quoted, nothing in a phrase is an operator; phrases hold letters and digits only, never a quote.
        return " OR ".join(f'"{phrase}"' for group in wanted for phrase in group)

    def _search(self) -> sa.Executable:
        # CROSS JOIN keeps FTS5 the outer loop: it hands out rows in order of rank, and the scope is looked up for
        # only as many as it takes to find k.
        return _SQLITE_SEARCH

    def _counting(self) -> sa.Executable:
        return _SQLITE_COUNT

    def _vocabulary(self, connection: sa.Connection) -> sa.Executable:
        # A view of the index itself, in the connection's own temporary schema: it holds nothing and is always in step.
        connection.execute(_SQLITE_VIEW)
        return _SQLITE_VOCABULARY


class PostgresWords(_DatabaseWords):
    """Text search over the generated `words` column."""

    def _match(self, wanted: Sequence[Group]) -> str:
        # In single quotes a phrase is taken apart by to_tsquery itself, into words that follow each other.
        return " | ".join(f"'{form}'" for group in wanted for phrase in group for form in _hyphenated(phrase))

    def _search(self) -> sa.Executable:
        return _POSTGRES_SEARCH

    def _counting(self) -> sa.Executable:
        return _POSTGRES_COUNT

    def _vocabulary(self, connection: sa.Connection) -> sa.Executable:
        return _POSTGRES_VOCABULARY


def _hyphenated(phrase: str) -> Iterator[str]:
    """The phrase as it may be spelt: PostgreSQL gives "sign-on" places that "sign on" does not have."""
    words = phrase.split(" ")
    yield phrase
    for i in range(1, len(words)):
        yield " ".join([*words[: i - 1], f"{words[i - 1]}-{words[i]}", *words[i + 1 :]])
    if len(words) > 2:
        yield "-".join(words)


def _failed(exc: Any) -> IndexFailed:
    reason = getattr(exc, "orig", None) or exc
    return IndexFailed(f"the word index cannot answer: {reason}; check the database, or make the index anew from it")


_SCOPE: sa.BindParameter[Any] = sa.bindparam("scope", expanding=True)
_SQLITE_SEARCH = sa.text(
    "SELECT f.rowid, -f.rank FROM passages_fts f CROSS JOIN passages p ON p.seq = f.rowid "
    "WHERE f.passages_fts MATCH :match AND p.live AND p.initiative_id IN :scope ORDER BY f.rank LIMIT :k"
).bindparams(_SCOPE)
_SQLITE_COUNT = sa.text("SELECT count(*) FROM (SELECT 1 FROM passages_fts WHERE passages_fts MATCH :match LIMIT :most)")
_SQLITE_VIEW = sa.text(
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.passage_stems USING fts5vocab('main', 'passages_fts', 'row')"
)
_SQLITE_VOCABULARY = sa.text("SELECT term FROM temp.passage_stems WHERE term >= :first AND term < :next")
_POSTGRES_VOCABULARY = sa.text(
    "SELECT word FROM ts_stat('SELECT words FROM passages WHERE live') "
    'WHERE word COLLATE "C" >= :first AND word COLLATE "C" < :next'
)
_POSTGRES_SEARCH = sa.text(
    "SELECT p.seq, ts_rank(p.words, q, 1) AS score FROM passages p, to_tsquery('english', :match) q "
    "WHERE p.live AND p.words @@ q AND p.initiative_id IN :scope ORDER BY score DESC, p.seq LIMIT :k"
).bindparams(_SCOPE)
_POSTGRES_COUNT = sa.text(
    "SELECT count(*) FROM (SELECT 1 FROM passages p, to_tsquery('english', :match) q "
    "WHERE p.live AND p.words @@ q LIMIT :most) AS counted"
)
