"""The lead's figures: each counts rows it can show, and the workbook holds them all."""

from __future__ import annotations

from datetime import timedelta

import pytest
from openpyxl import load_workbook

from app.base.people import Person
from app.desk.escalation import acts as escalation_acts
from app.desk.escalation.reads import Figure, Share, counts_in, export, of_rows
from app.desk.reminder import acts as reminder_acts
from tests.support.workbooks import table_of

OPERATOR = Person("值班员甲")


@pytest.fixture
def rows(desk, still, take_in):
    """Four escalations: reported after 20 and 50 minutes, two open that rose to the second level."""
    expires = desk.now() + timedelta(hours=21, minutes=19)  # the midnight that ends this day
    for number, street in (("甲", "沙河镇"), ("乙", "沙河镇"), ("丙", "沙河镇"), ("丁", "")):
        take_in(number, dispatched_at=desk.now() - timedelta(days=5), street=street)
    still.advance(expires - desk.now())
    reminder_acts.raise_due(desk)
    for number, minutes in (("甲", 20), ("乙", 30)):
        still.advance(timedelta(minutes=minutes))
        one = next(row for row in escalation_acts.listing(desk) if row.ticket_number == number)
        escalation_acts.report(desk, person=OPERATOR, escalation_id=one.id, to="乙", channel="电话")
    still.advance(timedelta(minutes=10))
    reminder_acts.raise_due(desk)
    return escalation_acts.listing(desk)


def test_each_figure_counts_the_rows_it_names(rows):
    told = of_rows(rows, within_minutes=30)
    assert told.counts == {
        Figure.OPENED: 4,
        Figure.REPORTED: 2,
        Figure.IN_TIME: 1,
        Figure.OPEN: 2,
        Figure.SECOND_LEVEL: 2,
        Figure.CANCELLED: 0,
    }
    assert told.median_minutes == 35
    assert [row.ticket_number for row in rows if counts_in(Figure.IN_TIME, row, 30)] == ["甲"]


def test_units_and_streets_stand_by_what_is_still_open(rows):
    told = of_rows(rows, within_minutes=30)
    assert told.by_unit == (Share("尚未派单", 4, 2, 2),)
    assert told.by_street == (Share("沙河镇", 3, 2, 1), Share("未写街乡镇", 1, 0, 1))


def test_no_report_has_no_median():
    assert of_rows([], within_minutes=30).median_minutes is None


def test_the_workbook_holds_every_row_and_the_shares(desk, rows, tmp_path):
    path = tmp_path / "到期上报.xlsx"
    told = export(desk, person=OPERATOR, path=path, rows=rows)
    assert told.result == 4
    book = load_workbook(path)
    assert book.sheetnames == ["到期上报", "按承办单位", "按街乡镇"]
    assert len(table_of(book["到期上报"])) == 5
    assert [cell.value for cell in book["按街乡镇"][2]] == ["沙河镇", 3, 2, 1]
