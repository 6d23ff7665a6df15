"""The register notices what other connections write, and its watcher holds nobody up."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.models.register.register import Register


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


def _write(register: Register, words: str) -> None:
    with register.writing() as stores:
        stores.connection.exec_driver_sql("INSERT INTO note VALUES (?)", (words,))


def test_every_change_by_another_desk_changes_the_number(register: Register, file: Path) -> None:
    second = Register(file)
    seen = [register.changes_elsewhere()]
    for words in ("一", "二", "三"):
        _write(second, words)
        seen.append(register.changes_elsewhere())
    second.close()
    assert len(set(seen)) == 4


def test_the_number_stands_still_while_only_this_desk_writes(register: Register) -> None:
    before = register.changes_elsewhere()
    for words in ("一", "二", "三"):
        _write(register, words)
    assert register.changes_elsewhere() == before


def test_a_change_of_another_desk_between_two_of_our_own_is_seen(register: Register, file: Path) -> None:
    second = Register(file)
    before = register.changes_elsewhere()
    _write(register, "一")
    _write(second, "二")
    _write(register, "三")
    second.close()
    assert register.changes_elsewhere() != before


def test_a_transaction_that_failed_is_not_counted(register: Register) -> None:
    before = register.changes_elsewhere()
    with pytest.raises(ZeroDivisionError), register.writing():
        _ = 1 // 0
    assert register.changes_elsewhere() == before


def test_watching_lets_the_log_of_changes_be_cleared(register: Register, other: sqlite3.Connection) -> None:
    register.changes_elsewhere()
    other.execute("INSERT INTO note VALUES ('一')")
    register.changes_elsewhere()
    busy, in_log, moved = other.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    assert (busy, in_log, moved) == (0, 0, 0)


def _words(register: Register) -> list[str]:
    with register.reading() as stores:
        return list(stores.connection.exec_driver_sql("SELECT words FROM note").scalars())


def test_every_read_sees_what_was_written_before_it_and_nothing_written_meanwhile(register: Register) -> None:
    assert _words(register) == []
    with register.reading() as stores:
        stores.connection.exec_driver_sql("SELECT words FROM note").all()
        _write(register, "一")
        assert stores.connection.exec_driver_sql("SELECT words FROM note").all() == []
    assert _words(register) == ["一"]


def test_a_read_that_breaks_off_leaves_nothing_open(register: Register) -> None:
    with pytest.raises(LookupError), register.reading():
        raise LookupError
    _write(register, "一")
    assert _words(register) == ["一"]


def test_released_readers_beyond_two_are_closed_and_the_register_reads_on(register: Register) -> None:
    register.release_memory()  # nothing is open yet
    with register.open().reading() as _, register.open().reading() as _, register.open().reading() as _:
        pass
    readers = register.open()._readers
    assert len(readers._idle) == 3
    register.release_memory()
    assert len(readers._idle) == 2
    with register.reading():
        assert len(readers._idle) == 1
