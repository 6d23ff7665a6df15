"""The duty log's own entries with their corrections, and tasks with their reminders."""

from alembic import op
import sqlalchemy as sa

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_entries()
    _create_tasks()
    _create_slots()


def _create_entries() -> None:
    op.create_table(
        "duty_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        _instant("at", nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("kind", "text")),
        *(_text(name) for name in ("operator", "ordered_by", "ordered_to")),
        *(_instant(name) for name in ("due_at", "done_at")),
        _text("done_by"),
        *(_instant(name) for name in ("written_at", "withdrawn_at")),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_duty_entries"),
    )
    op.create_index("ix_duty_entries_at", "duty_entries", ["at"])
    op.create_table(
        "duty_corrections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        _instant("at", nullable=False),
        *(_text(name) for name in ("who", "reason")),
        *(sa.Column(name, sa.Text(), server_default="{}", nullable=False) for name in ("before", "after")),
        sa.PrimaryKeyConstraint("id", name="pk_duty_corrections"),
        sa.ForeignKeyConstraint(["entry_id"], ["duty_entries.id"], name="fk_duty_corrections_entry_id"),
    )
    op.create_index("ix_duty_corrections_entry_id", "duty_corrections", ["entry_id"])


def _create_tasks() -> None:
    op.create_table(
        "tasks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        _text("origin"),
        sa.Column("title", sa.Text(), nullable=False),
        _text("who"),
        _instant("created_at", nullable=False),
        _instant("due_at"),
        sa.Column("state", sa.Text(), server_default="open", nullable=False),
        _instant("done_at"),
        _text("answer"),
        sa.Column("evidence", sa.Text(), server_default="[]", nullable=False),
        sa.Column("repeats", sa.Text(), nullable=True),
        *(_text(name) for name in ("created_by", "ended_by", "reason")),
        sa.Column("series", sa.Integer(), nullable=True),
        sa.Column("next_made", sa.Integer(), server_default="0", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_tasks"),
    )
    op.create_index("ix_tasks_open", "tasks", ["due_at"], sqlite_where=sa.text("state = 'open'"))
    for column in ("due_at", "created_at", "origin"):
        op.create_index(f"ix_tasks_{column}", "tasks", [column])


def _create_slots() -> None:
    op.create_table(
        "task_slots",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("slot", sa.Text(), nullable=False),
        *(_instant(name, nullable=False) for name in ("planned_at", "due_at")),
        sa.Column("state", sa.Text(), nullable=False),
        *(_instant(name) for name in ("raised_at", "shown_at")),
        _text("channel"),
        sa.Column("times_raised", sa.Integer(), server_default="0", nullable=False),
        _instant("acknowledged_at"),
        _text("acknowledged_by"),
        _instant("returns_at"),
        _text("reason"),
        sa.PrimaryKeyConstraint("id", name="pk_task_slots"),
        sa.UniqueConstraint("task_id", "due_at", "slot", name="uq_task_slots_task_id"),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name="fk_task_slots_task_id"),
    )
    live = sa.text("state NOT IN ('cancelled', 'missed')")
    op.create_index("ix_task_slots_open", "task_slots", ["planned_at"], sqlite_where=live)
    op.create_table(
        "task_receipts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=False),
        _instant("at", nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("delivered", sa.Integer(), server_default="0", nullable=False),
        _text("detail"),
        sa.PrimaryKeyConstraint("id", name="pk_task_receipts"),
        sa.ForeignKeyConstraint(["slot_id"], ["task_slots.id"], name="fk_task_receipts_slot_id"),
    )
    op.create_index("ix_task_receipts_slot_id", "task_receipts", ["slot_id"])


def _text(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.Text(), server_default="", nullable=False)


def _instant(name: str, *, nullable: bool = True) -> "sa.Column[int]":
    return sa.Column(name, sa.BigInteger(), nullable=nullable)
