"""The keyboard that the alarm window takes on a person's request: where it was, and the way back."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, Qt
from PySide6.QtWidgets import QWidget

from app.ui.frame.focus_return import stands, windows_under
from app.ui.reminder.alarm.keyboard import free_of_modal
from app.ui.reminder.alarm.place import active_window

SHY = Qt.WindowType.WindowDoesNotAcceptFocus
_LANDING_MS = 500


class BorrowedKeyboard:
    """Remembers, for the alarm window, the window that had the keyboard and the windows under that one."""

    def __init__(self, alarm: QWidget) -> None:
        self._alarm = alarm
        self._windows: tuple[QWidget, ...] = ()
        self._since = QElapsedTimer()

    def take(self) -> None:
        """Gives the alarm window the keyboard."""
        if not self._alarm.isActiveWindow():
            had = active_window()
            self._windows = () if had is None else (had, *windows_under(had))
        self._since.start()
        self._alarm.windowHandle().setFlag(SHY, False)
        free_of_modal(self._alarm)
        self._alarm.raise_()
        self._alarm.activateWindow()
        self._alarm.setFocus()

    def back(self) -> QWidget | None:
        """The window that gets it back: the one that had it, or the nearest under that which still stands."""
        return next((window for window in self._windows if stands(window)), None)

    def is_lost(self) -> bool:
        """Whether it went at once to the window under one that closed when it lost the keyboard, as the palette does.

        A window manager that does not know the alarm window gives it there.
        """
        landing = self._since.isValid() and self._since.elapsed() < _LANDING_MS
        return landing and bool(self._windows) and self.back() is not self._windows[0]

    def leave(self) -> None:
        """Notes that the keyboard is given back on purpose."""
        self._since.invalidate()

    def hide(self) -> None:
        """Hides the alarm window, which gives the keyboard back while it still stands.

        Where it went first, xfwm4 would sometimes keep the keyboard for itself.
        """
        back = self.back()
        self._windows = ()
        self.leave()
        if back is not None and self._alarm.isActiveWindow():
            back.activateWindow()
        self._alarm.hide()
        if (handle := self._alarm.windowHandle()) is not None:
            handle.setFlag(SHY, True)
