"""What is remembered of data folders outside them, and that nothing fails because of it."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from app.base import known_folders
from app.base.known_folders import ENVIRONMENT_VARIABLE, KnownFolder


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "state" / "deep"
    monkeypatch.setenv(ENVIRONMENT_VARIABLE, str(home))
    return home / "data-folders.json"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    home = tmp_path / "data"
    home.mkdir()
    return home


def mark(root: Path, identity: str) -> None:
    (root / "REGISTER.txt").write_text(f"本文件夹……\n{known_folders.identity_line(identity)}", encoding="utf-8")


def test_a_folder_is_known_by_its_real_path_with_what_was_noted_last(state: Path, data: Path, tmp_path: Path) -> None:
    assert known_folders.known(data) is None
    known_folders.remember(data, identity="0123456789abcdef")
    known_folders.remember(data, second="/media/usb")
    (tmp_path / "link").symlink_to(data)
    expected = KnownFolder(os.path.normcase(str(data)), "0123456789abcdef", "/media/usb")
    assert known_folders.known(data) == known_folders.known(tmp_path / "link") == expected
    before = state.stat().st_mtime_ns
    known_folders.remember(data, identity="0123456789abcdef")
    assert state.stat().st_mtime_ns == before
    assert state.stat().st_mode & 0o077 == 0


def test_a_renamed_folder_is_found_beside_and_another_register_is_not(state: Path, data: Path) -> None:
    identity = known_folders.new_identity()
    mark(data, identity)
    known_folders.remember(data, identity=known_folders.identity_in(data))
    other = data.with_name("别的")
    other.mkdir()
    mark(other, known_folders.new_identity())
    moved = data.rename(data.with_name("值守数据2026"))
    remembered = known_folders.known(data)
    assert remembered is not None
    assert known_folders.renamed_to(remembered) == str(moved)
    shutil.rmtree(moved)
    assert known_folders.renamed_to(remembered) == ""
    assert known_folders.renamed_to(KnownFolder("/no/such/folder", identity)) == ""


@pytest.mark.parametrize("held", [b"", b"[1, 2]", b'{"a": 1}', b"[" * 100_000, b'[{"path": "x"}]', b"\xff\xfe"])
def test_a_list_that_nobody_wrote_counts_as_empty_and_is_written_anew(state: Path, data: Path, held: bytes) -> None:
    state.parent.mkdir(parents=True)
    state.write_bytes(held)
    assert known_folders.known(data) is None
    known_folders.remember(data, identity="0123456789abcdef")
    assert len(json.loads(state.read_bytes())) == 1


def test_a_state_folder_that_cannot_be_written_keeps_nothing_from_going_on(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_bytes(b"")
    monkeypatch.setenv(ENVIRONMENT_VARIABLE, str(blocked / "state"))
    known_folders.remember(data, identity="0123456789abcdef")
    assert known_folders.known(data) is None


def test_only_so_many_are_remembered_the_newest(state: Path, tmp_path: Path) -> None:
    for number in range(known_folders._MOST + 5):
        known_folders.remember(tmp_path / str(number), identity="0123456789abcdef")
    assert known_folders.known(tmp_path / "4") is None
    assert known_folders.known(tmp_path / "5") is not None
