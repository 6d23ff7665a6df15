"""Some days of the simulated year, on every run: the desk and the oracle agree on every ring."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.simulation.year import FAULTS, simulate


@pytest.mark.parametrize("start", [date(2026, 4, 12), date(2026, 12, 28)])
def test_what_rings_is_what_an_oracle_that_looks_at_every_ticket_in_every_minute_says(start, tmp_path: Path) -> None:
    year = simulate(tmp_path, days=5, tickets=8, faults=0, thorough=True, start=start)
    assert year.figures.bad == []
    assert year.figures.rings > 30


def test_nothing_is_lost_or_doubled_whatever_happens_to_the_computer(tmp_path: Path) -> None:
    year = simulate(tmp_path, days=6, tickets=12, faults=2 * len(FAULTS), start=date(2026, 9, 6))
    assert year.figures.bad == []
    assert set(year.figures.faults.values()) == {2}
    assert year.machine.failed_ticks > 0
    assert year.figures.causes.total() > 0


def test_the_ticks_that_the_simulation_leaves_out_would_have_raised_nothing(tmp_path: Path) -> None:
    told = {"days": 0.45, "tickets": 60, "faults": 0, "start": date(2026, 2, 3)}
    short = simulate(tmp_path / "short", **told)
    full = simulate(tmp_path / "full", **told, every_tick=True)
    assert full.figures.bad == []
    assert full.figures.ticks > 0.45 * 17_280
    assert full.figures.heard == short.figures.heard
