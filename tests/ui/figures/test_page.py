"""The quality page: lines by unit, figures that open their tickets, calibers, the platform's results, the workbook."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from app.desk.figures.quality import By
from app.desk.queue.rows import QueueQuery
from app.desk.shared.context import Desk
from app.desk.survey import acts as survey_acts
from app.desk.urge import acts as urge_acts
from app.desk.watch import acts as watch_acts
from app.models.ticket.tables import tickets
from app.reports.quality import write_quality
from app.rules.contact.states import AttemptOutcome
from app.rules.figures.fields import Caliber
from app.rules.queue.names import QueueName
from app.rules.survey.states import Contacted, Satisfied, Solved
from app.rules.ticket.states import TicketStatus
from app.ui.figures.page import DAYS, PLATFORM, URGES, QualityPage
from app.ui.frame.application import OpenWindow
from tests.support.workbooks import table_of
from tests.ui.conftest import OPERATOR

TakeIn = Callable[..., int]


@pytest.fixture
def three(take_in: TakeIn, desk: Desk) -> list[int]:
    """甲科: one satisfied, one not and excluded; 乙科: none called back. The platform says the first is not solved."""
    told = {"status": TicketStatus.TO_CALL_BACK}
    ids = [
        take_in(unit="甲科", platform_contacted="是", platform_solved="未解决", **told),
        take_in(unit="甲科", **told),
        take_in(unit="乙科", **told),
    ]
    with desk.register.writing() as stores:
        stores.connection.execute(tickets.update().where(tickets.c.id == ids[1]).values(excluded=1))
    for ticket, solved, satisfied in (
        (ids[0], Solved.YES, Satisfied.SATISFIED),
        (ids[1], Solved.NO, Satisfied.UNSATISFIED),
    ):
        survey_acts.record(
            desk,
            person=OPERATOR,
            ticket_id=ticket,
            number_index=0,
            outcome=AttemptOutcome.REACHED,
            contacted=Contacted.YES,
            solved=solved,
            satisfied=satisfied,
            reason="没退",
        )
    return ids


@pytest.fixture
def page(opened: OpenWindow, three: list[int]) -> QualityPage:
    opened.shell.open_page("quality")
    found = opened.window.current_page()
    assert isinstance(found, QualityPage)
    return found


def rates(page: QualityPage) -> list[list[str]]:
    model = page.view.model()
    return [[page.view._rows.cell(row, column).text for column in (0, 5, 6, 7, 9)] for row in range(model.rowCount())]


def test_all_together_first_then_each_unit_with_its_rates(page: QualityPage) -> None:
    assert rates(page) == [
        ["汇总", "2", "100.0%", "50.0%", "55.0"],
        ["甲科", "2", "100.0%", "50.0%", "55.0"],
        ["乙科", "0", "—", "—", "—"],
    ]
    assert "各行平均" in page.mean.text()


def test_the_net_caliber_and_the_operators_are_one_click_away(page: QualityPage) -> None:
    page.caliber.choose(Caliber.NET)
    assert rates(page)[0][:4] == ["汇总", "1", "100.0%", "100.0%"]
    page.what.choose(By.OPERATOR)
    assert {row[0] for row in rates(page)} >= {"汇总", "值班员甲"}


def test_a_figure_opens_exactly_its_tickets(page: QualityPage, three: list[int], opened: OpenWindow) -> None:
    page.view.choose_key("甲科")
    figures = {button.text(): button for button in page.buttons}
    figures["未解决 1"].click()
    assert opened.window.current_page() is opened.window.tickets
    assert list(opened.window.tickets.model.ids) == [three[1]]
    assert opened.window.tickets.title == "回访质量 · 甲科 · 未解决"


def test_escape_leads_from_the_tickets_of_a_figure_back_to_it(page: QualityPage, opened: OpenWindow) -> None:
    page.view.choose_key("甲科")
    next(button for button in page.buttons if button.text() == "未解决 1").click()
    opened.window.back()
    assert opened.window.current_page() is page
    opened.window.show_queue(QueueQuery(queue=QueueName.TO_SIGN), "待签收")
    opened.window.back()
    assert opened.window.current_page() is opened.window.tickets


def test_differences_from_the_platform_are_listed_alone_or_with_all(page: QualityPage, three: list[int]) -> None:
    page.what.choose(PLATFORM)
    assert [row.ticket_id for row in page.comparing.view._rows.rows] == [three[0]]
    assert page.compared._rows.cell(0, 4).text == "解决不一致"
    assert page.only.buttons[True].text() == "不一致 1"
    assert not page.lonely.isEnabled()


def test_the_workbook_has_the_same_figures_and_the_mean(page: QualityPage, desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "回访质量.xlsx"
    page.ask_export()
    assert page.last_form is not None
    page.last_form.close()
    told = write_quality(desk, person=OPERATOR, path=path, window=page.window_chosen)
    book = openpyxl.load_workbook(path)
    lines = {row[1]: row for row in table_of(book["回访质量"])}
    assert set(lines) >= {"甲科", "乙科", "汇总（合并计数）", "汇总（各行平均）"}
    assert (lines["甲科"][5], lines["甲科"][9], lines["乙科"][9]) == (2, pytest.approx(55.0), None)
    assert "是否解决" in [row[-1] for row in book["与平台结果对比"].iter_rows(values_only=True)]
    assert told.result == 5


def test_the_figures_of_urging_stand_by_unit_and_open_its_tickets(
    page: QualityPage, desk: Desk, take_in: TakeIn, opened: OpenWindow
) -> None:
    page.what.choose(URGES)
    assert page.units.list.empty_title.text() == "这个时段没有催办"
    ticket = take_in(unit="丙科", status=TicketStatus.HANDLING)
    (made,) = urge_acts.open_by_hand(desk, person=OPERATOR, ticket_ids=[ticket]).result
    page.refresh()
    assert [(row.unit, row.rounds, row.sent) for row in page.units.view.rows.rows] == [("丙科", 1, 0)]
    urge_acts.send_many(desk, person=OPERATOR, round_ids=[made])
    page.refresh()
    page.units.view.choose_key("丙科")
    assert [button.text() for button in page.units.buttons] == [
        "催办的工单 1",
        "有答复 0",
        "没有答复 1",
        "承诺未兑现 0",
    ]
    page.units.buttons[2].click()
    assert list(opened.window.tickets.model.ids) == [ticket]


def test_the_days_of_the_platform_stand_under_their_sum(page: QualityPage, desk: Desk, three: list[int]) -> None:
    page.what.choose(DAYS)
    assert page.days.list.is_empty
    watch_acts.reconcile(desk, person=OPERATOR, text="热线-261123-999999")
    page.refresh()
    assert [row.name for row in page.days.view.rows.rows] == ["汇总", "11-23"]
    page.days.view.choose_key("汇总")
    assert [button.text() for button in page.days.buttons] == ["有差异的工单 1"]
    assert page.caliber.isHidden()
