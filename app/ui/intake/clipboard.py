"""Watches the clipboard for texts that other programs put there; what it reads goes out as a signal and is not kept."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMimeData, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from app.rules.intake import recognition

# The copying program has time to finish, and several announcements of one copy are read once.
_SETTLES_MS = 150
# How password managers say that a text is not to be looked at (KDE, GNOME and Windows).
_SECRET = (
    "x-kde-passwordManagerHint",
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"',
    'application/x-qt-windows-mime;value="Clipboard Viewer Ignore"',
)


class ClipboardWatch(QObject):
    """`copied` carries a text that another program copied, while `wanted` is true; copies of the desk are passed over.

    Only the copying out happens here, on the GUI thread; a text that is too long to be tickets is not sent.
    """

    copied = Signal(str)

    def __init__(self, wanted: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._wanted = wanted
        self._clipboard = QGuiApplication.clipboard()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SETTLES_MS)
        self._timer.timeout.connect(self.look)
        self._clipboard.dataChanged.connect(self._note)

    def stop(self) -> None:
        """Ends the watch."""
        self._timer.stop()
        self._clipboard.dataChanged.disconnect(self._note)

    def look(self) -> None:
        """Sends the text that is in the clipboard now."""
        if not self._wanted() or self.is_own():
            return
        text = text_of(self._clipboard.mimeData())
        if text:
            self.copied.emit(text)

    def is_own(self) -> bool:
        """Whether the desk itself put there what is in the clipboard."""
        return self._clipboard.ownsClipboard()

    def _note(self) -> None:
        if self._wanted():
            self._timer.start()


def text_of(data: QMimeData | None) -> str:
    """The text of the clipboard; "" for files, pictures, secrets, and texts that are too long."""
    if data is None or data.hasUrls() or not data.hasText() or any(map(data.hasFormat, _SECRET)):
        return ""
    text = data.text()
    return text if len(text) <= recognition.LONGEST else ""
