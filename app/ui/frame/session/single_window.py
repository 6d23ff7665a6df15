"""A second start on the same data folder brings the first window to the front instead of opening another."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QThread
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_WAIT_MILLISECONDS = 1000
_TRIES, _BETWEEN_MILLISECONDS = 40, 250


def address(folder: Path) -> str:
    """The name under which the window on this folder listens: the same for every start on it."""
    return "jiesu-desk-" + hashlib.sha256(str(folder.resolve()).encode("utf-8")).hexdigest()[:24]


def call_first_window(folder: Path, *, tries: int = _TRIES) -> bool:
    """Asks the window that holds the folder to come to the front; returns whether one answered.

    When two start at once, the first holds the folder before it listens: the call is retried for some seconds.
    """
    for left in range(tries - 1, -1, -1):
        if _call(folder):
            return True
        if left:
            QThread.msleep(_BETWEEN_MILLISECONDS)
    return False


def _call(folder: Path) -> bool:
    socket = QLocalSocket()
    socket.connectToServer(address(folder))
    if not socket.waitForConnected(_WAIT_MILLISECONDS):
        return False
    socket.write(b"raise\n")
    written = socket.waitForBytesWritten(_WAIT_MILLISECONDS)
    socket.disconnectFromServer()
    return bool(written)


class FrontDoor(QObject):
    """Listens for later starts on the same folder."""

    def __init__(self, folder: Path, on_call: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._on_call = on_call
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(
            address(folder)
        )  # the socket of a crashed window; the folder's lock shows that none is running
        self._server.newConnection.connect(self._called)
        self._server.listen(address(folder))

    def _called(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            self._on_call()

    def close(self) -> None:
        """Stops listening."""
        self._server.close()
