"""The return register's page: totals that add up, steps by key, refusals said, an empty page that is kind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.base.people import Person
from app.desk import sign
from app.desk.returns import acts as returns_acts
from app.desk.returns import reads as returns_reads
from app.desk.shared.context import Desk
from app.desk.ticket import reads as ticket_reads
from app.rules.returns.states import ReturnGround, ReturnState, ReturnStep
from app.rules.ticket.states import TicketStatus
from app.ui.frame.application import OpenWindow
from app.ui.kit.forms.fields import read_field
from app.ui.returns.decisions import DecisionForm
from app.ui.returns.page import ReturnsPage

OPERATOR = Person("值班员甲")


@pytest.fixture
def register(desk: Desk, take_in: Callable[..., int]) -> Callable[..., int]:
    def make(ground: ReturnGround = ReturnGround.NOT_OUR_REMIT, *, send: bool = False, unit: str = "区体育局") -> int:
        ticket = take_in()
        sign.sign(desk, person=OPERATOR, ticket_ids=[ticket])
        case = returns_acts.register(
            desk, person=OPERATOR, ticket_id=ticket, ground=ground, basis="派单目录 3.2", suggested_unit=unit
        ).result
        if send:
            returns_acts.send(desk, person=OPERATOR, return_id=case.id)
        return case.id

    return make


@pytest.fixture
def page(opened: OpenWindow) -> Callable[[], ReturnsPage]:
    def show() -> ReturnsPage:
        opened.window.show_page("returns")
        made = opened.window.current_page()
        assert isinstance(made, ReturnsPage)
        return made

    return show


def test_an_empty_register_says_what_comes_next(page: Callable[[], ReturnsPage]) -> None:
    shown = page()
    assert shown.list.is_empty
    assert "F6" in shown.list.empty_hint.text()
    assert not shown.tools.buttons["return-export"].isEnabled()


def test_totals_by_state_and_ground_add_up_to_the_whole(
    page: Callable[[], ReturnsPage], register: Callable[..., int]
) -> None:
    register()
    register(ReturnGround.DUPLICATE, send=True)
    register(ReturnGround.DUPLICATE, send=True)
    shown = page()
    assert shown.states.buttons[None].text() == "全部 3"
    assert shown.states.buttons[ReturnState.SENT].text() == "已提交 2"
    assert shown.grounds.buttons[ReturnGround.DUPLICATE].text() == "重复派单 2"
    assert "等待答复 2 条" in shown.list.count.text()


def test_a_state_and_a_word_narrow_the_list_and_esc_widens_it(
    page: Callable[[], ReturnsPage], register: Callable[..., int]
) -> None:
    register(unit="区体育局")
    sent = register(send=True, unit="区住建委")
    shown = page()
    shown.states.choose(ReturnState.SENT)
    assert [row.id for row in shown.model.rows] == [sent]
    shown.search.setText("体育")
    assert shown.list.is_empty
    assert shown.back()
    assert len(shown.model.rows) == 2
    assert not shown.back()


def test_sending_by_key_moves_the_ticket_to_returning(
    page: Callable[[], ReturnsPage], register: Callable[..., int], opened: OpenWindow, desk: Desk
) -> None:
    register()
    shown = page()
    opened.shell.commands.run("return-send")
    case = shown.view.current
    assert case.state is ReturnState.SENT
    assert ticket_reads.detail(desk, ticket_id=case.ticket_id).row.status is TicketStatus.RETURNING
    assert opened.window.messages.text.endswith("提交退单")


def test_only_the_possible_steps_are_offered(
    page: Callable[[], ReturnsPage], register: Callable[..., int], opened: OpenWindow
) -> None:
    register()
    shown = page()
    visible = {name for name, button in shown.detail.buttons.items() if not button.isHidden()}
    steps = {"return-send", "return-withdraw", "return-evidence", "return-dossier", "return-correct", "open"}
    assert visible == steps | {"return-receive", "passing-open"}
    assert shown.detail.buttons["return-send"].property("primary")
    opened.shell.commands.run("return-accept")
    assert opened.window.messages.text == "退单草稿，不能同意"


def test_a_request_and_a_passing_case_are_begun_by_mouse_for_the_ticket_of_the_row(
    page: Callable[[], ReturnsPage], register: Callable[..., int], opened: OpenWindow
) -> None:
    register()
    shown = page()
    ticket = shown.view.current.ticket_id
    for name in ("return-receive", "passing-open"):
        opened.shell.last_form = None
        shown.detail.buttons[name].click()
        assert opened.shell.selection.current == ticket
        form = opened.shell.last_form
        assert form is not None
        form.close()


def test_a_refusal_wants_its_reason_at_the_field(
    page: Callable[[], ReturnsPage], register: Callable[..., int], opened: OpenWindow, desk: Desk
) -> None:
    register(send=True)
    shown = page()
    opened.shell.commands.run("return-refuse")
    form = shown.shell.last_form
    assert isinstance(form, DecisionForm)
    form.submit()
    assert form.isVisible()
    assert form.fields["note"].property("wrong")
    form.fields["note"].setPlainText("首接负责，由你单位牵头办理")
    form.submit()
    case = returns_reads.listing(desk)[0]
    assert (case.state, case.decision_note) == (ReturnState.REFUSED, "首接负责，由你单位牵头办理")


def test_accepting_may_go_without_a_note(
    page: Callable[[], ReturnsPage], register: Callable[..., int], opened: OpenWindow, desk: Desk
) -> None:
    register(send=True)
    shown = page()
    opened.shell.commands.run("return-accept")
    shown.shell.last_form.submit()
    case = returns_reads.listing(desk)[0]
    assert case.state is ReturnState.ACCEPTED
    assert ticket_reads.detail(desk, ticket_id=case.ticket_id).row.status is TicketStatus.RETURNED


def test_withdrawing_asks_once_and_enter_does_it(
    page: Callable[[], ReturnsPage], register: Callable[..., int], opened: OpenWindow, desk: Desk
) -> None:
    register()
    shown = page()
    opened.shell.commands.run("return-withdraw")
    QTest.keyClick(shown.shell.last_form.main, Qt.Key.Key_Return)
    assert returns_reads.listing(desk)[0].state is ReturnState.WITHDRAWN


def test_the_page_opens_at_the_return_of_the_chosen_ticket(
    page: Callable[[], ReturnsPage], register: Callable[..., int], opened: OpenWindow, desk: Desk
) -> None:
    first = register()
    register()
    ticket = next(row.ticket_id for row in returns_reads.listing(desk) if row.id == first)
    opened.shell.select(ticket, (ticket,))
    assert page().view.current.id == first


def test_enter_opens_the_ticket(
    page: Callable[[], ReturnsPage], register: Callable[..., int], opened: OpenWindow
) -> None:
    register()
    shown = page()
    asked: list[int] = []
    opened.shell.ticket_requested.connect(asked.append)
    QTest.keyClick(shown.view, Qt.Key.Key_Return)
    assert asked == [shown.model.rows[0].ticket_id]


def test_the_listed_returns_are_exported_and_counted(
    page: Callable[[], ReturnsPage], register: Callable[..., int], opened: OpenWindow, tmp_path: Path
) -> None:
    register()
    register(send=True)
    shown = page()
    shown.states.choose(ReturnState.SENT)
    opened.shell.commands.run("return-export")
    form = shown.shell.last_form
    assert read_field(form.fields["path"]).endswith("退单登记簿_2026-11-23.xlsx")
    form.fields["path"].setText(str(tmp_path / "登记簿"))
    form.submit()
    assert form.ending.counted.text() == "✓ 已导出 1 / 1 条"
    assert (tmp_path / "登记簿.xlsx").is_file()
    form.close()


def test_earlier_returns_of_the_ticket_stand_in_the_history(
    page: Callable[[], ReturnsPage], register: Callable[..., int], desk: Desk
) -> None:
    case = register(send=True)
    ticket = returns_reads.listing(desk)[0].ticket_id
    returns_acts.refuse(desk, person=OPERATOR, return_id=case, note="首接负责")
    returns_acts.register(
        desk, person=OPERATOR, ticket_id=ticket, ground=ReturnGround.INCOMPLETE, basis="缺地址", suggested_unit=""
    )
    words = [label.text() for label in page().detail.findChildren(type(page().list.empty_hint))]
    assert "第 2 次退单：登记，信息不全；依据 缺地址 · 值班员甲" in words
    assert "第 1 次退单：驳回，首接负责 · 值班员甲" in words


def test_a_return_is_corrected_with_its_reason_and_its_history_shows_it(
    page: Callable[[], ReturnsPage], register: Callable[..., int], opened: OpenWindow
) -> None:
    register()
    shown = page()
    opened.shell.commands.run("return-correct")
    form = shown.shell.last_form
    assert form is not None
    assert "decision_note" not in form.fields
    form.fields["basis"].setText("三定方案第五条")
    form.fields["reason"].setText("条目写错")
    form.submit()
    row = shown.model.rows[0]
    assert (row.basis, len(row.corrections)) == ("三定方案第五条", 1)
    last = shown.model.columns[-1].cell(row, opened.shell.now())
    assert last.second.endswith(" · 更正")
    assert any(step.move is ReturnStep.CORRECT and "（条目写错）" in step.text for step in shown._steps)
