"""Tickets joined into another one, and what was done about a period of assessment."""

from alembic import op
import sqlalchemy as sa

revision = "0017"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ticket_joins",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kept_id", sa.Integer(), nullable=False),
        sa.Column("gone_id", sa.Integer(), nullable=False),
        sa.Column("kept_number", sa.Text(), nullable=False),
        sa.Column("gone_number", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        _text("why"),
        sa.Column("at", sa.BigInteger(), nullable=False),
        _text("who"),
        sa.Column("changes", sa.Text(), server_default="[]", nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        _text("ended_by"),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_ticket_joins"),
    )
    op.create_index("ix_ticket_joins_kept_id", "ticket_joins", ["kept_id"])
    op.create_index("ix_ticket_joins_gone_id", "ticket_joins", ["gone_id"])
    op.create_table(
        "closing_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("noted_at", sa.BigInteger(), nullable=False),
        _text("who"),
        _text("note"),
        sa.PrimaryKeyConstraint("id", name="pk_closing_steps"),
        sa.UniqueConstraint("period", "step", name="uq_closing_steps_period"),
    )


def _text(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.Text(), server_default="", nullable=False)
