"""Reads of early warning: the warnings at a moment, what the page shows, and one card."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from app.base.clock import local_day
from app.desk.merchant.keeping import keep_current
from app.desk.merchant.reads import folded_at
from app.desk.shared.context import Desk
from app.desk.ticket.row import title_of
from app.desk.warning import alarm
from app.desk.warning.follow import around, department_of
from app.desk.warning.judging import counted_words, judge_merchants, judge_series, name_lines, signals_of
from app.desk.warning.rows import (
    Card,
    CardTicket,
    FollowUp,
    FoundWarning,
    NameLine,
    Overview,
    TicketLine,
    WarningRow,
)
from app.desk.warning.rules import book_in
from app.models.register.stores import Stores
from app.models.warning.records import WarningRecord
from app.rules.shared.masking import mask_name, mask_phone, mask_text
from app.rules.task.tasks import TaskState
from app.rules.warning.closing_words import Signal
from app.rules.warning.mentioned import promised_days, sum_in
from app.rules.warning.states import OPEN_STATES, WarningState

_LAST, _DAYS = timedelta(days=90), 30
_ENDED_AT_MOST = 200


def listing(desk: Desk, *, at: datetime | None = None, state: WarningState | None = None) -> list[WarningRow]:
    """The warnings, the highest first: those that are judged at `at` with what was received by then, in their state.

    Without `at` it is judged now, and every warning that is still open is listed too, also those of one `state` that
    ended within 90 days.
    """
    now = desk.now()
    moment = min(at, now) if at is not None else now
    keep_current(desk)
    with desk.register.reading() as stores:
        found = [
            *judge_merchants(stores, folded_at(stores, moment), moment),
            *judge_series(stores, desk.calendar, moment),
        ]
        kept = [stores.warnings.newest_of(one.subject, one.keys) for one in found]
        matched = {row.id for row in kept if row is not None}
        others = [] if at is not None else [row for row in _kept(stores, now) if row.id not in matched]
        other_rows = [_kept_row(stores, row) for row in others]
    rows = [
        _row(one, row, moment, (row.department if row else "") or department_of(desk, one))
        for one, row in zip(found, kept, strict=True)
    ]
    return _sorted(row for row in (*rows, *other_rows) if state is None or row.state is state)


def _kept(stores: Stores, now: datetime) -> list[WarningRecord]:
    ended = [row for row in stores.warnings.listing(limit=_ENDED_AT_MOST) if not row.is_open]
    return [*stores.warnings.open_ones(), *(row for row in ended if (row.decided_at or now) > now - _LAST)]


def _sorted(rows: Iterable[WarningRow]) -> list[WarningRow]:
    return sorted(rows, key=lambda row: (row.state not in OPEN_STATES, -row.level.rank, -row.raised_at.timestamp()))


def overview(desk: Desk) -> Overview:
    """What the page lists: the open warnings, the ended ones of 90 days, and the share of false ones."""
    now = desk.now()
    with desk.register.reading() as stores:
        rows = _sorted(_kept_row(stores, row, with_tickets=False) for row in _kept(stores, now))
        counts = stores.warnings.counted_since(now - _LAST)
        proposals = len(stores.merchants.proposals(open_only=True))
    return Overview(tuple(rows), sum(counts.values()), counts.get(WarningState.NOISE, 0), proposals)


def card(desk: Desk, *, warning_id: int) -> Card | None:
    """One warning with everything that its page and its letter show, as it stands now; None where there is none."""
    now = desk.now()
    with desk.register.reading() as stores:
        row = stores.warnings.get(warning_id)
        if row is None:
            return None
        found = _found_now(stores, row, now)
        lines = found.tickets if found else _lines_of(stores, row)
        names = found.names if found else _names_of(stores, row)
        merchant = stores.merchants.get(row.merchant_id) if row.merchant_id is not None else None
        tasks = alarm.tasks_of(stores, warning_id)
        since = book_in(stores).on(now).since
        shown = _kept_row(stores, row)
    contents = [f"{line.ticket.title}。{line.ticket.content}" for line in lines]
    sums = [value for value in map(sum_in, contents) if value is not None]
    return Card(
        row=shown,
        names=names,
        trade=merchant.trade if merchant else "",
        places=tuple(mask_text(place) for place in (found.places if found else merchant.places if merchant else ())),
        phones=tuple(map(mask_phone, found.phones if found else merchant.phones if merchant else ())),
        words=_word_counts(lines),
        not_counted=_not_counted(lines),
        sums=(len(sums), sum(sums)),
        promised=tuple(sorted({day for text in contents for day in promised_days(text)})),
        days=_days(lines, now),
        tickets=tuple(_ticket(line) for line in reversed(lines)),
        follow_ups=tuple(
            FollowUp(
                task.id,
                mask_text(task.title),
                task.due_at,
                mask_text(task.who),
                mask_text(task.answer),
                task.done_at,
                task.state is TaskState.OPEN,
            )
            for task in tasks
            if task.state is not TaskState.CANCELLED
        ),
        confirmed_by=row.confirmed_by,
        confirmed_at=row.confirmed_at,
        rules_since=since,
    )


def _found_now(stores: Stores, row: WarningRecord, now: datetime) -> FoundWarning | None:
    if row.merchant_id is None:
        return None
    folded = around(stores, {row.merchant_id})
    ids = {one.id for one in folded.merchants}
    return next(iter(judge_merchants(stores, folded, now, only=ids)), None)


def _lines_of(stores: Stores, row: WarningRecord) -> tuple[TicketLine, ...]:
    return tuple(TicketLine(ticket, signals_of(ticket)) for ticket in stores.warnings.tickets(row.ticket_ids))


def _names_of(stores: Stores, row: WarningRecord) -> tuple[NameLine, ...]:
    merchant = stores.merchants.get(row.merchant_id) if row.merchant_id is not None else None
    return () if merchant is None else tuple(name_lines(merchant, [merchant], {}))


def _row(found: FoundWarning, kept: WarningRecord | None, moment: datetime, department: str) -> WarningRow:
    decided = kept is not None and (kept.decided_at is None or kept.decided_at <= moment)
    return WarningRow(
        id=None if kept is None else kept.id,
        subject=found.subject,
        name=mask_text(found.name),
        names=tuple(dict.fromkeys(name.text for name in found.names)),
        level=found.level,
        raised_at=found.raised_at,
        first_at=found.first_at,
        last_at=found.last_at,
        ticket_ids=tuple(line.ticket.id for line in found.tickets),
        numbers=tuple(line.ticket.number for line in found.tickets),
        callers=found.callers,
        words=found.words,
        why=found.why,
        department=department,
        state=kept.state if kept is not None and decided else WarningState.NEW,
        merchant_id=found.merchant_id,
        reason=mask_text(kept.reason) if kept is not None and decided else "",
        version=kept.version if kept is not None else 0,
    )


def _kept_row(stores: Stores, row: WarningRecord, *, with_tickets: bool = True) -> WarningRow:
    names = _names_of(stores, row) if with_tickets else ()
    tickets = stores.warnings.tickets(row.ticket_ids) if with_tickets else []
    due = [task.due_at for task in alarm.tasks_of(stores, row.id) if task.state is TaskState.OPEN and task.due_at]
    return WarningRow(
        id=row.id,
        subject=row.subject,
        name=mask_text(row.name),
        names=tuple(dict.fromkeys(name.text for name in names)),
        level=row.level,
        raised_at=row.raised_at,
        first_at=row.first_at,
        last_at=row.last_at,
        ticket_ids=row.ticket_ids,
        numbers=tuple(ticket.number for ticket in tickets),
        callers=row.callers,
        words=row.words,
        why=row.why,
        department=row.department,
        state=row.state,
        merchant_id=row.merchant_id,
        reason=mask_text(row.reason),
        decided_at=row.decided_at,
        decided_by=row.decided_by,
        follow_up_at=min(due, default=None),
        version=row.version,
    )


def _ticket(line: TicketLine) -> CardTicket:
    ticket = line.ticket
    return CardTicket(
        id=ticket.id,
        number=ticket.number,
        title=mask_text(title_of(ticket)),
        caller=mask_name(ticket.caller) if ticket.caller else "",
        words=tuple(dict.fromkeys(one.word for one in line.signals if one.not_counted is None)),
        received_at=ticket.received_at,
        status=ticket.status,
        is_open=ticket.is_open,
        deadline_at=ticket.deadline_at,
        doubtful=line.doubtful,
    )


def _word_counts(lines: Sequence[TicketLine]) -> dict[str, int]:
    words = counted_words(lines)
    return {word: sum(_counts(line.signals, word) for line in lines) for word in words}


def _counts(signals: Sequence[Signal], word: str) -> bool:
    return any(one.word == word and one.not_counted is None for one in signals)


def _not_counted(lines: Sequence[TicketLine]) -> dict[tuple[str, str], int]:
    """What stands in the texts but does not count: (the words as written, why) with its number of tickets."""
    found: dict[tuple[str, str], int] = {}
    for line in lines:
        for one in line.signals:
            if one.not_counted is not None:
                key = (mask_text(one.text), one.not_counted.value)
                found[key] = found.get(key, 0) + 1
    return found


def _days(lines: Sequence[TicketLine], now: datetime) -> tuple[tuple[date, int], ...]:
    today = local_day(now)
    days = [today - timedelta(days=back) for back in range(_DAYS - 1, -1, -1)]
    counts = dict.fromkeys(days, 0)
    for line in lines:
        day = local_day(line.ticket.received_at)
        if day in counts:
            counts[day] += 1
    return tuple(counts.items())
