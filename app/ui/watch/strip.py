"""The strip of the watch: the ring of the present round, the last look, the figures and hours of the day."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.base.clock import to_local
from app.desk.watch.rows import WatchView
from app.rules.watch.rounds import standing
from app.rules.watch.states import RoundState
from app.ui.frame.shell import Shell
from app.ui.kit.action_buttons import action_button
from app.ui.kit.labels import ElidedLabel, label, restyle
from app.ui.kit.words import moment
from app.ui.look.theme import Theme
from app.ui.watch import words

_RING, _RING_LINE = 84, 7
_BAR_HEIGHT, _HOURS_HEIGHT = 22, 36
_SIGNS = {RoundState.MET: ("✓", "green"), RoundState.MISSED: ("✕", "red"), RoundState.OUTAGE: ("⚠", "second")}
_HOUR = timedelta(hours=1)


class WatchStrip(QFrame):
    """Shows where the watch stands; `tick` lets the ring run."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._shell = shell
        self.spans = ElidedLabel("", "second")
        self.ring = _Ring(shell.theme)
        self.state = label("", "title")
        self.last = ElidedLabel("", "second")
        self.missed = ElidedLabel("", "second")
        self.total = label("", "strong")
        self.sum = label("", "second")
        self.figures = {state: label("", "title") for state in RoundState}
        self.hours = _Hours(shell.theme)
        self.cause = action_button(shell, "watch-cause", role="filter")
        self._view: WatchView | None = None
        self._build(shell)

    def show_view(self, view: WatchView) -> None:
        """Shows a view."""
        self._view = view
        counts = words.counts_of(view)
        self.spans.setText(view.spans.words())
        self.last.setText("" if view.look is None else f"{moment(view.look.at, view.now)} {view.look.words}")
        self.missed.setText(words.missed_words(view))
        for state, figure in self.figures.items():
            figure.setText(f"{_SIGNS[state][0]} {counts[state]:,}")
            figure.setAccessibleName(f"{state.word} {counts[state]} 轮")
            restyle(figure, ink=_SIGNS[state][1] if counts[state] else "")
        total = sum(counts.values())
        self.total.setText(f"24 小时 {total:,} 轮")
        self.sum.setText(" + ".join(f"{counts[state]}" for state in RoundState) + f" = {total}")
        self.hours.show_view(view)
        self.cause.setEnabled(view.last_missed is not None)
        self.tick(view.now)

    def tick(self, now: datetime) -> None:
        """Lets the ring and the words run with the time."""
        view = self._view
        if view is None:
            return
        text, tone = words.foot_words(view, now)
        self.state.setText(text.lstrip("✓⚠ "))
        restyle(self.state, ink=tone)
        self.ring.show_round(view, now)

    def _build(self, shell: Shell) -> None:
        head = QHBoxLayout()
        head.addWidget(label("巡查", "heading"))
        head.addWidget(self.spans, 1)
        head.addWidget(self.cause)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(action_button(shell, "watch-look", strong=True, role="primary"))
        buttons.addWidget(action_button(shell, "watch-count"))
        buttons.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(4)
        left.addWidget(self.state)
        left.addWidget(self.last)
        left.addLayout(buttons)
        figures = QHBoxLayout()
        figures.setSpacing(shell.theme.px(28))
        for state, figure in self.figures.items():
            column = QVBoxLayout()
            column.setSpacing(0)
            column.addWidget(figure)
            column.addWidget(label("平台故障内" if state is RoundState.OUTAGE else state.word, "second"))
            figures.addLayout(column)
        figures.addStretch(1)
        sums = QVBoxLayout()
        sums.setSpacing(0)
        for words_ in (self.total, self.sum):
            words_.setAlignment(Qt.AlignmentFlag.AlignRight)
            sums.addWidget(words_)
        figures.addLayout(sums)
        right = QVBoxLayout()
        right.setSpacing(4)
        right.addLayout(figures)
        right.addWidget(self.missed)
        middle = QHBoxLayout()
        middle.setSpacing(shell.theme.px(20))
        middle.addWidget(self.ring)
        middle.addLayout(left, 5)
        middle.addLayout(right, 6)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 8)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(middle)
        column.addWidget(self.hours)


class _Ring(QWidget):
    """The time left in the present round; full and amber while the round is due."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._share, self._words, self._under, self._tone = 0.0, "", "", "green"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_round(self, view: WatchView, now: datetime) -> None:
        stands = standing(view.spans, now, None if view.look is None else view.look.at)
        if stands.round is None:
            self._share, self._words, self._under, self._tone = 0.0, "—", "不巡查", "second"
        else:
            left = stands.round.ends_at - now
            seconds = max(0, int(left.total_seconds()))
            self._share = left / (stands.round.ends_at - stands.round.due_at)
            self._words = f"{seconds // 60:02d}:{seconds % 60:02d}"
            self._under, self._tone = ("后算漏看", "amber") if stands.due else ("后到点", "green")
        self.setAccessibleName(f"{self._words} {self._under}")
        self.update()

    def sizeHint(self) -> QSize:
        side = self._theme.px(_RING)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        tokens = theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = theme.px(_RING_LINE)
        box = QRectF(self.rect()).adjusted(line, line, -line, -line)
        painter.setPen(QPen(QColor(tokens.track), line))
        painter.drawEllipse(box)
        colour = QColor(str(getattr(tokens, self._tone)))
        painter.setPen(QPen(colour, line, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawArc(box, 90 * 16, -int(360 * 16 * max(0.0, min(1.0, self._share))))
        painter.setPen(colour)
        painter.setFont(theme.font(15, bold=True))
        middle = box.center()
        half = theme.px(11)
        upper = QRectF(box.left(), middle.y() - 2 * half + 2, box.width(), 2 * half)
        painter.drawText(upper, int(Qt.AlignmentFlag.AlignCenter), self._words)
        painter.setPen(QColor(tokens.second))
        painter.setFont(theme.font(12))
        painter.drawText(
            QRectF(box.left(), middle.y(), box.width(), 2 * half), int(Qt.AlignmentFlag.AlignCenter), self._under
        )
        painter.end()


class _Hours(QWidget):
    """The rounds of 24 hours as bars; missed ones and those of an outage stand taller."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._view: WatchView | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_view(self, view: WatchView) -> None:
        self._view = view
        counts = words.counts_of(view)
        self.setAccessibleName("24 小时巡查：" + "，".join(f"{state.word} {counts[state]}" for state in RoundState))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, self._theme.px(_BAR_HEIGHT + _HOURS_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        view = self._view
        if view is None:
            return
        painter = QPainter(self)
        begin = to_local(view.now).replace(minute=0, second=0, microsecond=0) - 23 * _HOUR
        tokens, px = self._theme.tokens, self._theme.px
        colours = {RoundState.MET: tokens.green, RoundState.MISSED: tokens.red, RoundState.OUTAGE: tokens.second}
        width, high = self.width() / 24, px(_BAR_HEIGHT)
        sums: dict[int, list[RoundState]] = {}
        painter.fillRect(QRectF(0, high - 1, self.width(), 1), QColor(tokens.line))
        for one in view.rounds:
            place = (one.due_at - begin) / _HOUR
            if place < 0:
                continue
            bar = max(1.5, width * ((one.ends_at - one.due_at) / _HOUR) - 1.5)
            tall = high * 0.72 if one.state is RoundState.MET else high
            painter.fillRect(QRectF(place * width, high - tall, bar, tall), QColor(colours[one.state]))
            sums.setdefault(int(place), []).append(one.state)
        painter.setFont(self._theme.font(12))
        for hour in range(24):
            painter.setPen(QColor(tokens.second))
            painter.drawText(QPointF(hour * width + 1, high + px(14)), words.hour_words(begin + hour * _HOUR, view.now))
            states = sums.get(hour, [])
            met = states.count(RoundState.MET)
            if met < len(states):
                painter.setPen(QColor(tokens.red if RoundState.MISSED in states else tokens.second))
                painter.drawText(QPointF(hour * width + 1, high + px(29)), f"{met}/{len(states)}")
        painter.end()
