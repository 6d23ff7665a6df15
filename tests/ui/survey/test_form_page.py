"""A new form in fields with its preview: refused where it cannot be asked, saved as a version, the old stay."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.desk.shared.context import Desk
from app.desk.survey import forms as survey_forms
from app.rules.survey.states import Satisfied
from app.ui.frame.application import OpenWindow
from app.ui.kit.forms.fields import write_field
from app.ui.kit.versions.differences import DifferenceDialog
from app.ui.survey.form_page import SurveyFormPage
from app.ui.survey.form_save import SaveSurveyForm


@pytest.fixture
def page(opened: OpenWindow) -> SurveyFormPage:
    opened.shell.open_page("survey-form")
    found = opened.window.current_page()
    assert isinstance(found, SurveyFormPage)
    return found


def test_it_opens_with_the_form_in_force_and_asks_it_in_the_preview(page: SurveyFormPage, desk: Desk) -> None:
    form = survey_forms.in_force(desk)
    assert page.new_form().questions == form.questions
    assert page.new_form().reasons == form.reasons
    assert [button.text() for button in page.preview.rows["solved"].buttons] == ["已解决", "部分解决", "未解决"]
    assert page.editing.bar.box.currentText().startswith("自 2026-02-01 起 · 现行")
    assert not page.save.isEnabled()


def test_a_new_version_is_previewed_and_saved_and_the_old_one_stays(page: SurveyFormPage, desk: Desk) -> None:
    old = survey_forms.in_force(desk)
    page.editors[2].lines[0].word.setText("非常满意")
    page.editors[2].add.click()
    page.editors[2].lines[-1].word.setText("满意")
    page.editors[2].lines[-1].means.setCurrentIndex(1)
    page.more.click()
    assert page.show_preview()
    assert [button.text() for button in page.preview.rows["satisfied"].buttons][-1] == "满意"
    page.keep()
    form = page.shell.last_form
    assert isinstance(form, SaveSurveyForm)
    assert not page.isEnabled()
    assert [form.differences.item(0, place).text() for place in (0, 2)] == ["修改", "答案"]
    write_field(form.fields["effective_from"], "2026-12-01")
    write_field(form.fields["effective_time"], "9点")
    write_field(form.fields["note"], "按区里口径")
    form.submit()
    assert page.editing.bar.box.itemText(0) == "自 2026-12-01 09:00 起 · 未生效 · 按区里口径"
    assert survey_forms.in_force(desk) == old
    new = survey_forms.in_force(desk, datetime(2026, 12, 1, 1, tzinfo=UTC))
    answers = {answer.word: answer.means for answer in new.counted("satisfied").answers}
    assert (answers["非常满意"], answers["满意"]) == (Satisfied.SATISFIED, Satisfied.MOSTLY)
    assert [question.words for question in new.questions][-1] == "新问题？"
    assert "2026-12-01 09:00 起换新版" in page.version_words.text()


def test_a_form_that_cannot_be_asked_says_why_and_cannot_be_saved(page: SurveyFormPage, desk: Desk) -> None:
    page.editors[1].lines[0].word.setText("")
    page.keep()
    assert "反映的问题是否解决" in page.preview_words.text()
    assert not page.save.isEnabled()
    assert len(survey_forms.versions(desk)) == 1
    assert page.back()
    assert page.editors[1].lines[0].word.text()
    page.editors[1].lines[0].word.setText("解决了")
    assert page.show_preview()
    assert page.save.isEnabled()


def test_what_is_being_typed_is_not_lost_when_somebody_else_saves(page: SurveyFormPage, desk: Desk) -> None:
    page.editors[0].words.setText("有没有人联系过您？")
    page.show_preview()
    survey_forms.save(desk, person=page.shell.person, form=page.new_form())
    page.refresh()
    assert page.editors[0].words.text() == "有没有人联系过您？"


def test_ctrl_z_takes_back_the_edits_of_the_form_alone(page: SurveyFormPage, opened: OpenWindow) -> None:
    before = page.new_form()
    page.editors[0].words.setText("有没有人联系过您？")
    page.show_preview()
    page.more.click()
    page.show_preview()
    opened.shell.commands.run("undo")
    assert len(page.editors) == len(before.questions)
    assert page.editors[0].words.text() == "有没有人联系过您？"
    opened.shell.commands.run("undo")
    assert page.new_form() == before
    page.editing.redo()
    assert page.editors[0].words.text() == "有没有人联系过您？"


def test_every_version_can_be_seen_compared_and_restored(page: SurveyFormPage, desk: Desk) -> None:
    page.editors[0].words.setText("有没有人联系过您？")
    page.keep()
    form = page.shell.last_form
    assert isinstance(form, SaveSurveyForm)
    form.submit()
    assert page.editors[0].words.text() != "有没有人联系过您？", "the new form waits for its day"
    page.editing.bar.box.setCurrentIndex(0)
    assert page.editors[0].words.text() == "有没有人联系过您？"
    assert not page.editors[0].isEnabled()
    page.editing.bar.compare.click()
    dialog = page.shell.last_form
    assert isinstance(dialog, DifferenceDialog)
    assert dialog.table.item(0, 4).text() == "有没有人联系过您？"
    dialog.reject()
    page.editing.bar.restore.click()
    assert page.editing.is_changed
    assert page.editors[0].words.text() == "有没有人联系过您？"
    assert page.editors[0].isEnabled()
