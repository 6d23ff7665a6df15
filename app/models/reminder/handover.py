"""Queries for a handover: slots acknowledged by others, and slots that fell due meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection

from app.rules.law.clocks import ClockName
from app.rules.ticket.states import TicketStatus
from app.rules.upkeep.stored import StoredCodes

_GIVEN = """
SELECT r.id, r.ticket_id, r.clock, CASE r.state WHEN 'acknowledged' THEN r.acknowledged_by ELSE '' END, t.status,
       EXISTS (SELECT 1 FROM escalations AS e WHERE e.ticket_id = r.ticket_id AND e.state = 'open')
FROM tickets AS t JOIN reminders AS r ON r.ticket_id = t.id
WHERE t.is_open = 1 AND t.backlog = 0 AND r.state IN ('raised', 'shown', 'acknowledged')
ORDER BY r.planned_at, r.id
"""
_BRING_BACK = "UPDATE reminders SET returns_at = ? WHERE id = ? AND state = 'acknowledged'"
_FELL_DUE = """
SELECT count(*), sum(state = 'missed') FROM reminders
WHERE planned_at BETWEEN ? AND ? AND state != 'cancelled'
"""
# A lookup is faster than an enum call: a handover reads every slot raised for an open ticket.
_CLOCKS = StoredCodes({clock.value: clock for clock in ClockName})
_STATUSES = StoredCodes({status.value: status for status in TicketStatus})


class Given(NamedTuple):
    """A slot that was raised for an open ticket; `acknowledged_by` is empty while it rings."""

    id: int
    ticket_id: int
    clock: ClockName
    acknowledged_by: str
    status: TicketStatus
    escalated: bool


def given_before(connection: Connection) -> list[Given]:
    """Every slot of open tickets of the living desk that was raised, oldest first."""
    return [
        Given(key, ticket_id, _CLOCKS[clock], by, _STATUSES[status], bool(escalated))
        for key, ticket_id, clock, by, status, escalated in connection.exec_driver_sql(_GIVEN)
    ]


def bring_back(connection: Connection, ids: Sequence[int], now: datetime) -> None:
    """Makes acknowledged slots due again now."""
    if ids:
        moment = int(now.timestamp())
        connection.exec_driver_sql(_BRING_BACK, [(moment, slot_id) for slot_id in ids])


def fell_due(connection: Connection, since: datetime, until: datetime) -> tuple[int, int]:
    """How many slots were planned from `since` to `until` and not cancelled, and how many of them never rang."""
    stretch = (int(since.timestamp()), int(until.timestamp()))
    fell, missed = connection.exec_driver_sql(_FELL_DUE, stretch).one()
    return int(fell), int(missed or 0)
