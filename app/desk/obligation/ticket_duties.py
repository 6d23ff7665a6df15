"""Counts the duties about tickets: watch, sign-for, contact, reminders, urging, escalations, returns.

What a figure of the reports counts already is taken from that figure; only what is missing behind it is looked up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from app.desk.escalation.rows import escalation_row
from app.desk.figures import platform
from app.desk.figures.events import EventFigures, events_in
from app.desk.figures.reads import Window
from app.desk.obligation.span import Span, tickets_of
from app.desk.shared.context import Desk
from app.desk.urge import reads as urge_reads
from app.desk.watch import reads as watch_reads
from app.models.register.stores import Stores
from app.models.reminder.ledger import LedgerFilter
from app.rules.escalation.states import EscalationState
from app.rules.figures.events import Event, SignEnd
from app.rules.figures.events import contact as contact_kept
from app.rules.law.clocks import ClockName
from app.rules.obligation.standing import Count, Ended, Matter
from app.rules.reminder.states import ReminderState
from app.rules.shared.masking import mask_text
from app.rules.shared.time_left import clock_time
from app.rules.watch.states import RoundState

_ANSWER_WITHIN = timedelta(hours=2)
_REPORT_WITHIN = timedelta(hours=1)
_SHOWN = (ReminderState.SHOWN, ReminderState.ACKNOWLEDGED)
_MOST_SLOTS = 5_000
_EVENTS = (
    Event.CONTACTED_IN_TIME,
    Event.CONTACTED_LATE,
    Event.CONTACTED_IN_OUTAGE,
    Event.CONTACT_MISSED,
    Event.RETURNS_REGISTERED,
    Event.ESCALATIONS,
    Event.ESCALATIONS_REPORTED,
)


def watch(desk: Desk, span: Span) -> Count:
    """The rounds of looking at the platform."""
    found = watch_reads.of_period(desk, start=span.start, end=span.end)
    missed = [one for one in found.rounds if one.state is RoundState.MISSED]
    matters = tuple(
        Matter(
            f"round:{one.due_at.isoformat()}", one.due_at, Ended.MISSED, one.cause or "原因未登记", one.ends_at,
            words=f"巡查 {clock_time(one.due_at)}",
        )
        for one in missed
    )  # fmt: skip
    proof = (f"巡查记录 {found.total:,} 轮",) if found.total else ()
    return Count(found.met, matters, proof=proof, aside={"in_outage": found.in_outage})


def sign_for(stores: Stores, span: Span) -> Count:
    """Sign-for in time, by the month of dispatch."""
    rows = stores.owed.sign_for(span.start, span.end, span.now)
    ends = Counter(row.ended for row in rows)
    late = {SignEnd.LATE: Ended.LATE, SignEnd.UNSIGNED: Ended.MISSED, SignEnd.WAITING: Ended.OPEN}
    words = {SignEnd.LATE: "超时签收", SignEnd.UNSIGNED: "过时限未签收", SignEnd.WAITING: "待签收"}
    matters = tuple(
        Matter(
            f"sign:{row.ticket_id}", row.dispatched_at, late[row.ended], words[row.ended], row.due_at, row.ticket_id,
            row.number,
        )
        for row in rows
        if row.ended in late
    )  # fmt: skip
    counted = {SignEnd.IN_TIME, SignEnd.LATE, SignEnd.UNSIGNED}
    tickets = tuple(row.ticket_id for row in rows if row.ended in counted)
    aside = {"untimed": ends[SignEnd.UNTIMED], "in_outage": ends[SignEnd.IN_OUTAGE]}
    proof = (f"签收登记 {len(tickets):,} 件",) if tickets else ()
    return Count(ends[SignEnd.IN_TIME], matters, tickets, proof, aside)


def events(stores: Stores, span: Span) -> EventFigures:
    """The figures of the month by their own moments, as the day's log counts them."""
    return events_in(stores, span.start, span.end, span.now, _EVENTS)


def first_contact(stores: Stores, span: Span, figures: EventFigures) -> Count:
    """First contact in time."""
    owed = contact_kept(figures.ids)
    matters = _not_contacted(stores, owed.late, Ended.LATE, "超时首次联系", "late")
    return _contacts(stores, span, figures, len(owed.in_time), matters)


def contact(stores: Stores, span: Span, figures: EventFigures) -> Count:
    """Contact with every caller, in time or late."""
    owed = contact_kept(figures.ids)
    return _contacts(stores, span, figures, len(owed.in_time) + len(owed.late), ())


def _contacts(stores: Stores, span: Span, figures: EventFigures, done: int, late: tuple[Matter, ...]) -> Count:
    """Late ones whose limit ran out while the platform was down stand aside, as in the reports."""
    owed = contact_kept(figures.ids)
    missed = _not_contacted(stores, owed.missed, Ended.MISSED, "漏联：过期限没有联系", "missed")
    begin = max(span.start, span.now)
    waiting = stores.owed.waiting_contacts(begin, span.end) if begin < span.end else []
    still = tuple(
        Matter(f"contact:{row.ticket_id}", row.dispatched_at, Ended.OPEN, "待首次联系", row.due_at, *row[:2])
        for row in waiting
    )
    tickets = tuple(int(one) for one in (*owed.in_time, *owed.late, *owed.missed))
    proof = (f"联系记录 {done:,} 件",) if done else ()
    aside = {"in_outage": figures.count(Event.CONTACTED_IN_OUTAGE)}
    return Count(done, (*late, *missed, *still), tickets, proof, aside)


def _not_contacted(
    stores: Stores, ids: tuple[int | str, ...], ended: Ended, reason: str, name: str
) -> tuple[Matter, ...]:
    rows = tickets_of(stores, map(int, ids))
    found = (rows[int(one)] for one in ids)
    return tuple(
        Matter(
            f"contact-{name}:{row.id}", row.contact_due_at or row.dispatched_at, ended, reason, row.contact_due_at,
            row.id, row.number,
        )
        for row in found
    )  # fmt: skip


def reminders(stores: Stores, span: Span) -> Count:
    """The reminders of the day of a deadline, as the ledger counts them: shown or acknowledged, or missed."""
    chosen = LedgerFilter(span.start, min(span.end, span.now), clock=ClockName.DUE_DAY)
    counts = stores.ledger.counts(chosen)
    missed = LedgerFilter(span.start, span.end, state=ReminderState.MISSED, clock=ClockName.DUE_DAY)
    matters = tuple(
        Matter(
            f"reminder:{row.id}", row.planned_at, Ended.MISSED, mask_text(row.reason) or "错过，原因未登记",
            row.planned_at, row.ticket_id, row.number,
        )
        for row in stores.ledger.page(missed, 0, _MOST_SLOTS)
    )  # fmt: skip
    done = sum(counts.get(state, 0) for state in _SHOWN)
    return Count(done, matters, proof=(f"提醒台账 {done + len(matters):,} 条",) if done or matters else ())


def urging(desk: Desk, span: Span) -> Count:
    """Rounds of urging that were sent, and those that were answered."""
    figures = platform.of_period(desk, window=Window(span.start, span.end))
    unanswered = [
        row
        for row in urge_reads.rounds(desk, start=span.start, end=span.end)
        if row.sent_at is not None and row.answered_at is None and row.tickets
    ]
    matters = []
    for row in unanswered:
        due = row.slot + _ANSWER_WITHIN
        ended = Ended.OPEN if due > span.now else Ended.MISSED
        words = f"{row.unit_words} {clock_time(row.slot)}"
        matters.append(Matter(f"urge:{row.id}", row.slot, ended, "催办未答复", due, words=words))
    proof = (f"催办 {figures.sent:,} 轮",) if figures.sent else ()
    return Count(figures.effective, tuple(matters), tuple(figures.urged), proof)


def escalations(stores: Stores, span: Span, figures: EventFigures) -> Count:
    """Deadlines that passed and were reported to the lead; those taken back are not owed."""
    matters = []
    for row in map(escalation_row, stores.escalations.between(span.start, span.end)):
        if row.state in {EscalationState.REPORTED, EscalationState.CANCELLED}:
            continue
        due = row.raised_at + _REPORT_WITHIN
        ended = Ended.OPEN if due > span.now else Ended.MISSED
        matters.append(
            Matter(f"escalation:{row.id}", row.raised_at, ended, "到期未上报", due, row.ticket_id, row.ticket_number)
        )
    reported = figures.ids[Event.ESCALATIONS_REPORTED]
    proof = (f"到期上报 {len(reported):,} 件",) if reported else ()
    return Count(len(reported), tuple(matters), tuple(figures.ids[Event.ESCALATIONS]), proof)


def returns(stores: Stores, span: Span, figures: EventFigures) -> Count:
    """Returns on record, and returned tickets that have none."""
    registered = figures.ids[Event.RETURNS_REGISTERED]
    matters = tuple(_unregistered(stores, span))
    tickets = (*registered, *(one.ticket_id for one in matters if one.ticket_id is not None))
    proof = (f"退单登记簿 {len(registered):,} 条",) if registered else ()
    return Count(len(registered), matters, tickets, proof)


def _unregistered(stores: Stores, span: Span) -> Iterator[Matter]:
    for row in stores.owed.unregistered_returns(span.start, span.end):
        yield Matter(
            f"return:{row.ticket_id}", row.dispatched_at, Ended.MISSED, "已退单，退单登记簿里没有", None, *row[:2]
        )
