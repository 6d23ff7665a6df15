"""The register of assessments in the window: a strike warns, an objection is decided, an operator may not."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.base.people import Person, Role
from app.ui.assessment.forms import DecideForm, EnterForm
from app.ui.assessment.page import AssessmentsPage
from app.ui.frame.application import OpenWindow
from app.ui.frame.shell import Shell
from tests.corpus import evidence
from tests.ui.conftest import OPERATOR

LEAD = Person("组长甲", Role.SHIFT_LEAD)


@pytest.fixture
def page(opened: OpenWindow) -> AssessmentsPage:
    opened.window.show_page("assessments")
    made = opened.window.current_page()
    assert isinstance(made, AssessmentsPage)
    return made


def enter(shell: Shell, paper: Path) -> EnterForm:
    shell.commands.run("assessment-enter")
    form = shell.last_form
    assert isinstance(form, EnterForm)
    form.fields["kind"].setCurrentIndex(1)  # type: ignore[union-attr]
    for name, text in (("item", "签收超时"), ("deduction", "扣 2000 元"), ("objection_until", "11-26 18:00")):
        form.fields[name].setText(text)  # type: ignore[union-attr]
    form.files.add([paper])
    form.submit()
    return form


def test_a_strike_is_a_leads_warns_and_is_objected_to(
    opened: OpenWindow, page: AssessmentsPage, tmp_path: Path
) -> None:
    assert page.list.is_empty
    shell, paper = opened.shell, evidence.written(tmp_path / "通知.pdf", evidence.pdf())
    refused = enter(shell, paper)
    assert refused.isVisible()
    assert shell.person == OPERATOR
    refused.reject()
    shell.take_over(LEAD)
    enter(shell, paper)
    assert "再有 2 次委托方可以终止合同" in page.strikes.text()
    assert page.list.count.text() == "1 条 · 待定异议 1 条"
    shell.commands.run("assessment-decide")
    form = shell.last_form
    assert isinstance(form, DecideForm)
    form.fields["verb"].setCurrentIndex(1)  # type: ignore[union-attr]
    form.submit()
    assert form.isVisible()  # what was said is missing
    form.fields["text"].setPlainText("当时平台故障，附故障记录")  # type: ignore[union-attr]
    form.submit()
    assert page.list.count.text() == "1 条 · 待定异议 0 条"
    assert "1 / 3" in page.strikes.text()
