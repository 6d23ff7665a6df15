"""The call channel of a ticket: earlier imports kept it among the columns they did not know; the index searches it."""

import json

from alembic import op
import sqlalchemy as sa

from app.models.ticket.search import SearchStore

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

# The first of these that a ticket has is its channel, as in a file.
_HEADERS = ("来电渠道", "诉求渠道", "受理渠道")


def upgrade() -> None:
    op.add_column("tickets", sa.Column("channel", sa.Text(), server_default="", nullable=False))
    connection = op.get_bind()
    kept = connection.exec_driver_sql("SELECT id, extra FROM tickets WHERE extra LIKE '%渠道%'").all()
    moved = [(*found, ticket_id) for ticket_id, extra in kept if (found := _taken_out(extra)) is not None]
    if moved:
        connection.exec_driver_sql("UPDATE tickets SET channel = ?, extra = ? WHERE id = ?", moved)
    SearchStore(connection).rebuild()


def _taken_out(extra: str) -> tuple[str, str] | None:
    """The channel among the unknown columns, and the columns without it; None without a channel."""
    texts = json.loads(extra)
    for header in _HEADERS:
        if header in texts:
            channel = texts.pop(header)
            return channel, json.dumps(texts, ensure_ascii=False, separators=(",", ":"))
    return None
