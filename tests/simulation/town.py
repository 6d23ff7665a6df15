"""The town and the people at the desk: tickets come in and are worked on, through the real use cases."""

from __future__ import annotations

import heapq
import random
import sqlite3
import tomllib
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from functools import partial
from itertools import count

from app.base.changes import Undo
from app.base.clock import to_local
from app.base.errors import EnvironmentFault, Refused
from app.base.people import Person, Role
from app.desk import sign
from app.desk.contact import acts as contact_acts
from app.desk.escalation import acts as escalation_acts
from app.desk.intake import acts as intake_acts
from app.desk.law import reload
from app.desk.reminder import acts as reminder_acts
from app.desk.reminder.rows import ReminderRow
from app.desk.returns import acts as returns_acts
from app.desk.roster import people
from app.desk.shared.context import Desk
from app.desk.ticket import acts as ticket_acts
from app.desk.ticket import editing
from app.desk.ticket import reads as ticket_reads
from app.rules.contact.states import AttemptOutcome
from app.rules.escalation.states import EscalationState
from app.rules.law.clocks import ClockName
from app.rules.returns.states import ReturnGround
from app.rules.ticket.states import TicketStatus
from tests.simulation.law import DAY, desk_versions, instant_of, minute_of
from tests.simulation.machine import Machine, ring_of
from tests.simulation.oracle import Oracle, Record, Told

PEOPLE = ("值班员甲", "值班员乙", "值班员丙", "值班员丁")
KINDS = {"default": "", "ordinary": "一般", "complex": "复杂", "utilities": "水电气热", "emergency": "突发"}
HEADERS = ("工单编号", "标题", "紧急程度", "时限类型", "派单时间", "截止时间", "联系电话")
_EVERY = 20  # minutes between two imports
# How a day's tickets are spread over its hours.
_HOURS = (2, 1, 1, 1, 1, 2, 4, 8, 14, 16, 15, 12, 10, 12, 14, 15, 13, 11, 10, 9, 8, 7, 5, 3)


class Town:
    """What happens on the wall clock, minute by minute; every act goes to the desk and, done, to the oracle."""

    def __init__(self, machine: Machine, oracle: Oracle, *, a_day: int, seed: int) -> None:
        self.machine, self.oracle, self._a_day = machine, oracle, a_day
        self._chance = random.Random(seed)
        self._agenda: list[tuple[int, int, Callable[[], None]]] = []
        self._order, self._numbers = count(), count(1)
        self._ids: dict[str, int] = {}
        self._signed: dict[str, Undo | None] = {}
        self.done: Counter[str] = Counter()
        self.person = Person(PEOPLE[0])
        for minute, act in zip([minute for minute, _ in desk_versions()], self.laws(), strict=True):
            self.plan(minute, act)
        self.act()  # what was decided before the first day
        self.plan(self.now, self._import)
        self.plan(self.now // DAY * DAY + 8 * 60, self._hand_over)

    @property
    def desk(self) -> Desk:
        return self.machine.desk

    @property
    def now(self) -> int:
        return minute_of(self.machine.clock.now())

    def plan(self, minute: int, act: Callable[[], None]) -> None:
        """Something is to be done at a minute of the wall clock."""
        heapq.heappush(self._agenda, (minute, next(self._order), act))

    def next_minute(self) -> int:
        return self._agenda[0][0]

    def act(self) -> None:
        """Does all that is planned up to now; what the register could not take is tried again in three minutes."""
        while self._agenda and self._agenda[0][0] <= self.now:
            _, _, act = heapq.heappop(self._agenda)
            name = act.func.__name__ if isinstance(act, partial) else act.__name__
            try:
                act()
                self.done[name] += 1
            except Refused:
                assert name not in {"_enact", "_import", "_hand_over"}, name
                self.done["refused " + name] += 1
            except EnvironmentFault:
                self.done["put off"] += 1
                self.plan(self.now + 3, act)

    def laws(self) -> list[Callable[[], None]]:
        """The acts that put the later versions of the rules in force."""
        return [partial(self._enact, minute, body) for minute, body in desk_versions()]

    def _enact(self, minute: int, body: str) -> None:
        """New numbers for the clocks, in force for what is dispatched from their day on."""
        since = tomllib.loads(body)["version"][0]["effective_from"]
        with reload.enacting(self.desk) as stores:
            stores.law.add_rule_version(since, body, at=instant_of(minute), who=self.person.name, note="")
            reload.reload(self.desk, stores)

    def _import(self) -> None:
        """A quarter of an hour's tickets, dispatched a few minutes ago."""
        share = self._a_day * _HOURS[self.now % DAY // 60] / sum(_HOURS) * _EVERY / 60
        wanted = int(share) + (self._chance.random() < share % 1)
        self.plan(self.now + _EVERY, self._import)
        if wanted:
            self.take(self._make(wanted))

    def take(self, made: list[Record]) -> None:
        """Tickets come in; when the register cannot take them, again in three minutes."""
        try:
            self._import_rows(made)
        except EnvironmentFault:
            self.done["put off"] += 1
            self.plan(self.now + 3, partial(self.take, made))

    def _import_rows(self, made: list[Record], *, again: bool = False) -> None:
        now = self.now
        backlog = made[0].backlog
        text = "\n".join("\t".join(row) for row in (HEADERS, *map(_row, made)))
        told = intake_acts.import_text(self.desk, person=self.person, text=text, backlog=backlog).result
        assert (told.created or told.updated) == len(made), told
        if again:
            return
        for record in made:
            self.oracle.take_in(now, record)
        self._learn_ids([record.number for record in made])
        for record in made:
            if not backlog:
                self._live(record)

    def _learn_ids(self, numbers: list[str]) -> None:
        asked = ",".join("?" * len(numbers))
        with closing(sqlite3.connect(self.machine.folder.database)) as raw:
            self._ids.update(raw.execute(f"SELECT number, id FROM tickets WHERE number IN ({asked})", numbers))

    def _make(self, wanted: int) -> list[Record]:
        chance, now = self._chance, self.now
        backlog = chance.random() < 0.01
        made = []
        for _ in range(wanted):
            ago = chance.randrange(14) if chance.random() < 0.97 else chance.randrange(14, 9 * DAY)
            record = Record(
                f"热线-{to_local(instant_of(now)):%y%m%d}-{next(self._numbers):06d}",
                now - ago - 30 * DAY * backlog,
                urgency="urgent" if chance.random() < 0.1 else "general",
                kind=chance.choices(tuple(KINDS), (70, 12, 10, 5, 3))[0],
                backlog=backlog,
            )
            if chance.random() < 0.25:
                record.deadline = self._some_deadline(now)
            made.append(record)
        return made

    def _some_deadline(self, now: int) -> int:
        end = now + self._chance.randrange(2 * 60, 8 * DAY)
        return (end // DAY + 1) * DAY if self._chance.random() < 0.6 else end

    def _live(self, record: Record) -> None:
        """The life a ticket will have: signed for, worked on, closed; sometimes late, sometimes on side roads."""
        chance, now, number = self._chance, self.now, record.number
        late = chance.random()
        signs = now + (
            chance.randrange(1, 9) if late < 0.85 else chance.randrange(9, 150) if late < 0.97
            else chance.randrange(150, 400)
        )  # fmt: skip
        self.plan(signs, partial(self._sign, number))
        ends = signs + (chance.randrange(20, 4 * DAY) if chance.random() < 0.75 else chance.randrange(4 * DAY, 9 * DAY))
        for act, share, first, last in (
            (self._take_back, 0.03, signs + 1, signs + 9),
            (self._contact, 0.15, signs, signs + 300),
            (self._edit_urgency, 0.06, now + 1, signs + 60),
            (self._edit_kind, 0.05, now + 1, ends),
            (self._correct_dispatch, 0.04, now + 1, signs + 240),
            (self._new_deadline, 0.04, now + 1, ends),
            (self._return, 0.05, signs + 5, ends),
        ):
            if chance.random() < share:
                self.plan(chance.randrange(first, max(last, first + 1)), partial(act, number))
        self.plan(ends, partial(self._close, number))
        if chance.random() < 0.04:
            self.plan(ends + chance.randrange(5, 3 * DAY), partial(self._reopen, number))

    def _change(self, number: str, **facts: object) -> None:
        self.oracle.change(self.now, number, **facts)

    def _record(self, number: str) -> Record:
        return self.oracle.records[number]

    def _sign(self, number: str) -> None:
        signed = sign.sign(self.desk, person=self.person, ticket_ids=[self._ids[number]], reason="人手不足")
        self._signed[number] = signed.undo
        self.oracle.sign(self.now, number)

    def _take_back(self, number: str) -> None:
        undo = self._signed.get(number)
        if undo is None:
            raise Refused("签收")
        undo.use_case(self.desk)
        self.oracle.undo_sign(self.now, number)
        self.plan(self.now + self._chance.randrange(1, 60), partial(self._sign, number))

    def _contact(self, number: str) -> None:
        outcome = self._chance.choice((AttemptOutcome.REACHED, AttemptOutcome.NO_ANSWER))
        contact_acts.add_attempt(
            self.desk, person=self.person, ticket_id=self._ids[number], number_index=0, outcome=outcome
        )

    def _edit(self, number: str, field: str, value: str) -> None:
        version = ticket_reads.detail(self.desk, ticket_id=self._ids[number]).row.version
        editing.edit(
            self.desk, person=self.person, ticket_id=self._ids[number], changes={field: value}, version=version
        )

    def _edit_urgency(self, number: str) -> None:
        other = "general" if self._record(number).urgency == "urgent" else "urgent"
        self._edit(number, "urgency", other)
        self._change(number, urgency=other)

    def _edit_kind(self, number: str) -> None:
        kind = self._chance.choice(tuple(KINDS))
        self._edit(number, "time_class", kind)
        self._change(number, kind=kind)

    def _correct_dispatch(self, number: str) -> None:
        at = self._record(number).dispatched - self._chance.randrange(1, 90)
        editing.correct_dispatch(self.desk, person=self.person, ticket_id=self._ids[number], at=instant_of(at))
        self._change(number, dispatched=at)

    def _new_deadline(self, number: str) -> None:
        """The file comes again with another deadline."""
        record = self._record(number)
        deadline = self._some_deadline(self.now)
        if record.status == "closed" or deadline == record.deadline:
            raise Refused("办结")
        said = Record(number, record.dispatched, record.urgency, "default", deadline)
        self._import_rows([said], again=True)
        self._change(number, deadline=deadline)

    def _close(self, number: str) -> None:
        ticket_acts.close(self.desk, person=self.person, ticket_id=self._ids[number])
        self._change(number, status="closed")

    def _reopen(self, number: str) -> None:
        ticket_acts.reopen(self.desk, person=self.person, ticket_id=self._ids[number], reason="诉求人再次来电")
        self._change(number, status="handling")
        self.plan(self.now + self._chance.randrange(30, 3 * DAY), partial(self._close, number))

    def _return(self, number: str) -> None:
        known = returns_acts.register(
            self.desk, person=self.person, ticket_id=self._ids[number], ground=ReturnGround.NOT_OUR_DISTRICT,
            basis="派单目录 3.2", suggested_unit="某街道",
        ).result  # fmt: skip
        self._send(number, known.id)

    def _send(self, number: str, return_id: int) -> None:
        returns_acts.send(self.desk, person=self.person, return_id=return_id)
        self._change(number, status="returning")
        self.plan(self.now + self._chance.randrange(30, 2 * DAY), partial(self._decide, number, return_id))

    def _decide(self, number: str, return_id: int) -> None:
        decided = self._chance.choice(("accept", "refuse", "withdraw"))
        if decided == "accept":
            returns_acts.accept(self.desk, person=self.person, return_id=return_id)
        elif decided == "refuse":
            returns_acts.refuse(self.desk, person=self.person, return_id=return_id, note="属本单位职责")
        else:
            returns_acts.withdraw(self.desk, person=self.person, return_id=return_id)
        status = ticket_reads.detail(self.desk, ticket_id=self._ids[number]).row.status
        assert status is (TicketStatus.RETURNED if decided == "accept" else TicketStatus.HANDLING)
        self._change(number, status=status.value)
        if decided != "accept":
            self.plan(self.now + self._chance.randrange(30, DAY), partial(self._close, number))

    def _hand_over(self) -> None:
        """At 08:00 and 20:00 the next person comes on duty."""
        name = PEOPLE[(PEOPLE.index(self.person.name) + 1) % len(PEOPLE)]
        self.person = people.sign_in(self.desk, name=name, role=Role.OPERATOR).result
        self.oracle.hand_over(self.now, name)
        self.plan(self.now // (12 * 60) * 12 * 60 + 20 * 60, self._hand_over)

    def heard(self, rows: list[ReminderRow]) -> None:
        """People answer what rings: most within minutes, some put it off, some do nothing."""
        answered, put_off = [], []
        for row in rows:
            chance = self._chance.random()
            (answered if chance < 0.75 else put_off if chance < 0.88 else []).append(row)
            if row.clock is ClockName.DEADLINE:
                wait = self._chance.randrange(1, 50) if self._chance.random() < 0.8 else self._chance.randrange(50, 300)
                self.plan(self.now + wait, partial(self._report, row.ticket_number))
        for each, snooze in ((answered, None), (put_off, 5)):
            if each:
                heard = [self.oracle.told(ring_of(row)) for row in each]
                self.plan(self.now + self._chance.randrange(1, 7), partial(self._answer, each, heard, snooze))

    def _answer(self, rows: list[ReminderRow], heard: list[Told], snooze: int | None) -> None:
        ids = [row.id for row in rows]
        if snooze is None:
            reminder_acts.acknowledge(self.desk, person=self.person, ids=ids)
        else:
            reminder_acts.snooze(self.desk, person=self.person, ids=ids, minutes=snooze)
        self.oracle.answer(self.now, self.person.name, heard, snooze)

    def _report(self, number: str) -> None:
        """One report that is asked for is recorded; when there are more, they follow."""
        wanted = [
            entry for entry in escalation_acts.listing(self.desk, state=EscalationState.OPEN)
            if entry.ticket_id == self._ids[number]
        ]  # fmt: skip
        if not wanted:
            return
        entry = self._chance.choice(wanted)
        escalation_acts.report(self.desk, person=self.person, escalation_id=entry.id, to="班长乙", channel="电话")
        asked = self._record(number).escalations.get((minute_of(entry.deadline_at), entry.level))
        assert asked is not None, (self._record(number), entry)
        assert asked.state == "open", (self._record(number), entry)
        self.oracle.report(self.now, number, minute_of(entry.deadline_at), entry.level)
        if len(wanted) > 1:
            self.plan(self.now + self._chance.randrange(1, 30), partial(self._report, number))


def _row(record: Record) -> tuple[str, ...]:
    deadline = ""
    if record.deadline is not None:
        whole = record.deadline % DAY == 0
        wall = to_local(instant_of(record.deadline - DAY * whole))
        deadline = f"{wall:%Y-%m-%d}" if whole else f"{wall:%Y-%m-%d %H:%M:%S}"
    return (
        record.number, "健身房闭店，年卡无法退费", "紧急" if record.urgency == "urgent" else "一般",
        KINDS[record.kind], f"{to_local(instant_of(record.dispatched)):%Y-%m-%d %H:%M:%S}", deadline, "13900000001",
    )  # fmt: skip
