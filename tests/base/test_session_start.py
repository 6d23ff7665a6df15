"""The desk starts with the session when the setting says so."""

from __future__ import annotations

import configparser
import sys
from pathlib import Path

import pytest

from app.base.errors import EnvironmentFault
from app.base.session_start import autostart_file, desktop_entry, set_session_start, start_command

linux = pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps it in its registry")


def test_the_file_lies_where_the_desktop_looks(tmp_path: Path) -> None:
    home = {"HOME": str(tmp_path)}
    assert autostart_file(home) == tmp_path / ".config/autostart/jiesu-desk.desktop"
    named = home | {"XDG_CONFIG_HOME": str(tmp_path / "other")}
    assert autostart_file(named) == tmp_path / "other/autostart/jiesu-desk.desktop"
    assert autostart_file(home | {"XDG_CONFIG_HOME": "relative"}) == autostart_file(home)


@linux
def test_it_is_written_and_removed_with_the_setting_and_twice_is_once(tmp_path: Path) -> None:
    environment = {"HOME": str(tmp_path)}
    path = autostart_file(environment)
    for _ in range(2):
        set_session_start(True, ["/opt/desk/jiesu-desk"], environment=environment)
        assert [each.name for each in path.parent.iterdir()] == ["jiesu-desk.desktop"]
    entry = configparser.ConfigParser(interpolation=None)
    entry.read_string(path.read_text("utf-8"))
    assert dict(entry["Desktop Entry"])["exec"] == '"/opt/desk/jiesu-desk"'
    for _ in range(2):
        set_session_start(False, [], environment=environment)
        assert not path.exists()


def test_a_command_is_quoted_as_the_specification_asks() -> None:
    text = desktop_entry(["/opt/my desk/run", 'a"b', "100%", "c$d"], Path("/opt"))
    assert 'Exec="/opt/my desk/run" "a\\\\"b" "100%%" "c\\\\$d"' in text


def test_the_command_names_the_data_folder_only_when_it_is_another_one(tmp_path: Path) -> None:
    assert start_command(None)[0] == sys.executable
    assert start_command(tmp_path)[-2:] == ["--data", str(tmp_path)]


@linux
def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / ".config").write_text("in the way", "utf-8")
    with pytest.raises(EnvironmentFault, match="不能设置随系统启动"):
        set_session_start(True, ["x"], environment={"HOME": str(tmp_path)})
