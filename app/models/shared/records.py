"""Typed records: every store returns rows as a frozen dataclass, whose fields are the columns in order."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from sqlalchemy import Column, Table

RecordT = TypeVar("RecordT")


def columns_of(kind: type[Any], *tables: Table) -> tuple[Column[Any], ...]:
    """The columns that fill a record, by field name; the first table with a column of that name supplies it.

    Raises:
        KeyError: no table has a column of that name.

    """
    return tuple(_column(field.name, tables) for field in dataclasses.fields(kind))


def _column(name: str, tables: Sequence[Table]) -> Column[Any]:
    for table in tables:
        if name in table.c:
            return table.c[name]
    raise KeyError(f"no column {name!r} in {', '.join(table.name for table in tables)}")


def records(kind: type[RecordT], rows: Iterable[Sequence[Any]]) -> list[RecordT]:
    """The records of rows that were selected by `columns_of`."""
    return [kind(*row) for row in rows]


def record(kind: type[RecordT], row: Sequence[Any] | None) -> RecordT | None:
    """The record of a row, or None."""
    return None if row is None else kind(*row)
