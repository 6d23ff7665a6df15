"""A year's table counts from the moment it is saved; a missing one is warned of, and its end is never guessed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.base.clock import read_iso
from app.base.people import Person
from app.bootstrap import assemble
from app.desk import sign
from app.desk.law import calendar_years
from app.desk.law import versions as law_versions
from app.desk.returns import acts as returns_acts
from app.desk.returns import reads as returns_reads
from app.desk.ticket import reads as ticket_reads
from app.desk.upkeep import acts as upkeep_acts
from app.rules.law.calendar import BadCalendar, form_of, load_calendar, read_year
from app.rules.law.clocks import ClockName
from app.rules.returns.states import ReturnGround

LEAD = Person("班组长甲")
# Made up: the true notice for 2027 was not published when this was written.
OF_2027 = {
    "year": 2027,
    "holiday": [
        {"name": "元旦", "first": date(2027, 1, 1), "last": date(2027, 1, 3)},
        {"name": "春节", "first": date(2027, 2, 5), "last": date(2027, 2, 11), "work": [date(2027, 1, 31)]},
    ],
}


def at(still, text):
    still.advance(read_iso(text) - still.now())


def send_back(desk, ticket):
    sign.sign(desk, person=LEAD, ticket_ids=[ticket])
    about = {"ground": ReturnGround.NOT_OUR_REMIT, "basis": "三定方案", "suggested_unit": "体育局"}
    entered = returns_acts.register(desk, person=LEAD, ticket_id=ticket, **about).result
    return returns_acts.send(desk, person=LEAD, return_id=entered.id).result


def test_from_the_first_of_december_a_missing_next_year_is_warned_of_until_it_is_entered(desk, still):
    at(still, "2026-11-30T23:59:59")
    assert calendar_years.missing(desk) is None
    at(still, "2026-12-01T00:00")
    assert calendar_years.missing(desk) == 2027
    assert "缺 2027 年" in calendar_years.warning(desk)
    assert calendar_years.warning(desk) in upkeep_acts.health(desk).alerts
    calendar_years.save(desk, person=LEAD, form=OF_2027)
    assert calendar_years.warning(desk) == ""
    assert list(calendar_years.years(desk)) == [2027, 2026, 2025]


def test_an_answer_that_cannot_be_counted_says_why_and_gets_its_time_with_the_table(desk, take_in, still):
    at(still, "2026-12-31T15:00")
    ticket = take_in()
    sent = send_back(desk, ticket)
    assert sent.due_at is None
    (clock,) = [clock for clock in ticket_reads.detail(desk, ticket_id=ticket).clocks if clock.name is ClockName.RETURN]
    assert clock.due_at is None
    assert "没有 2027 年的放假调休安排" in clock.explanation[0]
    calendar_years.save(desk, person=LEAD, form=OF_2027)
    assert returns_reads.listing(desk)[0].due_at == read_iso("2027-01-05")
    (clock,) = [clock for clock in ticket_reads.detail(desk, ticket_id=ticket).clocks if clock.name is ClockName.RETURN]
    assert clock.due_at == read_iso("2027-01-05")
    assert "不计 01-01 至 01-03 元旦" in clock.explanation


def test_natural_days_run_over_the_turn_of_the_year_without_any_table(desk, take_in, still):
    for day in range(45):
        at(still, "2026-12-18T10:00")
        still.advance(timedelta(days=day))
        deadline = ticket_reads.detail(desk, ticket_id=take_in()).row.deadline_at
        assert deadline == read_iso((date(2026, 12, 24) + timedelta(days=day)).isoformat())
    assert deadline > read_iso("2027-01-31")


def test_working_days_over_the_turn_are_refused_row_by_row_until_the_table_comes(desk, take_in, still):
    form = law_versions.draft_of(desk, desk.rules_for(desk.now())) | {"calendar": "working"}
    law_versions.save(desk, person=LEAD, form=form)
    at(still, "2026-12-28T10:00")
    with pytest.raises(AssertionError):
        take_in("热线-261228-000001")
    calendar_years.save(desk, person=LEAD, form=OF_2027)
    ticket = take_in("热线-261228-000002")
    told = ticket_reads.detail(desk, ticket_id=ticket)
    assert told.row.deadline_at == read_iso("2027-01-06")
    assert "不计 01-01 至 01-03 元旦" in told.clocks[2].explanation
    for day in ("2027-01-04", "2027-01-22"):
        at(still, f"{day}T10:00")
        assert ticket_reads.detail(desk, ticket_id=take_in()).row.deadline_at > still.now()
    assert ticket_reads.detail(desk, ticket_id=take_in()).row.deadline_at == read_iso("2027-01-30")


def test_a_changed_year_lists_what_it_moves_before_it_is_saved(desk, take_in, still):
    form = law_versions.draft_of(desk, desk.rules_for(desk.now())) | {"calendar": "working"}
    law_versions.save(desk, person=LEAD, form=form)
    still.advance(timedelta(seconds=1))
    ticket = take_in("热线-261123-000001")
    table = form_of(load_calendar().years[2026])
    table["holiday"].append({"name": "机关休息", "first": date(2026, 11, 25), "last": date(2026, 11, 25)})
    (move,) = calendar_years.moved_by(desk, form=table)
    assert (move.number, move.words()) == ("热线-261123-000001", "办理到期 11-30 24:00 → 12-01 24:00")
    assert calendar_years.save(desk, person=LEAD, form=table, note="区政府通知").result == 1
    told = ticket_reads.detail(desk, ticket_id=ticket)
    assert told.row.deadline_at == read_iso("2026-12-02")
    assert "2026 年日历变更；办理到期 11-30 24:00 → 12-01 24:00" in told.journal[-1].text


@pytest.mark.parametrize("year", [2025, 2026])
def test_a_shipped_year_goes_through_its_form_unchanged(year):
    table = load_calendar().years[year]
    again = read_year(form_of(table))
    assert again == table


def test_a_saved_year_stands_at_the_next_start(desk, folder, still):
    calendar_years.save(desk, person=LEAD, form=OF_2027)
    again = assemble(folder, still)
    assert again.calendar.is_working_day(date(2027, 1, 31))
    again.register.close()


def test_a_table_that_makes_no_sense_is_refused_and_not_kept(desk):
    bad = {"year": 2027, "holiday": [{"name": "元旦", "first": date(2027, 1, 3), "last": date(2027, 1, 1)}]}
    with pytest.raises(BadCalendar, match="早于"):
        calendar_years.save(desk, person=LEAD, form=bad)
    assert not desk.calendar.knows(2027)
