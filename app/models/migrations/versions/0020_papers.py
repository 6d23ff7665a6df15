"""Issued papers with what they froze, drafts, dropped-back files, schedules and the reminders of due papers."""

from alembic import op
import sqlalchemy as sa

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_papers()
    _create_drafts()
    _create_slots()
    op.create_table(
        "paper_schedules",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        *(_text(name) for name in ("made_by", "note")),
        sa.PrimaryKeyConstraint("id", name="pk_paper_schedules"),
    )


def _create_papers() -> None:
    op.create_table(
        "papers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("running", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("caliber", sa.Text(), nullable=False),
        _text("about"),
        _whole("catch_up"),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.Column("corrects", sa.Integer(), nullable=True),
        *(_text(name) for name in ("title", "form", "file", "sha256")),
        _whole("line"),
        sa.Column("rules", sa.Text(), server_default="{}", nullable=False),
        sa.Column("issued_at", sa.BigInteger(), nullable=False),
        _text("issued_by"),
        sa.Column("token", sa.Text(), nullable=False),
        _whole("placed"),
        sa.PrimaryKeyConstraint("id", name="pk_papers"),
        sa.ForeignKeyConstraint(["corrects"], ["papers.id"], name="fk_papers_corrects"),
        sa.UniqueConstraint("kind", "year", "running", name="uq_papers_kind"),
        sa.UniqueConstraint("number", name="uq_papers_number"),
        sa.UniqueConstraint("token", name="uq_papers_token"),
    )
    op.create_index("ix_papers_period", "papers", ["kind", "period"])
    op.create_table(
        "paper_contents",
        sa.Column("paper_id", sa.Integer(), autoincrement=False, nullable=False),
        *(sa.Column(name, sa.LargeBinary(), nullable=False) for name in ("content", "body", "facts")),
        *(sa.Column(name, sa.Text(), server_default="{}", nullable=False) for name in ("definitions", "words")),
        sa.PrimaryKeyConstraint("paper_id", name="pk_paper_contents"),
        sa.ForeignKeyConstraint(["paper_id"], ["papers.id"], name="fk_paper_contents_paper_id"),
    )


def _create_drafts() -> None:
    op.create_table(
        "paper_drafts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("caliber", sa.Text(), nullable=False),
        _text("about"),
        _whole("catch_up"),
        *(_text(name) for name in ("title", "form", "file", "sha256")),
        *(sa.Column(name, sa.LargeBinary(), nullable=False) for name in ("body", "texts")),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        _text("made_by"),
        sa.PrimaryKeyConstraint("id", name="pk_paper_drafts"),
    )
    op.create_index("ix_paper_drafts_period", "paper_drafts", ["kind", "period"])
    op.create_table(
        "paper_comparisons",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        *(_text(name) for name in ("file", "sha256")),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        _text("who"),
        sa.PrimaryKeyConstraint("id", name="pk_paper_comparisons"),
        sa.ForeignKeyConstraint(["draft_id"], ["paper_drafts.id"], name="fk_paper_comparisons_draft_id"),
    )
    op.create_index("ix_paper_comparisons_draft_id", "paper_comparisons", ["draft_id"])
    op.create_table(
        "paper_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("comparison_id", sa.Integer(), nullable=False),
        sa.Column("change", sa.Text(), nullable=False),
        *(_text(name) for name in ("tag", "name", "drafted", "stands", "register", "context", "place")),
        sa.Column("verdict", sa.Text(), server_default="open", nullable=False),
        _text("word"),
        sa.Column("decided_at", sa.BigInteger(), nullable=True),
        _text("decided_by"),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_paper_changes"),
        sa.ForeignKeyConstraint(["comparison_id"], ["paper_comparisons.id"], name="fk_paper_changes_comparison_id"),
    )
    op.create_index("ix_paper_changes_comparison_id", "paper_changes", ["comparison_id"])


def _create_slots() -> None:
    op.create_table(
        "paper_slots",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        _whole("catch_up"),
        sa.Column("slot", sa.Text(), nullable=False),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in ("planned_at", "due_at")),
        sa.Column("state", sa.Text(), nullable=False),
        *(sa.Column(name, sa.BigInteger(), nullable=True) for name in ("raised_at", "shown_at")),
        _text("channel"),
        _whole("times_raised"),
        sa.Column("acknowledged_at", sa.BigInteger(), nullable=True),
        _text("acknowledged_by"),
        sa.Column("returns_at", sa.BigInteger(), nullable=True),
        _text("reason"),
        sa.PrimaryKeyConstraint("id", name="pk_paper_slots"),
        sa.UniqueConstraint("kind", "period", "catch_up", "slot", name="uq_paper_slots_kind"),
    )
    op.create_index(
        "ix_paper_slots_open",
        "paper_slots",
        ["planned_at"],
        sqlite_where=sa.text("state NOT IN ('cancelled', 'missed')"),
    )
    op.create_table(
        "paper_receipts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        _whole("delivered"),
        _text("detail"),
        sa.PrimaryKeyConstraint("id", name="pk_paper_receipts"),
        sa.ForeignKeyConstraint(["slot_id"], ["paper_slots.id"], name="fk_paper_receipts_slot_id"),
    )
    op.create_index("ix_paper_receipts_slot_id", "paper_receipts", ["slot_id"])


def _text(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.Text(), server_default="", nullable=False)


def _whole(name: str) -> "sa.Column[int]":
    return sa.Column(name, sa.Integer(), server_default="0", nullable=False)
