"""The day's log of many rows against the same cells written with bare XlsxWriter."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import xlsxwriter

from app.base.clock import SHANGHAI, local_day
from app.base.people import Person
from app.desk.figures import reads as desk_figures
from app.desk.figures.reads import Window
from app.desk.journal import reads as journal_reads
from app.reports import day_log
from app.reports.day_log_tickets import FLOW
from tests.benchmarks.figures import Figure, once
from tests.benchmarks.made_up import END, fill
from tests.benchmarks.places import desk_in


def run(folder: Path, size: int) -> list[Figure]:
    """All made-up tickets in one log: the window is widened to hold them."""
    with desk_in(folder / f"log-{size}") as desk:
        fill(desk, size, open_share=0.0)
        window = Window(END - timedelta(minutes=size + 1), END + timedelta(minutes=1))
        sheets = day_log.tables(desk, local_day(END), window, journal_reads.head(desk))
        lines = [FLOW.line(row, desk.levels) for row in desk_figures.ticket_flow(desk, window)]
        (journal_sheet,) = [sheet for sheet in sheets if sheet.title == "日志"]
        journal_lines = list(journal_sheet.rows)
        bare = once(lambda: _bare(folder / "bare.xlsx", lines, journal_lines))
        day_log.day_window = lambda _day, _mode: window
        told = []
        ours = once(
            lambda: told.append(
                day_log.write_day_log(desk, person=Person("基准"), day=local_day(END), path=folder / "log.xlsx").result
            )
        )
        assert told[0].rows["工单流水"] == size == told[0].counted["工单流水"]
    assert len(FLOW.columns) == 17
    return [
        Figure(f"day log of {size:,} rows / bare XlsxWriter", ours / bare, "×", 1.2,
               note=f"{ours:.2f} s with reading and counting again : {bare:.2f} s"),
    ]  # fmt: skip


def _bare(path, *sheets):
    book = xlsxwriter.Workbook(
        path,
        {"constant_memory": True, "strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False},
    )
    wall = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
    for lines in sheets:
        sheet = book.add_worksheet()
        for index, line in enumerate(lines):
            for column, cell in enumerate(line):
                if cell is None or cell == "":  # as in the log, nothing is written where nothing is known
                    continue
                if hasattr(cell, "astimezone"):
                    sheet.write_datetime(index, column, cell.astimezone(SHANGHAI).replace(tzinfo=None), wall)
                else:
                    sheet.write_string(index, column, str(cell))
    book.close()
