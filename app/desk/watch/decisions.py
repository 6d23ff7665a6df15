"""What is done about the differences of a reconciliation: take in, follow the platform, ask, keep."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial

from app.base.changes import Change, Outcome, Undo
from app.base.clock import read_iso, to_local
from app.base.errors import Refused
from app.base.people import Person
from app.desk.intake.changes import changed_by_file
from app.desk.intake.rows import taking_one
from app.desk.shared.access import Action, require
from app.desk.shared.conflict import saving
from app.desk.shared.context import Desk
from app.desk.shared.journal_lines import write_line
from app.desk.ticket.editing import renumbered
from app.desk.ticket.records import change_ticket, the_ticket
from app.desk.ticket.undo import Act, undo_of_act
from app.models.register.stores import Stores
from app.models.ticket.images import Image, changes_between
from app.models.ticket.records import TicketRecord
from app.models.watch.records import DifferenceRecord
from app.rules.intake.drafts import TicketDraft
from app.rules.journal import JournalVerb
from app.rules.ticket.moves import TAKE_BACK_MINUTES, TAKE_BACK_WITHIN
from app.rules.ticket.numbers import is_temporary
from app.rules.ticket.platform_times import FROM_FILE, with_told
from app.rules.ticket.states import STATUS_RANK, STATUS_WORDS, TicketStatus
from app.rules.watch.reconciliation import DifferingField
from app.rules.watch.states import DifferenceKind, DifferenceState

_CHANGES = Change.TICKETS | Change.REMINDERS | Change.IMPORTS | Change.PLATFORM | Change.JOURNAL
_NOTED = Change.PLATFORM | Change.JOURNAL
_UNDECIDED = frozenset({DifferenceState.OPEN, DifferenceState.ASKED})
_NAME = "对账收进"
_GREETING = "您好，商务局值守台："


def take_in(desk: Desk, *, person: Person, difference_id: int, drafts: Mapping[str, TicketDraft]) -> Outcome[str]:
    """Takes a ticket in that the platform lists and the register lacks, as an import of its row would.

    Raises:
        Refused: the list had no more than its number, or the difference is decided.

    """
    require(person, Action.IMPORT)
    with desk.register.reading() as stores:
        number = _open_difference(stores, difference_id, DifferenceKind.MISSING_HERE).number
    draft = drafts.get(number)
    if draft is None or draft.values.get("dispatched_at") is None:
        raise Refused(f"清单里只有 {number} 的编号", hint="请从平台导出这件工单后导入，或按 Ctrl+N 手工登记")
    with taking_one(desk, person, draft, name=_NAME) as (stores, tally):
        found = _open_difference(stores, difference_id, DifferenceKind.MISSING_HERE)
        if tally.problems:
            raise Refused(f"{number} 没有收进：{tally.problems[0].reason}")
        _decide(desk, stores, person, found, DifferenceState.TAKEN, "已收进")
    for follow in desk.followers.of_import:
        follow(desk, person, ())
    return Outcome(_CHANGES, number, f"{number} 已收进")


def join(desk: Desk, *, person: Person, difference_id: int, drafts: Mapping[str, TicketDraft]) -> Outcome[str]:
    """Takes the platform's row as the ticket with a temporary number that it was proposed to be.

    The ticket keeps all its history, its clocks follow what the row says, and there is one ticket throughout; the
    reverse gives it back its temporary number and what it said before, and the difference waits again.

    Raises:
        Refused: no ticket is proposed, it has its number already, or the difference is decided.

    """
    require(person, Action.EDIT)
    with desk.register.writing() as stores:
        found = _open_difference(stores, difference_id, DifferenceKind.MISSING_HERE)
        if found.match_id is None:
            raise Refused(f"没有与 {found.number} 相近的临时编号工单")
        row = the_ticket(stores, found.match_id)
        before = stores.images.take([row.id], with_files=True)
        if not is_temporary(row.number) or stores.tickets.is_taken(found.number):
            raise Refused(f"{row.number} 已有平台编号，或 {found.number} 已入库，请再对一次")
        values: dict[str, object] = {**renumbered(row, found.number)}
        draft = drafts.get(found.number)
        if draft is not None and draft.values.get("dispatched_at") is not None:
            values = {**changed_by_file(desk, row, draft), **values}
        text = f"认号：{row.number} 即 {found.number}（{found.match_why}）"
        change_ticket(desk, stores, person, row, values, verb=JournalVerb.JOIN_NUMBERS, text=text)
        _decide(desk, stores, person, found, DifferenceState.TAKEN, f"与 {row.number} 认作同一件")
        for other in stores.reconciliations.differences_of(found.reconciliation_id):
            if other.ticket_id == row.id and other.kind is DifferenceKind.MISSING_THERE and other.state in _UNDECIDED:
                _decide(desk, stores, person, other, DifferenceState.TAKEN, f"即 {found.number}")
        undo = _undo(desk, stores, person, row, before, "认号")
    return Outcome(_CHANGES, found.number, f"{row.number} 与 {found.number} 已认作同一件", undo)


def follow_platform(desk: Desk, *, person: Person, difference_id: int) -> Outcome[str]:
    """Changes the ticket to what the platform says in this field; its clocks follow.

    Raises:
        Refused: the state here is further than the platform's, or the difference is decided.

    """
    require(person, Action.EDIT)
    with desk.register.writing() as stores:
        found = _open_difference(stores, difference_id, DifferenceKind.DIFFERS)
        row = the_ticket(stores, found.ticket_id or 0)
        before = stores.images.take([row.id], with_files=True)
        values = _values(desk, row, found)
        word = found.field.word if found.field is not None else ""
        change_ticket(
            desk, stores, person, row, values, verb=JournalVerb.UPDATE, text=f"对账：{word}以平台为准", local=()
        )
        _decide(desk, stores, person, found, DifferenceState.TAKEN, f"{word}以平台为准")
        undo = _undo(desk, stores, person, row, before, f"{word}以平台为准")
    return Outcome(_CHANGES, row.number, f"{row.number} 的{word}已按平台更正", undo)


def ask(desk: Desk, *, person: Person, difference_id: int, note: str = "") -> Outcome[str]:
    """Notes that somebody was asked about the difference; it stays to be decided."""
    return _noted(desk, person, difference_id, DifferenceState.ASKED, note.strip() or "已询问区中心")


def keep(desk: Desk, *, person: Person, difference_id: int, note: str) -> Outcome[str]:
    """Keeps what the register says, with the reason.

    Raises:
        Refused: no reason is given (field "note"), or the difference is decided.

    """
    if not note.strip():
        raise Refused("请写明保留本台的原因", field="note")
    return _noted(desk, person, difference_id, DifferenceState.KEPT, note.strip())


def question(found: DifferenceRecord, here: str, there: str) -> str:
    """The words to ask the district's centre about a difference; they hold no personal data."""
    if found.kind is DifferenceKind.MISSING_THERE:
        return f"{_GREETING}工单 {found.number} 在平台清单中没有查到，我台现为“{here}”。请核对是否已改派、合并或撤销。"
    if found.kind is DifferenceKind.MISSING_HERE:
        return f"{_GREETING}平台清单中的工单 {found.number} 我台尚未收到，请核对是否派往我局，并请告知派单时间。"
    word = found.field.word if found.field is not None else ""
    return f"{_GREETING}工单 {found.number} 的{word}，平台为“{there}”，我台为“{here}”，请核对。"


def _noted(desk: Desk, person: Person, difference_id: int, state: DifferenceState, note: str) -> Outcome[str]:
    require(person, Action.EDIT)
    with desk.register.writing() as stores:
        found = _open_difference(stores, difference_id)
        _decide(desk, stores, person, found, state, note)
    until = desk.now() + TAKE_BACK_WITHIN
    words = f"{found.number} {state.word}（{to_local(desk.now()):%H:%M}）"
    undo = Undo(partial(_take_back, person=person, before=found, until=until), until, words)
    return Outcome(_NOTED, found.number, f"{found.number} {state.word}", undo)


def _take_back(desk: Desk, *, person: Person, before: DifferenceRecord, until: datetime) -> Outcome[str]:
    """Lets a difference stand as before a note on it.

    Raises:
        Refused: it is past `until`, or the difference was decided on again since.

    """
    require(person, Action.EDIT)
    if desk.now() > until:
        raise Refused(f"已超过 {TAKE_BACK_MINUTES} 分钟，不能撤回")
    with desk.register.writing() as stores:
        present = stores.reconciliations.difference(before.id)
        if present is None or present.version != before.version + 1:
            raise Refused(f"{before.number} 的这处差异之后又有变化，不能撤回")
        stores.reconciliations.decide(
            present, state=before.state, note=before.note, decided_at=before.decided_at, decided_by=before.decided_by
        )
        write_line(desk, stores, person, JournalVerb.UNDO, f"撤回{before.number} {present.state.word}")
    return Outcome(_NOTED, before.number, f"{before.number} 的差异恢复为{before.state.word}")


def _undo(desk: Desk, stores: Stores, person: Person, row: TicketRecord, before: Image, word: str) -> Undo:
    """The undo of an act on a ticket and its differences since `before` was taken."""
    changes = changes_between(before, stores.images.take([row.id], with_files=True))
    act = Act(word, (row.id,), changes, stores.journal.last_id(), _CHANGES)
    return undo_of_act(desk, person, act, f"{the_ticket(stores, row.id).number} {word}")


def _open_difference(stores: Stores, difference_id: int, kind: DifferenceKind | None = None) -> DifferenceRecord:
    found = stores.reconciliations.difference(difference_id)
    if found is None or (kind is not None and found.kind is not kind):
        raise Refused("这处差异不能这样处理")
    if found.state not in _UNDECIDED:
        raise Refused(f"{found.number} 的这处差异已处理：{found.state.word}")
    return found


def _decide(
    desk: Desk, stores: Stores, person: Person, found: DifferenceRecord, state: DifferenceState, note: str
) -> None:
    with saving(f"{found.number} 的差异"):
        stores.reconciliations.decide(found, state=state, note=note, decided_at=desk.now(), decided_by=person.name)
    write_line(desk, stores, person, JournalVerb.RECONCILE, f"{found.number} {found.kind.word}：{note}")


def _values(desk: Desk, row: TicketRecord, found: DifferenceRecord) -> dict[str, object]:
    if found.field is DifferingField.STATUS:
        return _status(desk, row, TicketStatus(found.there))
    if found.field is DifferingField.DEADLINE:
        return {"imported_deadline": read_iso(found.there)}
    if found.field is DifferingField.UNIT:
        return {"unit": found.there}
    at: datetime = read_iso(found.there)
    values: dict[str, object] = {
        "signed_at": at,
        "sign_source": FROM_FILE,
        "platform_times": with_told(row.platform_times, "signed_at"),
    }
    if row.status == TicketStatus.TO_SIGN:
        values["status"] = TicketStatus.HANDLING.value
    return values


def _status(desk: Desk, row: TicketRecord, there: TicketStatus) -> dict[str, object]:
    here = TicketStatus(row.status)
    if STATUS_RANK[there] < STATUS_RANK[here]:
        raise Refused(
            f"{row.number} 本台已{STATUS_WORDS[here]}，不能退回{STATUS_WORDS[there]}",
            hint="请询问区中心，或写明原因保留本台",
        )
    values: dict[str, object] = {"status": there.value}
    if there is TicketStatus.CLOSED and row.closed_at is None:
        values["closed_at"] = desk.now()
    return values
