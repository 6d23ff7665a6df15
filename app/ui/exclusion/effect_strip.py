"""The effect of the exclusions on the three rates: both calibers side by side, and the difference in points."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from app.desk.exclusion.figures import Effect
from app.desk.figures.cells import Cells
from app.rules.exclusion.figures import change_words, points_between
from app.rules.figures.fields import ANSWERS_WORDS, Field
from app.rules.figures.rates import one_decimal
from app.rules.figures.rows import Row
from app.ui.frame.shell import Shell
from app.ui.kit.call import Call
from app.ui.kit.labels import label

_RATES = (Field.RESPONSE, Field.RESOLUTION, Field.SATISFACTION)
_HEADS = ("", "有效回访", "响应率", "解决率", "满意率", "综合成绩")
_CALIBERS = ("全口径", "不含剔除")


class EffectStrip(QFrame):
    """Three lines: 全口径, 不含剔除, 变化; every figure of the first two opens its tickets, a button the difference."""

    tickets_requested = Signal(tuple, str)

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.heading = label("对三率的影响", "heading")
        self.left_out = QPushButton("")
        self.left_out.setProperty("filter", True)
        self.left_out.clicked.connect(self._ask_left_out)
        self.cells: list[list[QLabel | QPushButton]] = []
        self._effect: Effect | None = None
        grid = QGridLayout()
        grid.setHorizontalSpacing(shell.theme.px(22))
        grid.setVerticalSpacing(4)
        for place, word in enumerate(_HEADS):
            grid.addWidget(label(word, "second"), 0, place)
        for line in range(1, 4):
            cells = [self._cell(line, place) for place in range(len(_HEADS))]
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

    def _cell(self, line: int, place: int) -> QLabel | QPushButton:
        """A figure as a link to its tickets; a name or a change as a text."""
        if not place or line > len(_CALIBERS):
            return label("—", "strong" if line > len(_CALIBERS) else "", selectable=True)
        button = QPushButton("—")
        button.setProperty("link", True)
        button.setToolTip("打开这些工单")
        button.setEnabled(False)
        button.clicked.connect(Call(button, self._ask, line - 1).run)
        return button

    def _ask(self, line: int) -> None:
        if self._effect is not None:
            cells = (self._effect.full, self._effect.without)[line]
            self.tickets_requested.emit(cells.ids["valid"], f"{_CALIBERS[line]} · 有效回访")

    def _ask_left_out(self) -> None:
        if self._effect is not None:
            self.tickets_requested.emit(self._effect.left_out, "已剔除的有效回访")

    def show_effect(self, effect: Effect, period: str) -> None:
        """Shows both calibers of a period."""
        self._effect = effect
        self.heading.setText(f"对三率的影响 · {period}（按受理时间计，{ANSWERS_WORDS[effect.answers]}）")
        self.left_out.setText(f"剔除的有效回访 {len(effect.left_out):,}")
        self.left_out.setToolTip("打开这些工单")
        self.left_out.setEnabled(bool(effect.left_out))
        full, without = effect.full.row, effect.without.row
        lines = (
            (_CALIBERS[0], *_line(effect.full)),
            (_CALIBERS[1], *_line(effect.without)),
            ("变化", *_changes(full, without)),
        )
        for cells, texts in zip(self.cells, lines, strict=True):
            for cell, text in zip(cells, texts, strict=True):
                cell.setText(text)
        for line, shown in enumerate((effect.full, effect.without)):
            for cell in self.cells[line][1:]:
                cell.setEnabled(bool(shown.ids["valid"]))


def _line(cells: Cells) -> tuple[str, ...]:
    row = cells.row
    rates = (f"{printed}%" if (printed := row.printed(field)) is not None else "—" for field in _RATES)
    score = row.printed(Field.SCORE)
    return (f"{row.counted.valid:,}", *rates, "—" if score is None else str(score))


def _changes(full: Row, without: Row) -> tuple[str, ...]:
    gap = without.counted.valid - full.counted.valid
    points = [change_words(points_between(_printed(full, field), _printed(without, field))) for field in _RATES]
    score = points_between(_printed(full, Field.SCORE), _printed(without, Field.SCORE))
    if not score:
        words = "—" if score is None else "持平"
    else:
        words = f"{'上升' if score > 0 else '下降'} {one_decimal(abs(score))} 分"
    return (f"{gap:+,}" if gap else "持平", *points, words)


def _printed(row: Row, field: Field) -> str | None:
    value = row.printed(field)
    return None if value is None else str(value)
