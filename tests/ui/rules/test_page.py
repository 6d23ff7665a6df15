"""The page of the rules: a copy becomes a new version, refusals stand at the field, moves are listed before saving."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.desk import rule_versions, tickets
from app.rules.states import TimeClass, Urgency
from app.ui.rules.fields import FIELDS, BadField, form_from, texts_of
from app.ui.rules.page import RulesPage


@pytest.fixture
def page(opened):
    opened.shell.open_page("rules")
    made = opened.window.current_page()
    assert isinstance(made, RulesPage)
    return made


def shown(page):
    return [each.text() for each in page.preview.findChildren(type(page.preview.said)) if each.isVisible()]


def test_the_page_opens_with_the_version_in_force_which_cannot_be_typed_over(page):
    assert page.versions.currentText() == "2026-02-01 起 · 现行 · 随程序提供"
    assert page.editor.texts()["handling.default"] == "5 日"
    assert page.editor.fields["handling.default"].isReadOnly()
    assert not page.editor.fields["calendar"].isEnabled()
    assert "应于 11-28 24:00 前" in shown(page)


def test_every_field_has_a_name_that_can_be_spoken(page):
    assert set(page.editor.fields) == set(FIELDS)
    names = [field.accessibleName() for field in page.editor.fields.values()]
    assert all(names)
    assert len(set(names)) == len(names)


def test_the_preview_follows_what_is_typed(page, opened):
    opened.shell.commands.run("rule-copy")
    page.editor.fields["handling.default"].setText("7 日")
    assert "应于 11-30 24:00 前" in shown(page)
    page.preview.time_class.setCurrentIndex(page.preview.time_class.findData(TimeClass.EMERGENCY.value))
    assert "应于 11-23 04:41 前" in shown(page)
    page.preview.urgency.setCurrentIndex(page.preview.urgency.findData(Urgency.GENERAL.value))
    assert "签收剩 30 分钟" in shown(page)


def test_a_refusal_stands_at_its_field_and_nothing_can_be_saved(page, opened):
    opened.shell.commands.run("rule-copy")
    for key, text, words in (
        ("sign_minutes.urgent", "0", "应为 1 至"),
        ("sign_minutes.urgent", "十", "应为整数"),
        ("handling.default", "很快", "看不懂"),
        ("ladder", "签收：随便", "看不懂"),
        ("day_series.times", "25:00", "钟点"),
        ("effective_from", "明天", "日期"),
    ):
        before = page.editor.texts()
        page.editor.show_texts({**before, key: text}, read_only=False)
        opened.shell.commands.run("rule-save")
        assert words in page.editor.errors[key].text()
        assert page.editor.errors[key].isVisible()
        assert page.shell.last_form is None
        page.editor.show_texts(before, read_only=False)


def test_a_version_is_saved_after_its_moves_were_listed(page, opened, desk, take_in, still):
    ticket = take_in("热线-261123-000001")
    still.advance(timedelta(seconds=1))
    opened.shell.commands.run("rule-copy")
    page.editor.fields["handling.default"].setText("7 日")
    opened.shell.commands.run("rule-save")
    form = page.shell.last_form
    assert form.count.text() == "没有在办工单的时限会变动"
    form.scope.setCurrentIndex(1)
    assert form.count.text() == "1 件在办工单的时限会变动（1 条）"
    assert [form.table.item(0, column).text() for column in range(4)] == [
        "热线-261123-000001", "办理到期", "11-28 24:00", "11-30 24:00",
    ]  # fmt: skip
    form.main.click()
    assert len(rule_versions.versions(desk)) == 2
    assert tickets.detail(desk, ticket_id=ticket).clocks[2].due_at.day == 30
    assert not page.editing
    assert "现行 · 值班员甲" in page.versions.currentText()


def test_esc_drops_the_new_version(page, opened):
    opened.shell.commands.run("rule-copy")
    page.editor.fields["handling.default"].setText("7 日")
    assert page.back()
    assert page.editor.texts()["handling.default"] == "5 日"
    assert not page.back()


def test_a_form_goes_through_its_texts_unchanged(desk):
    form = rule_versions.draft_of(desk, desk.rules_for(desk.now()))
    form["ladder"] = [{"clock": "first-contact", "urgency": "urgent", "steps": ["80%", "-90min", "day 3 09:00", "end"]}]
    form["callback_limit"] = {"urgent": {"minutes": 90}, "general": {"working_days": 2}}
    assert form_from(texts_of(form)) == form


def test_a_bad_text_names_its_field(desk):
    texts = texts_of(rule_versions.draft_of(desk, desk.rules_for(desk.now())))
    with pytest.raises(BadField) as caught:
        form_from({**texts, "return_answer.urgent": "2"})
    assert caught.value.key == "return_answer.urgent"
