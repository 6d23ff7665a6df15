"""Contact quality: evidence, calls of the phone system, findings, reply forms, promises, survey forms as data."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def _text(name: str, *, needed: bool = False, default: str = "") -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default=None if needed else default, nullable=False)


def _instant(name: str, *, needed: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=not needed)


def _whole(name: str, default: str | None = None, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), server_default=default, nullable=nullable)


def _ticket(table: str, *, nullable: bool = False) -> tuple[sa.Column[int], sa.ForeignKeyConstraint]:
    name = op.f(f"fk_{table}_ticket_id")
    return _whole("ticket_id", nullable=nullable), sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=name)


def upgrade() -> None:
    op.add_column("tickets", _instant("reworked_at"))
    for column in (_text("reached"), _whole("seconds", nullable=True), _text("evidence"), _text("source")):
        op.add_column("attempts", column)
    for column in (_text("reason_codes"), _whole("form", "1"), _text("answers", default="{}")):
        op.add_column("surveys", column)
    op.create_table(
        "evidence",
        _text("hash", needed=True),
        _text("name", needed=True),
        _text("kind"),
        _whole("size", "0"),
        _instant("added_at", needed=True),
        _text("added_by"),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_evidence")),
    )
    _calls()
    _findings()
    _replies()
    _promises()
    op.create_table(
        "survey_forms",
        _whole("id"),
        _text("effective_from", needed=True),
        _text("body", needed=True),
        _instant("made_at", needed=True),
        _text("made_by"),
        _text("note"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_forms")),
    )


def _calls() -> None:
    op.create_table(
        "calls",
        _whole("id"),
        _whole("import_id", nullable=True),
        *_ticket("calls", nullable=True),
        _whole("attempt_id", nullable=True),
        _instant("at", needed=True),
        _text("number"),
        _text("outcome"),
        _whole("seconds", nullable=True),
        _text("agent"),
        _text("state", needed=True),
        _text("key", needed=True),
        _text("raw", default="{}"),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempts.id"], name=op.f("fk_calls_attempt_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calls")),
        sa.UniqueConstraint("key", name=op.f("uq_calls_key")),
    )
    op.create_index("ix_calls_state", "calls", ["state", "at"])
    op.create_index("ix_calls_at", "calls", ["at"])
    op.create_index("ix_calls_ticket_id", "calls", ["ticket_id"])


def _findings() -> None:
    op.create_table(
        "findings",
        _whole("id"),
        *_ticket("findings"),
        _text("kind", needed=True),
        _text("key"),
        _instant("at", needed=True),
        _instant("found_at", needed=True),
        _text("reason"),
        _text("state", needed=True),
        _instant("decided_at"),
        _text("decided_by"),
        _text("note"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_findings")),
        sa.UniqueConstraint("ticket_id", "kind", "key", name=op.f("uq_findings_ticket_id")),
    )
    op.create_index("ix_findings_state", "findings", ["state", "at"])
    op.create_index("ix_findings_at", "findings", ["at"])


def _replies() -> None:
    op.create_table(
        "replies",
        _whole("id"),
        *_ticket("replies"),
        _whole("round"),
        _text("state", needed=True),
        _text("fields", default="{}"),
        _text("writer"),
        _instant("written_at", needed=True),
        _instant("submitted_at"),
        _text("reviewer"),
        _instant("reviewed_at"),
        _text("reasons", default="[]"),
        _text("overruled", default="{}"),
        _instant("sent_at"),
        _text("text_hash"),
        _whole("version", "1"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_replies")),
        sa.UniqueConstraint("ticket_id", "round", name=op.f("uq_replies_ticket_id")),
    )
    op.create_index("ix_replies_state", "replies", ["state"])
    op.create_index("ix_replies_text_hash", "replies", ["text_hash"])


def _promises() -> None:
    op.create_table(
        "promises",
        _whole("id"),
        *_ticket("promises"),
        _text("kind", needed=True),
        _text("said", needed=True),
        _text("found_in"),
        _instant("due_at", needed=True),
        _text("state", needed=True),
        _instant("made_at", needed=True),
        _text("made_by"),
        _instant("ended_at"),
        _text("ended_by"),
        _text("note"),
        _whole("version", "1"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promises")),
    )
    op.create_index("ix_promises_ticket_id", "promises", ["ticket_id"])
    op.create_index(
        "ix_promises_open", "promises", ["due_at"], sqlite_where=sa.text("state IN ('proposed', 'confirmed')")
    )
