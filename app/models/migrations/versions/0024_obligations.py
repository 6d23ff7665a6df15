"""Obligations: entries about duties, frozen evidence packages, and what the client wrote about the service."""

from alembic import op
import sqlalchemy as sa

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "obligation_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("kind", "state")),
        *(_text(name) for name in ("duty", "month", "about", "title", "text")),
        sa.Column("files", sa.Text(), server_default="[]", nullable=False),
        sa.Column("done_at", sa.BigInteger(), nullable=True),
        *_ends(),
        sa.PrimaryKeyConstraint("id", name="pk_obligation_entries"),
    )
    op.create_index("ix_obligation_entries_month", "obligation_entries", ["month", "duty"])
    op.create_table(
        "evidence_packages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("running", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("number", "frozen")),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("corrects", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        _text("made_by"),
        sa.ForeignKeyConstraint(["corrects"], ["evidence_packages.id"], name="fk_evidence_packages_corrects"),
        sa.PrimaryKeyConstraint("id", name="pk_evidence_packages"),
        sa.UniqueConstraint("month", "running", name="uq_evidence_packages_month"),
        sa.UniqueConstraint("number", name="uq_evidence_packages_number"),
    )
    op.create_table(
        "assessments",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("kind", "state", "day")),
        *(_text(name) for name in ("item", "duty", "deduction", "paper", "text")),
        sa.Column("files", sa.Text(), server_default="[]", nullable=False),
        sa.Column("objection_until", sa.BigInteger(), nullable=True),
        sa.Column("objection", sa.Text(), nullable=False),
        _text("objection_text"),
        sa.Column("objected_at", sa.BigInteger(), nullable=True),
        _text("objected_by"),
        *_ends(),
        sa.PrimaryKeyConstraint("id", name="pk_assessments"),
    )
    op.create_index("ix_assessments_day", "assessments", ["day"])


def _ends() -> "list[sa.Column[int] | sa.Column[str]]":
    return [
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        _text("made_by"),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        _text("ended_by"),
        _text("note"),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
    ]


def _text(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.Text(), server_default="", nullable=False)
