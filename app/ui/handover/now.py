"""The sheet as it would be now: its parts with their numbers, its lines, and both signatures."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.desk.handover.rows import HandoverView
from app.desk.queue.rows import QueueQuery
from app.rules.handover.paper import NOTHING
from app.rules.handover.parts import HandoverState, Part
from app.rules.queue.names import QUEUE_WORDS, QueueName
from app.ui.frame.shell import Shell
from app.ui.handover.standing_words import head_words, state_words
from app.ui.handover.words import (
    COMPARED,
    COUNTERS,
    LINE_COLUMNS,
    PART_COLUMNS,
    STATE_LOOKS,
    ShownLine,
    ShownPart,
    lines_of,
    parts_of,
    people_lines,
)
from app.ui.kit.beside import beside
from app.ui.kit.detail_panel import DetailPanel
from app.ui.kit.labels import chip, label
from app.ui.kit.list_panel import ListPanel
from app.ui.kit.table.model import RowsModel
from app.ui.kit.table.view import RowsView
from app.ui.ticket.facts import grid

_EMPTY = ("这一部分没有需要移交的事项", "左侧选“全部”看整张交接单。")
# Where a line leads that has no ticket.
_PAGES = {
    Part.INSTRUCTIONS.value: "duty-log",
    Part.FAULTS.value: "duty-log",
    Part.TASKS.value: "tasks",
    Part.EVENTS.value: "events",
    Part.MUTED.value: "settings",
}
SIGN, TAKE, EXPORT, PRINT = "handover-sign", "handover-take", "handover-export", "handover-print"


class SheetNow(QWidget):
    """Enter on a part goes to its lines, Enter on a line opens its ticket, queue or page."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.shown: HandoverView | None = None
        self._lines: list[ShownLine] = []
        self.part_model = RowsModel(PART_COLUMNS, lambda row: row.key, shell.now, self)
        self.parts = RowsView(shell, self.part_model, "交接单的部分")
        self.part_list = ListPanel("部分", self.parts)
        self.model = RowsModel(LINE_COLUMNS, lambda row: row.key, shell.now, self)
        self.view = RowsView(shell, self.model, "交接单")
        self.view.opens = "打开工单"
        self.list = ListPanel("交接单", self.view)
        self.panel = DetailPanel(shell, "正在读取…")
        self._lay_out()

    def show_view(self, view: HandoverView) -> None:
        """Shows a sheet that was read; the chosen part stays chosen."""
        self.shown = view
        self._lines = lines_of(view.sheet)
        self.part_list.show_rows(parts_of(view.sheet), _EMPTY)
        self._narrow(self.parts.current)
        self._sign(view)

    def reset(self) -> bool:
        """Shows every part again; False when it does already."""
        chosen = self.parts.current
        if chosen is None or not chosen.key:
            return False
        self.parts.choose(0)
        return True

    def _narrow(self, part: ShownPart | None) -> None:
        key = part.key if part is not None else ""
        self.list.show_rows([row for row in self._lines if key in ("", row.part)], _EMPTY)
        if self.shown is not None:
            nothing = f" · {NOTHING}" if self.shown.sheet.is_nothing else ""
            self.list.count.setText(head_words(self.shown.standing) + nothing)

    def _choose(self, part: ShownPart | None) -> None:
        self.view.begin_list()
        self._narrow(part)

    def _go_to_lines(self, _part: ShownPart) -> None:
        self.view.setFocus()

    def _open(self, row: ShownLine) -> None:
        line = row.line
        if line.ticket_id is not None:
            self.shell.open_ticket(line.ticket_id)
        elif row.part == COUNTERS:
            queue = QueueName(line.key)
            self.shell.open_queue(QueueQuery(queue=queue), QUEUE_WORDS[queue])
        elif row.part == COMPARED:
            self.shell.open_page("platform-watch")
        elif row.part == Part.DRAFTS.value:
            self.shell.commands.run("drafts")
        elif (page := _PAGES.get(row.part, "")) in self.shell.page_names:
            self.shell.open_page(page)

    def _sign(self, view: HandoverView) -> None:
        standing = view.standing
        parts: list[QWidget] = [label("签字", "title"), chip(standing.state.word, STATE_LOOKS[standing.state][0])]
        parts.append(label(state_words(standing), "second", wrap=True))
        parts.append(grid(people_lines(standing)))
        record = standing.waiting
        if record is not None:
            waiting = [("已签字", f"{record.signed_by}，{record.shift}"), ("校验码", record.sha256[:16])]
            parts.append(grid(waiting))
        if not view.sheet.compared_in_shift:
            parts.append(chip("本班还没有对账", "amber"))
            parts.append(label("按 Alt+Shift+P 与平台对账，再签字；也可不对账签字，交接单会写明。", "hint", wrap=True))
        if not self.shell.person.name:
            parts.append(chip("还没有登记值班人员", "amber"))
        parts.append(
            label(
                "签字后的交接单不再改动，存档可随时打开、打印、导出。接班后前一班确认、静音的提醒再响。",
                "hint",
                wrap=True,
            )
        )
        self.panel.show_parts(parts, keep_place=True)
        takes = record is not None
        names = [TAKE, SIGN, EXPORT, PRINT] if takes else [SIGN, EXPORT, PRINT]
        main = TAKE if takes and standing.state is HandoverState.SIGNED else SIGN
        self.panel.show_buttons(names, primary=main)

    def _lay_out(self) -> None:
        for name in (TAKE, SIGN, EXPORT, PRINT):
            self.panel.add_action(name)
        self.parts.chosen.connect(self._choose)
        self.parts.entered_row.connect(self._go_to_lines)
        self.view.entered_row.connect(self._open)
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self.part_list.setFixedWidth(self.shell.theme.px(232))
        row.addWidget(self.part_list)
        row.addWidget(self.list, 1)
        beside(self, both, self.panel, (860, 300))
