"""An index of returned tickets: the closed ones are counted as what is neither open nor returned."""

from alembic import op
import sqlalchemy as sa

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_tickets_returned", "tickets", ["id"], sqlite_where=sa.text("status = 'returned'"))
