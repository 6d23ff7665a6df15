"""The store of buck-passing cases: tickets that are passed to and fro between departments."""

from __future__ import annotations

from typing import Unpack

from sqlalchemy import Connection, select

from app.models.passing.records import NewPassingCase, PassingChange, PassingRecord
from app.models.passing.tables import passing_cases
from app.models.shared.records import columns_of, record, records
from app.models.shared.writing import add_row, change_row
from app.models.ticket.tables import tickets
from app.rules.passing import PassingState

_p = passing_cases.c
_WITH_TICKET = select(*columns_of(PassingRecord, passing_cases, tickets)).join(tickets, tickets.c.id == _p.ticket_id)
_ORDER = {state: place for place, state in enumerate(PassingState)}


class PassingStore:
    """Cases within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, new: NewPassingCase) -> int:
        """Adds one case; returns its id."""
        return add_row(self._connection, passing_cases, new)

    def get(self, case_id: int) -> PassingRecord | None:
        """One case with its ticket, or None."""
        return record(PassingRecord, self._connection.execute(_WITH_TICKET.where(_p.id == case_id)).one_or_none())

    def open_of(self, ticket_id: int) -> PassingRecord | None:
        """The ticket's case that is not closed, or None."""
        query = _WITH_TICKET.where(_p.ticket_id == ticket_id, _p.state != PassingState.CLOSED)
        return record(PassingRecord, self._connection.execute(query.order_by(_p.id.desc()).limit(1)).one_or_none())

    def listing(self, state: PassingState | None = None) -> list[PassingRecord]:
        """Cases: those to be reported first, then by their follow-up, closed ones last."""
        query = _WITH_TICKET.order_by(_p.opened_at.desc(), _p.id.desc())
        if state is not None:
            query = query.where(_p.state == state)
        return sorted(records(PassingRecord, self._connection.execute(query)), key=_urgency)

    def change(self, before: PassingRecord, **changes: Unpack[PassingChange]) -> None:
        """Writes the changed columns and raises the version.

        Raises:
            StaleVersion: the row's version is no longer `before.version`.

        """
        change_row(self._connection, passing_cases, before, changes)


def _urgency(case: PassingRecord) -> tuple[int, bool, float]:
    """The place of a case in the list: by state, then by the next follow-up, those without one last."""
    follow_up = case.follow_up_at
    return _ORDER[case.state], follow_up is None, follow_up.timestamp() if follow_up is not None else 0.0
