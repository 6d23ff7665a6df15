"""Some days of the simulated year, on every run: the desk and the oracle agree on every ring."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.simulation.year import simulate


@pytest.mark.parametrize("start", [date(2026, 4, 12), date(2026, 12, 28)])
def test_what_rings_is_what_an_oracle_that_looks_at_every_ticket_in_every_minute_says(start, tmp_path: Path) -> None:
    year = simulate(tmp_path, days=7, tickets=20, faults=0, thorough=True, start=start)
    assert year.figures.bad == []
    assert year.figures.rings > 200
