"""Conversations: what a caller asked about an initiative, turn by turn, and what was answered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0002"
down_revision = "r0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the two tables."""
    op.create_table(
        "conversations",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("caller", sa.Text, nullable=False),
        sa.Column("initiative_id", sa.String(64)),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("started_at", sa.String(32), nullable=False),
        sa.Column("last_at", sa.String(32), nullable=False),
    )
    op.create_index("ix_conversations_of_caller", "conversations", ["caller", "last_at"])
    op.create_table(
        "turns",
        sa.Column(
            "conversation_id", sa.String(32), sa.ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("asked_at", sa.String(32), nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("record_id", sa.Text, sa.ForeignKey("records.id"), nullable=False),
    )


def downgrade() -> None:
    """Drops the two tables, and with them all conversations; the records of their answers stay."""
    op.drop_table("turns")
    op.drop_index("ix_conversations_of_caller", "conversations")
    op.drop_table("conversations")
