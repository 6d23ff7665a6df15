"""Writes every table of the register's copy into workbooks, and counts their rows again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from app.base.errors import FileRefused
from app.base.table import Cell, Column, Kind, Table
from app.files.writers.tables import ROWS_PER_SHEET, write_workbook
from app.models.archive.source import ArchiveSource, TableFacts
from app.reports.archive.layout import TableCount, Watch
from app.rules.archive.catalogue import Book, books

_NARROW, _WIDE, _TEXT = 14, 22, 36
_LONG = frozenset({"标题", "主要内容", "内容", "答复", "办理结果", "原话", "说明", "申请理由", "变更"})


def write_books(source: ArchiveSource, folder: Path, watch: Watch) -> dict[str, TableCount]:
    """Writes the workbooks into `folder`; the rows that were counted in them, by table.

    Raises:
        FileRefused: the rows in a workbook are not those of the copy.
        EnvironmentFault: they cannot be written.
        Refused: it was cancelled.

    """
    found: dict[str, TableCount] = {}
    for book in books(source.names):
        found.update(_write(source, book, folder / f"{book.name}.xlsx", watch))
    return found


def _write(source: ArchiveSource, book: Book, path: Path, watch: Watch) -> Iterator[tuple[str, TableCount]]:
    facts = [source.facts(name) for name in book.tables]
    tables = [_table(source, one, book.tables[one.name]) for one in facts]
    before = watch.done

    def progress(rows: int) -> None:
        watch.step(before + rows - watch.done)

    counted = list(write_workbook(path, tables, progress=progress, cancelled=watch.is_cancelled).values())
    watch.step(before + sum(counted) - watch.done)
    for one in facts:
        sheets = max(1, -(-one.rows // ROWS_PER_SHEET))
        rows, counted = sum(counted[:sheets]), counted[sheets:]
        if rows != one.rows:
            raise FileRefused(f"{path.name} 的“{book.tables[one.name]}”写入后清点不符，没有归档", hint="请重试")
        yield one.name, TableCount(book.tables[one.name], path.name, rows)


def _table(source: ArchiveSource, facts: TableFacts, words: str) -> Table:
    columns = [Column(text, _kind(facts, at), _width(facts, at)) for at, text in enumerate(facts.headings)]
    rows: Iterator[Sequence[Cell]] = source.rows(facts.name)
    return Table(words, columns, rows)


def _kind(facts: TableFacts, at: int) -> Kind:
    return Kind.TIME if at in facts.instants else Kind.INTEGER if at in facts.numbers else Kind.TEXT


def _width(facts: TableFacts, at: int) -> int:
    heading = facts.headings[at]
    if heading in _LONG:
        return _TEXT
    return _WIDE if at in facts.instants or heading.endswith("编号") else _NARROW
