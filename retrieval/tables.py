"""The database's tables. One SQL database is the truth: every index is rebuilt from it.

The tables are made by the migrations in `retrieval/database/migrations`; a test holds the two together. Two
things stand only in the migrations, because the databases spell them differently:

- SQLite: `passages_fts`, FTS5 (`porter unicode61 remove_diacritics 2`) over `text`, `headings` and `title` of the
  live passages; its `rowid` is `passages.seq`. Triggers keep it, in the transaction that writes the passages.
- PostgreSQL: `passages.words`, a generated `tsvector` (`english`; title `A`, headings `B`, text `D`), with a GIN
  index over the live passages.
"""

from __future__ import annotations

import sqlalchemy as sa

metadata = sa.MetaData()

initiatives = sa.Table(
    "initiatives",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("description", sa.Text, nullable=False, default=""),
    sa.Column("time_zone", sa.String(64), nullable=False),
    sa.Column("country", sa.String(8)),
    sa.Column("created_at", sa.String(32), nullable=False),
)

members = sa.Table(
    "members",
    metadata,
    sa.Column("initiative_id", sa.String(64), sa.ForeignKey("initiatives.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("member", sa.String(128), primary_key=True, index=True),
)

documents = sa.Table(
    "documents",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("initiative_id", sa.String(64), sa.ForeignKey("initiatives.id"), nullable=False, index=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("current_version", sa.Integer, nullable=False),
    sa.Column("deleted_at", sa.String(32)),
    sa.UniqueConstraint("initiative_id", "name", name="uq_documents_initiative_id_name"),
)

versions = sa.Table(
    "versions",
    metadata,
    sa.Column("document_id", sa.String(32), sa.ForeignKey("documents.id"), primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("sha256", sa.String(64), nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("community", sa.String(32)),
    sa.Column("dated", sa.String(10)),
    sa.Column("media_type", sa.String(128), nullable=False),
    sa.Column("added_at", sa.String(32), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("blocks", sa.JSON, nullable=False),
    sa.Column("notes", sa.JSON, nullable=False),
)

passages = sa.Table(
    "passages",
    metadata,
    # The rowid in SQLite: what the word index and the vector indexes call a passage.
    sa.Column("seq", sa.Integer, primary_key=True),
    sa.Column("id", sa.String(32), nullable=False, unique=True),
    sa.Column("document_id", sa.String(32), sa.ForeignKey("documents.id"), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("initiative_id", sa.String(64), nullable=False),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("headings", sa.JSON, nullable=False),
    # `Passage.where`, which is a word of SQL.
    sa.Column("place", sa.Text, nullable=False),
    sa.Column("community", sa.String(32)),
    sa.Column("dated", sa.String(10)),
    # True for the current version of a document that is not deleted.
    sa.Column("live", sa.Boolean, nullable=False),
    # float32, little-endian, unit length; live and NULL is waiting: the embedding queue is this table.
    sa.Column("embedding", sa.LargeBinary),
    # Of its windows: a byte a number, row by row; NULL where the passage is one window, or waiting.
    sa.Column("windows", sa.LargeBinary),
    # The embedder's name, so that a change of model queues the passage again.
    sa.Column("embedded_by", sa.String(64)),
    sa.CheckConstraint("(embedding IS NULL) = (embedded_by IS NULL)", name="ck_passages_embedded_by_someone"),
    # Wide enough for counting from the index alone: the rows are long.
    sa.Index("ix_passages_of_initiative", "initiative_id", "live", "embedded_by"),
    sa.Index("ix_passages_of_version", "document_id", "version", "live", "embedded_by"),
)
sa.Index(
    "ix_passages_of_embedder",
    passages.c.embedded_by,
    passages.c.seq,
    sqlite_where=passages.c.live == sa.true(),
    postgresql_where=passages.c.live == sa.true(),
)

records = sa.Table(
    "records",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("made_at", sa.Text, nullable=False),
    sa.Column("caller", sa.Text, nullable=False),
    sa.Column("initiative_id", sa.Text, index=True),
    # Canonical JSON, kept as text: it is what was hashed.
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("prev_hash", sa.Text, nullable=False),
    sa.Column("hash", sa.Text, nullable=False),
)

record_sources = sa.Table(
    "record_sources",
    metadata,
    sa.Column("record_id", sa.Text, sa.ForeignKey("records.id"), primary_key=True),
    sa.Column("source_id", sa.Text, primary_key=True),
    sa.Column("document_id", sa.Text, index=True),
    sa.Column("version", sa.Integer),
    sa.Column("cited", sa.Boolean, nullable=False),
)

heads = sa.Table(
    "heads",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("hash", sa.Text, nullable=False),
    sa.Column("seq", sa.Integer, nullable=False),
)

conversations = sa.Table(
    "conversations",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    # Whose it is; nobody else reads it.
    sa.Column("caller", sa.Text, nullable=False),
    sa.Column("initiative_id", sa.String(64)),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("started_at", sa.String(32), nullable=False),
    sa.Column("last_at", sa.String(32), nullable=False),
    sa.Index("ix_conversations_of_caller", "caller", "last_at"),
)

turns = sa.Table(
    "turns",
    metadata,
    sa.Column(
        "conversation_id", sa.String(32), sa.ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True
    ),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("asked_at", sa.String(32), nullable=False),
    sa.Column("question", sa.Text, nullable=False),
    # The answer as JSON, kept as text: it is given back as it was given.
    sa.Column("answer", sa.Text, nullable=False),
    sa.Column("record_id", sa.Text, sa.ForeignKey("records.id"), nullable=False),
)

plans = sa.Table(
    "plans",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    # One joint plan an initiative.
    sa.Column("initiative_id", sa.String(64), sa.ForeignKey("initiatives.id"), nullable=False, unique=True),
)

plan_versions = sa.Table(
    "plan_versions",
    metadata,
    sa.Column("plan_id", sa.String(32), sa.ForeignKey("plans.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("made_at", sa.String(32), nullable=False),
    sa.Column("made_by", sa.Text, nullable=False),
    # Why there is this version, in words.
    sa.Column("cause", sa.Text, nullable=False),
    sa.Column("record_id", sa.Text, sa.ForeignKey("records.id"), nullable=False),
    # The plan as JSON, and beside it what else its checks looked at.
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("observed", sa.Text, nullable=False),
)
