"""The search index anew, the newest ticket first: its documents are written again under falling moments."""

from alembic import op

from app.models.ticket.search import SearchStore

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    SearchStore(op.get_bind()).rebuild()
