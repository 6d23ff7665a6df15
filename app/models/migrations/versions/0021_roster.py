"""The roster: shifts with their people, and the imported tables."""

from alembic import op
import sqlalchemy as sa

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "roster_shifts",
        sa.Column("id", sa.Integer(), nullable=False),
        _text("name"),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("starts_at", sa.BigInteger(), nullable=False),
        sa.Column("ends_at", sa.BigInteger(), nullable=False),
        sa.Column("people", sa.Text(), server_default="[]", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_roster_shifts"),
        sa.UniqueConstraint("name", "day", name="uq_roster_shifts_name"),
    )
    op.create_index("ix_roster_shifts_ends_at", "roster_shifts", ["ends_at"])
    op.create_table(
        "roster_sheets",
        sa.Column("id", sa.Integer(), nullable=False),
        *(_text(name) for name in ("file", "title")),
        sa.Column("grid", sa.Text(), server_default="[]", nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("first_day", "last_day")),
        sa.Column("imported_at", sa.BigInteger(), nullable=False),
        _text("imported_by"),
        sa.PrimaryKeyConstraint("id", name="pk_roster_sheets"),
    )


def _text(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.Text(), server_default="", nullable=False)
