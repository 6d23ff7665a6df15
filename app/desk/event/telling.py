"""Who was told of an event: recorded with whom, when, how and by whom, and taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from app.base.changes import Change, Outcome, Undo
from app.base.clock import local_minute, to_local
from app.base.errors import Refused
from app.base.people import Person
from app.desk.event.records import named, open_event_of, the_event
from app.desk.shared.access import Action, require
from app.desk.shared.conflict import saving
from app.desk.shared.context import Desk
from app.desk.shared.journal_lines import write_line
from app.models.event.records import NewNotice
from app.rules.event.texts import LONGEST_NAME, LONGEST_RESULT
from app.rules.journal import JournalVerb
from app.rules.shared.masking import mask_text
from app.rules.ticket.moves import TAKE_BACK_WITHIN

CHANGES = Change.EVENTS | Change.JOURNAL


@dataclass(frozen=True, slots=True)
class Told:
    """Whom, by which channel, when (now without one), what was said, and who said it (the acting person without)."""

    whom: str
    channel: str
    at: datetime | None = None
    said: str = ""
    told_by: str = ""


def tell(desk: Desk, *, person: Person, event_id: int, told: Told) -> Outcome[int]:
    """Records that somebody was told; returns the id of the record.

    Raises:
        Refused: nobody is named (field "whom"), no channel (field "channel"), a text is too long, the time is still
            to come (field "at"), or the event has ended.

    """
    require(person, Action.EDIT)
    now = desk.now()
    at = told.at or now
    _check(told, at, now)
    with desk.register.writing() as stores:
        event = open_event_of(stores, event_id)
        new = NewNotice(
            event_id=event_id,
            at=at,
            whom=told.whom.strip(),
            channel=told.channel.strip(),
            said=told.said.strip(),
            told_by=told.told_by.strip() or person.name,
            recorded_at=now,
            recorded_by=person.name,
        )
        notice_id = stores.event_sides.tell(new)
        text = f"{named(event)}告知{mask_text(new.whom)}（{new.channel}，{local_minute(at)}，{new.told_by}）"
        write_line(desk, stores, person, JournalVerb.EVENT_TELL, text)
    words = f"告知{mask_text(new.whom)}（{to_local(now):%H:%M}）"
    undo = Undo(partial(untell, person=person, notice_id=notice_id), now + TAKE_BACK_WITHIN, words)
    return Outcome(CHANGES, notice_id, f"已记告知{mask_text(new.whom)}", undo)


def untell(desk: Desk, *, person: Person, notice_id: int) -> Outcome[int]:
    """Takes back a record that somebody was told; it stays in the register, marked.

    Raises:
        Refused: there is none, or it was taken back.

    """
    require(person, Action.EDIT)
    with desk.register.writing() as stores:
        before = stores.event_sides.notice(notice_id)
        if before is None:
            raise Refused("没有这条告知记录")
        if before.withdrawn_at is not None:
            raise Refused(f"这条告知已由{before.withdrawn_by}撤回")
        with saving("告知记录"):
            stores.event_sides.change_notice(before, withdrawn_at=desk.now(), withdrawn_by=person.name)
        event = the_event(stores, before.event_id)
        text = f"{named(event)}撤回告知{mask_text(before.whom)}"
        write_line(desk, stores, person, JournalVerb.EVENT_UNTELL, text)
    return Outcome(CHANGES, notice_id, f"已撤回告知{mask_text(before.whom)}")


def _check(told: Told, at: datetime, now: datetime) -> None:
    if not told.whom.strip():
        raise Refused("请填写告知对象", field="whom")
    if not told.channel.strip():
        raise Refused("请选择告知方式", field="channel")
    if at > now:
        raise Refused("告知时间还没有到", field="at")
    for field, text, most in (("whom", told.whom, LONGEST_NAME), ("said", told.said, LONGEST_RESULT)):
        if len(text.strip()) > most:
            raise Refused(f"最多 {most} 字，现有 {len(text.strip())} 字", field=field)
