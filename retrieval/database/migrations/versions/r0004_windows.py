"""The vectors of a passage's windows, beside its own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0004"
down_revision = "r0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the column; passages get their windows when they are embedded anew."""
    op.add_column("passages", sa.Column("windows", sa.LargeBinary))


def downgrade() -> None:
    """Drops the column; the passages' own vectors stay."""
    op.drop_column("passages", "windows")
