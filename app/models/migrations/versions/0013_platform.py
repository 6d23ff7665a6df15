"""The platform's times of a ticket beside those of the desk; watch rounds, reconciliations and outages of the platform."""

from alembic import op
import sqlalchemy as sa

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_TIMES = ("desk_signed_at", "desk_contact_at", "feedback_at", "desk_closed_at")
_TEXTS = ("sign_source", "platform_times")


def upgrade() -> None:
    for name in _TIMES:
        op.add_column("tickets", sa.Column(name, sa.BigInteger(), nullable=True))
    for name in _TEXTS:
        op.add_column("tickets", sa.Column(name, sa.Text(), server_default="", nullable=False))
    op.create_index(
        "ix_tickets_other_number",
        "tickets",
        ["other_number"],
        sqlite_where=sa.text("other_number <> ''"),
        postgresql_where=sa.text("other_number <> ''"),
    )
    _looks_and_rounds()
    _reconciliations()
    _outages()


def _looks_and_rounds() -> None:
    op.create_table(
        "platform_looks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("who", sa.Text(), server_default="", nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_platform_looks")),
    )
    op.create_index("ix_platform_looks_at", "platform_looks", ["at"])
    op.create_table(
        "watch_rounds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("ends_at", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("look_at", sa.BigInteger(), nullable=True),
        sa.Column("who", sa.Text(), server_default="", nullable=False),
        sa.Column("cause", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watch_rounds")),
        sa.UniqueConstraint("due_at", name=op.f("uq_watch_rounds_due_at")),
    )


def _reconciliations() -> None:
    counts = ("platform", "register", "missing_here", "missing_there", "differs", "unread", "same")
    op.create_table(
        "reconciliations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("who", sa.Text(), server_default="", nullable=False),
        sa.Column("list_name", sa.Text(), server_default="", nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Integer(), server_default="0", nullable=False) for name in counts),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reconciliations")),
    )
    op.create_index("ix_reconciliations_at", "reconciliations", ["at"])
    op.create_table(
        "reconciliation_differences",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reconciliation_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), server_default="", nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=True),
        sa.Column("field", sa.Text(), server_default="", nullable=False),
        *(sa.Column(name, sa.Text(), server_default="", nullable=False) for name in ("here", "there", "title")),
        sa.Column("match_id", sa.Integer(), nullable=True),
        sa.Column("match_why", sa.Text(), server_default="", nullable=False),
        sa.Column("state", sa.Text(), server_default="open", nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("decided_at", sa.BigInteger(), nullable=True),
        sa.Column("decided_by", sa.Text(), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(
            ["reconciliation_id"],
            ["reconciliations.id"],
            name=op.f("fk_reconciliation_differences_reconciliation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reconciliation_differences")),
    )
    op.create_index(
        "ix_reconciliation_differences_reconciliation_id", "reconciliation_differences", ["reconciliation_id"]
    )


def _outages() -> None:
    op.create_table(
        "platform_outages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        *(
            sa.Column(name, sa.Text(), server_default="", nullable=False)
            for name in ("what", "told", "evidence", "evidence_name", "entered_by")
        ),
        sa.Column("entered_at", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_platform_outages")),
    )
    op.create_index("ix_platform_outages_since", "platform_outages", ["since"])
