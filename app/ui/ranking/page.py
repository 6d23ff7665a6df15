"""Official rankings beside our own score, the difference by cause with its tickets; other weights tried out."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.base.changes import Change
from app.desk.figures import names as figures_names
from app.desk.queue.rows import QueueQuery
from app.desk.ranking import reads as ranking_reads
from app.desk.ranking.rows import RankingDetail, RankingRow
from app.rules.ranking.difference import CAUSE_WORDS, Cause
from app.rules.ranking.states import SCOPE_WORDS
from app.ui.actions.targets import allowed, row_actions
from app.ui.frame.pages import Page
from app.ui.frame.shell import Shell
from app.ui.kit.action_buttons import PageTools
from app.ui.kit.beside import beside
from app.ui.kit.call import Call
from app.ui.kit.detail_panel import DetailPanel
from app.ui.kit.flow_layout import FlowLayout
from app.ui.kit.labels import chip, label
from app.ui.kit.list_panel import ListPanel
from app.ui.kit.table.model import RowsModel
from app.ui.kit.table.view import RowsView
from app.ui.ranking.forms import AddForm, ImportForm, ObjectionsExport
from app.ui.ranking.trying import TryingPart
from app.ui.ranking.words import COLUMNS, facts, others_words, period_of, signed_words
from app.ui.ticket.facts import grid

_EMPTY = (
    "还没有官方排名",
    "按 Ctrl+Shift+T 再按 G 导入区、市公布的排名或工单清单；只知道名次、成绩的，按 Ctrl+Shift+T 再按 H 录入。",
)
_RANKINGS, _TRYING = 0, 1


class RankingPage(Page):
    """Lists the rankings, the newest period first; the second part tries out other weights."""

    name = "ranking"
    choose_first = "请先选择一期排名"
    shows = Change.RANKINGS | Change.TICKETS | Change.IMPORTS | Change.SETTINGS
    acts_below = True

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.model = RowsModel(COLUMNS, lambda row: (row.scope, row.period), shell.now, self)
        self.view = RowsView(shell, self.model, "官方排名列表")
        self.list = ListPanel("官方排名", self.view)
        self.detail = DetailPanel(shell, "选择一期排名，这里是与本台成绩的差异，点数字打开工单")
        self.trying = TryingPart(shell)
        self.tools = PageTools(self)
        self.buttons: list[QPushButton] = []
        self.periods: Mapping[str, str] = {}
        self._stack = QStackedWidget()
        self._verbs = row_actions(shell, self.name)
        self._build()

    def refresh(self) -> None:
        """Reads the rankings and the periods that can be chosen."""
        self.shell.gateway.read(figures_names.recent, self._take_periods, key="ranking-periods")
        self.shell.gateway.read(ranking_reads.listing, self._take, key="ranking")

    def back(self) -> bool:
        """Esc: leaves the weights."""
        if self._stack.currentIndex() == _RANKINGS:
            return False
        self._show_rankings()
        return True

    def chosen(self) -> RankingRow | None:
        """The current ranking."""
        row: RankingRow | None = self.view.current
        return row if self._stack.currentIndex() == _RANKINGS else None

    def ask_import(self) -> None:
        """Opens the form of a file or pasted text."""
        self.shell.gateway.read(figures_names.recent, self._open_import, key="ranking-form")

    def ask_add(self) -> None:
        """Opens the form of a typed place."""
        self.shell.gateway.read(figures_names.recent, self._open_add, key="ranking-form")

    def ask_objections(self, row: RankingRow) -> None:
        """Opens the form of the list to object with."""
        ObjectionsExport(self.shell, row).open_form()

    def begin_trying(self) -> None:
        """Shows the weights to try."""
        self._stack.setCurrentIndex(_TRYING)
        self.trying.begin()

    def _open_import(self, periods: Mapping[str, str]) -> None:
        ImportForm(self.shell, periods).open_form()

    def _open_add(self, periods: Mapping[str, str]) -> None:
        AddForm(self.shell, periods).open_form()

    def _take_periods(self, periods: Mapping[str, str]) -> None:
        self.periods = periods
        self.trying.offer(periods)

    def _take(self, rows: list[RankingRow]) -> None:
        self.list.show_rows(rows, _EMPTY)
        self.list.count.setText(f"{len(rows):,} 期" if rows else "")
        self._read_detail(self.view.current)

    def _read_detail(self, row: RankingRow | None) -> None:
        if row is None:
            self.buttons = []
            self.detail.show_nothing()
            return
        self.shell.gateway.read(ranking_reads.detail, self._show, key="ranking-detail", ranking_id=row.id)

    def _show(self, found: RankingDetail) -> None:
        row = self.view.current
        if row is None or row.id != found.row.id:
            return
        self.buttons = []
        parts: list[QWidget] = [
            chip(SCOPE_WORDS[row.scope], "blue"),
            label(period_of(row), "title", wrap=True, selectable=True),
            grid(facts(found)),
        ]
        parts += self._difference(found)
        if found.units:
            parts += [label("各单位", "heading"), label(others_words(found), "block", wrap=True, selectable=True)]
        self.detail.show_parts(parts, keep_place=True)
        self.detail.show_buttons(allowed(self._verbs, row))

    def _difference(self, found: RankingDetail) -> list[QWidget]:
        """A button for each cause, which opens its tickets as far as the register knows them."""
        told = found.explained
        if told is None:
            return [label("导入官方的工单清单后，这里逐件说明差异。", "second", wrap=True)]
        box = QWidget()
        flow = FlowLayout(box)
        for cause in Cause:
            numbers = [one.number for one in told.tickets if one.cause is cause]
            ids = tuple(ticket_id for number in numbers for ticket_id in found.ids.get(number, ()))
            button = QPushButton(f"{CAUSE_WORDS[cause]} {len(numbers):,} 件，{signed_words(told.by_cause[cause])} 分")
            button.setProperty("filter", True)
            button.setEnabled(bool(ids))
            button.setToolTip("打开登记库中的这些工单")
            button.clicked.connect(Call(button, self._open, ids, f"{period_of(found.row)} · {CAUSE_WORDS[cause]}").run)
            self.buttons.append(button)
            flow.addWidget(button)
        unknown = sum(not one.known_here for one in told.tickets)
        parts: list[QWidget] = [label("差在哪里（官方减本台）", "heading"), box]
        if unknown:
            parts.append(label(f"其中 {unknown:,} 件不在登记库这一期的受理工单中", "second", wrap=True))
        return parts

    def _open(self, ids: tuple[int, ...], title: str) -> None:
        self.shell.open_queue(QueueQuery(only=ids), title)

    def _focus_first(self, _row: object) -> None:
        for button in self.buttons:
            if button.isEnabled():
                button.setFocus()
                return

    def _show_rankings(self) -> None:
        self._stack.setCurrentIndex(_RANKINGS)
        self.view.setFocus()

    def _build(self) -> None:
        for tool in self.tools.buttons.values():
            self.list.add_tool(tool)
        for entry in self._verbs:
            self.detail.add_action(entry.id)
        self.view.chosen.connect(self._read_detail)
        self.view.entered_row.connect(self._focus_first)
        self.trying.left.connect(self._show_rankings)
        both = QWidget()
        beside(both, self.list, self.detail, (760, 420))
        self._stack.addWidget(both)
        self._stack.addWidget(self.trying)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
