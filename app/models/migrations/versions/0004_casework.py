"""Casework: steps of returns, owners as data, buck-passing cases, applications for exclusion."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def _text(name: str, *, needed: bool = False, default: str = "") -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default=None if needed else default, nullable=False)


def _instant(name: str, *, needed: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=not needed)


def _whole(name: str, default: str | None = None, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), server_default=default, nullable=nullable)


def _refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [to], name=op.f(f"fk_{table}_{column}"))


def _key(table: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}"))


def upgrade() -> None:
    op.add_column("returns", _text("direction", default="ours"))
    op.add_column("returns", _text("department"))
    _return_steps()
    _owner_tables()
    _passing_cases()
    _exclusion_catalogues()
    _exclusions()
    _exclusion_steps()
    _exclusion_files()


def _return_steps() -> None:
    op.create_table(
        "return_steps",
        _whole("id"),
        _whole("return_id"),
        _instant("at", needed=True),
        _text("who"),
        _text("move", needed=True),
        _text("text"),
        _text("basis"),
        _text("evidence", default="[]"),
        _refers("return_steps", "return_id", "returns.id"),
        _key("return_steps"),
    )
    op.create_index("ix_return_steps_return_id", "return_steps", ["return_id"])


def _owner_tables() -> None:
    op.create_table(
        "owner_tables",
        _whole("id"),
        _text("effective_from", needed=True),
        _text("body", needed=True),
        _instant("made_at", needed=True),
        _text("made_by"),
        _text("note"),
        _key("owner_tables"),
    )


def _passing_cases() -> None:
    op.create_table(
        "passing_cases",
        _whole("id"),
        _whole("ticket_id"),
        _text("state", needed=True),
        _instant("opened_at", needed=True),
        _text("opened_by"),
        _text("parties", default="[]"),
        _text("facts"),
        _text("reported_to"),
        _instant("reported_at"),
        _text("reported_by"),
        _instant("follow_up_at"),
        _text("outcome"),
        _instant("closed_at"),
        _text("closed_by"),
        _whole("version", "1"),
        _refers("passing_cases", "ticket_id", "tickets.id"),
        _key("passing_cases"),
    )
    op.create_index("ix_passing_cases_state", "passing_cases", ["state", "follow_up_at"])
    op.create_index("ix_passing_cases_ticket_id", "passing_cases", ["ticket_id"])


def _exclusion_catalogues() -> None:
    op.create_table(
        "exclusion_catalogues",
        _whole("id"),
        _text("month", needed=True),
        _text("body", needed=True),
        _instant("made_at", needed=True),
        _text("made_by"),
        _text("note"),
        _key("exclusion_catalogues"),
    )


def _exclusions() -> None:
    op.create_table(
        "exclusions",
        _whole("id"),
        _whole("ticket_id"),
        _whole("catalogue_id", nullable=True),
        _text("month", needed=True),
        _text("major", needed=True),
        _text("minor", needed=True),
        _text("state", needed=True),
        _text("level", needed=True),
        _text("statement"),
        _text("process"),
        _text("basis"),
        _text("platform_name"),
        _whole("excluded", "0"),
        _whole("parked", "0"),
        _whole("off_volume", "0"),
        _text("overruled", default="{}"),
        _instant("created_at", needed=True),
        _text("created_by"),
        _instant("submitted_at"),
        _instant("decided_at"),
        _text("result"),
        _text("platform_result"),
        _whole("version", "1"),
        _refers("exclusions", "ticket_id", "tickets.id"),
        _refers("exclusions", "catalogue_id", "exclusion_catalogues.id"),
        _key("exclusions"),
    )
    op.create_index("ix_exclusions_state", "exclusions", ["state"])
    op.create_index("uq_exclusions_ticket", "exclusions", ["ticket_id"], unique=True, sqlite_where=sa.text("state != 'withdrawn'"))


def _exclusion_steps() -> None:
    op.create_table(
        "exclusion_steps",
        _whole("id"),
        _whole("exclusion_id"),
        _instant("at", needed=True),
        _text("who"),
        _text("level", needed=True),
        _text("move", needed=True),
        _text("opinion"),
        _refers("exclusion_steps", "exclusion_id", "exclusions.id"),
        _key("exclusion_steps"),
    )
    op.create_index("ix_exclusion_steps_exclusion_id", "exclusion_steps", ["exclusion_id"])


def _exclusion_files() -> None:
    op.create_table(
        "exclusion_files",
        _whole("id"),
        _whole("exclusion_id"),
        _text("hash", needed=True),
        _text("name", needed=True),
        _text("kind"),
        _text("format"),
        _whole("width", nullable=True),
        _whole("height", nullable=True),
        _instant("taken_at"),
        _text("taken_place"),
        _whole("stated", "0"),
        _text("problem"),
        _whole("position"),
        _refers("exclusion_files", "exclusion_id", "exclusions.id"),
        _refers("exclusion_files", "hash", "evidence.hash"),
        _key("exclusion_files"),
        sa.UniqueConstraint("exclusion_id", "hash", name=op.f("uq_exclusion_files_exclusion_id")),
    )
    op.create_index("ix_exclusion_files_hash", "exclusion_files", ["hash"])
