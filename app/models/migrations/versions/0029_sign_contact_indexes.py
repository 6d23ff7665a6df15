"""Indexes from which the sign-for and the first contact of a period are counted."""

from alembic import op
import sqlalchemy as sa

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_tickets_signed",
        "tickets",
        ["signed_at", "backlog", "sign_late", "sign_due_at"],
        sqlite_where=sa.text("signed_at IS NOT NULL"),
    )
    op.create_index(
        "ix_tickets_contact_due", "tickets", ["contact_due_at", "backlog", "first_contact_at", "status"]
    )
