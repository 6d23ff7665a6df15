"""The page of tasks: one list of every kind, the late ones first, with evidence, answer and reminders."""

from __future__ import annotations

from app.base.changes import Change
from app.desk.task import reads as task_reads
from app.desk.task.reads import TaskReminder
from app.desk.task.rows import TaskRow
from app.rules.task.tasks import FROM_DUTY_LOG, TaskState
from app.ui.actions.targets import allowed, row_actions
from app.ui.frame.pages import Page
from app.ui.frame.shell import Shell
from app.ui.kit.action_buttons import action_button
from app.ui.kit.beside import beside
from app.ui.kit.detail_panel import DetailPanel
from app.ui.kit.file_links import file_links
from app.ui.kit.filters import ChoiceRow
from app.ui.kit.labels import chip, label
from app.ui.kit.list_panel import ListPanel
from app.ui.kit.minute_hand import MinuteHand
from app.ui.kit.table.model import RowsModel
from app.ui.kit.table.view import RowsView
from app.ui.task.words import COLUMNS, KIND_CHOICES, KIND_TONES, facts, reminder_lines, state_look
from app.ui.ticket.facts import grid

_EMPTY = ("还没有任务", "按 Ctrl+W 再按 T 登记新任务；值班日志里写了时限的领导交办会自动列在这里。")
_NARROW = ("没有符合条件的任务", "按 Esc 看全部。")
_OPEN, _LATE, _ENDED = "open", "late", "ended"
_STATES = ((None, "全部"), (_OPEN, "办理中"), (_LATE, "已超时"), (_ENDED, "已结束"))


class TasksPage(Page):
    """Lists the open tasks by their time, then those that ended."""

    name = "tasks"
    choose_first = "请先选择一项任务"
    shows = Change.TASKS | Change.REMINDERS | Change.RECEIPTS
    acts_below = True

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.model = RowsModel(COLUMNS, lambda row: row.id, shell.now, self)
        self.view = RowsView(shell, self.model, "任务列表")
        self.list = ListPanel("任务", self.view)
        self.states = ChoiceRow("状态", _STATES)
        self.kinds = ChoiceRow("类别", ((None, "全部"), *KIND_CHOICES))
        self.detail = DetailPanel(shell, "选择一项任务，这里显示来源、材料和提醒")
        self._verbs = row_actions(shell, self.name)
        self._rows: list[TaskRow] = []
        self._late: frozenset[int] = frozenset()
        self._wanted: int | None = None  # a task to be chosen once it is listed
        self._build()
        MinuteHand(self, self._turn)

    def refresh(self) -> None:
        """Reads the tasks."""
        self.shell.gateway.read(task_reads.listing, self._take, key="tasks")

    def back(self) -> bool:
        """Esc: shows every task again."""
        if self.states.value is None and self.kinds.value is None:
            return False
        self.states.show_value(None)
        self.kinds.show_value(None)
        self._narrow()
        return True

    def chosen(self) -> TaskRow | None:
        """The current task."""
        row: TaskRow | None = self.view.current
        return row

    def show_task(self, task_id: int) -> None:
        """Chooses a task, at once or as soon as it is read."""
        self.states.show_value(None)
        self.kinds.show_value(None)
        self._wanted = task_id
        self._narrow()

    def _take(self, rows: list[TaskRow]) -> None:
        self._rows = rows
        self._narrow()

    def _narrow(self, _value: object = None) -> None:
        shown = [row for row in self._rows if self._fits(row)]
        narrow = self.states.value is not None or self.kinds.value is not None
        self.list.show_rows(shown, _NARROW if narrow and self._rows else _EMPTY)
        if self._wanted is not None and self.view.choose_key(self._wanted):
            self._wanted = None
        still = [row for row in self._rows if row.state is TaskState.OPEN]
        self._late = self._late_ones()
        late = len(self._late)
        self.states.show_counts(
            {None: len(self._rows), _OPEN: len(still), _LATE: late, _ENDED: len(self._rows) - len(still)}
        )
        words = f"办理中 {len(still):,} 项" + (f" · 已超时 {late:,} 项" if late else "")
        self.list.count.setText(words if self._rows else "")

    def _fits(self, row: TaskRow) -> bool:
        if self.kinds.value is not None and row.kind is not self.kinds.value:
            return False
        wanted = self.states.value
        if wanted == _LATE:
            return row.is_late(self.shell.now())
        return wanted is None or (row.state is TaskState.OPEN) == (wanted == _OPEN)

    def _turn(self) -> None:
        """Colours change with time, and the list with what has become late."""
        if self._late_ones() != self._late:
            self._narrow()
        self.view.viewport().update()

    def _late_ones(self) -> frozenset[int]:
        return frozenset(row.id for row in self._rows if row.is_late(self.shell.now()))

    def _show(self, row: TaskRow | None) -> None:
        if row is None:
            self.detail.show_nothing()
            return
        self._show_parts(row, ())
        self.shell.gateway.read(task_reads.reminders, self._show_reminders, key="task-reminders", task_id=row.id)

    def _show_reminders(self, found: tuple[TaskReminder, ...]) -> None:
        row = self.chosen()
        if row is not None and found and found[0].slot.task_id == row.id:
            self._show_parts(row, found)

    def _show_parts(self, row: TaskRow, found: tuple[TaskReminder, ...]) -> None:
        now = self.shell.now()
        words, tone, _ = state_look(row, now)
        parts = [
            chip(words, tone),
            chip(row.kind.word, KIND_TONES[row.kind]),
            label(row.title, "title", wrap=True, selectable=True),
            grid(facts(row, now)),
        ]
        parts.extend(file_links(self.shell, row.evidence))
        if found:
            parts.extend((label("提醒", "heading"), grid(reminder_lines(found))))
        self.detail.show_parts(parts, keep_place=True)
        shown = allowed(self._verbs, row)
        from_log = ["log"] if row.origin.startswith(FROM_DUTY_LOG) else []
        self.detail.show_buttons([*shown, *from_log], "task-finish" if "task-finish" in shown else "")

    def _build(self) -> None:
        self.list.add_tool(action_button(self.shell, "task-add", role="filter"))
        self.list.add_filters(self.states)
        self.list.add_filters(self.kinds)
        self.states.chosen.connect(self._narrow)
        self.kinds.chosen.connect(self._narrow)
        self.view.chosen.connect(self._show)
        self.view.entered_row.connect(self._enter)
        for entry in self._verbs:
            self.detail.add_action(entry.id)
        opener = self.detail.add_button("log", "打开值班日志", "打开值班日志")
        opener.clicked.connect(self._open_log)
        beside(self, self.list, self.detail, (760, 360))

    def _enter(self, row: TaskRow) -> None:
        """Enter ends an open task."""
        if row.state is TaskState.OPEN:
            self.shell.commands.run("task-finish")

    def _open_log(self) -> None:
        self.shell.open_page("duty-log")
