"""The simulated year: `python -m tests.simulation.year --days 365 --tickets 200 --faults 1000`; 1 if it fails."""

from __future__ import annotations

import argparse
import logging
import random
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from app.base.clock import StillClock
from app.base.paths import DataFolder
from app.desk.reminder import acts as reminder_acts
from app.desk.reminder.rows import ReminderRow
from app.rules.law.clocks import ClockName
from tests.simulation.law import DAY, day_of, instant_of, minute_of
from tests.simulation.machine import Machine, ring_of
from tests.simulation.oracle import Key, Oracle, Ring
from tests.simulation.town import Town

FAULTS = ("kill", "kill at work", "sleep", "stood still", "set back", "set forward", "disk full", "locked")
_MINUTE, _TICK = timedelta(minutes=1), timedelta(seconds=5)


@dataclass
class Figures:
    """What a run counted; `bad` lists every disagreement in words."""

    heard: list[tuple[int, Ring]] = field(default_factory=list)
    rings: int = 0
    again: int = 0
    ticks: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    causes: Counter[str] = field(default_factory=Counter)
    checks: int = 0
    bad: list[str] = field(default_factory=list)


class Year:
    """Moves the clock from one happening to the next, ticks, and holds every tick against the oracle."""

    def __init__(
        self,
        folder: Path,
        *,
        start: date,
        days: float,
        a_day: int,
        faults: int,
        seed: int,
        thorough: bool,
        every_tick: bool,
    ):
        first = day_of(start.year, start.month, start.day) * DAY
        self.clock = StillClock(instant_of(first))
        self.machine = Machine(DataFolder(folder), self.clock)
        self.oracle = Oracle(first - 1, thorough=thorough)
        self._latest = first - 1
        self._every_tick = every_tick
        self._last = "no trouble"
        self.town = Town(self.machine, self.oracle, a_day=a_day, seed=seed)
        self.end = first + int(days * DAY)
        self.figures = Figures()
        self._chance = random.Random(seed + 1)
        span = range(first + 60, max(self.end - 2 * DAY, first + 61))
        self._faults = sorted((self._chance.choice(span), FAULTS[number % len(FAULTS)]) for number in range(faults))
        self._truth = first  # the minute it would be had nobody touched the wall clock
        self._corrections: list[tuple[int, int]] = []

    def run(self) -> Figures:
        while self.now < self.end:
            self.step()
        self.machine.close()
        self._audit()
        return self.figures

    @property
    def now(self) -> int:
        return minute_of(self.clock.now())

    def step(self) -> None:
        """To the next happening: what is due rings, then people act, then what their acts made due rings."""
        self._pass(min(self._next_minute(), self.end))
        self.tick()
        if self.town.next_minute() <= self.now:
            self.town.act()
            self.tick()
        while self._faults and self._faults[0][0] <= self.now:
            self._fault(self._faults.pop(0)[1])

    def _next_minute(self) -> int:
        due = reminder_acts.next_due(self.machine.desk)
        candidates = [self.town.next_minute()]
        if due is not None:
            candidates.append(minute_of(due))
        if self._faults:
            candidates.append(self._faults[0][0])
        soonest = max(min(candidates), self.now + 1)
        return self.oracle.next_minute(self.now, soonest)

    def _pass(self, minute: int) -> None:
        """Time passes while the desk ticks and finds nothing to do."""
        if self._every_tick:
            while self.now < minute - 1 or self.clock.now().second < 55:
                self.clock.advance(_TICK)
                self.tick()
            self.clock.advance(_TICK)
            return
        self._advance(minute - self.now)
        self.machine.ticked_on()

    def _advance(self, minutes: int) -> None:
        self.clock.advance(minutes * _MINUTE)

    def tick(self) -> None:
        """One tick, held against what the oracle says must ring now."""
        rows = self.machine.tick()
        if rows is None:
            return
        rows = [row for row in rows if _is_known(row)]
        self.figures.ticks += 1
        self._compare([ring_of(row) for row in rows])
        self.machine.show(rows)
        self.town.heard(rows)

    @staticmethod
    def rings_of(rows: list[ReminderRow]) -> list[tuple[ReminderRow, Ring]]:
        """Each row with its ring in the words of the oracle."""
        return [(row, ring_of(row)) for row in rows]

    def pass_time(self, minutes: int) -> None:
        """Minutes in which nobody does anything: what falls due rings in its minute."""
        until = self.now + minutes
        while self.now < until:
            due = reminder_acts.next_due(self.machine.desk)
            soonest = until if due is None else min(max(minute_of(due), self.now + 1), until)
            self._pass(self.oracle.next_minute(self.now, soonest))
            self.tick()

    def leap(self, minutes: int) -> None:
        """The wall clock is set, forward or back."""
        since = self.now
        self.machine.ticked_on()
        self.machine.leap(minutes * _MINUTE)
        self.oracle.covered.append((min(since, self.now), max(since, self.now)))
        self.tick()

    def restart(self, minutes: int) -> None:
        """The program is killed, and started again after so many minutes."""
        since = self.now
        self.machine.note_tick()
        self.machine.close()
        self._advance(minutes)
        self.machine.start()
        self.oracle.covered.append((since, self.now))
        self.tick()

    def _compare(self, heard: list[Ring]) -> None:
        if self.now < self._latest:
            self.oracle.set_back(self.now)
        self._latest = self.now
        must = self.oracle.tick(self.now)
        self.figures.rings += len(must)
        self.figures.again += sum(ring.again for ring in must)
        told = Counter(heard)
        self.figures.heard += [(self.now, ring) for ring in sorted(heard)]
        for ring in sorted(must - told.keys()):
            self.figures.bad.append(f"missed at {instant_of(self.now)}: {ring}, after {self._last}")
        for ring in sorted(told.keys() - must):
            known = self.oracle.records[ring.number].moments.get(ring.key)
            self.figures.bad.append(f"not asked for at {instant_of(self.now)}: {ring}, {known}, after {self._last}")
        self.figures.bad += [f"doubled: {ring}" for ring, times in told.items() if times > 1]

    def _fault(self, kind: str) -> None:
        self.figures.faults[kind] += 1
        since = self.now
        self._last = f"{kind} at {self.clock.now()}"
        self.machine.ticked_on()
        {
            "kill": self._kill,
            "kill at work": self._kill_at_work,
            "sleep": lambda: self._sleep(lived=False),
            "stood still": lambda: self._sleep(lived=True),
            "set back": lambda: self._set_clock(-1),
            "set forward": lambda: self._set_clock(1),
            "disk full": self._disk_full,
            "locked": self._locked,
        }[kind]()
        self.oracle.covered.append((min(since, self.now), max(since, self.now)))
        self.tick()
        self._check(kind)

    def _off(self) -> int:
        """How long a trouble lasts: mostly minutes, sometimes a night."""
        return self._chance.randrange(1, 40) if self._chance.random() < 0.8 else self._chance.randrange(40, 600)

    def _kill(self) -> None:
        """The process dies between two acts and is started again after a while."""
        self.machine.note_tick()
        self.machine.die(self._chance.random() * 0.01)
        self._settle_unseen()
        self._advance(self._off())
        self.oracle.covered.append((self.now - 600, self.now))
        self.machine.start()

    def _kill_at_work(self) -> None:
        """The process dies while it raises what falls due: before, in, or after its transaction."""
        due = reminder_acts.next_due(self.machine.desk)
        if due is not None and self.town.next_minute() > minute_of(due) > self.now:
            self._pass(minute_of(due))
        self.machine.die(self._chance.random() * 0.03)
        self._settle_unseen()
        self._advance(self._chance.randrange(0, 4))
        self.machine.start()

    def _settle_unseen(self) -> None:
        """What the killed process raised nobody heard: it stands in the ledger and rings when the window opens."""
        self.machine.start()
        rows = reminder_acts.ringing(self.machine.desk)
        fresh = [row for row in rows if _is_known(row) and self._is_new(row)]
        if fresh:
            self._compare([ring_of(row) for row in fresh])
            self.town.heard(fresh)
        self.machine.close()

    def _is_new(self, row: reminder_acts.ReminderRow) -> bool:
        ring = ring_of(row)
        return self.oracle.records[ring.number].moments[ring.key].rung < row.times_raised

    def _sleep(self, *, lived: bool) -> None:
        self.machine.leap(self._off() * _MINUTE, lived=lived)

    def _set_clock(self, sign: int) -> None:
        """The wall clock is set wrong, people go on for a while, then it is set right again."""
        by = sign * (self._chance.randrange(5, 300) if self._chance.random() < 0.9 else DAY)
        begun = self.now
        self.machine.leap(by * _MINUTE)
        self.oracle.covered.append((min(begun, self.now), max(begun, self.now)))
        self.tick()
        self._live_on(self._chance.randrange(1, 45))
        wrong = self.now
        self.machine.leap(-by * _MINUTE)
        self.oracle.covered.append((min(wrong, self.now), max(wrong, self.now)))
        self.tick()

    def _live_on(self, minutes: int, *, able: bool = True) -> None:
        until = self.now + minutes
        faults, self._faults = self._faults, []
        while self.now < until:
            if able:
                self._pass(min(self._next_minute(), until))
            else:
                self._advance(1)
            self.tick()
            self.town.act()
            self.tick()
        self._faults = faults

    def _disk_full(self) -> None:
        self.machine.fill_disk()
        begun = self.now
        self._covering(begun, self._off())
        self.machine.free_disk()

    def _locked(self) -> None:
        with closing(self.machine.hold()):
            self._covering(self.now, self._chance.randrange(1, 12))

    def _covering(self, begun: int, minutes: int) -> None:
        self.oracle.covered.append((begun, begun + minutes))
        self._live_on(minutes, able=False)

    def _check(self, kind: str) -> None:
        """The completeness equation of the days around now."""
        check = getattr(reminder_acts, "check", None)
        self.figures.checks += 1
        if check is None:
            return
        now = instant_of(self.now)
        told = check(self.machine.desk, start=now - timedelta(days=2), end=now + timedelta(days=20))
        if not told.holds:
            self.figures.bad.append(f"the equation does not hold after {kind} at {now}: {told}")

    def _audit(self) -> None:
        """The whole ledger as it stands in the file, against the oracle's book."""
        with closing(sqlite3.connect(self.machine.folder.database)) as raw:
            rows = raw.execute(
                "SELECT t.number, r.clock, r.slot, r.planned_at, r.state, r.raised_at IS NOT NULL, r.cause,"
                " r.raised_at - r.planned_at"
                " FROM reminders r JOIN tickets t ON t.id = r.ticket_id"
            ).fetchall()
        rang: Counter[tuple[str, Key]] = Counter()
        missed: Counter[tuple[str, Key]] = Counter()
        alive: Counter[tuple[str, Key]] = Counter()
        for number, clock, slot, at, state, raised, cause, late in rows:
            key = number, Key(clock, slot, minute_of(instant_of(0)) + (at - int(instant_of(0).timestamp())) // 60)
            rang[key] += raised
            missed[key] += state == "missed"
            alive[key] += state in {"planned", "raised", "shown"}
            if (state == "missed" or (raised and state != "cancelled" and late > 30)) and not cause:
                self.figures.bad.append(f"late or missed without a cause: {key} {state} {late}")
            if state in {"raised", "shown", "acknowledged"} and late <= 30 and cause:
                self.figures.bad.append(f"in time and yet with a cause: {key} {cause}")
            self.figures.causes[cause.split(" ")[-1 if "才登记" in cause else 0]] += bool(cause)
        self.figures.bad += [f"planned twice: {key}" for key, times in alive.items() if times > 1]
        for number, record in self.oracle.records.items():
            for key, moment in record.moments.items():
                if bool(moment.rung + moment.earlier) != bool(rang[number, key]):
                    self.figures.bad.append(f"the file and the oracle differ: {number} {key} {moment}")
                if self.oracle.missed[number, key] != missed[number, key]:
                    self.figures.bad.append(f"missed differs: {number} {key}")
        self.figures.bad += self.oracle.wrong_minutes


def _is_known(row: ReminderRow) -> bool:
    """Whether the oracle judges this slot: returns, due papers, tasks and handovers have tests of their own."""
    return row.clock not in {ClockName.RETURN, ClockName.PAPER, ClockName.TASK, ClockName.HANDOVER}


def simulate(
    folder: Path,
    *,
    days: float,
    tickets: int,
    faults: int,
    seed: int = 2026,
    thorough: bool = False,
    every_tick: bool = False,
    start: date = date(2026, 2, 1),
) -> Year:
    """One run; the year that was lived, with its figures."""
    year = Year(
        folder,
        start=start,
        days=days,
        a_day=tickets,
        faults=faults,
        seed=seed,
        thorough=thorough,
        every_tick=every_tick,
    )
    year.run()
    return year


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--days", type=float, default=365)
    parser.add_argument("--tickets", type=int, default=200, help="a day")
    parser.add_argument("--faults", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--start", type=date.fromisoformat, default=date(2026, 2, 1))
    parser.add_argument("--thorough", action="store_true", help="the oracle looks at every ticket in every minute")
    parser.add_argument("--every-tick", action="store_true", help="every tick of every 5 seconds is run")
    parser.add_argument("--folder", type=Path, help="where the register is made; a fresh folder by itself")
    chosen = parser.parse_args()
    logging.disable(logging.ERROR)
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(dir=chosen.folder) as folder:
        year = simulate(
            Path(folder), days=chosen.days, tickets=chosen.tickets, faults=chosen.faults, seed=chosen.seed,
            thorough=chosen.thorough, every_tick=chosen.every_tick, start=chosen.start,
        )  # fmt: skip
    for line in words(year):
        sys.stdout.write(line + "\n")
    sys.stdout.write(f"{time.monotonic() - begun:.0f} s\n")
    return int(bool(year.figures.bad))


def words(year: Year) -> list[str]:
    """The figures of a run, and the first disagreements."""
    told, oracle = year.figures, year.oracle
    return [
        f"{len(oracle.records):,} tickets, {told.ticks:,} ticks, {told.rings:,} rings, {told.again:,} of them again",
        f"{told.faults.total():,} faults: " + ", ".join(f"{kind} {n}" for kind, n in told.faults.items())
        + f"; ticks that failed {year.machine.failed_ticks}; acts put off {year.town.done['put off']}",
        f"missed with their cause {oracle.missed.total():,}; checks of the equation {told.checks:,}",
        "late or missed because: " + ", ".join(f"{cause} {n}" for cause, n in told.causes.most_common() if cause),
        "done: " + ", ".join(f"{name.strip('_')} {n:,}" for name, n in sorted(year.town.done.items())),
        f"disagreements: {len(told.bad)}",
        *told.bad[:20],
    ]  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
