"""The checks behind the window: at its start, once a day, given up when it closes, and said when not kept."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta

import pytest

from app.base.clock import StillClock
from app.base.paths import DataFolder
from app.base.people import Person
from app.desk.shared.context import Desk
from app.desk.ticket import editing
from app.desk.upkeep.rows import RunKind
from app.startup.checking import Checking
from tests.support.registers import desk_on


@pytest.fixture
def desk(folder: DataFolder, clock: StillClock) -> Iterator[Desk]:
    made = desk_on(folder, clock)
    editing.create(made, person=Person("值班员甲"), values={"number": "热线-1", "title": "退费"})
    yield made
    made.register.close()


def _runs(desk: Desk) -> dict[RunKind, bool]:
    with desk.register.reading() as stores:
        found = {kind: stores.keep.last_run(kind) for kind in RunKind}
    return {kind: run.ok for kind, run in found.items() if run is not None}


def _checking(desk: Desk, closing_now: threading.Event | None = None) -> tuple[Checking, list[str]]:
    said: list[str] = []
    over = closing_now or threading.Event()
    return Checking(desk, over, changed=lambda: said.append("changed"), failed=said.append), said


def test_the_quick_checks_come_first_and_the_whole_ones_once_a_day(desk: Desk, clock: StillClock) -> None:
    checking, said = _checking(desk)
    checking.run()
    assert _runs(desk) == {RunKind.QUICK_CHECK: True}
    checking.run()
    assert _runs(desk).keys() >= {RunKind.WHOLE_CHECK, RunKind.VERIFIED}
    checking.run()
    assert said == ["changed", "changed"]
    assert checking.settled
    again, _ = _checking(desk)
    again.run()
    assert _runs(desk).keys() >= {RunKind.VERIFIED_ON}
    clock.advance(timedelta(days=1))
    checking.run()
    assert len(said) == 3


def test_a_closing_window_gives_the_whole_check_up_and_keeps_nothing_of_it(desk: Desk) -> None:
    over = threading.Event()
    checking, said = _checking(desk, over)
    checking.run()
    over.set()
    checking.run()
    assert RunKind.WHOLE_CHECK not in _runs(desk)
    assert said == ["changed"]


def test_a_damaged_page_is_kept_as_a_failed_run(desk: Desk) -> None:
    with closing(sqlite3.connect(desk.folder.database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (page,) = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'ix_tickets_dispatched'"
        ).fetchone()
    desk.register.close()
    with desk.folder.database.open("r+b") as file:
        file.seek((page - 1) * 4096 + 4050)
        file.write(b"\x77" * 40)
    checking, _ = _checking(desk)
    checking.run()
    checking.run()
    assert _runs(desk)[RunKind.WHOLE_CHECK] is False
