"""Measures against a kind of problem, each with the day from which it is in force."""

from alembic import op
import sqlalchemy as sa

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "kind_measures",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("kind", "since")),
        *(_text(name) for name in ("text", "paper")),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        _text("made_by"),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        *(_text(name) for name in ("ended_by", "note")),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_kind_measures"),
    )
    op.create_index("ix_kind_measures_kind", "kind_measures", ["kind", "since"])


def _text(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.Text(), server_default="", nullable=False)
