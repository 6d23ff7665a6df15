"""The ticket store: reads and writes single tickets, and inserts many at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, select, update

from app.models.merchant.index import READ_FROM
from app.models.merchant.store import MerchantStore
from app.models.shared import direct
from app.models.shared.records import columns_of, record, records
from app.models.shared.writing import StaleVersion
from app.models.ticket.digest import COLUMNS, Stored, row_digest
from app.models.ticket.ready import (
    INDEXED,
    Documents,
    NewTicket,
    ReadyChange,
    ReadyTicket,
    dispatch_second,
    document_of,
    in_order,
    stored_row,
    stored_value,
)
from app.models.ticket.records import OpenTicket, TicketChange, TicketRecord
from app.models.ticket.search import SearchStore, ready_document
from app.models.ticket.tables import tickets
from app.rules.shared.search_terms import document
from app.rules.ticket.fields import ARRIVING

_ID = ARRIVING.index("id")
_BULK = f"INSERT INTO tickets ({', '.join(ARRIVING)}) VALUES ({', '.join('?' * len(ARRIVING))})"
# A ticket that was joined into another one keeps its id: no other ticket gets it.
_NEXT = (
    "SELECT 1 + max((SELECT coalesce(max(id), 0) FROM tickets), (SELECT coalesce(max(gone_id), 0) FROM ticket_joins))"
)
_COUNTED = f"SELECT {', '.join(COLUMNS)} FROM tickets WHERE id = ?"
_BY_ID = select(tickets).where(tickets.c.id == bindparam("wanted"))
_BY_NUMBER = select(tickets).where(tickets.c.number == bindparam("wanted"))


class TicketStore:
    """Tickets within one transaction; the search index follows every change of a searched field.

    The register of merchants follows at the end of the transaction: what it has to look at is noted.
    """

    def __init__(self, connection: Connection, search: SearchStore, merchants: MerchantStore) -> None:
        self._connection = connection
        self._search = search
        self._merchants = merchants

    def get(self, ticket_id: int) -> TicketRecord | None:
        """One ticket, or None."""
        return record(TicketRecord, self._connection.execute(_BY_ID, {"wanted": ticket_id}).one_or_none())

    def many(self, ids: Sequence[int]) -> list[TicketRecord]:
        """The tickets of these ids, in no order; at most a few hundred at a time."""
        return records(TicketRecord, self._connection.execute(select(tickets).where(tickets.c.id.in_(ids))))

    def newest(self, count: int) -> list[TicketRecord]:
        """The tickets that came in last, newest first."""
        query = select(tickets).order_by(tickets.c.id.desc()).limit(count)
        return records(TicketRecord, self._connection.execute(query))

    def dispatched_between(self, first: datetime, last: datetime, *, limit: int) -> list[TicketRecord]:
        """Tickets dispatched in a span of time, newest first, at most `limit`."""
        at = tickets.c.dispatched_at
        query = select(tickets).where(at >= first, at <= last).order_by(at.desc(), tickets.c.id.desc()).limit(limit)
        return records(TicketRecord, self._connection.execute(query))

    def open_facts(self) -> list[OpenTicket]:
        """The columns that the clocks of every open ticket outside the backlog depend on, by deadline."""
        query = select(*columns_of(OpenTicket, tickets)).where(tickets.c.is_open == 1, tickets.c.backlog == 0)
        return records(OpenTicket, self._connection.execute(query.order_by(tickets.c.deadline_at, tickets.c.id)))

    def flag(self, ticket_id: int, flags: Mapping[str, bool]) -> None:
        """Sets flags of a ticket inserted in this transaction; its version stays 1."""
        self._connection.execute(update(tickets).where(tickets.c.id == ticket_id).values(**flags))

    def rule_anew(self, ids: Sequence[int], at: datetime) -> None:
        """Puts tickets under the rules of `at`, when nothing else of them changes."""
        for start in range(0, len(ids), 500):
            chosen = tickets.c.id.in_(ids[start : start + 500])
            self._connection.execute(update(tickets).where(chosen).values(ruled_at=at, version=tickets.c.version + 1))

    def numbered(self, number: str) -> list[TicketRecord]:
        """Every ticket with this number; more than one only from different sources."""
        return records(TicketRecord, self._connection.execute(_BY_NUMBER, {"wanted": number}))

    def is_hidden(self, number: str) -> bool:
        """Whether the table holds this number although its index does not give it: the file is damaged.

        Reads the whole table; only for a number that was not found.
        """
        query = "SELECT 1 FROM tickets NOT INDEXED WHERE number = ?"
        return direct.scalar(self._connection, query, (number,)) is not None

    def misses_its_indexes(self) -> bool:
        """Whether the indexes of the table do not fit it: the file is damaged.

        Reads all of them; only where a ticket that was listed is not there.
        """
        verdict: str = direct.scalar(self._connection, "PRAGMA integrity_check('tickets')")
        return verdict != "ok"

    def is_taken(self, number: str) -> bool:
        """Whether any ticket bears this number."""
        return direct.scalar(self._connection, "SELECT 1 FROM tickets WHERE number = ?", (number,)) is not None

    def beginning_with(self, prefix: str) -> list[TicketRecord]:
        """Tickets whose number begins with this, by number."""
        query = select(tickets).where(tickets.c.number >= prefix, tickets.c.number < prefix + "\uffff")
        return records(TicketRecord, self._connection.execute(query.order_by(tickets.c.number)))

    def known(self, numbers: Sequence[str]) -> list[TicketRecord]:
        """Tickets that bear one of these numbers (at most 500 at a time)."""
        any_of = f"SELECT 1 FROM tickets WHERE number IN ({', '.join('?' * len(numbers))}) LIMIT 1"
        if direct.scalar(self._connection, any_of, numbers) is None:
            return []
        query = select(tickets).where(tickets.c.number.in_(numbers))
        return records(TicketRecord, self._connection.execute(query))

    def next_id(self) -> int:
        """The next free ticket id, for ids assigned by the caller within this transaction."""
        return int(direct.scalar(self._connection, _NEXT))

    def still_at(self, seen: Sequence[tuple[int, int]]) -> set[tuple[int, int]]:
        """Those of the tickets (id, version; at most 500) that still have this version."""
        if not seen:
            return set()
        query = f"SELECT id, version FROM tickets WHERE id IN ({', '.join('?' * len(seen))})"
        return {*seen} & {*direct.run(self._connection, query, [row[0] for row in seen]).fetchall()}

    def stored_rows(self, ids: Sequence[int]) -> dict[int, tuple[Stored, ...]]:
        """The rows of tickets by COLUMNS, as the register has them (at most 500 at a time), by id."""
        query = f"SELECT id, {', '.join(COLUMNS)} FROM tickets WHERE id IN ({', '.join('?' * len(ids))})"
        return {row[0]: tuple(row[1:]) for row in direct.run(self._connection, query, ids).fetchall()} if ids else {}

    def change_many(self, changes: Sequence[ReadyChange]) -> None:
        """Writes changes of tickets, each once, whose versions this transaction has confirmed; raises those versions.

        The search index must be gathering (`SearchStore.begin_gathering`).
        """
        together: dict[tuple[str, ...], list[tuple[Stored, ...]]] = {}
        for change in changes:
            together.setdefault(change.columns, []).append((*change.values, change.ticket_id))
            if change.leaves is not None and change.enters is not None:
                self._search.replace(change.leaves, change.enters)
            if not READ_FROM.isdisjoint(change.columns):
                self._merchants.note((change.ticket_id,))
        for columns, rows in together.items():
            written = ", ".join(f"{name} = ?" for name in columns)
            direct.run_many(self._connection, f"UPDATE tickets SET {written}, version = version + 1 WHERE id = ?", rows)

    def insert_many(self, rows: Sequence[tuple[int, ReadyTicket]]) -> None:
        """Adds tickets under these ids, fast; the caller adds their search documents."""
        columns = ((*ready.columns[:_ID], ticket_id, *ready.columns[_ID + 1 :]) for ticket_id, ready in rows)
        direct.run_many(self._connection, _BULK, [*columns])
        self._merchants.note(ticket_id for ticket_id, _ in rows)

    def digest(self, ticket_id: int) -> str:
        """The digest of a ticket as it stands, for the journal line of what changed it."""
        return row_digest(direct.run(self._connection, _COUNTED, (ticket_id,)).fetchone() or ())

    def add(self, values: NewTicket, text: str) -> int:
        """Adds one ticket with its search document; `values` has every one of ARRIVING; returns its id."""
        ticket_id = self.next_id()
        stored = {**stored_row(values), "id": ticket_id}
        direct.run(self._connection, _BULK, in_order(stored))
        self._search.add([(dispatch_second(values), ticket_id, text)])
        self._merchants.note((ticket_id,))
        return ticket_id

    def change(self, before: TicketRecord, values: TicketChange, documents: Documents | None = None) -> None:
        """Writes the changed columns, raises the version and keeps the search index true.

        `documents` are those of the change where they are known already.

        Raises:
            StaleVersion: the row's version is no longer `before.version`.

        """
        written = ", ".join(f"{name} = ?" for name in values)
        done = direct.run(
            self._connection,
            f"UPDATE tickets SET {written}, version = version + 1 WHERE id = ? AND version = ?",
            (*map(stored_value, values.values()), before.id, before.version),
        )
        if done.rowcount != 1:
            raise StaleVersion(before.id)
        if not READ_FROM.isdisjoint(values):
            self._merchants.note((before.id,))
        if documents is None and not values.keys().isdisjoint(INDEXED):
            found = self.get(before.id)  # the values may be those of the register, as an undo has them
            documents = (ready_document(*document_of(before)), ready_document(*document_of(found))) if found else None
        if documents is not None:
            self._search.replace(*documents)

    def remove(self, row: TicketRecord) -> None:
        """Removes a ticket that was joined into another one; every row that belongs to it has moved before."""
        self._search.remove(ready_document(*document_of(row)))
        direct.run(self._connection, "DELETE FROM tickets WHERE id = ?", (row.id,))
        self._merchants.note((row.id,))

    def put_again(self, row: Mapping[str, Stored]) -> TicketRecord:
        """Adds a ticket again that had been removed, from its columns as stored; its version rises."""
        again = {**row, "version": int(row["version"] or 0) + 1}
        marks = ", ".join("?" * len(again))
        direct.run(self._connection, f"INSERT INTO tickets ({', '.join(again)}) VALUES ({marks})", [*again.values()])
        found = self.get(int(row["id"] or 0))
        if found is None:
            raise KeyError(row["id"])
        at, ticket_id, texts = document_of(found)
        self._search.add([(at, ticket_id, document(texts))])
        self._merchants.note((ticket_id,))
        return found
