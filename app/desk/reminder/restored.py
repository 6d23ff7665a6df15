"""Reminders that an undo restores: what fell due while the act stood is due from now on, and nobody was to blame."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from app.models.register.stores import Stores
from app.rules.law.clocks import OWN_MATTERS
from app.rules.outage import LATE
from app.rules.reminder.states import ReminderState

_OVERTAKEN = "撤回前已过"


def catch_up(stores: Stores, ids: Sequence[int], *, since: datetime, now: datetime) -> None:
    """Brings the restored slots `ids` of an act done at `since` and undone `now` up to the present.

    Of the slots of a clock that fell due meanwhile the latest rings at the next tick, as late as the undo and no later;
    earlier ones are cancelled, as for a ticket that comes in late. What was to come back meanwhile comes back now.
    What was overdue before the act keeps its cause, and what rang then rings on.
    """
    if now <= since:
        return
    rows = sorted(stores.reminders.by_id(ids), key=lambda row: (row.planned_at, row.id))
    planned = [row for row in rows if row.state is ReminderState.PLANNED and since - LATE < row.planned_at <= now]
    latest = {(row.ticket_id, row.clock): row.id for row in planned}
    overtaken = [
        row.id for row in planned if row.clock not in OWN_MATTERS and latest[row.ticket_id, row.clock] != row.id
    ]
    stores.reminders.cancel(overtaken, _OVERTAKEN)
    stores.reminders.made_now([row.id for row in planned if row.id not in overtaken], now)
    back = [row.id for row in rows if row.returns_at is not None and since - LATE < row.returns_at < now]
    stores.reminders.come_back(back, now)
