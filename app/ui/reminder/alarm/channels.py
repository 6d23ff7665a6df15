"""The channels of an alarm, by escalation: window with sound, desktop notice, everything this desktop offers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from app.ui.frame.shell import Shell
from app.ui.reminder.alarm.items import AlarmItem, NoticeWords, notice_words
from app.ui.reminder.alarm.window import AlarmWindow

SOUND_ONLY = -1
LOUD_FROM = 2
Notify = Callable[[Sequence[NoticeWords]], None]
Sound = Callable[[bool, int], bool]


class AlarmChannels(QObject):
    """Rings the channels. An unanswered urgent alarm escalates by one channel each minute.

    At once: the window, its sound, the flashing task bar (and the desktop notice of the tick that raised it). After a
    minute: the desktop notice again. From the second minute on: the loud sound, and the main window's entry in the
    task bar flashes too, out of the tray if it was hidden there. No channel ever takes the keyboard. While somebody is
    on the phone only the strip and the task bar call.
    """

    def __init__(self, shell: Shell, window: AlarmWindow, *, notify: Notify, sound: Sound) -> None:
        super().__init__(window)
        self._shell, self._window = shell, window
        self._notify, self._sound = notify, sound

    def ring(self, urgent: bool, turn: int) -> None:
        """Rings one turn: 0 for new alarms, n after n minutes without an answer, -1 for the sound between two turns."""
        if not self._sound(urgent, turn):
            QApplication.beep()
        if turn == SOUND_ONLY:
            return
        if urgent and turn and not self._shell.calling.active:
            self.notice(self._window.board.urgent_items(self._shell.now()))
        self._flash(everything=urgent and turn >= LOUD_FROM)

    def notice(self, items: Sequence[AlarmItem]) -> None:
        """Sends a desktop notice for these lines."""
        self.notify(notice_words(items, self._shell.now()))

    def notify(self, words: Sequence[NoticeWords]) -> None:
        """Sends a desktop notice with these words."""
        self._notify(words)

    def _flash(self, *, everything: bool) -> None:
        main = self._shell.window
        if main is None:
            return
        if everything and not main.isVisible():
            main.showMinimized()
        if main.isVisible():
            QApplication.alert(main)
