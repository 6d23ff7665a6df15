"""A file is put in place whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.base.errors import EnvironmentFault
from app.files.shared.aside import written_aside


def _write_half(path: Path, error: Exception) -> None:
    with written_aside(path) as aside:
        aside.write_text("半", encoding="utf-8")
        raise error


def test_what_was_written_aside_stands_under_its_name_and_nothing_else_remains(tmp_path: Path) -> None:
    path = tmp_path / "清单.txt"
    with written_aside(path) as aside:
        aside.write_text("全部", encoding="utf-8")
        assert not path.exists()
    assert path.read_text(encoding="utf-8") == "全部"
    assert list(tmp_path.iterdir()) == [path]


def test_a_failure_leaves_the_older_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "清单.txt"
    path.write_text("旧", encoding="utf-8")
    with pytest.raises(ValueError, match="half way"):
        _write_half(path, ValueError("half way"))
    assert path.read_text(encoding="utf-8") == "旧"
    assert list(tmp_path.iterdir()) == [path]


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match="文件夹不存在"), written_aside(tmp_path / "没有" / "a"):
        pass


def test_a_full_disk_is_said_and_nothing_remains(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match="磁盘空间不足"):
        _write_half(tmp_path / "a", OSError(28, "No space left on device"))
    assert list(tmp_path.iterdir()) == []
