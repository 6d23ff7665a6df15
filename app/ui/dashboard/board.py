"""The parts of the dashboard in their places; the page and the meeting mode show the same board at other sizes."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.desk.dashboard.reads import today_asked
from app.desk.dashboard.rows import Board, TrendPoint
from app.desk.figures.asked import Asked
from app.rules.figures.fields import CALIBER_WORDS, Field
from app.ui.dashboard.heat import HeatTable
from app.ui.dashboard.ink import Ink
from app.ui.dashboard.lines import BoardLines
from app.ui.dashboard.tile import Tile
from app.ui.dashboard.trend import TrendPlot
from app.ui.dashboard.words import (
    RATES,
    period_faces,
    period_head,
    risk_line,
    satisfied_tip,
    today_faces,
    valid_words,
    warning_line,
)
from app.ui.frame.shell import Shell
from app.ui.kit.call import Call
from app.ui.kit.labels import label
from app.ui.kit.tooltips import set_tip

_TODAY = {"received": Field.RECEIVED, "closed": Field.CLOSED, "to-sign": None, "overdue": Field.OVERDUE_OPEN}
_LINES = 5
_NO_RISK = "目前没有在走的时限"
_NO_WARNING = "目前没有在办的预警"


class BoardView(QWidget):
    """Everything opens what it counts: `figure_opened` an asked figure, the others what they name."""

    figure_opened = Signal(object, object, str)  # Asked, Field, title
    cell_opened = Signal(str, str)
    ticket_opened = Signal(object)  # its id
    warning_opened = Signal(object)
    queue_opened = Signal()

    def __init__(self, shell: Shell, factor: float = 1.0) -> None:
        super().__init__()
        self.ink = Ink(shell.theme, factor)
        self.board: Board | None = None
        self.today = {name: Tile(self.ink) for name in _TODAY}
        self.period = {field: Tile(self.ink) for field in (*RATES, Field.SCORE)}
        self.trend = TrendPlot(self.ink)
        self.heat = HeatTable(self.ink)
        self.risks = BoardLines(self.ink, "最紧的时限", _NO_RISK)
        self.warnings = BoardLines(self.ink, "预警", _NO_WARNING)
        self._heads: dict[str, tuple[QLabel, QLabel, QLabel]] = {}
        self._build()
        shell.theme.changed.connect(self._dress)
        self._dress()

    def show_board(self, board: Board) -> None:
        """Shows other numbers."""
        self.board = board
        for name, face in today_faces(board).items():
            self.today[name].show_face(face)
        for field, face in period_faces(board).items():
            self.period[field].show_face(face)
        set_tip(self.period[Field.SATISFACTION], satisfied_tip(board))
        self.trend.show_points(board.trend)
        self.heat.show_heat(board.heat)
        self.risks.show_lines([risk_line(row, board.at) for row in board.risks])
        self.warnings.show_lines([warning_line(one, board.at) for one in board.warnings[:_LINES]])
        head, until = period_head(board)
        self._say("period", head, f"{until} · {CALIBER_WORDS[board.caliber]}", valid_words(board))
        self._say(
            "trend",
            "三率走势",
            f"近 {len(board.trend)} 个考核期 · 回车看工单" if board.trend else "",
            self.trend.cut_words(),
        )
        count = len(board.warnings)
        first = f" · 先列级别最高的 {_LINES} 条" if count > _LINES else ""
        self._heads["heat"][2].setText("↑↓←→ 选格 · 回车打开" if board.heat.kinds else "")
        self._say("warnings", "预警", f"在办 {count:,}{first}" if count else "没有", "")

    def _say(self, part: str, title: str, second: str, right: str) -> None:
        for widget, text in zip(self._heads[part], (title, second, right), strict=True):
            widget.setText(text)

    def _open_today(self, name: str) -> None:
        field, board = _TODAY[name], self.board
        if board is None:
            return
        if field is None:
            self.queue_opened.emit()
        else:
            word = self.today[name].face.word
            self.figure_opened.emit(today_asked(board.at, board.caliber), field, f"今天 · {word}")

    def _open_rate(self, field: Field) -> None:
        if self.board is not None:
            self.figure_opened.emit(self.board.period.asked, field, f"本考核期 · {self.period[field].face.word}")

    def _open_point(self, point: TrendPoint) -> None:
        if self.board is not None:
            asked = Asked(point.text, caliber=self.board.caliber)
            self.figure_opened.emit(asked, Field.VALID, f"{point.month} 月考核期 · 有效回访")

    def _build(self) -> None:
        for name, tile in self.today.items():
            tile.clicked.connect(Call(tile, self._open_today, name).run)
        for field, tile in self.period.items():
            tile.clicked.connect(Call(tile, self._open_rate, field).run)
        self.trend.opened.connect(self._open_point)
        self.heat.opened.connect(self.cell_opened)
        self.risks.opened.connect(self.ticket_opened)
        self.warnings.opened.connect(self.warning_opened)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.ink.px(10))
        rows = (
            (("today", "今天", "00:00 起", self._tiles(tuple(self.today.values()))), 36),
            (("period", "考核期", "", self._tiles(tuple(self.period.values()))), 64),
            (("trend", "三率走势", "", self.trend), 42),
            (("heat", "类别 × 街道", "本考核期受理 · 深浅为件数", self.heat), 58),
            (("risks", "最紧的时限", "", self.risks), 50),
            (("warnings", "预警", "", self.warnings), 50),
        )
        for place in range(0, len(rows), 2):
            row = QHBoxLayout()
            row.setSpacing(self.ink.px(10))
            for (name, title, second, body), share in rows[place : place + 2]:
                row.addWidget(self._panel(name, title, second, body), share)
            column.addLayout(row, 0 if not place else 1)

    def _tiles(self, tiles: tuple[Tile, ...]) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self.ink.px(14))
        for tile in tiles:
            row.addWidget(tile, 1)
        return box

    def _panel(self, name: str, title: str, second: str, body: QWidget) -> QFrame:
        panel = QFrame()
        panel.setObjectName("panel")
        heads = (label(title, "heading"), label(second, "second"), label("", "second"))
        self._heads[name] = heads
        head = QHBoxLayout()
        head.setSpacing(self.ink.px(10))
        head.addWidget(heads[0])
        head.addWidget(heads[1])
        head.addStretch(1)
        head.addWidget(heads[2])
        for one in heads[1:]:
            one.setMinimumWidth(10)
            one.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(panel)
        column.setContentsMargins(self.ink.px(14), self.ink.px(8), self.ink.px(12), self.ink.px(6))
        column.setSpacing(self.ink.px(4))
        column.addLayout(head)
        column.addWidget(body, 1)
        return panel

    def _dress(self) -> None:
        """Gives the heads the board's own size of type, which the style sheet does not know."""
        for title, second, right in self._heads.values():
            title.setStyleSheet(f"font-size: {self.ink.px(15)}px; font-weight: 700;")
            for one in (second, right):
                one.setStyleSheet(f"font-size: {self.ink.px(14)}px;")
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Hides what does not fit beside the titles of a narrow board."""
        super().resizeEvent(event)
        wide = self.width() >= self.ink.px(1000)
        self._heads["heat"][2].setVisible(wide)
