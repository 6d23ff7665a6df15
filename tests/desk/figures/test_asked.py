"""Every figure against tickets counted one by one: all kinds of periods, dimensions, calibers and answers."""

from __future__ import annotations

from datetime import datetime, timedelta

import numpy as np
import pytest
from sqlalchemy import text, update

from app.base.clock import from_local
from app.base.errors import Refused
from app.base.people import Person
from app.desk.figures.asked import Asked, differing, figures, tickets_behind
from app.desk.figures.counting import DIMENSIONS
from app.desk.sign import sign
from app.desk.ticket import acts as ticket_acts
from app.models.ticket.tables import tickets
from app.rules.figures.fields import Caliber, Field
from app.rules.figures.rows import RATES, print_exact
from app.rules.ticket.states import TicketStatus
from tests.support.figure_tickets import Counter1by1, changes, fill, filled_desk, means, places, rates

PERIODS = (
    "day:2026-11-10", "date:2028-02-29", "week:2026-W01", "assess:2026-11", "cycle:2026-1", "month:2026-11",
    "quarter:2026-Q4", "half:2026-H1", "year:2026", "range:2027-02-20..2028-02-29",
)  # fmt: skip
COUNTED = [str(field) for field in Field if field not in RATES]
ANSWERS = (("platform", "last"), ("platform", "first"), ("desk", "last"))
OPERATOR = Person("值班员甲")


@pytest.fixture
def register(folder, still):
    made = filled_desk(folder, still, 700)
    yield made
    made.close()


def whose(answers: str, which: str) -> str:
    return "desk" if answers == "desk" else which


def check(desk, one_by_one, asked: Asked) -> int:
    """Holds one answer against the count one by one; returns how many cells were compared."""
    found = figures(desk, asked)
    told = {"net": asked.caliber is Caliber.NET, "answers": whose(asked.answers, asked.which)}
    bases = {"now": found.period, "previous": found.previous.period}
    if found.last_year is not None:
        bases["last_year"] = found.last_year.period
    cells = 0
    for by, rows in (((), [found.total]), (asked.by, found.rows if asked.by else ())):
        counts = {name: one_by_one.count(period.start, period.end, by=by, **told) for name, period in bases.items()}
        check_keys(by, rows, counts["now"])
        for name in bases:
            for row in rows:
                cells += compare(getattr(row, name), counts[name].get(row.key, NOTHING))
        cells += check_changes(found, rows, counts)
        if by:
            expected = {row.key: counts["now"].get(row.key, NOTHING) for row in rows}
            assert {row.key: row.place for row in rows} == places(expected)
            assert {str(field): print_exact(field, value) for field, value in found.mean.items()} == means(
                list(expected.values())
            )
            cells += 4
    return cells


NOTHING = dict.fromkeys(COUNTED, 0)


def check_keys(by, rows, counts) -> None:
    """Every key with tickets has a row, and no other but the hours and weekdays; in rank order, or that of time."""
    shown = [row.key for row in rows]
    assert len(shown) == len(set(shown))
    assert set(counts) <= set(shown) | ({()} - set(shown))
    if by and by not in {("hour",), ("weekday",)}:
        assert set(shown) == set(counts)
    if by and by[0] in {"hour", "weekday", "month"}:
        assert shown == sorted(shown)
    elif by:
        assert [row.place or 10**6 for row in rows] == sorted(row.place or 10**6 for row in rows)


def check_changes(found, rows, counts) -> int:
    """Holds every change against the one of the counted cells, None where the base is not covered."""
    for row in rows:
        now = counts["now"].get(row.key, NOTHING)
        for name, base in (("previous", found.previous), ("last_year", found.last_year)):
            covered = base is not None and base.covered
            expected = changes(now, counts[name].get(row.key, NOTHING) if covered else None)
            assert {str(field): text for field, text in row.changed[name].items()} == expected
    return len(rows) * 16


def compare(row, counts) -> int:
    mine = {name: row.printed(Field(name)) for name in COUNTED}
    assert mine == {name: counts[name] for name in COUNTED}
    assert {str(field): row.printed(field) for field in RATES} == rates(counts)
    return len(COUNTED) + len(RATES)


@pytest.mark.parametrize("by", [(), *((name,) for name in DIMENSIONS), ("category", "street"), ("month", "unit")])
def test_every_figure_equals_the_count_one_by_one(register, by):
    one_by_one = Counter1by1(register)
    for place, period in enumerate(PERIODS):
        # Every pair of a caliber and whose answers in turn: all of them with each dimension.
        answers, which = ANSWERS[place % 3]
        caliber = (Caliber.GROSS, Caliber.NET)[place % 2]
        assert check(register, one_by_one, Asked(period, by, caliber, answers, which)) > 0


@pytest.mark.soak
def test_every_figure_of_6000_tickets_equals_the_count_one_by_one(desk):
    fill(desk, 6_000)
    one_by_one = Counter1by1(desk)
    cells = 0
    pairs = (("category", "street"), ("unit", "source"), ("month", "type"))
    for by in ((), *((name,) for name in DIMENSIONS), *pairs):
        for period in PERIODS:
            for caliber in Caliber:
                for answers, which in ANSWERS:
                    cells += check(desk, one_by_one, Asked(period, by, caliber, answers, which))
    assert cells > 500_000


ADDITIVE = [name for name in COUNTED if name not in {"repeat_callers", "repeat_tickets"}]
# A count of what stands open is no count of days.
BY_DAY = [name for name in ADDITIVE if name not in {"open_at_end", "overdue_open"}]


def counts_of(row) -> dict[str, int]:
    return {name: row.now.printed(Field(name)) for name in COUNTED}


@pytest.mark.parametrize("by", [*((name,) for name in DIMENSIONS), ("category", "street")])
def test_the_rows_add_up_to_the_total(register, by):
    for period in PERIODS:
        for caliber in Caliber:
            found = figures(register, Asked(period, by, caliber))
            # The month, hour and weekday of a ticket are those of its receipt, whenever it is closed.
            total = counts_of(found.total)
            assert {name: sum(counts_of(row)[name] for row in found.rows) for name in ADDITIVE} == {
                name: total[name] for name in ADDITIVE
            }


def test_net_is_never_more_than_gross(register):
    for period in PERIODS:
        for answers, which in ANSWERS:
            gross, net = (
                counts_of(figures(register, Asked(period, (), caliber, answers, which)).total) for caliber in Caliber
            )
            assert all(net[name] <= gross[name] for name in COUNTED)
            assert net["excluded"] == 0
            assert gross["received"] - net["received"] == gross["excluded"]


@pytest.mark.parametrize(("month", "days"), [("month:2028-02", 29), ("month:2026-11", 30)])
def test_the_days_add_up_to_the_month(register, month, days):
    name = month.partition(":")[2]
    for caliber in Caliber:
        total = counts_of(figures(register, Asked(month, (), caliber)).total)
        of_days = [
            counts_of(figures(register, Asked(f"date:{name}-{day:02}", (), caliber)).total)
            for day in range(1, days + 1)
        ]
        assert {field: sum(day[field] for day in of_days) for field in BY_DAY} == {
            field: total[field] for field in BY_DAY
        }


def test_a_ticket_closed_reopened_and_closed_again_counts_where_it_stands(desk, still, take_in):
    ticket = take_in("重开", status=TicketStatus.HANDLING)
    asked = Asked("month:2026-11")
    one_by_one = []
    for act, arguments in (
        (ticket_acts.close, {}),
        (ticket_acts.reopen, {"reason": "诉求人要求重新办理"}),
        (ticket_acts.close, {}),
    ):
        still.advance(timedelta(hours=1))
        act(desk, person=OPERATOR, ticket_id=ticket, **arguments)
        counted = figures(desk, asked).total.now.counted
        one_by_one.append((counted.received, counted.closed, counted.open_at_end))
        assert check(desk, Counter1by1(desk), Asked("month:2026-11", ("unit",))) > 0
    assert one_by_one == [(1, 1, 0), (1, 0, 1), (1, 1, 0)]
    assert differing(desk) == []


def test_a_running_period_is_cut_with_its_bases(register):
    until = from_local(datetime.fromisoformat("2026-11-10T12:00:00"))
    asked = Asked("month:2026-11", ("unit",), until=until)
    assert figures(register, asked).period.end == until
    assert check(register, Counter1by1(register), asked) > 0


@pytest.mark.parametrize("field", list(Field))
def test_the_tickets_behind_a_cell_are_as_many_as_it_says(register, field):
    asked = Asked("year:2026", ("street",))
    bases = {Field.IN_TIME_RATE: Field.CLOSED, Field.REPEAT_CALLERS: Field.REPEAT_TICKETS}
    counted = bases.get(field, Field.VALID if field in RATES else field)
    found = figures(register, asked)
    for row in found.rows:
        assert len(tickets_behind(register, asked, field, row.key)) == row.now.printed(counted)
    assert len(tickets_behind(register, asked, field)) == found.total.now.printed(counted)
    assert tickets_behind(register, asked, field, ("没有这个镇",)) == []


def test_a_change_reaches_only_its_own_row_and_equals_a_recount(register, take_in):
    figures(register, Asked("year:2026"))
    before = {name: column.copy() for name, column in register.figures.value.arrays.items()}
    added = take_in("热线-261123-900001", unit="新来的科")
    sign(register, person=OPERATOR, ticket_ids=[added])
    found = figures(register, Asked("month:2026-11", ("unit",)))
    assert [row.now.counted.received for row in found.rows if row.key == ("新来的科",)] == [1]
    after = register.figures.value.arrays
    for name, column in before.items():
        assert np.array_equal(after[name][:-1], column)
    assert differing(register) == []


def test_a_change_behind_the_journal_s_back_is_found_by_the_recount(register):
    figures(register, Asked("year:2026"))
    with register.register.writing() as stores:
        stores.connection.execute(update(tickets).where(tickets.c.id == 17).values(unit="别的科"))
        stores.connection.execute(text("DELETE FROM surveys WHERE ticket_id = 19"))
        stores.connection.execute(text("DELETE FROM tickets WHERE id = 19"))
        number = stores.connection.execute(text("SELECT number FROM tickets WHERE id = 17")).scalar_one()
    assert differing(register) == [number]


def test_the_base_is_covered_from_the_day_of_the_first_ticket(desk, take_in):
    take_in("热线-261120-000001", dispatched_at=from_local(datetime.fromisoformat("2026-11-20T09:00")))
    assert not figures(desk, Asked("month:2026-11")).previous.covered
    assert figures(desk, Asked("date:2026-11-21")).previous.covered
    assert not figures(desk, Asked("date:2026-11-20")).previous.covered
    row = figures(desk, Asked("date:2026-11-20")).total
    assert row.previous.counted.received == 0
    assert set(row.changed["previous"].values()) == {None}


def test_an_empty_register_has_no_base_and_no_rows(desk):
    found = figures(desk, Asked("month:2026-11", ("unit",)))
    assert (found.total.now.counted.received, found.rows, found.previous.covered) == (0, (), False)
    assert len(figures(desk, Asked("month:2026-11", ("hour",))).rows) == 24
    assert figures(desk, Asked("month:2026-11", ("month",))).rows == ()


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (Asked("month:2026-11", ("colour",)), "不能按"),
        (Asked("month:2026-11", ("unit", "street", "type")), "不能按"),
        (Asked("months:2026-11"), "不是统计期"),
        (Asked("month:2026-11", until=from_local(datetime.fromisoformat("2026-10-01T00:00"))), "早于统计期"),
    ],
)
def test_what_cannot_be_asked_is_refused(desk, asked, message):
    with pytest.raises(Refused, match=message):
        figures(desk, asked)
