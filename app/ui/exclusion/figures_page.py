"""The figures of exclusion by type, unit and reason of rejection, above them the effect on the three rates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QComboBox, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.base.changes import Change
from app.base.table import Kind
from app.desk.exclusion import catalogue as exclusion_catalogue
from app.desk.exclusion import figures as exclusion_figures
from app.desk.exclusion.catalogue import CatalogueVersion
from app.desk.exclusion.figures import ExclusionFigures
from app.desk.queue.rows import QueueQuery
from app.rules.exclusion.figures import Share
from app.rules.figures.rates import show_rate
from app.ui.exclusion.effect_strip import EffectStrip
from app.ui.exclusion.papers_form import FiguresExport
from app.ui.frame.pages import Page
from app.ui.frame.shell import Shell
from app.ui.kit.beside import beside
from app.ui.kit.call import Call
from app.ui.kit.detail_panel import DetailPanel
from app.ui.kit.filters import ChoiceRow
from app.ui.kit.flow_layout import FlowLayout
from app.ui.kit.key_button import KeyButton
from app.ui.kit.labels import label
from app.ui.kit.list_panel import ListPanel
from app.ui.kit.periods import ASSESSMENT, DAY_PERIODS, PeriodRow
from app.ui.kit.table.columns import Amount, Cell, Column
from app.ui.kit.table.model import RowsModel
from app.ui.kit.table.values import made, text
from app.ui.kit.table.view import RowsView

KIND, UNIT, REASON = "kind", "unit", "reason"
Reason = tuple[str, tuple[int, ...]]


def _number(name: str) -> Column:
    words = {"applied": "申请", "passed": "通过", "refused": "未通过", "waiting": "未定"}
    count = _counter(name)
    return Column(
        words[name],
        lambda share, _now: Cell(f"{count(share):,}"),
        76,
        values=(made(words[name], count, Kind.INTEGER, 8),),
        amount=Amount(f"{words[name]}合计", count),
        right=True,
    )


def _counter(name: str) -> Callable[[Share], int]:
    def count(share: Share) -> int:
        return len(getattr(share, name))

    return count


def _pass_rate(share: Share) -> float | None:
    return None if share.pass_rate is None else float(share.pass_rate)


def _tickets(reason: Reason) -> int:
    return len(reason[1])


SHARE_COLUMNS = (
    Column(
        "类型或单位",
        lambda share, _now: Cell(share.word, bold=True),
        220,
        grows=True,
        values=(text("类型或单位", "word", 30),),
    ),
    *(_number(name) for name in ("applied", "passed", "refused", "waiting")),
    Column(
        "通过率",
        lambda share, _now: Cell(show_rate(share.pass_rate)),
        90,
        values=(made("通过率", _pass_rate, Kind.PERCENT, 10),),
        right=True,
    ),
)
REASON_COLUMNS = (
    Column("未通过、退回的原因", lambda reason, _now: Cell(reason[0], bold=True), 300, grows=True),
    Column(
        "工单",
        lambda reason, _now: Cell(f"{len(reason[1]):,}"),
        90,
        values=(made("工单", _tickets, Kind.INTEGER, 8),),
        amount=Amount("工单合计", _tickets),
        right=True,
    ),
)


class ExclusionFiguresPage(Page):
    """合计 stands first; every number of the chosen line opens its tickets."""

    name = "exclusion-figures"
    shows = Change.EXCLUSIONS | Change.TICKETS | Change.CONTACTS

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.what = ChoiceRow("查看", [(KIND, "按类型"), (UNIT, "按单位"), (REASON, "未通过原因")])
        self.periods = PeriodRow(shell, DAY_PERIODS[1:], ASSESSMENT, words="三率时段")
        self.answers = ChoiceRow("回访", [("platform", "平台"), ("desk", "本台")])
        self.month = QComboBox()
        self.effect = EffectStrip(shell)
        self.shares = RowsView(
            shell, RowsModel(SHARE_COLUMNS, lambda row: row.word, shell.now, self, pinned=1), "不纳入考核统计"
        )
        self.reasons = RowsView(shell, RowsModel(REASON_COLUMNS, lambda row: row[0], shell.now, self), "未通过原因统计")
        self.list = ListPanel("不纳入考核统计", self.shares)
        self.why = ListPanel("未通过、退回的原因", self.reasons)
        self.detail = DetailPanel(shell, "选择一行，点数字打开工单")
        self.buttons: list[QPushButton] = []
        self.figures: ExclusionFigures | None = None
        self.last_form: FiguresExport | None = None
        self.export = KeyButton(shell.theme, "导出　Alt+D")
        self._stack = QStackedWidget()
        self._build()

    def refresh(self) -> None:
        """Counts the figures again."""
        start, end = self._span()
        read, month = self.shell.gateway.read, str(self.month.currentData() or "")
        chosen = {"month": month, "start": start, "end": end, "answers": self.answers.value}
        read(exclusion_figures.figures, self._take, key="exclusion-figures", **chosen)
        read(exclusion_catalogue.versions, self._take_months, key="exclusion-months")

    def _span(self) -> tuple[datetime, datetime]:
        period, now = self.periods.period, self.shell.now()
        return period.start or now, period.end or now

    def _take(self, figures: ExclusionFigures) -> None:
        self.figures = figures
        self.effect.show_effect(figures.effect, self.periods.value)
        self._list()

    def _take_months(self, versions: tuple[CatalogueVersion, ...]) -> None:
        for month in sorted({version.month for version in versions}, reverse=True):
            if self.month.findData(month) < 0:
                self.month.addItem(month, month)

    def ask_export(self) -> None:
        """Alt+D: the form of the workbook."""
        if self.figures is not None:
            month = str(self.month.currentData() or "")
            self.last_form = FiguresExport(self.shell, self.figures, month=month, period=self.periods.value)
            self.last_form.open_form()

    def _list(self) -> None:
        figures = self.figures
        if figures is None:
            return
        self._stack.setCurrentIndex(int(self.what.value == REASON))
        lines = figures.kinds if self.what.value == KIND else figures.units
        empty = ("还没有不纳入考核申请", "有申请以后，这里按类型、单位统计通过率。")
        self.list.show_rows((figures.total, *lines) if lines else (), empty)
        self.why.show_rows(figures.refusals, ("没有未通过或退回的申请", "退回、不予通过的意见会归在这里。"))
        text = f"申请 {len(figures.total.applied):,} 件 · 通过率 {show_rate(figures.total.pass_rate)}"
        self.list.count.setText(text if lines else "")
        self._show_current()

    def _show_current(self) -> None:
        reasons = self.what.value == REASON
        row = self.reasons.current if reasons else self.shares.current
        if row is None:
            self.buttons = []
            self.detail.show_nothing()
        elif reasons:
            self._show(row[0], [("工单", row[1])])
        else:
            self._show(row.word, _numbers(row))

    def _show(self, word: str, numbers: list[tuple[str, tuple[int, ...]]]) -> None:
        self.buttons = []
        box = QWidget()
        flow = FlowLayout(box)
        for name, ids in numbers:
            button = QPushButton(f"{name} {len(ids):,}")
            button.setProperty("filter", True)
            button.setEnabled(bool(ids))
            button.setToolTip("打开这些工单")
            button.clicked.connect(Call(button, self._open, ids, f"{word} · {name}").run)
            self.buttons.append(button)
            flow.addWidget(button)
        self.detail.show_parts([label(word, "title", wrap=True, selectable=True), box], keep_place=False)
        self.detail.show_buttons(())

    def _open(self, ids: tuple[int, ...], title: str) -> None:
        self.shell.open_queue(QueueQuery(only=ids), title)

    def _focus_first(self, _row: object) -> None:
        if self.buttons:
            self.buttons[0].setFocus()

    def _build(self) -> None:
        self.month.addItem("全部月份", "")
        self.month.setAccessibleName("按目录月份筛选")
        self.month.activated.connect(self.refresh)
        self.periods.chosen.connect(self.refresh)
        self.answers.chosen.connect(self.refresh)
        self.what.chosen.connect(self._list)
        self.effect.tickets_requested.connect(self._open)
        for view in (self.shares, self.reasons):
            view.chosen.connect(self._show_current)
            view.entered_row.connect(self._focus_first)
        self.export.setAccessibleName("导出不纳入考核统计")
        self.export.setProperty("filter", True)
        self.export.setShortcut("Alt+D")
        self.export.clicked.connect(self.ask_export)
        both = QWidget()
        for panel in (self.list, self.why):
            self._stack.addWidget(panel)
        beside(both, self._stack, self.detail, (800, 320))
        choices = QWidget()
        flow = FlowLayout(choices, gap=14)
        for widget in (self.what, self.month, self.periods, self.answers, self.export):
            flow.addWidget(widget)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(10)
        for part in (choices, self.effect):
            outer.addWidget(part)
        outer.addWidget(both, 1)


def _numbers(share: Share) -> list[tuple[str, tuple[int, ...]]]:
    return [("申请", share.applied), ("通过", share.passed), ("未通过", share.refused), ("未定", share.waiting)]
