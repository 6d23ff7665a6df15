"""Requests to us, the adviser, evidence, the dossier and buck-passing cases, each driven by its keys and fields."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from app.base.people import Person
from app.desk import sign
from app.desk.passing import reads as passing_reads
from app.desk.returns import acts as returns_acts
from app.desk.returns import reads as returns_reads
from app.desk.shared.context import Desk
from app.desk.ticket import acts as ticket_acts
from app.desk.ticket import reads as ticket_reads
from app.rules.passing import PassingState
from app.rules.returns.states import ReturnDirection, ReturnGround, ReturnState
from app.ui.frame.application import OpenWindow
from app.ui.kit.forms.fields import read_field, write_field
from app.ui.passing.forms import OpenCaseForm
from app.ui.passing.page import PassingPage
from app.ui.returns.adviser import Adviser
from app.ui.returns.dossier_form import DossierForm
from app.ui.returns.evidence_form import EvidenceForm
from app.ui.returns.page import ReturnsPage
from app.ui.returns.receive_form import ReceiveForm
from app.ui.returns.register_form import RegisterReturnForm

OPERATOR = Person("值班员甲")


@pytest.fixture
def ticket(desk: Desk, take_in: Callable[..., int]) -> int:
    made = take_in(category_1="市场管理", category_2="单用途预付卡", category_3="健身卡")
    sign.sign(desk, person=OPERATOR, ticket_ids=[made])
    ticket_acts.dispatch(desk, person=OPERATOR, ticket_id=made, unit="区体育局")
    return made


@pytest.fixture
def refused(desk: Desk) -> Callable[..., int]:
    def make(ticket: int, unit: str = "区体育局") -> int:
        case = returns_acts.register(
            desk,
            person=OPERATOR,
            ticket_id=ticket,
            ground=ReturnGround.NOT_OUR_REMIT,
            basis="派单目录 3.2",
            suggested_unit=unit,
        ).result
        returns_acts.send(desk, person=OPERATOR, return_id=case.id)
        returns_acts.refuse(desk, person=OPERATOR, return_id=case.id, note="应由你单位办理")
        return case.id

    return make


def show(opened: OpenWindow, name: str) -> Any:
    opened.window.show_page(name)
    return opened.window.current_page()


def test_a_request_to_us_is_registered_and_answered_by_the_same_keys_as_a_return(
    opened: OpenWindow, desk: Desk, ticket: int
) -> None:
    form = ReceiveForm(opened.shell, ticket_reads.detail(desk, ticket_id=ticket))
    form.open_form()
    assert read_field(form.fields["department"]) == "区体育局"
    form.submit()
    assert "理由" in form._errors["ground"].text()
    write_field(form.fields["ground"], ReturnGround.NOT_OUR_REMIT.value)
    write_field(form.fields["basis"], "三定方案第 4 条")
    form.submit()
    page: ReturnsPage = show(opened, "returns")
    (row,) = page.model.rows
    assert (row.direction, row.state) == (ReturnDirection.TO_US, ReturnState.RECEIVED)
    page.view.choose_key(row.id)
    visible = {name for name, button in page.detail.buttons.items() if not button.isHidden()}
    assert {"return-accept", "return-refuse", "return-withdraw"} <= visible
    assert "return-send" not in visible
    opened.shell.commands.run("return-accept")
    page.shell.last_form.submit()
    assert returns_reads.listing(desk)[0].state is ReturnState.AGREED
    assert ticket_reads.detail(desk, ticket_id=ticket).row.unit == ""


def test_direction_and_unit_narrow_the_list_and_states_nobody_has_are_not_offered(
    opened: OpenWindow, ticket: int, refused: Callable[..., int]
) -> None:
    refused(ticket)
    page: ReturnsPage = show(opened, "returns")
    assert page.states.buttons[ReturnState.RECEIVED].isHidden()
    page.filters.directions.choose(ReturnDirection.TO_US)
    assert page.list.is_empty
    assert page.back()
    page.filters.units.setCurrentIndex(1)
    assert len(page.model.rows) == 1
    assert "区体育局 1" in page.filters.units.currentText()


def test_the_adviser_warns_of_to_and_fro_and_gives_the_accepted_text(
    opened: OpenWindow, desk: Desk, ticket: int, refused: Callable[..., int], take_in: Callable[..., int]
) -> None:
    other = take_in()
    sign.sign(desk, person=OPERATOR, ticket_ids=[other])
    case = returns_acts.register(
        desk,
        person=OPERATOR,
        ticket_id=other,
        ground=ReturnGround.NOT_OUR_REMIT,
        basis="目录 3.2 健身",
        suggested_unit="区体育局",
        note="附营业执照",
    ).result
    returns_acts.send(desk, person=OPERATOR, return_id=case.id)
    returns_acts.accept(desk, person=OPERATOR, return_id=case.id)
    refused(ticket)
    form = RegisterReturnForm(opened.shell, ticket_reads.detail(desk, ticket_id=ticket))
    form.open_form()
    form.grounds.answered.emit(1)
    write_field(form.fields["suggested_unit"], "区体育局")
    adviser = form.findChild(Adviser)
    assert "→" in adviser.warnings.text()
    assert "最后一次" in adviser.warnings.text()
    assert "同意 1 件" in adviser.summary.text()
    adviser.take.click()
    assert read_field(form.fields["basis"]) == "目录 3.2 健身"
    assert read_field(form.fields["note"]) == "附营业执照"
    form.reject()


def test_a_refused_return_is_asked_again_from_the_register(
    opened: OpenWindow, ticket: int, refused: Callable[..., int]
) -> None:
    case = refused(ticket)
    page: ReturnsPage = show(opened, "returns")
    page.view.choose_key(case)
    opened.shell.commands.run("return-again")
    (form,) = opened.window.findChildren(RegisterReturnForm)
    assert form._ticket_id == ticket
    form.reject()


def test_evidence_is_added_and_listed_as_a_link(
    opened: OpenWindow, ticket: int, refused: Callable[..., int], tmp_path: Path
) -> None:
    case = refused(ticket)
    page: ReturnsPage = show(opened, "returns")
    page.view.choose_key(case)
    opened.shell.commands.run("return-evidence")
    form = page.shell.last_form
    assert isinstance(form, EvidenceForm)
    form.submit()
    assert "材料" in form._errors["attachments"].text()
    paper = tmp_path / "会议纪要.pdf"
    paper.write_bytes(b"%PDF-1.4 made up %%EOF")
    form.attachments.add([str(paper)])
    form.submit()
    assert any(button.text() == "会议纪要.pdf" for button in page.detail.findChildren(QPushButton))


def test_the_dossier_is_offered_under_a_name_that_any_disk_takes(
    opened: OpenWindow, ticket: int, refused: Callable[..., int]
) -> None:
    case = refused(ticket)
    page: ReturnsPage = show(opened, "returns")
    page.view.choose_key(case)
    opened.shell.commands.run("return-dossier")
    assert isinstance(page.shell.last_form, DossierForm)
    assert page.shell.last_form.file_name() == "退单个案_热线-261123-000001_第1次.docx"
    page.shell.last_form.reject()


def test_a_case_is_reported_followed_up_and_closed_from_its_page(
    opened: OpenWindow, desk: Desk, ticket: int, refused: Callable[..., int]
) -> None:
    refused(ticket)
    refused(ticket, "区教委")
    page: PassingPage = show(opened, "passing")
    (row,) = page.model.rows
    page.view.choose_key(row.id)
    opened.shell.commands.run("passing-copy")
    assert "区教委" in QGuiApplication.clipboard().text()
    opened.shell.commands.run("passing-close")
    assert page.shell.last_form is None, "not reported yet: it is said, and no form opens"
    opened.shell.commands.run("passing-report")
    write_field(page.shell.last_form.fields["follow_up_at"], "明天")
    write_field(page.shell.last_form.fields["to"], "李主任")
    page.shell.last_form.submit()
    assert "读不懂" in page.shell.last_form._errors["follow_up_at"].text()
    write_field(page.shell.last_form.fields["follow_up_at"], "2026-11-24 09:00")
    page.shell.last_form.submit()
    assert passing_reads.listing(desk)[0].state is PassingState.REPORTED
    opened.shell.commands.run("passing-follow")
    write_field(page.shell.last_form.fields["said"], "已约协调会")
    page.shell.last_form.submit()
    opened.shell.commands.run("passing-close")
    write_field(page.shell.last_form.fields["outcome"], "区体育局主责")
    page.shell.last_form.submit()
    assert passing_reads.listing(desk)[0].outcome == "区体育局主责"
    assert not page.detail.buttons["reopen-case"].isHidden()
    page.detail.buttons["reopen-case"].click()
    assert passing_reads.listing(desk)[0].state is PassingState.REPORTED


def test_a_case_is_opened_by_judgement_and_an_empty_page_says_how(opened: OpenWindow, desk: Desk, ticket: int) -> None:
    page: PassingPage = show(opened, "passing")
    assert "Shift+F6" in page.list.empty_hint.text()
    form = OpenCaseForm(opened.shell, ticket_reads.detail(desk, ticket_id=ticket))
    form.open_form()
    write_field(form.fields["why"], "两个部门都说不管")
    form.submit()
    assert len(page.model.rows) == 1
    page.states.choose(PassingState.CLOSED)
    assert page.list.is_empty
    assert page.back()
    assert len(page.model.rows) == 1
