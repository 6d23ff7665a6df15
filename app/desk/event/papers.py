"""The papers of an event: what they say now, and how they are kept; the closing paper ends its event with it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from functools import partial

from app.base.changes import Change, Outcome, Undo
from app.base.clock import to_local
from app.base.errors import Refused
from app.base.people import Person
from app.base.settings import with_defaults
from app.desk.event import acts, warned
from app.desk.event.reads import view_in
from app.desk.event.records import change, named, open_event_of, the_event
from app.desk.event.rows import EventView
from app.desk.shared.context import Desk
from app.desk.shared.journal_lines import write_line
from app.models.event.records import EventPaperRecord, NewEventPaper
from app.models.register.stores import Stores
from app.rules.event.paper import NoticeLine, PaperFacts, TicketLine, WordingLine
from app.rules.event.states import EVENT_FLOW, EventPaper, EventVerb
from app.rules.event.texts import check_result
from app.rules.journal import JournalVerb
from app.rules.shared.masking import mask_text
from app.rules.ticket.moves import TAKE_BACK_WITHIN
from app.rules.ticket.states import STATUS_WORDS

_OFFICE = "desk_name"


def facts(desk: Desk, *, event_id: int, kind: EventPaper, note: str = "") -> PaperFacts:
    """What a paper of an open event says now.

    Raises:
        Refused: the event has ended, has no tickets, or the closing paper has no result (field "result").

    """
    if kind is EventPaper.CLOSING:
        note = check_result(note)
    with desk.register.reading() as stores:
        open_event_of(stores, event_id)
        view = view_in(desk, stores, event_id)
        if not view.tickets:
            raise Refused("这个群体事件还没有工单")
        office = with_defaults(stores.keep.settings())[_OFFICE]
        number = stores.event_sides.next_number(event_id, kind)
        return _facts(desk, view, office, number, note)


def keep(
    desk: Desk, *, person: Person, event_id: int, kind: EventPaper, number: int, file: str, content: bytes, note: str
) -> Outcome[EventPaperRecord]:
    """Keeps a written paper with its journal line in one transaction; the closing paper ends the event in the same.

    Raises:
        Refused: another paper of this number was kept meanwhile, or the event has ended.

    """
    digest = hashlib.sha256(content).hexdigest()
    with desk.register.writing() as stores:
        event = open_event_of(stores, event_id)
        if stores.event_sides.next_number(event_id, kind) != number:
            raise Refused(f"刚刚已有人写了第 {number} 期{kind.word}", hint="请再试一次")
        stores.event_sides.keep_paper(
            NewEventPaper(
                event_id=event_id,
                kind=kind,
                number=number,
                file=file,
                content=content,
                sha256=digest,
                made_at=desk.now(),
                made_by=person.name,
            )
        )
        text = f"{named(event)}第 {number} 期{kind.word}，校验值 {digest[:16]}"
        if kind is EventPaper.CLOSING:
            state = EVENT_FLOW.after(event.state, EventVerb.END)
            change(stores, event, state=state, ended_at=desk.now(), ended_by=person.name, result=note.strip())
            warned.mark_handled(desk, stores, person, event, note.strip())
            text = f"{named(event)}结束：{mask_text(note.strip())}；{kind.word}校验值 {digest[:16]}"
        verb = JournalVerb.EVENT_END if kind is EventPaper.CLOSING else JournalVerb.EVENT_BULLETIN
        write_line(desk, stores, person, verb, text)
        made = stores.event_sides.papers([event_id])[-1]
    if kind is not EventPaper.CLOSING:
        return Outcome(Change.EVENTS | Change.JOURNAL, made, f"{named(event)}第 {number} 期{kind.word}已写到 {file}")
    now = desk.now()
    words = f"{named(event)} 结束（{to_local(now):%H:%M}）"
    undo = Undo(partial(acts.reopen, person=person, event_id=event_id), now + TAKE_BACK_WITHIN, words)
    return Outcome(acts.WITH_WARNINGS, made, f"{named(event)}已结束，{kind.word}已写到 {file}", undo)


def kept(desk: Desk, *, event_id: int, paper_id: int) -> tuple[EventPaperRecord, bytes]:
    """A kept paper with its file.

    Raises:
        Refused: there is none, or its file is no longer what its hash says.

    """
    with desk.register.reading() as stores:
        the_event(stores, event_id)
        found = _paper_of(stores, event_id, paper_id)
        content = stores.event_sides.paper_content(paper_id)
    if hashlib.sha256(content).hexdigest() != found.sha256:
        raise Refused(f"{found.file} 与校验码不符", hint="请从备份中找回")
    return found, content


def _paper_of(stores: Stores, event_id: int, paper_id: int) -> EventPaperRecord:
    found = next((one for one in stores.event_sides.papers([event_id]) if one.id == paper_id), None)
    if found is None:
        raise Refused("没有这份文书")
    return found


def _facts(desk: Desk, view: EventView, office: str, number: int, note: str) -> PaperFacts:
    row, tickets = view.row, view.tickets
    return PaperFacts(
        title=row.title,
        office=office,
        made_at=desk.now(),
        opened_at=row.opened_at,
        opened_by=row.opened_by,
        origin=_origin(view),
        number=number,
        tickets=tuple(
            TicketLine(one.number, one.came_at, one.unit, STATUS_WORDS[one.status], one.contacted_at is not None)
            for one in tickets
        ),
        open=row.open,
        callers=len(view.callers),
        reached=sum(one.recorded > 0 for one in view.callers),
        states=_counted(STATUS_WORDS[one.status] for one in tickets),
        units=_counted(one.unit for one in tickets),
        streets=_counted(one.street for one in tickets),
        hours=view.hours,
        wordings=tuple(WordingLine(one.number, mask_text(one.text), one.set_at, one.set_by) for one in view.wordings),
        notices=tuple(NoticeLine(one.at, mask_text(one.whom), one.channel, one.told_by) for one in view.notices),
        bulletins=sum(one.kind is EventPaper.BULLETIN for one in view.papers),
        note=mask_text(note.strip()),
    )


def _origin(view: EventView) -> str:
    if view.row.warning_id is not None:
        return "据商户预警"
    return "据同一商户诉求" if view.row.merchant_id is not None else "据集中反映的诉求"


def _counted(words: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """The words with how often each occurs, the most frequent first, equal ones by code point."""
    return tuple(sorted(Counter(words).items(), key=lambda pair: (-pair[1], pair[0])))
