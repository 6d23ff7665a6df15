"""Files come in by the key, by the clipboard, and by being dropped anywhere on the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication

from app.ui.frame.application import OpenWindow
from app.ui.intake.dialog import ImportDialog
from app.ui.intake.drop import dragged, open_contents, with_contents


def dialog_of(opened: OpenWindow) -> ImportDialog | None:
    found = opened.window.findChild(ImportDialog)
    return found if isinstance(found, ImportDialog) else None


@pytest.fixture
def export(tmp_path: Path) -> Path:
    path = tmp_path / "热线.csv"
    path.write_text("工单编号,标题,主要内容,派单时间\n热线-261122-000001,一,二,2026-11-22 10:00\n", encoding="utf-8")
    return path


def drag(paths: list[Path]) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def test_the_key_opens_one_dialog(opened: OpenWindow) -> None:
    opened.shell.commands.run("import")
    first = dialog_of(opened)
    opened.shell.commands.run("import")
    assert first is not None
    assert first.isVisible()
    assert len(opened.window.findChildren(ImportDialog)) == 1
    assert first.windowModality() == Qt.WindowModality.NonModal


def test_files_dropped_on_the_window_stand_in_the_dialog(opened: OpenWindow, export: Path) -> None:
    data = drag([export])
    enter = QDragEnterEvent(
        opened.window.rect().center(), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0)
    )
    QApplication.sendEvent(opened.window, enter)
    assert enter.isAccepted()
    drop = QDropEvent(
        QPointF(opened.window.rect().center()),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier(0),
        QEvent.Type.Drop,
    )
    QApplication.sendEvent(opened.window, drop)
    dialog = dialog_of(opened)
    assert dialog is not None
    assert [item.path for item in dialog.items] == [export]


def test_a_folder_gives_its_tables_and_leaves_out_the_rest(opened: OpenWindow, tmp_path: Path, export: Path) -> None:
    for name in ("图.png", "~$热线.xlsx", "表.xls"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    found = with_contents(opened.gateway.desk, paths=[tmp_path])
    assert [path.name for path in found] == sorted(["热线.csv", "表.xls"])


def test_a_drag_is_judged_by_names_alone(tmp_path: Path) -> None:
    gone = [tmp_path / name for name in ("导出 2026.11.23", "文件夹", "热线.csv", "图.png", "~$热线.xlsx")]
    assert [path.name for path in dragged(drag(gone))] == ["导出 2026.11.23", "文件夹", "热线.csv"]


def test_a_dropped_folder_without_tables_is_said(opened: OpenWindow, tmp_path: Path) -> None:
    open_contents(opened.shell, [tmp_path], lambda files: None)
    assert opened.window.messages.text == "文件夹里没有可导入的文件"


def test_the_clipboard_is_taken_as_text(opened: OpenWindow) -> None:
    QGuiApplication.clipboard().setText("工单编号\t标题\t主要内容\n热线-261122-000002\t一\t二\n")
    opened.shell.commands.run("paste-import")
    dialog = dialog_of(opened)
    assert dialog is not None
    assert dialog.items[0].name == "粘贴的内容"


def test_an_empty_clipboard_is_said(opened: OpenWindow) -> None:
    QGuiApplication.clipboard().clear()
    opened.shell.commands.run("paste-import")
    assert dialog_of(opened) is None
    assert "剪贴板里没有可导入的内容" in opened.window.messages.text
