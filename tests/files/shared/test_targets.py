"""No export writes into the data folder, over the register by any of its names, or into what is no file."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.base.errors import AlreadyThere, DeskError, Refused
from app.base.paths import DataFolder
from app.files.shared.targets import check_folder, check_target

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links and devices of POSIX systems")


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    made = DataFolder(tmp_path / "data")
    made.prepare()
    made.database.write_bytes(b"register")
    return made


def _links(folder: DataFolder, home: Path) -> Iterator[tuple[str, Path]]:
    """Ways to name the register or a place in the data folder."""
    (home / "soft.xlsx").symlink_to(folder.database)
    yield "symlink", home / "soft.xlsx"
    os.link(folder.database, home / "hard.xlsx")
    yield "hard link", home / "hard.xlsx"
    (home / "around").symlink_to(folder.root)
    yield "through a linked folder", home / "around" / "new.xlsx"
    (home / "dangling.xlsx").symlink_to(folder.root / "new.xlsx")
    yield "dangling link", home / "dangling.xlsx"
    yield "dots", home / "data" / "backups" / ".." / "desk.sqlite3"
    yield "itself", folder.database
    yield "beside it", folder.root / "new.xlsx"
    yield "its write-ahead log", Path(f"{folder.database}-wal")
    yield "evidence", folder.evidence / "ab" / "abcd"
    yield "copies", folder.backups / "desk.sqlite3"


def test_the_data_folder_is_refused_by_every_name(folder: DataFolder, tmp_path: Path) -> None:
    for name, path in _links(folder, tmp_path):
        with pytest.raises(Refused):
            check_target(path, folder, replace=True)
        assert folder.database.read_bytes() == b"register", name


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs /proc")
def test_an_open_file_of_the_register_is_refused(folder: DataFolder) -> None:
    with folder.database.open("rb") as file, pytest.raises(Refused):
        check_target(Path(f"/proc/self/fd/{file.fileno()}"), folder, replace=True)


def test_what_is_no_file_is_refused_without_waiting_for_it(folder: DataFolder, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo.xlsx")
    (tmp_path / "folder.xlsx").mkdir()
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "s"))
        places = ["/dev/null", "/dev/full", "/dev/new.xlsx", "/proc/new.xlsx", "/", str(tmp_path)]
        places += [str(tmp_path / name) for name in ("fifo.xlsx", "folder.xlsx", "s", "s/new.xlsx")]
        for place in places:
            with pytest.raises(Refused):
                check_target(Path(place), folder, replace=True)


def test_names_that_no_system_takes_are_refused_in_words(folder: DataFolder, tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    for name in ("a\0.xlsx", "长" * 300, "loop", "loop/a.xlsx", "half\udcff.xlsx"):
        try:
            check_target(tmp_path / name, folder)
        except DeskError as error:
            str(error).encode()


def test_a_file_that_is_there_needs_a_yes(folder: DataFolder, tmp_path: Path) -> None:
    path = tmp_path / "log.xlsx"
    check_target(path, folder)
    path.write_bytes(b"older")
    with pytest.raises(AlreadyThere) as refused:
        check_target(path, folder)
    assert refused.value.paths == (path,)
    check_target(path, folder, replace=True)


def test_one_place_of_the_data_folder_may_be_opened(folder: DataFolder) -> None:
    check_target(folder.backups / "desk-1.sqlite3", folder, own=folder.backups)
    check_folder(folder.backups, folder, own=folder.backups)
    with pytest.raises(Refused):
        check_target(folder.root / "desk-1.sqlite3", folder, own=folder.backups)
    with pytest.raises(Refused):
        check_target(folder.database, folder, own=folder.backups, replace=True)


def test_an_ordinary_place_passes_also_before_its_folder_is_made(folder: DataFolder, tmp_path: Path) -> None:
    check_target(tmp_path / "新建" / "log.xlsx", folder)
    check_target(tmp_path / "data-2" / "log.xlsx", folder)
