"""The register of applications: listed, narrowed, judged and withdrawn by keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.base.people import Person, Role
from app.desk.exclusion import catalogue as exclusion_catalogue
from app.desk.exclusion import check as exclusion_check
from app.desk.exclusion import reads as exclusion_reads
from app.desk.shared.context import Desk
from app.rules.exclusion.moves import ExclusionState
from app.ui.exclusion.application_form import ApplicationForm
from app.ui.exclusion.opinion_form import OpinionForm, WithdrawForm
from app.ui.exclusion.page import ExclusionPage
from app.ui.exclusion.papers_form import PapersForm, RegisterExport
from app.ui.frame.application import OpenWindow
from tests.support.applications import hand_in

LEAD = Person("班组长乙", role=Role.SHIFT_LEAD)


@pytest.fixture
def submitted(desk: Desk, apply_for: Callable[..., int]) -> int:
    made = apply_for(whole=True)
    stopping = exclusion_check.check(desk, exclusion_id=made).stopping
    over = {line.rule: "线下核对过" for line in stopping}
    hand_in(desk, person=LEAD, exclusion_id=made, overruled=over)
    return made


def test_without_applications_the_page_says_how_to_begin(page: Callable[[], ExclusionPage]) -> None:
    shown = page()
    assert shown.list.is_empty
    assert "Shift+F5" in shown.list.empty_hint.text()


def test_applications_are_listed_counted_and_narrowed(
    page: Callable[[], ExclusionPage], apply_for: Callable[..., int]
) -> None:
    apply_for(unit="一队")
    apply_for(unit="二队")
    shown = page()
    assert len(shown.model.rows) == 2
    assert shown.states.buttons[ExclusionState.DRAFT].text() == "草稿 2"
    shown.unit.setCurrentIndex(shown.unit.findData("二队"))
    shown.refresh()
    assert [row.unit for row in shown.model.rows] == ["二队"]
    assert shown.back()
    assert len(shown.model.rows) == 2
    assert not shown.back()


@pytest.mark.usefixtures("submitted")
def test_the_check_stands_beside_the_list(page: Callable[[], ExclusionPage]) -> None:
    shown = page()
    assert shown.read_detail is not None
    assert not shown.detail.buttons["exclusion-opinion"].isHidden()
    assert not shown.detail.buttons["look"].isHidden()
    assert shown.detail.buttons["edit"].isHidden()


def test_enter_opens_the_application(page: Callable[[], ExclusionPage], apply_for: Callable[..., int]) -> None:
    apply_for()
    shown = page()
    QTest.keyClick(shown.view, Qt.Key.Key_Return)
    assert isinstance(shown.shell.last_form, ApplicationForm)
    shown.shell.last_form.reject()


def test_an_opinion_goes_by_number_key_and_is_never_empty(
    page: Callable[[], ExclusionPage], submitted: int, desk: Desk, opened: OpenWindow
) -> None:
    shown = page()
    opened.shell.commands.run("exclusion-opinion")
    form = shown.shell.last_form
    assert isinstance(form, OpinionForm)
    form.submit()
    assert form.fields["verdict"].property("wrong")
    QTest.keyClick(form.answers, Qt.Key.Key_2)
    form.submit()
    assert form.fields["opinion"].property("wrong")
    form.fields["opinion"].setPlainText("请补立案通知书原件照片")  # type: ignore[union-attr]
    form.submit()
    detail = exclusion_reads.detail(desk, exclusion_id=submitted)
    assert detail.row.state is ExclusionState.SENT_BACK
    assert shown.states.buttons[ExclusionState.SENT_BACK].text() == "退回补正 1"


def test_a_draft_has_nothing_to_judge_and_is_withdrawn_with_a_word(
    page: Callable[[], ExclusionPage], apply_for: Callable[..., int], desk: Desk, opened: OpenWindow
) -> None:
    made = apply_for()
    shown = page()
    opened.shell.commands.run("exclusion-opinion")
    assert shown.shell.last_form is None
    opened.shell.commands.run("exclusion-withdraw")
    assert isinstance(shown.shell.last_form, WithdrawForm)
    shown.shell.last_form.submit()
    assert exclusion_reads.detail(desk, exclusion_id=made).row.state is ExclusionState.WITHDRAWN
    opened.shell.commands.run("exclusion-withdraw")
    assert not opened.shell.commands.action("exclusion-withdraw").isChecked()


def test_papers_are_written_into_a_folder(
    page: Callable[[], ExclusionPage],
    apply_for: Callable[..., int],
    opened: OpenWindow,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("app.ui.exclusion.papers_form.QDesktopServices.openUrl", lambda _url: True)
    apply_for(whole=True)
    shown = page()
    opened.shell.commands.run("exclusion-papers")
    form = shown.shell.last_form
    assert isinstance(form, PapersForm)
    form.fields["folder"].setText("here")  # type: ignore[union-attr]
    form.submit()
    assert form.fields["folder"].property("wrong")
    form.fields["folder"].setText(str(tmp_path))  # type: ignore[union-attr]
    form.submit()
    assert form.papers is not None
    assert form.papers.form.is_file()


def test_the_list_is_exported_as_listed(
    page: Callable[[], ExclusionPage], apply_for: Callable[..., int], opened: OpenWindow, tmp_path: Path
) -> None:
    apply_for()
    shown = page()
    opened.shell.commands.run("exclusion-export")
    form = shown.shell.last_form
    assert isinstance(form, RegisterExport)
    form.fields["path"].setText(str(tmp_path / "表.xlsx"))  # type: ignore[union-attr]
    form.submit()
    assert (tmp_path / "表.xlsx").is_file()
    form.close()


def test_the_page_asks_whether_the_catalogue_goes_on_this_month(
    page: Callable[[], ExclusionPage], opened: OpenWindow, desk: Desk
) -> None:
    shown = page()
    assert shown.month_strip.isVisible()
    assert shown.month_strip.words.text().startswith("2026-11 还没有不纳入考核目录，新申请暂按 2026-10")
    opened.shell.commands.run("catalogue-carry")
    assert not shown.month_strip.isVisible()
    assert exclusion_catalogue.in_force(desk).month == "2026-11"
