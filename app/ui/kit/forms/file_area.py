"""A widget that accepts files: dropped on it or chosen on the disk; Delete removes the chosen one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFileDialog, QWidget

from app.ui.kit.file_dialogs import file_dialog
from app.ui.kit.labels import restyle

_DELETE = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_Backspace})


class FileArea(QWidget):
    """The base class of file lists, which define adding and removing. `title` is the title of the dialog."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title
        self._list: QAbstractItemView | None = None
        self.setAcceptDrops(True)

    def takes_files(self) -> bool:
        """Whether files can be added now."""
        return True

    def add(self, paths: list[Path]) -> None:
        """Adds files."""
        raise NotImplementedError

    def remove(self) -> None:
        """Removes the chosen file."""
        raise NotImplementedError

    def ask(self) -> None:
        """Chooses files on the disk."""
        dialog = file_dialog(self, self._title, mode=QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self._take)
        dialog.open()

    def watch(self, view: QAbstractItemView) -> None:
        """Lets Delete in this list remove its chosen file."""
        self._list = view
        view.installEventFilter(self)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accepts files while they can be added."""
        if self.takes_files() and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            self._mark(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Takes the mark away."""
        super().dragLeaveEvent(event)
        self._mark(False)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Accepts files while they can be added."""
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Adds the files that were dropped."""
        self._mark(False)
        self.add([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])
        event.acceptProposedAction()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Delete and Backspace remove the chosen file."""
        pressed = event.key() if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress else None
        if watched is self._list and pressed in _DELETE:
            self.remove()
            return True
        return False

    def _mark(self, over: bool) -> None:
        """Frames the list while files are dragged over it."""
        if self._list is not None:
            restyle(self._list, dropping=over)

    def _take(self, paths: list[str]) -> None:
        self.add([Path(path) for path in paths])
