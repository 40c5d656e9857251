"""The first tables: initiatives, documents and their versions, passages with their word index, and records."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0001"
down_revision = None
branch_labels = None
depends_on = None

# The word index covers what the view shows, so that a passage that is no longer live weighs nothing in BM25, and
# 'integrity-check' and 'rebuild' work on the same set.
_SQLITE_WORDS = (
    "CREATE VIEW live_passages AS SELECT seq, text, headings, title FROM passages WHERE live = 1",
    """CREATE VIRTUAL TABLE passages_fts USING fts5(
        text, headings, title, content='live_passages', content_rowid='seq',
        tokenize='porter unicode61 remove_diacritics 2')""",
    """CREATE TRIGGER passages_fts_insert AFTER INSERT ON passages WHEN new.live BEGIN
        INSERT INTO passages_fts(rowid, text, headings, title)
        VALUES (new.seq, new.text, new.headings, new.title);
    END""",
    """CREATE TRIGGER passages_fts_update AFTER UPDATE OF text, headings, title, live ON passages BEGIN
        INSERT INTO passages_fts(passages_fts, rowid, text, headings, title)
        SELECT 'delete', old.seq, old.text, old.headings, old.title WHERE old.live;
        INSERT INTO passages_fts(rowid, text, headings, title)
        SELECT new.seq, new.text, new.headings, new.title WHERE new.live;
    END""",
    """CREATE TRIGGER passages_fts_delete AFTER DELETE ON passages WHEN old.live BEGIN
        INSERT INTO passages_fts(passages_fts, rowid, text, headings, title)
        VALUES ('delete', old.seq, old.text, old.headings, old.title);
    END""",
)
_POSTGRESQL_WORDS = (
    """ALTER TABLE passages ADD COLUMN words tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('english', title), 'A')
        || setweight(to_tsvector('english', headings), 'B')
        || setweight(to_tsvector('english', text), 'D')) STORED""",
    "CREATE INDEX ix_passages_words ON passages USING gin (words) WHERE live",
)


def upgrade() -> None:
    """Makes all tables."""
    _initiatives_and_documents()
    _passages()
    _records()
    words = {"sqlite": _SQLITE_WORDS, "postgresql": _POSTGRESQL_WORDS}[op.get_bind().dialect.name]
    for statement in words:
        op.execute(statement)


def downgrade() -> None:
    """There is nothing before the first tables, and dropping them would drop the only copy of everything."""
    raise NotImplementedError("r0001 is the first revision: to start afresh, choose another data folder")


def _initiatives_and_documents() -> None:
    op.create_table(
        "initiatives",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("description", sa.Text, nullable=False),
        sa.Column("time_zone", sa.String(64), nullable=False),
        sa.Column("country", sa.String(8)),
        sa.Column("created_at", sa.String(32), nullable=False),
    )
    op.create_table(
        "members",
        sa.Column(
            "initiative_id", sa.String(64), sa.ForeignKey("initiatives.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("member", sa.String(128), primary_key=True),
    )
    op.create_index("ix_members_member", "members", ["member"])
    op.create_table(
        "documents",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("initiative_id", sa.String(64), sa.ForeignKey("initiatives.id"), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("current_version", sa.Integer, nullable=False),
        sa.Column("deleted_at", sa.String(32)),
        sa.UniqueConstraint("initiative_id", "name", name="uq_documents_initiative_id_name"),
    )
    op.create_index("ix_documents_initiative_id", "documents", ["initiative_id"])
    op.create_table(
        "versions",
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


def _passages() -> None:
    op.create_table(
        "passages",
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
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("community", sa.String(32)),
        sa.Column("dated", sa.String(10)),
        sa.Column("live", sa.Boolean, nullable=False),
        sa.Column("embedding", sa.LargeBinary),
        sa.Column("embedded_by", sa.String(64)),
        sa.CheckConstraint("(embedding IS NULL) = (embedded_by IS NULL)", name="ck_passages_embedded_by_someone"),
    )
    op.create_index("ix_passages_of_initiative", "passages", ["initiative_id", "live", "embedded_by"])
    op.create_index("ix_passages_of_version", "passages", ["document_id", "version", "live", "embedded_by"])
    op.create_index(
        "ix_passages_of_embedder",
        "passages",
        ["embedded_by", "seq"],
        sqlite_where=sa.text("live = 1"),
        postgresql_where=sa.text("live = true"),
    )


def _records() -> None:
    op.create_table(
        "records",
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("made_at", sa.Text, nullable=False),
        sa.Column("caller", sa.Text, nullable=False),
        sa.Column("initiative_id", sa.Text),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("prev_hash", sa.Text, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
    )
    op.create_index("ix_records_initiative_id", "records", ["initiative_id"])
    op.create_table(
        "record_sources",
        sa.Column("record_id", sa.Text, sa.ForeignKey("records.id"), primary_key=True),
        sa.Column("source_id", sa.Text, primary_key=True),
        sa.Column("document_id", sa.Text),
        sa.Column("version", sa.Integer),
        sa.Column("cited", sa.Boolean, nullable=False),
    )
    op.create_index("ix_record_sources_document_id", "record_sources", ["document_id"])
    op.create_table(
        "heads",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("hash", sa.Text, nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
    )
