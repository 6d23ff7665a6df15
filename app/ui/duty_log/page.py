"""The page of the duty log: the shift's time line out of the journal by itself, with the entries of its people."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.base.changes import Change
from app.desk.duty_log import reads as duty_reads
from app.desk.duty_log.reads import Span
from app.desk.duty_log.rows import DutyLog, LogLine
from app.ui.actions.targets import allowed, row_actions
from app.ui.duty_log.words import (
    COLUMNS,
    ENTRY_LOOKS,
    KIND_CHOICES,
    correction_words,
    facts,
    order_look,
    span_words,
)
from app.ui.frame.pages import Page
from app.ui.frame.shell import Shell
from app.ui.kit.action_buttons import action_button
from app.ui.kit.beside import beside
from app.ui.kit.detail_panel import DetailPanel
from app.ui.kit.filters import ChoiceBox, ChoiceRow, FilterBar
from app.ui.kit.labels import chip, label
from app.ui.kit.list_panel import ListPanel
from app.ui.kit.minute_hand import MinuteHand
from app.ui.kit.table.model import RowsModel
from app.ui.kit.table.view import RowsView
from app.ui.task.opening import open_task
from app.ui.ticket.facts import grid, text_block

_EMPTY = ("这段时间还没有记录", "按 Ctrl+/ 记一条日志；本台的操作会自动列在这里。")
_NARROW = ("没有符合条件的记录", "按 Esc 看全部。")
_LONG = 200


class DutyLogPage(Page):
    """Lists what was done within a shift, the last act first."""

    name = "duty-log"
    choose_first = "请先选择一条日志"
    shows = Change.JOURNAL | Change.DUTY_LOG | Change.PEOPLE
    acts_below = True

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.model = RowsModel(COLUMNS, lambda row: row.id, shell.now, self)
        self.view = RowsView(shell, self.model, "值班日志列表")
        self.list = ListPanel("值班日志", self.view)
        self.spans = ChoiceRow("范围", tuple((span, span.word) for span in Span))
        self.kinds = ChoiceRow("类别", ((None, "全部"), *KIND_CHOICES))
        self.people = ChoiceBox(shell, "人员", "全部人员")
        self.detail = DetailPanel(shell, "选择一行，这里显示全文、更正和工单")
        self._verbs = row_actions(shell, self.name)
        self._build()
        MinuteHand(self, self.view.viewport().update)

    def refresh(self, _value: object = None) -> None:
        """Reads the log of the chosen span."""
        self.shell.gateway.read(
            duty_reads.log,
            self._take,
            key="duty-log",
            span=self.spans.value,
            kind=self.kinds.value,
            who=self.people.value or "",
        )

    def back(self) -> bool:
        """Esc: shows the whole shift again."""
        if not self._is_narrow() and self.spans.value is Span.SHIFT:
            return False
        self.spans.show_value(Span.SHIFT)
        self.kinds.show_value(None)
        self.people.show_value(None)
        self.refresh()
        return True

    def chosen(self) -> LogLine | None:
        """The current line."""
        row: LogLine | None = self.view.current
        return row

    def _is_narrow(self) -> bool:
        return self.kinds.value is not None or self.people.value is not None

    def _take(self, log: DutyLog) -> None:
        if self.people.value is None:
            self.people.offer([(name, name) for name in log.people])
        self.list.show_rows(log.lines, _NARROW if self._is_narrow() else _EMPTY)
        self.list.count.setText(span_words(log))

    def _show(self, row: LogLine | None) -> None:
        if row is None:
            self.detail.show_nothing()
            return
        now = self.shell.now()
        tone = ENTRY_LOOKS[row.entry.kind][0] if row.entry is not None else "neutral"
        parts: list[QWidget] = [chip(row.line.word, tone)]
        look = order_look(row.entry, now) if row.entry is not None else None
        if look is not None:
            parts.append(chip(look[0], look[1]))
        text = row.line.text or row.line.word
        parts.append(text_block(text) if len(text) > _LONG else label(text, "title", wrap=True, selectable=True))
        parts.append(grid(facts(row, now)))
        if row.entry is not None and row.entry.corrections:
            lines = [correction_words(one, now) for one in row.entry.corrections]
            parts.extend((label(f"更正 {len(lines)} 次", "heading"), grid(lines)))
        self.detail.show_parts(parts, keep_place=True)
        shown = allowed(self._verbs, row)
        self.detail.show_buttons([*shown, *self._openers(row)], "log-done" if "log-done" in shown else "")

    def _openers(self, row: LogLine) -> list[str]:
        if row.line.ticket_id is not None:
            return ["open"]
        return ["task"] if row.entry is not None and row.entry.task_id is not None else []

    def _build(self) -> None:
        self.list.add_tool(action_button(self.shell, "log-entry", role="filter"))
        self.list.add_filters(FilterBar([[self.spans], [self.kinds, self.people]]))
        self.spans.chosen.connect(self.refresh)
        self.kinds.chosen.connect(self.refresh)
        self.people.chosen.connect(self.refresh)
        self.view.chosen.connect(self._show)
        self.view.entered_row.connect(self._enter)
        for entry in self._verbs:
            self.detail.add_action(entry.id)
        opener = self.detail.add_button("open", "打开工单　回车", "打开工单")
        opener.clicked.connect(self.view.open_current)
        task = self.detail.add_button("task", "打开任务　回车", "打开任务")
        task.clicked.connect(self.view.open_current)
        beside(self, self.list, self.detail, (780, 340))

    def _enter(self, row: LogLine) -> None:
        """Enter opens the ticket, or the task of an order; of any other entry its correction."""
        if row.line.ticket_id is not None:
            self.shell.open_ticket(row.line.ticket_id)
        elif row.entry is not None and row.entry.task_id is not None:
            open_task(self.shell, row.entry.task_id)
        elif row.entry is not None:
            self.shell.commands.run("log-correct")
