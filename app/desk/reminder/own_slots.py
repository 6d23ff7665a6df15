"""The reminders of the desk's own matters, which belong to no ticket: due papers, tasks, handovers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from app.desk.due import clocks as paper_clocks
from app.desk.handover import clocks as handover_clocks
from app.desk.reminder.query import LedgerQuery
from app.desk.reminder.rows import ReminderRow
from app.desk.shared.context import Desk
from app.desk.task import clocks as task_clocks
from app.models.register.stores import Stores
from app.rules.reminder.completeness import SlotGroup
from app.rules.reminder.moves import RINGING
from app.rules.reminder.states import ReminderState

_MATTERS = (paper_clocks, task_clocks, handover_clocks)


def read(desk: Desk, stores: Stores, query: LedgerQuery) -> list[ReminderRow]:
    """The slots of the query's time with their receipts; none for one ticket, or where they are not asked for."""
    if not query.own or query.ticket_id is not None:
        return []
    return [row for matter in _MATTERS for row in matter.listed(desk, stores, query.start, query.end)]


def fits(row: ReminderRow, query: LedgerQuery) -> bool:
    """Whether clock and answering person of a slot are those of the query."""
    if query.clock not in (None, row.clock):
        return False
    return not query.person or row.acknowledged_by == query.person


def groups(rows: Iterable[ReminderRow], edge: datetime) -> Iterator[SlotGroup]:
    """The slots as the equation counts them, one by one; a planned one is due when its moment lies before `edge`."""
    for row in rows:
        bare = row.raised_at is None or (row.state is ReminderState.ACKNOWLEDGED and not row.acknowledged_by)
        raised = row.state in RINGING or row.state is ReminderState.ACKNOWLEDGED
        cause = row.reason if row.state is ReminderState.MISSED else ""
        yield SlotGroup(row.state, 1, row.planned_at < edge, not (raised and bare), cause)
