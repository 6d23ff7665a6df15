"""Where the parts of the callback stand: the ticket left, the form right; or the sentence that nobody waits."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from app.desk.surveys import CallbackProgress, CallbackSheet
from app.rules.moves import TicketVerb, refusal
from app.rules.states import TicketStatus
from app.ui.callback.answers import CallbackAnswers
from app.ui.callback.progress_strip import ProgressStrip
from app.ui.callback.questions import Questions
from app.ui.callback.save_bar import SaveBar
from app.ui.callback.ticket_side import TicketSide
from app.ui.labels import label
from app.ui.shell import Shell
from app.ui.tables.scroll_page import ScrollPage


class CallbackView(QStackedWidget):
    """The widgets of the page; the questions scroll where the window is low, the buttons never leave the screen."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.side = TicketSide(shell)
        self.strip = ProgressStrip(shell)
        self.questions = Questions(shell)
        self.bar = SaveBar(shell.theme)
        self._scroll = _KeylessScroll()
        self.empty_title = label("", "heading")
        self.empty_hint = label("", "second", wrap=True)
        self.again = QPushButton("再查一次")
        self.addWidget(self._form())
        self.addWidget(self._nobody())
        self.setCurrentIndex(1)
        for row in self.questions.rows.values():
            row.focused.connect(partial(self._bring_into_sight, row))
        self.questions.reason.focused.connect(partial(self._bring_into_sight, self.bar.verdict))
        self.questions.finished.connect(partial(self._bring_into_sight, self.bar.verdict))
        self.bar.show_fresh()

    @property
    def shows_form(self) -> bool:
        """Whether a ticket stands in the form."""
        return self.currentIndex() == 0

    def open_sheet(self, sheet: CallbackSheet) -> None:
        """Shows a ticket with an empty form, the keyboard on its first question."""
        self.setCurrentIndex(0)
        self.side.show_sheet(sheet)
        self.questions.setEnabled(True)
        self.questions.show_answers(CallbackAnswers())
        self.bar.show_fresh()
        self.questions.begin()

    def show_standing(self, sheet: CallbackSheet, *, may_be_called: bool) -> None:
        """Shows how the callbacks stand, and whether this ticket may still be called or given up."""
        self.strip.show_progress(sheet.progress)
        waits = sheet.detail.row.status is TicketStatus.TO_CALL_BACK
        tried = waits and bool(sheet.detail.attempts)
        self.bar.show_missing(may_give_up=sheet.may_give_up and waits, missing=sheet.missing, tried=tried)
        if not may_be_called:
            self.bar.say_error(refusal(sheet.detail.row.status, TicketVerb.RECORD_SURVEY))
        self.questions.setEnabled(may_be_called)
        self.bar.save.setEnabled(may_be_called)

    def show_nobody(self, progress: CallbackProgress) -> None:
        """Says that nobody is to be called now, and why."""
        self.strip.show_progress(progress)
        self.side.show_nothing()
        done = progress.waiting == 0
        self.empty_title.setText("待回访已全部完成" if done else "现在没有要拨打的工单")
        told = f"今天已回访 {progress.called_today:,} 件。" if progress.called_today else ""
        later = f"还有 {progress.waiting:,} 件刚刚拨打过或已跳过，过半小时再拨。"
        self.empty_hint.setText(told + ("答复审核通过的工单会出现在这里。按 Esc 回到工单队列。" if done else later))
        self.again.setVisible(not done)
        self.setCurrentIndex(1)

    def _bring_into_sight(self, widget: QWidget) -> None:
        # after the texts that have just changed have taken their new heights
        QTimer.singleShot(0, self, partial(self._scroll.ensureWidgetVisible, widget, 0, 16))

    def _form(self) -> QWidget:
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        asked = ScrollPage()
        below = QVBoxLayout(asked)
        below.setContentsMargins(0, 0, 8, 0)
        below.setSpacing(8)
        for widget in (self.questions, self.bar.verdict, self.bar.missing):
            below.addWidget(widget)
        below.addStretch(1)
        self._scroll.setWidget(asked)
        right = QFrame()
        right.setObjectName("panel")
        column = QVBoxLayout(right)
        column.setContentsMargins(18, 14, 14, 12)
        column.setSpacing(10)
        column.addWidget(self.strip)
        column.addWidget(self._scroll, 1)
        column.addWidget(self.bar)
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.side, 4)
        row.addWidget(right, 7)
        self.side.setMinimumWidth(250)
        return page

    def _nobody(self) -> QWidget:
        panel = QFrame()
        panel.setObjectName("panel")
        column = QVBoxLayout(panel)
        column.setContentsMargins(24, 56, 24, 24)
        column.setSpacing(10)
        for words in (self.empty_title, self.empty_hint):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(words)
        column.addWidget(self.again, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        return panel


class _KeylessScroll(QScrollArea):
    """Scrolls by wheel and by the keyboard's place only: its arrow and page keys belong to the form."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()
