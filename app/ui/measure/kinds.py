"""Measures against a kind of problem: the list with what came in before and since, and its words."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desk.kind_measure import reads as kind_reads
from app.desk.kind_measure.rows import KindMeasureRow
from app.rules.decline import FEWEST_DAYS, FEWEST_TICKETS, Count
from app.ui.frame.shell import Shell
from app.ui.kit.beside import beside
from app.ui.kit.detail_panel import DetailPanel
from app.ui.kit.labels import chip, label
from app.ui.kit.list_panel import ListPanel
from app.ui.kit.table.columns import Cell, Column
from app.ui.kit.table.model import RowsModel
from app.ui.kit.table.values import long_text, made, text
from app.ui.kit.table.view import RowsView
from app.ui.kit.words import full
from app.ui.ticket.facts import grid

_EMPTY = (
    "还没有登记治理措施",
    "对某一类诉求采取措施（约谈、专项检查、发布提示）后，按 Ctrl+] 再按 J 登记类别和起始日期，这里比较前后。",
)
_HOW = (
    "措施前后各取相同天数（最多 180 天），按星期、节假日、调休日的忙闲折算；去年同期有数据的，再扣除季节因素。"
    "区间为 95 %，按泊松分布精确计算；区间含“不变”的，写看不出变化。"
)


def tone_of(row: KindMeasureRow) -> str:
    """Green for fewer, red for more, neutral where no change is seen."""
    change = None if row.compared is None else row.compared.change
    if change is None or not change.is_seen:
        return "neutral"
    return "green" if change.high < 0 else "red"


def _rate(count: Count) -> str:
    return f"{count.tickets / count.exposure:.2f} 件/日"


def _kind(row: KindMeasureRow, _now: datetime) -> Cell:
    return Cell(row.kind, row.text, bold=True)


def _since(row: KindMeasureRow, _now: datetime) -> Cell:
    return Cell(row.since.isoformat(), row.paper)


def _before(row: KindMeasureRow, _now: datetime) -> Cell:
    if row.compared is None:
        return Cell("—", pale=True)
    return Cell(f"{row.compared.before.tickets:,} 件", _rate(row.compared.before))


def _after(row: KindMeasureRow, _now: datetime) -> Cell:
    if row.compared is None:
        return Cell("—", pale=True)
    return Cell(f"{row.compared.after.tickets:,} 件", _rate(row.compared.after))


def _change(row: KindMeasureRow, _now: datetime) -> Cell:
    words, _, limits = row.words.partition("（")
    return Cell(words, why(row) or limits.rstrip("）"), bold=tone_of(row) == "green")


def why(row: KindMeasureRow) -> str:
    """Why nothing is compared; empty where it is."""
    if row.compared is None:
        return f"前后不足 {FEWEST_DAYS} 天"
    return f"前后不足 {FEWEST_TICKETS} 件" if row.compared.change is None else ""


def _day(row: KindMeasureRow) -> str:
    return row.since.isoformat()


def _words(row: KindMeasureRow) -> str:
    return row.words


COLUMNS = (
    Column("类别与措施", _kind, 200, grows=True, values=(text("类别", "kind"), long_text("措施", "text"))),
    Column("自何日起", _since, 120, values=(made("自何日起", _day, width=12), text("文号", "paper"))),
    Column("之前", _before, 100, leaves=1),
    Column("之后", _after, 100, leaves=1),
    Column("变化", _change, 200, values=(made("变化", _words, width=36),)),
)


def facts(row: KindMeasureRow) -> list[tuple[str, str]]:
    """The lines of one measure."""
    lines = [("措施", row.text), ("自何日起", row.since.isoformat()), ("文号", row.paper)]
    found = row.compared
    if found is not None:
        spans = found.spans
        lines += [
            ("之前", f"{spans.before[0]} 至 {spans.before[1]}　{found.before.tickets:,} 件　{_rate(found.before)}"),
            ("之后", f"{spans.after[0]} 至 {spans.after[1]}　{found.after.tickets:,} 件　{_rate(found.after)}"),
        ]
        if found.year is not None:
            past = f"{found.year[1].tickets:,} 件 → {found.year[0].tickets:,} 件"
            lines.append(("去年同期", f"{past}，季节因素已扣除"))
        else:
            lines.append(("去年同期", "没有数据，季节因素未扣除"))
    lines.append(("登记", f"{full(row.made_at)} · {row.made_by}"))
    return [(word, value) for word, value in lines if value]


class KindsPart(QWidget):
    """The list of measures against kinds of problems, with the comparison of the chosen one."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.model = RowsModel(COLUMNS, lambda row: row.id, shell.now, self)
        self.view = RowsView(shell, self.model, "治理措施列表")
        self.list = ListPanel("同类问题治理措施", self.view)
        self.detail = DetailPanel(shell, "选择一条措施，这里比较措施前后的受理量")
        self.view.chosen.connect(self._show)
        body = QWidget()
        beside(body, self.list, self.detail, (760, 400))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(body)

    @property
    def current(self) -> KindMeasureRow | None:
        """The chosen measure."""
        row: KindMeasureRow | None = self.view.current
        return row

    def read(self) -> None:
        """Reads the measures and compares."""
        self._shell.gateway.read(kind_reads.listing, self._take, key="kind-measures")

    def _take(self, rows: list[KindMeasureRow]) -> None:
        self.list.show_rows(rows, _EMPTY)
        seen = sum(tone_of(row) == "green" for row in rows)
        self.list.count.setText(f"{len(rows):,} 条 · 看得出下降 {seen:,} 条" if rows else "")

    def _show(self, row: KindMeasureRow | None) -> None:
        if row is None:
            self.detail.show_nothing()
            return
        parts = [
            chip(row.words.partition("（")[0], tone_of(row)),
            label(row.kind, "title", wrap=True, selectable=True),
            label(why(row) or row.words, "strong", wrap=True, selectable=True),
            grid(facts(row)),
            label(_HOW, "second", wrap=True),
        ]
        self.detail.show_parts(parts, keep_place=False)
