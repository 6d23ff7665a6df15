"""Every planted breach of every duty is found, none is invented, and the digits are those of the reports."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import insert

from app.base.errors import Refused
from app.base.people import Person
from app.desk import setting
from app.desk.due.ledger import on_time
from app.desk.figures import platform
from app.desk.figures.events import kept
from app.desk.figures.reads import Window
from app.desk.figures.reads import of_period as day_figures
from app.desk.obligation import reads
from app.desk.watch import reads as watch_reads
from app.models.ticket.tables import tickets
from app.rules.figures.events import Event
from app.rules.obligation.duties import shipped_duties
from app.rules.obligation.service import month_at, read_month
from app.rules.obligation.standing import DutyState, Ended
from tests.desk.obligation.conftest import beijing
from tests.support.planted_service import Planter

LEAD = Person("组长甲")
# Named by more words than were planted.
_BY_PART = frozenset({"urging", "tasks", "handovers", "watch", "guidance", "policy"})


def check(desk, planted, month: str) -> None:
    """Compares a month with the list of what was planted, duty by duty, both ways."""
    for row in reads.board(desk, month=month).rows:
        where = month, row.duty.id
        names = Counter(one.name for one in row.count.findings)
        wanted = planted.broken.get(where, [])
        if row.duty.id in _BY_PART:
            told = [next((one for one in wanted if one in name), name) for name in names.elements()]
            assert sorted(told) == sorted(wanted), where
        else:
            assert names == Counter(wanted), where
        assert row.count.done == planted.done[where], where
        for name, number in row.count.aside.items():
            assert number == planted.aside[month, row.duty.id, name], (where, name)
        broken = wanted and row.count.done * 100 < row.duty.least * row.count.of
        assert (row.state is DutyState.BROKEN) == bool(broken), where


def test_every_planted_breach_is_found_and_none_invented(desk, planted):
    found = planted("2026-08")
    for month in ("2026-08", "2026-09"):
        check(desk, found, month)
    owed = {duty for (_, duty), _ in found.broken.items()}
    quarterly = {"quarterly", "half-year", "annual", "catch-up"}
    assert {duty.id for duty in shipped_duties()} - owed <= quarterly


def test_breaches_of_the_rare_papers_and_of_those_made_up_later_are_found_too(desk, still):
    still.advance(beijing("2027-02-03T10:00") - still.now())
    setting.change(desk, person=LEAD, name="service_signed", value="2026-11-01")
    planter = Planter(desk, per_day=0)
    planter.add_papers(beijing("2026-07-01T00:00"), beijing("2027-02-01T00:00"), never={"annual"})
    broken, rare = planter.planted.broken, ("quarterly", "half-year", "annual")
    assert {duty for (_, duty), names in broken.items() if names} >= set(rare)
    for month in ("2026-07", "2026-08", "2026-10", "2026-12", "2027-01"):
        rows = {row.duty.id: row.count for row in reads.board(desk, month=month).rows}
        for duty in rare:
            assert Counter(one.name for one in rows[duty].findings) == Counter(broken.get((month, duty), [])), month
            assert rows[duty].done == planter.planted.done[month, duty], month
        late = [one.name for one in rows["catch-up"].findings]
        assert late == ([f"补编 月报 2026年{one}月" for one in range(2, 11)] if month == "2026-12" else [])


@pytest.mark.soak
def test_a_service_of_a_year(desk, planted, still):
    still.advance(beijing("2027-02-03T10:00") - still.now())
    found = planted("2026-02", 12, per_day=30)
    for month in reads.history(desk).months:
        check(desk, found, month.text)


def test_the_digits_are_those_of_the_reports(desk, planted):
    planted()
    month = read_month("2026-11")
    rows = {row.duty.id: row.count for row in reads.board(desk, month="2026-11").rows}
    events = day_figures(desk, Window(month.start, month.end)).events
    contact = next(one for one in kept(events) if one.name == "contact")
    assert (rows["first-contact"].done, rows["first-contact"].of) == (len(contact.in_time), contact.due)
    assert rows["contact"].done == len(contact.in_time) + len(contact.late)
    assert rows["returns"].done == events.count(Event.RETURNS_REGISTERED)
    assert rows["escalations"].done == events.count(Event.ESCALATIONS_REPORTED)
    assert rows["escalations"].of == events.count(Event.ESCALATIONS) - events.count(Event.ESCALATIONS_CANCELLED)
    seen = watch_reads.of_period(desk, start=month.start, end=month.end)
    assert (rows["watch"].done, rows["watch"].of) == (seen.met, seen.met + seen.missed)
    urged = platform.of_period(desk, window=Window(month.start, month.end))
    assert (rows["urging"].done, rows["urging"].of) == (urged.effective, urged.sent)
    ledger = on_time(desk, month.start, month.end)
    kinds = [duty for duty in shipped_duties() if duty.paper is not None]
    assert sum(rows[duty.id].done for duty in kinds) == len(ledger.in_time)
    assert sum(rows[duty.id].of for duty in kinds) == sum(map(len, (ledger.in_time, ledger.late, ledger.missing)))
    # By month of dispatch over the whole service, by the hour of signing over all time: the same sign-fors.
    whole = next(row for row in reads.history(desk).whole if row.duty.id == "sign-for").count
    signed = day_figures(desk, Window(beijing("2026-02-01T00:00"), desk.now())).events
    unsigned = sum(one.ended is Ended.MISSED for one in whole.findings)
    assert whole.done == signed.count(Event.SIGNED_IN_TIME)
    assert len(whole.findings) - unsigned == signed.count(Event.SIGNED_LATE)


def test_the_history_is_the_months_one_by_one(desk, planted):
    planted("2026-11", 1)
    history = reads.history(desk)
    for place, month in list(enumerate(history.months))[-3:]:
        for row in reads.board(desk, month=month.text).rows:
            assert history.states[row.duty.id][place] == (row.state if row.is_owed else None)
    assert history.months[0].text == "2026-02"
    assert history.months[-1] == month_at(desk.now())


def test_a_running_month_is_at_risk_before_a_clock_ends(desk, planted):
    planted("2026-11", 1)
    rows = {row.duty.id: row for row in reads.board(desk).rows}
    daily = rows["daily"]
    assert [one.words for one in daily.count.open] == ["日报 12 月 9 日"]
    assert daily.count.next_at == beijing("2026-12-09T13:00")
    assert rows["guidance"].state is DutyState.KEPT
    assert rows["guidance"].count.next_at == beijing("2027-01-01T00:00")


def test_months_before_the_signing_are_to_be_made_up(desk):
    for name, day in (("service_start", "2026-08-15"), ("service_signed", "2026-11-01")):
        setting.change(desk, person=LEAD, name=name, value=day)
    count = next(row for row in reads.board(desk, month="2026-12").rows if row.duty.id == "catch-up").count
    assert [one.words for one in count.open] == [f"补编 月报 2026年{month}月" for month in (8, 9, 10)]
    assert count.next_at == beijing("2027-01-01T00:00")


def test_a_late_contact_whose_limit_ran_out_in_an_outage_stands_aside_as_in_the_reports(desk, planted):
    planted("2026-11", 1)
    down = beijing("2026-11-10T00:00")  # for six hours: see the planted service
    row = {"source": "市直派", "title": "退费", "status": "handling", "urgency": "general", "sign_late": 0}
    with desk.register.writing() as stores:
        for place, contact in enumerate((down + timedelta(hours=9), None)):
            at = down - timedelta(hours=22)
            values = row | {
                "number": f"故障-{place}", "dispatched_at": at, "sign_due_at": at + timedelta(hours=2),
                "signed_at": at, "contact_due_at": at + timedelta(hours=24), "first_contact_at": contact,
            }  # fmt: skip
            stores.connection.execute(insert(tickets), values)
    month = read_month("2026-11")
    events = day_figures(desk, Window(month.start, month.end)).events
    told = next(one for one in kept(events) if one.name == "contact")
    rows = {row.duty.id: row.count for row in reads.board(desk, month="2026-11").rows}
    for duty in ("first-contact", "contact"):
        names = [one.name for one in rows[duty].findings]
        assert rows[duty].aside == {"in_outage": 1}
        assert "故障-0" not in names
        assert "故障-1" in names  # nobody ever called: that stays missed
    assert (rows["first-contact"].done, rows["first-contact"].of) == (len(told.in_time), told.due)


def test_a_month_outside_the_service_is_refused(desk):
    with pytest.raises(Refused, match="不在服务期"):
        reads.board(desk, month="2026-01")
    with pytest.raises(Refused, match="2026-11"):
        reads.board(desk, month="11 月")


def test_what_a_duty_costs_is_a_setting(desk):
    setting.change(desk, person=LEAD, name="duty_costs", value="签收 200、日报 500 元")
    costs = {row.duty.id: row.cost for row in reads.board(desk).rows}
    assert (costs["sign-for"], costs["daily"], costs["weekly"]) == (200, 500, None)
    with pytest.raises(Refused):
        setting.change(desk, person=LEAD, name="duty_costs", value="签收二百")
    with pytest.raises(Refused):
        setting.change(desk, person=LEAD, name="service_end", value="2027/1/31")
