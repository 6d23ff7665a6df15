"""The register as a workbook: every row, and figures that add up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import openpyxl

from app.base.people import Person
from app.desk.exclusion import acts as exclusion_acts
from app.desk.exclusion import figures as exclusion_figures
from app.desk.exclusion import reads as exclusion_reads
from app.desk.shared.context import Desk
from app.reports.exclusion_register import export, export_figures
from app.rules.ticket.states import TicketStatus
from tests.support.workbooks import table_of

OPERATOR = Person("值班员甲")


def test_rows_and_figures_stand_in_the_workbook(desk: Desk, take_in: Callable[..., int], tmp_path: Path) -> None:
    for unit in ("一队", "二队", "二队"):
        ticket = take_in(status=TicketStatus.CLOSED, closed_at=desk.now(), unit=unit)
        exclusion_acts.create(desk, person=OPERATOR, ticket_id=ticket, major="涉法涉诉", minor="公安机关已立案")
    path = tmp_path / "表.xlsx"
    told = export(desk, person=OPERATOR, path=path, rows=exclusion_reads.listing(desk))
    book = openpyxl.load_workbook(path)
    assert told.result == 3
    assert len(table_of(book["不纳入考核"])) == 4
    units = [tuple(row[:2]) for row in book["按单位"].iter_rows(min_row=2, values_only=True)]
    assert units == [("二队", 2), ("一队", 1), ("合计", 3)]


def test_an_empty_list_makes_an_empty_sheet(desk: Desk, tmp_path: Path) -> None:
    assert export(desk, person=OPERATOR, path=tmp_path / "表.xlsx", rows=()).result == 0


def test_the_figures_have_a_workbook_of_their_own(desk: Desk, take_in: Callable[..., int], tmp_path: Path) -> None:
    ticket = take_in(status=TicketStatus.CLOSED, closed_at=desk.now(), unit="一队")
    exclusion_acts.create(desk, person=OPERATOR, ticket_id=ticket, major="涉法涉诉", minor="公安机关已立案")
    now = desk.now()
    told = exclusion_figures.figures(desk, month="", start=now - timedelta(days=1), end=now)
    path = tmp_path / "统计.xlsx"
    assert export_figures(desk, person=OPERATOR, path=path, figures=told, month="", period="本月").result == 1
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["按类型", "按单位", "未通过原因", "三率影响"]
    assert [row[0] for row in table_of(book["三率影响"])[1:3]] == [
        "全口径（含剔除）",
        "不含剔除",
    ]
