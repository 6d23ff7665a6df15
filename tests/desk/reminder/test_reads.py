from __future__ import annotations

from datetime import timedelta

from app.base.people import Person, Role
from app.desk import sign
from app.desk.reminder import acts as reminder_acts
from app.desk.reminder import reads as reminder_reads
from app.desk.reminder.query import LedgerQuery
from app.desk.roster import people
from app.desk.task import acts as task_acts
from app.desk.task.rows import Wanted
from app.rules.law.clocks import ClockName
from app.rules.reminder.states import ReminderState
from app.rules.task.tasks import TaskKind
from tests.support.levels import URGENT

OPERATOR = Person("值班员甲")


def test_a_slot_tells_its_receipts_and_what_was_done_after_it_rang(desk, still, take_in, minutes):
    ticket = take_in(urgency=URGENT)
    (row,) = reminder_acts.raise_due(desk).result
    reminder_acts.mark_shown(desk, ids=[row.id], channel="报警窗")
    still.advance(minutes(1))
    reminder_acts.acknowledge(desk, person=OPERATOR, ids=[row.id])
    still.advance(minutes(1))
    sign.sign(desk, person=OPERATOR, ticket_ids=[ticket])
    (told,) = reminder_reads.page(desk, query=LedgerQuery(state=ReminderState.ACKNOWLEDGED)).rows
    assert [(each.channel, each.delivered) for each in told.receipts] == [("报警窗", True)]
    assert (told.done.verb, told.done.who, told.done.at) == ("sign", "值班员甲", desk.now())


def test_nothing_was_done_about_a_slot_that_only_rings(desk, take_in):
    take_in(urgency=URGENT)
    reminder_acts.raise_due(desk)
    (told,) = reminder_reads.page(desk, query=LedgerQuery(state=ReminderState.RAISED)).rows
    assert told.done is None


def test_pages_follow_each_other_without_a_gap(desk, take_in):
    for _ in range(5):
        take_in()
    whole = [row.id for row in reminder_reads.page(desk, query=LedgerQuery()).rows]
    assert len(whole) == 40
    pages = [reminder_reads.page(desk, query=LedgerQuery(), offset=offset, limit=15) for offset in (0, 15, 30, 99)]
    assert [row.id for page in pages[:3] for row in page.rows] == whole
    assert pages[3] == pages[2]
    assert [row.id for row in reminder_reads.stream(desk, LedgerQuery())] == whole


def test_each_filter_narrows(desk, still, take_in, minutes):
    people.sign_in(desk, name="值班员甲", role=Role.OPERATOR)
    one, _ = take_in(), take_in(urgency=URGENT)
    (row,) = reminder_acts.raise_due(desk).result
    reminder_acts.acknowledge(desk, person=OPERATOR, ids=[row.id])

    def count(**chosen):
        return reminder_reads.page(desk, query=LedgerQuery(**chosen)).total

    assert (count(), count(ticket_id=one), count(clock=ClockName.DAY5)) == (17, 8, 8)
    assert (count(person="值班员甲"), count(person="值班员乙"), count(state=ReminderState.PLANNED)) == (1, 0, 16)
    assert count(start=desk.now(), end=desk.now() + timedelta(hours=1)) == 4
    assert reminder_reads.page(desk, query=LedgerQuery()).people == ("值班员甲",)


def test_filters_narrow_the_rows_but_not_the_equation(desk, take_in):
    take_in()
    page = reminder_reads.page(desk, query=LedgerQuery(clock=ClockName.SIGN, state=ReminderState.PLANNED))
    assert (page.total, page.equation.planned, page.acknowledged) == (3, 8, 0)
    assert page.counts[ReminderState.PLANNED] == 3


def test_tasks_stand_among_the_reminders_of_tickets_by_time(desk, take_in):
    take_in()
    due = desk.now() + timedelta(days=2)
    task = task_acts.add(desk, person=OPERATOR, wanted=Wanted(TaskKind.AD_HOC, "报数", "某科室", due)).result
    query = LedgerQuery(own=True)
    page = reminder_reads.page(desk, query=query)
    own = [row for row in page.rows if row.clock is ClockName.TASK]
    assert [(row.ticket_number, row.planned_at) for row in own] == [
        (f"任务 {task.id}", due - timedelta(days=1)), (f"任务 {task.id}", due - timedelta(hours=2)),
        (f"任务 {task.id}", due),
    ]  # fmt: skip
    assert [row.planned_at for row in page.rows] == sorted(row.planned_at for row in page.rows)
    assert (page.total, page.equation.planned, page.equation.holds) == (11, 11, True)
    parts = [reminder_reads.page(desk, query=query, offset=offset, limit=4).rows for offset in (0, 4, 8)]
    assert [row for part in parts for row in part] == list(page.rows)
    assert list(reminder_reads.stream(desk, query)) == list(page.rows)
    narrow = LedgerQuery(clock=ClockName.TASK, end=due, own=True)
    assert [row.id for row in reminder_reads.page(desk, query=narrow).rows] == [row.id for row in own[:2]]
    assert reminder_reads.page(desk, query=LedgerQuery()).total == 8
