"""A unit with open tickets whose sheet has gone out, and a hand that fills it in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from app.base.clock import SHANGHAI
from app.base.people import Person
from app.desk.office import acts as office_acts
from app.desk.shared.context import Desk
from app.rules.office import HEADINGS
from app.rules.ticket.states import TicketStatus

OPERATOR = Person("值班员甲")
DISPATCHED = datetime(2026, 11, 21, 9, 0, tzinfo=SHANGHAI)
HEAD_ROW = 3


@pytest.fixture
def tickets(take_in: Callable[..., int]) -> list[int]:
    return [
        take_in(number, dispatched_at=DISPATCHED, unit="家政专班", caller="王小明", status=TicketStatus.HANDLING)
        for number in ("甲", "乙", "丙")
    ]


@pytest.fixture
def sent(desk: Desk, tickets: list[int], tmp_path: Path) -> Path:
    """The workbook of 家政专班."""
    out = tmp_path / "发出"
    (one,) = office_acts.send_out(desk, person=OPERATOR, folder=out).result
    return Path(one.file)


@pytest.fixture
def fill(sent: Path, tmp_path: Path) -> Callable[..., Path]:
    """Fills cells in, by number of the ticket and heading, and saves the workbook under another name."""

    def make(cells: dict[tuple[str, str], object], name: str = "交回.xlsx") -> Path:
        book = openpyxl.load_workbook(sent)
        sheet = book.active
        places = {sheet.cell(row, 2).value: row for row in range(HEAD_ROW + 1, sheet.max_row + 1)}
        for (number, heading), value in cells.items():
            sheet.cell(places[number], HEADINGS.index(heading) + 1).value = value
        book.save(tmp_path / name)
        return tmp_path / name

    return make
