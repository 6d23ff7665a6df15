"""The content of the alarm window: head, lines, the question for a reason, the buttons for all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.ui.kit.call import Call
from app.ui.kit.key_button import KeyButton
from app.ui.kit.labels import label, restyle
from app.ui.kit.tooltips import set_tip
from app.ui.look.theme import Theme
from app.ui.reminder.alarm.items import AlarmItem
from app.ui.reminder.alarm.line import AlarmLine
from app.ui.reminder.alarm.parts import AlarmHead, AlarmReason
from app.ui.reminder.alarm.rhythm import SNOOZE_MINUTES

LINES_AT_MOST = 20
_GAP = 8
_EDGE = 2
_LATER = f"稍后 {SNOOZE_MINUTES} 分钟"
_HINT = "关闭不算确认，未确认的会再次响铃；\n确认后仍未签收的会再提醒。在主窗口按 F12 转到这里。"


class AlarmBody(QFrame):
    """Fills its window; lines keep their places until the next `build`."""

    answered = Signal(AlarmLine)
    opened = Signal()
    all_known = Signal()
    all_later = Signal()
    put_away = Signal()

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window)
        self._theme = theme
        self.lines: list[AlarmLine] = []
        self._kept: list[AlarmLine] = []
        self.chosen: AlarmLine | None = None
        self._enabled = True
        self.head = AlarmHead(theme)
        self.head.closed.connect(self.put_away)
        self.reason = AlarmReason()
        self.more = label("", "second")
        self.hint = label(_HINT, "hint", wrap=True)
        self.buttons = (
            self._button("全部知道了", "A", "确认窗内所有提醒", self.all_known),
            self._button(_LATER, "S", f"窗内所有提醒 {SNOOZE_MINUTES} 分钟后再响，不会晚于到期时刻", self.all_later),
            self._button("打开工单", "O", "在主窗口打开所选的一条", self.opened),
        )
        self._build(window)
        self._make_lines()

    def build(self, items: Sequence[AlarmItem], now: datetime) -> None:
        """Shows these items in their order; at most 20, the rest is counted. Line widgets are reused."""
        kept = self.chosen.item.key if self.chosen is not None else None
        wanted = items[:LINES_AT_MOST]
        self.lines, self.chosen = self._kept[: len(wanted)], None
        for line, item in zip(self.lines, wanted, strict=True):
            line.begin(item, now)
        for place, line in enumerate(self._kept):
            line.setVisible(place < len(wanted))
        left_out = len(items) - len(self.lines)
        self.more.setText(f"另有 {left_out} 件，按剩余时间排在后面；以上处理完后显示" if left_out else "")
        self.more.setVisible(left_out > 0)
        self.foot.setFixedHeight(self._theme.px(58))
        self.choose(next((line for line in self.lines if line.item.key == kept), self.lines[0] if self.lines else None))
        self.enable(self._enabled)
        self.view.verticalScrollBar().setValue(0)

    def update_lines(self, by_key: Mapping[int, AlarmItem], now: datetime) -> None:
        """Updates the lines in their places; those without an alarm are shown as done."""
        for line in self.lines:
            item = by_key.get(line.item.key)
            if item is None:
                line.finish("✓ 已处理")
            else:
                line.show_item(item, now)
        open_tickets = {line.item.key for line in self.lines if not line.done}
        if self.reason.open and not set(self.reason.tickets) & open_tickets:
            self.reason.drop()
        if self.chosen is not None and self.chosen.done:
            self.choose(next((line for line in self.lines if not line.done), self.chosen))

    def all_done(self, by_key: Mapping[int, AlarmItem]) -> bool:
        """Whether no line belongs to one of these items any more."""
        return not any(line.item.key in by_key for line in self.lines)

    def tick(self, now: datetime) -> None:
        """Updates the times."""
        for line in self.lines:
            if not line.done:
                line.tick(now)

    def enable(self, enabled: bool) -> None:
        """Enables or disables the buttons."""
        self._enabled = enabled
        for button in (*self.buttons, self.head.close_button, self.reason.send, *(line.button for line in self.lines)):
            button.setEnabled(enabled)

    def say(self, words: str, *, error: bool = False) -> None:
        """Shows a sentence beside the buttons; an empty one restores the default hint."""
        self.hint.setText(words or _HINT)
        restyle(self.hint, role="error" if error else "strong" if words else "hint")

    def choose(self, line: AlarmLine | None) -> None:
        """Chooses the line that O opens."""
        self.chosen = line
        for other in self.lines:
            other.choose(other is line)
        if line is not None:
            self.view.ensureWidgetVisible(line, 0, _GAP)

    def choose_next(self, step: int) -> None:
        """Chooses the line above or below."""
        if self.chosen in self.lines:
            place = self.lines.index(self.chosen) + step
            self.choose(self.lines[max(0, min(place, len(self.lines) - 1))])

    def wanted_size(self) -> QSize:
        """The size that shows every line; the screen may be smaller."""
        px = self._theme.px
        rows = sum(line.sizeHint().height() + _GAP for line in self.lines) + _GAP
        extra = self.more.sizeHint().height() + _GAP if not self.more.isHidden() else 0
        reason = self.reason.sizeHint().height() + _GAP if self.reason.open else 0
        height = self.head.sizeHint().height() + rows + extra + reason + px(58)
        return QSize(px(720), height + 2 * _EDGE)

    def dress(self, now: datetime) -> None:
        """Takes the colours and sizes of the theme."""
        self.head.dress()
        items = [line.item for line in self.lines if not line.done]
        for line in self._kept:
            line.setParent(None)
            line.deleteLater()
        self._make_lines()
        self.build(items, now)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the ground with an edge in the colour of the head, since the window has no frame."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self.head.colour))
        inside = self.rect().adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
        painter.fillRect(inside, QColor(self._theme.tokens.background))
        painter.end()

    def _make_lines(self) -> None:
        self._kept = [AlarmLine(self._theme, place) for place in range(1, LINES_AT_MOST + 1)]
        for place, line in enumerate(self._kept):
            line.answered.connect(Call(line, self.answered.emit, line).run)
            line.chosen.connect(Call(line, self.choose, line).run)
            line.opened.connect(self.opened)
            self._column.insertWidget(place, line)
            line.hide()

    def _button(self, text: str, key: str, tip: str, signal: object) -> QPushButton:
        button = KeyButton(self._theme, f"{text}　{key}", strong=True)
        button.setAccessibleName(text)
        set_tip(button, tip)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(signal)
        return button

    def _build(self, window: QWidget) -> None:
        self.setObjectName("alarm")
        self.setFrameShape(QFrame.Shape.NoFrame)
        inside = QWidget()
        inside.setObjectName("plain")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(14, _GAP, 14, 0)
        self._column.setSpacing(_GAP)
        self._column.addWidget(self.more)
        self._column.addStretch(1)
        self.view = QScrollArea()
        self.view.setWidget(inside)
        self.view.setWidgetResizable(True)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.foot = QWidget()
        row = QHBoxLayout(self.foot)
        row.setContentsMargins(14, _GAP, 14, 12)
        row.setSpacing(_GAP)
        row.addWidget(self.hint, 1)
        for button in self.buttons:
            row.addWidget(button)
        question = QVBoxLayout()
        question.setContentsMargins(14, _GAP, 14, 0)
        question.addWidget(self.reason)
        column = QVBoxLayout(self)
        column.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.view, 1)
        column.addLayout(question)
        column.addWidget(self.foot)
        outer = QVBoxLayout(window)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self)
