"""Figures over a register of any size: CPU of each question once loaded, and how long loading takes."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import text

from app.desk.dashboard import reads as dashboard_reads
from app.desk.figures import asked as questions
from app.desk.figures import counterfactual, events
from app.desk.figures.asked import Asked
from app.desk.figures.cells import cells
from app.desk.figures.column_file import read_columns
from app.desk.figures.what_if import what_if
from app.desk.rescue_list import reads as rescue_reads
from app.desk.shared.context import Desk
from app.rules.figures.fields import Caliber, Field
from tests.benchmarks.figures import Figure, once
from tests.benchmarks.places import desk_in
from tests.support.figure_tickets import fill

PROBLEMS = Asked("assess:2026-11", ("category2",), Caliber.NET)
QUESTIONS = (
    Asked("assess:2026-11", ("unit",), Caliber.NET),
    Asked("year:2026", ("month",)),
    Asked("year:2026", ("merchant",), Caliber.NET),
    Asked("half:2026-H2", ("category", "street")),
    Asked("range:2025-12-01..2028-03-01", ("unit", "source"), answers="desk"),
)


def run(folder: Path, size: int) -> list[Figure]:
    """The figures for `size` tickets."""
    limit = 50 if size <= 100_000 else 200
    with desk_in(folder / f"figures-{size}") as desk:
        filling = once(lambda: fill(desk, size))
        making = once(lambda: questions.figures(desk, QUESTIONS[0]))
        _sign(desk)
        reading = once(lambda: read_columns(desk.folder.figure_columns))
        figures = [
            Figure(f"{size:,}: filling the register", filling, "s"),
            Figure(f"{size:,}: columns from the register, and kept", making, "s"),
            Figure(f"{size:,}: columns from their file", reading, "s"),
            Figure(f"{size:,}: their file", desk.folder.figure_columns.stat().st_size / 2**20, "MB"),
        ]
        for asked in QUESTIONS:
            name = f"{size:,}: {asked.period} by {','.join(asked.by)}"
            figures.append(Figure(name, _cpu(lambda asked=asked: questions.figures(desk, asked)), "ms CPU", limit))
        told = {
            "what every problem of a month cost": lambda: counterfactual.problems(desk, PROBLEMS),
            "other weights over a year": lambda: what_if(desk, Asked("year:2026"), "weights=10/45/45,partial=solved"),
            "the cells of the quality page": lambda: cells(desk, *_span(desk), answers="desk"),
            "sign-for and contact of a month": lambda: events.of_period(desk, *_span(desk)),
        }
        for words, work in told.items():
            # Other weights are four questions in one.
            allowed = 4 * limit if words.startswith("other") else limit
            figures.append(Figure(f"{size:,}: {words}", _cpu(work), "ms CPU", allowed))
        board = _cpu(lambda: dashboard_reads.board(desk))
        figures.append(Figure(f"{size:,}: the dashboard", board, "ms CPU", 300))
        saving = _cpu(lambda: rescue_reads.listing(desk, asked=replace(PROBLEMS, by=())), runs=3)
        figures.append(Figure(f"{size:,}: the rescue list of a month", saving, "ms CPU", 1000 * size / 100_000))
        behind = _cpu(lambda: questions.tickets_behind(desk, QUESTIONS[0], Field.SOLVED))
        figures.append(Figure(f"{size:,}: the tickets behind one cell", behind, "ms CPU", limit))
    return figures


def _sign(desk: Desk) -> None:
    """Has every ticket signed for and contacted, one in three of them late."""
    order = (
        "UPDATE tickets SET signed_at = dispatched_at + 600, sign_due_at = dispatched_at + 1800,"
        " sign_late = id % 3 = 0, contact_due_at = dispatched_at + 86400,"
        " first_contact_at = dispatched_at + 57600 + 43200 * (id % 3 = 0)"
    )
    with desk.register.writing() as stores:
        stores.connection.execute(text(order))


def _span(desk: Desk) -> tuple[datetime, datetime]:
    period = questions.figures(desk, PROBLEMS).period
    return period.start, period.end


def _cpu(work: Callable[[], object], *, runs: int = 5) -> float:
    work()
    taken = []
    for _ in range(runs):
        begun = time.process_time()
        work()
        taken.append(time.process_time() - begun)
    return statistics.median(taken) * 1000
