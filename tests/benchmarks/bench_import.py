"""Import of a workbook of 25 columns against the bare pipeline and against openpyxl's bare reading."""

from __future__ import annotations

import os
from pathlib import Path

import openpyxl
import python_calamine

from app.base.people import Person
from app.desk.intake import acts as intake_acts
from app.models.ticket.search import row_id
from app.rules.shared.search_terms import document
from app.rules.ticket.fields import ARRIVING
from tests.benchmarks.figures import Figure, once
from tests.benchmarks.made_up import HEADERS, write_workbook
from tests.benchmarks.places import desk_in, raw_copy_of_schema

# The columns of the file that go into the raw table, in the file's order; the rest keep their defaults.
_RAW = (
    "number", "other_number", "source", "type", "category_1", "category_2", "category_3", "title", "content",
    "platform_status", "urgency_raw", "caller", "phone_raw", "phones", "caller_address", "street", "community",
    "place", "merchant", "unit", "dispatched_at", "called_at", "imported_deadline", "closed_at", "office",
)  # fmt: skip


def bare_pipeline(path: Path, schema: Path, target: Path) -> int:
    """calamine → insert with the same indexes → search index; no rule, no check, no journal."""
    raw = raw_copy_of_schema(schema, target)
    rows = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0).iter_rows()
    next(rows)
    insert = (
        f"INSERT INTO tickets ({', '.join(_RAW)}, status, is_open) VALUES ({', '.join('?' * len(_RAW))}, 'closed', 0)"
    )
    raw.execute("BEGIN IMMEDIATE")
    batch: list[list[object]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == 1000:
            raw.executemany(insert, batch)
            batch.clear()
    raw.executemany(insert, batch)
    found = raw.execute("SELECT id, number, other_number, title, content, caller, phones, merchant, place FROM tickets")
    while chunk := found.fetchmany(2000):
        raw.executemany(
            "INSERT INTO ticket_search(rowid, body) VALUES (?, ?)",
            sorted((row_id(0, row[0]), document(row[1:])) for row in chunk),
        )
    raw.execute("COMMIT")
    count = raw.execute("SELECT count(*) FROM tickets").fetchone()[0]
    raw.close()
    return int(count)


def bare_openpyxl(path: Path) -> int:
    """openpyxl's read-only mode, every cell touched."""
    book = openpyxl.load_workbook(path, read_only=True)
    count = sum(1 for row in book.worksheets[0].iter_rows(values_only=True) if row[0])
    book.close()
    return count


def _processor() -> float:
    """Seconds of processor of this process and of the reading processes that have ended."""
    return sum(os.times()[:4])


def run(folder: Path, size: int) -> list[Figure]:
    """The figures for `size` rows."""
    path = folder / "export.xlsx"
    write_workbook(path, size)
    assert len(HEADERS) == len(_RAW) == 25
    assert set(_RAW) <= set(ARRIVING)
    with desk_in(folder / "ours") as desk:
        before = _processor()
        raw = once(lambda: bare_pipeline(path, desk.folder.database, folder / "raw.sqlite3"))
        bare = _processor() - before
        peer = once(lambda: bare_openpyxl(path))
        results = []
        before = _processor()
        ours = once(lambda: results.append(intake_acts.import_file(desk, person=Person("基准"), path=path).result))
        desk.reader.close()
        worked = _processor() - before
        (result,) = results
        assert (result.rows, result.created, result.refused) == (size, size, 0)
        again = once(lambda: results.append(intake_acts.import_file(desk, person=Person("基准"), path=path).result))
        assert results[-1].unchanged == size
    return [
        Figure(f"import {size:,} × 25 / bare pipeline", ours / raw, "×", 1.5, note=f"{ours:.2f} s : {raw:.2f} s"),
        Figure(
            f"processor of import {size:,} × 25 / bare pipeline",
            worked / bare,
            "×",
            note=f"{worked:.2f} s : {bare:.2f} s; where no second core is free, the ratio above comes to this",
        ),
        Figure(f"import {size:,} × 25 / openpyxl read", ours / peer, "×", 1.0, note=f"{ours:.2f} s : {peer:.2f} s"),
        Figure(f"the same file again, {size:,} unchanged", again, "s"),
    ]
