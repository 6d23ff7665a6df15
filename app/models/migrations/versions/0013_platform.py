"""The platform's times of a ticket beside those of the desk; watch rounds, reconciliations and outages of the platform."""

from alembic import op
import sqlalchemy as sa

revision = "0013"
down_revision = "0008"
branch_labels = None
depends_on = None

_TIMES = ("desk_signed_at", "desk_contact_at", "feedback_at", "desk_closed_at")
_TEXTS = ("sign_source", "platform_times")


def upgrade() -> None:
    for name in _TIMES:
        op.add_column("tickets", sa.Column(name, sa.BigInteger(), nullable=True))
    for name in _TEXTS:
        op.add_column("tickets", sa.Column(name, sa.Text(), server_default="", nullable=False))
