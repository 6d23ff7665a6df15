"""The layout of the callback page: the meter on top, the ticket left, the form right; or the order."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from app.desk.survey.sheet import CallbackProgress, CallbackSheet
from app.rules.survey.form import shipped_forms
from app.rules.ticket.moves import TICKET_FLOW, TicketVerb
from app.rules.ticket.states import TicketStatus
from app.ui.frame.shell import Shell
from app.ui.kit.call import call_later
from app.ui.kit.scrolling import ScrollPage
from app.ui.survey.answers import CallbackAnswers
from app.ui.survey.order_page import OrderPage
from app.ui.survey.proof_strip import ProofStrip
from app.ui.survey.questions import Questions
from app.ui.survey.save_bar import SaveBar
from app.ui.survey.ticket_side import TicketSide


class CallbackView(QWidget):
    """The widgets of the page; the questions scroll where the window is low, the buttons never leave the screen."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.side = TicketSide(shell)
        self.strip = ProofStrip(shell)
        self.order = OrderPage(shell)
        self.questions = Questions(shell, shipped_forms()[-1])
        self.bar = SaveBar(shell.theme)
        self._scroll = _KeylessScroll()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._form())
        self._stack.addWidget(self.order)
        self._stack.setCurrentIndex(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.strip)
        column.addWidget(self._stack, 1)
        self.questions.arrived.connect(self._bring_into_sight)
        self.questions.reason.focused.connect(self._bring_verdict_into_sight)
        self.questions.finished.connect(self._bring_verdict_into_sight)
        self.bar.show_fresh()

    @property
    def shows_form(self) -> bool:
        """Whether a ticket is shown in the form."""
        return self._stack.currentIndex() == 0

    def open_sheet(self, sheet: CallbackSheet) -> None:
        """Shows a ticket with an empty form and focuses its first question."""
        self._stack.setCurrentIndex(0)
        self.side.show_sheet(sheet)
        self.questions.setEnabled(True)
        self.questions.show_form(sheet.form)
        self.questions.show_answers(CallbackAnswers())
        self.bar.show_fresh()
        self.questions.begin()

    def show_standing(self, sheet: CallbackSheet, *, may_be_called: bool) -> None:
        """Shows the state of the callbacks, and whether this ticket may still be called or given up."""
        self.strip.show_progress(sheet.progress)
        waits = sheet.detail.row.status is TicketStatus.TO_CALL_BACK
        tried = waits and bool(sheet.detail.attempts)
        self.bar.show_missing(may_give_up=sheet.may_give_up and waits, missing=sheet.missing, tried=tried)
        if not may_be_called:
            self.bar.say_error(TICKET_FLOW.refusal(sheet.detail.row.status, TicketVerb.RECORD_SURVEY))
        self.questions.setEnabled(may_be_called)
        self.bar.save.setEnabled(may_be_called)

    def show_order(self, progress: CallbackProgress) -> None:
        """Shows the order of the callbacks, on request or because nobody is to be called now."""
        self.strip.show_progress(progress)
        self.order.show_progress(progress)
        self._stack.setCurrentIndex(1)
        self.order.take_keys()

    def hide_order(self) -> None:
        """Returns to the ticket in the form."""
        self._stack.setCurrentIndex(0)
        self.questions.begin()

    def _bring_verdict_into_sight(self) -> None:
        self._bring_into_sight(self.bar.verdict)

    def _bring_into_sight(self, widget: QWidget) -> None:
        # after the changed texts have taken their new heights
        call_later(self, self._scroll.ensureWidgetVisible, widget, 0, 16)

    def _form(self) -> QWidget:
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = ScrollPage()
        below = QVBoxLayout(body)
        below.setContentsMargins(0, 0, 8, 0)
        below.setSpacing(8)
        for widget in (self.questions, self.bar.verdict, self.bar.missing):
            below.addWidget(widget)
        below.addStretch(1)
        self._scroll.setWidget(body)
        right = QFrame()
        right.setObjectName("panel")
        column = QVBoxLayout(right)
        column.setContentsMargins(18, 14, 14, 12)
        column.setSpacing(10)
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


class _KeylessScroll(QScrollArea):
    """Scrolls by wheel and focus only: its arrow and page keys belong to the form."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()
