"""Mass events as acts: opened from a warning, a merchant or by hand, worded, joined and left by hand, opened again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from app.base.changes import Change, Outcome, Undo
from app.base.clock import to_local
from app.base.errors import Refused
from app.base.people import Person
from app.desk.event import warned
from app.desk.event.records import change, named, open_event_of, take_in, take_out, the_event
from app.desk.shared.access import Action, require
from app.desk.shared.conflict import check_version
from app.desk.shared.context import Desk
from app.desk.shared.journal_lines import write_line
from app.desk.ticket.undo import image, undo_of
from app.models.event.records import EventRecord, NewEvent
from app.models.register.stores import Stores
from app.rules.event.states import EVENT_FLOW, EventState, EventVerb, MemberOrigin
from app.rules.event.texts import check_title, check_wording
from app.rules.journal import JournalVerb
from app.rules.shared.masking import mask_text
from app.rules.ticket.moves import TAKE_BACK_WITHIN

CHANGES = Change.EVENTS | Change.TICKETS | Change.JOURNAL
WITH_WARNINGS = CHANGES | Change.WARNINGS | Change.TASKS | Change.REMINDERS


@dataclass(frozen=True, slots=True)
class Source:
    """What an event is made from: a warning, a merchant, or tickets chosen by hand; they go together.

    `ticket_ids` are those of the warning, or chosen by hand; those of the merchant need not be named.
    """

    title: str
    merchant_id: int | None = None
    warning_id: int | None = None
    ticket_ids: tuple[int, ...] = ()


def open_event(desk: Desk, *, person: Person, source: Source) -> Outcome[int]:
    """Opens an event with all its tickets, in one transaction; the result is its id. Its warnings are known then.

    Tickets that are in another open event stay there; the message counts them.

    Raises:
        Refused: no title (field "title"), no ticket, or the merchant has an open event.

    """
    require(person, Action.EDIT)
    title = check_title(source.title)
    with desk.register.writing() as stores:
        merchant_id = None if source.merchant_id is None else stores.merchants.group_of(source.merchant_id)
        known = event_of_merchant(stores, merchant_id)
        if known is not None:
            raise Refused(f"这家商户已有{named(known)}", hint="请到群体事件页查看")
        groups = _tickets_of(stores, source)
        wanted = [one for ids, _ in groups for one in ids]
        busy = stores.group_events.busy(wanted)
        if not set(wanted) - busy.keys():
            raise Refused(_why_none(busy), field="numbers")
        new = NewEvent(
            title=title,
            merchant_id=merchant_id,
            warning_id=source.warning_id,
            opened_at=desk.now(),
            opened_by=person.name,
        )
        event = the_event(stores, stores.group_events.add(new))
        count = 0
        for ids, origin in groups:
            count += len(take_in(desk, stores, person, event, [one for one in ids if one not in busy], origin))
        write_line(desk, stores, person, JournalVerb.EVENT_OPEN, f"{named(event)}，{count} 件")
        warned.mark_known(desk, stores, person, event)
    left = f"；{len(busy)} 件已在别的群体事件中，未并入" if busy else ""
    reverse = partial(withdraw, person=person, event_id=event.id)
    return Outcome(
        WITH_WARNINGS,
        event.id,
        f"{named(event)}已建立，并入 {count} 件{left}",
        _undo(desk, reverse, f"{named(event)} 建立"),
    )


def withdraw(desk: Desk, *, person: Person, event_id: int) -> Outcome[int]:
    """Takes an event back as if it had not been opened; its tickets belong to none then. The reverse of `open_event`.

    Raises:
        Refused: it has ended.

    """
    return _end(desk, person, event_id, EventVerb.WITHDRAW, JournalVerb.EVENT_WITHDRAW, "已撤回")


def reopen(desk: Desk, *, person: Person, event_id: int) -> Outcome[int]:
    """Opens an ended event again; its closing paper stays on record.

    Raises:
        Refused: it has not ended, or its merchant has another open event.

    """
    return _end(desk, person, event_id, EventVerb.REOPEN, JournalVerb.EVENT_REOPEN, "已重开")


def _end(desk: Desk, person: Person, event_id: int, verb: EventVerb, line: JournalVerb, word: str) -> Outcome[int]:
    require(person, Action.EDIT)
    with desk.register.writing() as stores:
        before = the_event(stores, event_id)
        state = EVENT_FLOW.after(before.state, verb)
        if state is EventState.OPEN:
            _require_alone(stores, before)
            change(stores, before, state=state, ended_at=None, ended_by="")
            warned.open_again(desk, stores, person, before)
        else:
            change(stores, before, state=state, ended_at=desk.now(), ended_by=person.name)
            warned.take_back(desk, stores, person, before)
        write_line(desk, stores, person, line, named(before))
    return Outcome(WITH_WARNINGS, event_id, f"{named(before)}{word}")


def set_wording(desk: Desk, *, person: Person, event_id: int, text: str, seen: int | None = None) -> Outcome[int]:
    """Sets the wording that all tickets share; the versions before it are kept. Returns its number.

    `seen` is the number of the wording that the person has read, 0 for none.

    Raises:
        Refused: it is empty or too long (field "text"), is the one that holds, or the event has ended.
        EditConflict: somebody set another one since.

    """
    require(person, Action.EDIT)
    wanted = check_wording(text)
    with desk.register.writing() as stores:
        event = open_event_of(stores, event_id)
        before = stores.event_sides.wording(event_id)
        check_version(f"{named(event)}的口径", 0 if before is None else before.number, seen)
        if before is not None and before.text == wanted:
            raise Refused("与现行口径相同", field="text")
        number = _word(desk, stores, person, event, wanted)
    reverse = partial(restore_wording, person=person, event_id=event_id, text="" if before is None else before.text)
    words = f"{named(event)} 统一口径"
    return Outcome(CHANGES, number, f"{named(event)}口径已更新为第 {number} 版", _undo(desk, reverse, words))


def restore_wording(desk: Desk, *, person: Person, event_id: int, text: str) -> Outcome[int]:
    """Puts the former wording in force again as a version of its own; an empty one leaves the event without.

    Raises:
        Refused: the event has ended.

    """
    require(person, Action.EDIT)
    with desk.register.writing() as stores:
        event = open_event_of(stores, event_id)
        number = _word(desk, stores, person, event, text)
    return Outcome(CHANGES, number, f"{named(event)}已恢复上一版口径" if text else f"{named(event)}口径已撤回")


def _word(desk: Desk, stores: Stores, person: Person, event: EventRecord, text: str) -> int:
    number = stores.event_sides.word(event.id, text, at=desk.now(), who=person.name)
    said = f"第 {number} 版：{mask_text(text)}" if text else f"第 {number} 版：撤回口径"
    write_line(desk, stores, person, JournalVerb.EVENT_WORDING, f"{named(event)}口径{said}")
    return number


def add_tickets(desk: Desk, *, person: Person, event_id: int, ticket_ids: Sequence[int]) -> Outcome[tuple[str, ...]]:
    """Takes tickets in by hand, in one transaction; the reverse takes them out as if they had not been in.

    Raises:
        Refused: none is named, all are in an open event already, or the event has ended.

    """
    require(person, Action.EDIT)
    with desk.register.writing() as stores:
        event = open_event_of(stores, event_id)
        busy = stores.group_events.busy(ticket_ids)
        wanted = [one for one in dict.fromkeys(ticket_ids) if one not in busy]
        if not wanted:
            raise Refused(_why_none(busy), field="numbers")
        before = image(stores, wanted)
        rows = take_in(desk, stores, person, event, wanted, MemberOrigin.HAND)
        undo = undo_of(desk, stores, person, before, "并入群体事件", CHANGES)
    left = f"；{len(busy)} 件已在群体事件中" if busy else ""
    numbers = tuple(row.number for row in rows)
    return Outcome(CHANGES, numbers, f"{len(rows)} 件已并入{named(event)}{left}", undo)


def remove_tickets(
    desk: Desk, *, person: Person, event_id: int, ticket_ids: Sequence[int], reason: str
) -> Outcome[tuple[str, ...]]:
    """Takes tickets out by hand; they do not come in again by themselves.

    Raises:
        Refused: no reason (field "reason"), none of them is in it, or the event has ended.

    """
    require(person, Action.EDIT)
    if not reason.strip():
        raise Refused("请写明移出原因", field="reason")
    with desk.register.writing() as stores:
        event = open_event_of(stores, event_id)
        inside = {row.ticket_id for row in stores.group_events.members(event_id)}
        wanted = [one for one in ticket_ids if one in inside]
        if not wanted:
            raise Refused("这些工单不在这个群体事件中")
        before = image(stores, wanted)
        rows = take_out(desk, stores, person, event, wanted, mask_text(reason.strip()))
        undo = undo_of(desk, stores, person, before, "移出群体事件", CHANGES)
    return Outcome(CHANGES, tuple(row.number for row in rows), f"{len(rows)} 件已移出{named(event)}", undo)


def _tickets_of(stores: Stores, source: Source) -> list[tuple[list[int], MemberOrigin]]:
    """The tickets of a source by how they come to the event, each once: those of the merchant first."""
    of_merchant = [] if source.merchant_id is None else list(stores.merchants.ticket_ids(source.merchant_id))
    taken = frozenset(of_merchant)
    own = [one for one in dict.fromkeys(source.ticket_ids) if one not in taken]
    by = MemberOrigin.WARNING if source.warning_id is not None else MemberOrigin.HAND
    return [(of_merchant, MemberOrigin.MERCHANT), (own, by)]


def event_of_merchant(stores: Stores, merchant_id: int | None) -> EventRecord | None:
    """The open event of a merchant, also where one of the two was merged since; None when there is none."""
    if merchant_id is None:
        return None
    whole = stores.merchants.group_of(merchant_id)
    events = stores.group_events.open_of_merchants()
    return next((one for one in events if stores.merchants.group_of(one.merchant_id or 0) == whole), None)


def _require_alone(stores: Stores, event: EventRecord) -> None:
    other = event_of_merchant(stores, event.merchant_id)
    if other is not None:
        raise Refused(f"这家商户已有{named(other)}，不能重开")


def _why_none(busy: dict[int, int]) -> str:
    return "这些工单都已在群体事件中" if busy else "请填写工单编号"


def _undo(desk: Desk, reverse: partial[Outcome[int]], words: str) -> Undo:
    now = desk.now()
    return Undo(reverse, now + TAKE_BACK_WITHIN, f"{words}（{to_local(now):%H:%M}）")
