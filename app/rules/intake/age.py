"""Which rows of an import are history: closed or overdue for so long that the desk has nothing to watch any more."""

from __future__ import annotations

from datetime import datetime, timedelta

from app.rules.ticket.states import OPEN_STATUSES, TicketStatus

# The setting that says after how many days a row is history.
OLD_AFTER_DAYS = "old_after_days"


def is_history(
    *, status: TicketStatus, closed_at: datetime | None, deadline: datetime | None, now: datetime, after_days: int
) -> bool:
    """Whether a row is history when it comes in at `now`.

    An open row is history when its deadline passed more than `after_days` days ago: it can neither be signed for nor
    handled in time. A closed or returned row is history that many days after its closing, or after its deadline where
    the closing is not known; until then it belongs to the running work and its figures.
    """
    moment = deadline if status in OPEN_STATUSES else closed_at or deadline
    return moment is not None and now - moment > timedelta(days=after_days)
