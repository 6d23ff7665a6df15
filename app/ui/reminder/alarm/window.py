"""The alarm window: always on top, several alarms in one, answered by number keys, never by accident."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.base.clock import Clock, to_local
from app.desk.reminder.rows import ReminderRow
from app.ui.look.theme import Theme
from app.ui.reminder.alarm.answers import AlarmAnswers
from app.ui.reminder.alarm.board import NOTHING, Board, gather, head_note, head_words
from app.ui.reminder.alarm.body import AlarmBody
from app.ui.reminder.alarm.borrowed import SHY, BorrowedKeyboard
from app.ui.reminder.alarm.items import TEST_TICKET, AlarmItem
from app.ui.reminder.alarm.keyboard import form_has_keyboard
from app.ui.reminder.alarm.place import active_window, always_on_top, fit_to_screen
from app.ui.reminder.alarm.rhythm import AlarmRhythm, Ring
from app.ui.reminder.alarm.strip import AlarmStrip, shortest

GUARD_MS = 1000


class AlarmWindow(QWidget):
    """Shows ringing slots until each is answered; it holds rows and the clock, and requests through signals.

    While a form has the keyboard, or somebody is on the phone, it is a strip (app.ui.reminder.alarm.strip). In the
    first second after it appears, or after new rows came, clicks and keys are ignored. It takes no focus until
    it is clicked beside its buttons or `take_focus` is called. Closing it answers nothing: it comes back after 60 s.
    Lines keep their numbers until new rows come. Tickets that ran out long ago do not ring; when nothing else rings,
    the window shows them once.
    """

    sign_requested = Signal(list, str)  # ticket ids, reason (empty: in time)
    acknowledge_requested = Signal(list)  # reminder ids
    history_requested = Signal(list)  # ids of tickets that came in old
    snooze_requested = Signal(list, int)  # reminder ids, minutes
    open_requested = Signal(int)  # ticket id
    shown = Signal(list)  # reminder ids that are shown now
    rang = Signal(bool, int)  # urgent; 0: new alarms, 1 and up: nobody answered for so many minutes, -1: only the sound

    def __init__(self, theme: Theme, clock: Clock, *, guard_ms: int = GUARD_MS) -> None:
        super().__init__(None, always_on_top() | SHY)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setWindowTitle("报警：接诉值守台")
        self._theme, self._clock = theme, clock
        self._board = NOTHING
        self._gap = self._trial = ""
        self.borrowed = BorrowedKeyboard(self)
        self._rhythm = AlarmRhythm()
        self.strip = AlarmStrip(theme)
        self.calling: Callable[[], bool] = lambda: False
        self.body = AlarmBody(self, theme)
        self.answers = AlarmAnswers(self.body, clock, guard_ms=guard_ms)
        self._second = QTimer(self)
        self._second.setInterval(1000)
        self._second.timeout.connect(self.beat)
        self._join()

    def show_rows(self, rows: Sequence[ReminderRow]) -> None:
        """Shows all slots that ring now."""
        self.show_board(gather(rows, now=self._clock.now()))

    def show_board(self, board: Board) -> None:
        """Shows everything that rings now. New slots open the window; it closes when none is left."""
        before, self._board = self._board, board
        self._rhythm.again = board.ring_again
        news = not board.line_ids <= before.ids
        moved = board.moved_since(before) and not board.lost_since(before)
        if not board:
            self._end()
        elif news or moved or not before or (board.items and self.body.all_done(board)):
            self._ring(fresh=news)
        else:
            self.body.update_lines(board, self._clock.now())
            self._show_head()

    def show_gap(self, words: str) -> None:
        """Shows in the head, until all are answered, that reminders fell due while nobody could be reminded."""
        self._gap = words
        if self._board:
            self._show_head()

    def show_trial(self, words: str) -> None:
        """Shows the result of a test alarm on each channel, until the test is answered."""
        self._trial = words
        if self._board:
            self._show_head()

    @property
    def board(self) -> Board:
        """Everything that rings now."""
        return self._board

    def items_shown(self) -> list[AlarmItem]:
        """The lines in view that are not answered, and those counted in the line of old ones."""
        return [*self.body.list.shown_items, *self._board.old]

    def show_refusal(self, words: str) -> None:
        """Shows why an answer was refused, and accepts answers again."""
        self.answers.release()
        self.body.say(words, error=True)

    def ask_reason(self, ticket_ids: list[int], question: str) -> None:
        """Asks why these are signed for late, in the window itself."""
        self.answers.release()
        self.body.reason.ask(ticket_ids, question)
        self._show_head()
        self.take_focus()
        self.body.reason.field.setFocus()

    def take_focus(self) -> None:
        """Focuses the window, on a person's request."""
        if self.isVisible():
            self.borrowed.take()

    def changeEvent(self, event: QEvent) -> None:
        """Takes the keyboard again where it was lost at once."""
        super().changeEvent(event)
        lost = event.type() == QEvent.Type.ActivationChange and self.isVisible() and not self.isActiveWindow()
        if lost and self.borrowed.is_lost():
            self.activateWindow()

    def bring_back(self) -> bool:
        """Shows and focuses the window if anything rings; False when nothing rings.

        Where it has the keyboard already, this gives it back to where it came from.
        """
        if self._board and self.isActiveWindow():
            self.give_back()
        elif self._board:
            if form_has_keyboard(active_window()):
                self.answers.lock()  # what is still being typed for the form answers nothing here
            self._present(whole=True)
            self.take_focus()
        return bool(self._board)

    def beat(self) -> None:
        """Updates the times left and rings again without an answer; called every second."""
        if not self._board:
            return
        now = self._clock.now()
        urgent = self._board.urgent(now)
        what = self._rhythm.beat(self._clock.monotonic(), urgent=urgent) if self._board.items else Ring.NOTHING
        if what is Ring.AGAIN:
            self._present()
            self.rang.emit(urgent, self._rhythm.turn)
        elif what is Ring.SOUND:
            self.rang.emit(urgent, -1)
        self._settle()
        if self.isVisible():
            self.body.tick(now)
            self._show_head()

    def stop(self) -> None:
        """Stops ringing; for the end of the program."""
        self._board = NOTHING
        self._end()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Hides the window for a minute without answering anything."""
        event.accept()
        self._put_away()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See AlarmAnswers; Ctrl+Enter signs all. Held keys walk and do nothing else, other combinations nothing."""
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() == Qt.Key.Key_F12:
            self.give_back()
        elif held == Qt.KeyboardModifier.ControlModifier and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if not event.isAutoRepeat():
                self.answers.sign_all()
        elif held == Qt.KeyboardModifier.NoModifier and not self.answers.walk(event.key()) and not event.isAutoRepeat():
            self.answers.press(event.key())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the buttons focuses the window."""
        self.take_focus()
        super().mousePressEvent(event)

    def _join(self) -> None:
        answers = self.answers
        answers.sign_requested.connect(self.sign_requested)
        answers.acknowledge_requested.connect(self.acknowledge_requested)
        answers.snooze_requested.connect(self.snooze_requested)
        answers.history_requested.connect(self.history_requested)
        answers.open_requested.connect(self.open_requested)
        answers.reason_needed.connect(self.ask_reason)
        answers.put_away.connect(self._put_away)
        self.body.reason.given_up.connect(self.take_focus)
        self.body.list.turned.connect(self._tell_shown)
        self.strip.clicked.connect(self.bring_back)
        self._theme.changed.connect(self._dress)

    def _ring(self, *, fresh: bool) -> None:
        now = self._clock.now()
        if not self.isActiveWindow():
            self.body.list.begin_anew()  # nobody is in the list: what runs out first is what is seen
        self.body.build(self._board, now)
        self.answers.lock()
        if fresh:
            self._rhythm.begin(self._clock.monotonic())
        self._present()
        if fresh:
            self.rang.emit(self._board.urgent(now), 0)
        self._second.start()

    @property
    def _wants_strip(self) -> bool:
        """Whether a person writes or speaks: the window then stays a strip, unless it has the keyboard itself."""
        return not self.isActiveWindow() and (self.calling() or form_has_keyboard(active_window()))

    def _settle(self) -> None:
        """Changes between window and strip as a form takes the keyboard, or leaves it."""
        if self._wants_strip and self.isVisible():
            self.borrowed.hide()
        elif self.strip.isVisible() and not self._wants_strip and not self._rhythm.away:
            self._present()
        if not self.isVisible():
            self._show_strip()

    def _show_strip(self) -> None:
        """Shows the strip in place of the hidden window; nothing is left of it when only old ones ring."""
        if self._board.items:
            now = self._clock.now()
            self.strip.show_board(self._board, now, on_call=self.calling())
            self.shown.emit([number for item in shortest(self._board, now) for number in item.ids])
        else:
            self.strip.hide()

    def give_back(self) -> None:
        """Gives the keyboard back; over a form the window becomes a strip, else it stays where it is."""
        back = self.borrowed.back()
        self.borrowed.leave()
        if self.calling() or form_has_keyboard(back):
            self.borrowed.hide()
            self._show_strip()
        elif back is not None:
            back.activateWindow()

    def _present(self, *, whole: bool = False) -> None:
        """Shows the window on the screen in use, without taking the focus; a strip where it would be in the way."""
        self._show_head()
        if self._wants_strip and not whole:
            self.borrowed.hide()
            self._show_strip()
            return
        self.strip.hide()
        if not self.isVisible():
            self.answers.lock()
            self.show()
        elif not self.body.reason.open:
            self.raise_()
        QApplication.alert(self)
        self._tell_shown()

    def _tell_shown(self) -> None:
        self.shown.emit([number for item in self.items_shown() for number in item.ids])

    def _show_head(self) -> None:
        now, board = self._clock.now(), self._board
        words, aside = head_words(board, now)
        silent = self._rhythm.unanswered if self._rhythm.turn and board.urgent(now) else None
        note = head_note(silent, self._gap, self._trial if TEST_TICKET in board.by_ticket else "")
        self.body.head.show_words(words, aside, note, f"{to_local(now):%H:%M:%S}", pressing=board.pressing(now))
        # A hidden window is placed when it is shown; one that is being typed in or dragged keeps its place.
        fit_to_screen(self, self.body.wanted_size())

    def _put_away(self) -> None:
        if self._board:
            self._rhythm.put_away(self._clock.monotonic())
        self.borrowed.hide()
        self._show_strip()

    def _end(self) -> None:
        self.answers.stop()
        self._second.stop()
        self._gap = self._trial = ""
        self.body.reason.drop()
        self.body.build(NOTHING, self._clock.now())
        self.borrowed.hide()
        self.strip.hide()

    def _dress(self) -> None:
        self.body.dress(self._clock.now())
        self._show_head()
