"""Files dragged onto a widget: keeps those that can hold tickets and passes them on when dropped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from app.ui.intake.drop_mark import DropMark

SUFFIXES = frozenset({".xlsx", ".xls", ".xlsm", ".csv", ".tsv", ".txt", ".docx", ".htm", ".html"})


def dropped_files(data: QMimeData | None) -> list[Path]:
    """The dragged or copied files that can hold tickets; a folder counts with the files in it."""
    found: list[Path] = []
    for url in data.urls() if data is not None else ():
        if url.isLocalFile():
            inside = _inside(Path(url.toLocalFile()))
            found.extend(file for file in inside if file.suffix.lower() in SUFFIXES and not file.name.startswith("~$"))
    return found


def _inside(path: Path) -> list[Path]:
    try:
        return sorted(path.iterdir()) if path.is_dir() else [path]
    except OSError:  # a folder that cannot be read counts as empty
        return []


class FileDrop(QObject):
    """Lets files be dropped anywhere on a widget and its children: `take` receives those that can hold tickets.

    While they are dragged over it, a mark says what dropping them does.
    """

    def __init__(self, widget: QWidget, take: Callable[[Sequence[Path]], object]) -> None:
        super().__init__(widget)
        self._take = take
        self._mark: DropMark | None = None
        self._widget = widget
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Takes drags of files; every other drag goes on as before."""
        if event.type() == QEvent.Type.DragLeave:
            self._hide_mark()
        if isinstance(event, QDropEvent | QDragEnterEvent | QDragMoveEvent):
            paths = dropped_files(event.mimeData())
            if not paths:
                return False
            event.acceptProposedAction()
            if event.type() == QEvent.Type.DragEnter:
                self._show_mark(len(paths))
            elif event.type() == QEvent.Type.Drop:
                self._hide_mark()
                self._take(paths)
            return True
        return False

    def _show_mark(self, count: int) -> None:
        if self._mark is None:
            self._mark = DropMark(self._widget)
        self._mark.show_for(count)

    def _hide_mark(self) -> None:
        if self._mark is not None:
            self._mark.hide()
