"""No sequence of acts, ticks and leaps of the clock loses a slot or doubles one: each tick is held to the oracle."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from app.base.errors import Refused
from app.desk.reminder.rows import ReminderRow
from tests.simulation.law import DAY
from tests.simulation.oracle import Record, Told
from tests.simulation.town import KINDS
from tests.simulation.year import Year
from tests.support.searching import examples

_MINUTES = st.one_of(st.integers(0, 130), st.integers(0, 7 * DAY))
_AGO = st.one_of(st.integers(0, 130), st.integers(0, 6 * DAY))
_ACTS = ("_sign", "_take_back", "_close", "_reopen", "_return", "_contact", "_edit_urgency", "_edit_kind",
         "_correct_dispatch", "_new_deadline", "_report")  # fmt: skip


class Sequences(RuleBasedStateMachine):
    """A desk on which nothing happens by itself: hypothesis chooses what people, the clock and the PC do."""

    @initialize(seed=st.integers(0, 1000))
    def begin(self, seed: int) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self.year = Year(
            Path(self._folder.name), start=date(2026, 4, 12), days=400, a_day=0, faults=0, seed=seed, thorough=False,
            every_tick=False,
        )  # fmt: skip
        self.town = self.year.town
        self._numbers: list[str] = []
        self._ringing: list[tuple[ReminderRow, Told]] = []
        self.town.heard = self._hear
        for act in self.town.laws():
            act()
        self._later: list[Callable[[], None]] = []
        self.town.plan = lambda _minute, act: self._later.append(act)

    def _hear(self, rows: list[ReminderRow]) -> None:
        self._ringing += [(row, self.year.oracle.told(ring)) for row, ring in self.year.rings_of(rows)]

    def _tick(self) -> None:
        self.year.tick()
        assert self.year.figures.bad == []

    @rule(urgent=st.booleans(), kind=st.sampled_from(tuple(KINDS)), ago=_AGO, due=st.none() | st.integers(60, 6 * DAY))
    def take_in(self, urgent: bool, kind: str, ago: int, due: int | None) -> None:
        number = f"热线-260412-{len(self._numbers):06d}"
        deadline = None if due is None else self.year.now + due
        record = Record(number, self.year.now - ago, "urgent" if urgent else "general", kind, deadline)
        self.town.take([record])
        self._numbers.append(number)
        self._tick()

    @precondition(lambda self: self._numbers)
    @rule(data=st.data(), act=st.sampled_from(_ACTS))
    def work(self, data: st.DataObject, act: str) -> None:
        number = data.draw(st.sampled_from(self._numbers))
        try:
            getattr(self.town, act)(number)
        except Refused:
            return
        self._tick()

    @precondition(lambda self: self._later)
    @rule(data=st.data())
    def go_on(self, data: st.DataObject) -> None:
        """What follows from an earlier act: a return is decided, a ticket taken back is signed for again."""
        act = self._later.pop(data.draw(st.integers(0, len(self._later) - 1)))
        try:
            act()
        except Refused:
            return
        self._tick()

    @precondition(lambda self: self._ringing)
    @rule(data=st.data(), snooze=st.sampled_from((None, None, 5)))
    def answer(self, data: st.DataObject, snooze: int | None) -> None:
        row, told = self._ringing.pop(data.draw(st.integers(0, len(self._ringing) - 1)))
        self.town._answer([row], [told], snooze)
        self._tick()

    @rule()
    def hand_over(self) -> None:
        self.town._hand_over()
        self._tick()

    @rule(minutes=_MINUTES)
    def time_passes(self, minutes: int) -> None:
        self.year.pass_time(minutes)
        assert self.year.figures.bad == []

    @rule(minutes=_MINUTES, sign=st.sampled_from((-1, 1)))
    def the_clock_leaps(self, minutes: int, sign: int) -> None:
        self.year.leap(sign * minutes)
        assert self.year.figures.bad == []

    @rule(minutes=st.integers(0, DAY))
    def the_program_is_off(self, minutes: int) -> None:
        self.year.restart(minutes)
        assert self.year.figures.bad == []

    def teardown(self) -> None:
        if hasattr(self, "year"):
            self.year.machine.close()
            self._folder.cleanup()


Sequences.TestCase.settings = settings(
    deadline=None,
    max_examples=examples(8),
    stateful_step_count=25,
    suppress_health_check=list(HealthCheck),
)
TestSequences = Sequences.TestCase
