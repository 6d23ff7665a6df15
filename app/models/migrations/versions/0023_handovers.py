"""Handovers: signed sheets, and the reminders of shifts without one."""

from alembic import op
import sqlalchemy as sa

revision = "0023"
down_revision = "0021"
branch_labels = None
depends_on = None

_OPEN = sa.text("state IN ('planned', 'raised', 'shown', 'acknowledged')")


def upgrade() -> None:
    op.create_table(
        "handovers",
        sa.Column("id", sa.Integer(), nullable=False),
        _text("shift"),
        *(_instant(name) for name in ("shift_from", "shift_to", "shift_end")),
        sa.Column("body", sa.Text(), nullable=False),
        *(_text(name) for name in ("sha256", "words")),
        sa.Column("nothing", sa.Integer(), server_default="0", nullable=False),
        _instant("signed_at"),
        _text("signed_by"),
        sa.Column("taken_at", sa.BigInteger(), nullable=True),
        *(_text(name) for name in ("taken_by", "taken_note")),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_handovers"),
    )
    op.create_index("ix_handovers_shift_to", "handovers", ["shift_to"])
    op.create_table(
        "handover_slots",
        sa.Column("id", sa.Integer(), nullable=False),
        _text("shift"),
        *(_instant(name) for name in ("shift_from", "shift_to", "planned_at")),
        sa.Column("state", sa.Text(), nullable=False),
        *(sa.Column(name, sa.BigInteger(), nullable=True) for name in ("raised_at", "shown_at")),
        _text("channel"),
        sa.Column("times_raised", sa.Integer(), server_default="0", nullable=False),
        sa.Column("acknowledged_at", sa.BigInteger(), nullable=True),
        _text("acknowledged_by"),
        sa.Column("returns_at", sa.BigInteger(), nullable=True),
        _text("reason"),
        sa.PrimaryKeyConstraint("id", name="pk_handover_slots"),
        sa.UniqueConstraint("shift_to", "shift_from", name="uq_handover_slots_shift_to"),
    )
    op.create_index("ix_handover_slots_open", "handover_slots", ["state"], sqlite_where=_OPEN, postgresql_where=_OPEN)


def _text(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.Text(), server_default="", nullable=False)


def _instant(name: str) -> "sa.Column[int]":
    return sa.Column(name, sa.BigInteger(), nullable=False)
