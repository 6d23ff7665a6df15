"""The look of the rescue screen: its parts and their places; what they do stands in `rescue`."""

from __future__ import annotations

import enum
from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.base.paths import DataFolder
from app.rules.upkeep.states import STATE_TEXTS, RegisterState
from app.ui.kit.key_button import WIDE, KeyButton
from app.ui.kit.labels import label, restyle
from app.ui.look.icons import icon
from app.ui.look.theme import Theme
from app.ui.upkeep.copies_table import CopiesTable

_WIDE, _HIGH, _LOW = 980, 560, 330
_SMALLEST = (720, 300)
_MARK = 32


class RescueAct(enum.Enum):
    """What the main button does: its word, and the word that asks for a second Enter."""

    RETRY = ("重试", "")
    RESTORE = ("恢复选中的备份", "确认恢复")
    SALVAGE = ("抢救可读内容", "确认抢救")
    BEGIN_ANEW = ("以空登记库开始", "确认以空登记库开始")
    OPEN = ("打开值守台", "")


class RescueView(QDialog):
    """The parts: sentence and advice, the copies, what a restore means, and a row of buttons with one filled."""

    def __init__(self, folder: DataFolder, theme: Theme, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.theme = theme
        self.setWindowTitle("接诉值守台：登记库无法使用")
        self.sentence_of: RegisterState | None = None
        self.mark, self.sentence = QLabel(), label("", "title", wrap=True, selectable=True)
        self.advice = label("", "second", wrap=True, selectable=True)
        self.place = label(f"数据文件夹：{folder.root}", "second", wrap=True, selectable=True)
        self.heading = label("最近的备份", "heading")
        self.table = CopiesTable(theme, now)
        self.effect = label("", "block", wrap=True, selectable=True)
        self.progress = QProgressBar()
        self.progress.setAccessibleName("进度")
        self.main = self._button("", "Enter", primary=True)
        self.salvage = self._button(RescueAct.SALVAGE.value[0], "S")
        self.other = self._button("另选备份文件…", "O")
        self.anew = self._button(RescueAct.BEGIN_ANEW.value[0], "N")
        self.retry = self._button("重试", "F5")
        self.leave = self._button("退出", "Esc")
        self.lesser = (self.leave, self.retry, self.other, self.anew, self.salvage)
        self._lay_out()

    def lay_state(self, state: RegisterState, detail: str, *, has_copies: bool) -> None:
        """Shows the sentence of a state and the parts that help with it."""
        text = STATE_TEXTS[state]
        tone = "red" if text.restorable else "amber"
        self.show_mark("circle-alert" if text.restorable else "triangle-alert", tone)
        self.sentence.setText(text.opening)
        if detail or self.sentence_of is not state:
            self.advice.setText("；".join(filter(None, (text.advice, detail))))
        self.sentence_of = state
        self.setAccessibleName(f"{text.opening}。{text.advice}")
        self.progress.hide()
        self.say("", "")
        self.heading.setVisible(text.restorable)
        self.heading.setText("最近的备份" if has_copies else "没有找到备份")
        self.table.setVisible(has_copies)
        self.salvage.setVisible(text.salvageable)
        self.other.setVisible(text.restorable)
        self.anew.setVisible(text.restorable and not text.salvageable)
        self.retry.setVisible(text.restorable)
        self.panel.setVisible(text.restorable)
        self.table.fit()
        self._column.setStretchFactor(self.panel, 1000 if has_copies else 0)
        self.resize(self.theme.px(_WIDE), self.theme.px(_HIGH if has_copies else _LOW))

    def lay_done(self) -> None:
        """Shows that the register can be opened again; only the way on remains."""
        self.show_mark("circle-check", "green")
        self.sentence.setText("登记库已恢复，可以打开值守台")
        self.advice.setText("")
        self.advice.hide()
        parts: tuple[QWidget, ...] = (self.heading, self.table, *self.lesser)
        for part in parts:
            part.hide()
        self._column.setStretchFactor(self.panel, 0)
        self.resize(self.theme.px(_WIDE), self.theme.px(_LOW))

    def show_mark(self, name: str, tone: str) -> None:
        """Shows the sign before the sentence."""
        colour = str(getattr(self.theme.tokens, tone))
        self.mark.setPixmap(icon(name, colour, _MARK).pixmap(QSize(_MARK, _MARK)))

    def show_main(self, act: RescueAct, *, armed: bool) -> None:
        """Writes the main button; a lesser button for the same act is not shown beside it."""
        word = act.value[1] if armed else act.value[0]
        self.main.setText(f"{word}{WIDE}{'再按 Enter' if armed else 'Enter'}")
        self.main.setAccessibleName(word)
        self.main.updateGeometry()
        own = {RescueAct.SALVAGE: self.salvage, RescueAct.BEGIN_ANEW: self.anew, RescueAct.RETRY: self.retry}
        if act in own and not armed:
            own[act].hide()

    def say(self, sentence: str, tone: str) -> None:
        """Writes the block under the copies."""
        self.effect.setText(sentence)
        self.effect.setVisible(bool(sentence))
        if sentence:
            self.panel.show()
        restyle(self.effect, tone=tone)

    def show_work(self, sentence: str) -> None:
        """Shows that something runs whose length is not known; nothing can be pressed meanwhile."""
        self.say(sentence, "")
        self.progress.setRange(0, 0)
        self.progress.show()
        self.enable(False)

    def enable(self, on: bool) -> None:
        """Lets the parts be used, or not."""
        parts: tuple[QWidget, ...] = (self.main, self.table, *self.lesser)
        for part in parts:
            part.setEnabled(on)

    def _button(self, word: str, key: str, *, primary: bool = False) -> QPushButton:
        button = KeyButton(self.theme, f"{word}{WIDE}{key}")
        button.setAccessibleName(word)
        button.setAutoDefault(False)
        button.setProperty("primary", primary)
        return button

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(12)
        head = QVBoxLayout()
        head.setSpacing(4)
        for words in (self.sentence, self.advice, self.place):
            head.addWidget(words)
        top.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(head, 1)
        self.panel = QFrame()
        self.panel.setObjectName("panel")
        body = QVBoxLayout(self.panel)
        body.setContentsMargins(16, 14, 16, 14)
        body.setSpacing(10)
        body.addWidget(self.heading)
        body.addWidget(self.table, 1)
        body.addWidget(self.effect)
        body.addWidget(self.progress)
        body.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in self.lesser:
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.main)
        column = QVBoxLayout(self)
        # The layout's own minimum would be that of the narrowest labels, twice as high as any screen.
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.setMinimumSize(*(self.theme.px(size) for size in _SMALLEST))
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(14)
        column.addLayout(top)
        column.addWidget(self.panel)
        column.addStretch(1)
        self._column = column
        column.addLayout(buttons)
