"""What the desk keeps can be read by its owner alone."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from app.base import paths
from app.base.clock import StillClock
from app.base.errors import EnvironmentFault
from app.base.log import stop_log
from app.base.paths import DataFolder
from app.base.people import THE_DESK
from app.bootstrap import assemble
from app.desk.shared.context import Desk
from app.desk.shared.journal_lines import write_line
from app.desk.upkeep import copying
from app.rules.journal import JournalVerb
from tests.support.text_rules import NOW

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the profile's access list decides there")


def write_line_of(desk: Desk) -> None:
    with desk.register.writing() as stores:
        write_line(desk, stores, THE_DESK, JournalVerb.OWNERS, "13800000001")


def open_to_others(root: Path) -> list[str]:
    found = [Path(folder, name) for folder, folders, files in os.walk(root) for name in (*folders, *files)]
    return [str(path) for path in (root, *found) if path.lstat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)]


def test_everything_an_open_desk_writes_is_its_owners_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        desk = assemble(DataFolder(tmp_path / "data"), StillClock(NOW))
        write_line_of(desk)
        copying.back_up(desk)
        left = open_to_others(tmp_path / "data")
        desk.register.close()
    finally:
        stop_log()
        os.umask(before)
    assert left == []


def test_the_folder_of_an_older_desk_is_closed_once_with_everything_of_the_desk_in_it(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    (tmp_path / "evidence" / "ab").mkdir(parents=True)
    for path in (folder.database, tmp_path / "evidence" / "ab" / "abcd", tmp_path / "window.ini"):
        path.write_text("x", encoding="utf-8")
        path.chmod(0o644)
    tmp_path.chmod(0o755)
    folder.prepare()
    assert open_to_others(tmp_path) == []


def test_files_of_others_in_a_folder_that_was_named_by_mistake_stay_as_they_are(tmp_path: Path) -> None:
    tool = tmp_path / "tool.sh"
    tool.write_text("x", encoding="utf-8")
    tool.chmod(0o755)
    tmp_path.chmod(0o755)
    DataFolder(tmp_path).prepare()
    assert stat.S_IMODE(tool.stat().st_mode) == 0o755
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755


def test_another_account_is_told_whose_the_folder_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = DataFolder(tmp_path)
    folder.prepare()
    folder.database.write_text("x", encoding="utf-8")
    monkeypatch.setattr(paths, "owner_of", lambda _path: "zhang")
    monkeypatch.setattr(paths.os, "access", lambda path, _mode: path != folder.database)
    with pytest.raises(EnvironmentFault, match="属于本机的账户“zhang”"):
        folder.prepare()
