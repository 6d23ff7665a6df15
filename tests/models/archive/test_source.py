"""Every table, column and code of the register has its place and its words in the archive."""

from __future__ import annotations

from app.models.archive import source
from app.models.shared.columns import Code, metadata
from app.rules.archive.catalogue import books, column_word
from app.rules.archive.shown import code_words

assert source  # declares every table


def test_every_table_of_the_register_has_its_workbook():
    assert [dict(book.tables) for book in books(metadata.tables) if book.name.startswith("99")] == []


def test_every_column_has_its_word():
    lacking = [
        f"{table.name}.{column.name}"
        for table in metadata.sorted_tables
        for column in table.columns
        if column_word(table.name, column.name) == column.name
    ]
    assert lacking == []


def test_every_code_has_its_word():
    lacking = [
        f"{table.name}.{column.name}: {member.value}"
        for table in metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, Code)
        for member in column.type.kind
        if member.value not in code_words(column.type.kind)
    ]
    assert lacking == []
