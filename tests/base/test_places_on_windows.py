"""Folders of Windows: where the data lies, which drive is a share, and who may read a file."""

from __future__ import annotations

import ctypes
from pathlib import Path, PureWindowsPath
from types import SimpleNamespace

import platformdirs.windows
import pytest

from app.base import paths, private_files
from tests.support.windows import windows_side

FIXED, REMOTE = 3, 4


@pytest.mark.parametrize(
    ("root", "kind", "remote"),
    [
        (r"C:\Users\甲\jiesu-desk", FIXED, False),
        (r"Z:\值守", REMOTE, True),
        (r"\\server\共享\值守", FIXED, True),
    ],
)
def test_a_share_is_told_by_its_drive_or_by_its_name(
    root: str, kind: int, remote: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def drive_type(anchor: str) -> int:
        asked.append(anchor)
        return kind

    kernel = SimpleNamespace(GetDriveTypeW=drive_type)
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
    side = windows_side("app.base.surroundings", monkeypatch)
    assert side.on_network(PureWindowsPath(root)) is remote
    assert asked == [PureWindowsPath(root).anchor]


def test_the_data_lies_in_the_persons_own_folder_that_does_not_roam(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def folder_of(name: str) -> str:
        seen.append(name)
        return r"C:\Users\甲\AppData\Local"

    monkeypatch.delenv(paths.ENVIRONMENT_VARIABLE, raising=False)
    monkeypatch.setattr(platformdirs.windows, "get_win_folder", folder_of)
    monkeypatch.setattr(platformdirs, "PlatformDirs", platformdirs.windows.Windows)
    assert str(paths.default_root()).replace("/", "\\") == r"C:\Users\甲\AppData\Local\jiesu-desk"
    assert seen == ["CSIDL_LOCAL_APPDATA"]


def test_modes_are_left_to_the_profile_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "desk.sqlite3"
    path.touch()
    path.chmod(0o644)
    monkeypatch.setattr(private_files, "_BY_MODE", False)
    private_files.close_to_others(path)
    assert path.stat().st_mode & 0o777 == 0o644
    assert not private_files.is_open_to_others(path)
