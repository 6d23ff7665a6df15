"""The watched folder offers finished files, each once."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from app.scheduler import watch
from app.scheduler.watch import FolderWatch, is_export


class Watching:
    """A watch on a folder with what it offered."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self.offered: list[str] = []
        self.watch = FolderWatch(lambda: self.folder, lambda path: self.offered.append(path.name))

    def polls(self, times: int = 1) -> list[str]:
        for _ in range(times):
            self.watch.poll()
        return self.offered


def test_a_file_is_offered_once_when_it_stood_still_for_two_polls(tmp_path: Path) -> None:
    watching = Watching(tmp_path)
    (tmp_path / "导出.xlsx").write_bytes(b"x")
    assert watching.polls() == []
    assert watching.polls(4) == ["导出.xlsx"]


def test_a_file_that_still_grows_waits(tmp_path: Path) -> None:
    watching = Watching(tmp_path)
    file = tmp_path / "导出.csv"
    for size in (1, 2, 3):
        file.write_bytes(b"x" * size)
        assert watching.polls() == []
    assert watching.polls() == ["导出.csv"]


def test_a_file_that_is_only_touched_again_while_it_is_written_waits(tmp_path: Path) -> None:
    watching = Watching(tmp_path)
    file = tmp_path / "导出.csv"
    file.write_bytes(b"x")
    watching.polls()
    os.utime(file, ns=(1, 2_000_000_000))
    assert watching.polls() == []
    assert watching.polls() == ["导出.csv"]


def test_an_empty_file_waits_until_something_is_in_it(tmp_path: Path) -> None:
    watching = Watching(tmp_path)
    (tmp_path / "导出.csv").write_bytes(b"")
    assert watching.polls(3) == []
    (tmp_path / "导出.csv").write_bytes(b"x")
    assert watching.polls(2) == ["导出.csv"]


def test_a_changed_file_is_offered_again(tmp_path: Path) -> None:
    watching = Watching(tmp_path)
    file = tmp_path / "导出.xls"
    file.write_bytes(b"x")
    watching.polls(2)
    file.write_bytes(b"more")
    assert watching.polls(2) == ["导出.xls", "导出.xls"]


@pytest.mark.parametrize(
    "name",
    [
        "~$导出.xlsx",
        ".导出.xlsx",
        "导出.xlsx.tmp",
        "导出.crdownload",
        "导出_问题行.xlsx",
        "导出_问题行 (2).xlsx",
        "照片.jpg",
    ],
)
def test_what_is_no_export_is_left_alone(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    assert not is_export(tmp_path / name)
    assert Watching(tmp_path).polls(3) == []


def test_a_folder_named_like_a_file_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "导出.xlsx").mkdir()
    assert Watching(tmp_path).polls(3) == []


def test_a_missing_folder_is_said_and_taken_up_when_it_comes(tmp_path: Path) -> None:
    watching = Watching(tmp_path / "later")
    watching.polls()
    assert watching.watch.problem == f"自动导入文件夹不存在：{tmp_path / 'later'}"
    (tmp_path / "later").mkdir()
    (tmp_path / "later" / "导出.xlsx").write_bytes(b"x")
    assert watching.polls(2) == ["导出.xlsx"]
    assert watching.watch.problem == ""


def test_another_folder_starts_from_nothing_and_no_folder_does_nothing(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{name}.xlsx").write_bytes(b"x")
    watching = Watching(tmp_path / "a")
    watching.polls(2)
    watching.folder = tmp_path / "b"
    assert watching.polls(2) == ["a.xlsx", "b.xlsx"]
    watching.folder = None
    assert watching.polls(2) == ["a.xlsx", "b.xlsx"]


def test_a_file_that_cannot_be_taken_in_does_not_stop_the_others_at_the_next_poll(tmp_path: Path) -> None:
    seen: list[str] = []

    def offer(path: Path) -> None:
        seen.append(path.name)
        if path.name == "1.csv":
            raise OSError("broken")

    watch = FolderWatch(lambda: tmp_path, offer)
    for name in ("1.csv", "2.csv"):
        (tmp_path / name).write_bytes(b"x")
    watch.poll()
    with pytest.raises(OSError, match="broken"):
        watch.poll()
    watch.poll()
    assert seen == ["1.csv", "2.csv"]


def test_a_folder_that_does_not_answer_is_said_and_holds_nobody_up(tmp_path: Path, monkeypatch) -> None:
    connected = threading.Event()
    offered: list[Path] = []
    folder_watch = FolderWatch(lambda: tmp_path, offered.append)
    (tmp_path / "导出.csv").write_text("x", encoding="utf-8")
    monkeypatch.setattr(watch, "SCAN_SECONDS", 0.05)
    with monkeypatch.context() as away:
        away.setattr(watch, "is_export", lambda _path: connected.wait(30))
        folder_watch.poll()
        folder_watch.poll()
        assert "没有回应" in folder_watch.problem
        connected.set()
        folder_watch._looking.join()
    monkeypatch.setattr(watch, "SCAN_SECONDS", 30)
    folder_watch.poll()
    folder_watch.poll()
    assert (folder_watch.problem, offered) == ("", [tmp_path / "导出.csv"])


def test_only_new_files_are_offered_where_that_is_asked_for(tmp_path: Path) -> None:
    watching = Watching(tmp_path)
    watching.watch = FolderWatch(
        lambda: watching.folder, lambda path: watching.offered.append(path.name), only_new=True
    )
    (tmp_path / "旧.csv").write_bytes(b"x")
    assert watching.polls(3) == []
    (tmp_path / "新.csv").write_bytes(b"x")
    assert watching.polls(3) == ["新.csv"]
    (tmp_path / "旧.csv").write_bytes(b"xx")
    assert watching.polls(3) == ["新.csv", "旧.csv"]
    watching.folder = None
    watching.polls()
    watching.folder = tmp_path
    assert watching.polls(3) == ["新.csv", "旧.csv"]
