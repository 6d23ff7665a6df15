"""The head of the journal as a value outside the register."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from app.models.journal.anchor import EMPTY, Anchor, head_of, read_text


def _journal(*hashes: str) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE journal (id INTEGER PRIMARY KEY, hash TEXT)")
    connection.executemany("INSERT INTO journal (hash) VALUES (?)", [(value,) for value in hashes])
    return connection


def test_the_head_is_the_last_line_with_the_number_of_lines() -> None:
    with closing(_journal("a1", "b2", "c3")) as connection:
        connection.execute("DELETE FROM journal WHERE id = 2")
        assert head_of(connection) == Anchor(3, "c3", 2)


def test_an_empty_journal_has_the_empty_head() -> None:
    with closing(_journal()) as connection:
        assert head_of(connection) == EMPTY


def test_an_anchor_comes_back_from_its_text() -> None:
    anchor = Anchor(17, "ab" * 32, 17)
    assert read_text(anchor.text()) == anchor


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"line": "x", "hash": "", "count": 1}', "[" * 100_000])
def test_any_other_text_is_no_anchor(text: str) -> None:
    assert read_text(text) is None
