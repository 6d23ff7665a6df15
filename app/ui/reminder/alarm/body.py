"""The content of the alarm window: head, lines, the line of old ones, the question for a reason, the buttons."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.rules.escalation.texts import span_words
from app.ui.kit.key_button import KeyButton
from app.ui.kit.labels import label, restyle
from app.ui.kit.tooltips import set_tip
from app.ui.look.theme import Theme
from app.ui.reminder.alarm.board import NOTHING, Board, over_heading
from app.ui.reminder.alarm.items import TEST_TICKET
from app.ui.reminder.alarm.line import AlarmLine, Entry
from app.ui.reminder.alarm.lines import AlarmLines
from app.ui.reminder.alarm.parts import AlarmHead, AlarmReason, OldLine
from app.ui.reminder.alarm.rhythm import SNOOZE_MINUTES
from app.ui.reminder.matters import opening_words

_GAP = 8
_EDGE = 2
_SIDE = 14
_FOOT = 84
_HINT = "关闭不等于确认，未确认的会再次响铃。F12 往返，Esc 缩成一条，PgDn 翻页，回车处理选中的一条"


class AlarmBody(QFrame):
    """Fills its window; lines keep their places until the next `build`."""

    answered = Signal(AlarmLine)
    opened = Signal()
    all_signed = Signal()
    all_known = Signal()
    all_later = Signal()
    put_away = Signal()

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window)
        self._theme = theme
        self.board: Board = NOTHING
        self._enabled = True
        self.head = AlarmHead(theme)
        self.head.closed.connect(self.put_away)
        self.list = AlarmLines(theme)
        self.list.answered.connect(self.answered)
        self.list.opened.connect(self.opened)
        self.list.turned.connect(self._show_place)
        self.list.picked.connect(self._show_opening)
        self.old = OldLine(theme)
        self.reason = AlarmReason()
        self.watch = label("", "second")
        self.watch.hide()
        self.hint = label(_HINT, "hint", wrap=True)
        self.place = label("", "hint")
        self.sign_all = self._button("", "", self.all_signed)
        self.sign_all.setProperty("primary", True)
        self.know_all = self._button("", "确认所有提醒，早已超期的也在内", self.all_known)
        tip = f"所有提醒 {SNOOZE_MINUTES} 分钟后再响，不会晚于到期时刻"
        self.later = self._button(f"{SNOOZE_MINUTES} 分钟后　S", tip, self.all_later)
        self.call = self._button("通话中　T", "通话期间静音，只留一条；再按一次结束", None)
        self.open = self._button("打开工单　O", "在主窗口打开所选的一条", self.opened)
        self.buttons = (self.sign_all, self.know_all, self.later, self.call, self.open)
        self._build(window)

    @property
    def lines(self) -> list[AlarmLine]:
        """The lines in view."""
        return self.list.lines

    def build(self, board: Board, now: datetime) -> None:
        """Shows the lines of a board in their order."""
        self.board = board
        entries = [Entry(item) for item in board.listed]
        first_over = len(board.items) - board.just_over(now)
        if first_over < len(entries):
            entries[first_over].heading = over_heading(board, now)
        self.list.build(entries, now)
        self.foot.setFixedHeight(self._theme.px(_FOOT))
        self._count(now)
        self.enable(self._enabled)

    def update_lines(self, board: Board, now: datetime) -> None:
        """Updates the lines in their places; those without an alarm are shown as done."""
        self.board = board
        self.list.update_items(board.by_ticket, now)
        if self.reason.open and not set(self.reason.tickets) & set(board.to_sign):
            self.reason.drop()
        self._count(now)

    def all_done(self, board: Board) -> bool:
        """Whether no line belongs to one of the tickets of this board any more."""
        return not any(entry.item.key in board.by_ticket for entry in self.list.entries)

    def tick(self, now: datetime) -> None:
        """Updates the times."""
        self.list.tick(now)

    def enable(self, enabled: bool) -> None:
        """Enables or disables the buttons."""
        self._enabled = enabled
        self.list.enable(enabled)
        for button in (*self.buttons, self.head.close_button, self.reason.send, self.old.button):
            button.setEnabled(enabled)

    def say(self, words: str, *, error: bool = False) -> None:
        """Shows a sentence under the buttons; an empty one restores the default hint."""
        self.hint.setText(words or _HINT)
        restyle(self.hint, role="error" if error else "strong" if words else "hint")

    def show_watch(self, words: str) -> None:
        """Shows a missed watch round in one line below all others; an empty text takes it away."""
        self.watch.setText(words)
        self.watch.setVisible(bool(words))

    def show_call(self, active: bool) -> None:
        """Says on the button whether it begins a call or ends it."""
        self._word(self.call, "结束通话" if active else "通话中", "T")

    def wanted_size(self) -> QSize:
        """The size that shows up to nine lines; the screen may be smaller."""
        px = self._theme.px
        old = self.old.sizeHint().height() + _GAP if not self.old.isHidden() else 0
        lines = self.list.wanted_height() if self.list.entries else px(_GAP)
        # The offered reasons take several rows: their height follows from the width.
        inside = px(780) - 2 * (_EDGE + _GAP)
        reason = self.reason.heightForWidth(inside) + _GAP if self.reason.open else 0
        watch = self.watch.sizeHint().height() + _GAP if not self.watch.isHidden() else 0
        height = self.head.sizeHint().height() + lines + old + reason + watch + px(_FOOT)
        return QSize(px(780), height + 2 * _EDGE)

    def dress(self, now: datetime) -> None:
        """Takes the colours and sizes of the theme."""
        self.head.dress()
        self.old.dress()
        self.list.dress()
        self.list.tick(now)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the ground with an edge in the colour of the head, since the window has no frame."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self.head.colour))
        inside = self.rect().adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
        painter.fillRect(inside, QColor(self._theme.tokens.background))
        painter.end()

    def _count(self, now: datetime) -> None:
        """Says on the buttons how many they act on; one of them is filled."""
        board = self.board
        signs, every = len(board.to_sign), len(board.by_ticket)
        self._word(self.sign_all, f"全部签收 {signs:,} 件", "Ctrl+回车")
        self.sign_all.setVisible(signs > 0)
        self._word(self.know_all, f"确认全部 {every:,} 件", "A")
        restyle(self.know_all, primary=not signs)
        oldest = board.oldest()
        age = "" if oldest is None else span_words(now - oldest)
        self.old.show_old(len(board.old), age, len(board.came_old))
        self._show_place()
        self._show_opening()

    def _show_opening(self) -> None:
        chosen = self.list.chosen
        self._word(self.open, opening_words(chosen.key if chosen is not None else TEST_TICKET), "O")

    def _show_place(self) -> None:
        total, first, shown = len(self.list.entries), self.list.top + 1, len(self.list.lines)
        walks, more = total > shown, len(self.board.items) - total
        rest = f"，另有 {more:,} 件在这些之后列出" if more > 0 else ""
        self.place.setText(f"第 {first}–{first + shown - 1} 件，共 {total:,} 件{rest}" if walks else "")
        self.place.setVisible(walks)

    @staticmethod
    def _word(button: QPushButton, word: str, key: str) -> None:
        button.setText(f"{word}　{key}")
        button.setAccessibleName(word)

    def _button(self, text: str, tip: str, signal: object) -> QPushButton:
        button = KeyButton(self._theme, text, strong=True)
        button.setAccessibleName(text.partition("　")[0])
        set_tip(button, tip)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAutoDefault(False)
        if signal is not None:
            button.clicked.connect(signal)
        return button

    def _build(self, window: QWidget) -> None:
        self.setObjectName("alarm")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.foot = QWidget()
        row = QHBoxLayout()
        row.setSpacing(_GAP)
        for button in self.buttons:
            row.addWidget(button)
        row.addStretch(1)
        words = QHBoxLayout()
        words.setSpacing(_GAP)
        words.addWidget(self.hint, 1)
        words.addWidget(self.place)
        under = QVBoxLayout(self.foot)
        under.setContentsMargins(_SIDE, _GAP, _SIDE, _GAP)
        under.setSpacing(_GAP)
        under.addLayout(row)
        under.addLayout(words)
        between = QVBoxLayout()
        between.setContentsMargins(_SIDE, 0, _SIDE, 0)
        between.setSpacing(_GAP)
        between.addWidget(self.old)
        between.addWidget(self.reason)
        between.addWidget(self.watch)
        column = QVBoxLayout(self)
        column.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.list, 1)
        column.addLayout(between)
        column.addWidget(self.foot)
        outer = QVBoxLayout(window)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self)
