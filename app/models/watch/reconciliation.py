"""The reconciliation store: the tickets that are compared, comparisons and their differences."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Unpack

from sqlalchemy import ColumnElement, Connection, func, insert, select

from app.models.shared.records import columns_of, record, records
from app.models.shared.writing import add_row, change_row, values_of
from app.models.ticket.tables import tickets
from app.models.watch.records import (
    DifferenceChange,
    DifferenceRecord,
    NewDifference,
    NewReconciliation,
    ReconciliationRecord,
)
from app.models.watch.tables import differences, reconciliations
from app.rules.ticket.states import TicketStatus
from app.rules.watch.reconciliation import Registered
from app.rules.watch.states import DifferenceState

_t, _r, _d = tickets.c, reconciliations.c, differences.c
_COMPARED = (
    _t.id, _t.number, _t.source, _t.status, _t.deadline_at, _t.unit, _t.signed_at, _t.backlog, _t.other_number,
)  # fmt: skip
_AT_ONCE = 500
_STATUSES = {status.value: status for status in TicketStatus}


class ReconciliationStore:
    """Reconciliations within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def compared(self, numbers: Sequence[str]) -> list[Registered]:
        """The open tickets, and those that bear one of these numbers or have it as their other number, by id."""
        found = self._where(_t.is_open == 1)
        for start in range(0, len(numbers), _AT_ONCE):
            chosen = numbers[start : start + _AT_ONCE]
            found |= self._where(_t.number.in_(chosen))
        borne = {one.number for one in found.values()}
        unknown = [number for number in numbers if number not in borne]
        for start in range(0, len(unknown), _AT_ONCE):
            chosen = unknown[start : start + _AT_ONCE]
            found |= self._where(_t.other_number != "", _t.other_number.in_(chosen))
        return [found[key] for key in sorted(found)]

    def _where(self, *conditions: ColumnElement[bool]) -> dict[int, Registered]:
        rows = self._connection.execute(select(*_COMPARED).where(*conditions))
        return {
            row[0]: Registered(row[0], row[1], row[2], _STATUSES[row[3]], row[4], row[5], row[6], row[7], row[8])
            for row in rows
        }

    def open_by_status(self) -> dict[TicketStatus, int]:
        """How many open tickets of the living desk stand in each state."""
        query = select(_t.status, func.count()).where(_t.is_open == 1, _t.backlog == 0).group_by(_t.status)
        return {_STATUSES[status]: count for status, count in self._connection.execute(query)}

    def add(self, new: NewReconciliation, found: Sequence[NewDifference]) -> int:
        """Adds a comparison with its differences; returns its id."""
        key = add_row(self._connection, reconciliations, new)
        if found:
            rows = [{**values_of(one), "reconciliation_id": key} for one in found]
            self._connection.execute(insert(differences), rows)
        return key

    def latest(self) -> ReconciliationRecord | None:
        """The newest comparison, or None."""
        query = select(*columns_of(ReconciliationRecord, reconciliations)).order_by(_r.at.desc(), _r.id.desc())
        return record(ReconciliationRecord, self._connection.execute(query.limit(1)).one_or_none())

    def between(self, start: datetime, end: datetime) -> list[ReconciliationRecord]:
        """The comparisons from `start` up to but without `end`, oldest first."""
        query = select(*columns_of(ReconciliationRecord, reconciliations)).where(_r.at >= start, _r.at < end)
        return records(ReconciliationRecord, self._connection.execute(query.order_by(_r.at, _r.id)))

    def differences_of(self, reconciliation_id: int) -> list[DifferenceRecord]:
        """The differences of a comparison, in the order in which they were found."""
        query = select(*columns_of(DifferenceRecord, differences)).where(_d.reconciliation_id == reconciliation_id)
        return records(DifferenceRecord, self._connection.execute(query.order_by(_d.id)))

    def open_count(self) -> int:
        """How many differences of the newest comparison nobody has decided on."""
        newest = select(_r.id).order_by(_r.at.desc(), _r.id.desc()).limit(1).scalar_subquery()
        query = select(func.count()).where(_d.reconciliation_id == newest, _d.state == DifferenceState.OPEN)
        return int(self._connection.execute(query).scalar_one())

    def difference(self, difference_id: int) -> DifferenceRecord | None:
        """One difference, or None."""
        query = select(*columns_of(DifferenceRecord, differences)).where(_d.id == difference_id)
        return record(DifferenceRecord, self._connection.execute(query).one_or_none())

    def decide(self, before: DifferenceRecord, **changes: Unpack[DifferenceChange]) -> None:
        """Writes what became of a difference.

        Raises:
            StaleVersion: the row's version is no longer `before.version`.

        """
        change_row(self._connection, differences, before, changes)
