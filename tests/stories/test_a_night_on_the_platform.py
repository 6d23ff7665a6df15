"""A night of twelve hours beside a platform that is never quiet, held against a list that was written by hand.

    pytest -m soak tests/stories/test_a_night_on_the_platform.py

runs it with the five-second tick of the program.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.base.clock import StillClock
from app.desk.figures import platform
from app.desk.figures.reads import Window
from app.desk.reminder import acts as reminder_acts
from app.desk.ticket import reads as ticket_reads
from app.desk.urge import reads as urge_reads
from app.desk.watch import reads as watch_reads
from app.models.journal.verify import differing_tickets, open_to_verify
from tests.simulation import night as nights
from tests.support.registers import desk_on


def expected() -> list[tuple[str, str, str]]:
    """Every minute at which the desk has to say something, and what; nothing else may be said."""
    said: list[tuple[str, str, str]] = []

    def at(minute: str, what: str, *about: str) -> None:
        said.extend((minute, what, one) for one in about)

    # Day 5 of seven tickets: rung for at 19:00 and 22:00, the one under review too; its unit is not urged.
    at("19:00", "ring", "S1", "S2", "S3", "A1", "R1", "E1", "E2")
    at("22:00", "ring", "S1", "S2", "S3", "A1", "R1", "E1", "E2")
    at("19:00", "urge", *(f"{unit}科 负责人 1" for unit in "甲乙丙丁己庚"))
    at("22:00", "urge", *(f"{unit}科 负责人 1" for unit in "丁己庚"), *(f"{unit}科 分管领导 1" for unit in "甲乙丙"))
    # Three units stay silent. Each text goes out two minutes after it was ready, the wait is 15 minutes:
    # 19:02 and 19:17, then the head was asked twice and the leader is, twice; at 22:00 the leader again, twice.
    for unit in "甲乙丙":
        at("19:17", "urge", f"{unit}科 负责人 1")
        at("19:34", "urge", f"{unit}科 分管领导 1")
        at("19:51", "urge", f"{unit}科 分管领导 1")
        at("22:17", "urge", f"{unit}科 分管领导 1")
    # Midnight ends day 5. A1 is closed, E1 and E2 have longer; R1 is not reported within an hour.
    at("00:00", "ring", "S1", "S2", "S3", "R1")
    at("00:00", "escalated 1", "S1", "S2", "S3", "R1")
    at("01:00", "ring", "R1")
    at("01:00", "escalated 2", "R1")
    # K2 was dispatched at 18:40 and nobody here knows that it is signed: 90, 110 and 120 minutes after the dispatch.
    # The day shift ended at 20:00, and nobody has signed its sheet.
    at("20:15", "ring", "交接班")
    at("20:10", "ring", "K2")
    at("20:30", "ring", "K2")
    at("20:40", "ring", "K2")
    # N1 is urgent, dispatched at 20:47 and fetched at 21:04: it rings at once, as overdue. N2 after the outage alike.
    at("21:04", "ring", "N1")
    at("02:57", "ring", "N2")
    # U1 is urgent, dispatched at 02:05 and brought in at 02:06: on arrival, after 5 and 8 minutes, overdue at 02:15.
    at("02:06", "ring", "U1")
    at("02:10", "ring", "U1")
    at("02:13", "ring", "U1")
    at("02:15", "ring", "U1")
    # Nobody looks at the platform in four rounds of five minutes; what lies in its failure (02:10–02:50) is not missed.
    at("20:45", "missed", "20:40–20:45")
    at("23:20", "missed", "23:15–23:20")
    at("23:25", "missed", "23:20–23:25")
    at("04:35", "missed", "04:30–04:35")
    at("21:00", "asked to reconcile", "交接班后还没有对账")
    at("02:50", "asked to reconcile", "平台 02:50 恢复后还没有对账")
    # At the handover the list shows what was not fetched, and two sign-fors and a deadline that differ.
    at("21:03", "missing-here", "N1")
    at("21:03", "differs signed_at", "K1", "K2")
    at("21:03", "differs status", "K2")
    at("21:03", "differs deadline_at", "K3")
    # After the failure: one more that nobody fetched, the typed ticket under its number, and the mistyped number.
    at("02:55", "missing-here", "N2", "T1", "W1")
    at("02:55", "same as", "T1 = 临-20261123-01")
    at("02:55", "missing-there", "临-20261123-01", "W9")
    # The platform goes on saying 待签收 for what was signed for here; the mistyped ticket has no unit yet.
    at("02:55", "differs status", "N1")
    at("03:05", "differs status", "N1", "N2")
    at("03:05", "differs unit", "W1")
    # The export at 06:00 brings one deadline as it was granted by phone, and one that differs.
    at("06:00", "granted", "E1 延期至 11-25 18:00，与平台一致")
    at("06:00", "granted", "E2 批准延期至 11-26 12:00，平台为 11-26 18:00，以平台为准")
    # The sheet comes back: A1 was closed meanwhile, A2 was called in the future, A3 has another title.
    at("06:10", "refused row", "A1 工单编号", "A2 联系时间", "A3 标题")
    at("06:10", "updated row", "A4")
    return said


def sorted_by_minute(said):
    return sorted(said, key=lambda one: ((int(one[0][:2]) - 12) % 24, one))


@pytest.mark.parametrize(
    "tick", [timedelta(minutes=1), pytest.param(timedelta(seconds=5), marks=pytest.mark.soak)], ids=["short", "whole"]
)
def test_everything_planted_is_said_at_its_minute_and_nothing_is_invented(folder, tmp_path, tick):
    still = StillClock(nights.START - timedelta(hours=2))
    desk = desk_on(folder, still)
    try:
        night = nights.begin(desk, still, tmp_path)
        said = nights.run(night, tick)
        assert sorted_by_minute(said) == sorted_by_minute(expected())
        check_the_sums(desk)
    finally:
        desk.register.close()


def check_the_sums(desk):
    """The night in figures, counted by hand: 144 rounds of looking, rounds of urging, late sign-fors."""
    figures = watch_reads.of_period(desk, start=nights.START, end=nights.END)
    assert (figures.total, figures.met, figures.missed, figures.in_outage) == (144, 132, 4, 8)
    causes = [one.cause for one in figures.rounds if one.cause and one.cause != "平台故障"]
    assert causes == ["正在通话", "接待来访群众"]
    assert [one.holds for one in figures.reconciliations] == [False, False, False, True]
    by_unit = {one.unit: one for one in urge_reads.figures(desk, start=nights.START, end=nights.END)}
    assert [(by_unit[f"{unit}科"].sent, by_unit[f"{unit}科"].answered) for unit in "甲乙丙丁己庚"] == [
        *[(6, 0)] * 3,
        *[(2, 2)] * 3,
    ]
    total = platform.of_period(desk, window=Window(nights.START, nights.END))
    assert (total.met, total.missed, total.in_outage, total.outage_minutes) == (132, 4, 8, 40)
    assert (total.sent, total.effective, total.broken) == (24, 6, 0)
    # Of the late sign-fors (N1, N2, U1) one ran out within the failure.
    assert total.late_in_outage == [ticket_reads.find(desk, number="U1")]
    assert {ticket_reads.detail(desk, ticket_id=one).row.number for one in total.silent} == {"S1", "S2", "S3"}
    detail = ticket_reads.detail(desk, ticket_id=ticket_reads.find(desk, number="T1"))
    assert detail.ticket.other_number == "临-20261123-01"
    assert reminder_acts.check(desk).holds
    with open_to_verify(desk.register.path) as connection:
        assert list(differing_tickets(connection)) == []
