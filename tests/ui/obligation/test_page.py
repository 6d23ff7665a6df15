"""The board of duties in the window: worst first, down to the ticket, a statement, a record, the whole service."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.base.people import Person, Role
from app.desk.shared.context import Desk
from app.rules.obligation.standing import DutyState
from app.ui.frame.application import OpenWindow
from app.ui.obligation.forms import PackageForm, RecordForm, StatementForm, WithdrawForm
from app.ui.obligation.page import ObligationsPage
from tests.corpus import evidence
from tests.support.planted_service import Planter

LEAD = Person("组长甲", Role.SHIFT_LEAD)


@pytest.fixture
def page(desk: Desk, opened: OpenWindow) -> ObligationsPage:
    Planter(desk, per_day=1).fill("2026-10", 1)
    opened.window.show_page("obligations")
    made = opened.window.current_page()
    assert isinstance(made, ObligationsPage)
    made.months.show_value("2026-10")
    made.refresh()
    return made


def choose(page: ObligationsPage, duty: str) -> None:
    assert page.view.choose_key(duty)


def test_the_worst_stand_first_and_say_what_was_not_done(opened: OpenWindow, page: ObligationsPage) -> None:
    states = [line.row.state for line in page.model.rows if line.row.is_owed]
    assert states == sorted(states, key=[DutyState.BROKEN, DutyState.AT_RISK, DutyState.KEPT].index)
    assert page.strip.numbers[DutyState.BROKEN].text() == f"{states.count(DutyState.BROKEN)} 违约"
    assert page.strip.strikes.text() == "0 / 3"
    choose(page, "sign-for")
    assert [line.matter.reason for line in page.matter_model.rows] == [
        "超时签收", "过时限未签收", "过时限未签收", "超时签收",
    ]  # fmt: skip
    assert page.months.value == "2026-10"
    page.months.show_value("whole")
    page.refresh()
    assert page.month_shown is None
    opened.shell.commands.run("evidence-package")
    assert not isinstance(opened.shell.last_form, PackageForm)
    assert page.back()
    assert page.months.value is None


def test_a_finding_takes_its_statement_and_a_monthly_duty_its_record(
    opened: OpenWindow, page: ObligationsPage, tmp_path: Path
) -> None:
    choose(page, "sign-for")
    page.view.open_current()
    page.matters.choose(1)
    opened.shell.commands.run("duty-statement")
    form = opened.shell.last_form
    assert isinstance(form, StatementForm)
    form.submit()
    assert form.isVisible()  # no text yet
    form.fields["text"].setPlainText("当晚处置集中诉求。")  # type: ignore[union-attr]
    form.files.add([evidence.written(tmp_path / "日志.pdf", evidence.pdf())])
    form.submit()
    assert [bool(line.told) for line in page.matter_model.rows] == [False, True, False, False]
    opened.shell.commands.run("undo")
    assert not any(line.told for line in page.matter_model.rows)
    opened.shell.commands.run("duty-record")
    assert not isinstance(opened.shell.last_form, RecordForm)
    page.months.show_value(None)
    page.refresh()
    choose(page, "policy")
    opened.shell.commands.run("duty-record")
    form = opened.shell.last_form
    assert isinstance(form, RecordForm)
    form.fields["title"].setText("条例解读")  # type: ignore[union-attr]
    form.submit()
    assert form.isVisible()  # its paper is missing
    form.files.add([evidence.written(tmp_path / "解读.pdf", evidence.pdf())])
    form.submit()
    row = next(line.row for line in page.model.rows if line.key == "policy")
    assert (row.count.done, row.state) == (1, DutyState.KEPT)
    choose(page, "policy")
    opened.shell.commands.run("duty-withdraw")
    form = opened.shell.last_form
    assert isinstance(form, WithdrawForm)
    form.submit()
    assert form.isVisible()  # no reason yet
    form.fields["note"].setText("写错了月份")  # type: ignore[union-attr]
    form.submit()
    assert next(line.row for line in page.model.rows if line.key == "policy").count.done == 0
    opened.shell.last_form = None
    opened.shell.commands.run("duty-withdraw")
    assert opened.shell.last_form is None  # nothing is left to take back
