"""Promises made to callers: proposed from texts, confirmed with a day, and ended as kept, broken or dropped."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Unpack

from app.base.changes import Change, Outcome
from app.base.errors import EditConflict, Refused
from app.base.people import Person
from app.desk.promise.rows import day_words, is_exact
from app.desk.reminder import own_matters
from app.desk.shared.access import Action, require
from app.desk.shared.conflict import saving
from app.desk.shared.context import Desk
from app.desk.shared.journal_lines import write_line
from app.desk.ticket.records import the_ticket
from app.desk.ticket.undo import image, undo_of
from app.models.promise.records import NewPromise, PromiseChange, PromiseRecord
from app.models.register.stores import Stores
from app.models.ticket.records import TicketRecord
from app.rules.journal import JournalVerb
from app.rules.law.clocks import ClockName
from app.rules.law.spoken_times import spoken_times
from app.rules.promise.states import (
    ENDING_VERBS,
    PROMISE_FLOW,
    PROMISE_STATE_WORDS,
    PromiseKind,
    PromiseSource,
    PromiseState,
    PromiseVerb,
)
from app.rules.promise.wording import FoundPromise, find_promises, promise_slots

_CHANGES = Change.TICKETS | Change.CONTACTS | Change.REMINDERS | Change.JOURNAL


def the_promise(stores: Stores, promise_id: int) -> PromiseRecord:
    """The promise of this id.

    Raises:
        Refused: there is none.

    """
    found = stores.promises.get(promise_id)
    if found is None:
        raise Refused("没有这条承诺")
    return found


def change_promise(stores: Stores, before: PromiseRecord, **change: Unpack[PromiseChange]) -> None:
    """Writes the changed columns of a promise.

    Raises:
        EditConflict: somebody else changed it since it was read.

    """
    with saving(f"{before.number} 的这条承诺"):
        stores.promises.change(before, **change)


def found_in(desk: Desk, text: str) -> tuple[FoundPromise, ...]:
    """The promises with a day found in a text; nothing is stored."""
    return find_promises(text, desk.now(), desk.calendar)


def propose(
    desk: Desk,
    stores: Stores,
    person: Person,
    ticket: TicketRecord,
    said: Sequence[FoundPromise],
    source: PromiseSource,
    *,
    but_not: PromiseKind | None = None,
) -> int:
    """Proposes within an open transaction what was found (`found_in`) before it; returns how many are new.

    Words that were proposed for this ticket before are not proposed again, however they ended. `but_not` leaves out
    a kind that is already kept.
    """
    known = {record.said for record in stores.promises.of_ticket(ticket.id)}
    new = [found for found in said if found.words not in known and found.kind is not but_not]
    for found in new:
        stores.promises.add(
            NewPromise(
                ticket_id=ticket.id,
                kind=found.kind,
                said=found.words,
                found_in=source,
                due_at=found.due_at,
                state=PromiseState.PROPOSED,
                made_at=desk.now(),
                made_by=person.name,
            )
        )
        line = f"{source.word}中的承诺：{_quoted(found.words, found.due_at)}"
        write_line(desk, stores, person, JournalVerb.PROMISE_PROPOSE, line, about=ticket)
    return len(new)


def keep(
    desk: Desk, stores: Stores, person: Person, ticket: TicketRecord, *, kind: PromiseKind, said: str, due_at: datetime
) -> int:
    """Stores a promise a person heard, with its reminders, within an open transaction; returns its id.

    Raises:
        Refused: no words (field "said"), or the time is past (field "due_at").

    """
    if not said.strip():
        raise Refused("请写明承诺了什么", field="said")
    _require_future(desk, due_at)
    promise_id = stores.promises.add(
        NewPromise(
            ticket_id=ticket.id,
            kind=kind,
            said=said.strip(),
            found_in=PromiseSource.TYPED,
            due_at=due_at,
            state=PROMISE_FLOW.after(PromiseState.PROPOSED, PromiseVerb.CONFIRM),
            made_at=desk.now(),
            made_by=person.name,
        )
    )
    _plan(desk, stores, ticket.id, promise_id, due_at)
    line = f"承诺：{_quoted(said.strip(), due_at)}"
    write_line(desk, stores, person, JournalVerb.PROMISE_ADD, line, about=ticket)
    return promise_id


def add(desk: Desk, *, person: Person, ticket_id: int, kind: PromiseKind, said: str, due_at: datetime) -> Outcome[int]:
    """Adds a promise a person heard, confirmed and with reminders. Midnight stands for the day before it.

    Raises:
        Refused: as `keep`.

    """
    require(person, Action.CONTACT)
    with desk.register.writing() as stores:
        ticket, before = the_ticket(stores, ticket_id), image(stores, [ticket_id])
        promise_id = keep(desk, stores, person, ticket, kind=kind, said=said, due_at=due_at)
        undo = undo_of(desk, stores, person, before, "登记承诺", _CHANGES)
    return Outcome(_CHANGES, promise_id, f"{ticket.number} 承诺已登记，{day_words(due_at)}提醒", undo)


def confirm(desk: Desk, *, person: Person, promise_id: int, due_at: datetime, version: int) -> Outcome[str]:
    """Confirms a promise for a day or an hour, or moves it; its reminders stand from then on.

    Raises:
        Refused: the time is past (field "due_at"), or the promise has ended.
        EditConflict: somebody changed it since `version` was read.

    """
    require(person, Action.CONTACT)
    _require_future(desk, due_at)
    with desk.register.writing() as stores:
        promise = _seen_promise(stores, promise_id, version)
        before = image(stores, [promise.ticket_id])
        state = PROMISE_FLOW.after(promise.state, PromiseVerb.CONFIRM)
        change_promise(stores, promise, state=state, due_at=due_at)
        own_matters.silence(stores, promise.ticket_id, ClockName.PROMISE, promise.id, "承诺时间已变更")
        _plan(desk, stores, promise.ticket_id, promise.id, due_at)
        moved = f"（原为{day_words(promise.due_at)}）" if promise.due_at != due_at else ""
        line = f"确认承诺：{_quoted(promise.said, due_at)}{moved}"
        write_line(desk, stores, person, JournalVerb.PROMISE_CONFIRM, line, about=promise)
        undo = undo_of(desk, stores, person, before, "确认承诺", _CHANGES)
    return Outcome(_CHANGES, promise.number, f"{promise.number} 承诺已确认，{day_words(due_at)}提醒", undo)


def end(
    desk: Desk, *, person: Person, promise_id: int, verb: PromiseVerb, note: str = "", version: int | None = None
) -> Outcome[str]:
    """Ends a promise as kept, broken or dropped (no promise at all); its reminders end with it.

    Raises:
        Refused: broken without saying why (field "note"), or the promise has ended.
        EditConflict: somebody changed it since `version` was read.
        ValueError: `verb` does not end a promise.

    """
    require(person, Action.CONTACT)
    if verb not in ENDING_VERBS:
        raise ValueError(verb)
    if verb is PromiseVerb.BREAK and not note.strip():
        raise Refused("请写明没有兑现的情况", field="note")
    with desk.register.writing() as stores:
        promise = _seen_promise(stores, promise_id, version)
        before = image(stores, [promise.ticket_id])
        ended = end_in(desk, stores, person, promise, verb, note.strip())
        undo = undo_of(desk, stores, person, before, ended, _CHANGES)
    return Outcome(_CHANGES, promise.number, f"{promise.number} {ended}", undo)


def end_in(desk: Desk, stores: Stores, person: Person, promise: PromiseRecord, verb: PromiseVerb, note: str) -> str:
    """Ends a promise with its reminders within an open transaction; returns how it ended in words.

    Raises:
        IllegalMove: the promise has ended.

    """
    state = PROMISE_FLOW.after(promise.state, verb)
    change_promise(stores, promise, state=state, ended_at=desk.now(), ended_by=person.name, note=note)
    ended = f"承诺{PROMISE_STATE_WORDS[state]}"
    own_matters.silence(stores, promise.ticket_id, ClockName.PROMISE, promise.id, ended)
    line = f"{ended}：{promise.said}" + (f"（{note}）" if note else "")
    write_line(desk, stores, person, JournalVerb.PROMISE_END, line, about=promise)
    return ended


def reopen(desk: Desk, *, person: Person, promise_id: int) -> Outcome[str]:
    """Reopens an ended promise: it waits for confirmation again. The reverse of `end`.

    Raises:
        Refused: it has not ended.

    """
    require(person, Action.CONTACT)
    with desk.register.writing() as stores:
        promise = the_promise(stores, promise_id)
        before, state = image(stores, [promise.ticket_id]), PROMISE_FLOW.after(promise.state, PromiseVerb.REOPEN)
        change_promise(stores, promise, state=state, ended_at=None, ended_by="", note="")
        line = f"承诺恢复待确认：{promise.said}"
        write_line(desk, stores, person, JournalVerb.PROMISE_REOPEN, line, about=promise)
        undo = undo_of(desk, stores, person, before, "恢复承诺", _CHANGES)
    return Outcome(_CHANGES, promise.number, f"{promise.number} 承诺已恢复为待确认", undo)


def day_read(desk: Desk, words: str) -> datetime:
    """The instant that typed words name: 12月10日, 三个工作日内, 明天18:00, 2026-12-10.

    Raises:
        Refused: they name no time (field "due_at").

    """
    spoken = spoken_times(words, desk.now(), desk.calendar)
    if not spoken:
        raise Refused("无法识别日期，请写成 12月10日 或 明天 18:00", field="due_at")
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
) -> Outcome[int] | Outcome[str]:
    """Confirms a promise for the typed day, or adds a new one (`promise_id` 0).

    Raises:
        Refused: as `day_read`, `add` and `confirm`.
        EditConflict: as `confirm`.

    """
    at = day_read(desk, due_at)
    if promise_id:
        return confirm(desk, person=person, promise_id=promise_id, due_at=at, version=version)
    return add(desk, person=person, ticket_id=ticket_id, kind=kind, said=said, due_at=at)


def _seen_promise(stores: Stores, promise_id: int, version: int | None) -> PromiseRecord:
    """The promise, after checking that it still has the version the person has read."""
    promise = the_promise(stores, promise_id)
    if version is not None and promise.version != version:
        now = f"{PROMISE_STATE_WORDS[promise.state]}，{day_words(promise.due_at)}到期"
        raise EditConflict(f"{promise.number} 的这条承诺刚被别人改过，现为{now}", hint="请刷新后再改")
    return promise


def _quoted(words: str, due_at: datetime) -> str:
    return f"“{words}”，{day_words(due_at)}到期"


def _require_future(desk: Desk, due_at: datetime) -> None:
    if due_at <= desk.now():
        raise Refused("这个时间已经过去，请改成以后的日期", field="due_at")


def _plan(desk: Desk, stores: Stores, ticket_id: int, promise_id: int, due_at: datetime) -> None:
    """Puts the promise's slots into the ledger; of those already past the latest rings at once."""
    slots = promise_slots(promise_id, due_at, exact=is_exact(due_at))
    own_matters.plan(desk, stores, ticket_id, ClockName.PROMISE, slots, due_at)
