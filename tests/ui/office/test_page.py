"""Office sheets in the window: sent to ticked units, a filled one shown row by row and taken in, printed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt

from app.desk.office import acts as office_acts
from app.desk.office import reads as office_reads
from app.desk.shared.context import Desk
from app.rules.ticket.states import TicketStatus
from app.ui.frame.application import OpenWindow
from app.ui.kit.printing.preview import PrintPreview
from app.ui.office.forms import SendForm, TakeInForm
from app.ui.office.page import OfficePage
from app.ui.office.words import paper
from tests.ui.conftest import OPERATOR


@pytest.fixture
def page(opened: OpenWindow, take_in: Callable[..., int]) -> OfficePage:
    """The page, with two tickets of 家政专班 and one of 商超专班."""
    for number, unit in (("甲", "家政专班"), ("乙", "家政专班"), ("丙", "商超专班")):
        take_in(number, unit=unit, status=TicketStatus.HANDLING)
    opened.window.show_page("office")
    made = opened.window.current_page()
    assert isinstance(made, OfficePage)
    return made


def test_sheets_are_written_for_the_ticked_units(
    page: OfficePage, opened: OpenWindow, desk: Desk, tmp_path: Path
) -> None:
    assert page.list.empty_title.text() == "还没有发过科室表"
    opened.shell.commands.run("office-send")
    form = opened.shell.last_form
    assert isinstance(form, SendForm)
    assert form.chosen() == ["家政专班", "商超专班"]
    form.units.item(1).setCheckState(Qt.CheckState.Unchecked)
    form.fields["path"].setText(str(tmp_path / "发出"))  # type: ignore[union-attr]
    form.submit()
    assert [(row.unit, row.tickets) for row in office_reads.listing(desk)] == [("家政专班", 2)]
    assert page.list.count.text() == "1 张 · 未收回 1 张"


def test_a_filled_sheet_is_shown_row_by_row_and_taken_in(
    page: OfficePage, opened: OpenWindow, desk: Desk, tmp_path: Path
) -> None:
    (sent,) = office_acts.send_out(desk, person=OPERATOR, folder=tmp_path, units=["家政专班"]).result
    book = openpyxl.load_workbook(sent.file)
    book.active["J4"].value = "已约谈商户"
    book.active["I5"].value = "下周"
    book.save(sent.file)
    page.show_preview(Path(sent.file))
    form = opened.shell.last_form
    assert isinstance(form, TakeInForm)
    assert form.main.accessibleName() == "收入 1 行"
    lines = [[form.table.item(row, at).text() for at in range(4)] for row in range(2)]
    assert lines[0] == ["4", "甲", "更新", "办理情况：（空） → 已约谈商户"]
    assert lines[1][2] == "退回"
    assert lines[1][3].startswith("联系时间：")
    form.submit()
    assert page.list.count.text() == "1 张 · 未收回 0 张"
    assert opened.window.messages.text.endswith("更新 1、未变 0、退回 1")


def test_a_foreign_file_is_refused_in_a_message(page: OfficePage, opened: OpenWindow, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["甲"])
    book.save(tmp_path / "别的.xlsx")
    page.show_preview(tmp_path / "别的.xlsx")
    assert "不是本台发出的科室表" in opened.window.messages.text


def test_the_sheet_is_printed_with_room_to_write(
    page: OfficePage, opened: OpenWindow, desk: Desk, tmp_path: Path
) -> None:
    office_acts.send_out(desk, person=OPERATOR, folder=tmp_path, units=["家政专班"])
    page.refresh()
    opened.shell.commands.run("office-print")
    (preview,) = opened.window.findChildren(PrintPreview)
    preview.close()
    title, rows = office_reads.printed(desk, unit="家政专班")
    made = paper(title, rows, desk.now(), "甲")
    assert [row[1] for row in made.rows] == ["甲", "乙"]
    assert all(row[-4:] == ("", "", "", "") and len(row) == len(made.headings) for row in made.rows)
