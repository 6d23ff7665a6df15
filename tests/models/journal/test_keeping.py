"""The anchor beside a register: at most a second behind, never ahead, never moved over a loss."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.models.journal.anchor import EMPTY, Anchor, head_of
from app.models.journal.keeping import AnchorKeeper, anchor_file, read_anchor


def _add(register: Path, verb: str = "note") -> Anchor:
    with closing(sqlite3.connect(register)) as connection:
        (count,) = connection.execute("SELECT count(*) FROM journal").fetchone()
        connection.execute("INSERT INTO journal (hash, verb) VALUES (?, ?)", (f"hash-{count + 1}", verb))
        connection.commit()
        return head_of(connection)


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "desk.sqlite3"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE journal (id INTEGER PRIMARY KEY, hash TEXT, verb TEXT)")
        connection.commit()
    return path


@pytest.fixture
def keeper(register: Path) -> Iterator[AnchorKeeper]:
    made = AnchorKeeper(register)
    made.start()
    yield made
    made.close()


def test_an_empty_journal_has_its_anchor_from_the_start(register: Path, keeper: AnchorKeeper) -> None:
    assert read_anchor(register) == EMPTY


def test_a_journal_with_lines_and_no_anchor_does_not_quietly_get_one(register: Path) -> None:
    _add(register)
    keeper = AnchorKeeper(register)
    keeper.start()
    keeper.grew()
    keeper.close()
    assert not anchor_file(register).exists()


def test_a_journal_whose_chain_was_just_made_anew_gets_its_anchor(register: Path) -> None:
    head = _add(register, "rebuild")
    keeper = AnchorKeeper(register)
    keeper.start()
    assert read_anchor(register) == head
    keeper.close()


def test_further_commits_within_a_second_are_written_when_asked_and_at_the_end(
    register: Path, keeper: AnchorKeeper
) -> None:
    _add(register)
    keeper.grew()
    heads = [_add(register), _add(register)]
    keeper.grew()
    keeper.write()
    assert read_anchor(register) == heads[-1]
    last = _add(register)
    keeper.grew()
    keeper.close()
    assert read_anchor(register) == last


def test_what_grew_within_a_second_is_written_without_being_asked(register: Path, keeper: AnchorKeeper) -> None:
    last = _add(register)
    keeper.grew()
    (later,) = [thread for thread in threading.enumerate() if thread.name == "anchor"]
    later.join(5)
    assert read_anchor(register) == last


def test_a_process_that_is_behind_writes_the_head_that_stands_now(register: Path, keeper: AnchorKeeper) -> None:
    other = AnchorKeeper(register)
    _add(register)
    keeper.grew()
    newest = _add(register)
    other.grew()
    keeper.grew()
    keeper.write()
    assert read_anchor(register) == newest
    other.close()


@pytest.mark.parametrize("loss", ["DELETE FROM journal WHERE id > 1", "UPDATE journal SET hash = 'x'"])
def test_an_anchor_that_the_register_does_not_fit_stays_until_it_is_renewed(
    register: Path, keeper: AnchorKeeper, loss: str
) -> None:
    for _ in range(3):
        kept = _add(register)
    keeper.grew()
    keeper.write()
    with closing(sqlite3.connect(register)) as connection:
        connection.execute(loss)
        connection.commit()
    head = _add(register)
    keeper.grew()
    keeper.write()
    assert read_anchor(register) == kept
    keeper.renew()
    assert read_anchor(register) == head


def test_a_folder_that_cannot_be_written_never_fails_a_save(register: Path, keeper: AnchorKeeper) -> None:
    anchor_file(register).unlink()
    anchor_file(register).mkdir()
    _add(register)
    keeper.grew()
    keeper.write()
    assert read_anchor(register) is None
