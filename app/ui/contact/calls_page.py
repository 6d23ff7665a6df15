"""The page of the phone system's calls: imports lists and assigns calls to tickets by number keys."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.base.changes import Change, Outcome
from app.desk.contact import calls as contact_calls
from app.desk.contact.calls import CallsResult
from app.desk.contact.rows import CallRow
from app.rules.contact.call_flow import CallState
from app.rules.contact.states import ATTEMPT_WORDS
from app.ui.actions.targets import allowed, row_actions
from app.ui.contact.words import CALL_COLUMNS, length
from app.ui.frame.pages import Page
from app.ui.frame.shell import Shell
from app.ui.kit.action_buttons import PageTools
from app.ui.kit.beside import beside
from app.ui.kit.call import Call
from app.ui.kit.detail_panel import DetailPanel
from app.ui.kit.file_dialogs import file_dialog
from app.ui.kit.filters import ChoiceRow
from app.ui.kit.key_button import KeyButton
from app.ui.kit.labels import label
from app.ui.kit.list_panel import ListPanel
from app.ui.kit.table.model import RowsModel
from app.ui.kit.table.view import RowsView
from app.ui.kit.words import full
from app.ui.ticket.facts import grid

_STATES = {CallState.UNMATCHED: "待认领", CallState.DISMISSED: "与工单无关"}


class CallsPage(Page):
    """Opens with the calls without a ticket; 1–9 assign the call to the ticket at that place."""

    name = "calls"
    choose_first = "请先选择一次通话"
    shows = Change.CONTACTS | Change.IMPORTS | Change.TICKETS

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.model = RowsModel(CALL_COLUMNS, lambda row: row.id, shell.now, self)
        self.view = RowsView(shell, self.model, "待认领通话列表")
        self.list = ListPanel("话务清单", self.view)
        self.states = ChoiceRow("状态", tuple(_STATES.items()))
        self.result = label("", "second", wrap=True, selectable=True)
        self.detail = DetailPanel(shell, "选择一次通话，按数字键记入对应的工单")
        self.verbs, self.tools = row_actions(shell, self.name), PageTools(self)
        self._build()

    def refresh(self) -> None:
        """Reads the calls."""
        self.shell.gateway.read(contact_calls.waiting, self._take, key="calls", state=self.states.value)

    def back(self) -> bool:
        """Esc: back to the waiting calls."""
        if self.states.value is CallState.UNMATCHED:
            return False
        self.states.choose(CallState.UNMATCHED)
        return True

    def chosen(self) -> CallRow | None:
        """The current call."""
        row: CallRow | None = self.view.current
        return row

    def take_in(self, path: Path) -> None:
        """Imports a list on the desk thread; the result of its rows is shown above the list."""
        self.result.setText(f"正在导入 {path.name}…")
        self.result.show()
        self.shell.gateway.submit(
            contact_calls.import_calls,
            on_done=self._show_result,
            on_refused=lambda refused: self.result.setText(str(refused)),
            on_failed=lambda error: self.result.setText(str(error)),
            quiet=True,
            person=self.shell.person,
            path=path,
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Assigns the current call to the ticket at the place of a number key; the table would search with it."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and not event.modifiers():
            row: CallRow | None = self.view.current
            place = event.key() - Qt.Key.Key_1
            if row is not None and 0 <= place < len(row.candidates):
                self._give(row, row.candidates[place].ticket_id)
                return True
        return False

    def _show_result(self, outcome: Outcome[CallsResult]) -> None:
        result = outcome.result
        where = f"\n退回的行已写入 {result.problems_file}，改好后可再导入" if result.problems_file else ""
        self.result.setText(f"{outcome.message}{where}")

    def _take(self, rows: list[CallRow]) -> None:
        if self.states.value is CallState.UNMATCHED:
            empty = ("没有待认领的通话", "按 Alt+I 导入话务系统的通话清单；对不上工单的通话会列在这里。")
        else:
            empty = ("没有搁置的通话", "按 Esc 回到待认领。")
        self.list.show_rows(rows, empty)
        self.list.count.setText(f"{len(rows):,} 次" if rows else "")

    def _show(self, row: CallRow | None) -> None:
        if row is None:
            self.detail.show_nothing()
            return
        facts = [
            ("时间", full(row.at)),
            ("号码", row.number_masked),
            ("结果", ATTEMPT_WORDS[row.outcome]),
            ("时长", length(row.seconds)),
            ("坐席", row.agent),
        ]
        parts: list[QWidget] = [label("通话", "heading"), grid([pair for pair in facts if pair[1]])]
        if row.candidates:
            parts.append(label("可能的工单，按数字键记入", "heading"))
            for place, one in enumerate(row.candidates):
                parts += [self._candidate(row, place), label(one.title, "second", wrap=True)]
        else:
            parts.append(label("没有登记此号码、当时在办的工单。可按编号认领，或标为与工单无关。", "second", wrap=True))
        self.detail.show_parts(parts, keep_place=False)
        self.detail.show_buttons(allowed(self.verbs, row), "" if row.candidates else "call-match")

    def _candidate(self, row: CallRow, place: int) -> QWidget:
        one = row.candidates[place]
        button = KeyButton(self.shell.theme, f"{one.number}　{place + 1}")
        button.setAccessibleName(f"记入 {one.number} {one.title}")
        button.clicked.connect(Call(button, self._give, row, one.ticket_id).run)
        return button

    def _give(self, row: CallRow, ticket_id: int) -> None:
        self.shell.gateway.submit(contact_calls.match, person=self.shell.person, call_id=row.id, ticket_id=ticket_id)

    def _match(self, _row: object) -> None:
        self.shell.commands.run("call-match")

    def ask_file(self) -> None:
        """Asks for the list to import."""
        dialog = file_dialog(self, "导入话务清单", kinds="通话清单 (*.xlsx *.xls *.csv);;所有文件 (*)")
        dialog.fileSelected.connect(self._take_chosen)
        dialog.open()

    def _take_chosen(self, name: str) -> None:
        self.take_in(Path(name))

    def _build(self) -> None:
        for tool in self.tools.buttons.values():
            self.list.add_tool(tool)
        self.list.add_filters(self.states)
        self.list.add_filters(self.result)
        self.result.hide()
        self.states.chosen.connect(self.refresh)
        self.view.installEventFilter(self)
        self.view.chosen.connect(self._show)
        self.view.entered_row.connect(self._match)
        for entry in self.verbs:
            self.detail.add_action(entry.id)
        beside(self, self.list, self.detail, (720, 400))
