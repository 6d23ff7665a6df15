"""Makes the chain anew over the lines that were salvaged, so that what follows can be verified again.

Lines are numbered without gaps; a text beside a line that is lost, or is not what the line says, counts as erased; a
line about a ticket that is lost no longer speaks for its row. What was missing is counted, never passed over.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.models.journal.sealing import Place, digests_of, holds
from app.models.journal.store import GENESIS, HASHED, INSERT_TEXT, line_hash
from app.models.journal.verify import can_be_a_line, texts_beside
from app.models.ticket.digest import COLUMNS, row_digest

_STEP = 1000
_COLUMNS = ("id", *HASHED, "previous_hash", "hash")
_LINES = f"SELECT id, previous_hash, hash, {', '.join(HASHED)} FROM journal WHERE id > ? ORDER BY id LIMIT {_STEP}"
_TRIGGERS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN ('journal', 'journal_texts')"
_WORDS = (
    "SELECT t.id, t.number, j.ticket_digest, max(j.id) FROM tickets t LEFT JOIN journal j ON j.ticket_id = t.id"
    " AND j.ticket_digest <> '' WHERE t.id > ? GROUP BY t.id ORDER BY t.id LIMIT ?"
)
_TICKET = f"SELECT {', '.join(COLUMNS)} FROM tickets WHERE id = ?"
_AT = {name: place for place, name in enumerate(HASHED)}


@dataclass(frozen=True, slots=True)
class SalvagedTicket:
    """A ticket that is not as the journal last saw it: its id, its number, and the digest of its row now."""

    id: int
    number: str
    digest: str


@dataclass(slots=True)
class Rechained:
    """What became of the lines: those kept, those missing or of no use, texts that count as erased.

    `first_broken` is the first line of the old chain that did not hold, None when all did; `last_hash` its last hash.
    """

    lines: int = 0
    missing: int = 0
    texts: int = 0
    first_broken: int | None = None
    last_hash: str = ""
    tickets: tuple[SalvagedTicket, ...] = ()

    def words(self) -> str:
        """The counts in one line."""
        state = "完整" if self.first_broken is None else f"自第 {self.first_broken:,} 条起不符"
        missing = f"，缺 {self.missing:,} 条" if self.missing else ""
        texts = f"，{self.texts:,} 处文字读不出" if self.texts else ""
        tickets = f"；{len(self.tickets):,} 件工单与日志不符，按现状记" if self.tickets else ""
        return f"日志重编：{self.lines:,} 条{missing}{texts}，原校验链{state}，原末条校验值 {self.last_hash}{tickets}"


def rechain(connection: sqlite3.Connection) -> Rechained:
    """Rewrites the journal of a register that nobody else has open; commits nothing."""
    triggers = connection.execute(_TRIGGERS).fetchall()
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    for table in ("journal", "journal_texts"):
        connection.execute(f"CREATE TEMP TABLE new_{table} AS SELECT * FROM {table} WHERE 0")
    made = _Rewriting(connection).run()
    for table in ("journal", "journal_texts"):
        connection.execute(f"DELETE FROM {table}")
        connection.execute(f"INSERT INTO {table} SELECT * FROM new_{table}")
        connection.execute(f"DROP TABLE new_{table}")
    for _, statement in triggers:
        connection.execute(statement)
    made.tickets = tuple(_differing(connection))
    return made


class _Rewriting:
    """Reads the old lines in their order and writes the new ones aside."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._made = Rechained(last_hash=GENESIS)
        self._previous, self._old_id = GENESIS, 0
        self._tickets = {row[0] for row in connection.execute("SELECT id FROM tickets")}

    def run(self) -> Rechained:
        while lines := self._connection.execute(_LINES, (self._old_id,)).fetchall():
            beside = texts_beside(self._connection, lines[0][0], lines[-1][0])
            rows: list[tuple[object, ...]] = []
            texts: list[tuple[object, ...]] = []
            for line in lines:
                self._take(line, beside.get(line[0], {}), rows, texts)
            self._insert("new_journal", _COLUMNS, rows)
            self._connection.executemany(INSERT_TEXT.replace("INTO journal_texts", "INTO new_journal_texts"), texts)
        return self._made

    def _take(
        self,
        line: Sequence[Any],
        beside: dict[Place, tuple[object, object]],
        rows: list[tuple[object, ...]],
        texts: list[tuple[object, ...]],
    ) -> None:
        made, line_id = self._made, line[0]
        made.missing += line_id - self._old_id - 1
        if not self._held(line, beside) and made.first_broken is None:
            made.first_broken = self._old_id + 1
        self._old_id, made.last_hash = line_id, str(line[2])
        if not can_be_a_line(line):
            made.missing += 1
            return
        hashed = list(line[3:])
        if hashed[_AT["ticket_id"]] not in self._tickets:
            hashed[_AT["ticket_digest"]] = ""
        kept = self._texts(hashed, beside)
        made.lines += 1
        digest = line_hash(self._previous, hashed)
        rows.append((made.lines, *hashed, self._previous, digest))
        texts += [(made.lines, *place, text, salt) for place, (text, salt) in kept.items()]
        self._previous = digest

    def _held(self, line: Sequence[Any], beside: dict[Place, tuple[object, object]]) -> bool:
        if line[0] != self._old_id + 1 or line[1] != self._made.last_hash or not can_be_a_line(line):
            return False
        try:
            expected = digests_of(line[3 + _AT["text_digest"]], line[3 + _AT["changes"]])
            return bool(line[2] == line_hash(line[1], line[3:])) and holds(expected, beside)
        except (ValueError, RecursionError):
            return False

    def _texts(
        self, hashed: list[Any], beside: dict[Place, tuple[object, object]]
    ) -> dict[Place, tuple[object, object]]:
        """The texts of a line that are what it says; the others count as erased."""
        try:
            expected = dict(digests_of(hashed[_AT["text_digest"]], hashed[_AT["changes"]]))
        except (ValueError, RecursionError):
            self._made.texts += 1
            hashed[_AT["changes"]] = "{}"
            expected = dict(digests_of(hashed[_AT["text_digest"]], "{}"))
        kept: dict[Place, tuple[object, object]] = {}
        for place, digest in expected.items():
            found = beside.get(place)
            whole = found is not None and holds([(place, digest)], {place: found})
            kept[place] = found if whole and found is not None else (None, None)
            self._made.texts += not whole
        return kept

    def _insert(self, table: str, columns: Sequence[str], rows: list[tuple[object, ...]]) -> None:
        into = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
        self._connection.executemany(into, rows)


def _differing(connection: sqlite3.Connection) -> list[SalvagedTicket]:
    """The tickets whose row is not the one that the newest line about them names."""
    found: list[SalvagedTicket] = []
    last = -(2**63)
    while words := connection.execute(_WORDS, (last, _STEP)).fetchall():
        for ticket_id, number, said, _ in words:
            digest = row_digest(connection.execute(_TICKET, (ticket_id,)).fetchone())
            if digest != said:
                found.append(SalvagedTicket(ticket_id, str(number), digest))
        last = words[-1][0]
    return found
