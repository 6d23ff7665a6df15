"""The watch's page: open findings first, filters with counts, an explanation by keys, a scan that can be stopped."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.base.people import Person
from app.desk.contact import acts as contact_acts
from app.desk.contact import corrections as contact_corrections
from app.desk.finding import acts as finding_acts
from app.desk.shared.context import Desk
from app.rules.contact.states import AttemptOutcome
from app.rules.finding.states import FindingKind, FindingState
from app.rules.ticket.states import TicketStatus
from app.ui.finding.explain_form import CorrectForm, ExplainForm
from app.ui.finding.page import FindingsPage
from app.ui.finding.scan import ScanForm
from app.ui.frame.application import OpenWindow

OPERATOR = Person("值班员甲")


@pytest.fixture
def wrong(desk: Desk, take_in: Callable[..., int]) -> int:
    ticket = take_in("热线-261122-000901", status=TicketStatus.HANDLING)
    contact_acts.add_attempt(
        desk, person=OPERATOR, ticket_id=ticket, number_index=None, typed="13900000009", outcome=AttemptOutcome.REACHED
    )
    return ticket


@pytest.fixture
def page(opened: OpenWindow) -> Callable[[], FindingsPage]:
    def show() -> FindingsPage:
        opened.window.show_page("findings")
        made = opened.window.current_page()
        assert isinstance(made, FindingsPage)
        return made

    return show


def test_without_findings_the_page_says_so_kindly(page: Callable[[], FindingsPage]) -> None:
    shown = page()
    assert shown.list.is_empty
    assert shown.list.empty_title.text() == "没有待核实的联系问题"


@pytest.mark.usefixtures("wrong")
def test_open_findings_are_listed_and_counted_and_narrowed(
    page: Callable[[], FindingsPage], opened: OpenWindow
) -> None:
    shown = page()
    assert [row.kind for row in shown.model.rows] == [FindingKind.WRONG_NUMBER]
    assert shown.states.buttons[FindingState.OPEN].text() == "待核实 1"
    assert shown.kinds.buttons[FindingKind.WRONG_NUMBER].text() == "错联·号码 1"
    badge = opened.window.navigation.button("findings").badge
    assert badge is not None
    assert (badge.count, badge.tone) == (1, "amber")
    shown.kinds.choose(FindingKind.MISSED_CONTACT)
    assert shown.list.is_empty
    assert shown.back()
    assert len(shown.model.rows) == 1
    assert not shown.back()


@pytest.mark.usefixtures("wrong")
def test_an_explanation_is_written_by_keys_and_taken_back(page: Callable[[], FindingsPage], opened: OpenWindow) -> None:
    shown = page()
    opened.shell.commands.run("finding-explain")
    form = shown.shell.last_form
    assert isinstance(form, ExplainForm)
    form.submit()
    assert form.fields["note"].property("wrong")
    form.fields["note"].setPlainText("诉求人的新号码")  # type: ignore[union-attr]
    form.submit()
    assert shown.list.is_empty
    shown.states.choose(FindingState.EXPLAINED)
    [row] = shown.model.rows
    assert (row.note, row.decided_by) == ("诉求人的新号码", "值班员甲")
    opened.shell.commands.run("finding-reopen")
    shown.states.choose(FindingState.OPEN)
    assert len(shown.model.rows) == 1


def test_enter_opens_the_ticket(page: Callable[[], FindingsPage], opened: OpenWindow, wrong: int) -> None:
    shown = page()
    asked: list[int] = []
    opened.shell.ticket_requested.connect(asked.append)
    QTest.keyClick(shown.view, Qt.Key.Key_Return)
    assert asked == [wrong]


def test_a_scan_from_the_page_finds_what_came_in_closed(
    page: Callable[[], FindingsPage], opened: OpenWindow, take_in: Callable[..., int], desk: Desk
) -> None:
    take_in(status=TicketStatus.CLOSED, closed_at=desk.now(), dispatched_at=desk.now() - timedelta(hours=1))
    shown = page()
    assert shown.list.is_empty
    opened.shell.commands.run("findings-scan")
    form = shown.shell.last_form
    assert isinstance(form, ScanForm)
    form.submit()
    assert form.status.text() == "核查 1 件：新发现 2，已更正 0"
    assert len(shown.model.rows) == 2
    form.reject()


@pytest.mark.usefixtures("wrong")
def test_a_fact_put_right_elsewhere_leaves_the_open_list(
    page: Callable[[], FindingsPage], desk: Desk, opened: OpenWindow
) -> None:
    shown = page()
    opened.shell.gateway.submit(
        contact_corrections.correct_attempt, person=OPERATOR, attempt_id=1, reason="手误", typed="13800000001"
    )
    assert shown.list.is_empty
    assert finding_acts.totals(desk).count(state=FindingState.CORRECTED) == 1


@pytest.mark.usefixtures("wrong")
def test_a_number_written_down_wrong_is_corrected_from_its_finding(
    page: Callable[[], FindingsPage], opened: OpenWindow, desk: Desk
) -> None:
    shown = page()
    opened.shell.commands.run("finding-correct")
    form = shown.shell.last_form
    assert isinstance(form, CorrectForm)
    form.fields["number"].setText("13800000001")  # type: ignore[union-attr]
    form.fields["at"].setText("25:00")  # type: ignore[union-attr]
    form.submit()
    assert form.fields["at"].property("wrong")
    form.fields["at"].setText("")  # type: ignore[union-attr]
    form.submit()
    assert form.fields["reason"].property("wrong")
    form.fields["reason"].setText("登记时手误")  # type: ignore[union-attr]
    form.submit()
    assert shown.list.is_empty
    [row] = finding_acts.listing(desk)
    assert (row.state, row.decided_by) == (FindingState.CORRECTED, "值班员甲")
