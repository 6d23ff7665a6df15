"""Which table stands in which workbook of the archive, and the words of tables and columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.base.resources import resource_toml
from app.rules.ticket.fields import BY_NAME

TICKETS = "tickets"
_FILE = "archive.toml"
_REST = "99 其他"


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook of the archive: its name, and the tables in it by their words."""

    name: str
    tables: Mapping[str, str]


def books(present: Iterable[str]) -> tuple[Book, ...]:
    """The workbooks for these tables; a table that the list does not know stands in the last one, under its own name.

    So nothing is left out of an archive; a test finds the table that lacks its place.
    """
    waiting = dict.fromkeys(present)
    made: list[Book] = []
    for one in resource_toml(_FILE)["books"]:
        tables = {table: words for table, words in one["tables"].items() if table in waiting}
        for table in tables:
            del waiting[table]
        if tables:
            made.append(Book(one["name"], tables))
    if waiting:
        made.append(Book(_REST, {table: table for table in waiting}))
    return tuple(made)


def left_out_of_pages() -> frozenset[str]:
    """The tables that the pages of tickets leave out."""
    return frozenset(resource_toml(_FILE)["pages"]["left_out"])


def column_word(table: str, column: str) -> str:
    """The heading of a column; its own name where it has no word."""
    if table == TICKETS and column in BY_NAME and BY_NAME[column].word:
        return BY_NAME[column].word
    words = resource_toml(_FILE)["columns"]
    return str(words.get(f"{table}.{column}") or words.get(column, column))
