"""The desk under test on a clock that is moved by hand, and what can happen to its computer."""

from __future__ import annotations

import os
import select
import signal
import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing, suppress
from datetime import timedelta
from typing import Any

from sqlalchemy import event

from app.base.clock import StillClock
from app.base.errors import EnvironmentFault
from app.base.paths import DataFolder
from app.bootstrap import assemble
from app.desk import outage
from app.desk.reminder import acts as reminder_acts
from app.desk.reminder.rounds import Rounds
from app.desk.reminder.rows import ReminderRow
from app.scheduler.tick import Gap, Heartbeat, Tick
from tests.simulation.law import minute_of
from tests.simulation.oracle import Key, Ring
from tests.support.registers import copy_empty_register

_IMPATIENT_MS = 15


class Machine:
    """One computer with the product on it: starts, ticks, dies, sleeps; tells what rang at the last tick."""

    def __init__(self, folder: DataFolder, clock: StillClock) -> None:
        self.folder, self.clock = copy_empty_register(folder), clock
        self._pages: int | None = None
        self.rang: list[ReminderRow] = []
        self.ticked = False
        self.failed_ticks = 0
        self.start()

    def start(self) -> None:
        """What the window does when it opens; its first tick keeps the gap since the last one."""
        self.desk = assemble(self.folder, self.clock)
        event.listen(self.desk.register.open().engine, "checkout", self._limit)
        self._tick = Tick(self.clock, self._on_tick)
        self._rounds = Rounds()

    def close(self) -> None:
        self.desk.register.close()

    def _limit(self, connection: Any, _record: object, _proxy: object) -> None:
        """A person in a hurry, and a disk that may be full."""
        connection.execute(f"PRAGMA busy_timeout={_IMPATIENT_MS}")
        connection.execute(f"PRAGMA max_page_count={self._pages or 1_073_741_823}")

    def _on_tick(self, _now: object) -> None:
        try:
            self.rang = self._rounds(self.desk).result
        except EnvironmentFault:
            self.failed_ticks += 1
            return
        self.ticked = True

    def tick(self) -> list[ReminderRow] | None:
        """One tick; what rang, or None when the register could not be written."""
        self.ticked, self.rang = False, []
        self._tick()
        return self.rang if self.ticked else None

    def show(self, rows: Sequence[ReminderRow]) -> None:
        """The alarm window shows what rang; whether that can be written down changes nothing."""
        with suppress(EnvironmentFault):
            if rows:
                reminder_acts.mark_shown(self.desk, ids=[row.id for row in rows], channel="报警窗")

    def leap(self, by: timedelta, *, lived: bool = False) -> None:
        """The wall clock leaps; the heartbeat finds out two seconds later, as in life."""
        heart = Heartbeat(self.clock, Tick(self.clock, lambda _now: None), on_gap=self._gap, on_stalled=lambda: None)
        if lived:
            self.clock.advance(by)
        else:
            self.clock.jump(by)
        heart.beat()

    def _gap(self, gap: Gap) -> None:
        outage.note_gap(self.desk, since=gap.since, kind=gap.leap.value)

    def fill_disk(self) -> None:
        """No page more fits on the disk, until `free_disk`."""
        with closing(sqlite3.connect(self.folder.database)) as raw:
            self._pages = int(raw.execute("PRAGMA page_count").fetchone()[0])

    def free_disk(self) -> None:
        self._pages = None

    def hold(self) -> sqlite3.Connection:
        """Another program keeps the register to itself until the connection is closed."""
        other = sqlite3.connect(self.folder.database, isolation_level=None, timeout=5)
        other.execute("BEGIN EXCLUSIVE")
        return other

    def die(self, after: float) -> None:
        """A process of its own ticks on the register and is killed with SIGKILL after `after` seconds of work."""
        self.note_tick()
        self.close()
        readable, writable = os.pipe()
        child = os.fork()
        if not child:
            self._live_and_wait(writable)
        os.close(writable)
        select.select([readable], [], [], 30)
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(readable)

    def _live_and_wait(self, writable: int) -> None:
        try:
            self.desk = assemble(self.folder, self.clock)
            os.write(writable, b"!")
            rows = reminder_acts.raise_due(self.desk).result
            reminder_acts.mark_shown(self.desk, ids=[row.id for row in rows], channel="报警窗")
            self.note_tick()
            while True:
                time.sleep(1)
        finally:
            os._exit(1)

    def note_tick(self) -> None:
        """The mark of a tick that found nothing to do, however short after the one before."""
        with self.desk.register.writing() as stores:
            stores.keep.put_mark(outage.LAST_TICK, self.desk.now().isoformat())

    def ticked_on(self) -> None:
        """The mark that the ticks of idle minutes would have left: it is written without them, just before this one."""
        with closing(sqlite3.connect(self.folder.database, isolation_level=None, timeout=0.01)) as raw:
            raw.execute("PRAGMA synchronous=OFF")
            at = (self.clock.now() - timedelta(seconds=5)).isoformat()
            raw.execute("UPDATE marks SET value = ? WHERE name = ?", (at, outage.LAST_TICK))


def ring_of(row: ReminderRow) -> Ring:
    """A ring in the words of the oracle."""
    key = Key(row.clock.value, row.slot, minute_of(row.planned_at))
    return Ring(row.ticket_number, key, again=row.times_raised > 1)
