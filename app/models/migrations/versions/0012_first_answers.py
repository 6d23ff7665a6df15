"""The platform's first answers beside its last ones; the search index holds signs in one of their spellings."""

from alembic import op
import sqlalchemy as sa

from app.models.ticket.search import SearchStore

revision = "0012"
down_revision = "0008"
branch_labels = None
depends_on = None

_COLUMNS = ("platform_first_valid", "platform_first_contacted", "platform_first_solved", "platform_first_satisfied")


def upgrade() -> None:
    for name in _COLUMNS:
        op.add_column("tickets", sa.Column(name, sa.Text(), server_default="", nullable=False))
    SearchStore(op.get_bind()).rebuild()
