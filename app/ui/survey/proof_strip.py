"""The proof meter: the state of every ticket of the assessment period; a figure opens its tickets."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.base.clock import local_day
from app.desk.survey.pilot import Proof
from app.desk.survey.sheet import CallbackProgress
from app.rules.shared.time_left import clock_time
from app.rules.survey.callback_order import CallState
from app.rules.survey.proof import PROOF_WORDS, ProofState
from app.ui.frame.shell import Shell
from app.ui.kit.call import Call
from app.ui.kit.flow_layout import FlowLayout
from app.ui.kit.labels import ElidedLabel, chip, label, restyle
from app.ui.kit.tooltips import set_tip
from app.ui.look.theme import Theme

_TONES = {
    ProofState.REACHED: "green",
    ProofState.EXHAUSTED: "amber",
    ProofState.CALLED: "accent",
    ProofState.MISSED: "red",
}
_SIGNS = {ProofState.REACHED: "✓ ", ProofState.MISSED: "✕ "}


def today_words(progress: CallbackProgress) -> str:
    """Today's figures in one line."""
    return (
        f"今日 已回访 {progress.called_today:,}　无法联系 {progress.unreachable_today:,}　待回访 {progress.waiting:,}"
    )


def order_words(progress: CallbackProgress) -> str:
    """How many can be dialled now, later in this shift, or in the next one."""
    counts = progress.pilot.counts()
    now = counts[CallState.NOW] + counts[CallState.GIVE_UP]
    return (
        f"现在可拨 {now:,} · 本班稍后 {counts[CallState.LATER]:,} · 下一班 {counts[CallState.NEXT_SHIFT]:,}"
        f"（本班至 {clock_time(progress.pilot.shift_end)[-5:]}）"
    )


def proof_words(proof: Proof) -> str:
    """本考核期 11-19 至 12-18（按受理时间计）　应回访 120，已落实 117（97.5%）."""
    first, last = local_day(proof.window.start), local_day(proof.window.end - timedelta(seconds=1))
    # Rounded down, so that 100 % means all.
    share = f"（{proof.proven * 1000 // proof.due / 10:.1f}%）" if proof.due else ""
    period = f"本考核期 {first:%m-%d} 至 {last:%m-%d}（按受理时间计）"
    return f"{period}　应回访 {proof.due:,}，已落实 {proof.proven:,}{share}"


class ProofStrip(QFrame):
    """Title, today's figures, the proof of the period with its bar, and a figure for each state."""

    figure_requested = Signal(object)  # ProofState
    order_requested = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.figures = ElidedLabel("", "second")
        self.figures.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.on_call = chip("☎ 通话中", "green")
        self.on_call.setAccessibleName("通话中")
        self.on_call.setToolTip("报警静音，只留一条；按 Shift+F12 结束通话")
        self.on_call.hide()
        self.proof = label("", "strong")
        self.order = QPushButton("")
        self.order.setProperty("link", True)
        self.order.setToolTip("查看全部待回访工单的拨打次序和理由（Alt+L）")
        self.order.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.order.clicked.connect(self.order_requested)
        self.bar = _Bar(shell.theme)
        self.shown: Proof | None = None
        self.buttons: dict[ProofState, QPushButton] = {}
        self._build(shell.theme)

    def show_progress(self, progress: CallbackProgress) -> None:
        """Shows new figures."""
        proof = self.shown = progress.proof
        self.figures.setText(today_words(progress))
        self.proof.setText(proof_words(proof))
        done = proof.due and proof.proven == proof.due
        restyle(self.proof, tone="green" if done else None)
        self.order.setText(order_words(progress) + "　Alt+L")
        self.order.setAccessibleName("拨打次序：" + order_words(progress))
        for state, button in self.buttons.items():
            count = len(proof.ids[state])
            button.setText(f"{_SIGNS.get(state, '')}{PROOF_WORDS[state]} {count:,}")
            button.setEnabled(bool(count))
            restyle(button, tone=_TONES.get(state, "") if count else "")
        self.bar.show_proof(proof)

    def _build(self, theme: Theme) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(label("回访满意度调查", "title"))
        head.addWidget(self.on_call)
        head.addWidget(self.figures)
        head.addStretch(1)
        head.addWidget(self.proof)
        row = QWidget()
        row.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        flow = FlowLayout(row, gap=theme.px(6))
        for state in ProofState:
            button = QPushButton(PROOF_WORDS[state])
            button.setProperty("filter", True)
            set_tip(button, f"打开这些工单：{PROOF_WORDS[state]}（不含补录和已退单）")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(Call(button, self.figure_requested.emit, state).run)
            self.buttons[state] = button
            flow.addWidget(button)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(row, 1)
        foot.addWidget(self.order)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 14, 8)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.bar)
        column.addLayout(foot)


class _Bar(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._proof: Proof | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_proof(self, proof: Proof) -> None:
        self._proof = proof
        self.setAccessibleName(proof_words(proof))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(80, 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, proof = self._theme.tokens, self._proof
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rounded = QPainterPath()
        rounded.addRoundedRect(QRectF(self.rect()), 4, 4)
        painter.setClipPath(rounded)
        painter.fillRect(self.rect(), QColor(tokens.track))
        begin = 0.0
        for state, tone in _TONES.items():
            width = self.width() * len(proof.ids[state]) / proof.due if proof is not None and proof.due else 0.0
            painter.fillRect(QRectF(begin, 0, width, self.height()), QColor(str(getattr(tokens, tone))))
            begin += width
        painter.end()
