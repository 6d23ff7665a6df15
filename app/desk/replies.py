"""The reply of a ticket: written as a form, checked, reviewed by somebody else, passed or sent back, sent."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from app.base.changes import Change, Outcome
from app.base.errors import EditConflict, NotAllowed, Refused
from app.base.people import Person
from app.desk import promises, reply_files
from app.desk.access import Action, require
from app.desk.context import Desk
from app.desk.records import change_ticket, status_after, the_ticket
from app.desk.reply_rows import CheckedMark, marks_of
from app.models.journal import Entry
from app.models.stores import Stores
from app.rules.journal import JournalVerb
from app.rules.moves import TicketVerb
from app.rules.replies import (
    FILES,
    RESULT,
    WRITABLE,
    ReplyState,
    cleaned,
    differing,
    reply_fields,
    send_back_reasons,
    text_hash,
)
from app.rules.reply_check import MARK_WORDS
from app.rules.states import TicketStatus

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
    """Keeps the reply of this round; `submit` hands it to review. Returns its new version.

    `version` is the one the writer has read (0: none was there), None saves over whatever stands. `overruled` maps
    keys of marks to reasons; they are kept with the reply and journalled.

    Raises:
        ReplyConflict: somebody else saved it since.
        Refused: the result is empty (field "result"), hard marks stand that nobody overruled (field of the first),
            or the ticket's state does not allow it.
        FileRefused: an attachment is missing, empty or larger than 20 MB.

    """
    require(person, Action.EDIT)
    values = cleaned(fields)
    if not values.get(RESULT):
        raise Refused("答复内容是空的", field=RESULT)
    verb, line, told = _SUBMIT if submit else _WRITE
    with reply_files.taken_in(desk, values) as files, desk.register.writing() as stores:
        row = the_ticket(stores, ticket_id)
        before = _writable(stores, ticket_id)
        if version is not None and version != (before.version if before is not None else 0):
            theirs = json.loads(before.fields) if before is not None else {}
            raise ReplyConflict(row.number, values, theirs, before.version if before is not None else 0)
        status = status_after(row, verb)
        kept = _overrule(desk, stores, person, row, before, overruled or {})
        if submit:
            _heed_marks(marks_of(desk, stores, row, values, kept))
        files.keep(desk, stores, person)
        values = cleaned({**values, FILES: "\n".join(files.lines)})
        kept_version = _keep(desk, stores, person, row, before, values, kept, submit=submit)
        changed: dict[str, Any] = {"reply": values[RESULT]}
        if submit:
            changed["status"] = status.value
        change_ticket(desk, stores, person, row, changed, verb=line, text=told, local=tuple(changed))
        found = promises.propose(desk, stores, person, row, values[RESULT], "答复") if submit else 0
    more = f"；发现 {found} 条承诺，请确认" if found else ""
    return Outcome(_CHANGES, kept_version, f"{row.number} {told}{more}")


def pass_reply(desk: Desk, *, person: Person, ticket_id: int, version: int | None = None) -> Outcome[str]:
    """Passes the reply: the caller is to be called back. The one who wrote it cannot pass it (four eyes).

    Raises:
        NotAllowed: the person wrote it.
        EditConflict: it was changed since the reviewer read `version`.
        Refused: the ticket is not under review.

    """
    require(person, Action.REVIEW)
    with desk.register.writing() as stores:
        row, reply, status = _under_review(desk, stores, ticket_id, TicketVerb.PASS_REPLY, version)
        if reply.writer == person.name:
            raise NotAllowed(
                f"{row.number} 的答复是{person.name}写的，须由另一人审核", hint="请换审核人上岗，或交班组长审核"
            )
        _change(stores, reply, _reviewed(desk, person, ReplyState.PASSED))
        values = {"status": status.value}
        change_ticket(
            desk, stores, person, row, values, verb=JournalVerb.PASS_REPLY, text="答复审核通过", local=tuple(values)
        )
    return Outcome(_CHANGES, row.number, f"{row.number} 审核通过，转待回访")


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
    told = "；".join(part for part in ("、".join(known[code] for code in codes), text.strip()) if part)
    with desk.register.writing() as stores:
        row, reply, status = _under_review(desk, stores, ticket_id, TicketVerb.SEND_BACK_REPLY, version)
        reasons = {"codes": list(codes), "text": text.strip()}
        earlier = json.loads(reply.reasons)
        given = {**reasons, "who": person.name, "at": int(desk.now().timestamp())}
        kept = json.dumps([*earlier, given], ensure_ascii=False)
        _change(stores, reply, {**_reviewed(desk, person, ReplyState.SENT_BACK), "reasons": kept})
        values = {"status": status.value}
        text = "答复退回：" + told
        change_ticket(
            desk, stores, person, row, values, verb=JournalVerb.SEND_BACK_REPLY, text=text, local=tuple(values)
        )
    return Outcome(_CHANGES, row.number, f"{row.number} 答复已退回")


def mark_sent(desk: Desk, *, person: Person, ticket_id: int) -> Outcome[str]:
    """Notes that a passed reply was entered into the platform.

    Raises:
        Refused: the last reply of the ticket has not been passed.

    """
    require(person, Action.EDIT)
    with desk.register.writing() as stores:
        row = the_ticket(stores, ticket_id)
        reply = stores.replies.latest(ticket_id)
        if reply is None or reply.state != ReplyState.PASSED:
            raise Refused(f"{row.number}：审核通过的答复才能记为已发出")
        _change(stores, reply, {"state": ReplyState.SENT.value, "sent_at": desk.now()})
        entry = Entry(JournalVerb.SEND_REPLY, "答复已录入平台", row.id, row.number)
        stores.journal.append([entry], at=desk.now(), who=person.name)
    return Outcome(Change.TICKETS | Change.JOURNAL, row.number, f"{row.number} 答复记为已发出")


def _writable(stores: Stores, ticket_id: int) -> Any:
    """The reply of this round; None when the last one has gone out and a new round begins."""
    reply = stores.replies.latest(ticket_id)
    return reply if reply is not None and ReplyState(reply.state) in WRITABLE else None


def _overrule(
    desk: Desk, stores: Stores, person: Person, row: Any, before: Any, reasons: Mapping[str, str]
) -> dict[str, dict[str, Any]]:
    """What is overruled from now on; new reasons are journalled, one taken back goes."""
    kept: dict[str, dict[str, Any]] = json.loads(before.overruled) if before is not None else {}
    now = {key: reason.strip() for key, reason in reasons.items() if reason.strip()}
    new = {key: reason for key, reason in now.items() if kept.get(key, {}).get("reason") != reason}
    at = int(desk.now().timestamp())
    told = [f"忽略体检提示（{_kind_words(key)}）：{reason}" for key, reason in new.items()]
    entries = [Entry(JournalVerb.OVERRULE_MARK, words, row.id, row.number) for words in told]
    stores.journal.append(entries, at=desk.now(), who=person.name)
    return {**kept, **{key: {"reason": reason, "who": person.name, "at": at} for key, reason in new.items()}}


def _kind_words(key: str) -> str:
    kind = key.partition(":")[0]
    return next((words for known, words in MARK_WORDS.items() if known == kind), kind)


def _heed_marks(marks: Sequence[CheckedMark]) -> None:
    standing = [each.mark for each in marks if each.mark.hard and not each.overruled]
    if standing:
        listed = "；".join(mark.why for mark in standing[:3]) + ("……" if len(standing) > 3 else "")
        hint = "请改正，或写明理由后忽略"
        raise Refused(f"答复体检有 {len(standing)} 处须先处理：{listed}", field=standing[0].field, hint=hint)


def _keep(
    desk: Desk,
    stores: Stores,
    person: Person,
    row: Any,
    before: Any,
    values: Mapping[str, str],
    overruled: Mapping[str, Any],
    *,
    submit: bool,
) -> int:
    under_review = before is not None and before.state == ReplyState.SUBMITTED
    written: dict[str, Any] = {
        "fields": json.dumps(values, ensure_ascii=False),
        "overruled": json.dumps(overruled, ensure_ascii=False),
        "writer": person.name,
        "written_at": desk.now(),
        "text_hash": text_hash(values.get(RESULT, "")),
    }
    if submit:
        written |= {"state": ReplyState.SUBMITTED.value, "submitted_at": desk.now()}
    elif not under_review:
        written["state"] = ReplyState.DRAFT.value
    if before is None:
        stores.replies.add({"ticket_id": row.id, "state": ReplyState.DRAFT.value, **written})
        return 1
    _change(stores, before, written)
    return int(before.version) + 1


def _under_review(
    desk: Desk, stores: Stores, ticket_id: int, verb: TicketVerb, version: int | None
) -> tuple[Any, Any, TicketStatus]:
    """The ticket, its reply under review and where the verb leads the ticket.

    A ticket that came in under review gets the reply of its text.
    """
    row = the_ticket(stores, ticket_id)
    status = status_after(row, verb)
    reply = _writable(stores, ticket_id)
    if reply is None:
        values = {"fields": json.dumps({RESULT: row.reply}, ensure_ascii=False), "written_at": desk.now()}
        stores.replies.add({"ticket_id": row.id, "state": ReplyState.SUBMITTED.value, **values})
        reply = stores.replies.latest(ticket_id)
    elif version is not None and version not in {0, reply.version}:
        raise EditConflict(f"{row.number} 的答复刚被{reply.writer}改过", hint="请看过新内容再审核")
    return row, reply, status


def _reviewed(desk: Desk, person: Person, state: ReplyState) -> dict[str, Any]:
    return {"state": state.value, "reviewer": person.name, "reviewed_at": desk.now()}


def _change(stores: Stores, reply: Any, values: Mapping[str, Any]) -> None:
    try:
        stores.replies.change(reply, values)
    except LookupError as error:
        raise EditConflict("答复刚被别人改过，请刷新后再试") from error


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN_DIFFERENCE else text[:_SHOWN_DIFFERENCE] + "…"
