"""Promises made to callers: proposed from texts, confirmed with a day, reminded of, and ended as kept or broken."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from app.base.changes import Change, Outcome
from app.base.clock import to_local
from app.base.errors import EditConflict, Refused
from app.base.people import Person
from app.desk.access import Action, require
from app.desk.context import Desk
from app.desk.records import the_ticket
from app.desk.rows import PromiseRow
from app.desk.titles import title_of
from app.models.journal import Entry
from app.models.stores import Stores
from app.rules.journal import JournalVerb
from app.rules.phones import mask_text
from app.rules.promises import (
    OPEN_PROMISES,
    PROMISE_STATE_WORDS,
    FoundPromise,
    PromiseKind,
    PromiseState,
    find_promises,
    promise_slots,
)
from app.rules.slots import Slot, settle
from app.rules.spoken_times import spoken_times
from app.rules.states import ClockName, ReminderState

_CHANGES = Change.TICKETS | Change.CONTACTS | Change.REMINDERS | Change.JOURNAL
_PLANNED = ReminderState.PLANNED.value
_RINGS = frozenset({ReminderState.PLANNED, ReminderState.RAISED, ReminderState.SHOWN})


def promise_row(row: Any) -> PromiseRow:
    """One promise as it leaves the desk; phones in its words are masked."""
    return PromiseRow(
        id=row.id,
        ticket_id=row.ticket_id,
        ticket_number=row.number,
        ticket_title=mask_text(title_of(row)),
        street=row.street,
        kind=PromiseKind(row.kind),
        said=mask_text(row.said),
        found_in=row.found_in,
        due_at=row.due_at,
        exact=_is_exact(row.due_at),
        state=PromiseState(row.state),
        made_at=row.made_at,
        made_by=row.made_by,
        ended_at=row.ended_at,
        ended_by=row.ended_by,
        note=mask_text(row.note),
        version=row.version,
    )


def due(desk: Desk, *, until: datetime | None = None) -> list[PromiseRow]:
    """Promises still open that fall due up to `until` (None: all), the next one first; also of closed tickets."""
    with desk.register.reading() as stores:
        return [promise_row(row) for row in stores.promises.open_until(until)]


def of_ticket(desk: Desk, *, ticket_id: int) -> list[PromiseRow]:
    """A ticket's promises of every state, the next one due first."""
    with desk.register.reading() as stores:
        return [promise_row(row) for row in stores.promises.of_ticket(ticket_id)]


def found_in(desk: Desk, text: str) -> tuple[FoundPromise, ...]:
    """The promises with a day that a text makes now; nothing is kept."""
    return find_promises(text, desk.now(), desk.calendar)


def propose(desk: Desk, stores: Stores, person: Person, row: Any, text: str, source: str) -> int:
    """Proposes within an open transaction what `text` promises for the ticket `row`; returns how many are new.

    Words that were proposed for this ticket before are not proposed again, however they ended. `source` says where
    the words stand ("答复", "联系备注").
    """
    known = {each.said for each in stores.promises.of_ticket(row.id)}
    new = [each for each in found_in(desk, text) if each.words not in known]
    for each in new:
        stores.promises.add(
            {
                "ticket_id": row.id,
                "kind": each.kind.value,
                "said": each.words,
                "found_in": source,
                "due_at": each.due_at,
                "state": PromiseState.PROPOSED.value,
                "made_at": desk.now(),
                "made_by": person.name,
            }
        )
    told = [f"{source}中的承诺：{_told(each.words, each.due_at)}" for each in new]
    entries = [Entry(JournalVerb.PROMISE_PROPOSE, words, row.id, row.number) for words in told]
    stores.journal.append(entries, at=desk.now(), who=person.name)
    return len(new)


def add(desk: Desk, *, person: Person, ticket_id: int, kind: PromiseKind, said: str, due_at: datetime) -> Outcome[int]:
    """Keeps a promise a person heard; it is confirmed at once and reminded of. Midnight stands for the day before it.

    Raises:
        Refused: no words (field "said"), or the time is past (field "due_at").

    """
    require(person, Action.CONTACT)
    if not said.strip():
        raise Refused("请写明承诺了什么", field="said")
    _heed_time(desk, due_at)
    with desk.register.writing() as stores:
        row = the_ticket(stores, ticket_id)
        values = {"ticket_id": row.id, "kind": kind.value, "said": said.strip(), "found_in": "登记", "due_at": due_at}
        made = {"state": PromiseState.CONFIRMED.value, "made_at": desk.now(), "made_by": person.name}
        promise_id = stores.promises.add(values | made)
        _plan(desk, stores, row.id, promise_id, due_at)
        told = f"承诺：{_told(said.strip(), due_at)}"
        stores.journal.append(
            [Entry(JournalVerb.PROMISE_ADD, told, row.id, row.number)], at=desk.now(), who=person.name
        )
    return Outcome(_CHANGES, promise_id, f"{row.number} 承诺已登记，{day_words(due_at)}提醒")


def confirm(desk: Desk, *, person: Person, promise_id: int, due_at: datetime, version: int) -> Outcome[str]:
    """Confirms a promise for a day or an hour, or moves it; its reminders stand from then on.

    Raises:
        Refused: the time is past (field "due_at"), or the promise has ended.
        EditConflict: somebody changed it since `version` was read.

    """
    require(person, Action.CONTACT)
    _heed_time(desk, due_at)
    with desk.register.writing() as stores:
        row = _open_promise(stores, promise_id, version)
        moved = f"（原为{day_words(row.due_at)}）" if row.due_at != due_at else ""
        stores.promises.change(row, {"state": PromiseState.CONFIRMED.value, "due_at": due_at})
        _silence(stores, row, "承诺时间已变更")
        _plan(desk, stores, row.ticket_id, row.id, due_at)
        told = f"确认承诺：{_told(row.said, due_at)}{moved}"
        stores.journal.append([_entry(JournalVerb.PROMISE_CONFIRM, told, row)], at=desk.now(), who=person.name)
    return Outcome(_CHANGES, row.number, f"{row.number} 承诺已确认，{day_words(due_at)}提醒")


def end(
    desk: Desk, *, person: Person, promise_id: int, state: PromiseState, note: str = "", version: int | None = None
) -> Outcome[str]:
    """Ends a promise as kept, broken or dropped (no promise at all); its reminders end with it.

    Raises:
        Refused: broken without saying why (field "note"), or the promise has ended.
        EditConflict: somebody changed it since `version` was read.
        ValueError: `state` is none of those three.

    """
    require(person, Action.CONTACT)
    if state in OPEN_PROMISES:
        raise ValueError(state)
    if state is PromiseState.BROKEN and not note.strip():
        raise Refused("请写明没有兑现的情况", field="note")
    with desk.register.writing() as stores:
        row = _open_promise(stores, promise_id, version)
        ended = {"state": state.value, "ended_at": desk.now(), "ended_by": person.name, "note": note.strip()}
        stores.promises.change(row, ended)
        _silence(stores, row, f"承诺{PROMISE_STATE_WORDS[state]}")
        told = f"承诺{PROMISE_STATE_WORDS[state]}：{row.said}" + (f"（{note.strip()}）" if note.strip() else "")
        stores.journal.append([_entry(JournalVerb.PROMISE_END, told, row)], at=desk.now(), who=person.name)
    return Outcome(_CHANGES, row.number, f"{row.number} 承诺{PROMISE_STATE_WORDS[state]}")


def reopen(desk: Desk, *, person: Person, promise_id: int) -> Outcome[str]:
    """Takes the end of a promise back: it waits for confirmation again. The reverse of `end`.

    Raises:
        Refused: it has not ended.

    """
    require(person, Action.CONTACT)
    with desk.register.writing() as stores:
        row = _promise(stores, promise_id)
        if PromiseState(row.state) in OPEN_PROMISES:
            raise Refused("这条承诺还没有了结")
        stores.promises.change(
            row, {"state": PromiseState.PROPOSED.value, "ended_at": None, "ended_by": "", "note": ""}
        )
        told = f"承诺恢复待确认：{row.said}"
        stores.journal.append([_entry(JournalVerb.PROMISE_REOPEN, told, row)], at=desk.now(), who=person.name)
    return Outcome(_CHANGES, row.number, f"{row.number} 承诺已恢复为待确认")


def day_words(due_at: datetime) -> str:
    """When a promise falls due, as people say it: 12月10日, or 12月10日 18:00 when an hour was named."""
    local = to_local(due_at)
    if _is_exact(due_at):
        return f"{local.month}月{local.day}日 {local:%H:%M}"
    last = local - timedelta(days=1)
    return f"{last.month}月{last.day}日"


def _is_exact(due_at: datetime) -> bool:
    local = to_local(due_at)
    return (local.hour, local.minute) != (0, 0)


def _told(words: str, due_at: datetime) -> str:
    return f"“{words}”，{day_words(due_at)}到期"


def _heed_time(desk: Desk, due_at: datetime) -> None:
    if due_at <= desk.now():
        raise Refused("这个时间已经过去，请改成以后的日期", field="due_at")


def _promise(stores: Stores, promise_id: int) -> Any:
    row = stores.promises.get(promise_id)
    if row is None:
        raise Refused("没有这条承诺")
    return row


def _open_promise(stores: Stores, promise_id: int, version: int | None) -> Any:
    row = _promise(stores, promise_id)
    if version is not None and row.version != version:
        now = f"{PROMISE_STATE_WORDS[PromiseState(row.state)]}，{day_words(row.due_at)}到期"
        raise EditConflict(f"{row.number} 的这条承诺刚被别人改过，现为{now}", hint="请刷新后再改")
    if PromiseState(row.state) not in OPEN_PROMISES:
        raise Refused(f"这条承诺{PROMISE_STATE_WORDS[PromiseState(row.state)]}，不能再改", hint="可先恢复为待确认")
    return row


def _entry(verb: JournalVerb, text: str, row: Any) -> Entry:
    return Entry(verb, text, row.ticket_id, row.number)


def _plan(desk: Desk, stores: Stores, ticket_id: int, promise_id: int, due_at: datetime) -> None:
    """Puts the promise's slots into the ledger; of those already past the latest rings at once."""
    named = promise_slots(promise_id, due_at, exact=_is_exact(due_at))
    slots, _past = settle([Slot(ClockName.PROMISE, name, at) for name, at in named], desk.now())
    number, end = stores.reminders.highest_round(ticket_id) + 1, int(due_at.timestamp())
    rows = [
        (ticket_id, slot.clock.value, slot.slot, number, int(slot.at.timestamp()), end, _PLANNED, "") for slot in slots
    ]
    stores.reminders.plan(rows, made_at=desk.now())


def _silence(stores: Stores, row: Any, reason: str) -> None:
    own = [
        slot
        for slot in stores.reminders.of_ticket(row.ticket_id)
        if slot.clock == ClockName.PROMISE and slot.slot.startswith(f"{row.id}:")
    ]
    stores.reminders.cancel([slot.id for slot in own if slot.state in _RINGS], reason)
    stores.reminders.settle([slot.id for slot in own if slot.state == ReminderState.ACKNOWLEDGED])


def day_read(desk: Desk, words: str) -> datetime:
    """The instant that typed words name: 12月10日, 三个工作日内, 明天18:00, 2026-12-10.

    Raises:
        Refused: they name no time (field "due_at").

    """
    spoken = spoken_times(words, desk.now(), desk.calendar)
    if not spoken:
        raise Refused("看不出是哪一天，请写成 12月10日 或 明天 18:00", field="due_at")
    return spoken[0].at


def settle_day(
    desk: Desk,
    *,
    person: Person,
    ticket_id: int,
    promise_id: int,
    kind: PromiseKind,
    said: str,
    due_at: str,
    version: int,
) -> Outcome[Any]:
    """Confirms a promise for the typed day, or keeps a new one (`promise_id` 0).

    Raises:
        Refused: as `day_read`, `add` and `confirm`.
        EditConflict: as `confirm`.

    """
    at = day_read(desk, due_at)
    if promise_id:
        return confirm(desk, person=person, promise_id=promise_id, due_at=at, version=version)
    return add(desk, person=person, ticket_id=ticket_id, kind=kind, said=said, due_at=at)
