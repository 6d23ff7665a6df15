"""Merchants: the tickets that name them, what they are looked up by, proposals and decisions; filled behind the window."""

from alembic import op
import sqlalchemy as sa

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "merchants",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        _text("brand"),
        _text("trade"),
        _text("label"),
        _flag("common"),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_merchants"),
        sa.UniqueConstraint("key", name="uq_merchants_key"),
    )
    op.create_index("ix_merchants_brand", "merchants", ["brand"])
    op.create_index("ix_merchants_group_id", "merchants", ["group_id"])
    op.create_table(
        "merchant_tickets",
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("merchant_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        _text("form"),
        sa.Column("source", sa.Text(), nullable=False),
        *(_text(name) for name in ("street", "address", "places", "phones")),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("ticket_id", name="pk_merchant_tickets"),
    )
    op.create_index("ix_merchant_tickets_merchant_id", "merchant_tickets", ["merchant_id", "received_at"])
    op.create_index("ix_merchant_tickets_received_at", "merchant_tickets", ["received_at"])
    op.create_table(
        "merchant_tokens",
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("merchant_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("token", "merchant_id", name="pk_merchant_tokens"),
    )
    op.create_index("ix_merchant_tokens_merchant_id", "merchant_tokens", ["merchant_id"])
    op.create_table(
        "merchant_proposals",
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        _text("reasons"),
        _flag("shares"),
        sa.PrimaryKeyConstraint("first_id", "second_id", name="pk_merchant_proposals"),
    )
    op.create_index("ix_merchant_proposals_second_id", "merchant_proposals", ["second_id"])
    op.create_table(
        "merchant_decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        _text("form"),
        _text("note"),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        _text("made_by"),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        _text("ended_by"),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_merchant_decisions"),
    )
    op.create_table(
        "merchant_waiting",
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("ticket_id", name="pk_merchant_waiting"),
    )
    op.create_table(
        "merchant_candidates",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", "ticket_id", name="pk_merchant_candidates"),
    )
    op.create_index("ix_merchant_candidates_ticket_id", "merchant_candidates", ["ticket_id"])


def _text(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.Text(), server_default="", nullable=False)


def _flag(name: str) -> "sa.Column[int]":
    return sa.Column(name, sa.Integer(), server_default="0", nullable=False)
