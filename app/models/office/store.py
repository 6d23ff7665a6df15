"""The store of office sheets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Unpack

from sqlalchemy import Connection, func, insert, select

from app.models.office.records import NewSheet, PrintedRow, SheetChange, SheetRecord
from app.models.office.tables import office_sheet_rows, office_sheets
from app.models.shared.records import columns_of, record, records
from app.models.shared.writing import add_row, change_row

_s, _r = office_sheets.c, office_sheet_rows.c
_SHEETS = select(*columns_of(SheetRecord, office_sheets))


class OfficeStore:
    """Office sheets within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def next_place(self) -> int:
        """The number for the code of the next sheet."""
        return int(self._connection.execute(select(func.coalesce(func.max(_s.id), 0))).scalar_one()) + 1

    def add(self, new: NewSheet, rows: Sequence[PrintedRow]) -> int:
        """Adds a sheet with its rows; returns its id."""
        sheet_id = add_row(self._connection, office_sheets, new)
        values = [
            {"sheet_id": sheet_id, "ticket_id": row.ticket_id, "number": row.number, "printed": row.printed}
            for row in rows
        ]
        self._connection.execute(insert(office_sheet_rows), values)
        return sheet_id

    def by_code(self, code: str) -> SheetRecord | None:
        """The sheet of this code, or None."""
        return record(SheetRecord, self._connection.execute(_SHEETS.where(_s.code == code)).one_or_none())

    def rows_of(self, sheet_id: int) -> list[PrintedRow]:
        """The rows of a sheet in their order."""
        query = select(*columns_of(PrintedRow, office_sheet_rows)).where(_r.sheet_id == sheet_id).order_by(_r.id)
        return records(PrintedRow, self._connection.execute(query))

    def listing(self, limit: int = 500) -> list[SheetRecord]:
        """The newest sheets first."""
        return records(SheetRecord, self._connection.execute(_SHEETS.order_by(_s.id.desc()).limit(limit)))

    def change(self, before: SheetRecord, **changes: Unpack[SheetChange]) -> None:
        """Writes the counts of a return.

        Raises:
            StaleVersion: the row's version is no longer `before.version`.

        """
        change_row(self._connection, office_sheets, before, changes)
