"""Due papers ring before they are late, come back until they are issued, and keep their receipts."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from app.base.clock import SHANGHAI
from app.desk.due import clocks, schedules
from app.desk.reminder import acts as reminder_acts
from app.desk.reminder.rounds import Rounds
from app.rules.paper.kinds import PaperKind
from app.rules.reminder.states import ReminderChannel, ReminderState
from tests.desk.paper.conftest import PERSON
from tests.support.papers import made_up_paper

TODAY = ("日报 2026年12月1日", "月报 2026年11月")


@pytest.fixture
def at(still):
    def move(text: str) -> None:
        still.advance(datetime.fromisoformat(f"2026-12-01T{text}").replace(tzinfo=SHANGHAI) - still.now())

    return move


def rung(desk) -> list[tuple[str, str]]:
    return [(row.ticket_title, row.slot) for row in Rounds()(desk).result if row.id < 0]


def test_it_rings_by_the_ladder_before_it_is_late(desk, at):
    assert rung(desk) == [(TODAY[0], "-180min")]
    at("10:01")
    assert rung(desk) == []
    at("12:00")
    assert rung(desk) == [(TODAY[0], "-60min")]
    at("12:50")
    assert rung(desk) == [(TODAY[0], "-15min")]
    at("13:00")
    assert rung(desk) == [(TODAY[0], "end")]
    at("15:00")
    assert rung(desk) == [(TODAY[1], "-180min")]


def test_it_is_shown_and_acknowledged_like_any_reminder(desk, at):
    (row,) = [row for row in Rounds()(desk).result if row.id < 0]
    reminder_acts.mark_shown(desk, ids=[row.id], channel=ReminderChannel.WINDOW)
    reminder_acts.note_receipts(desk, ids=[row.id], channel=ReminderChannel.NOTICE, delivered=False, detail="没有总线")
    (shown,) = clocks.ringing(desk)
    assert shown.state is ReminderState.SHOWN
    with desk.register.reading() as stores:
        receipts = [(one[2], one[3], one[4]) for one in stores.paper_slots.receipts_of([-row.id])]
    assert receipts == [("报警窗", True, ""), ("桌面通知", False, "没有总线")]
    outcome = reminder_acts.acknowledge(desk, person=PERSON, ids=[row.id])
    assert (outcome.result, clocks.ringing(desk)) == (1, [])
    assert rung(desk) == []


def test_a_late_one_comes_back_every_hour_until_it_is_issued(desk, at, issue):
    at("13:05")
    (row,) = [row for row in Rounds()(desk).result if row.id < 0]
    reminder_acts.acknowledge(desk, person=PERSON, ids=[row.id])
    at("14:04")
    assert rung(desk) == []
    at("14:05")
    assert rung(desk) == [(TODAY[0], "end")]
    issue(paper=made_up_paper(desk, "day:2026-12-01", PaperKind.DAILY), name="日报.docx")
    assert clocks.ringing(desk) == []
    at("16:30")
    assert (TODAY[0], "end") not in rung(desk)


def test_a_snoozed_one_comes_back_after_its_minutes(desk, at):
    (row,) = [row for row in Rounds()(desk).result if row.id < 0]
    reminder_acts.snooze(desk, person=PERSON, ids=[row.id], minutes=5)
    at("10:04")
    assert rung(desk) == []
    at("10:05")
    assert rung(desk) == [(TODAY[0], "-180min")]


def test_the_wake_up_knows_the_next_slot_of_a_paper(desk, at):
    Rounds()(desk)
    assert reminder_acts.next_due(desk) == datetime(2026, 12, 1, 12, 0, tzinfo=SHANGHAI)


def test_what_ended_while_the_program_was_off_still_rings_once(desk, still):
    still.advance(timedelta(days=2))
    names = [title for title, _ in rung(desk)]
    assert {"日报 2026年12月1日", "日报 2026年12月2日", "月报 2026年11月"} <= set(names)
    assert len(names) == len(set(names))


def test_a_new_schedule_plans_anew(desk, at, still):
    Rounds()(desk)
    lines = "日报 每日 17:00\n提醒 到期前 1 小时"
    schedules.save_schedule(desk, person=PERSON, since=datetime(2026, 12, 1, tzinfo=SHANGHAI).date(), lines=lines)
    at("13:00")
    assert rung(desk) == []
    at("16:00")
    assert rung(desk) == [(TODAY[0], "-60min")]
    assert clocks.ringing(desk)[-1].due_at == datetime(2026, 12, 1, 17, 0, tzinfo=SHANGHAI)


def test_a_register_that_was_in_use_long_before_owes_papers_from_the_first_tick_on(desk, still):
    still.advance(timedelta(days=60))
    assert [title for title, _ in rung(desk)] == ["日报 2027年1月30日"]  # today's alone, none of the two months before
