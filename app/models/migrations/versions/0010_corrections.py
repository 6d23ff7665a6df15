"""Calls, reports to the lead and returns keep the ids of the journal lines that corrected them."""

from alembic import op
import sqlalchemy as sa

revision = "0010"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("attempts", "escalations", "returns"):
        op.add_column(table, sa.Column("corrections", sa.Text(), server_default="[]", nullable=False))
