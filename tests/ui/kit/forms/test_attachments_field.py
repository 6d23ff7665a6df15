"""Attachments come by drop as well, files only."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from app.ui.frame.shell import Shell
from app.ui.kit.forms.attachments_field import AttachmentsField


def test_dropped_files_are_added_and_web_addresses_are_not(shell: Shell, qtbot: QtBot, tmp_path: Path) -> None:
    kept = QPlainTextEdit()
    qtbot.addWidget(kept)
    shown = AttachmentsField(shell, kept)
    qtbot.addWidget(shown)
    dropped = QMimeData()
    paper = tmp_path / "目录.pdf"
    dropped.setUrls([QUrl.fromLocalFile(str(paper)), QUrl("https://example.org/x.pdf")])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    shown.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, dropped, buttons, keys))
    assert shown.paths() == [str(paper)]
    assert kept.toPlainText() == str(paper)
    assert shown.hint.text().startswith("1 个附件")


def test_kept_lines_are_shown_again(shell: Shell, qtbot: QtBot) -> None:
    kept = QPlainTextEdit()
    qtbot.addWidget(kept)
    shown = AttachmentsField(shell, kept)
    qtbot.addWidget(shown)
    kept.setPlainText("/a/一.pdf\n/a/二.pdf")
    assert shown.model.stringList() == ["/a/一.pdf", "/a/二.pdf"]
    assert not shown.remove_button.isHidden()


def test_delete_takes_the_chosen_path_out_and_chooses_the_next(shell: Shell, qtbot: QtBot) -> None:
    kept = QPlainTextEdit("/a/一.pdf\n/a/二.pdf")
    qtbot.addWidget(kept)
    shown = AttachmentsField(shell, kept)
    qtbot.addWidget(shown)
    shown.view.setCurrentIndex(shown.model.index(0))
    QTest.keyClick(shown.view, Qt.Key.Key_Delete)
    assert (kept.toPlainText(), shown.view.currentIndex().row()) == ("/a/二.pdf", 0)
    QTest.keyClick(shown.view, Qt.Key.Key_Backspace)
    assert (kept.toPlainText(), shown.view.isHidden()) == ("", True)
