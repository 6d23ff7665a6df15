"""The journal keeps personal texts beside its lines, and each line of what changed a ticket the digest of its row.

The chain is made anew over the same lines: its first new line names the old head, the number of lines and whether the
old chain held. The last line of each ticket bears the digest of the ticket as it stands; a ticket without a line gets one.
"""

import hashlib
import json
import time
from collections.abc import Sequence
from typing import Any

from alembic import op
import sqlalchemy as sa

from app.models.journal.sealing import seal
from app.models.journal.store import GENESIS, HASHED, INSERT_TEXT, line_hash
from app.models.ticket.digest import COUNTED, Stored, row_digest
from app.rules.journal import JournalVerb

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_STEP = 2000
_WHO = "值守台"
_BEFORE = ("at", "who", "verb", "ticket_id", "ticket_number", "text", "changes")
_TRIGGERS = (
    "CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal"
    " BEGIN SELECT raise(ABORT, 'the journal is append-only'); END",
    "CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal"
    " BEGIN SELECT raise(ABORT, 'the journal is append-only'); END",
    "CREATE TRIGGER journal_texts_only_erased BEFORE UPDATE ON journal_texts"
    " WHEN new.text IS NOT NULL OR new.salt IS NOT NULL OR new.line_id IS NOT old.line_id"
    " OR new.field IS NOT old.field OR new.part IS NOT old.part"
    " BEGIN SELECT raise(ABORT, 'a text of the journal can only be erased'); END",
    "CREATE TRIGGER journal_texts_no_delete BEFORE DELETE ON journal_texts"
    " BEGIN SELECT raise(ABORT, 'a text of the journal can only be erased'); END",
)


def upgrade() -> None:
    connection = op.get_bind()
    for name in ("journal_no_update", "journal_no_delete"):
        op.execute(f"DROP TRIGGER {name}")
    for name in ("ix_journal_at", "ix_journal_ticket_id"):
        op.drop_index(name, "journal")
    op.rename_table("journal", "journal_before")
    _create_tables()
    _Rebuilding(connection).run()
    op.drop_table("journal_before")
    op.create_index("ix_journal_at", "journal", ["at"])
    op.create_index("ix_journal_ticket_id", "journal", ["ticket_id"], sqlite_where=sa.text("ticket_id IS NOT NULL"))
    for trigger in _TRIGGERS:
        op.execute(trigger)


def _create_tables() -> None:
    op.create_table(
        "journal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("verb", sa.Text(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=True),
        sa.Column("ticket_number", sa.Text(), server_default="", nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("changes", sa.Text(), server_default="{}", nullable=False),
        sa.Column("text_digest", sa.Text(), server_default="", nullable=False),
        sa.Column("ticket_digest", sa.Text(), server_default="", nullable=False),
        sa.Column("previous_hash", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_journal"),
    )
    op.create_table(
        "journal_texts",
        sa.Column("line_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("salt", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("line_id", "field", "part", name="pk_journal_texts"),
        sqlite_with_rowid=False,
    )


class _Rebuilding:
    """Copies the lines in order, with a new chain."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        present = {row[1] for row in connection.exec_driver_sql("PRAGMA table_info(tickets)")}
        self._columns = ", ".join(name if name in present else _literal(default) for name, default in COUNTED)
        self._previous, self._count = GENESIS, 0
        self._old_previous, self._old_break = GENESIS, 0
        self._latest = 0

    def run(self) -> None:
        self._connection.exec_driver_sql("CREATE TEMP TABLE last_lines (id INTEGER PRIMARY KEY, ticket_id INTEGER)")
        self._connection.exec_driver_sql(
            "INSERT INTO last_lines SELECT max(id), ticket_id FROM journal_before"
            " WHERE ticket_id IS NOT NULL GROUP BY ticket_id"
        )
        found = self._connection.exec_driver_sql(
            f"SELECT b.id, b.hash, b.previous_hash, l.ticket_id, {', '.join(f'b.{name}' for name in _BEFORE)}"
            " FROM journal_before b LEFT JOIN last_lines l ON l.id = b.id ORDER BY b.id"
        )
        while rows := found.fetchmany(_STEP):
            self._copy(rows)
        count, head = self._count, self._old_previous
        self._add_tickets_without_line()
        if count:
            state = f"自第 {self._old_break} 条起不符" if self._old_break else "完整"
            text = f"日志按新格式重编：原 {count:,} 条，原末条校验值 {head}，原校验链{state}"
            self._write([(self._now(), _WHO, JournalVerb.REBUILD, None, "", text, "{}", "")])
        self._connection.exec_driver_sql("DROP TABLE last_lines")

    def _copy(self, rows: Sequence[Sequence[Any]]) -> None:
        lines = []
        digests = self._digests([row[3] for row in rows if row[3] is not None])
        for line_id, old_hash, old_previous, ticket_id, *before in rows:
            if not self._old_break and (old_previous != self._old_previous or old_hash != _old_hash(old_previous, before)):
                self._old_break = line_id
            self._old_previous = old_hash
            lines.append((*before, digests.get(ticket_id, "")))
        self._write(lines)

    def _digests(self, ids: Sequence[int]) -> dict[int, str]:
        if not ids:
            return {}
        marks = ", ".join("?" * len(ids))
        found = self._connection.exec_driver_sql(
            f"SELECT id, {self._columns} FROM tickets WHERE id IN ({marks})", tuple(ids)
        )
        return {ticket_id: row_digest(values) for ticket_id, *values in found}

    def _add_tickets_without_line(self) -> None:
        found = self._connection.exec_driver_sql(
            f"SELECT id, number, {self._columns} FROM tickets"
            " WHERE id NOT IN (SELECT ticket_id FROM last_lines) ORDER BY id"
        ).fetchall()
        text, now = "重编时没有日志的工单", self._now()
        self._write(
            [
                (now, _WHO, JournalVerb.REBUILD, ticket_id, number, text, "{}", row_digest(values))
                for ticket_id, number, *values in found
            ]
        )

    def _write(self, lines: Sequence[Sequence[Any]]) -> None:
        rows, texts = [], []
        for at, who, verb, ticket_id, number, text, changes, ticket_digest in lines:
            self._count += 1
            self._latest = max(self._latest, at if isinstance(at, int) else 0)
            sealed = _sealed(verb, ticket_id, text, changes)
            hashed = (at, who, verb, ticket_id, number, sealed[0], sealed[1], sealed[2], ticket_digest)
            digest = line_hash(self._previous, hashed)
            rows.append((self._count, *hashed, self._previous, digest))
            texts += [(self._count, *row) for row in sealed[3]]
            self._previous = digest
        if rows:
            columns = ("id", *HASHED, "previous_hash", "hash")
            into = f"INSERT INTO journal ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
            self._connection.exec_driver_sql(into, rows)
        if texts:
            self._connection.exec_driver_sql(INSERT_TEXT, texts)

    def _now(self) -> int:
        """The time of the new lines; never before that of the last one."""
        return max(self._latest, int(time.time()))


def _literal(default: Stored) -> str:
    return "NULL" if default is None else str(default) if isinstance(default, int) else f"'{default}'"


def _old_hash(previous: object, before: Sequence[object]) -> str:
    parts = (str(previous), *map(str, before))
    return hashlib.sha256(f"{[*map(len, parts)]}{''.join(parts)}".encode("utf-8", "surrogatepass")).hexdigest()


def _sealed(verb: str, ticket_id: int | None, text: str, changes: str) -> tuple[str, str, str, Sequence[Sequence[str]]]:
    """The stored text, changes and digest of an old line, and the rows beside it; what cannot be read stays as it was."""
    try:
        known = JournalVerb(verb)
        pairs = {word: (old, new) for word, (old, new) in json.loads(changes).items()}
    except (ValueError, TypeError, AttributeError):
        return text, changes, "", ()
    sealed = seal(known, text, pairs, of_ticket=ticket_id is not None)
    return sealed.text, sealed.changes, sealed.text_digest, sealed.rows
