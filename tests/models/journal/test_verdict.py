"""A register that cannot be read is said to be so, and a busy one is not called altered."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from app.base.errors import EnvironmentFault, RegisterBusy
from app.base.paths import DataFolder
from app.models.journal.verdict import judge
from app.models.journal.verify import open_to_verify
from app.models.shared import direct
from tests.support.registers import copy_empty_register


def test_a_missing_register_is_said_and_is_not_made(tmp_path: Path) -> None:
    path = tmp_path / "desk.sqlite3"
    with pytest.raises(EnvironmentFault, match="读不出"):
        judge(path, tickets=True)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_register_does_not_hold(tmp_path: Path) -> None:
    path = tmp_path / "desk.sqlite3"
    path.write_bytes(b"no register" * 400)
    assert not judge(path, tickets=True).holds


def test_a_register_without_its_tables_does_not_hold(tmp_path: Path) -> None:
    path = tmp_path / "desk.sqlite3"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE other (x)")
        connection.commit()
    assert not judge(path, tickets=True).holds


def test_a_register_that_another_program_holds_alone_is_busy_not_altered(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy_empty_register(folder)
    monkeypatch.setattr(direct, "_BUSY_SECONDS", 0)
    with closing(sqlite3.connect(folder.database, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode=EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(RegisterBusy), open_to_verify(folder.database) as connection:
            connection.execute("SELECT count(*) FROM journal").fetchone()
        other.execute("ROLLBACK")
