"""A night of twelve hours: silent units are urged again and rise at the right minute, and nobody else is."""

from __future__ import annotations

from datetime import datetime, timedelta

from app.base.clock import SHANGHAI
from app.desk.urge import acts as urge_acts
from app.desk.urge import answers
from app.desk.urge import reads as urge_reads
from app.rules.escalation.states import ReportChannel
from app.rules.ticket.states import TicketStatus
from app.rules.urge.states import UrgeState
from app.rules.urge.steps import HEAD, LEADER
from tests.desk.urge.conftest import DISPATCHED, OPERATOR

START = datetime(2026, 11, 23, 18, 55, tzinfo=SHANGHAI)
MINUTE = timedelta(minutes=1)
SILENT, ANSWERS, REVIEWED = ("甲科", "乙科", "丙科"), "丁科", "戊科"


def expected() -> set[tuple[str, str, int]]:
    """Written down by hand: each slot, then a quarter of an hour to the second, the third and the fourth round."""
    found = {(slot, ANSWERS, HEAD) for slot in ("19:00", "22:00")}
    for unit in SILENT:
        # The operator sends each round two minutes after it opened; the wait is counted from then.
        found |= {("19:00", unit, HEAD), ("19:17", unit, HEAD), ("19:34", unit, LEADER), ("19:51", unit, LEADER)}
        found |= {("22:00", unit, LEADER), ("22:17", unit, LEADER)}
    return found


def step_at(now: datetime) -> timedelta:
    """A minute while something is due, five where the night is quiet."""
    clock = f"{now.astimezone(SHANGHAI):%H:%M}"
    return MINUTE if "18:55" <= clock < "20:10" or "22:00" <= clock < "22:40" else 5 * MINUTE


def test_three_silent_units_are_found_at_the_right_minute_and_none_is_invented(desk, still, take_in, directory):
    for unit in (*SILENT, ANSWERS, REVIEWED):
        status = TicketStatus.TO_REVIEW if unit == REVIEWED else TicketStatus.HANDLING
        take_in(f"工单-{unit}", dispatched_at=DISPATCHED, unit=unit, status=status)
    still.advance(START - still.now())
    urge_acts.open_due(desk)  # the slots of the day before this night
    before = {row.id for row in urge_reads.rounds(desk)}
    answered: set[int] = set()
    while still.now() < START + timedelta(hours=12):
        still.advance(step_at(still.now()))
        urge_acts.open_due(desk)
        for row in urge_reads.rounds(desk, only_open=True, start=START):
            waited = desk.now() - row.opened_at
            if row.state is UrgeState.TO_SEND and waited >= 2 * MINUTE:
                message = urge_acts.Message(ReportChannel.WECHAT)
                urge_acts.send(desk, person=OPERATOR, round_id=row.id, message=message)
            if row.unit == ANSWERS and row.state is UrgeState.SENT and waited >= 8 * MINUTE:
                answers.answer(desk, person=OPERATOR, round_ids=[row.id], said="已联系")
                answered.add(row.id)
    night = [row for row in urge_reads.rounds(desk) if row.id not in before]
    seen = {(f"{row.slot.astimezone(SHANGHAI):%H:%M}", row.unit, row.level) for row in night}
    assert seen == expected()
    assert len(night) == len(expected())
    assert len(answered) == 2
    figures = {one.unit: one for one in urge_reads.figures(desk, start=START, end=desk.now())}
    assert (figures[ANSWERS].answered, figures[ANSWERS].minutes) == (2, 6)
    assert {figures[unit].answered for unit in SILENT} == {0}
