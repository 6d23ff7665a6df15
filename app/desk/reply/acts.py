"""The reply of a ticket: saved, checked, reviewed by somebody else, passed or sent back, and sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.base.changes import Change, Outcome
from app.base.errors import EditConflict, NotAllowed, Refused
from app.base.people import Person
from app.desk.evidence import attachments
from app.desk.promise import acts as promise_acts
from app.desk.reply import files as reply_files
from app.desk.reply.files import ReplyFiles
from app.desk.reply.judging import Judged, judge
from app.desk.reply.keeping import change_reply, keep, overrule, state_after, the_reply, writable
from app.desk.reply.rows import CheckedMark, marks_with, reasons_of
from app.desk.shared.access import Action, require
from app.desk.shared.context import Desk
from app.desk.shared.journal_lines import write_line
from app.desk.shared.judged_ahead import judged_ahead
from app.desk.ticket.records import change_ticket, status_after, the_ticket
from app.desk.ticket.undo import image, undo_of
from app.models.register.stores import Stores
from app.models.reply.records import NewReply, ReplyRecord, SendBack
from app.models.ticket.records import TicketRecord
from app.rules.journal import JournalVerb
from app.rules.promise.states import PromiseSource
from app.rules.reply.form import FILES, RESULT, cleaned, differing, reply_fields, send_back_reasons
from app.rules.reply.states import ReplyVerb
from app.rules.ticket.moves import TicketVerb
from app.rules.ticket.states import TicketStatus

_CHANGES = Change.TICKETS | Change.CONTACTS | Change.REMINDERS | Change.JOURNAL
_WORDS = {field.name: field.words for field in reply_fields()}
_SHOWN_DIFFERENCE = 24


class ReplyConflict(EditConflict):
    """Somebody else saved the reply meanwhile: `theirs` are its fields now, `version` is what to save over next.

    `differences` maps a field's name to (mine, theirs).
    """

    def __init__(self, number: str, mine: Mapping[str, str], theirs: Mapping[str, str], version: int) -> None:
        self.theirs = dict(theirs)
        self.differences = differing(mine, theirs)
        self.version = version
        listed = "；".join(
            f"{_WORDS[name]}：对方写“{_short(their)}”，您写“{_short(own)}”"
            for name, (own, their) in self.differences.items()
        )
        super().__init__(
            f"{number} 的答复刚被别人保存过。{listed or '内容相同'}", hint="逐项选定后再保存，您写的都还在"
        )


_WRITE = (TicketVerb.WRITE_REPLY, JournalVerb.WRITE_REPLY, "答复已保存")
_SUBMIT = (TicketVerb.SUBMIT_REPLY, JournalVerb.SUBMIT_REPLY, "答复已提交审核")


def save(
    desk: Desk,
    *,
    person: Person,
    ticket_id: int,
    fields: Mapping[str, str],
    version: int | None,
    overruled: Mapping[str, str] | None = None,
    submit: bool = False,
) -> Outcome[int]:
    """Saves the reply of this round; `submit` hands it to review. Returns its new version.

    `version` is the one the writer has read (0: none was there), None saves over whatever stands. `overruled` maps
    keys of marks to reasons; they are kept with the reply and journalled.

    Raises:
        ReplyConflict: somebody else saved it since.
        Refused: the result is empty (field "result"), hard marks stand that nobody overruled (field of the first),
            an attachment is not there (field "files"), or the ticket's state does not allow it.
        FileRefused: an attachment is empty or larger than 20 MB.

    """
    require(person, Action.EDIT)
    values = cleaned(fields)
    if not values.get(RESULT):
        raise Refused("答复内容是空的", field=RESULT)
    with reply_files.taken_in(desk, values) as taken:
        listed = cleaned({**values, FILES: "\n".join(taken.lines)})

        def write(judged: Judged | None) -> Outcome[int]:
            attempt = _Attempt(person, ticket_id, values, listed, version, overruled or {}, judged)
            return _save(desk, attempt, taken)

        if not submit:
            return write(None)
        return judged_ahead(lambda: judge(desk, ticket_id, values), write, about="答复")


@dataclass(frozen=True, slots=True)
class _Attempt:
    """A reply to be saved: its fields as typed, and with its attachments `listed`; judged when it is submitted."""

    person: Person
    ticket_id: int
    values: Mapping[str, str]
    listed: Mapping[str, str]
    version: int | None
    overruled: Mapping[str, str]
    judged: Judged | None


def _save(desk: Desk, attempt: _Attempt, taken: ReplyFiles) -> Outcome[int]:
    person, judged, submit = attempt.person, attempt.judged, attempt.judged is not None
    verb, line, done = _SUBMIT if submit else _WRITE
    found = 0
    with desk.register.writing() as stores:
        ticket = the_ticket(stores, attempt.ticket_id)
        before = writable(stores, attempt.ticket_id)
        _require_version(ticket, before, attempt.values, attempt.version)
        image_before = image(stores, [attempt.ticket_id])
        status = status_after(ticket, verb)
        kept = overrule(desk, stores, person, ticket, before, attempt.overruled)
        if judged is not None:
            _require_no_hard_marks(marks_with(judged.still(desk, stores, ticket), reasons_of(kept)))
        attachments.keep(desk, stores, person, taken.files)
        kept_version = keep(desk, stores, person, ticket, before, attempt.listed, kept, submit=submit)
        changed = {"reply": attempt.listed[RESULT]}
        if submit:
            changed["status"] = status.value
        change_ticket(desk, stores, person, ticket, changed, verb=line, text=done, local=tuple(changed))
        if judged is not None:
            found = promise_acts.propose(desk, stores, person, ticket, judged.promises, PromiseSource.REPLY)
        undo = undo_of(desk, stores, person, image_before, line.word, _CHANGES)
    more = f"；发现 {found} 条承诺，请确认" if found else ""
    return Outcome(_CHANGES, kept_version, f"{ticket.number} {done}{more}", undo)


def drafted(stores: Stores, ticket_id: int) -> Mapping[str, str]:
    """The fields of the reply of this round as they stand; empty while none is written."""
    before = writable(stores, ticket_id)
    return before.fields if before is not None else {}


def check_writable(stores: Stores, ticket: TicketRecord) -> None:
    """Passes when a reply may be written now.

    Raises:
        IllegalMove: the ticket's state, or that of its reply, does not allow it.

    """
    status_after(ticket, TicketVerb.WRITE_REPLY)
    state_after(ticket, writable(stores, ticket.id), ReplyVerb.WRITE)


def draft_within(
    desk: Desk, stores: Stores, person: Person, ticket_id: int, fields: Mapping[str, str], *, text: str
) -> None:
    """Writes fields of the draft of a reply within an open transaction; other fields stay. `text` tells who wrote it.

    Raises:
        IllegalMove: as `check_writable`.

    """
    ticket = the_ticket(stores, ticket_id)
    check_writable(stores, ticket)
    before = writable(stores, ticket_id)
    values = cleaned({**(before.fields if before is not None else {}), **fields})
    overruled = before.overruled if before is not None else {}
    keep(desk, stores, person, ticket, before, values, overruled, submit=False)
    changed = {"reply": values[RESULT]}
    change_ticket(desk, stores, person, ticket, changed, verb=JournalVerb.WRITE_REPLY, text=text, local=("reply",))


def pass_reply(desk: Desk, *, person: Person, ticket_id: int, version: int | None = None) -> Outcome[str]:
    """Passes the reply: the caller is to be called back. The one who wrote it cannot pass it (four eyes).

    Raises:
        NotAllowed: the person wrote it.
        EditConflict: it was changed since the reviewer read `version`.
        Refused: the ticket is not under review.

    """
    require(person, Action.REVIEW)
    with desk.register.writing() as stores:
        before = image(stores, [ticket_id])
        ticket, reply, status = _under_review(desk, stores, ticket_id, TicketVerb.PASS_REPLY, version)
        if reply.writer == person.name:
            raise NotAllowed(
                f"{ticket.number} 的答复是{person.name}写的，须由另一人审核", hint="请换审核人上岗，或交班组长审核"
            )
        state = state_after(ticket, reply, ReplyVerb.PASS)
        change_reply(stores, ticket, reply, state=state, reviewer=person.name, reviewed_at=desk.now())
        values = {"status": status.value}
        change_ticket(
            desk, stores, person, ticket, values, verb=JournalVerb.PASS_REPLY, text="答复审核通过", local=tuple(values)
        )
        undo = undo_of(desk, stores, person, before, "答复审核通过", _CHANGES)
    return Outcome(_CHANGES, ticket.number, f"{ticket.number} 审核通过，转待回访", undo)


def send_back(
    desk: Desk,
    *,
    person: Person,
    ticket_id: int,
    codes: Sequence[str] = (),
    text: str = "",
    version: int | None = None,
) -> Outcome[str]:
    """Sends the reply back to its writer with coded reasons, a text, or both.

    Raises:
        Refused: neither a reason nor a text (field "reason"), an unknown code, or the ticket is not under review.
        EditConflict: it was changed since the reviewer read `version`.

    """
    require(person, Action.REVIEW)
    known = send_back_reasons()
    if any(code not in known for code in codes):
        raise Refused("没有这个退回原因", field="reason")
    if not codes and not text.strip():
        raise Refused("请写明退回原因", field="reason")
    words = "；".join(part for part in ("、".join(known[code] for code in codes), text.strip()) if part)
    with desk.register.writing() as stores:
        before = image(stores, [ticket_id])
        ticket, reply, status = _under_review(desk, stores, ticket_id, TicketVerb.SEND_BACK_REPLY, version)
        given = SendBack(tuple(codes), text.strip(), person.name, desk.now())
        state = state_after(ticket, reply, ReplyVerb.SEND_BACK)
        reasons = (*reply.reasons, given)
        change_reply(stores, ticket, reply, state=state, reviewer=person.name, reviewed_at=desk.now(), reasons=reasons)
        values = {"status": status.value}
        line = "答复退回：" + words
        change_ticket(
            desk, stores, person, ticket, values, verb=JournalVerb.SEND_BACK_REPLY, text=line, local=tuple(values)
        )
        undo = undo_of(desk, stores, person, before, "答复退回", _CHANGES)
    return Outcome(_CHANGES, ticket.number, f"{ticket.number} 答复已退回", undo)


def mark_sent(desk: Desk, *, person: Person, ticket_id: int) -> Outcome[str]:
    """Records that a passed reply was entered into the platform.

    Raises:
        Refused: the last reply of the ticket has not been passed.

    """
    require(person, Action.EDIT)
    with desk.register.writing() as stores:
        ticket = the_ticket(stores, ticket_id)
        before = image(stores, [ticket_id])
        reply = stores.replies.latest(ticket_id)
        state = state_after(ticket, reply, ReplyVerb.SEND)
        if reply is not None:
            change_reply(stores, ticket, reply, state=state, sent_at=desk.now())
        write_line(desk, stores, person, JournalVerb.SEND_REPLY, "答复已录入平台", about=ticket)
        undo = undo_of(desk, stores, person, before, "答复发出", _CHANGES)
    return Outcome(Change.TICKETS | Change.JOURNAL, ticket.number, f"{ticket.number} 答复记为已发出", undo)


def _require_version(
    ticket: TicketRecord, before: ReplyRecord | None, values: Mapping[str, str], version: int | None
) -> None:
    stands = before.version if before is not None else 0
    if version is not None and version != stands:
        raise ReplyConflict(ticket.number, values, before.fields if before is not None else {}, stands)


def _require_no_hard_marks(marks: Sequence[CheckedMark]) -> None:
    standing = [checked.mark for checked in marks if checked.mark.hard and not checked.overruled]
    if standing:
        listed = "；".join(mark.why for mark in standing[:3]) + ("……" if len(standing) > 3 else "")
        hint = "请改正，或写明理由后忽略"
        raise Refused(f"答复核验有 {len(standing)} 处须先处理：{listed}", field=standing[0].field, hint=hint)


def _under_review(
    desk: Desk, stores: Stores, ticket_id: int, verb: TicketVerb, version: int | None
) -> tuple[TicketRecord, ReplyRecord, TicketStatus]:
    """The ticket, its reply under review and where the verb leads the ticket.

    A ticket that came in under review gets the reply of its text.
    """
    ticket = the_ticket(stores, ticket_id)
    status = status_after(ticket, verb)
    reply = writable(stores, ticket_id)
    if reply is None:
        state = state_after(ticket, None, ReplyVerb.SUBMIT)
        new = NewReply(
            ticket_id=ticket.id, state=state, fields={RESULT: ticket.reply}, overruled={}, written_at=desk.now()
        )
        reply = the_reply(stores, stores.replies.add(new))
    elif version is not None and version not in {0, reply.version}:
        raise EditConflict(f"{ticket.number} 的答复刚被{reply.writer}改过", hint="请看过新内容再审核")
    return ticket, reply, status


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN_DIFFERENCE else text[:_SHOWN_DIFFERENCE] + "…"
