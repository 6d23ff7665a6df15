"""The register of extensions, supervisions and parkings, and what the platform says of granted deadlines."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.base.changes import Change
from app.desk.kind_measure import reads as kind_reads
from app.desk.measure import reads as measure_reads
from app.desk.measure.rows import MeasureRow
from app.rules.measure import MEASURE_KIND_WORDS, MEASURE_STATE_WORDS, Confirmation, MeasureState
from app.ui.actions.targets import allowed, row_actions
from app.ui.frame.pages import Page
from app.ui.frame.shell import Shell
from app.ui.kit.action_buttons import PageTools, action_button
from app.ui.kit.beside import beside
from app.ui.kit.detail_panel import DetailPanel
from app.ui.kit.filters import ChoiceRow
from app.ui.kit.labels import chip, label
from app.ui.kit.list_panel import ListPanel
from app.ui.kit.minute_hand import MinuteHand
from app.ui.kit.table.model import RowsModel
from app.ui.kit.table.view import RowsView
from app.ui.measure.forms import KindMeasureForm, WithdrawKindMeasureForm
from app.ui.measure.kinds import KindsPart
from app.ui.measure.words import COLUMNS, CONFIRMATION_TONES, KIND_LOOKS, confirmed_words, facts
from app.ui.ticket.facts import grid

_KINDS = "kinds"
_ENTERING = ("extend", "supervise", "park")
_EMPTY = ("还没有延期、督办、挂账", "在工单上按 Alt+Shift+E 登记延期，Alt+Shift+S 登记督办，Alt+Shift+G 登记挂账。")


class MeasuresPage(Page):
    """Lists what is in force by its time, then what has ended."""

    name = "measures"
    choose_first = "请先选择一条登记"
    shows = Change.TICKETS | Change.IMPORTS | Change.SETTINGS
    acts_below = True

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.model = RowsModel(COLUMNS, lambda row: row.id, shell.now, self)
        self.view = RowsView(shell, self.model, "延期督办挂账列表")
        self.list = ListPanel("延期督办挂账", self.view)
        self.kinds = ChoiceRow("类别", ((None, "全部"), *MEASURE_KIND_WORDS.items(), (_KINDS, "同类问题治理")))
        self.part = KindsPart(shell)
        self.tools = PageTools(self)
        self._stack = QStackedWidget()
        self.detail = DetailPanel(shell, "选择一条登记，这里显示批准人、文书和与平台的核对")
        self._verbs = row_actions(shell, self.name)
        self._build()
        MinuteHand(self, self.view.viewport().update)

    def refresh(self) -> None:
        """Reads the measures."""
        self.tools.weigh()
        if self.shows_kinds:
            self._stack.setCurrentWidget(self.part)
            self.part.read()
            return
        self._stack.setCurrentIndex(0)
        self.shell.gateway.read(measure_reads.listing, self._take, key="measures", kind=self.kinds.value)

    def back(self) -> bool:
        """Esc: shows every kind again."""
        if self.kinds.value is None:
            return False
        self.kinds.choose(None)
        return True

    def chosen(self) -> MeasureRow | None:
        """The current measure."""
        row: MeasureRow | None = self.view.current
        return None if self.shows_kinds else row

    @property
    def shows_kinds(self) -> bool:
        """Whether the measures against kinds of problems are shown."""
        return bool(self.kinds.value == _KINDS)

    def ask_kind_measure(self) -> None:
        """Reads the kinds and opens the form of a new measure."""
        self.kinds.choose(_KINDS)
        self.shell.gateway.read(kind_reads.kinds, self._open_kind_form, key="kinds-of-problems")

    def ask_withdraw(self) -> None:
        """Opens the form that withdraws the chosen measure against a kind."""
        row = self.part.current
        if row is not None:
            WithdrawKindMeasureForm(self.shell, row).open_form()

    def _open_kind_form(self, kinds: list[str]) -> None:
        KindMeasureForm(self.shell, kinds).open_form()

    def _turn(self, _value: object) -> None:
        self.view.begin_list()
        self.refresh()

    def _weigh(self, _row: object) -> None:
        self.tools.weigh()

    def _take(self, rows: list[MeasureRow]) -> None:
        empty = _EMPTY if self.kinds.value is None else ("没有符合条件的登记", "按 Esc 看全部。")
        self.list.show_rows(rows, empty)
        standing = [row for row in rows if row.state is MeasureState.IN_FORCE]
        differing = sum(row.confirmation is Confirmation.DIFFERS for row in rows)
        more = f" · 与平台不一致 {differing:,} 条" if differing else ""
        self.list.count.setText(f"{len(rows):,} 条 · 有效 {len(standing):,} 条{more}" if rows else "")

    def _show(self, row: MeasureRow | None) -> None:
        if row is None:
            self.detail.show_nothing()
            return
        now = self.shell.now()
        tone = KIND_LOOKS[row.kind][0] if row.state is MeasureState.IN_FORCE else "neutral"
        state = "" if row.state is MeasureState.IN_FORCE else f" · {MEASURE_STATE_WORDS[row.state]}"
        parts = [
            chip(f"{MEASURE_KIND_WORDS[row.kind]}{state}", tone),
            label(row.ticket_title, "title", wrap=True, selectable=True),
        ]
        if row.confirmation is not None:
            parts.append(chip(confirmed_words(row, now), CONFIRMATION_TONES[row.confirmation]))
        self.detail.show_parts([*parts, grid(facts(row, now))], keep_place=True)
        shown = allowed(self._verbs, row)
        self.detail.show_buttons([*shown, "open"], "measure-follow" if "measure-follow" in shown else "open")

    def _build(self) -> None:
        for name in _ENTERING:
            self.list.add_tool(action_button(self.shell, name, role="filter"))
        for tool in self.tools.buttons.values():
            self.part.list.add_tool(tool)
        self.part.view.chosen.connect(self._weigh)
        self.tools.weigh()
        self.kinds.chosen.connect(self._turn)
        self.view.chosen.connect(self._show)
        self.view.entered_row.connect(self._open_ticket)
        for entry in self._verbs:
            self.detail.add_action(entry.id)
        opener = self.detail.add_button("open", "打开工单　回车", "打开工单")
        opener.clicked.connect(self.view.open_current)
        own = QWidget()
        beside(own, self.list, self.detail, (700, 420))
        self._stack.addWidget(own)
        self._stack.addWidget(self.part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.kinds)
        column.addWidget(self._stack, 1)

    def _open_ticket(self, row: MeasureRow) -> None:
        self.shell.open_ticket(row.ticket_id)
