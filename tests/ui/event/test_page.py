"""Mass events in the window, on one register: made by keys, worded, dispatched after a preview, called, told, ended."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.rules.event.callers import CallState
from app.rules.event.states import EventState
from app.rules.ticket.states import TicketStatus
from app.ui.contact.call_form import ContactForm
from app.ui.event.forms import LeaveForm, OpenForm, TellForm, WordingForm
from app.ui.event.page import EventsPage
from app.ui.event.panel import CALLERS, HOURS, NOTICES, PAPERS, TICKETS
from app.ui.event.papers_form import EndForm
from app.ui.event.plans import DispatchForm
from app.ui.frame.application import OpenWindow
from app.ui.kit.forms.form import FormDialog
from app.ui.ticket.facts import event_block
from tests.ui.shortcuts import press


@pytest.fixture
def page(opened: OpenWindow) -> EventsPage:
    opened.window.show_page("events")
    made = opened.window.current_page()
    assert isinstance(made, EventsPage)
    return made


def form_of(page: EventsPage, action: str) -> FormDialog:
    page.shell.settling.end()
    page.shell.commands.run(action)
    form = page.shell.last_form
    assert isinstance(form, FormDialog)
    return form


def write(form: FormDialog, name: str, text: str) -> None:
    field = form.fields[name]
    field.setPlainText(text) if hasattr(field, "setPlainText") else field.setText(text)  # type: ignore[union-attr]


def test_an_event_goes_from_numbers_to_its_closing_paper(page: EventsPage, take_in, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    assert page.list.empty_title.text() == "还没有群体事件"
    for place, phone in ((1, "13800000001"), (2, "13800000002"), (3, "13800000002")):
        take_in(f"热线-261123-00010{place}", phones=phone, status=TicketStatus.HANDLING, unit="商务局")
    _make(page)
    _word(page)
    _dispatch(page)
    _call(page)
    _tell_and_leave(page)
    _end(page, tmp_path)


def _make(page: EventsPage) -> None:
    form = form_of(page, "event-open")
    assert isinstance(form, OpenForm)
    write(form, "title", "悦某健身")
    write(form, "numbers", "热线-261123-000101，没有这件")
    form.submit()
    assert form._errors["numbers"].text() == "没有编号为 没有这件 的工单"
    write(form, "numbers", "\n".join(f"热线-261123-00010{place}" for place in (1, 2, 3)))
    form.submit()
    assert [(row.title, row.tickets) for row in page.model.rows] == [("悦某健身", 3)]
    assert len(page.panel.list_of(TICKETS).view.rows.rows) == 3


def _word(page: EventsPage) -> None:
    form = form_of(page, "event-wording")
    assert isinstance(form, WordingForm)
    write(form, "text", "已成立专班，正在协调退费。")
    form.submit()
    assert "第 1 版" in page.panel.wording_head.text()
    assert not page.panel.said.isWindow() or page.panel.said.isHidden()  # a part that is not built shows nothing
    assert not page.panel.said_head.isWindow() or page.panel.said_head.isHidden()
    page.shell.open_ticket(page.model.rows[0].id)
    detail = page.shell.selection.detail
    assert detail is not None
    block = event_block(detail)
    assert block is not None
    page.shell.open_page("events")


def _dispatch(page: EventsPage) -> None:
    form = form_of(page, "event-dispatch")
    assert isinstance(form, DispatchForm)
    form.submit()
    assert form._errors["unit"].text() == "请先填写"
    write(form, "unit", "体育局")
    form.read_plan()
    assert form.summary.text() == "将改动 3 件。一次完成，可撤回。"
    form.submit()
    assert {row.unit for row in page.panel.list_of(TICKETS).view.rows.rows} == {"体育局"}
    page.shell.commands.run("undo")
    assert {row.unit for row in page.panel.list_of(TICKETS).view.rows.rows} == {"商务局"}


def _call(page: EventsPage) -> None:
    page.view.setFocus()
    press(page, "2")
    assert page.panel.parts.value == CALLERS
    callers = page.panel.list_of(CALLERS).view
    assert [len(row.tickets) for row in callers.rows.rows] == [1, 2]
    callers.choose(1)
    callers.open_current()
    form = page.shell.last_form
    assert isinstance(form, ContactForm)
    form.outcomes.answer(1)
    form.submit()
    after = callers.rows.rows[1]
    assert (after.state, after.recorded) == (CallState.PART, 1)
    press(page, "3")
    assert page.panel.parts.value == HOURS
    assert "3 件" in page.panel.chart.accessibleName()


def _tell_and_leave(page: EventsPage) -> None:
    page.panel.turn(HOURS)
    page.shell.settling.end()
    page.shell.commands.run("event-take-out")
    assert page.shell.window.messages.text == "请先按 1 到工单，或按 4 到告知"
    form = form_of(page, "event-tell")
    assert isinstance(form, TellForm)
    write(form, "whom", "李副局长")
    form.submit()
    notices = page.panel.list_of(NOTICES).view
    assert [row.whom for row in notices.rows.rows] == ["李副局长"]
    page.panel.turn(TICKETS)
    page.panel.list_of(TICKETS).view.choose(0)
    press(page.panel.list_of(TICKETS).view, "Del")
    form = page.shell.last_form
    assert isinstance(form, LeaveForm)
    form.reject()
    form = form_of(page, "event-take-out")  # the same by its entry
    assert isinstance(form, LeaveForm)
    write(form, "reason", "不是这家")
    form.submit()
    assert page.model.rows[0].tickets == 2


def _end(page: EventsPage, folder: Path) -> None:
    form = form_of(page, "event-end")
    assert isinstance(form, EndForm)
    write(form, "path", str(folder / "结案.docx"))
    form.submit()
    assert form._errors["result"].text() == "请写明处置结果"
    write(form, "result", "全部退费")
    form.submit()
    form.reject()
    assert (folder / "结案.docx").exists()
    assert [row.state for row in page.model.rows] == [EventState.ENDED]
    assert len(page.panel.list_of(PAPERS).view.rows.rows) == 1
    assert not page.buttons["event-wording"].isEnabled()
    page.shell.commands.run("undo")  # the form offered it
    assert [row.state for row in page.model.rows] == [EventState.OPEN]
