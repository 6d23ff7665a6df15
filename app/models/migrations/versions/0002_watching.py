"""Reminders with receipts and causes, outages, rules and calendar as rows, a second level of reports."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def _text(name: str, *, needed: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default=None if needed else "", nullable=False)


def _instant(name: str, *, needed: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=not needed)


def upgrade() -> None:
    op.add_column("reminders", _text("cause"))
    op.add_column("reminders", _instant("made_at"))
    op.create_index("ix_reminders_planned_at", "reminders", ["planned_at"])
    for name in ("ruled_at", "callback_since", "return_sent_at", "reported_at"):
        op.add_column("tickets", _instant(name))
    _escalations()
    op.create_table(
        "receipts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reminder_id", sa.Integer(), nullable=False),
        _instant("at", needed=True),
        _text("channel", needed=True),
        sa.Column("delivered", sa.Integer(), server_default="0", nullable=False),
        _text("detail"),
        sa.ForeignKeyConstraint(["reminder_id"], ["reminders.id"], name=op.f("fk_receipts_reminder_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipts")),
    )
    op.create_index("ix_receipts_reminder_id", "receipts", ["reminder_id"])
    op.create_table(
        "outages",
        sa.Column("id", sa.Integer(), nullable=False),
        _instant("since", needed=True),
        _instant("until", needed=True),
        _text("kind", needed=True),
        _text("who"),
        _text("detail"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outages")),
    )
    op.create_index("ix_outages_until", "outages", ["until"])
    for table, key in (
        ("rule_versions", sa.Column("effective_from", sa.Text(), nullable=False)),
        ("calendar_years", sa.Column("year", sa.Integer(), nullable=False)),
    ):
        op.create_table(
            table,
            sa.Column("id", sa.Integer(), nullable=False),
            key,
            _text("body", needed=True),
            _instant("made_at", needed=True),
            _text("made_by"),
            _text("note"),
            sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        )
    op.create_table(
        "report_targets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), server_default="1", nullable=False),
        _text("scope", needed=True),
        _text("place"),
        _text("name", needed=True),
        _text("phone"),
        _instant("since"),
        _instant("until"),
        _text("note"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_targets")),
    )


def _escalations() -> None:
    """SQLite changes no constraint in place: the table is made anew and its rows are kept."""
    with op.batch_alter_table("escalations") as batch:
        batch.add_column(sa.Column("level", sa.Integer(), server_default="1", nullable=False))
        batch.add_column(_instant("next_level_at"))
        batch.drop_constraint("uq_escalations_ticket_id", type_="unique")
        batch.create_unique_constraint("uq_escalations_ticket_id", ["ticket_id", "deadline_at", "level"])
    op.create_index(
        "ix_escalations_next_level",
        "escalations",
        ["next_level_at"],
        sqlite_where=sa.text("next_level_at IS NOT NULL"),
    )
