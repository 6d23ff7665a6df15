"""The store of number matches: which tickets were joined into which, what that changed, and which pairs are two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, Index, Integer, Table, Text, or_, select

from app.models.shared import direct
from app.models.shared.columns import Json, code_column, instant_column, json_column, metadata, text_column
from app.models.shared.records import columns_of, record, records
from app.models.shared.writing import add_row, change_row
from app.models.ticket.images import TICKETS, ImageStore, RowChange
from app.models.ticket.records import MatchedTicket
from app.models.ticket.tables import tickets
from app.rules.law.clocks import ClockName
from app.rules.reminder.states import ReminderState
from app.rules.ticket.joining import JoinState


def _read_changes(data: Sequence[Mapping[str, Any]]) -> tuple[RowChange, ...]:
    return tuple(RowChange(**one) for one in data)


def _write_changes(changes: tuple[RowChange, ...]) -> list[dict[str, Any]]:
    return [asdict(one) for one in changes]


_CHANGES: Json[tuple[RowChange, ...]] = Json("row changes", _read_changes, _write_changes)

# A ticket that was joined into another one goes; its rows, and those of the other that changed, stand in `changes`.
ticket_joins = Table(
    "ticket_joins",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kept_id", Integer, nullable=False),
    Column("gone_id", Integer, nullable=False),
    Column("kept_number", Text, nullable=False),
    Column("gone_number", Text, nullable=False),
    code_column("state", JoinState),
    text_column("why"),
    instant_column("at", nullable=False),
    text_column("who"),
    json_column("changes", _CHANGES, empty="[]"),
    instant_column("ended_at"),
    text_column("ended_by"),
    Column("version", Integer, nullable=False, server_default="1"),
)
Index("ix_ticket_joins_kept_id", ticket_joins.c.kept_id)
Index("ix_ticket_joins_gone_id", ticket_joins.c.gone_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewJoin:
    """Two tickets that were joined, or said to be two."""

    kept_id: int
    gone_id: int
    kept_number: str
    gone_number: str
    state: JoinState
    why: str
    at: datetime
    who: str
    changes: tuple[RowChange, ...] = ()


@dataclass(frozen=True, slots=True)
class JoinRecord:
    """One pair of tickets, without what the joining changed."""

    id: int
    kept_id: int
    gone_id: int
    kept_number: str
    gone_number: str
    state: JoinState
    why: str
    at: datetime
    who: str
    ended_at: datetime | None
    ended_by: str
    version: int


_j, _t = ticket_joins.c, tickets.c
_MATCHED = select(*columns_of(MatchedTicket, tickets))
_ROWS = select(*columns_of(JoinRecord, ticket_joins))
_JOINED = _j.state == JoinState.JOINED
# Rows that move with their ticket, and those of which a ticket has only one of a kind.
_MOVED = (
    "attempts", "calls", "promises", "passing_cases", "exclusions", "measures", "surveys", "replies", "returns",
    "findings", "escalations", "reminders", "urge_tickets", "group_event_tickets", "office_sheet_rows",
    "reconciliation_differences",
)  # fmt: skip
_ONE_OF_A_KIND = {
    "findings": ("kind", "key"),
    "escalations": ("deadline_at", "level"),
    "urge_tickets": ("round_id",),
    "group_event_tickets": ("event_id",),
    "office_sheet_rows": ("sheet_id",),
}
_CLOCKS = {
    "promises": ClockName.PROMISE,
    "returns": ClockName.REQUEST,
    "passing_cases": ClockName.PASSING,
    "exclusions": ClockName.EXCLUSION,
    "measures": ClockName.MEASURE,
}
_CANCELLED = ReminderState.CANCELLED.value
# Rounds of a ticket are numbered in the order of time.
_BY_TIME = {"surveys": "at", "replies": "written_at", "returns": "created_at"}


class JoinStore:
    """Number matches within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, new: NewJoin) -> int:
        """Adds one; returns its id."""
        return add_row(self._connection, ticket_joins, new)

    def end(self, before: JoinRecord, at: datetime, who: str) -> None:
        """Notes that a joined pair was taken apart.

        Raises:
            StaleVersion: the row's version is no longer `before.version`.

        """
        change_row(self._connection, ticket_joins, before, {"state": JoinState.PARTED, "ended_at": at, "ended_by": who})

    def keep_changes(self, join_id: int, changes: tuple[RowChange, ...]) -> None:
        """Keeps what the joining changed."""
        self._connection.execute(ticket_joins.update().where(_j.id == join_id).values(changes=changes))

    def changes_of(self, join_id: int) -> tuple[RowChange, ...]:
        """What the joining changed."""
        found: tuple[RowChange, ...] = self._connection.execute(select(_j.changes).where(_j.id == join_id)).scalar_one()
        return found

    def of_kept(self, ticket_id: int) -> list[JoinRecord]:
        """The tickets that are joined into this one, the last one first."""
        query = _ROWS.where(_j.kept_id == ticket_id, _JOINED).order_by(_j.id.desc())
        return records(JoinRecord, self._connection.execute(query))

    def of_gone(self, ticket_id: int) -> JoinRecord | None:
        """How this ticket went; None while it stands."""
        query = _ROWS.where(_j.gone_id == ticket_id, _JOINED).order_by(_j.id.desc()).limit(1)
        return record(JoinRecord, self._connection.execute(query).one_or_none())

    def numbered(self, number: str) -> JoinRecord | None:
        """How the ticket with this number went that was joined last, into one that stands; None when none was."""
        query = _ROWS.where(_j.gone_number == number, _JOINED).order_by(_j.id.desc()).limit(1)
        found = record(JoinRecord, self._connection.execute(query).one_or_none())
        while found is not None and (further := self.of_gone(found.kept_id)) is not None:
            found = further
        return found

    def typed(self, prefix: str) -> list[MatchedTicket]:
        """The open tickets whose number begins with this, by number."""
        where = (_t.number >= prefix, _t.number < prefix + "\uffff", _t.is_open == 1)
        return records(MatchedTicket, self._connection.execute(_MATCHED.where(*where).order_by(_t.number)))

    def near(self, first: datetime, last: datetime, phones: Sequence[str], limit: int) -> list[MatchedTicket]:
        """Tickets dispatched in a span of time that have one of these numbers or none, newest first; without any all.

        Two tickets with different numbers are two callers' and never one.
        """
        where = [_t.dispatched_at >= first, _t.dispatched_at <= last]
        if phones:
            where.append(or_(_t.phones == "", *(_t.phones.contains(phone, autoescape=True) for phone in phones)))
        query = _MATCHED.where(*where).order_by(_t.dispatched_at.desc(), _t.id.desc()).limit(limit)
        return records(MatchedTicket, self._connection.execute(query))

    def gone_numbers(self) -> dict[str, str]:
        """The numbers that went with their ticket, each with that of the ticket it was joined into."""
        rows = self._connection.execute(select(_j.gone_number, _j.kept_number).where(_JOINED))
        return {row.gone_number: row.kept_number for row in rows}

    def decided(self, ticket_ids: Sequence[int]) -> set[tuple[int, int]]:
        """The pairs (kept, other) with one of these tickets that somebody has decided on; none is proposed again."""
        query = select(_j.kept_id, _j.gone_id).where(_j.kept_id.in_(ticket_ids) | _j.gone_id.in_(ticket_ids))
        return {(kept, gone) for kept, gone in self._connection.execute(query)}

    def move(self, gone_id: int, kept_id: int) -> None:
        """Puts every row of one ticket at another one; rounds are numbered anew, by time.

        Of what a ticket has only one of, the row that says more stays: the decided finding, the answered round.
        """
        for table in _MOVED:
            if table in _ONE_OF_A_KIND:
                self._drop_double(table, gone_id, kept_id)
            if table == "reminders":
                self._set_behind(gone_id, kept_id)
            elif table in _BY_TIME:
                self._number(table, (gone_id, kept_id), kept_id)
            self._run(f"UPDATE {table} SET ticket_id = ? WHERE ticket_id = ?", kept_id, gone_id)
        self._run("UPDATE reconciliation_differences SET match_id = ? WHERE match_id = ?", kept_id, gone_id)

    def cancel_slots(self, ids: Sequence[int], reason: str) -> None:
        """Cancels acknowledged slots of the ledger that another ticket has too; who acknowledged them stays."""
        for row_id in ids:
            self._run("UPDATE reminders SET state = ?, reason = ? WHERE id = ?", _CANCELLED, reason, row_id)

    def put_apart(self, changes: Sequence[RowChange], gone_id: int, kept_id: int) -> None:
        """Puts the rows of a joined ticket back at it, as they stand now; rows that were dropped come again."""
        images = ImageStore(self._connection)
        for change in changes:
            own = change.before or {}
            if change.table == TICKETS or change.after is None:
                continue
            for column in ("ticket_id", "match_id"):
                if own.get(column) == gone_id:
                    number = own.get("round")
                    places = f"{column} = ?" + ("" if number is None else ", round = ?")
                    values = (gone_id,) if number is None else (gone_id, number)
                    where = f"UPDATE {change.table} SET {places} WHERE id = ? AND {column} = ?"
                    self._run(where, *values, change.id, kept_id)
                    self._take_slots(change, gone_id, kept_id)
        for change in changes:
            if change.table != TICKETS and change.after is None and change.before is not None:
                images.put_row(change.table, change.before)

    def _take_slots(self, change: RowChange, gone_id: int, kept_id: int) -> None:
        """Takes the slots along that a matter of the ticket got while it was joined."""
        clock = _CLOCKS.get(change.table)
        if clock is None:
            return
        highest = direct.scalar(
            self._connection, "SELECT coalesce(max(round), 0) FROM reminders WHERE ticket_id = ?", (gone_id,)
        )
        self._run(
            "UPDATE reminders SET ticket_id = ?, round = round + ? WHERE ticket_id = ? AND clock = ? AND slot LIKE ?",
            gone_id, highest, kept_id, clock.value, f"{change.id}:%",
        )  # fmt: skip

    def number_rounds(self, ticket_id: int) -> None:
        """Numbers the rounds of a ticket anew, by time."""
        for table in _BY_TIME:
            self._number(table, (ticket_id,), ticket_id)

    def _set_behind(self, gone_id: int, kept_id: int) -> None:
        """Slots of the ledger keep their order within a ticket: those that come in stand behind its own."""
        highest = direct.scalar(
            self._connection, "SELECT coalesce(max(round), 0) FROM reminders WHERE ticket_id = ?", (kept_id,)
        )
        self._run("UPDATE reminders SET round = round + ? WHERE ticket_id = ?", highest, gone_id)

    def _number(self, table: str, ticket_ids: Sequence[int], kept_id: int) -> None:
        """Numbers rounds by time; requests of departments count downwards from -1."""
        marks = ", ".join("?" * len(ticket_ids))
        query = f"SELECT id, round FROM {table} WHERE ticket_id IN ({marks}) ORDER BY {_BY_TIME[table]}, id"
        rows = direct.run(self._connection, query, ticket_ids).fetchall()
        for place, (row_id, _) in enumerate(rows):
            self._run(f"UPDATE {table} SET round = ? WHERE id = ?", -1_000_000_000 - place, row_id)
        for sign in (1, -1):
            own = [row_id for row_id, number in rows if number * sign > 0]
            for place, row_id in enumerate(own, 1):
                self._run(f"UPDATE {table} SET ticket_id = ?, round = ? WHERE id = ?", kept_id, place * sign, row_id)

    def _drop_double(self, table: str, gone_id: int, kept_id: int) -> None:
        """Removes one of two rows that a ticket may have only once: the one that nobody has decided or answered."""
        same = " AND ".join(f"own.{name} = other.{name}" for name in _ONE_OF_A_KIND[table])
        query = (
            f"SELECT own.id, other.id FROM {table} own JOIN {table} other ON {same}"
            " WHERE own.ticket_id = ? AND other.ticket_id = ?"
        )
        decided = {"findings": "decided_at", "escalations": "reported_at", "urge_tickets": "answered_at"}.get(table)
        for own, other in direct.run(self._connection, query, (kept_id, gone_id)).fetchall():
            says_more = decided is not None and direct.scalar(
                self._connection,
                f"SELECT count(*) FROM {table} WHERE id = ? AND {decided} IS NOT NULL"
                f" AND NOT EXISTS (SELECT 1 FROM {table} WHERE id = ? AND {decided} IS NOT NULL)",
                (other, own),
            )
            self._run(f"DELETE FROM {table} WHERE id = ?", own if says_more else other)

    def _run(self, statement: str, *values: object) -> None:
        direct.run(self._connection, statement, values)
