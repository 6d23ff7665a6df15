"""The page of the return register: totals that filter, the list, and the chosen return with its actions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from app.base.changes import Change
from app.desk import returns
from app.desk.returns import ReturnTotals
from app.desk.rows import ReturnRow
from app.rules.returns import may_move
from app.rules.states import RETURN_GROUND_WORDS, RETURN_STATE_WORDS, ReturnState
from app.ui.actions import button_words
from app.ui.key_button import KeyButton
from app.ui.labels import chip, clearable, label
from app.ui.pages import Page
from app.ui.returns.decisions import ACCEPT, REFUSE, WITHDRAW, Decision, DecisionForm
from app.ui.returns.export_form import ReturnsExport
from app.ui.returns.words import COLUMNS, STATE_LOOKS, facts, file_name, history
from app.ui.shell import Shell
from app.ui.tables.beside import beside
from app.ui.tables.detail_panel import DetailPanel
from app.ui.tables.filters import ChoiceRow
from app.ui.tables.list_panel import ListPanel
from app.ui.tables.minute_hand import MinuteHand
from app.ui.tables.model import RowsModel
from app.ui.tables.view import RowsView
from app.ui.ticket_panel.facts import grid
from app.ui.ticket_panel.timeline import Timeline

_VERBS = {"return-send": "send", "return-accept": "accept", "return-refuse": "refuse", "return-withdraw": "withdraw"}
_FIRST_OF = {ReturnState.DRAFT: "return-send", ReturnState.SENT: "return-accept"}


class ReturnsPage(Page):
    """Opens at the return of the ticket that was chosen before, when it has one."""

    shows = Change.RETURNS | Change.TICKETS
    acts_below = True

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.model = RowsModel(COLUMNS, lambda row: row.id, shell.now, self)
        self.view = RowsView(shell, self.model, "退单列表")
        self.list = ListPanel("退单登记簿", self.view)
        self.states = ChoiceRow("状态", ((None, "全部"), *RETURN_STATE_WORDS.items()))
        self.grounds = ChoiceRow("理由", ((None, "全部"), *RETURN_GROUND_WORDS.items()))
        self.search = QLineEdit()
        self.detail = DetailPanel(shell, "选择一条退单，这里显示它的依据和经过")
        self.last_form: Any = None
        self._seen_ticket: int | None = None
        self._shown: int | None = None
        self._earlier: tuple[ReturnRow, ...] = ()
        self._build()
        self._bind()
        MinuteHand(self, self.view.viewport().update)

    def refresh(self) -> None:
        """Reads list and totals."""
        gateway = self.shell.gateway
        gateway.read(returns.totals, self._take_totals, key="return-totals")
        gateway.read(
            returns.listing,
            self._take,
            key="returns",
            state=self.states.value,
            ground=self.grounds.value,
            search=self.search.text(),
        )

    def back(self) -> bool:
        """Esc: takes the filters away."""
        if not self._narrowed():
            return False
        self.states.show_value(None)
        self.grounds.show_value(None)
        self.search.clear()
        self.refresh()
        return True

    def _take_totals(self, totals: ReturnTotals) -> None:
        whole = sum(totals.by_state.values())
        self.states.show_counts({None: whole, **totals.by_state})
        self.grounds.show_counts({None: whole, **totals.by_ground})

    def _take(self, rows: list[ReturnRow]) -> None:
        if self._narrowed():
            empty = ("没有符合条件的退单", "按 Esc 清除筛选。")
        else:
            empty = ("还没有退单", "在工单上按 F6 登记退单；提交、同意、驳回都在这里办。")
        self.list.show_rows(rows, empty)
        waiting = sum(row.state is ReturnState.SENT for row in rows)
        self.list.count.setText(f"{len(rows):,} 条 · 等待答复 {waiting:,} 条" if rows else "")
        self.export.setEnabled(bool(rows))
        self._go_to_chosen_ticket(rows)

    def _go_to_chosen_ticket(self, rows: list[ReturnRow]) -> None:
        ticket = self.shell.selection.current
        if ticket is None or ticket == self._seen_ticket:
            return
        self._seen_ticket = ticket
        newest = next((row for row in rows if row.ticket_id == ticket), None)
        if newest is not None:
            self.view.choose_key(newest.id)

    def _show(self, case: ReturnRow | None) -> None:
        if case is None:
            self._shown = None
            self.detail.show_nothing()
            return
        if case.id != self._shown:
            self._earlier = ()
        self._draw(case)
        self.shell.gateway.read(returns.listing, self._take_earlier, key="returns-of-ticket", search=case.ticket_number)

    def _take_earlier(self, rows: list[ReturnRow]) -> None:
        case = self.view.current
        if case is None:
            return
        self._earlier = tuple(row for row in rows if row.ticket_id == case.ticket_id and row.id != case.id)
        if self._earlier:
            self._draw(case)

    def _draw(self, case: ReturnRow) -> None:
        same = case.id == self._shown
        self._shown = case.id
        now = self.shell.now()
        parts: list[QWidget] = [
            _head(case),
            label(case.ticket_title, "title", wrap=True, selectable=True),
            grid(facts(case)),
            *self._attachments(case),
            label("经过", "heading"),
            Timeline(self.shell, history((case, *self._earlier), now)),
        ]
        self.detail.show_parts(parts, keep_place=same)
        allowed = [name for name, verb in _VERBS.items() if may_move(case.state, verb)]
        self.detail.show_buttons([*allowed, "open"], _FIRST_OF.get(case.state, "open"))

    def _attachments(self, case: ReturnRow) -> list[QWidget]:
        if not case.attachments:
            return []
        parts: list[QWidget] = [label(f"附件 {len(case.attachments)} 个", "heading")]
        for path in case.attachments:
            button = QPushButton(file_name(path))
            button.setToolTip(path)
            button.setProperty("link", True)
            button.clicked.connect(self._opener(path))
            parts.append(button)
        return parts

    def _opener(self, path: str) -> Callable[[], None]:
        def open_file() -> None:
            if not QDesktopServices.openUrl(QUrl.fromLocalFile(path)):
                self.shell.say(f"打不开附件：{path}", "amber")

        return open_file

    def _bind(self) -> None:
        bind = self.shell.commands.bind
        bind("return-send", self._send)
        for name, decision in (("return-accept", ACCEPT), ("return-refuse", REFUSE), ("return-withdraw", WITHDRAW)):
            bind(name, self._decider(name, decision))
        bind("return-export", self._export)

    def _chosen(self, name: str) -> ReturnRow | None:
        """The chosen return when the step is possible; else says why not."""
        if not self.isVisible():
            self.shell.open_page("returns")
            return None
        case: ReturnRow | None = self.view.current
        if case is None:
            self.shell.say("请先选择一条退单", "amber")
        elif not may_move(case.state, _VERBS[name]):
            words = self.shell.commands.spec(name).text
            self.shell.say(f"{case.ticket_number} 的退单{RETURN_STATE_WORDS[case.state]}，不能{words}", "amber")
            return None
        return case

    def _send(self) -> None:
        case = self._chosen("return-send")
        if case is not None:
            self.shell.gateway.submit(returns.send, person=self.shell.person, return_id=case.id)

    def _decider(self, name: str, decision: Decision) -> Callable[[], None]:
        def decide() -> None:
            case = self._chosen(name)
            if case is not None:
                self.last_form = DecisionForm(self.shell, case, decision)
                self.last_form.open_form()

        return decide

    def _export(self) -> None:
        if not self.isVisible():
            self.shell.open_page("returns")
        if self.model.rows:
            self.last_form = ReturnsExport(self.shell, tuple(self.model.rows), whole=not self._narrowed())
            self.last_form.open_form()

    def _narrowed(self) -> bool:
        return bool(self.states.value or self.grounds.value or self.search.text().strip())

    def _open_ticket(self, row: ReturnRow) -> None:
        self.shell.open_ticket(row.ticket_id)

    def _build(self) -> None:
        spec = self.shell.commands.spec("return-export")
        self.export = KeyButton(self.shell.theme, button_words(spec))
        self.export.setAccessibleName(spec.text)
        self.export.setProperty("filter", True)
        self.export.clicked.connect(lambda _checked=False: self._export())
        self.search.setPlaceholderText("编号、标题、建议单位")
        self.search.setAccessibleName("在退单中查找")
        clearable(self.search)
        self.search.setMinimumWidth(self.shell.theme.px(190))
        for tool in (self.search, self.export):
            self.list.add_tool(tool)
        for filters in (self.states, self.grounds):
            self.list.add_filters(filters)
            filters.chosen.connect(lambda _value: self.refresh())
        self.search.textChanged.connect(lambda _text: self.refresh())
        self.view.chosen.connect(self._show)
        self.view.entered_row.connect(self._open_ticket)
        for name in _VERBS:
            self.detail.add_action(name)
        opener = self.detail.add_button("open", "打开工单　回车", "打开工单")
        opener.clicked.connect(lambda _checked=False: self._open_ticket(self.view.current))
        beside(self, self.list, self.detail, (720, 400))


def _head(case: ReturnRow) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    tone, _ = STATE_LOOKS[case.state]
    row.addWidget(label(f"{case.ticket_number} · 第 {case.round} 次退单", "second", wrap=True, selectable=True), 1)
    row.addWidget(chip(RETURN_STATE_WORDS[case.state], tone))
    return box
