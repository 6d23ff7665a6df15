"""Files dragged onto a widget: keeps those that can hold tickets and passes them on when dropped."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from app.desk.shared.context import Desk
from app.ui.frame.shell import Shell
from app.ui.intake.drop_mark import DropMark

SUFFIXES = frozenset({".xlsx", ".xls", ".xlsm", ".csv", ".tsv", ".txt", ".docx", ".htm", ".html"})
_OF_A_FILE = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,4}")


def dragged(data: QMimeData | None) -> list[Path]:
    """The dragged or copied files that can hold tickets, and what may be a folder, by their names alone.

    The disk is not asked: a drag moves over the window many times, and a share may not answer.
    """
    paths = [Path(url.toLocalFile()) for url in (data.urls() if data is not None else ()) if url.isLocalFile()]
    return [path for path in paths if _holds_tickets(path) or may_be_folder(path)]


def may_be_folder(path: Path) -> bool:
    """Whether the name has no ending of a file."""
    return not _OF_A_FILE.fullmatch(path.suffix)


def with_contents(_desk: Desk, *, paths: Sequence[Path]) -> list[Path]:
    """The files that can hold tickets, a folder with the files in it; for a reader thread."""
    return [file for path in paths for file in _inside(path) if _holds_tickets(file)]


def _holds_tickets(path: Path) -> bool:
    return path.suffix.lower() in SUFFIXES and not path.name.startswith("~$")


def _inside(path: Path) -> list[Path]:
    try:
        return sorted(path.iterdir()) if path.is_dir() else [path]
    except OSError:  # a folder that cannot be read counts as empty
        return []


class FileDrop(QObject):
    """Lets files be dropped anywhere on a widget and its children: `take` receives those that can hold tickets.

    While they are dragged over it, a mark says what dropping them does. Dropped folders are listed by a reader thread.
    """

    def __init__(self, shell: Shell, widget: QWidget, take: Callable[[Sequence[Path]], object]) -> None:
        super().__init__(widget)
        self._shell, self._take = shell, take
        self._mark: DropMark | None = None
        self._widget = widget
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Takes drags of files; every other drag goes on as before."""
        if event.type() == QEvent.Type.DragLeave:
            self._hide_mark()
        if isinstance(event, QDropEvent | QDragEnterEvent | QDragMoveEvent):
            paths = dragged(event.mimeData())
            if not paths:
                return False
            event.acceptProposedAction()
            if event.type() == QEvent.Type.DragEnter:
                self._show_mark(paths)
            elif event.type() == QEvent.Type.Drop:
                self._hide_mark()
                open_contents(self._shell, paths, self._take)
            return True
        return False

    def _show_mark(self, paths: Sequence[Path]) -> None:
        if self._mark is None:
            self._mark = DropMark(self._widget)
        self._mark.show_for(len(paths), folders=any(map(may_be_folder, paths)))

    def _hide_mark(self) -> None:
        if self._mark is not None:
            self._mark.hide()


def open_contents(shell: Shell, paths: Sequence[Path], take: Callable[[Sequence[Path]], object]) -> None:
    """Hands the files on, those of folders once they are listed; says when there are none."""

    def listed(files: list[Path]) -> None:
        if files:
            take(files)
        else:
            shell.say("文件夹里没有可导入的文件", "amber")

    if any(map(may_be_folder, paths)):
        shell.gateway.read(with_contents, listed, paths=paths)
    else:
        take(paths)
