"""Reads measures."""

from __future__ import annotations

from app.desk.measure.rows import MeasureRow, measure_row
from app.desk.shared.context import Desk
from app.rules.measure import MeasureKind


def listing(desk: Desk, *, kind: MeasureKind | None = None) -> list[MeasureRow]:
    """Measures: those in force by their time, then the ended ones, the newest first."""
    with desk.register.reading() as stores:
        return [measure_row(row) for row in stores.measures.listing(kind)]
