"""The due store: cheap queries over the partial indexes of the ledger for due and overdue reminders."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from app.base.clock import from_seconds
from app.models.shared import direct

_SOMETHING_DUE = (
    "SELECT EXISTS (SELECT 1 FROM reminders WHERE state = 'planned' AND planned_at <= ?)",
    "SELECT EXISTS (SELECT 1 FROM reminders WHERE state = 'acknowledged' AND returns_at <= ?)",
)
_OLDEST = "SELECT min(planned_at) FROM reminders WHERE state = 'planned' AND planned_at <= ?"
_UNRAISED = (
    (
        "SELECT count(*), min(planned_at) FROM reminders"
        " WHERE state = 'planned' AND planned_at < ? AND coalesce(made_at, planned_at) < ?",
        2,
    ),
    ("SELECT count(*), min(returns_at) FROM reminders WHERE state = 'acknowledged' AND returns_at < ?", 1),
)
_NEXT = (
    "SELECT min(planned_at) FROM reminders WHERE state = 'planned' AND planned_at > ?",
    "SELECT min(returns_at) FROM reminders WHERE state = 'acknowledged' AND returns_at > ?",
)
_NEXT_MINUTES = (
    "SELECT min(planned_at), count(*) FROM reminders WHERE state = 'planned' AND planned_at > ?"
    " AND planned_at < (SELECT min(planned_at) + ? FROM reminders WHERE state = 'planned' AND planned_at > ?)"
    " GROUP BY planned_at / 60 ORDER BY 1 LIMIT ?"
)
_SOON_SECONDS = 7 * 86_400


class DueStore:
    """Due, overdue and next reminders within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def something_by(self, now: datetime) -> bool:
        """Whether a slot is to be raised now or comes back."""
        second = int(now.timestamp())
        return any(direct.scalar(self._connection, query, (second,)) for query in _SOMETHING_DUE)

    def oldest_by(self, now: datetime) -> datetime | None:
        """The moment of the oldest planned slot whose time has come."""
        second = direct.scalar(self._connection, _OLDEST, (int(now.timestamp()),))
        return None if second is None else from_seconds(second)

    def unraised(self, edge: datetime) -> tuple[int, datetime | None]:
        """The number of unraised slots due before `edge`, and the first moment; slots just written do not count."""
        second = int(edge.timestamp())
        found = [direct.run(self._connection, query, (second,) * n).fetchall()[0] for query, n in _UNRAISED]
        moments = [row[1] for row in found if row[0]]
        return sum(row[0] for row in found), from_seconds(min(moments)) if moments else None

    def next_moment(self, now: datetime) -> datetime | None:
        """The first instant after `now` at which a slot is to be raised or comes back; None when there is none."""
        second = int(now.timestamp())
        found = [direct.scalar(self._connection, query, (second,)) for query in _NEXT]
        moments = [int(at) for at in found if at is not None]
        return from_seconds(min(moments)) if moments else None

    def next_minutes(self, now: datetime, limit: int) -> list[tuple[datetime, int]]:
        """The next minutes in which something falls due, with how many; the later ones within a week of the first."""
        second = int(now.timestamp())
        rows = direct.run(self._connection, _NEXT_MINUTES, (second, _SOON_SECONDS, second, limit)).fetchall()
        return [(from_seconds(row[0]), row[1]) for row in rows]
