from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as some

from app.base.clock import SHANGHAI
from app.rules.figures.platform import Compared, PlatformFacts, UrgedTicket, row_of, rows_by_day
from app.rules.watch.states import RoundState

START = datetime(2026, 11, 23, 12, 0, tzinfo=SHANGHAI)
END = START + timedelta(days=2)
HOUR = timedelta(hours=1)


def urged(at, round_id, ticket, *, sent=True, answered=False, broken=False):
    return UrgedTicket(at, round_id, "家政专班", ticket, sent, answered, broken)


FACTS = PlatformFacts(
    rounds=[(START, RoundState.MET), (START + HOUR, RoundState.MISSED), (START + 20 * HOUR, RoundState.OUTAGE)],
    compared=[Compared(START + HOUR, True), Compared(START + 30 * HOUR, False)],
    differing=[(START + 30 * HOUR, 7), (START + 30 * HOUR, 7), (START + 30 * HOUR, 8)],
    outages=[(START + 11 * HOUR, START + 13 * HOUR), (START + 47 * HOUR, None)],
    late_in_outage=[(START + 13 * HOUR, 9)],
    contacted_in_outage=[(START + 12 * HOUR, 9), (START + 12 * HOUR, 10)],
    urged=[
        urged(START, 1, 1, answered=True),
        urged(START, 1, 2, answered=True),
        urged(START, 2, 3),
        urged(START + HOUR, 3, 3, answered=True, broken=True),
        urged(START + HOUR, 4, 4),
        urged(START + HOUR, 5, 5, sent=False),
    ],
)


def test_the_sum_counts_each_kind_and_names_each_ticket_once() -> None:
    total = row_of("汇总", FACTS, START, END)
    assert (total.total, total.met, total.missed, total.in_outage) == (3, 1, 1, 1)
    assert (total.compared, total.held, total.differing) == (2, 1, [7, 8])
    assert (total.outages, total.outage_minutes, total.late_in_outage) == (2, 180, [9])
    assert total.contacted_in_outage == [9, 10]
    assert (total.sent, total.effective, total.broken) == (4, 2, 1)
    assert (total.urged, total.answered, total.silent, total.unkept) == ([1, 2, 3, 4], [1, 2, 3], [4], [3])


def test_an_outage_over_midnight_stands_on_both_days_with_its_minutes_of_each() -> None:
    days = {row.name: row for row in rows_by_day(FACTS, START, END)}
    assert list(days) == ["汇总", "11-25", "11-24", "11-23"]
    assert [days[day].outage_minutes for day in ("11-23", "11-24", "11-25")] == [60, 60, 60]
    assert rows_by_day(PlatformFacts(), START, END) == ()


moments = some.integers(0, 47).map(lambda hours: START + hours * HOUR)


@given(
    some.lists(some.tuples(moments, some.sampled_from(RoundState))),
    some.lists(some.builds(urged, moments, some.integers(1, 5), some.integers(1, 9), sent=some.booleans())),
)
def test_the_days_add_up_to_the_sum(rounds, tickets) -> None:
    tickets = list({one.round_id: one for one in tickets}.values())
    rows = rows_by_day(PlatformFacts(rounds=rounds, urged=tickets), START, END)
    for name in ("met", "missed", "in_outage", "total", "sent", "effective", "broken"):
        values = [getattr(row, name) for row in rows]
        assert sum(values[1:]) == (values[0] if values else 0)
