"""Signing for tickets: those that wait, and signing in time or late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.base.changes import Change, Outcome
from app.base.clock import to_local
from app.base.errors import Refused
from app.base.people import Person
from app.desk.shared.access import Action, require
from app.desk.shared.context import Desk
from app.desk.ticket.records import change_ticket, status_after, the_ticket
from app.desk.ticket.row import TicketRow
from app.desk.ticket.undo import image, undo_of
from app.desk.upkeep import acts as upkeep_acts
from app.models.queue import store as queue_store
from app.models.ticket.records import TicketChange, TicketRecord
from app.rules.journal import JournalVerb
from app.rules.ticket.moves import TicketVerb
from app.rules.ticket.platform_times import with_told
from app.rules.ticket.states import SIGNED_FOR, TicketStatus

_CHANGES = Change.TICKETS | Change.REMINDERS | Change.JOURNAL
# The source of a told time when the person names none.
TOLD_BY_PERSON = "平台页面"


@dataclass(frozen=True, slots=True)
class SignResult:
    """Numbers signed for, and those of them that were late."""

    signed: tuple[str, ...]
    late: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many tickets of the living desk wait to be signed for, and the first of them by time left."""

    total: int
    rows: tuple[TicketRow, ...]


def waiting(desk: Desk, *, limit: int) -> Waiting:
    """The tickets to be signed for whose time runs out first; the backlog is left out."""
    conditions = (*queue_store.conditions_of(statuses=(TicketStatus.TO_SIGN,), only_open=True), *queue_store.LIVING)
    with desk.register.reading() as stores:
        total = stores.queues.count(conditions)
        lines = stores.queues.first(conditions, queue_store.BY_SIGN_DUE, limit)
    return Waiting(total, tuple(TicketRow(line, levels=desk.levels) for line in lines))


@dataclass(frozen=True, slots=True)
class SignTime:
    """A sign-for that took place on the platform: when, and from where the time is known (平台页面, 电话)."""

    at: datetime
    source: str = ""


def sign(
    desk: Desk,
    *,
    person: Person,
    ticket_ids: Sequence[int],
    reason: str = "",
    pass_signed: bool = False,
    time: SignTime | None = None,
) -> Outcome[SignResult]:
    """Signs for the tickets, all or none; stops the sign-for clock and its reminders.

    `pass_signed` leaves out tickets for which somebody has signed meanwhile; the reason stands only at late ones.
    `time` is that of the sign-for on the platform: it decides, and the moment of this act stands beside it. It may
    also be told for tickets that a file brought in as signed for, without saying when.

    Raises:
        Refused: a ticket cannot be signed for in its state, or one is late and no reason is given (field "reason"), or
            the time lies before the dispatch or in the future (field "at").

    """
    require(person, Action.SIGN)
    signed: list[str] = []
    late: list[str] = []
    upkeep_acts.copy_before_many(desk, count=len(ticket_ids))
    with desk.register.writing() as stores:
        now, before = desk.now(), image(stores, ticket_ids)
        for ticket_id in ticket_ids:
            row = the_ticket(stores, ticket_id)
            if row.signed_at is not None:
                if pass_signed:
                    continue
                raise Refused(f"{row.number} 已由{row.signed_by or '平台'}签收")
            at = now if time is None else _possible(row, time.at, now)
            is_late = row.sign_due_at is not None and at > row.sign_due_at and not row.backlog
            if is_late and not reason.strip():
                raise Refused(f"{row.number} 已超过签收时限，请写明原因", field="reason")
            values: TicketChange = {
                "status": _signed_status(row, told=time is not None).value,
                "signed_at": at,
                "desk_signed_at": now,
                "sign_source": "" if time is None else time.source.strip() or TOLD_BY_PERSON,
                "signed_by": person.name,
                "sign_late_reason": reason.strip() if is_late else "",
            }
            if time is not None:
                values["platform_times"] = with_told(row.platform_times, "signed_at")
            text = ("超时签收：" + reason.strip()) if is_late else "按时签收"
            text += "" if time is None else f"（{values['sign_source']} {to_local(at):%m-%d %H:%M:%S}）"
            change_ticket(desk, stores, person, row, values, verb=JournalVerb.SIGN, text=text, local=("status",))
            signed.append(row.number)
            if is_late:
                late.append(row.number)
        undo = undo_of(desk, stores, person, before, "签收", _CHANGES)
    message = f"已签收 {len(signed)} 件" + (f"，其中超时 {len(late)} 件" if late else "")
    return Outcome(_CHANGES, SignResult(tuple(signed), tuple(late)), message, undo)


def _signed_status(row: TicketRecord, *, told: bool) -> TicketStatus:
    """The status after the sign-for; a file may have brought the ticket in as being handled, or further."""
    status = TicketStatus(row.status)
    further = status in SIGNED_FOR if told else status is TicketStatus.HANDLING
    return status if further else status_after(row, TicketVerb.SIGN)


def _possible(row: TicketRecord, at: datetime, now: datetime) -> datetime:
    """The told time to the whole second.

    Raises:
        Refused: it lies before the dispatch or in the future.

    """
    at = at.replace(microsecond=0)
    if at > now:
        raise Refused(f"{row.number} 的签收时间不能晚于现在", field="at")
    if at < row.dispatched_at:
        raise Refused(
            f"{row.number} 的签收时间早于派单时间 {to_local(row.dispatched_at):%m-%d %H:%M:%S}",
            field="at",
            hint="派单时间有误时，请先更正派单时间",
        )
    return at
