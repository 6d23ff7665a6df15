"""Real windows killed with SIGKILL between every pair of states: `python -m tests.simulation.kills --kills 200`."""

from __future__ import annotations

import argparse
import random
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from app.base.clock import SystemClock
from app.base.paths import DataFolder
from app.base.people import Person
from app.desk import sign
from app.desk.intake.rows import RowKeeper
from app.desk.reminder import acts as reminder_acts
from app.desk.ticket import reads as ticket_reads
from app.rules.intake.drafts import TicketDraft
from app.rules.ticket.states import TicketStatus
from tests.support.bus import NoticeRecorder, PrivateBus, RealDaemon
from tests.support.levels import URGENT
from tests.support.patience import PATIENCE
from tests.support.processes import Program, wait_until
from tests.support.registers import desk_on
from tests.support.screen import Screen

# When the window is killed: while it starts, before anything is due, between raised and shown, after, at random.
MOMENTS = ("while it starts", "planned", "raised", "shown", "acknowledged", "at random")
OPERATOR = Person("值班员甲")
_STARTED_SECONDS = 1.2


class Desk:
    """A data folder on the real clock, windows on it that come and go, and what the daemon was asked to show."""

    def __init__(self, folder: Path, screen: Screen, bus: PrivateBus, notices: NoticeRecorder) -> None:
        self.folder = DataFolder(folder / "data")
        self.desk = desk_on(self.folder, SystemClock())
        self._log = folder / "window.log"
        self._environment = screen.environment | {"DBUS_SESSION_BUS_ADDRESS": bus.address}
        self._notices = notices
        self._count = 0
        self.window: Program | None = None
        self._windows: list[Program] = []
        self.bad: list[str] = []
        self.kills: Counter[str] = Counter()
        self.states: Counter[str] = Counter()

    def close(self) -> None:
        for window in self._windows:
            window.stop()
        self.desk.register.close()

    def open_window(self) -> Program:
        """Another window on the folder."""
        command = [sys.executable, "-m", "app", "--data", str(self.folder.root), "--as", OPERATOR.name]
        self.window = Program(command, self._environment, self._log, cwd=Path(__file__).parents[2])
        self._windows.append(self.window)
        return self.window

    def plan(self, *, after: float) -> str:
        """A ticket whose five-minute slot falls due in so many seconds; its arrival is long past and answered."""
        self._count += 1
        number = f"热线-261123-{self._count:06d}"
        at = (self.desk.clock.now() + timedelta(seconds=after - 300)).replace(microsecond=0)
        values = {"title": f"第{self._count}号诉求", "urgency": URGENT, "dispatched_at": at,
                  "dispatched_basis": "", "status": TicketStatus.TO_SIGN}  # fmt: skip
        with self.desk.register.writing() as stores:
            import_id = stores.imports.begin({"at": at, "file": "made-up.xlsx", "digest": number})
            keeper = RowKeeper(self.desk, stores, OPERATOR, import_id=import_id, name="made-up.xlsx", backlog=False)
            keeper.take(TicketDraft("Sheet1", 2, number, values))
            keeper.finish()
            stores.connection.exec_driver_sql(
                "UPDATE reminders SET state = 'cancelled', reason = '编造' WHERE slot <> '5min' AND ticket_id ="
                " (SELECT id FROM tickets WHERE number = ?)", (number,)
            )  # fmt: skip
        return number

    def state(self, number: str) -> tuple[str, int]:
        """How the ticket's slot stands, and how often it was raised."""
        with closing(sqlite3.connect(self.folder.database, timeout=30)) as raw:
            row = raw.execute(
                "SELECT state, times_raised FROM reminders WHERE slot = '5min' AND ticket_id ="
                " (SELECT id FROM tickets WHERE number = ?)", (number,)
            ).fetchone()  # fmt: skip
        return row[0], row[1]

    def kill(self, moment: str, chance: random.Random) -> None:
        """One window, one slot, one kill, one window more: the slot must have rung once and stand on the screen."""
        wait = 0.4 if moment == "while it starts" else _STARTED_SECONDS + 1.5
        number = self.plan(after=wait)
        program = self.open_window()
        self._until(moment, number, chance)
        program.kill()
        program.stop()
        self.kills[moment] += 1
        before = self.state(number)
        self.states[before[0]] += 1
        self.open_window()
        try:
            wait_until(lambda: self.state(number)[0] in {"shown", "acknowledged"}, what=f"{number} shown")
        except TimeoutError:
            self.bad.append(f"{number} killed {moment}: lost in state {self.state(number)}")
        self._hold(number, moment, before)
        self.window.kill()  # the next kill begins with a killed window too
        self.window.stop()
        self._end(number)

    def _until(self, moment: str, number: str, chance: random.Random) -> None:
        if moment == "while it starts":
            time.sleep(chance.random() * 1.2)
        elif moment == "planned":
            time.sleep(_STARTED_SECONDS + chance.random())
        elif moment == "at random":
            time.sleep(chance.random() * 4)
        elif moment == "raised":
            self._see(number, {"raised", "shown"})
        else:
            self._see(number, {"shown"})
            if moment == "acknowledged":
                self._answer(number)

    def _see(self, number: str, states: set[str]) -> None:
        end = time.monotonic() + PATIENCE
        while self.state(number)[0] not in states and time.monotonic() < end:
            time.sleep(0.0005)

    def _end(self, number: str) -> None:
        """The ticket is signed for, so that it does not come back into the next kill."""
        ticket_id = ticket_reads.find(self.desk, number=number)
        sign.sign(self.desk, person=OPERATOR, ticket_ids=[ticket_id], reason="演练")

    def _answer(self, number: str) -> None:
        ids = [row.id for row in reminder_acts.ringing(self.desk) if row.ticket_number == number]
        reminder_acts.acknowledge(self.desk, person=OPERATOR, ids=ids)

    def _hold(self, number: str, moment: str, before: tuple[str, int]) -> None:
        """The ledger and the daemon agree: raised once, a notice for every raise that lived to send one."""
        state, raised = self.state(number)
        if raised != 1:
            self.bad.append(f"{number} killed {moment} {before}: raised {raised} times, now {state}")
        told = [notice for notice in self._notices.received if f"第{self._count}号诉求" in notice.title + notice.body]
        if before[0] == "planned" and not told:
            try:
                self._notices.wait_for(lambda each: f"第{self._count}号诉求" in each.title + each.body)
            except TimeoutError:
                self.bad.append(f"{number} killed {moment}: the daemon was never asked")
        if len(told) > 1:
            self.bad.append(f"{number} killed {moment}: the daemon was asked {len(told)} times")


def run(folder: Path, screen: Screen, bus: PrivateBus, notices: NoticeRecorder, *, kills: int, seed: int) -> Desk:
    """So many kills, the moments in turn; the desk with what it found."""
    chance = random.Random(seed)
    desk = Desk(folder, screen, bus, notices)
    try:
        for number in range(kills):
            desk.kill(MOMENTS[number % len(MOMENTS)], chance)
        told = getattr(reminder_acts, "check", None)
        if told is not None:
            now = desk.desk.now()
            summed = told(desk.desk, start=now - timedelta(days=2), end=now + timedelta(days=30))
            if not summed.holds:
                desk.bad.append(f"the equation does not hold: {summed}")
    finally:
        desk.close()
    return desk


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=2026)
    chosen = parser.parse_args()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as told:
        folder = Path(told)
        screen, bus = Screen(folder / "screen"), PrivateBus(folder / "bus")
        notices = NoticeRecorder(bus)
        daemon = RealDaemon(bus, screen)
        try:
            desk = run(folder, screen, bus, notices, kills=chosen.kills, seed=chosen.seed)
        finally:
            daemon.close()
            notices.close()
            bus.close()
            screen.close()
    sys.stdout.write(f"{desk.kills.total()} kills: {dict(desk.kills)}\nfound in state {dict(desk.states)}\n")
    sys.stdout.write(f"{len(desk.bad)} disagreements, {time.monotonic() - begun:.0f} s\n" + "\n".join(desk.bad[:20]))
    return int(bool(desk.bad))


if __name__ == "__main__":
    sys.exit(main())
