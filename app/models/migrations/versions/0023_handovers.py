"""Handovers: signed sheets, and the reminders of shifts without one."""

from alembic import op
import sqlalchemy as sa

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "handovers",
        sa.Column("id", sa.Integer(), nullable=False),
        _text("shift"),
        *(_instant(name) for name in ("shift_from", "shift_to", "shift_end")),
        sa.Column("body", sa.Text(), nullable=False),
        *(_text(name) for name in ("sha256", "words")),
        sa.Column("zero_report", sa.Integer(), server_default="0", nullable=False),
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
        *(_instant(name) for name in ("shift_from", "planned_at", "due_at")),
        sa.Column("state", sa.Text(), nullable=False),
        *(sa.Column(name, sa.BigInteger(), nullable=True) for name in ("raised_at", "shown_at")),
        _text("channel"),
        sa.Column("times_raised", sa.Integer(), server_default="0", nullable=False),
        sa.Column("acknowledged_at", sa.BigInteger(), nullable=True),
        _text("acknowledged_by"),
        sa.Column("returns_at", sa.BigInteger(), nullable=True),
        _text("reason"),
        sa.PrimaryKeyConstraint("id", name="pk_handover_slots"),
        sa.UniqueConstraint("due_at", "shift_from", name="uq_handover_slots_due_at"),
    )
    op.create_table(
        "handover_receipts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=False),
        _instant("at"),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("delivered", sa.Integer(), server_default="0", nullable=False),
        _text("detail"),
        sa.PrimaryKeyConstraint("id", name="pk_handover_receipts"),
        sa.ForeignKeyConstraint(["slot_id"], ["handover_slots.id"], name="fk_handover_receipts_slot_id"),
    )
    op.create_index("ix_handover_receipts_slot_id", "handover_receipts", ["slot_id"])


def _text(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.Text(), server_default="", nullable=False)


def _instant(name: str) -> "sa.Column[int]":
    return sa.Column(name, sa.BigInteger(), nullable=False)
