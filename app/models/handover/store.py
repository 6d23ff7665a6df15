"""The store of handovers: signed sheets, and what a sheet reads across the register."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, func, select, update

from app.models.contact.tables import attempts
from app.models.handover.records import HandoverRecord, LastAttempt, MutedSlot, NewHandover, OpenOnSheet
from app.models.handover.tables import handovers
from app.models.reminder.tables import reminders
from app.models.shared.containing import containing
from app.models.shared.records import columns_of, record, records
from app.models.shared.writing import add_row, change_row
from app.models.ticket.tables import tickets
from app.rules.reminder.states import ReminderState

_h, _t, _a, _r = handovers.c, tickets.c, attempts.c, reminders.c
_SHEETS = select(*columns_of(HandoverRecord, handovers))


class HandoverStore:
    """Signed sheets within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, new: NewHandover) -> int:
        """Keeps a signed sheet; returns its id."""
        return add_row(self._connection, handovers, new)

    def get(self, handover_id: int) -> HandoverRecord | None:
        """One signed sheet, or None."""
        return record(HandoverRecord, self._connection.execute(_SHEETS.where(_h.id == handover_id)).one_or_none())

    def body(self, handover_id: int) -> str:
        """The frozen text of a sheet; empty when there is none."""
        return self._connection.execute(select(_h.body).where(_h.id == handover_id)).scalar() or ""

    def take(self, before: HandoverRecord, *, at: datetime, by: str, note: str) -> None:
        """Writes who took over; nothing else of a signed sheet ever changes.

        Raises:
            StaleVersion: the row's version is no longer `before.version`.

        """
        change_row(self._connection, handovers, before, {"taken_at": at, "taken_by": by, "taken_note": note})

    def between(self, since: datetime, until: datetime, *, replaced: bool = False) -> list[HandoverRecord]:
        """The signed sheets of shifts that touch [since, until), by time.

        Of a shift that was signed again the sheet signed last, with `replaced` the earlier ones too.
        """
        query = _SHEETS.where(_h.shift_to > since, _h.shift_from < until)
        found = records(HandoverRecord, self._connection.execute(query.order_by(_h.shift_from, _h.id)))
        newest = {(row.shift_from, row.shift_end): row.id for row in found}
        return [row for row in found if replaced or newest[row.shift_from, row.shift_end] == row.id]

    def latest(self) -> HandoverRecord | None:
        """The sheet signed last, or None."""
        return record(HandoverRecord, self._connection.execute(_SHEETS.order_by(_h.id.desc()).limit(1)).one_or_none())

    def search(self, words: str, since: datetime, until: datetime) -> list[HandoverRecord]:
        """The sheets of [since, until) that contain every word, who signed them among it; the newest first."""
        places = (_h.words, _h.signed_by, _h.taken_by, _h.taken_note, _h.shift)
        query = _SHEETS.where(_h.shift_to > since, _h.shift_from < until, containing(places, words))
        return records(HandoverRecord, self._connection.execute(query.order_by(_h.shift_from.desc(), _h.id.desc())))

    def open_tickets(self) -> list[OpenOnSheet]:
        """Every open ticket, of the backlog too; by deadline."""
        query = select(*columns_of(OpenOnSheet, tickets)).where(_t.is_open == 1).order_by(_t.deadline_at, _t.id)
        return records(OpenOnSheet, self._connection.execute(query))

    def last_attempts(self) -> list[LastAttempt]:
        """The last call about each open ticket that was called at all, with the number of calls."""
        ranked = (
            select(
                _a.ticket_id,
                _a.at,
                _a.outcome,
                func.count().over(partition_by=_a.ticket_id).label("tries"),
                func.row_number().over(partition_by=_a.ticket_id, order_by=(_a.at.desc(), _a.id.desc())).label("place"),
            )
            .join(tickets, _t.id == _a.ticket_id)
            .where(_t.is_open == 1)
            .subquery()
        )
        c = ranked.c
        query = select(c.ticket_id, c.at, c.outcome, c.tries).where(c.place == 1).order_by(c.at)
        return list(map(LastAttempt._make, self._connection.execute(query)))

    def muted(self, now: datetime) -> list[MutedSlot]:
        """The reminders of open tickets that were acknowledged or put off and come back later, the next one first."""
        query = (
            select(_r.ticket_id, _r.clock, _r.returns_at, _r.acknowledged_by)
            .join(tickets, _t.id == _r.ticket_id)
            .where(_r.state == ReminderState.ACKNOWLEDGED, _r.returns_at > now, _t.is_open == 1)
            .order_by(_r.returns_at, _r.id)
        )
        return list(map(MutedSlot._make, self._connection.execute(query)))

    def bring_back(self, now: datetime, *, but: str) -> int:
        """Lets every reminder of an open ticket that others than `but` silenced ring now; returns how many."""
        mine = select(_t.id).where(_t.id == _r.ticket_id, _t.is_open == 1, _t.backlog == 0)
        done = self._connection.execute(
            update(reminders)
            .where(
                _r.state == ReminderState.ACKNOWLEDGED, _r.returns_at > now, _r.acknowledged_by != but, mine.exists()
            )
            .values(returns_at=now)
        )
        return int(done.rowcount)
