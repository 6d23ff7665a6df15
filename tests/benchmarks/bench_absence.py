"""After an absence: thousands of deadlines have passed, and how long one turn of a tick keeps other writes waiting."""

from __future__ import annotations

import time
from datetime import timedelta
from pathlib import Path

from app.base.clock import StillClock
from app.base.paths import DataFolder
from app.desk.reminder import acts
from app.desk.shared.context import Desk
from tests.benchmarks.figures import Figure
from tests.benchmarks.made_up import END, fill
from tests.support.registers import desk_on

EXPIRED = 2_100


def run(folder: Path, expired: int = EXPIRED) -> list[Figure]:
    """CPU time of the longest turn: the reminders of all tickets fell due, then all rise to the second level."""
    clock = StillClock(END)
    desk = desk_on(DataFolder(folder / "absence"), clock)
    try:
        fill(desk, expired, open_share=1.0)
        figures = []
        for words, away in (("fell due", timedelta(days=12)), ("rise to the second level", timedelta(hours=2))):
            clock.advance(away)
            turns, rang = _turns(desk)
            note = f"{len(turns)} turns, {sum(turns):.2f} CPU s, {rang:,} rang"
            name = f"longest turn when {expired:,} deadlines {words}"
            figures.append(Figure(name, max(turns) * 1000, "CPU ms", 250, note=note))
        return figures
    finally:
        desk.register.close()


def _turns(desk: Desk) -> tuple[list[float], int]:
    """The CPU seconds of each turn until none does anything, and how many reminders rang."""
    turns, rang = [], 0
    while True:
        begun = time.thread_time()
        outcome = acts.raise_due(desk)
        turns.append(time.thread_time() - begun)
        if not outcome.changes:
            return turns, rang
        rang += len(outcome.result)
