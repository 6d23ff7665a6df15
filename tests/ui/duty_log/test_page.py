"""The duty log in the window: an entry by one key and digits, an order with its task, correction, undo, drafts."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.desk import draft
from app.desk.duty_log.reads import Span
from app.desk.shared.context import Desk
from app.rules.duty_log.lines import LineKind
from app.ui.duty_log.forms import EntryForm
from app.ui.duty_log.page import DutyLogPage
from app.ui.frame.application import OpenWindow


@pytest.fixture
def page(opened: OpenWindow) -> DutyLogPage:
    opened.window.show_page("duty-log")
    made = opened.window.current_page()
    assert isinstance(made, DutyLogPage)
    return made


def form_of(opened: OpenWindow, action: str = "log-entry") -> EntryForm:
    opened.shell.commands.run(action)
    form = opened.shell.last_form
    assert isinstance(form, EntryForm)
    return form


def write(opened: OpenWindow, digit: Qt.Key, **texts: str) -> EntryForm:
    form = form_of(opened)
    QTest.keyClick(form.kinds, digit)
    for name, text in texts.items():
        field = form.fields[name]
        field.setPlainText(text) if name == "text" else field.setText(text)  # type: ignore[union-attr]
    form.submit()
    return form


def own(page: DutyLogPage) -> list[str]:
    return [one.line.text for one in page.model.rows if one.entry is not None]


def test_entries_by_digit_are_taken_back_and_an_order_makes_a_task_that_is_done_by_key(
    opened: OpenWindow, page: DutyLogPage
) -> None:
    form = form_of(opened)
    assert not form.fields["ordered_by"].isVisible()
    write(opened, Qt.Key.Key_1, text="街道来电，回电 13800000001")
    assert own(page) == ["街道来电，回电 138****0001"]
    assert "近 12 小时" in page.list.count.text()
    opened.shell.commands.run("undo")
    assert own(page) == []
    form = form_of(opened)
    QTest.keyClick(form.kinds, Qt.Key.Key_4)
    assert form.form.isRowVisible(form.fields["due_at"].parentWidget())
    form.submit()
    assert form.isVisible()
    assert form._errors["text"].text() == "请写明事由"
    form.reject()
    write(opened, Qt.Key.Key_4, text="明早报送夜间情况", ordered_by="领导甲", due_at="明天 8:00")
    page.kinds.choose(LineKind.OWN)
    row = next(one for one in page.model.rows if one.entry is not None)
    assert row.entry.task_id is not None
    page.view.choose_key(row.id)
    opened.shell.settling.end()
    opened.shell.commands.run("log-done")
    assert next(one.entry.done_by for one in page.model.rows if one.entry is not None) == "值班员甲"


def test_what_is_wrong_is_refused_at_its_field_and_a_correction_keeps_what_was_said_before(
    opened: OpenWindow, page: DutyLogPage
) -> None:
    form = write(opened, Qt.Key.Key_2, text="来访", at="昨天晚上")
    assert form.isVisible()
    assert form._errors["at"].isVisible()
    assert own(page) == []
    form.fields["at"].setText("")  # type: ignore[union-attr]
    form.fields["text"].setPlainText("平台打不开")  # type: ignore[union-attr]
    form.submit()
    page.view.choose_key(next(one.id for one in page.model.rows if one.entry is not None))
    opened.shell.settling.end()
    form = form_of(opened, "log-correct")
    form.fields["text"].setPlainText("平台打不开，已报区中心")  # type: ignore[union-attr]
    form.submit()
    assert form._errors["reason"].text() == "请写明更正原因"
    form.fields["reason"].setText("漏写")  # type: ignore[union-attr]
    form.submit()
    (entry,) = (one.entry for one in page.model.rows if one.entry is not None)
    assert (entry.text, entry.corrections[0].before) == ("平台打不开，已报区中心", {"事由": "平台打不开"})


def test_filters_narrow_the_log_esc_shows_it_whole_and_what_was_typed_is_a_draft(
    opened: OpenWindow, page: DutyLogPage, desk: Desk
) -> None:
    write(opened, Qt.Key.Key_5, text="更换打印机墨盒")
    page.kinds.choose(LineKind.CONTACT)
    assert page.list.is_empty
    assert page.list.empty_title.text() == "没有符合条件的记录"
    page.spans.choose(Span.WEEK)
    assert page.back()
    assert (own(page), page.back()) == (["更换打印机墨盒"], False)

    form = form_of(opened)
    form.fields["text"].setPlainText("还没写完")  # type: ignore[union-attr]
    form.reject()
    kept = [row for row in draft.listing(desk) if row.key == "duty-entry"]
    assert [row.words for row in kept] == ["还没写完"]
