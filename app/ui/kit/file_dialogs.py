"""The dialogs that choose a file or a folder, alike on every desktop."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, QStorageInfo, Qt, QUrl
from PySide6.QtWidgets import QFileDialog, QHeaderView, QSplitter, QTreeView, QWidget

_SIZE, _SIDEBAR = (860, 560), 170
_FOLDERS = (
    QStandardPaths.StandardLocation.DownloadLocation,
    QStandardPaths.StandardLocation.DesktopLocation,
    QStandardPaths.StandardLocation.DocumentsLocation,
    QStandardPaths.StandardLocation.HomeLocation,
)
_WHERE_DISKS_APPEAR = ("/media/", "/run/media/", "/mnt/")


def file_dialog(
    owner: QWidget,
    title: str,
    *,
    start: str = "",
    kinds: str = "",
    mode: QFileDialog.FileMode = QFileDialog.FileMode.ExistingFile,
) -> QFileDialog:
    """A dialog, not shown yet, that frees itself when it closes. `start` is a folder or file, empty for the last one.

    `kinds` are the filters in Qt's words. Beside the files stand the folders where exports and sticks are found.
    """
    dialog = QFileDialog(owner, title, start, kinds)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(mode)
    if mode is QFileDialog.FileMode.Directory:
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.setSidebarUrls([QUrl.fromLocalFile(str(folder)) for folder in places()])
    _widen(dialog)
    room = dialog.screen().availableGeometry()
    dialog.resize(min(_SIZE[0], room.width() - 40), min(_SIZE[1], room.height() - 60))
    return dialog


def _widen(dialog: QFileDialog) -> None:
    """Shows names, sizes and dates whole, as far as the dialog is Qt's own."""
    side: QSplitter | None = dialog.findChild(QSplitter)
    if side is not None:
        side.setSizes([_SIDEBAR, _SIZE[0] - _SIDEBAR])
    files: QTreeView | None = dialog.findChild(QTreeView)
    if files is not None:
        files.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)


def places() -> list[Path]:
    """The person's own folders as far as they exist, then the disks and sticks that are plugged in."""
    own = [Path(QStandardPaths.writableLocation(kind)) for kind in _FOLDERS]
    disks = [
        Path(volume.rootPath())
        for volume in QStorageInfo.mountedVolumes()
        if volume.isReady() and volume.rootPath().startswith(_WHERE_DISKS_APPEAR)
    ]
    return list(dict.fromkeys(folder for folder in (*own, *disks) if folder.is_dir()))
