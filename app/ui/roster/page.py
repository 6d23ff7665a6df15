"""The page of the roster: shifts and gaps by time, with what is wrong, and the acts for both ways."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from app.base.changes import Change
from app.base.clock import local_day
from app.desk.roster import acts as roster_acts
from app.desk.roster import export as roster_export
from app.desk.roster import reads as roster_reads
from app.desk.roster.rows import ReadRoster, RosterLine
from app.ui.actions.targets import allowed, row_actions
from app.ui.frame.pages import Page
from app.ui.frame.shell import Shell
from app.ui.kit.action_buttons import PageTools
from app.ui.kit.beside import beside
from app.ui.kit.detail_panel import DetailPanel
from app.ui.kit.file_dialogs import file_dialog
from app.ui.kit.filters import ChoiceRow
from app.ui.kit.labels import chip, label
from app.ui.kit.list_panel import ListPanel
from app.ui.kit.minute_hand import MinuteHand
from app.ui.kit.printing.preview import PrintPreview
from app.ui.kit.table.model import RowsModel
from app.ui.kit.table.printing import Paper
from app.ui.kit.table.view import RowsView
from app.ui.roster.forms import SwapForm, TakeInForm
from app.ui.roster.paper import roster_paper
from app.ui.roster.words import COLUMNS, PROBLEM_TONES, facts, is_now, line_title, problem_line
from app.ui.ticket.facts import grid

_EMPTY = (
    "这些天没有排班",
    "按 Ctrl+W 再按 R 导入值班表（.xlsx 等），或在 WPS、Excel 里复制后按 Ctrl+W 再按 0 粘贴："
    "每天一行、每班一行、每人一行都可以。",
)
_LONGEST_CLIP = 500_000
_TOOLS_BELOW = frozenset({"roster-write", "roster-print"})
# Days before and after today, by the word of the choice.
_SPANS = {"near": (0, 7), "next": (0, 60), "past": (31, 0)}
_SPAN_WORDS = (("near", "近 7 天"), ("next", "今后 60 天"), ("past", "过去 31 天"))


class RosterPage(Page):
    """Lists shifts and gaps by time."""

    name = "roster"
    choose_first = "请先选择一个班"
    shows = Change.PEOPLE | Change.SETTINGS
    acts_below = True

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.model = RowsModel(COLUMNS, lambda row: row.id, shell.now, self)
        self.view = RowsView(shell, self.model, "排班列表")
        self.list = ListPanel("排班", self.view)
        self.spans = ChoiceRow("范围", _SPAN_WORDS)
        self.detail = DetailPanel(shell, "选择一个班，这里显示人员和问题")
        self.tools = PageTools(self)
        self._verbs = row_actions(shell, self.name)
        self._rows: list[RosterLine] = []
        self._path: Path | None = None
        self._text = ""
        self._build()
        MinuteHand(self, self.view.viewport().update)

    def refresh(self) -> None:
        """Reads the shifts of the chosen span."""
        today = local_day(self.shell.now())
        before, after = _SPANS[self.spans.value or "near"]
        first, last = today - timedelta(days=before), today + timedelta(days=after)
        self.shell.gateway.read(roster_reads.lines, self._take, key="roster", first=first, last=last)

    def back(self) -> bool:
        """Esc: shows the days around today again."""
        if self.spans.value == "near":
            return False
        self.spans.choose("near")
        return True

    def chosen(self) -> RosterLine | None:
        """The current shift or gap."""
        row: RosterLine | None = self.view.current
        return row

    def ask_file(self) -> None:
        """Asks for a 值班表."""
        dialog = file_dialog(self, "导入值班表", kinds="值班表 (*.xlsx *.xls *.csv *.docx);;所有文件 (*)")
        dialog.fileSelected.connect(self.show_file)
        dialog.open()

    def show_file(self, name: str) -> None:
        """Reads a 值班表 and shows what it says."""
        self._path, self._text = Path(name), ""
        self.shell.gateway.read(roster_acts.look_into, self._open_file, key="roster-file", path=self._path)

    def show_pasted(self) -> None:
        """Reads the cells in the clipboard and shows what they say."""
        self._path, self._text = None, QGuiApplication.clipboard().text()
        if "\t" not in self._text or len(self._text) > _LONGEST_CLIP:
            self.shell.say("剪贴板里没有值班表：请在 WPS 或 Excel 里选中整张值班表，按 Ctrl+C 复制后再试", "amber")
            return
        self.shell.gateway.read(roster_acts.look_into, self._open_file, key="roster-file", text=self._text)

    def print_shown(self) -> None:
        """Previews the roster of the shown days on paper, in the layout it came in."""
        if not self._has_shifts:
            self.shell.say("这些天没有排班", "amber")
            return
        first, last = self._days()
        self.shell.gateway.read(roster_paper, self._take_paper, key="roster-paper", first=first, last=last)

    def ask_place(self) -> None:
        """Asks where the roster of the shown days is written."""
        if not self._has_shifts:
            self.shell.say("这些天没有排班", "amber")
            return
        dialog = file_dialog(
            self, "导出值班表", start="值班表.xlsx", kinds="工作簿 (*.xlsx)", mode=QFileDialog.FileMode.AnyFile
        )
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.fileSelected.connect(self.write)
        dialog.open()

    def write(self, name: str) -> None:
        """Writes the roster of the shown days; the dialog has asked before an older file is replaced."""
        path = Path(name if name.lower().endswith(".xlsx") else f"{name}.xlsx")
        first, last = self._days()
        self.shell.gateway.submit(
            roster_export.write_roster,
            person=self.shell.person,
            path=path,
            first=first,
            last=last,
            replace=True,
        )

    def ask_swap(self, row: RosterLine) -> None:
        """Opens the form that exchanges a person of this shift with one of another."""
        others = [line.shift for line in self._rows if line.shift is not None and line.id != row.id]
        if row.shift is not None:
            SwapForm(self.shell, row.shift, others).open_form()

    def _days(self) -> tuple[date, date]:
        """The first and last of the shown days."""
        return local_day(self._rows[0].since), local_day(self._rows[-1].since)

    def _open_file(self, told: ReadRoster) -> None:
        TakeInForm(self.shell, told, path=self._path, text=self._text).open_form()

    def _take_paper(self, ready: Paper) -> None:
        PrintPreview(self.shell, ready).open_form()

    @property
    def _has_shifts(self) -> bool:
        return any(line.shift is not None for line in self._rows)

    def _take(self, rows: list[RosterLine]) -> None:
        self._rows = rows
        self.list.show_rows(self._rows, _EMPTY)
        wrong = sum(bool(line.problems) for line in self._rows)
        more = f" · 有问题 {wrong:,} 处" if wrong else " · 无空缺、无重复"
        shifts = sum(line.shift is not None for line in self._rows)
        self.list.count.setText(f"{shifts:,} 个班{more}" if rows else "")

    def _show(self, row: RosterLine | None) -> None:
        if row is None:
            self.detail.show_nothing()
            return
        parts = [label(line_title(row), "title", wrap=True, selectable=True)]
        if row.shift is not None and is_now(row, self.shell.now()):
            parts.append(chip("正在值班", "blue"))
        parts.extend(chip(problem_line(one), PROBLEM_TONES[one.kind]) for one in row.problems)
        self.detail.show_parts([*parts, grid(facts(row))], keep_place=True)
        self.detail.show_buttons(allowed(self._verbs, row))

    def _build(self) -> None:
        below = QWidget()
        row = QHBoxLayout(below)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.spans)
        row.addStretch(1)
        for name, tool in self.tools.buttons.items():
            if name in _TOOLS_BELOW:
                row.addWidget(tool)
            else:
                self.list.add_tool(tool)
        self.list.add_filters(below)
        self.spans.chosen.connect(self.refresh)
        self.view.chosen.connect(self._show)
        for entry in self._verbs:
            self.detail.add_action(entry.id)
        beside(self, self.list, self.detail, (760, 360))
