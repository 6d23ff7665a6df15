"""Urge rounds by unit, a directory of offices in place of the people to report to, measures, office sheets.

Slots that passed before the program knew rounds open none: they are noted as looked at.
"""

from alembic import op
import sqlalchemy as sa

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("duty", "channel", "shift", "stand_in", "stand_in_phone"):
        op.add_column("report_targets", sa.Column(name, sa.Text(), server_default="", nullable=False))
    op.add_column("report_targets", sa.Column("away_until", sa.BigInteger(), nullable=True))
    _create_rounds()
    _create_measures()
    _create_office_sheets()
    op.execute(
        "INSERT INTO urge_slots (reminder_id) SELECT id FROM reminders WHERE clock IN ('day5', 'due-day')"
        " AND planned_at <= (SELECT coalesce(max(at), 0) FROM journal)"
    )


def _create_rounds() -> None:
    op.create_table(
        "urge_rounds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slot", sa.BigInteger(), nullable=False),
        sa.Column("unit", sa.Text(), server_default="", nullable=False),
        sa.Column("part", sa.Integer(), server_default="1", nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("level", sa.Integer(), server_default="0", nullable=False),
        sa.Column("tries", sa.Integer(), server_default="1", nullable=False),
        *(_text(name) for name in ("to_name", "to_duty", "to_phone", "channel", "text")),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        _text("opened_by"),
        sa.Column("sent_at", sa.BigInteger(), nullable=True),
        _text("sent_by"),
        *(sa.Column(name, sa.BigInteger(), nullable=True) for name in ("not_reached_at", "next_at", "answered_at")),
        *(_text(name) for name in ("answered_by", "recorded_by", "answer")),
        *(sa.Column(name, sa.BigInteger(), nullable=True) for name in ("promised_at", "broken_at")),
        _text("note"),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_urge_rounds"),
        sa.UniqueConstraint("slot", "unit", "part", name="uq_urge_rounds_slot"),
    )
    op.create_index("ix_urge_rounds_unit", "urge_rounds", ["unit", "slot"])
    op.create_index(
        "ix_urge_rounds_next_at", "urge_rounds", ["next_at"], sqlite_where=sa.text("next_at IS NOT NULL")
    )
    op.create_table(
        "urge_tickets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("answered_at", sa.BigInteger(), nullable=True),
        _text("answer"),
        sa.Column("promised_at", sa.BigInteger(), nullable=True),
        sa.Column("judged", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_urge_tickets"),
        sa.ForeignKeyConstraint(["round_id"], ["urge_rounds.id"], name="fk_urge_tickets_round_id"),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name="fk_urge_tickets_ticket_id"),
        sa.UniqueConstraint("round_id", "ticket_id", name="uq_urge_tickets_round_id"),
    )
    op.create_index("ix_urge_tickets_ticket_id", "urge_tickets", ["ticket_id"])
    op.create_index(
        "ix_urge_tickets_promised_at",
        "urge_tickets",
        ["promised_at"],
        sqlite_where=sa.text("promised_at IS NOT NULL AND judged = 0"),
    )
    op.create_table(
        "urge_slots",
        sa.Column("reminder_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("reminder_id", name="pk_urge_slots"),
        sa.ForeignKeyConstraint(["reminder_id"], ["reminders.id"], name="fk_urge_slots_reminder_id"),
    )


def _create_measures() -> None:
    op.create_table(
        "measures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        *(_text(name) for name in ("granted_by", "channel", "paper")),
        sa.Column("files", sa.Text(), server_default="[]", nullable=False),
        _text("reason"),
        *(sa.Column(name, sa.BigInteger(), nullable=True) for name in ("until", "deadline_before", "imported_before")),
        _text("confirmation"),
        *(sa.Column(name, sa.BigInteger(), nullable=True) for name in ("platform_deadline", "compared_at")),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        _text("made_by"),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        *(_text(name) for name in ("ended_by", "note")),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_measures"),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name="fk_measures_ticket_id"),
    )
    op.create_index("ix_measures_ticket_id", "measures", ["ticket_id"])
    op.create_index("ix_measures_state", "measures", ["state", "until"])


def _create_office_sheets() -> None:
    op.create_table(
        "office_sheets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        *(_text(name) for name in ("unit", "file")),
        sa.Column("tickets", sa.Integer(), server_default="0", nullable=False),
        sa.Column("sent_at", sa.BigInteger(), nullable=False),
        _text("sent_by"),
        sa.Column("returned_at", sa.BigInteger(), nullable=True),
        _text("returned_by"),
        *(
            sa.Column(name, sa.Integer(), server_default="0", nullable=False)
            for name in ("rows", "updated", "unchanged", "refused")
        ),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_office_sheets"),
        sa.UniqueConstraint("code", name="uq_office_sheets_code"),
    )
    op.create_index("ix_office_sheets_sent_at", "office_sheets", ["sent_at"])
    op.create_table(
        "office_sheet_rows",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        _text("number"),
        sa.Column("printed", sa.Text(), server_default="{}", nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_office_sheet_rows"),
        sa.ForeignKeyConstraint(["sheet_id"], ["office_sheets.id"], name="fk_office_sheet_rows_sheet_id"),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name="fk_office_sheet_rows_ticket_id"),
        sa.UniqueConstraint("sheet_id", "ticket_id", name="uq_office_sheet_rows_sheet_id"),
    )


def _text(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.Text(), server_default="", nullable=False)
