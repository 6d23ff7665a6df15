"""Judges the rows of a returned sheet against what was sent and how the tickets stand, and applies them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.base.clock import local_minute
from app.base.errors import FileRefused, Refused
from app.base.people import Person
from app.desk.office.rows import ReturnedRow, RowFate
from app.desk.reply import acts as reply_acts
from app.desk.shared.context import Desk
from app.desk.ticket.records import change_ticket
from app.desk.urge import acts as urge_acts
from app.files.intake.converting import FileProblem
from app.files.intake.office_sheets import Item, OfficeDraft
from app.models.office.records import PrintedRow, SheetRecord
from app.models.register.stores import Stores
from app.models.ticket.records import TicketRecord
from app.rules.intake.drafts import RowProblem
from app.rules.journal import JournalVerb
from app.rules.office import CONTACTED_AT, HANDLED, NUMBER, REPLY, SOLVED, BadCell, Filled, changed_cell, read_filled
from app.rules.shared.masking import mask_text
from app.rules.ticket.states import OPEN_STATUSES, STATUS_WORDS, TicketStatus

_LOCAL = ("result",)


@dataclass(frozen=True, slots=True)
class Judged:
    """One row with what it changes; the ticket and what was filled in when it changes something."""

    row: ReturnedRow
    problem: RowProblem | None = None
    ticket: TicketRecord | None = None
    filled: Filled | None = None
    draft: OfficeDraft | None = None


class Judge:
    """Judges the rows of one file within one transaction."""

    def __init__(self, desk: Desk, stores: Stores) -> None:
        self._desk, self._stores = desk, stores
        self.sheet: SheetRecord | None = None
        self._printed: dict[str, PrintedRow] = {}
        self._seen: dict[str, int] = {}

    @property
    def code(self) -> str:
        """The code of the sheet."""
        return self.sheet.code if self.sheet is not None else ""

    @property
    def unit(self) -> str:
        """The unit that it went to."""
        return self.sheet.unit if self.sheet is not None else ""

    @property
    def missing(self) -> int:
        """How many of the rows that were sent did not come back."""
        return sum(number not in self._seen for number in self._printed)

    def judge(self, item: Item) -> Judged:
        """What becomes of a row.

        Raises:
            FileRefused: its sheet was not sent by this desk, or the file holds two sheets.

        """
        if isinstance(item, FileProblem):
            row = ReturnedRow(item.row, item.number, RowFate.REFUSED, (), item.column, item.reason)
            return Judged(row, item)
        self._find_sheet(item.code)
        try:
            return self._judge(item)
        except BadCell as wrong:
            return self._refuse(item, wrong.column, wrong.value, wrong.reason)

    def _judge(self, item: OfficeDraft) -> Judged:
        printed = self._printed.get(item.number)
        if printed is None:
            why = "缺少工单编号" if not item.number else "这一行不在发出的表里，不能增加"
            raise BadCell(NUMBER, item.number, why)
        if item.number in self._seen:
            raise BadCell(NUMBER, item.number, f"与第 {self._seen[item.number]} 行重复")
        self._seen[item.number] = item.row
        wrong = changed_cell(printed.printed, item.printed)
        if wrong is not None:
            raise wrong
        ticket = self._stores.tickets.get(printed.ticket_id)
        if ticket is None:
            raise BadCell(NUMBER, item.number, "工单已不在登记库")
        filled = read_filled(item.filled, now=self._desk.now(), dispatched_at=ticket.dispatched_at)
        changes = () if filled.is_blank else changes_of(self._stores, ticket, filled)
        if not changes:
            return Judged(ReturnedRow(item.row, item.number, RowFate.UNCHANGED))
        self._check_ticket(ticket, item)
        return Judged(
            ReturnedRow(item.row, item.number, RowFate.UPDATED, changes), ticket=ticket, filled=filled, draft=item
        )

    def _check_ticket(self, ticket: TicketRecord, item: OfficeDraft) -> None:
        status = TicketStatus(ticket.status)
        if status not in OPEN_STATUSES or status is TicketStatus.TO_CALL_BACK:
            raise BadCell(NUMBER, item.number, f"工单{STATUS_WORDS[status]}，不再改动")
        if ticket.unit != self.unit:
            raise BadCell(NUMBER, item.number, f"工单已改派{ticket.unit or '其他单位'}")

    def _find_sheet(self, code: str) -> None:
        if self.sheet is not None and self.sheet.code == code:
            return
        if self.sheet is not None:
            raise FileRefused("一个文件里有两张科室表，未导入", hint="请分成两个文件再导入")
        self.sheet = self._stores.office.by_code(code)
        if self.sheet is None:
            raise FileRefused(f"编号 {code} 不是本台发出的科室表，未导入", hint="请核对是不是发给本台的表")
        self._printed = {row.number: row for row in self._stores.office.rows_of(self.sheet.id)}

    def _refuse(self, item: OfficeDraft, column: str, value: str, reason: str) -> Judged:
        problem = FileProblem(item.sheet, item.row, column, value, item.number, reason, item.cells, item.headers)
        return Judged(ReturnedRow(item.row, item.number, RowFate.REFUSED, (), column, reason), problem, draft=item)


def changes_of(stores: Stores, ticket: TicketRecord, filled: Filled) -> tuple[tuple[str, str, str], ...]:
    """What the filled cells change in the ticket and its reply, as (word, old, new).

    Raises:
        BadCell: the desk has written a reply of its own meanwhile, which is not overwritten.

    """
    found: list[tuple[str, str, str]] = []
    if filled.contacted_at is not None and ticket.first_contact_at is None:
        found.append((CONTACTED_AT, "", local_minute(filled.contacted_at)))
    result = result_text(filled)
    if result and result != ticket.result:
        found.append((HANDLED, mask_text(ticket.result), mask_text(result)))
    if filled.reply:
        before = reply_acts.drafted(stores, ticket.id)
        text = before.get("result", "")
        if text and text != filled.reply:
            raise BadCell(REPLY, filled.reply[:20], "本台已写有答复，未覆盖；请在工单上核对后修改")
        if text != filled.reply:
            found.append((REPLY, "", mask_text(filled.reply)))
        if filled.solved and before.get("solved", "") != filled.solved:
            found.append((SOLVED, before.get("solved", ""), filled.solved))
    return tuple(found)


def result_text(filled: Filled) -> str:
    """The result of handling: what was done, and whether it is solved where no reply says so."""
    if not filled.solved or filled.reply:
        return filled.handled
    return f"{filled.handled}（{filled.solved}）" if filled.handled else f"承办单位答：{filled.solved}"


def apply(desk: Desk, stores: Stores, person: Person, judged: Judged) -> Judged:
    """Applies a row that changes something; a row that the ticket's state does not take is refused after all."""
    ticket, filled, draft = judged.ticket, judged.filled, judged.draft
    if ticket is None or filled is None or draft is None:
        return judged
    words = "；".join(f"{word}：{new}" for word, _, new in judged.row.changes)
    try:
        if filled.reply:
            reply_acts.check_writable(stores, ticket)
    except Refused as refused:
        row = replace(judged.row, fate=RowFate.REFUSED, changes=(), column=REPLY, reason=str(refused))
        cells = (draft.cells, draft.headers)
        problem = FileProblem(draft.sheet, draft.row, REPLY, filled.reply[:20], draft.number, str(refused), *cells)
        return Judged(row, problem, draft=draft)
    values: dict[str, object] = {}
    if filled.contacted_at is not None and ticket.first_contact_at is None:
        values["first_contact_at"] = filled.contacted_at
    if result_text(filled):
        values["result"] = result_text(filled)
    local = _LOCAL if "result" in values else ()
    text = f"{ticket.unit}填报：{words}"
    change_ticket(desk, stores, person, ticket, values, verb=JournalVerb.OFFICE_SHEET_BACK, text=text, local=local)
    if filled.reply:
        reply_acts.draft_within(
            desk, stores, person, ticket.id, _reply_fields(filled), text="承办单位填报的答复已存为草稿"
        )
    urge_acts.note_answer(desk, stores, person, ticket.id, filled.said)
    return judged


def _reply_fields(filled: Filled) -> dict[str, str]:
    fields = {"result": filled.reply, "solved": filled.solved}
    if filled.contacted_at is not None:
        fields["contacted"] = "是"
    return {name: value for name, value in fields.items() if value}
