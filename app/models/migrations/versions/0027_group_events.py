"""Mass events: their tickets, shared wordings, notices and papers."""

from alembic import op
import sqlalchemy as sa

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "group_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), server_default="open", nullable=False),
        sa.Column("merchant_id", sa.Integer(), nullable=True),
        sa.Column("warning_id", sa.Integer(), nullable=True),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        _text("opened_by"),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        _text("ended_by"),
        _text("result"),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_group_events"),
    )
    open_ones = sa.text("state = 'open'")
    op.create_index("ix_group_events_open", "group_events", ["merchant_id"], sqlite_where=open_ones)
    _create_tickets()
    _create_sides()
    op.create_table(
        "group_event_papers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), server_default="0", nullable=False),
        _text("file"),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        _text("made_by"),
        *_below("group_event_papers"),
        sa.UniqueConstraint("event_id", "kind", "number", name="uq_group_event_papers_event_id"),
    )


def _create_tickets() -> None:
    op.create_table(
        "group_event_tickets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("joined_at", sa.BigInteger(), nullable=False),
        _text("joined_by"),
        sa.Column("left_at", sa.BigInteger(), nullable=True),
        _text("left_by"),
        _text("reason"),
        *_below("group_event_tickets"),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name="fk_group_event_tickets_ticket_id"),
        sa.UniqueConstraint("event_id", "ticket_id", name="uq_group_event_tickets_event_id"),
    )
    op.create_index("ix_group_event_tickets_ticket_id", "group_event_tickets", ["ticket_id"])


def _create_sides() -> None:
    op.create_table(
        "group_event_wordings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        _text("text"),
        sa.Column("set_at", sa.BigInteger(), nullable=False),
        _text("set_by"),
        *_below("group_event_wordings"),
        sa.UniqueConstraint("event_id", "number", name="uq_group_event_wordings_event_id"),
    )
    op.create_table(
        "group_event_notices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("whom", sa.Text(), nullable=False),
        *(_text(name) for name in ("channel", "said", "told_by")),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        _text("recorded_by"),
        sa.Column("withdrawn_at", sa.BigInteger(), nullable=True),
        _text("withdrawn_by"),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        *_below("group_event_notices"),
    )
    op.create_index("ix_group_event_notices_event_id", "group_event_notices", ["event_id"])


def _below(table: str) -> "tuple[sa.Constraint, sa.Constraint]":
    return (
        sa.ForeignKeyConstraint(["event_id"], ["group_events.id"], name=f"fk_{table}_event_id"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
    )


def _text(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.Text(), server_default="", nullable=False)
