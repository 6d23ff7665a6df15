"""Quality for the lead: a line for each unit or operator with its figures, and our surveys beside the platform's."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.base.changes import Change
from app.desk.figures import quality
from app.desk.figures.quality import BY_WORDS, WHICH_WORDS, By, ComparedRow, Comparison, QualitySheet
from app.desk.figures.reads import Window
from app.desk.queue.rows import QueueQuery
from app.desk.urge import reads as urge_reads
from app.rules.figures.fields import CALIBER_WORDS
from app.rules.figures.quality import QualityRow
from app.rules.figures.rates import show_rate, show_score
from app.rules.urge.steps import UnitFigures
from app.ui.figures.export_form import QualityExport
from app.ui.figures.urged import URGED
from app.ui.figures.words import COLUMNS, COMPARED, Figure, figures
from app.ui.frame.pages import Page
from app.ui.frame.shell import Shell
from app.ui.kit.beside import beside
from app.ui.kit.call import Call
from app.ui.kit.detail_panel import DetailPanel
from app.ui.kit.filters import ChoiceRow
from app.ui.kit.flow_layout import FlowLayout
from app.ui.kit.key_button import KeyButton
from app.ui.kit.labels import label, restyle
from app.ui.kit.list_panel import ListPanel
from app.ui.kit.periods import ASSESSMENT, DAY_PERIODS, PeriodRow
from app.ui.kit.table.model import RowsModel
from app.ui.kit.table.view import RowsView

PLATFORM, URGES = "platform", "urges"


class QualityPage(Page):
    """Opens with the assessment period by unit; 汇总 stands first, then the lines by score."""

    name = "quality"
    shows = Change.TICKETS | Change.CONTACTS | Change.IMPORTS | Change.URGES

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.setAccessibleName("回访质量")
        self.view = RowsView(shell, RowsModel(COLUMNS, lambda row: row.name, shell.now, self, pinned=1), "回访质量列表")
        self.compared = RowsView(
            shell, RowsModel(COMPARED, lambda row: row.ticket_id, shell.now, self), "与平台结果对比列表"
        )
        self.compared.opens = "打开工单"
        self.urges = RowsView(shell, RowsModel(URGED, lambda row: row.unit, shell.now, self), "催办成效列表")
        self.list = ListPanel("回访质量", self.view)
        self.comparing = ListPanel("与平台结果对比", self.compared)
        self.urging = ListPanel("催办成效", self.urges)
        self.detail = DetailPanel(shell, "选择一行，这里是它的各项数字，点数字打开工单")
        self.what = ChoiceRow("查看", [*BY_WORDS.items(), (PLATFORM, "平台对比"), (URGES, "催办")])
        self.periods = PeriodRow(shell, DAY_PERIODS[1:], ASSESSMENT)
        self.caliber = ChoiceRow("口径", list(CALIBER_WORDS.items()))
        self.which = ChoiceRow("取值", list(WHICH_WORDS.items()))
        self.only = ChoiceRow("显示", [(True, "不一致"), (False, "全部")])
        self.mean = label("", "second", wrap=True, selectable=True)
        self.export = KeyButton(shell.theme, "导出　Alt+D")
        self.lonely = QPushButton("")
        self.buttons: list[QPushButton] = []
        self._stack = QStackedWidget()
        self._comparison = Comparison((), ())
        self.last_form: QualityExport | None = None
        self._build()

    @property
    def window_chosen(self) -> Window:
        """The chosen period, counted from now."""
        period = self.periods.period
        now = self.shell.now()
        return Window(period.start or now, period.end or now)

    def refresh(self) -> None:
        """Counts the figures again."""
        read, chosen = self.shell.gateway.read, {"window": self.window_chosen, "caliber": self.caliber.value}
        if self.what.value == URGES:
            window = self.window_chosen
            read(urge_reads.figures, self._take_urges, key="quality", start=window.start, end=window.end)
        elif self.what.value == PLATFORM:
            read(quality.compare, self._take_comparison, key="quality", **chosen)
        else:
            chosen |= {"by": self.what.value, "which": self.which.value}
            read(quality.of_period, self._take, key="quality", **chosen)

    def ask_export(self) -> None:
        """Alt+D: the form of the workbook."""
        by = By.UNIT if self.what.value in (PLATFORM, URGES) else self.what.value
        chosen = {"window": self.window_chosen, "by": by, "caliber": self.caliber.value, "which": self.which.value}
        self.last_form = QualityExport(self.shell, chosen)
        self.last_form.open_form()

    def _take(self, sheet: QualitySheet) -> None:
        self._show_part(0)
        rows = (sheet.pooled, *sheet.rows) if sheet.rows else ()
        self.list.show_rows(rows, ("这个时段还没有可统计的工单", "换一个时段，或等工单导入、回访之后再看。"))
        self.list.count.setText(f"{len(sheet.rows):,} 行，按综合成绩、受理量排序" if rows else "")
        mean = sheet.mean
        rates = "　".join(
            f"{word} {show_rate(mean[name])}"
            for name, word in (("response", "响应率"), ("resolution", "解决率"), ("satisfaction", "满意率"))
        )
        moments = "受理、回访按受理时间计，拨打、退回、问题按发生时间计。"
        means = f"各行平均：{rates}　综合 {show_score(mean['score'])}（V=0 的行不计）"
        self.mean.setText(f"{moments}汇总按合并计数；{means}")
        self.mean.setVisible(bool(rows))
        self._show(self.view.current)

    def _take_comparison(self, comparison: Comparison) -> None:
        self._show_part(1)
        self._comparison = comparison
        self._list_comparison()

    def _take_urges(self, units: tuple[UnitFigures, ...]) -> None:
        self._show_part(2)
        self.urging.show_rows(units, ("这个时段没有催办", "第 5 日各时点会按单位自动开一轮催办。"))
        sent, answered = sum(unit.sent for unit in units), sum(unit.answered for unit in units)
        self.urging.count.setText(f"{len(units):,} 个单位，发出 {sent:,} 次，有效 {answered:,} 次" if units else "")

    def _list_comparison(self) -> None:
        comparison = self._comparison
        rows = comparison.differing if self.only.value else comparison.rows
        done = f"双方都有结果的 {len(comparison.rows):,} 件都一致" if comparison.rows else "还没有平台回访结果可对比"
        self.comparing.show_rows(rows, (done, "导入带“是否联系、是否解决、是否满意”的平台文件后可对比。"))
        self.comparing.count.setText(f"对比 {len(comparison.rows):,} 件，不一致 {len(comparison.differing):,} 件")
        self.only.show_counts({True: len(comparison.differing), False: len(comparison.rows)})
        self.lonely.setText(f"仅平台有结果 {len(comparison.only_platform):,}")
        self.lonely.setEnabled(bool(comparison.only_platform))

    def _show_part(self, place: int) -> None:
        self._stack.setCurrentIndex(place)
        self.which.setVisible(place == 0)
        self.caliber.setVisible(place != 2)

    def _show(self, row: QualityRow | None) -> None:
        self.buttons = []
        if row is None:
            self.detail.show_nothing()
            return
        parts: list[QWidget] = [label(row.name, "title", wrap=True, selectable=True)]
        for heading, shown in figures(row):
            parts += [label(heading, "heading", wrap=True), self._figures(row, shown)]
        self.detail.show_parts(parts, keep_place=False)
        self.detail.show_buttons(())

    def _figures(self, row: QualityRow, shown: list[Figure]) -> QWidget:
        box = QWidget()
        flow = FlowLayout(box)
        for figure in shown:
            button = QPushButton(f"{figure.words} {len(figure.ids):,}")
            button.setProperty("filter", True)
            button.setEnabled(bool(figure.ids))
            button.setToolTip("打开这些工单")
            restyle(button, tone="red" if figure.alarming else "")
            title = f"{row.name} · {figure.words}"
            button.clicked.connect(Call(button, self._open, tuple(dict.fromkeys(figure.ids)), title).run)
            self.buttons.append(button)
            flow.addWidget(button)
        return box

    def _open(self, ids: tuple[int, ...], title: str) -> None:
        self.shell.open_queue(QueueQuery(only=ids), title)

    def _open_lonely(self) -> None:
        self._open(self._comparison.only_platform, "仅平台有回访结果")

    def _open_ticket(self, row: ComparedRow) -> None:
        self.shell.open_ticket(row.ticket_id)

    def _open_first(self, _row: object) -> None:
        if self.buttons:
            self.buttons[0].setFocus()

    def _build(self) -> None:
        for choice in (self.what, self.periods, self.caliber, self.which):
            choice.chosen.connect(self.refresh)
        self.only.chosen.connect(self._list_comparison)
        self.export.setAccessibleName("导出回访质量")
        self.export.setShortcut("Alt+D")
        self.export.clicked.connect(self.ask_export)
        self.lonely.setProperty("filter", True)
        self.lonely.clicked.connect(self._open_lonely)
        self.view.chosen.connect(self._show)
        self.view.entered_row.connect(self._open_first)
        self.compared.entered_row.connect(self._open_ticket)
        self.list.add_filters(self.mean)
        beyond = QWidget()
        flow = FlowLayout(beyond, gap=8)
        flow.addWidget(self.only)
        flow.addWidget(self.lonely)
        self.comparing.add_filters(beyond)
        both = QWidget()
        beside(both, self.list, self.detail, (800, 320))
        self._stack.addWidget(both)
        self._stack.addWidget(self.comparing)
        self._stack.addWidget(self.urging)
        self._lay_out()

    def _lay_out(self) -> None:
        top = QWidget()
        row = QHBoxLayout(top)
        row.setContentsMargins(0, 0, 0, 0)
        choices = QWidget()
        flow = FlowLayout(choices, gap=14)
        for choice in (self.what, self.periods, self.caliber, self.which):
            flow.addWidget(choice)
        row.addWidget(choices, 1)
        row.addWidget(self.export)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(10)
        outer.addWidget(top)
        outer.addWidget(self._stack, 1)
