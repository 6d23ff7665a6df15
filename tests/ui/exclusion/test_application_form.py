"""The application: checked as one writes, files taken in at once, nothing handed in that a hard rule stops."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.base.people import Person, Role
from app.desk.exclusion import acts as exclusion_acts
from app.desk.exclusion import reads as exclusion_reads
from app.desk.shared.context import Desk
from app.rules.exclusion.check_facts import RuleResult
from app.rules.exclusion.moves import ExclusionState
from app.ui.exclusion.application_form import ApplicationForm
from app.ui.frame.application import OpenWindow

LEAD = Person("班组长乙", role=Role.SHIFT_LEAD)


@pytest.fixture
def form(opened: OpenWindow, desk: Desk, apply_for: Callable[..., int]) -> Iterator[ApplicationForm]:
    made = ApplicationForm(opened.shell, exclusion_reads.detail(desk, exclusion_id=apply_for(whole=True)))
    made.open_form()
    yield made
    if shiboken6.isValid(made):
        made.close()


def results(form: ApplicationForm) -> dict[str, RuleResult]:
    assert form.check.report is not None
    return {line.rule: line.result for line in form.check.report.lines}


def test_the_marks_follow_what_is_typed_and_nothing_is_saved_by_it(form: ApplicationForm, desk: Desk) -> None:
    assert results(form)["process"] is RuleResult.FAIL
    form.fields["process"].setPlainText("已到场核实")  # type: ignore[union-attr]
    form.look()
    assert results(form)["process"] is RuleResult.PASS
    assert exclusion_reads.detail(desk, exclusion_id=form.detail.row.id).process == ""


def test_a_file_is_taken_in_at_once_as_the_evidence_that_is_wanted(
    form: ApplicationForm, photo: Callable[..., Path]
) -> None:
    form.evidence.add([photo()])
    assert [(file.name, file.kind) for file in form.evidence.model.rows] == [("立案通知书.pdf", "立案通知书")]
    assert results(form)["evidence:立案通知书"] is RuleResult.PASS
    QTest.keyClick(form.evidence.view, Qt.Key.Key_Delete)
    assert form.evidence.model.rows == []


def test_a_program_named_as_a_picture_is_refused_with_its_reason(
    form: ApplicationForm, photo: Callable[..., Path]
) -> None:
    form.evidence.add([photo("照片.jpg", b"MZ" + bytes(200))])
    assert form.evidence.model.rows == []
    assert "照片.jpg" in form.evidence.error.text()


def test_each_file_that_is_refused_is_named(form: ApplicationForm, photo: Callable[..., Path]) -> None:
    form.evidence.add([photo("空.pdf", b""), photo("照片.jpg", b"MZ" + bytes(200)), photo()])
    told = form.evidence.error.text().splitlines()
    assert [("空.pdf" in line, "照片.jpg" in line) for line in told] == [(True, False), (False, True)]
    assert [file.name for file in form.evidence.model.rows] == ["立案通知书.pdf"]


def test_time_and_place_of_a_file_are_stated_by_a_form(form: ApplicationForm, photo: Callable[..., Path]) -> None:
    form.evidence.add([photo()])
    form.evidence.name_file(form.evidence.model.rows[0])
    stated = form.evidence.last_form
    assert stated is not None
    stated.fields["at"].setText("不是时间")  # type: ignore[union-attr]
    stated.submit()
    assert stated.fields["at"].property("wrong")
    stated.fields["at"].setText("2026-11-22 10:30")  # type: ignore[union-attr]
    stated.fields["place"].setText("甲路 1 号")  # type: ignore[union-attr]
    stated.submit()
    row = form.evidence.model.rows[0]
    assert (row.taken_place, row.stated, row.taken_at is not None) == ("甲路 1 号", True, True)


def test_a_hard_failure_keeps_the_form_open_with_its_text_and_saves_nothing(form: ApplicationForm, desk: Desk) -> None:
    form.fields["process"].setPlainText("已到场核实")  # type: ignore[union-attr]
    form.submit()
    kept = exclusion_reads.detail(desk, exclusion_id=form.detail.row.id)
    assert (kept.row.state, kept.process) == (ExclusionState.DRAFT, "")
    assert form.isVisible()
    assert form.entered()["process"] == "已到场核实"
    assert "没有通过" in form.error.text()
    form.save()
    assert exclusion_reads.detail(desk, exclusion_id=form.detail.row.id).process == "已到场核实"


def test_a_complete_dossier_is_handed_in(form: ApplicationForm, desk: Desk, photo: Callable[..., Path]) -> None:
    form.fields["process"].setPlainText("已到场核实")  # type: ignore[union-attr]
    form.evidence.add([photo()])
    made = form.detail.row.id
    form.submit()
    assert exclusion_reads.detail(desk, exclusion_id=made).row.state is ExclusionState.REVIEW


def test_the_lead_passes_over_a_hard_failure_with_a_reason(
    form: ApplicationForm, desk: Desk, opened: OpenWindow
) -> None:
    opened.shell.take_over(LEAD)
    made = form.detail.row.id
    for rule in ("process", "evidence:立案通知书"):
        form.check.answer_requested.emit(rule)
        assert form.last_form is not None
        form.last_form.fields["reason"].setPlainText("原件已线下核对")  # type: ignore[union-attr]
        form.last_form.submit()
    form.submit()
    assert exclusion_reads.detail(desk, exclusion_id=made).row.state is ExclusionState.REVIEW


def test_only_the_lead_may_pass_over_it(form: ApplicationForm) -> None:
    form.check.answer_requested.emit("process")
    assert form.last_form is not None
    form.last_form.fields["reason"].setPlainText("想越过")  # type: ignore[union-attr]
    form.last_form.submit()
    assert not form.last_form.error.isHidden() or form.last_form.isVisible()
    assert results(form)["process"] is RuleResult.FAIL
    form.last_form.reject()


def test_what_somebody_else_saved_meanwhile_is_not_written_over(form: ApplicationForm, desk: Desk) -> None:
    other = Person("值班员丙")
    exclusion_acts.save(
        desk, person=other, exclusion_id=form.detail.row.id, version=None, fields={"statement": "别人写的说明"}
    )
    form.save()
    assert exclusion_reads.detail(desk, exclusion_id=form.detail.row.id).statement == "别人写的说明"
    assert form.isVisible()


def test_another_type_shows_its_condition_and_its_evidence(form: ApplicationForm) -> None:
    kinds = form.detail.catalogue.types
    named = next(each for each in kinds if each.needs_platform_name)
    form.fields["type"].setCurrentIndex(kinds.index(named))  # type: ignore[union-attr]
    assert named.condition in form.condition.text()
    assert not form.fields["platform_name"].isHidden()


def test_the_flags_are_kept_apart(form: ApplicationForm) -> None:
    assert form.entered()["excluded"]
    form.flags.boxes["parked"].click()
    assert (form.entered()["excluded"], form.entered()["parked"], form.entered()["off_volume"]) == (True, True, False)
