"""The strip over the board of duties: how many are kept, at risk, broken; strikes in a field of their own."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSplitter, QVBoxLayout, QWidget

from app.desk.obligation.rows import DutyBoard
from app.rules.assessment.kinds import warning_words
from app.rules.obligation.standing import DutyState
from app.ui.frame.shell import Shell
from app.ui.kit.labels import label, restyle
from app.ui.look.icons import icon
from app.ui.obligation.words import STATE_LOOKS

_GAP = 10
_OWN = "未做到的由本台自查得出，不等于考核次数"


class ObligationStrip(QFrame):
    """Shows the numbers of a board; colour, word and icon say each."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._shell = shell
        self.title = label("履约看板", "title")
        self.span = label("", "second", wrap=True)
        self.numbers: dict[DutyState, QLabel] = {}
        self._icons: dict[DutyState, QLabel] = {}
        self.strikes = label("", "title")
        self.circles = label("", "title")
        self.warning = label(_OWN, "second", wrap=True)
        self._build()
        shell.theme.changed.connect(self._dress)
        self._dress()

    def show_board(self, board: DutyBoard, counts: dict[DutyState, int], span: str) -> None:
        """Shows a board; `counts` are those of the listed rows."""
        self.span.setText(span)
        for state, number in self.numbers.items():
            number.setText(f"{counts[state]} {state.word}")
        limit = board.service.limit
        self.strikes.setText(f"{board.strikes} / {limit}")
        self.circles.setText(" ".join("●" if place < board.strikes else "○" for place in range(limit)))
        restyle(self.circles, ink="red" if board.strikes else "second")
        restyle(self.strikes, ink="red" if board.strikes else "green")
        warning = warning_words(board.strikes, limit)
        self.warning.setText(warning or _OWN)
        restyle(self.warning, ink="red" if warning else "second")

    def _build(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.title)
        head.addWidget(self.span, 1)
        row = QHBoxLayout()
        row.setSpacing(6)
        for state in DutyState:
            sign, number = QLabel(), label("", "title")
            self._icons[state], self.numbers[state] = sign, number
            restyle(number, ink=STATE_LOOKS[state][0])
            row.addWidget(sign)
            row.addWidget(number)
            row.addSpacing(24)
        row.addStretch(1)
        left.addLayout(head)
        left.addLayout(row)
        right = QVBoxLayout()
        right.setSpacing(6)
        named = label("委托方书面扣罚", "strong")
        top = QHBoxLayout()
        top.setSpacing(12)
        for part in (named, self.circles, self.strikes):
            top.addWidget(part)
        top.addStretch(1)
        right.addLayout(top)
        right.addWidget(self.warning)
        line = QFrame()
        line.setObjectName("rule")
        line.setFixedWidth(1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(16, 10, 16, 10)
        whole.setSpacing(20)
        whole.addLayout(left, 3)
        whole.addWidget(line)
        whole.addLayout(right, 2)

    def _dress(self) -> None:
        theme = self._shell.theme
        for state, sign in self._icons.items():
            tone, name = STATE_LOOKS[state]
            size = theme.px(20)
            sign.setPixmap(icon(name, getattr(theme.tokens, tone), size).pixmap(QSize(size, size)))
            sign.setAlignment(Qt.AlignmentFlag.AlignVCenter)


def stacked(upper: QWidget, lower: QWidget) -> QWidget:
    """Two parts one above the other, the upper one with a little more room; the person may move the border."""
    split = QSplitter(Qt.Orientation.Vertical)
    split.setHandleWidth(_GAP)
    split.setChildrenCollapsible(False)
    split.addWidget(upper)
    split.addWidget(lower)
    split.setSizes([280, 240])
    return split
