"""The ledger's page: today first, the sum, states, one ticket by its number, an unknown number at its field."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest

from app.base.clock import StillClock
from app.base.people import Person, Role
from app.desk import sign
from app.desk.reminder import acts as reminder_acts
from app.desk.roster import people
from app.desk.shared.context import Desk
from app.desk.task import acts as task_acts
from app.desk.task.rows import Wanted
from app.desk.watch import outages
from app.rules.reminder.states import ReminderState
from app.rules.task.tasks import TaskKind
from app.ui.frame.application import OpenWindow
from app.ui.kit.printing.target import PrinterTarget
from app.ui.reminder.filters import CHOSEN_DAY
from app.ui.reminder.page import RemindersPage
from app.ui.reminder.papers import paper
from app.ui.task.page import TasksPage

OPERATOR = Person("值班员甲")


@pytest.fixture
def page(opened: OpenWindow) -> Callable[[], RemindersPage]:
    def show() -> RemindersPage:
        opened.window.show_page("reminders")
        made = opened.window.current_page()
        assert isinstance(made, RemindersPage)
        return made

    return show


def test_an_empty_ledger_says_where_reminders_come_from(page: Callable[[], RemindersPage]) -> None:
    shown = page()
    assert shown.list.is_empty
    assert shown.list.empty_title.text() == "今天没有提醒"
    assert shown.sum.isHidden()


def test_today_is_listed_and_the_sum_adds_up(
    page: Callable[[], RemindersPage], take_in: Callable[..., int], desk: Desk, still: StillClock
) -> None:
    take_in(dispatched_at=desk.now())
    signed = take_in(dispatched_at=desk.now())
    still.advance(timedelta(minutes=95))
    due = reminder_acts.raise_due(desk).result
    reminder_acts.mark_shown(desk, ids=[row.id for row in due], channel="window")
    sign.sign(desk, person=OPERATOR, ticket_ids=[signed])
    shown = page()
    raised = sum(row.state is ReminderState.SHOWN for row in shown.model.rows)
    cancelled = sum(row.state is ReminderState.CANCELLED for row in shown.model.rows)
    planned = sum(row.state is ReminderState.PLANNED for row in shown.model.rows)
    assert (raised, cancelled, planned) == (1, 3, 2)
    assert shown.sum.text() == "计划 6 = 触发 1（已确认 0，未确认 1） + 取消 3 + 错过 0 + 待提醒 2"
    assert shown.verdict.text() == "✓ 核对一致"
    assert shown.verdict.property("tone") == "green"
    assert shown.filters.states.buttons[None].text() == "全部 6"


def test_a_state_narrows_the_rows_but_not_the_sum(
    page: Callable[[], RemindersPage], take_in: Callable[..., int], desk: Desk, still: StillClock
) -> None:
    take_in()
    still.advance(timedelta(minutes=95))
    reminder_acts.raise_due(desk)
    shown = page()
    whole = shown.sum.text()
    shown.filters.states.choose(ReminderState.RAISED)
    assert [row.slot for row in shown.model.rows] == ["90min"]
    assert shown.sum.text() == whole


def test_a_ticket_number_shows_the_life_of_that_ticket(
    page: Callable[[], RemindersPage], take_in: Callable[..., int]
) -> None:
    take_in("热线-261123-000777")
    take_in("热线-261123-000778")
    shown = page()
    shown.number.setText("热线-261123-000777")
    QTest.keyClick(shown.number, Qt.Key.Key_Return)
    assert {row.ticket_number for row in shown.model.rows} == {"热线-261123-000777"}
    assert len(shown.model.rows) == 8
    assert "工单 热线-261123-000777" in shown.list.count.text()
    assert shown.back()
    assert shown.filters.period.words == "今天"
    assert {row.ticket_number for row in shown.model.rows} == {"热线-261123-000777", "热线-261123-000778"}


def test_an_unknown_number_is_said_at_its_field(page: Callable[[], RemindersPage]) -> None:
    shown = page()
    shown.number.setText("热线-000")
    QTest.keyClick(shown.number, Qt.Key.Key_Return)
    assert shown.error.text() == "没有编号为 热线-000 的工单"
    assert shown.number.property("wrong")
    shown.number.setText("")
    assert shown.error.isHidden()


def test_a_chosen_day_shows_that_day(page: Callable[[], RemindersPage], take_in: Callable[..., int]) -> None:
    take_in()
    shown = page()
    shown.filters.day.setDate(QDate(2026, 11, 27))
    assert shown.filters.periods.value == CHOSEN_DAY
    shown.filters.day.setDate(QDate(2026, 11, 28))
    assert [row.slot for row in shown.model.rows] == ["09:00", "16:00", "19:00", "22:00"]


def test_enter_opens_the_ticket(
    page: Callable[[], RemindersPage], take_in: Callable[..., int], opened: OpenWindow
) -> None:
    ticket = take_in()
    shown = page()
    asked: list[int] = []
    opened.shell.ticket_requested.connect(asked.append)
    QTest.keyClick(shown.view, Qt.Key.Key_Return)
    assert asked == [ticket]


def test_more_rows_than_a_page_are_turned_and_counted_whole(
    page: Callable[[], RemindersPage],
    take_in: Callable[..., int],
    desk: Desk,
) -> None:
    ticket = take_in()
    with desk.register.writing() as stores:
        second = int(desk.now().timestamp())
        rows = [(ticket, "day5", f"{n}", 9, second + n, None, "planned", "") for n in range(600)]
        stores.reminders.plan(rows, made_at=desk.now())
    shown = page()
    assert len(shown.model.rows) == 500
    assert shown.sum.text().startswith("计划 603 = ")
    assert "第 1–500 条，共 603 条" in shown.list.count.text()
    assert not shown.earlier.isEnabled()
    shown.later.click()
    assert len(shown.model.rows) == 103
    assert not shown.later.isEnabled()
    shown.filters.states.choose(ReminderState.CANCELLED)
    assert shown.list.is_empty
    assert shown.earlier.isHidden()


def test_a_damaged_ledger_is_said_in_red(
    page: Callable[[], RemindersPage], take_in: Callable[..., int], desk: Desk, still: StillClock
) -> None:
    take_in()
    still.advance(timedelta(minutes=95))
    shown = page()
    assert shown.verdict.text() == "✗ 对不上：1 条到时未响"
    assert shown.verdict.property("tone") == "red"


def test_what_was_missed_is_listed_with_its_causes(
    page: Callable[[], RemindersPage], take_in: Callable[..., int], desk: Desk, still: StillClock
) -> None:
    reminder_acts.raise_due(desk)
    take_in()
    still.advance(timedelta(hours=9))
    reminder_acts.raise_due(desk)
    shown = page()
    assert shown.causes.text() == "错过的原因：程序未运行 11-23 02:41–11:41 2 条"
    assert shown.verdict.text() == "✓ 核对一致，未响的均已注明原因"
    shown.filters.states.choose(ReminderState.MISSED)
    assert [row.slot for row in shown.model.rows] == ["90min", "110min"]


def test_a_clock_or_a_person_narrows_and_escape_widens(
    page: Callable[[], RemindersPage], take_in: Callable[..., int], desk: Desk, still: StillClock
) -> None:
    people.sign_in(desk, name="值班员甲", role=Role.OPERATOR)
    take_in()
    take_in()
    still.advance(timedelta(minutes=95))
    one, _ = reminder_acts.raise_due(desk).result
    reminder_acts.acknowledge(desk, person=OPERATOR, ids=[one.id])
    shown = page()
    shown.filters.person.setCurrentText("值班员甲")
    assert [row.id for row in shown.model.rows] == [one.id]
    assert shown.about == "今天 · 值班员甲确认"
    shown.filters.clock.setCurrentText("第5日提醒")
    assert shown.list.is_empty
    assert shown.back()
    assert len(shown.model.rows) == 6


def test_the_listed_rows_are_exported_with_their_equation(
    page: Callable[[], RemindersPage], take_in: Callable[..., int], desk: Desk, tmp_path: Path
) -> None:
    take_in()
    shown = page()
    shown.filters.periods.choose("本月")
    shown.shell.commands.run("ledger-export")
    form = shown.shell.last_form
    assert form is not None
    assert form.file_name() == "提醒台账_2026-11-23.xlsx"
    use_case, told = form.use_case()
    outcome = use_case(desk, person=OPERATOR, path=tmp_path / "out.xlsx", **told)
    assert outcome.result == shown.model.rowCount() == 8
    form.reject()


def test_the_ledger_goes_on_paper(
    page: Callable[[], RemindersPage], take_in: Callable[..., int], desk: Desk, tmp_path: Path
) -> None:
    take_in()
    shown = page()
    ledger = paper(desk, person=OPERATOR, query=shown.filters.query(None), about=shown.about)
    assert "提醒核对" in dict(ledger.facts)
    assert len(ledger.facts) == 7
    assert len(ledger.rows) == 3
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "ledger.pdf"))
    assert sum(ledger.steps(PrinterTarget(printer))) == 1
    assert (tmp_path / "ledger.pdf").read_bytes().startswith(b"%PDF")


def test_rounds_and_outages_of_the_period_stand_under_the_sum(page: Callable[[], RemindersPage], desk: Desk) -> None:
    shown = page()
    assert shown.platform.isHidden()
    outages.enter(desk, person=OPERATOR, since=desk.now() - timedelta(minutes=20), until=desk.now())
    shown.refresh()
    assert shown.platform.text() == "平台故障 1 次 20 分钟"
    assert not shown.platform.isHidden()


def test_a_task_in_the_ledger_opens_on_the_page_of_tasks(page: Callable[[], RemindersPage], desk: Desk) -> None:
    for hours in (1, 3):
        wanted = Wanted(TaskKind.AD_HOC, f"{hours} 小时", "", desk.now() + timedelta(hours=hours))
        task_acts.add(desk, person=OPERATOR, wanted=wanted)
    shown = page()
    (row,) = [row for row in shown.model.rows if row.ticket_number == "任务 2" and row.due_at != row.planned_at]
    shown.view.choose_key(row.id)
    shown.view.open_current()
    tasks = shown.shell.page_in_front
    assert isinstance(tasks, TasksPage)
    assert tasks.chosen() is not None
    assert tasks.chosen().title == "3 小时"  # type: ignore[union-attr]
