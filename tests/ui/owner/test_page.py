"""The page of who owns what: a form for each department, an undo of its own, a difference before saving, versions."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.base.clock import local_day
from app.base.people import Person
from app.desk import sign
from app.desk.owner import acts, reads
from app.desk.shared.context import Desk
from app.rules.owner.context import Cut
from app.rules.owner.judgement import Likely
from app.ui.frame.application import OpenWindow
from app.ui.kit.forms.fields import write_field
from app.ui.owner.department_form import DepartmentForm
from app.ui.owner.draft import NAME, OUTSIDE, WORDS
from app.ui.owner.line import OwnerLine, owner_words
from app.ui.owner.page import OwnersPage


@pytest.fixture
def page(opened: OpenWindow) -> OwnersPage:
    opened.window.show_page("owners")
    made = opened.window.current_page()
    assert isinstance(made, OwnersPage)
    return made


def change(page: OwnersPage, department: str, **texts: str) -> DepartmentForm:
    """Opens the form of a department, writes fields and submits; returns the form."""
    assert page.view.choose_key(department)
    page.edit()
    form = page.shell.last_form
    assert isinstance(form, DepartmentForm)
    for field, text in texts.items():
        write_field(form.fields[field], text)
    form.submit()
    return form


def row(page: OwnersPage, name: str) -> tuple[str, ...]:
    return next(cells for cells in page.model.rows if cells[NAME] == name)


def test_a_text_is_tried_against_the_rows_as_they_stand(page: OwnersPage) -> None:
    page.trial.text.setText("健身房停业，年卡不退")
    assert page.trial.verdict.text().startswith("可能的主责部门：区体育局")
    assert not page.save.isEnabled()
    change(page, "区体育局", name="区文旅局（体育）")
    assert page.trial.verdict.text().startswith("可能的主责部门：区文旅局（体育）")


def test_without_a_text_the_page_says_what_the_field_is_for(page: OwnersPage) -> None:
    before = page.trial.verdict.text()
    page.trial.text.setText("健身房停业，年卡不退")
    page.trial.text.setText("")
    assert page.trial.verdict.text() == before


def test_no_key_on_the_list_writes_into_a_row(page: OwnersPage) -> None:
    before = page.editing.draft
    page.view.choose_key("区体育局")
    for key in (Qt.Key.Key_X, Qt.Key.Key_F2, Qt.Key.Key_Backspace, Qt.Key.Key_Space):
        QTest.keyClick(page.view, key)
    assert page.editing.draft == before


def test_the_words_of_a_department_stand_in_several_lines_and_a_fault_at_its_field(page: OwnersPage) -> None:
    form = change(page, "区体育局", words="健身房\n年卡，私教=50")
    assert form.isVisible()
    assert "分量最多为 9" in form._errors["words"].text()
    form.fields["words"].setPlainText("健身房=5\n年卡，私教")
    form.submit()
    assert row(page, "区体育局")[WORDS] == "健身房=5、年卡、私教"
    form = change(page, "区体育局", name="区水务局")
    assert "写了两次" in form._errors["name"].text()
    form.reject()


def test_ctrl_z_takes_back_the_edit_of_the_page_and_never_an_act_of_the_desk(
    page: OwnersPage, opened: OpenWindow, desk: Desk, take_in: Callable[..., int]
) -> None:
    ticket = take_in()
    opened.shell.gateway.submit(sign.sign, person=opened.shell.person, ticket_ids=[ticket])
    assert opened.shell.undo is not None
    opened.shell.commands.run("undo")
    assert opened.shell.undo is not None, "nothing was edited here, and the sign-for stays"
    before = page.editing.draft
    page.view.choose_key("区体育局")
    page.remove()
    assert len(page.model.rows) == len(before) - 1
    opened.shell.commands.run("undo")
    assert page.editing.draft == before
    page.editing.redo()
    assert len(page.model.rows) == len(before) - 1
    assert opened.shell.undo is not None
    opened.window.show_page("tickets")
    opened.shell.commands.run("undo")
    assert opened.window.messages.text.startswith("要撤回 热线-261123-000001 签收"), "it is said before it is done"
    opened.shell.commands.run("undo")
    assert opened.shell.undo is None


def test_a_change_is_shown_before_it_is_saved_as_a_new_version(
    page: OwnersPage, desk: Desk, take_in: Callable[..., int], opened: OpenWindow
) -> None:
    take_in()
    words = row(page, "区体育局")[WORDS]
    change(page, "区体育局", words=f"{words}、冰壶馆")
    opened.shell.commands.run("owners-save")
    form = opened.shell.last_form
    shown = [form.differences.item(0, column).text() for column in range(5)]
    assert shown == ["修改", "区体育局", "关键词", "—", "冰壶馆"]
    assert form.effect.text() == "最近的工单判断都不变。"
    assert not page.isEnabled(), "nothing can be typed behind the form"
    form.fields["note"].setText("冰上项目")
    form.main.click()
    assert page.isEnabled()
    assert reads.likely(desk, text="冰壶馆停业").owner == "区体育局"
    assert page.editing.bar.box.currentText() == "自 2026-11-23 起 · 现行 · 冰上项目"
    assert not page.editing.is_changed
    assert not page.editing.steps.can_undo


def test_the_tickets_that_would_be_judged_otherwise_are_named_before_saving(
    page: OwnersPage, take_in: Callable[..., int], opened: OpenWindow
) -> None:
    take_in()
    change(page, "区体育局", name="区文旅局（体育）")
    opened.shell.commands.run("owners-save")
    form = opened.shell.last_form
    assert "1 件判断会变" in form.effect.text()
    form.fields["effective_from"].setText("明天")
    form.main.click()
    assert "日期读不懂" in form._errors["effective_from"].text()
    form.reject()
    assert page.isEnabled()


def test_every_version_can_be_seen_compared_and_restored(page: OwnersPage, desk: Desk, opened: OpenWindow) -> None:
    shipped = page.editing.draft
    page.view.choose_key("区体育局")
    page.remove()
    opened.shell.commands.run("owners-save")
    opened.shell.last_form.main.click()
    bar = page.editing.bar
    assert len(bar.versions) == 2
    bar.box.setCurrentIndex(1)
    assert "区体育局" in [cells[NAME] for cells in page.model.rows]
    assert not page.row_tools["修改"].isEnabled()
    page.edit()
    assert not page.editing.is_changed
    bar.compare.click()
    dialog = opened.shell.last_form
    assert dialog.count.text() == "1 处不同"
    assert (dialog.table.item(0, 0).text(), dialog.table.item(0, 1).text()) == ("新增", "区体育局")
    dialog.reject()
    bar.restore.click()
    assert page.editing.draft == shipped
    opened.shell.commands.run("owners-save")
    opened.shell.last_form.main.click()
    assert reads.likely(desk, text="健身房停业").owner == "区体育局"
    assert len(reads.versions(desk)) == 3


def test_esc_discards_the_edits_and_ctrl_z_brings_them_back(page: OwnersPage) -> None:
    change(page, "区体育局", name="区文旅局（体育）")
    edited = page.editing.draft
    assert page.back()
    assert not page.editing.is_changed
    assert not page.back()
    page.editing.undo()
    assert page.editing.draft == edited


def test_a_department_is_added_and_marked_as_outside_by_its_form(page: OwnersPage) -> None:
    assert row(page, "区住建委")[OUTSIDE] == "是"
    change(page, "区住建委", outside="")
    assert row(page, "区住建委")[OUTSIDE] == ""
    page.add()
    form = page.shell.last_form
    form.fields["name"].setText("区某局")
    form.fields["words"].setPlainText("冰壶馆")
    form.submit()
    assert page.view.current[NAME] == "区某局"


def test_edits_stay_when_another_person_saves_a_version(page: OwnersPage, desk: Desk) -> None:
    change(page, "区体育局", name="区文旅局（体育）")
    lines = [["区水务局", "", "水费", "", ""]]
    acts.save(desk, person=Person("值班员乙"), lines=lines, effective_from=local_day(desk.now()))
    page.refresh()
    assert "区文旅局（体育）" in [cells[NAME] for cells in page.editing.draft]
    assert len(page.differences()) > 20


def test_the_line_names_the_department_with_its_basis_or_says_that_it_is_not_sure() -> None:
    assert owner_words(Likely("区体育局", True, ("健身房",), "体育依据")) == (
        "可能的主责部门：区体育局（健身房）　依据：体育依据"
    )
    close = Likely("区体育局", False, ("健身房",), "", ("公安昌平分局",))
    assert owner_words(close) == "主责部门：不能确定（可能 区体育局、公安昌平分局；词：健身房）"
    assert owner_words(Likely("", False, ())) == "主责部门：不能确定"


def test_the_line_says_what_similar_demands_say_and_what_was_left_out() -> None:
    found = Likely("区体育局", False, (), cut=(Cut("地点", "地铁站旁"),), vote=("区体育局", 0.8))
    assert owner_words(found) == "主责部门：不能确定（可能 区体育局）　相似诉求：多归区体育局　未计入：地铁站旁（地点）"


def test_a_ticket_in_the_panel_says_whose_it_most_likely_is(
    opened: OpenWindow, take_in: Callable[..., int], qtbot: QtBot
) -> None:
    ticket = take_in()
    opened.shell.open_ticket(ticket)
    qtbot.waitUntil(lambda: opened.window.panel.is_whole)
    lines = opened.window.findChildren(OwnerLine)
    assert any("区体育局" in line.text() for line in lines)
