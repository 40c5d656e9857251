"""Joint plans, one an initiative, with all their versions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0003"
down_revision = "r0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the two tables."""
    op.create_table(
        "plans",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("initiative_id", sa.String(64), sa.ForeignKey("initiatives.id"), nullable=False, unique=True),
    )
    op.create_table(
        "plan_versions",
        sa.Column("plan_id", sa.String(32), sa.ForeignKey("plans.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("made_at", sa.String(32), nullable=False),
        sa.Column("made_by", sa.Text, nullable=False),
        sa.Column("cause", sa.Text, nullable=False),
        sa.Column("record_id", sa.Text, sa.ForeignKey("records.id"), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("observed", sa.Text, nullable=False),
    )


def downgrade() -> None:
    """Drops the two tables, and with them all plans and what people changed in them; their records stay."""
    op.drop_table("plan_versions")
    op.drop_table("plans")
