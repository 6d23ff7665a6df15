"""Reads a finished copy of the register row by row: every table of it, values as a person reads them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import BigInteger, Column, LargeBinary, Table
from sqlalchemy.sql.sqltypes import Integer

from app.base.clock import from_seconds
from app.models.journal.anchor import Anchor, head_of
from app.models.journal.sealing import read_changes, read_text
from app.models.register import stores as _every_table  # noqa: F401  # declares every table
from app.models.shared.columns import Code, Flag, Instant, Json, Texts, metadata
from app.models.shared.driver import connect
from app.rules.archive.catalogue import column_word
from app.rules.archive.shown import YES_NO, code_words, cut, json_words, text_words

Value = str | int | float | datetime | None
_OF_TICKET = "工单编号"
_TICKET_ID = "ticket_id"
_JSON_COLUMNS = frozenset({("tickets", "local_fields"), ("tickets", "platform_times"), ("tickets", "phones")})
_END_OF_TIME = 250_000_000_000
_SECONDS = frozenset({("tickets", "next_due")})


@dataclass(frozen=True, slots=True)
class TableFacts:
    """One table of a copy: its name, its headings, which of them are instants and numbers, and its number of rows.

    Where the rows belong to a ticket, the first heading is that of the ticket's number.
    """

    name: str
    headings: tuple[str, ...]
    instants: frozenset[int]
    numbers: frozenset[int]
    rows: int


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that the register itself keeps: what it is called, its hash, and the row that holds it."""

    name: str
    sha256: str
    id: int


class ArchiveSource:
    """A copy of the register; nobody writes to it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        there = {str(row[0]) for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        self._tables = {table.name: table for table in metadata.sorted_tables if table.name in there}
        self._show = {name: [_shower(name, column) for column in table.columns] for name, table in self._tables.items()}

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its tables, parents before children."""
        return tuple(self._tables)

    def head(self) -> Anchor:
        """The head of its journal."""
        return head_of(self._connection)

    def facts(self, name: str) -> TableFacts:
        """One table."""
        table, headings = self._tables[name], self.headings(name)
        ahead = len(headings) - len(table.columns)
        instants = {
            at + ahead
            for at, column in enumerate(table.columns)
            if isinstance(column.type, Instant) or (name, column.name) in _SECONDS
        }
        numbers = {at + ahead for at, column in enumerate(table.columns) if isinstance(column.type, Integer)}
        (rows,) = self._connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()
        return TableFacts(
            name,
            headings,
            frozenset(instants),
            frozenset(numbers) - instants,
            int(rows),
        )

    def columns(self, name: str) -> tuple[str, ...]:
        """The names of a table's own columns."""
        return tuple(column.name for column in self._tables[name].columns)

    def headings(self, name: str) -> tuple[str, ...]:
        """The headings of a table's rows."""
        table = self._tables[name]
        ahead = (_OF_TICKET,) if _link(table) is not None else ()
        return (*ahead, *(column_word(name, column.name) for column in table.columns))

    def rows(self, name: str) -> Iterator[tuple[Value, ...]]:
        """Every row of a table by its key, in the order of its headings; read in steps."""
        if name == "journal":
            yield from self._journal()
            return
        table = self._tables[name]
        key = ", ".join(f'own."{column.name}"' for column in table.primary_key.columns)
        for row in self._connection.execute(f"{_select(table)} ORDER BY {key}"):
            yield self._shown(name, row)

    def of_tickets(self, name: str) -> Iterator[tuple[int, tuple[Value, ...]]]:
        """The rows of a table that belong to tickets, each after its ticket's id, by ticket and key."""
        table = self._tables[name]
        key = ", ".join(f'own."{column.name}"' for column in table.primary_key.columns)
        ahead = 0 if table.name == "tickets" else 1
        if name == "journal":
            order = "ORDER BY ticket_id, id"
            yield from ((row[0], self._shown(name, (None, *row[1]))) for row in self._lines(order, of_tickets=True))
            return
        id_of = f"{_link(table)}.ticket_id" if ahead else "own.id"
        query = f"{_select(table, f'{id_of} AS of_ticket, ')} WHERE {id_of} IS NOT NULL ORDER BY {id_of}, {key}"
        for row in self._connection.execute(query):
            yield row[0], self._shown(name, row[1:])

    def belongs_to_tickets(self, name: str) -> bool:
        """Whether the rows of a table belong to tickets."""
        return _link(self._tables[name]) is not None

    def papers(self) -> list[StoredFile]:
        """The issued papers whose files the register keeps."""
        query = "SELECT p.file, p.number, p.sha256, p.id FROM papers p JOIN paper_contents c ON c.paper_id = p.id"
        return [
            StoredFile(str(file or number), sha, key)
            for file, number, sha, key in self._connection.execute(f"{query} ORDER BY p.id")
        ]

    def paper_content(self, key: int) -> bytes:
        """The file of an issued paper."""
        return self._blob("SELECT content FROM paper_contents WHERE paper_id = ?", key)

    @property
    def with_files(self) -> tuple[str, ...]:
        """The tables whose rows hold a whole file each, beside its hash: revised papers, evidence packages."""
        return tuple(name for name, table in self._tables.items() if {"content", "sha256"} <= set(table.c.keys()))

    def files_of(self, name: str) -> list[StoredFile]:
        """The files in such a table."""
        columns = self._tables[name].c
        called = "file" if "file" in columns else "number" if "number" in columns else "id"
        query = f'SELECT "{called}", sha256, id FROM "{name}" ORDER BY id'
        return [StoredFile(str(file), sha, key) for file, sha, key in self._connection.execute(query)]

    def content_of(self, name: str, key: int) -> bytes:
        """The file in one row of such a table."""
        return self._blob(f'SELECT content FROM "{name}" WHERE id = ?', key)

    def evidence(self) -> list[tuple[str, str]]:
        """Hash and name of every evidence file."""
        query = "SELECT hash, name FROM evidence ORDER BY hash"
        return [(str(digest), str(name)) for digest, name in self._connection.execute(query)]

    def _blob(self, query: str, key: int) -> bytes:
        return bytes(self._connection.execute(query, (key,)).fetchone()[0])

    def _shown(self, name: str, row: Sequence[Any]) -> tuple[Value, ...]:
        show = self._show[name]
        ahead = len(row) - len(show)
        return (*row[:ahead], *(one(value) for one, value in zip(show, row[ahead:], strict=True)))

    def _journal(self) -> Iterator[tuple[Value, ...]]:
        for _, row in self._lines("ORDER BY id"):
            yield self._shown("journal", (row[5], *row))

    def _lines(self, order: str, *, of_tickets: bool = False) -> Iterator[tuple[int, tuple[Any, ...]]]:
        """Journal lines with the texts that stand beside them put back."""
        columns = ", ".join(f'"{column.name}"' for column in self._tables["journal"].columns)
        where = "WHERE ticket_id IS NOT NULL" if of_tickets else ""
        texts_of = "SELECT field, part, text FROM journal_texts WHERE line_id = ?"
        for row in self._connection.execute(f"SELECT {columns} FROM journal {where} {order}"):
            line_id, at, who, verb, ticket_id, number, text, changes, digest, *rest = row
            texts = {}
            if digest or '{"old":' in changes:
                texts = {(field, part): said for field, part, said in self._connection.execute(texts_of, (line_id,))}
            pairs = read_changes(changes, texts)
            moved = "；".join(f"{word}：{old or '（空）'} → {new or '（空）'}" for word, (old, new) in pairs.items())
            own = read_text(text, digest, texts)
            yield ticket_id, (line_id, at, who, verb, ticket_id, number, own, moved, digest, *rest)


@contextmanager
def opened_copy(path: Path) -> Iterator[ArchiveSource]:
    """A finished copy, open for reading."""
    with closing(connect(path, still=True)) as connection:
        yield ArchiveSource(connection)


def _link(table: Table) -> str | None:
    """The alias of the table that holds the ticket of a row; None where rows belong to no ticket."""
    if _TICKET_ID in table.c:
        return "own"
    return "above" if _parent(table) is not None else None


def _parent(table: Table) -> tuple[Column[Any], Table] | None:
    """The column that leads to a table with tickets, and that table."""
    for column in table.columns:
        for key in column.foreign_keys:
            if _TICKET_ID in key.column.table.c:
                return column, key.column.table
    return None


def _select(table: Table, more: str = "") -> str:
    columns = ", ".join(f'own."{column.name}"' for column in table.columns)
    link, parent = _link(table), _parent(table)
    if link is None:
        return f'SELECT {more}{columns} FROM "{table.name}" own'
    above = ""
    if link == "above" and parent is not None:
        above = f'LEFT JOIN "{parent[1].name}" above ON above.id = own."{parent[0].name}"'
    number = "of_it.number, "
    joined = f"LEFT JOIN tickets of_it ON of_it.id = {link}.ticket_id"
    return f'SELECT {more}{number}{columns} FROM "{table.name}" own {above} {joined}'


def _shower(table: str, column: Column[Any]) -> Callable[[Any], Value]:
    """Shows a stored value of a column."""
    kind = column.type
    if isinstance(kind, Instant) or (table, column.name) in _SECONDS:
        return _instant
    if isinstance(kind, Flag):
        return _flag
    if isinstance(kind, LargeBinary):
        return _bytes
    if isinstance(kind, Json | Texts) or (table, column.name) in _JSON_COLUMNS:
        return partial(_json, table)
    if isinstance(kind, Integer | BigInteger):
        return _number
    words = code_words(kind.kind) if isinstance(kind, Code) else text_words(table, column.name)
    return _text if not words else lambda value: words.get(str(value), _text(value))


def _instant(value: Any) -> Value:
    if not isinstance(value, int):
        return _text(value)
    # A clock that no longer runs is kept as the end of time.
    return from_seconds(value) if abs(value) < _END_OF_TIME else ""


def _flag(value: Any) -> Value:
    return YES_NO.get(value, _text(value))


def _number(value: Any) -> Value:
    return value if isinstance(value, int | float) else _text(value)


def _bytes(value: Any) -> Value:
    return "" if value is None else f"（{len(value):,} 字节，见文件或登记库副本）"


def _json(table: str, value: Any) -> Value:
    return cut(json_words(str(value), table)) if value is not None else ""


def _text(value: Any) -> Value:
    return "" if value is None else cut(str(value))
