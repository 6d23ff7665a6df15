"""The outage store: periods without reminders, and the counts that account for every slot."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, Text, case, func, insert, or_, select, type_coerce

from app.models.outage.tables import outages
from app.models.reminder.tables import reminders
from app.models.shared.records import columns_of, records
from app.rules.outage import Outage
from app.rules.reminder.completeness import SlotGroup
from app.rules.reminder.states import ReminderState

_o, _r = outages.c, reminders.c
_RAISED = (ReminderState.RAISED, ReminderState.SHOWN, ReminderState.ACKNOWLEDGED)


class OutageStore:
    """Outages within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def note(self, outage: Outage) -> None:
        """Adds an outage."""
        values = {"since": outage.since, "until": outage.until, "kind": outage.kind, "who": outage.who}
        self._connection.execute(insert(outages), values)

    def since(self, moment: datetime) -> list[Outage]:
        """The outages that end after `moment`, in the order in which they were added."""
        reaching = or_(_o.until >= moment, _o.since >= moment)
        query = select(*columns_of(Outage, outages)).where(reaching).order_by(_o.id)
        return records(Outage, self._connection.execute(query))

    def slot_groups(
        self, start: datetime | None, end: datetime | None, ticket_id: int | None, edge: datetime
    ) -> list[SlotGroup]:
        """The slots planned from `start` up to but without `end`, counted by the groups of the completeness equation.

        A planned slot is due when its moment, and the moment in which it was written, lie before `edge`.
        """
        made = func.coalesce(_r.made_at, _r.planned_at)
        due = case(((_r.planned_at < edge) & (made < edge), 1), else_=0).label("due")
        bare = _r.raised_at.is_(None) | ((_r.state == ReminderState.ACKNOWLEDGED) & (_r.acknowledged_by == ""))
        proven = case((_r.state.in_(_RAISED) & bare, 0), else_=1).label("proven")
        # The stored text, unchecked: an unknown state must show in the sum.
        state = type_coerce(_r.state, Text)
        query = select(state, due, proven, _r.cause, func.count())
        query = query.group_by(_r.state, due, proven, _r.cause)
        if start is not None:
            query = query.where(_r.planned_at >= start)
        if end is not None:
            query = query.where(_r.planned_at < end)
        if ticket_id is not None:
            query = query.where(_r.ticket_id == ticket_id)
        return [
            SlotGroup(stored, count, bool(is_due), bool(is_proven), cause)
            for stored, is_due, is_proven, cause, count in self._connection.execute(query)
        ]
