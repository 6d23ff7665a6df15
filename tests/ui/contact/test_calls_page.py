"""The calls' page: a list goes in, a call goes to its ticket by a number key, another one is set aside."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.base.clock import to_local
from app.desk.shared.context import Desk
from app.desk.ticket import reads as ticket_reads
from app.rules.contact.call_flow import CallState
from app.rules.ticket.states import TicketStatus
from app.ui.contact.calls_page import CallsPage
from app.ui.frame.application import OpenWindow
from tests.corpus import writers

HEADERS = ["工单编号", "拨打时间", "号码", "结果", "时长", "坐席"]


@pytest.fixture
def two(desk: Desk, take_in: Callable[..., int]) -> tuple[int, int]:
    dispatched = desk.now() - timedelta(hours=9)
    made = [take_in(status=TicketStatus.HANDLING, dispatched_at=dispatched - timedelta(hours=each)) for each in (0, 1)]
    return made[0], made[1]


@pytest.fixture
def page(opened: OpenWindow, desk: Desk, two: tuple[int, int], tmp_path: Path) -> CallsPage:
    opened.window.show_page("calls")
    made = opened.window.current_page()
    assert isinstance(made, CallsPage)
    at = f"{to_local(desk.now() - timedelta(minutes=10)):%Y-%m-%d %H:%M:%S}"
    rows = [HEADERS, ["", at, "13800000001", "接通", 65, "坐席01"], ["", at, "保密", "接通", 65, "坐席01"]]
    made.take_in(writers.xlsx(tmp_path / "话务清单.xlsx", {"通话": rows}))
    return made


def test_a_list_is_accounted_for_and_its_refused_rows_are_named(page: CallsPage) -> None:
    told = page.result.text()
    assert told.startswith("话务清单.xlsx：2 行，新增 1（对上工单 0、待认领 1）、未变 0、退回 1")
    assert "话务清单_问题行.xlsx" in told


def test_a_number_key_gives_the_call_to_its_ticket(page: CallsPage, desk: Desk, two: tuple[int, int]) -> None:
    [call] = page.model.rows
    assert [one.ticket_id for one in call.candidates] == list(two)
    QTest.keyClick(page.view, Qt.Key.Key_2)
    assert page.list.is_empty
    assert len(ticket_reads.detail(desk, ticket_id=two[1]).attempts) == 1


def test_an_unknown_number_is_said_at_its_field_and_a_known_one_takes_the_call(
    page: CallsPage, opened: OpenWindow, desk: Desk, two: tuple[int, int]
) -> None:
    opened.shell.commands.run("call-match")
    form = page.shell.last_form
    assert form is not None
    form.number.setText("热线-000")
    form.submit()
    assert form.number.property("wrong")
    form.number.setText(ticket_reads.detail(desk, ticket_id=two[0]).row.number)
    form.submit()
    assert len(ticket_reads.detail(desk, ticket_id=two[0]).attempts) == 1


def test_a_call_is_set_aside_and_taken_back(page: CallsPage, opened: OpenWindow) -> None:
    opened.shell.commands.run("call-dismiss")
    assert page.list.empty_title.text() == "没有待认领的通话"
    page.states.choose(CallState.DISMISSED)
    opened.shell.commands.run("call-dismiss")
    assert page.list.is_empty
    assert page.back()
    assert len(page.model.rows) == 1


def test_a_file_that_is_no_list_is_said(page: CallsPage, tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("hello", encoding="utf-8")
    page.take_in(tmp_path / "x.txt")
    assert "未导入" in page.result.text()
