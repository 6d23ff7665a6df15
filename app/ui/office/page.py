"""The page of office sheets: those that went out, what came back, and the acts for both ways."""

from __future__ import annotations

from pathlib import Path

from app.base.changes import Change
from app.desk.office import acts as office_acts
from app.desk.office import reads as office_reads
from app.desk.office.rows import ReturnedSheet, SheetRow
from app.ui.actions.targets import allowed, row_actions
from app.ui.frame.pages import Page
from app.ui.frame.shell import Shell
from app.ui.kit.action_buttons import PageTools
from app.ui.kit.beside import beside
from app.ui.kit.detail_panel import DetailPanel
from app.ui.kit.file_dialogs import file_dialog
from app.ui.kit.labels import label
from app.ui.kit.list_panel import ListPanel
from app.ui.kit.printing.preview import PrintPreview
from app.ui.kit.table.model import RowsModel
from app.ui.kit.table.view import RowsView
from app.ui.office.forms import SendForm, TakeInForm
from app.ui.office.words import COLUMNS, facts, paper
from app.ui.ticket.facts import grid

_EMPTY = (
    "还没有发过科室表",
    "按 Alt+Shift+F 给各单位写一个工作簿，填好发回后按 Alt+Shift+M 收入；科室不用装本程序。",
)


class OfficePage(Page):
    """Lists the sheets, the newest first."""

    name = "office"
    choose_first = "请先选择一张科室表"
    shows = Change.URGES | Change.IMPORTS
    acts_below = True

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.model = RowsModel(COLUMNS, lambda row: row.id, shell.now, self)
        self.view = RowsView(shell, self.model, "科室表列表")
        self.list = ListPanel("科室表", self.view)
        self.detail = DetailPanel(shell, "选择一张科室表，这里显示发出和收回的情况")
        self.tools = PageTools(self)
        self._verbs = row_actions(shell, self.name)
        self._path = Path()
        self._unit = ""
        self._build()

    def refresh(self) -> None:
        """Reads the sheets."""
        self.shell.gateway.read(office_reads.listing, self._take, key="office")

    def chosen(self) -> SheetRow | None:
        """The current sheet."""
        row: SheetRow | None = self.view.current
        return row

    def ask_units(self) -> None:
        """Reads the units with open tickets and opens the form."""
        self.shell.gateway.read(office_reads.units, self._open_send, key="office-units")

    def ask_file(self) -> None:
        """Asks for a filled sheet."""
        dialog = file_dialog(self, "收科室表", kinds="科室表 (*.xlsx *.xls *.csv);;所有文件 (*)")
        dialog.fileSelected.connect(self._take_chosen)
        dialog.open()

    def show_preview(self, path: Path) -> None:
        """Reads a filled sheet and shows what it changes."""
        self._path = path
        self.shell.say(f"正在读取 {path.name}…")
        self.shell.gateway.read(office_acts.preview, self._open_preview, key="office-preview", path=path)

    def print_unit(self, unit: str) -> None:
        """Prints the open tickets of a unit as its sheet has them."""
        self._unit = unit
        self.shell.gateway.read(office_reads.printed, self._open_print, key="office-print", unit=unit)

    def _take_chosen(self, name: str) -> None:
        self.show_preview(Path(name))

    def _open_send(self, units: list[tuple[str, int]]) -> None:
        if units:
            SendForm(self.shell, units).open_form()
        else:
            self.shell.say("没有在办工单，不用发科室表", "amber")

    def _open_preview(self, sheet: ReturnedSheet) -> None:
        TakeInForm(self.shell, self._path, sheet).open_form()

    def _open_print(self, printed: tuple[str, list[tuple[str, ...]]]) -> None:
        title, rows = printed
        ready = paper(title, rows, self.shell.now(), self.shell.person.name)
        PrintPreview(self.shell, ready).open_form()

    def _take(self, rows: list[SheetRow]) -> None:
        self.list.show_rows(rows, _EMPTY)
        waiting = sum(row.returned_at is None for row in rows)
        self.list.count.setText(f"{len(rows):,} 张 · 未收回 {waiting:,} 张" if rows else "")

    def _show(self, row: SheetRow | None) -> None:
        if row is None:
            self.detail.show_nothing()
            return
        parts = [label(row.unit or "尚未派单", "title", wrap=True, selectable=True), grid(facts(row))]
        self.detail.show_parts(parts, keep_place=True)
        self.detail.show_buttons(allowed(self._verbs, row))

    def _build(self) -> None:
        for tool in self.tools.buttons.values():
            self.list.add_tool(tool)
        for entry in self._verbs:
            self.detail.add_action(entry.id)
        self.view.chosen.connect(self._show)
        beside(self, self.list, self.detail, (760, 360))
