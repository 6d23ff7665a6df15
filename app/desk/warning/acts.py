"""What a person makes of a warning: known, false, dealt with, opened again, absconding confirmed, looked at again."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Unpack

from app.base.changes import Change, Outcome, Undo
from app.base.clock import local_minute, to_local
from app.base.errors import Refused
from app.base.people import Person
from app.desk.shared.access import Action, require
from app.desk.shared.conflict import check_version, saving
from app.desk.shared.context import Desk
from app.desk.shared.journal_lines import write_line
from app.desk.warning import alarm
from app.desk.warning.follow import CHANGES
from app.models.register.stores import Stores
from app.models.warning.records import WarningChange, WarningRecord
from app.rules.journal import JournalVerb
from app.rules.shared.masking import mask_text
from app.rules.ticket.moves import TAKE_BACK_WITHIN
from app.rules.warning.levels import Why
from app.rules.warning.states import LEVEL_WORDS, STATE_WORDS, WARNING_FLOW, Subject, WarningLevel, WarningVerb

LONGEST = 500
_CONFIRMED = "红色：已确认失联跑路"
_NEEDS_REASON = (WarningVerb.NOISE, WarningVerb.HANDLE)


def the_warning(stores: Stores, warning_id: int) -> WarningRecord:
    """The warning of this id.

    Raises:
        Refused: there is none.

    """
    found = stores.warnings.get(warning_id)
    if found is None:
        raise Refused("没有这条预警")
    return found


def named(row: WarningRecord) -> str:
    """The warning in messages and journal lines: 预警 12“悦某健身”."""
    return f"预警 {row.id}“{mask_text(row.name)}”"


def decide(
    desk: Desk, *, person: Person, warning_id: int, verb: WarningVerb, reason: str = "", version: int | None = None
) -> Outcome[int]:
    """Gives a warning its state: known, noise, handled, or new again; the tasks that ask for a look end.

    Raises:
        Refused: no reason for noise or handled (field "reason"), or the state does not allow the verb.
        EditConflict: somebody changed it since `version` was read.

    """
    require(person, Action.TASK)
    _check_reason(verb, reason)
    with desk.register.writing() as stores:
        before = the_warning(stores, warning_id)
        check_version(named(before), before.version, version)
        words = settle(desk, stores, person, before, verb, reason)
        state = the_warning(stores, warning_id).state
    undo = _undo(desk, partial(_put_back, person=person, before=before), f"{named(before)} {STATE_WORDS[state]}")
    return Outcome(CHANGES, warning_id, f"{named(before)}：{words}", undo)


def settle(desk: Desk, stores: Stores, person: Person, before: WarningRecord, verb: WarningVerb, reason: str) -> str:
    """Gives a warning its state within an open transaction, with the journal's line; returns the state in words.

    Raises:
        Refused: the state does not allow the verb.

    """
    state = WARNING_FLOW.after(before.state, verb)
    again = verb is WarningVerb.REOPEN
    _change(
        stores,
        before,
        state=state,
        reason="" if again else reason.strip(),
        decided_at=None if again else desk.now(),
        decided_by="" if again else person.name,
    )
    words = STATE_WORDS[state] + (f"：{mask_text(reason.strip())}" if reason.strip() else "")
    if verb in _NEEDS_REASON:
        alarm.end_all(desk, stores, person, before.id, words)
    elif not again:
        alarm.end_looks(desk, stores, person, before.id, words)
    write_line(desk, stores, person, JournalVerb.WARNING_DECIDE, f"{named(before)}：{words}")
    return words


def confirm(desk: Desk, *, person: Person, warning_id: int, reason: str, version: int | None = None) -> Outcome[int]:
    """Confirms that the owner of a merchant absconded: the warning is red from now on.

    Raises:
        Refused: no word on how it was confirmed (field "reason"), it is no merchant's, it has ended, or is confirmed.
        EditConflict: somebody changed it since `version` was read.

    """
    require(person, Action.TASK)
    if not reason.strip():
        raise Refused("请写明怎样核实的", field="reason")
    with desk.register.writing() as stores:
        before = the_warning(stores, warning_id)
        check_version(named(before), before.version, version)
        WARNING_FLOW.after(before.state, WarningVerb.CONFIRM)
        if before.subject is not Subject.MERCHANT:
            raise Refused("只有商户的预警可以确认失联跑路")
        if before.confirmed_at is not None:
            raise Refused("已经确认过失联跑路")
        red: WarningChange = {"confirmed_at": desk.now(), "confirmed_by": person.name, "reason": reason.strip()}
        if before.level is not WarningLevel.RED:
            red |= {"level": WarningLevel.RED, "raised_at": desk.now(), "why": Why(_CONFIRMED, 1, 1)}
        _change(stores, before, **red)
        text = f"{named(before)}由{LEVEL_WORDS[before.level]}升为红色：{mask_text(reason.strip())}"
        write_line(desk, stores, person, JournalVerb.WARNING_CONFIRM, text)
        if before.level is not WarningLevel.RED:
            alarm.ring(desk, stores, person, the_warning(stores, warning_id))
    undo = _undo(desk, partial(_put_back, person=person, before=before), f"{named(before)} 确认失联跑路")
    return Outcome(CHANGES, warning_id, f"{named(before)}已确认失联跑路，升为红色", undo)


def follow_up(
    desk: Desk, *, person: Person, warning_id: int, at: datetime | None, who: str = "", text: str = ""
) -> Outcome[int]:
    """Plans when a warning is looked at again; it rings by the clocks of tasks, and stands in the reminders' ledger.

    Raises:
        Refused: no time or a past one (field "at"), or the warning has ended.

    """
    require(person, Action.TASK)
    if at is None or at <= desk.now():
        raise Refused("请填写以后的复看时间", field="at")
    with desk.register.writing() as stores:
        row = the_warning(stores, warning_id)
        WARNING_FLOW.after(row.state, WarningVerb.FOLLOW)
        alarm.end_looks(desk, stores, person, warning_id, f"{local_minute(at)} 复看")
        task = alarm.follow_up(desk, stores, person, row, at=at, who=who.strip(), text=text.strip()[:LONGEST])
    return Outcome(CHANGES, task.id, f"{named(row)}：{local_minute(at)} 复看")


def write_letter_line(desk: Desk, *, person: Person, warning_id: int, name: str) -> Outcome[int]:
    """Notes in the journal that a letter was drafted."""
    with desk.register.writing() as stores:
        row = the_warning(stores, warning_id)
        write_line(desk, stores, person, JournalVerb.WARNING_LETTER, f"{named(row)}：{name}")
    return Outcome(Change.JOURNAL, warning_id, "")


def _check_reason(verb: WarningVerb, reason: str) -> None:
    if verb in _NEEDS_REASON and not reason.strip():
        raise Refused("请写明原因" if verb is WarningVerb.NOISE else "请写明处置结果", field="reason")
    if len(reason) > LONGEST:
        raise Refused(f"最多 {LONGEST} 字，现有 {len(reason)} 字", field="reason")


def _change(stores: Stores, before: WarningRecord, **changes: Unpack[WarningChange]) -> None:
    with saving(named(before)):
        stores.warnings.change(before, **changes)


def _put_back(desk: Desk, *, person: Person, before: WarningRecord) -> Outcome[int]:
    """The reverse of a decision: the warning stands as it stood before."""
    with desk.register.writing() as stores:
        now = the_warning(stores, before.id)
        _change(
            stores,
            now,
            state=before.state,
            reason=before.reason,
            decided_at=before.decided_at,
            decided_by=before.decided_by,
            confirmed_at=before.confirmed_at,
            confirmed_by=before.confirmed_by,
            level=before.level,
            raised_at=before.raised_at,
            why=before.why,
        )
        write_line(desk, stores, person, JournalVerb.WARNING_DECIDE, f"{named(before)}：撤回")
    return Outcome(CHANGES, before.id, f"{named(before)}已恢复原状")


def _undo(desk: Desk, reverse: partial[Outcome[int]], words: str) -> Undo:
    now = desk.now()
    return Undo(reverse, now + TAKE_BACK_WITHIN, f"{words}（{to_local(now):%H:%M}）")
