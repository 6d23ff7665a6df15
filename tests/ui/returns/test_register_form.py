"""Registering a return: a number key for the ground, errors at the field, drafts kept, sent when signed for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.base.people import Person
from app.desk import draft, sign
from app.desk.returns import reads as returns_reads
from app.desk.shared.context import Desk
from app.desk.ticket import reads as ticket_reads
from app.rules.returns.states import ReturnGround, ReturnState
from app.rules.ticket.states import TicketStatus
from app.ui.frame.application import OpenWindow
from app.ui.owner.line import OwnerLine
from app.ui.returns.register_form import RegisterReturnForm

OPERATOR = Person("值班员甲")


@pytest.fixture
def form(opened: OpenWindow, desk: Desk, take_in: Callable[..., int]) -> Callable[..., RegisterReturnForm]:
    def make(*, signed: bool = True, ticket: int | None = None) -> RegisterReturnForm:
        made = take_in() if ticket is None else ticket
        if signed:
            sign.sign(desk, person=OPERATOR, ticket_ids=[made])
        shown = RegisterReturnForm(opened.shell, ticket_reads.detail(desk, ticket_id=made))
        shown.open_form()
        return shown

    return make


def fill(form: RegisterReturnForm, key: str = "2", basis: str = "派单目录 3.2") -> None:
    QTest.keyClick(form.grounds, key)
    form.fields["basis"].setPlainText(basis)


def test_a_number_key_chooses_the_ground_and_goes_on(form: Callable[..., RegisterReturnForm]) -> None:
    shown = form()
    QTest.keyClick(shown.grounds, "2")
    assert shown.values()["ground"] == ReturnGround.NOT_OUR_DISTRICT.value
    assert shown.focusWidget() is shown.fields["basis"]
    shown.reject()


def test_the_form_says_whose_the_ticket_most_likely_is_and_why(form: Callable[..., RegisterReturnForm]) -> None:
    shown = form()
    (line,) = shown.findChildren(OwnerLine)
    assert line.text().startswith("可能的主责部门：区体育局")
    assert "相似诉求：" in line.text()
    shown.reject()


def test_nothing_is_chosen_beforehand_and_the_ground_is_asked_for(
    form: Callable[..., RegisterReturnForm], desk: Desk
) -> None:
    shown = form()
    shown.submit()
    assert shown.grounds.key is None
    assert "退单理由" in shown._errors["ground"].text()
    assert returns_reads.listing(desk) == []
    shown.reject()


def test_a_missing_basis_is_said_at_its_field(form: Callable[..., RegisterReturnForm], desk: Desk) -> None:
    shown = form()
    fill(shown, basis="  ")
    shown.submit()
    assert shown.fields["basis"].property("wrong")
    assert not shown._errors["basis"].isHidden()
    assert returns_reads.listing(desk) == []
    shown.reject()


def test_an_attachment_that_is_gone_is_said_at_the_attachments(
    form: Callable[..., RegisterReturnForm], tmp_path: Path
) -> None:
    shown = form()
    fill(shown)
    shown.attachments.add([str(tmp_path / "没有.pdf")])
    shown.submit()
    assert "附件不存在" in shown._errors["attachments"].text()
    shown.reject()


def test_registering_and_sending_in_one_go(form: Callable[..., RegisterReturnForm], desk: Desk, tmp_path: Path) -> None:
    paper = tmp_path / "目录.pdf"
    paper.write_bytes(b"%PDF-1.4 paper %%EOF")
    shown = form()
    fill(shown)
    shown.fields["suggested_unit"].setCurrentText("区体育局")
    shown.attachments.add([str(paper)])
    shown.submit()
    case = returns_reads.listing(desk)[0]
    assert case.state is ReturnState.SENT
    assert (case.ground, case.suggested_unit) == (ReturnGround.NOT_OUR_DISTRICT, "区体育局")
    assert case.attachments == (paper.name,)
    assert ticket_reads.detail(desk, ticket_id=case.ticket_id).row.status is TicketStatus.RETURNING


def test_only_registering_leaves_a_draft(form: Callable[..., RegisterReturnForm], desk: Desk) -> None:
    shown = form()
    fill(shown)
    shown.only_register.click()
    assert returns_reads.listing(desk)[0].state is ReturnState.DRAFT


def test_a_ticket_not_signed_for_is_only_registered(form: Callable[..., RegisterReturnForm], desk: Desk) -> None:
    shown = form(signed=False)
    assert shown.main.accessibleName() == "登记"
    fill(shown)
    shown.submit()
    assert returns_reads.listing(desk)[0].state is ReturnState.DRAFT


def test_what_was_typed_comes_back_after_esc(
    form: Callable[..., RegisterReturnForm], desk: Desk, take_in: Callable[..., int]
) -> None:
    ticket = take_in()
    shown = form(ticket=ticket)
    fill(shown, key="5", basis="缺少门牌号")
    shown.reject()
    assert draft.load(desk, key=f"return:{ticket}") is not None
    again = form(ticket=ticket, signed=False)
    assert again.grounds.key == 5
    assert again.values()["basis"] == "缺少门牌号"
    again.submit()
    assert draft.load(desk, key=f"return:{ticket}") is None


def test_a_draft_without_a_ground_comes_back_without_one(
    form: Callable[..., RegisterReturnForm], take_in: Callable[..., int]
) -> None:
    ticket = take_in()
    shown = form(ticket=ticket)
    shown.fields["note"].setPlainText("先记一句")
    shown.reject()
    again = form(ticket=ticket, signed=False)
    assert again.grounds.key is None
    assert again.values()["note"] == "先记一句"
    again.reject()


def test_a_ticket_with_a_return_under_way_leads_to_the_register(
    opened: OpenWindow, form: Callable[..., RegisterReturnForm], desk: Desk
) -> None:
    shown = form()
    fill(shown)
    shown.only_register.click()
    case = returns_reads.listing(desk)[0]
    opened.shell.select(case.ticket_id, (case.ticket_id,))
    asked: list[str] = []
    opened.shell.page_requested.connect(asked.append)
    opened.shell.commands.run("return")
    assert asked == ["returns"]


def test_without_a_ticket_it_says_so(opened: OpenWindow) -> None:
    opened.shell.commands.run("return")
    assert opened.window.messages.text == "请先选择一件工单"


def test_paths_are_added_once_and_removed_by_delete(form: Callable[..., RegisterReturnForm]) -> None:
    shown = form()
    shown.attachments.add(["/a/一.pdf", "/a/二.pdf", "/a/一.pdf"])
    assert shown.attachments.paths() == ["/a/一.pdf", "/a/二.pdf"]
    shown.attachments.view.setCurrentIndex(shown.attachments.model.index(0))
    QTest.keyClick(shown.attachments.view, Qt.Key.Key_Delete)
    assert shown.attachments.paths() == ["/a/二.pdf"]
    shown.reject()
