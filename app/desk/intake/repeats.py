"""Rows whose number stands in the file before: judged ahead by what the earlier row will have made of the ticket."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from itertools import islice

from app.desk.intake.changes import same_ticket
from app.desk.intake.notes import leave_out, problems_of
from app.desk.intake.ready import Intake, ReadyRow, judge_row
from app.desk.intake.spool import Spool
from app.desk.shared.context import Desk
from app.models.register.stores import Stores
from app.models.ticket.ahead import Ahead, new_ahead, written_as
from app.rules.intake.drafts import RowProblem, TicketDraft
from app.rules.law.calendar import CalendarEnds

# The id, in `ReadyRow.seen`, of a ticket that an earlier row of the file makes.
FROM_THIS_FILE = -1
_NUMBERS_AT_MOST = 20_000


def judge_repeats(desk: Desk, intake: Intake, spool: Spool) -> None:
    """Judges every row whose number an earlier row has, and keeps it in the spool.

    What cannot be judged ahead (another source, a granted deadline, a year without a calendar) stays as it is, with
    all later rows of its number: it is judged when it is written. So are the reminders of a clock that moves.
    """
    left = _repeated(spool.numbers)
    if not left:
        return
    standing: dict[str, Ahead | None] = {}
    with desk.register.reading() as stores:
        for place, row in enumerate(spool):
            if isinstance(row, RowProblem) or row.number not in left:
                continue
            if row.number not in standing:
                standing[row.number] = _ahead(stores, row)
            else:
                standing[row.number] = _judge(desk, intake, spool, place, row, standing[row.number])
            left[row.number] -= 1
            if not left[row.number]:
                del standing[row.number]


def placed(row: ReadyRow, came: dict[str, int]) -> ReadyRow:
    """A row that was judged by an earlier row of the file, with the id that its ticket has now by `came`."""
    ticket_id = came.get(row.number)
    if row.seen[0] != FROM_THIS_FILE or ticket_id is None:
        return row
    update = row.update
    if update is not None:
        change, line = written_as(update.change, ticket_id), update.line._replace(ticket_id=ticket_id)
        update = update._replace(change=change, line=line)
    return row._replace(seen=(ticket_id, row.seen[1]), update=update)


def _repeated(numbers: Sequence[str]) -> dict[str, int]:
    """The numbers that stand in the file more than once, with their rows; of very many the first."""
    counts = Counter(numbers)
    del counts[""]
    more = ((number, count) for number, count in counts.items() if count > 1)
    return dict(islice(more, _NUMBERS_AT_MOST))


def _judge(desk: Desk, intake: Intake, spool: Spool, place: int, row: ReadyRow, ahead: Ahead | None) -> Ahead | None:
    """Judges one row; returns the ticket after it, None where that is known only when it is written."""
    draft = row.draft()
    if ahead is None or not _fits(ahead, draft, row):
        return None
    leave_out(desk, draft, ahead.ticket)
    judged, update = False, None
    with suppress(CalendarEnds):
        judged, update = judge_row(desk, intake, ahead, draft)
    if not judged:
        return None
    seen = (ahead.ticket.id or FROM_THIS_FILE, ahead.ticket.version)
    notes = tuple(problems_of(draft))
    spool.amend(place, row._replace(new=None, refusal="", seen=seen, update=update, notes=notes))
    return ahead.after(update.change if update is not None else None)


def _ahead(stores: Stores, row: ReadyRow) -> Ahead | None:
    """The ticket as the first row of its number leaves it; None where that is not known yet."""
    if row.new is not None:
        return new_ahead(row.new.ticket, row.new.flags)
    tickets = stores.tickets.many([row.seen[0]]) if row.seen[0] > 0 else []
    if not tickets or tickets[0].version != row.seen[1]:
        return None
    stands = Ahead(tickets[0], stores.tickets.stored_rows([tickets[0].id])[tickets[0].id])
    return stands.after(row.update.change if row.update is not None else None)


def _fits(ahead: Ahead, draft: TicketDraft, row: ReadyRow) -> bool:
    """Whether the row is of that ticket, before this file as in it."""
    same = same_ticket([ahead.ticket], draft.values.get("source") or "") is not None
    return same and (row.seen[0] == ahead.ticket.id if row.new is None else not ahead.ticket.id)
