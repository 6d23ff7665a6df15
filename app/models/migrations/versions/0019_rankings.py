"""Dated settings of figures, and the official rankings with their lines and their lists of tickets."""

from alembic import op
import sqlalchemy as sa

revision = "0019"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "figure_settings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("effective_from", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        *(_text(name) for name in ("made_by", "note")),
        sa.PrimaryKeyConstraint("id", name="pk_figure_settings"),
    )
    op.create_table(
        "rankings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=True),
        _text("score"),
        sa.Column("units", sa.Integer(), nullable=True),
        sa.Column("origin", sa.Text(), nullable=False),
        _text("file"),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        *(_text(name) for name in ("made_by", "note")),
        sa.PrimaryKeyConstraint("id", name="pk_rankings"),
    )
    op.create_index("ix_rankings_period", "rankings", ["period", "scope"])
    op.create_table(
        "ranking_lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ranking_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=True),
        *(_text(name) for name in ("unit", "score")),
        sa.Column("ours", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_ranking_lines"),
        sa.ForeignKeyConstraint(["ranking_id"], ["rankings.id"], name="fk_ranking_lines_ranking_id"),
    )
    op.create_index("ix_ranking_lines_ranking_id", "ranking_lines", ["ranking_id"])
    op.create_table(
        "ranking_tickets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ranking_id", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        *(_text(name) for name in ("valid", "contacted", "solved", "satisfied", "excluded")),
        sa.PrimaryKeyConstraint("id", name="pk_ranking_tickets"),
        sa.ForeignKeyConstraint(["ranking_id"], ["rankings.id"], name="fk_ranking_tickets_ranking_id"),
    )
    op.create_index("ix_ranking_tickets_ranking_id", "ranking_tickets", ["ranking_id"])


def _text(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.Text(), server_default="", nullable=False)
