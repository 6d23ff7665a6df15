"""The dialogs that choose files fit a small screen and lead to where exports are found."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from app.ui.frame.application import prepare_application
from app.ui.kit.file_dialogs import file_dialog, places


@pytest.fixture
def owner(qapp: QApplication) -> QWidget:
    prepare_application()
    return QWidget()


def test_a_dialog_fits_its_screen_and_frees_itself(owner: QWidget) -> None:
    dialog = file_dialog(owner, "选择文件", mode=QFileDialog.FileMode.ExistingFiles)
    room = dialog.screen().availableGeometry()
    assert 0 < dialog.height() < room.height()
    assert 0 < dialog.width() < room.width()
    assert dialog.fileMode() is QFileDialog.FileMode.ExistingFiles
    assert dialog.parent() is owner


def test_the_folders_of_the_person_stand_beside_the_files(
    owner: QWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "Downloads").mkdir()
    kinds = {QStandardPaths.StandardLocation.DownloadLocation: tmp_path / "Downloads"}
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda kind: str(kinds.get(kind, tmp_path / "absent")))
    assert places()[:1] == [tmp_path / "Downloads"]
    assert tmp_path / "absent" not in places()
    dialog = file_dialog(owner, "选择文件")
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    assert QUrl.fromLocalFile(str(tmp_path / "Downloads")) in dialog.sidebarUrls()
