"""The page of the format: rows by a form, an undo of its own, a trial against a file, a file out and in, versions."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.base.people import Person
from app.desk.intake import formats
from app.desk.shared.context import Desk
from app.ui.frame.application import OpenWindow
from app.ui.intake.format_draft import WORDS, key_of
from app.ui.intake.format_page import FormatPage
from app.ui.intake.format_row_form import FormatRowForm
from app.ui.intake.format_save_form import SaveFormatForm
from app.ui.kit.forms.fields import write_field


@pytest.fixture
def page(opened: OpenWindow) -> FormatPage:
    opened.window.show_page("formats")
    made = opened.window.current_page()
    assert isinstance(made, FormatPage)
    return made


@pytest.fixture
def export(tmp_path: Path) -> Path:
    path = tmp_path / "别家.csv"
    lines = ["工单编号,标题,主要内容,办理时点,轻重", "SL1,甲,市民反映某店不退卡,2026-11-20 09:30:00,火烧眉毛"]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def add(page: FormatPage, use: str, meaning: str, words: str) -> FormatRowForm:
    """Opens the form of a new row, fills it in and submits; returns the form."""
    page.add()
    form = page.shell.last_form
    assert isinstance(form, FormatRowForm)
    write_field(form.use, use)
    write_field(form.meaning, meaning)
    form.fields["words"].setPlainText(words)
    form.submit()
    return form


def saved(page: FormatPage, note: str = "") -> None:
    page.save_version()
    form = page.shell.last_form
    assert isinstance(form, SaveFormatForm)
    write_field(form.fields["note"], note)
    form.submit()


def test_an_empty_page_says_what_it_is_for(page: FormatPage) -> None:
    assert page.list.is_empty
    assert "Insert" in page.list.empty_hint.text()
    assert not page.save.isEnabled()


def test_a_row_is_added_by_keyboard_and_taken_back(page: FormatPage) -> None:
    QTest.keyClick(page, Qt.Key.Key_Insert)
    form = page.shell.last_form
    assert isinstance(form, FormatRowForm)
    write_field(form.meaning, "派单时间")
    form.fields["words"].setPlainText("办理时点\n下沉时间")
    form.submit()
    assert [(key_of(cells), cells[WORDS]) for cells in page.model.rows] == [
        ("栏目名称 · 派单时间", "办理时点、下沉时间")
    ]
    page.editing.undo()
    assert page.list.is_empty


def test_words_about_the_same_thing_stand_in_one_row(page: FormatPage) -> None:
    add(page, "紧急程度", "紧急", "火烧眉毛")
    add(page, "紧急程度", "紧急", "火烧眉毛\n刻不容缓")
    assert [cells[WORDS] for cells in page.model.rows] == ["火烧眉毛、刻不容缓"]


def test_a_word_with_two_meanings_is_refused_at_its_field(page: FormatPage) -> None:
    add(page, "栏目名称", "派单时间", "办理时点")
    form = add(page, "栏目名称", "办结时间", "办理时点")
    assert form.isVisible()
    assert "写了两次" in form._errors["words"].text()


def test_a_file_is_tried_against_the_rows_as_they_stand(page: FormatPage, export: Path) -> None:
    page.trial.try_file(export)
    assert page.trial.verdict.text() == "别家.csv：5 栏，改后有 0 栏不同"
    add(page, "栏目名称", "派单时间", "办理时点")
    add(page, "栏目名称", "紧急程度", "轻重")
    add(page, "紧急程度", "紧急", "火烧眉毛")
    assert page.trial.verdict.text() == "别家.csv：5 栏，改后有 2 栏不同"
    table = page.trial.table
    lines = {table.item(row, 1).text(): [table.item(row, at).text() for at in (0, 2, 3)] for row in range(5)}
    assert lines["办理时点"] == ["● 会变", "不认识（原样保留）", "派单时间"]
    assert lines["轻重"] == ["● 会变", "不认识（原样保留）\n火烧眉毛 → 不认识", "紧急程度\n火烧眉毛 → 紧急"]
    assert lines["标题"][0] == "不变"


def test_a_file_that_is_no_table_is_said(page: FormatPage, tmp_path: Path) -> None:
    empty = tmp_path / "空.xlsx"
    empty.write_bytes(b"")
    page.trial.try_file(empty)
    assert "文件是空的" in page.trial.verdict.text()
    assert page.trial.table.isHidden()


def test_saving_makes_a_version_that_can_be_compared_and_restored(page: FormatPage) -> None:
    add(page, "栏目名称", "派单时间", "办理时点")
    saved(page, "新平台")
    assert not page.editing.is_changed
    page.view.choose_key("栏目名称 · 派单时间")
    page.remove()
    saved(page)
    assert [version.in_force for version in page.editing.bar.versions] == [True, False, False]
    page.editing.bar.box.setCurrentIndex(1)
    assert [cells[WORDS] for cells in page.model.rows] == ["办理时点"]
    page.editing.restore()
    assert page.editing.is_changed
    assert [cells[WORDS] for cells in page.model.rows] == ["办理时点"]


def test_a_file_of_another_office_joins_the_draft_and_waits_to_be_saved(
    page: FormatPage, desk: Desk, tmp_path: Path
) -> None:
    add(page, "栏目名称", "派单时间", "办理时点")
    saved(page)
    path = tmp_path / "格式.toml"
    formats.export(desk, person=Person("值班员甲"), path=path)
    page.view.choose_key("栏目名称 · 派单时间")
    page.remove()
    saved(page)
    page.import_file(path)
    assert [cells[WORDS] for cells in page.model.rows] == ["办理时点"]
    assert page.editing.is_changed
    page.editing.undo()
    assert page.list.is_empty


def test_a_file_that_is_no_format_changes_nothing(page: FormatPage, tmp_path: Path) -> None:
    path = tmp_path / "别的.toml"
    path.write_text("format = 7\n", encoding="utf-8")
    page.import_file(path)
    assert page.list.is_empty
    assert not page.editing.is_changed
