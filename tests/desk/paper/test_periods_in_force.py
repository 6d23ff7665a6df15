"""Papers and the month's hinges follow the start day and the hour that are in force, not the shipped ones."""

from __future__ import annotations

from datetime import date

import pytest

from app.base.clock import local_day
from app.base.people import Person, Role
from app.desk.closing import reads as closing_reads
from app.desk.figures import settings as figure_settings
from app.desk.paper.register import board
from app.desk.reminder.rounds import Rounds
from app.rules.paper.kinds import PaperKind
from tests.support.papers import made_up_paper

LEAD = Person("带班甲", Role.SHIFT_LEAD)


@pytest.fixture
def moved(desk):
    """From 20 November on a period begins on the 25th, and a report day at 14:00."""
    Rounds()(desk)
    form = {**figure_settings.draft(desk), "effective_from": "2026-11-20", "assessment_day": 25, "day_hour": 14}
    figure_settings.save(desk, person=LEAD, form=form)
    return desk


def test_the_list_names_what_is_due_under_the_rules_in_force(moved):
    found = {(row.kind, row.period): row.words for row in board(moved).open}
    # At 13:00 on 1 December the day that began on 30 November at 14:00 still runs.
    assert found[PaperKind.DAILY, "day:2026-11-30"] == "日报 11 月 30 日"
    assert found[PaperKind.RATES, "assess:2026-11"] == "三率统计表 10.25–11.24"


def test_the_clock_rings_for_the_day_that_has_ended(moved):
    rung = [row.ticket_title for row in Rounds()(moved).result if row.id < 0]
    assert rung == ["日报 2026年11月30日"]


def test_the_closing_list_is_that_of_the_period_that_runs(moved):
    view = closing_reads.closing(moved)
    first, last = (local_day(at) for at in (view.running.start, view.running.end))
    assert (first, last) == (date(2026, 11, 25), date(2026, 12, 25))
    assert closing_reads.closing(moved, period="2026-11").period.rules.assessment_day == 25


def test_an_issued_paper_keeps_the_days_under_which_it_was_issued(desk, issue):
    issue(paper=made_up_paper(desk, "assess:2026-11", PaperKind.RATES))
    form = {**figure_settings.draft(desk), "effective_from": "2026-11-01", "assessment_day": 25}
    figure_settings.save(desk, person=LEAD, form=form)
    (row,) = board(desk).issued
    assert row.words == "三率统计表 10.19–11.18"
