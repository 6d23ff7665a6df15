"""The columns against the plain rule, over any tickets whatever: hypothesis makes them up."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from app.desk.figures import counting
from app.desk.figures.codes import platform_answers
from app.desk.figures.columns import Columns
from app.models.figures.facts import FactRow, SurveyRow
from app.rules.figures.facts import TicketFacts, count
from app.rules.figures.fields import Caliber, Field
from app.rules.figures.periods import Period, PeriodKind, PeriodName, PeriodRules
from app.rules.figures.rows import RATES

START = int(datetime(2028, 2, 28, 16, tzinfo=UTC).timestamp())
END = START + 86_400
YES_NO = st.sampled_from(("是", "否", "", "说不清"))
# Moments around both ends of the period, and the one before and after.
MOMENTS = st.sampled_from((START - 1, START, START + 1, END - 1, END, END + 1)) | st.integers(
    START - 10**6, END + 10**6
)
PHONES = st.sampled_from(("", "13800000001", "13800000001 13800000002", "13800000003"))
SATISFIED = st.sampled_from(("满意", "基本满意", "一般", "不满意", "未评价", "看情况", ""))
ROWS = st.lists(
    st.tuples(
        MOMENTS, MOMENTS, st.none() | MOMENTS, st.sampled_from(("closed", "returned", "handling")),
        st.sampled_from(("general", "urgent")), *[st.integers(0, 1)] * 3,
        PHONES, st.sampled_from(("甲", "乙", "")),
        YES_NO, YES_NO, st.sampled_from(("是", "否", "部分解决", "")), SATISFIED,
    ),
    max_size=25,
)  # fmt: skip


def row(ticket_id: int, told: tuple) -> FactRow:
    received, deadline, closed, status, urgency, excluded, parked, off, phones, unit, *answers = told
    blank = ("",) * 7
    return FactRow(
        ticket_id, received, deadline, closed, status, urgency, excluded, parked, off, phones, unit, *blank,
        *answers, "", "", "", "",
    )  # fmt: skip


def facts(one: FactRow) -> TicketFacts:
    def moment(seconds: int) -> datetime:
        return datetime.fromtimestamp(seconds, UTC)

    return TicketFacts(
        ticket_id=one.ticket_id,
        received_at=moment(one.dispatched_at),
        deadline_at=moment(one.deadline_at),
        closed_at=None if one.closed_at is None else moment(one.closed_at),
        returned=one.status == "returned",
        urgent=one.urgency == "urgent",
        excluded=bool(one.excluded),
        parked=bool(one.parked),
        off_volume=bool(one.off_volume),
        caller=one.phones.partition(" ")[0],
        answers=platform_answers(
            (one.platform_valid, one.platform_contacted, one.platform_solved, one.platform_satisfied)
        ),
    )


PERIOD = Period(
    PeriodName(PeriodKind.DATE, 2028),
    datetime.fromtimestamp(START, UTC),
    datetime.fromtimestamp(END, UTC),
    PeriodRules(),
)


@given(ROWS, st.sampled_from(Caliber))
@settings(max_examples=150)
def test_columns_count_as_the_plain_rule_does(told, caliber):
    rows = [row(ticket_id, one) for ticket_id, one in enumerate(told, start=1)]
    columns = Columns()
    columns.fill(rows, ([], []))
    placed = counting.place(columns, PERIOD, caliber, "last")
    assert counting.counted(placed)[()] == count(map(facts, rows), PERIOD, caliber)
    by_unit = counting.counted(placed, ("unit",))
    for unit in ("甲", "乙", ""):
        expected = count((facts(one) for one in rows if one.unit == unit), PERIOD, caliber)
        key = (unit or "（未填）",)
        assert by_unit.get(key, count((), PERIOD, caliber)) == expected
        for field in Field:
            if field not in RATES and field is not Field.REPEAT_CALLERS:
                behind = counting.tickets_of(placed, field, ("unit",), key)
                assert len(behind) == getattr(expected, field)
        narrowed = counting.narrowed(placed, (("unit", key[0]),))
        assert counting.counted(narrowed)[()] == expected


@given(ROWS, st.data())
@settings(max_examples=60)
def test_a_change_leaves_what_a_recount_gives(told, data):
    rows = [row(ticket_id, one) for ticket_id, one in enumerate(told, start=1)]
    surveys = [SurveyRow(one.ticket_id, "yes", "no", None) for one in rows[::2]]
    columns = Columns()
    columns.fill(rows, (surveys, surveys))
    changed = data.draw(st.lists(st.integers(1, len(rows) + 2), unique=True)) if rows else []
    other = {ticket_id: row(ticket_id, data.draw(ROWS.filter(bool))[0]) for ticket_id in changed[1:]}
    columns.replace(changed, list(other.values()), ([], []))
    kept = {one.ticket_id: one for one in rows if one.ticket_id not in changed} | other
    recount = Columns()
    recount.callers.salt = columns.callers.salt
    still_told = [one for one in surveys if one.ticket_id not in changed]
    recount.fill([kept[ticket_id] for ticket_id in sorted(kept)], (still_told, still_told))
    assert columns.differing(recount) == []
