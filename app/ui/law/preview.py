"""The live preview of a ticket dispatched now: each clock with its end and its reminders."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.desk.law.versions import PreviewClock
from app.rules.law.clocks import TIME_CLASS_WORDS, TimeClass, Urgency
from app.rules.law.ladders import LADDER_WORDS
from app.rules.shared.time_left import clock_time
from app.ui.frame.shell import Shell
from app.ui.kit.labels import label
from app.ui.kit.scrolling import ScrollPage
from app.ui.law.fields import LevelNames


class RulePreview(QFrame):
    """The clocks of one urgency and class; `requested` is emitted when another one is chosen."""

    requested = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._shell = shell
        self.urgency, self.time_class = QComboBox(), QComboBox()
        for time_class, word in TIME_CLASS_WORDS.items():
            self.time_class.addItem(word, time_class.value)
        for box, spoken in ((self.urgency, "预览的紧急程度"), (self.time_class, "预览的办理类别")):
            box.setAccessibleName(spoken)
            box.currentIndexChanged.connect(self.requested)
        self.heading = label("", "second", wrap=True)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setAccessibleName("预览：各时限和提醒")
        self._scroll.setProperty("stop", True)
        head = QHBoxLayout()
        head.addWidget(label("时限预览", "heading"), 1)
        head.addWidget(self.urgency)
        head.addWidget(self.time_class)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 6, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.heading)
        column.addWidget(self._scroll, 1)
        self.setMinimumWidth(300)

    def offer(self, levels: LevelNames) -> None:
        """Sets the levels of urgency that can be previewed; the chosen one stays while it exists."""
        offered = [
            (self.urgency.itemData(place), self.urgency.itemText(place)) for place in range(self.urgency.count())
        ]
        if offered == [*levels]:
            return
        chosen = self.urgency.currentData()
        self.urgency.blockSignals(True)
        self.urgency.clear()
        for code, word in levels:
            self.urgency.addItem(word, code)
        self.urgency.setCurrentIndex(max(0, self.urgency.findData(chosen)))
        self.urgency.blockSignals(False)

    def chosen(self) -> tuple[Urgency, TimeClass]:
        """The previewed urgency and class."""
        return Urgency(self.urgency.currentData()), TimeClass(self.time_class.currentData())

    def show_clocks(self, clocks: Sequence[PreviewClock], now: datetime) -> None:
        """Shows the clocks as a list."""
        self.heading.setText(f"假设此刻（{clock_time(now)}）派单、转待回访、提交退单：")
        page = ScrollPage()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 10, 0)
        column.setSpacing(12)
        for clock in clocks:
            column.addWidget(_clock(clock, self._shell.theme.px(88)))
        column.addStretch(1)
        self._scroll.setWidget(page)

    def show_refusal(self, words: str) -> None:
        """Shows why nothing can be previewed."""
        self.heading.setText(words)
        self._scroll.setWidget(ScrollPage())


def _clock(clock: PreviewClock, first: int) -> QWidget:
    box = QWidget()
    grid = QGridLayout(box)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(14)
    grid.setVerticalSpacing(3)
    grid.setColumnStretch(1, 1)
    grid.setColumnMinimumWidth(0, first)
    grid.addWidget(label(LADDER_WORDS[clock.clock], "strong"), 0, 0)
    grid.addWidget(label(f"应于 {clock_time(clock.due)} 前", "strong", wrap=True), 0, 1)
    for row, (at, title) in enumerate(clock.reminders, start=1):
        grid.addWidget(label(clock_time(at), "second"), row, 0)
        grid.addWidget(label(title, wrap=True), row, 1)
    if not clock.reminders:
        grid.addWidget(label("不提醒", "second"), 1, 1)
    return box
