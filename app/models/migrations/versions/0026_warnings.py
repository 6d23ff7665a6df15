"""Warnings, and the dated rules of their levels."""

from alembic import op
import sqlalchemy as sa

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "warnings",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("subject", "key", "name")),
        sa.Column("merchant_id", sa.Integer(), nullable=True),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("raised_at", sa.BigInteger(), nullable=False),
        *(sa.Column(name, sa.BigInteger(), nullable=True) for name in ("first_at", "last_at")),
        sa.Column("ticket_ids", sa.Text(), server_default="[]", nullable=False),
        sa.Column("callers", sa.Integer(), server_default="0", nullable=False),
        sa.Column("words", sa.Text(), server_default="[]", nullable=False),
        sa.Column("why", sa.Text(), server_default="{}", nullable=False),
        _text("department"),
        sa.Column("state", sa.Text(), server_default="new", nullable=False),
        _text("reason"),
        sa.Column("decided_at", sa.BigInteger(), nullable=True),
        _text("decided_by"),
        sa.Column("confirmed_at", sa.BigInteger(), nullable=True),
        _text("confirmed_by"),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_warnings"),
    )
    op.create_index("ix_warnings_subject", "warnings", ["subject", "key"])
    op.create_index("ix_warnings_state", "warnings", ["state", "raised_at"])
    op.create_table(
        "warning_rules",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("effective_from", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        _text("made_by"),
        _text("note"),
        sa.PrimaryKeyConstraint("id", name="pk_warning_rules"),
    )


def _text(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.Text(), server_default="", nullable=False)
