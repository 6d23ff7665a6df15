"""The columns of the list of drafts."""

from __future__ import annotations

from datetime import datetime

from app.desk.draft import DraftRow
from app.ui.kit.table.columns import Cell, Column, ticket_cell
from app.ui.kit.table.values import instant, long_text, made, text
from app.ui.kit.words import moment


def form_word(row: DraftRow) -> str:
    """The word of the draft's form, else its key."""
    return row.form.word if row.form is not None else row.key


def _form(row: DraftRow, now: datetime) -> Cell:
    return Cell(form_word(row), moment(row.saved_at, now), bold=True)


def _ticket(row: DraftRow, _now: datetime) -> Cell:
    return ticket_cell(row.ticket_title or "—", row.ticket_number)


def _words(row: DraftRow, _now: datetime) -> Cell:
    return Cell(row.words or "—")


COLUMNS = (
    Column("表单与时间", _form, 150, values=(made("表单", form_word), instant("保存时间", "saved_at"))),
    Column(
        "工单",
        _ticket,
        200,
        grows=True,
        values=(long_text("标题", "ticket_title"), text("工单编号", "ticket_number", 24)),
    ),
    Column("开头的文字", _words, 240, grows=True, values=(long_text("开头的文字", "words"),)),
)
