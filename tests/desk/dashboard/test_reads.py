"""The dashboard against the figures of the same questions and the tickets counted one by one."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

import pytest

from app.desk.dashboard import reads
from app.desk.dashboard.rows import OTHERS
from app.desk.figures.asked import Asked, figures
from app.models.warning.records import NewWarning
from app.rules.figures.fields import Caliber, Field
from app.rules.figures.rows import Counted
from app.rules.ticket.states import TicketStatus
from app.rules.warning.levels import Why
from app.rules.warning.states import Subject, WarningLevel
from tests.support.figure_tickets import Counter1by1, filled_desk


@pytest.fixture
def register(folder, still):
    still.advance(timedelta(days=400))
    made = filled_desk(folder, still, 700)
    yield made
    made.close()


def test_every_number_is_the_engines_and_opens_its_tickets(register):
    board = reads.board(register)
    now = register.now()
    assert board.today.total == figures(register, reads.today_asked(now, Caliber.NET)).total
    running = figures(register, Asked(board.trend[-1].text, caliber=Caliber.NET, until=now))
    assert board.period.total.now == running.total.now
    assert len(board.trend) == 12
    for point in board.trend:
        asked = Asked(point.text, caliber=Caliber.NET)
        assert point.row.counted == figures(register, asked).total.now.counted
        ids = reads.tickets_of_figure(register, asked=asked, field=Field.VALID)
        assert len(ids) == point.row.counted.valid


def test_every_heat_cell_counts_what_it_opens(register):
    board = reads.board(register, caliber=Caliber.GROSS)
    whole = board.whole
    rows = [
        row for row in Counter1by1(register).rows if whole.start <= row["dispatched_at"] < register.now()
    ]  # no ticket is excluded in the gross caliber
    expected = Counter((row["category_2"] or "（未填）", row["street"].strip() or "（未填）") for row in rows)
    assert {cell: count for cell, count in board.heat.now.items() if count} == dict(expected)
    assert board.heat.now
    for (kind, street), count in expected.items():
        ids = reads.tickets_of_cell(register, board=board, kind=kind, street=street)
        assert len(ids) == count
    for kind in board.heat.kinds:
        assert len(reads.tickets_of_cell(register, board=board, kind=kind, street="")) == board.heat.totals[kind]


def test_streets_beyond_the_eighth_are_counted_together():
    counts = {("预付卡", f"街道{place:02}"): Counted(received=20 - place) for place in range(11)}
    heat = reads.heat_of(counts, None)
    assert heat.streets == (*(f"街道{place:02}" for place in range(8)), OTHERS)
    assert heat.now["预付卡", OTHERS] == 12 + 11 + 10
    assert heat.totals == {"预付卡": sum(range(10, 21))}
    assert heat.before is None


def warning(level: WarningLevel, at: datetime) -> NewWarning:
    why = Why("30 天内不少于 2 件", 2, 2)
    name = f"商户{level}"
    return NewWarning(
        subject=Subject.CATEGORY, key=f"{name}{at}", name=name, merchant_id=None, level=level, raised_at=at,
        first_at=at, last_at=at, ticket_ids=(1,), callers=1, words=(), why=why, department="",
    )  # fmt: skip


def test_an_empty_desk_has_a_board_and_the_gravest_warnings_come_first(desk):
    board = reads.board(desk)
    assert (board.trend, board.risks, board.heat.kinds, board.waiting.total) == ((), (), (), 0)
    assert board.warnings == ()
    with desk.register.writing() as stores:
        for hours, level in enumerate((WarningLevel.BLUE, WarningLevel.RED, WarningLevel.BLUE)):
            stores.warnings.add(warning(level, desk.now() + timedelta(hours=hours)))
    found = reads.board(desk).warnings
    assert [one.level for one in found] == ["red", "blue", "blue"]
    assert found[1].raised_at > found[2].raised_at


def test_the_shortest_clocks_are_the_risks(desk, take_in):
    for hours in (30, 2, 10):
        take_in(
            f"甲{hours}", status=TicketStatus.HANDLING, dispatched_at=desk.now(),
            deadline_at=desk.now() + timedelta(hours=hours),
        )  # fmt: skip
    take_in("待签")
    board = reads.board(desk)
    dues = [row.next_due_at for row in board.risks]
    assert len(dues) == 4
    assert dues == sorted(dues)
    assert board.waiting.total == 1
