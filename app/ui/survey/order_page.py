"""The order of the callbacks as a list: whom to dial when, and why; shown on request or when nobody is due."""

from __future__ import annotations

from datetime import datetime
from operator import attrgetter

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.desk.survey.pilot import PilotRow
from app.desk.survey.sheet import CallbackProgress
from app.rules.shared.time_left import clock_time
from app.rules.survey.callback_order import CALL_STATE_WORDS, CallState
from app.ui.frame.shell import Shell
from app.ui.kit.labels import label
from app.ui.kit.list_panel import ListPanel
from app.ui.kit.table.columns import Amount, Cell, Column, ticket_cell
from app.ui.kit.table.model import RowsModel
from app.ui.kit.table.values import instant, integer, long_text, made, rank, text
from app.ui.kit.table.view import RowsView

_LOOKS = {
    CallState.NOW: ("green", "phone-call"),
    CallState.GIVE_UP: ("amber", "circle-alert"),
    CallState.LATER: ("blue", "clock"),
    CallState.NEXT_SHIFT: ("neutral", "clock"),
}


def _rank(row: PilotRow, _now: datetime) -> Cell:
    return Cell(str(row.place.rank), bold=True)


def _ticket(row: PilotRow, _now: datetime) -> Cell:
    return ticket_cell(row.title, row.number, row.level.word, row.unit or row.street)


def _state(row: PilotRow, _now: datetime) -> Cell:
    tone, icon = _LOOKS[row.place.state]
    return Cell(CALL_STATE_WORDS[row.place.state], tone=tone, icon=icon)


def _state_words(row: PilotRow) -> str:
    return CALL_STATE_WORDS[row.place.state]


def _when(row: PilotRow, now: datetime) -> Cell:
    calls = f"已拨 {row.calls} 次" if row.calls else "还没拨过"
    return Cell("现在" if row.place.call_at <= now else clock_time(row.place.call_at), calls)


def _why(row: PilotRow, _now: datetime) -> Cell:
    first, *rest = row.place.reasons or ("按顺序拨打",)
    return Cell(first, "；".join(rest))


def _reasons(row: PilotRow) -> str:
    return "；".join(row.place.reasons)


COLUMNS = (
    Column("次序", _rank, 52, values=(integer("次序", "place.rank"),)),
    Column(
        "工单",
        _ticket,
        220,
        grows=True,
        values=(
            long_text("标题", "title"),
            text("工单编号", "number", 24),
            text("紧急程度", "level.word", 10),
            text("承办单位", "unit", 20),
            text("街乡镇", "street"),
        ),
    ),
    Column(
        "状态",
        _state,
        138,
        values=(made("状态", _state_words),),
        sort_key=rank("place.state", list(CallState)),
    ),
    Column(
        "拨打时间",
        _when,
        110,
        values=(instant("拨打时间", "place.call_at"), integer("已拨次数", "calls")),
        amount=Amount("已拨合计", attrgetter("calls")),
    ),
    Column("理由", _why, 200, grows=True, leaves=1, values=(made("理由", _reasons, width=40),)),
)


class OrderPage(QWidget):
    """A headline with the state, and the callers in their order; Enter opens one in the form."""

    opened = Signal(int)

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.model = RowsModel(COLUMNS, lambda row: row.ticket_id, shell.now, self)
        self.view = RowsView(shell, self.model, "拨打次序")
        self.view.opens = "打开工单"
        self.list = ListPanel("拨打次序", self.view)
        self.title = label("", "heading", wrap=True)
        self.hint = label("", "second", wrap=True)
        self.again = QPushButton("再查一次")
        self.list.add_tool(self.again)
        self.view.entered_row.connect(self._open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for words in (self.title, self.hint):
            self.list.add_filters(words)
        column.addWidget(self.list, 1)

    def _open(self, row: PilotRow) -> None:
        self.opened.emit(row.ticket_id)

    def show_progress(self, progress: CallbackProgress) -> None:
        """Shows the current order, and why nobody is to be dialled when there is none."""
        rows = progress.pilot.rows
        done = f"今天已回访 {progress.called_today:,} 件。" if progress.called_today else ""
        empty = ("待回访已全部完成", done + "答复审核通过的工单会出现在这里。按 Esc 回到工单队列。")
        self.list.show_rows(rows, empty)
        self.list.count.setText(f"{len(rows):,} 件" if rows else "")
        at = progress.pilot.next_at
        if not rows:
            self.title.setText(empty[0])
        elif at is not None:
            self.title.setText("现在没有要拨打的工单")
            self.hint.setText(f"{done}下一件 {clock_time(at)} 可拨。按回车仍可打开所选工单，Esc 回到工单队列。")
        else:
            self.hint.setText(f"{done}按次序拨打，回车打开所选工单；每件都写明理由。Esc 返回。")
        self.title.setVisible(at is not None)
        self.hint.setVisible(bool(rows))
        self.again.setVisible(bool(rows))

    def take_keys(self) -> None:
        """Focuses the list."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
