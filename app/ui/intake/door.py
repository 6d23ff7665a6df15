"""The ways into the import dialog: the action, the clipboard, and files dropped anywhere on the window."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit

from app.ui.frame.shell import Shell
from app.ui.intake import dialog as whole
from app.ui.intake.drop import FileDrop, dragged, open_contents

if TYPE_CHECKING:
    from app.ui.intake.dialog import ImportDialog


def open_import(shell: Shell) -> ImportDialog:
    """Brings the import dialog to the front; a window has only one."""
    window = shell.window
    found = window.findChild(whole.ImportDialog) if window is not None else None
    dialog = found if isinstance(found, whole.ImportDialog) else whole.ImportDialog(shell, window)
    dialog.show()
    dialog.raise_()
    dialog.activateWindow()
    return dialog


def import_files(shell: Shell, paths: Sequence[Path]) -> ImportDialog:
    """Opens the dialog with these files in its list."""
    dialog = open_import(shell)
    dialog.add_files(paths)
    return dialog


def import_clipboard(shell: Shell) -> None:
    """Opens the dialog with the clipboard's files, else its text; shows a message when there is neither."""
    clipboard = QGuiApplication.clipboard()
    paths, text = dragged(clipboard.mimeData()), clipboard.text()
    if paths:
        open_contents(shell, paths, lambda files: import_files(shell, files))
    elif text.strip():
        open_import(shell).add_text(text)
    else:
        shell.say("剪贴板里没有可导入的内容：请先在表格或工单页面里复制", "amber")


def install_drop(shell: Shell) -> FileDrop | None:
    """Files dropped anywhere on the main window open the import dialog; None before there is a window."""
    if shell.window is None:
        return None
    fields: Iterable[QLineEdit] = shell.window.findChildren(QLineEdit)
    for field in fields:
        field.setAcceptDrops(False)  # the field would insert the file's address as text
    return FileDrop(shell, shell.window, lambda paths: import_files(shell, paths))
