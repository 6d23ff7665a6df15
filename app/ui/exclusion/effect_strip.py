"""The effect of the exclusions on the three rates: both calibers side by side, and the difference in points."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from app.desk.exclusion.figures import Caliber
from app.rules.exclusion.figures import change_words, points_between
from app.rules.figures.rates import (
    Counts,
    resolution_rate,
    response_rate,
    satisfaction_rate,
    score,
    show_rate,
    show_score,
)
from app.ui.frame.shell import Shell
from app.ui.kit.labels import label

_RATES = (("响应率", response_rate), ("解决率", resolution_rate), ("满意率", satisfaction_rate))
_HEADS = ("", "有效回访", "响应率", "解决率", "满意率", "综合成绩")


class EffectStrip(QFrame):
    """Three lines: 全口径, 不含剔除, 变化; a button opens the tickets that make the difference."""

    left_out_requested = Signal(tuple)

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.heading = label("对三率的影响", "heading")
        self.left_out = QPushButton("")
        self.left_out.setProperty("filter", True)
        self.left_out.clicked.connect(self._ask)
        self.cells: list[list[QLabel]] = []
        self._ids: tuple[int, ...] = ()
        grid = QGridLayout()
        grid.setHorizontalSpacing(shell.theme.px(22))
        grid.setVerticalSpacing(4)
        for place, word in enumerate(_HEADS):
            grid.addWidget(label(word, "second"), 0, place)
        for line in range(1, 4):
            cells = [label("—", "strong" if line == 3 else "", selectable=True) for _ in _HEADS]
            self.cells.append(cells)
            for place, cell in enumerate(cells):
                grid.addWidget(cell, line, place)
        grid.setColumnStretch(len(_HEADS), 1)
        head = QHBoxLayout()
        head.addWidget(self.heading)
        head.addStretch(1)
        head.addWidget(self.left_out)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.addLayout(head)
        column.addLayout(grid)

    def _ask(self) -> None:
        self.left_out_requested.emit(self._ids)

    def show_effect(self, effect: Caliber, period: str) -> None:
        """Shows both calibers of a period."""
        self._ids = effect.left_out
        self.heading.setText(f"对三率的影响 · {period}")
        self.left_out.setText(f"剔除的有效回访 {len(self._ids):,}")
        self.left_out.setToolTip("打开这些工单")
        self.left_out.setEnabled(bool(self._ids))
        full, without = effect.full, effect.without
        changes = [change_words(points_between(rate(full), rate(without))) for _, rate in _RATES]
        gap = f"{without.valid - full.valid:+,}" if without.valid != full.valid else "持平"
        lines = (
            ("全口径", *_line(full)),
            ("不含剔除", *_line(without)),
            ("变化", gap, *changes, _score_change(full, without)),
        )
        for cells, texts in zip(self.cells, lines, strict=True):
            for cell, text in zip(cells, texts, strict=True):
                cell.setText(text)


def _line(counts: Counts) -> tuple[str, ...]:
    rates = (show_rate(rate(counts)) for _, rate in _RATES)
    return (f"{counts.valid:,}", *rates, show_score(score(counts)))


def _score_change(full: Counts, without: Counts) -> str:
    before, after = score(full), score(without)
    if before is None or after is None:
        return "—"
    return f"{'上升' if after > before else '下降'} {abs(after - before)} 分" if after != before else "持平"
