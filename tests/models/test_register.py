"""The register notices what other connections write, and its watcher holds nobody up."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.models.register import Register


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "desk.sqlite3"
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE note (words TEXT)")
    connection.close()
    return path


@pytest.fixture
def register(file: Path) -> Iterator[Register]:
    made = Register(file)
    yield made
    made.close()


@pytest.fixture
def other(file: Path) -> Iterator[sqlite3.Connection]:
    """Another program on the same file."""
    connection = sqlite3.connect(file, isolation_level=None)
    yield connection
    connection.close()


def test_every_change_by_another_program_changes_the_number(register: Register, other: sqlite3.Connection) -> None:
    seen = [register.data_version()]
    for words in ("一", "二", "三"):
        other.execute("INSERT INTO note VALUES (?)", (words,))
        seen.append(register.data_version())
    assert len(set(seen)) == 4


def test_the_number_stands_still_while_nobody_writes(register: Register) -> None:
    assert register.data_version() == register.data_version()


def test_watching_lets_the_log_of_changes_be_cleared(register: Register, other: sqlite3.Connection) -> None:
    register.data_version()
    other.execute("INSERT INTO note VALUES ('一')")
    register.data_version()
    busy, in_log, moved = other.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    assert (busy, in_log, moved) == (0, 0, 0)
