"""The page of the rules: a copy becomes a new version, refusals stand at the field, moves are listed before saving."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.desk.law import versions as law_versions
from app.desk.ticket import reads as ticket_reads
from app.rules.law.clocks import TimeClass
from app.rules.law.urgency import SHIPPED_LEVELS
from app.ui.law.field_texts import BadField, form_from, texts_of
from app.ui.law.fields import fields_of, level_names
from app.ui.law.page import RulesPage
from tests.support.levels import GENERAL, with_extra

DAY = date(2026, 11, 23)


@pytest.fixture
def page(opened):
    opened.shell.open_page("rules")
    made = opened.window.current_page()
    assert isinstance(made, RulesPage)
    return made


def shown(page):
    return [each.text() for each in page.preview.findChildren(type(page.preview.heading)) if each.isVisible()]


def test_the_page_opens_with_the_version_in_force_which_cannot_be_typed_over(page):
    assert page.bar.box.currentText() == "自 2026-02-01 起 · 现行 · 随程序提供"
    assert page.editor.texts()["handling.default"] == "5 日"
    assert page.editor.fields["handling.default"].isReadOnly()
    assert not page.editor.fields["calendar"].isEnabled()
    assert "应于 11-28 24:00 前" in shown(page)


def test_every_field_has_a_name_that_can_be_spoken(page):
    assert set(page.editor.fields) == set(fields_of(tuple((level.code, level.word) for level in SHIPPED_LEVELS)))
    names = [field.accessibleName() for field in page.editor.fields.values()]
    assert all(names)
    assert len(set(names)) == len(names)


def test_the_preview_follows_what_is_typed(page, opened):
    opened.shell.commands.run("rule-copy")
    page.editor.fields["handling.default"].setText("7 日")
    assert "应于 11-30 24:00 前" in shown(page)
    page.preview.time_class.setCurrentIndex(page.preview.time_class.findData(TimeClass.EMERGENCY.value))
    assert "应于 11-23 04:41 前" in shown(page)
    page.preview.urgency.setCurrentIndex(page.preview.urgency.findData(GENERAL))
    assert "签收剩 30 分钟" in shown(page)


def test_a_refusal_stands_at_its_field_and_nothing_can_be_saved(page, opened):
    opened.shell.commands.run("rule-copy")
    for key, text, words in (
        ("sign_minutes.urgent", "0", "应为 1 至"),
        ("sign_minutes.urgent", "十", "应为整数"),
        ("handling.default", "很快", "无法识别"),
        ("ladder", "签收：随便", "无法识别"),
        ("day_series.times", "25:00", "钟点"),
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
    form.fields["note"].setText("区里通知")
    form.main.click()
    assert len(law_versions.versions(desk)) == 2
    assert ticket_reads.detail(desk, ticket_id=ticket).clocks[2].due_at.day == 30
    assert not page.editing
    assert page.bar.box.currentText() == "自 2026-11-23 02:41 起 · 现行 · 区里通知", "from its saving on"


def add_level(page, word="特急"):
    page.editor.adder.word.setText(word)
    page.editor.adder.button.click()


def test_a_level_is_added_above_the_others_and_begins_with_their_numbers(page, opened):
    assert not page.editor.adder.isVisible(), "what is in force cannot be changed"
    opened.shell.commands.run("rule-copy")
    add_level(page)
    texts = page.editor.texts()
    assert [word for _, word in level_names(texts)] == ["特急", "紧急", "一般"]
    assert texts["sign_minutes.extra-urgent"] == "10"
    assert page.editor.fields["sign_minutes.extra-urgent"].hasFocus()
    assert texts["ladder"].splitlines()[-1] == "退单 · 特急：到期前 30 分钟、到期时"
    assert page.editor.fields["sign_minutes.extra-urgent"].accessibleName() == "签收时限（分钟） 特急"
    chip = page.editor.level_acts["extra-urgent"].chip.level
    assert (chip.word, chip.tone, chip.icon) == ("特急", "red", "circle-alert")
    assert [page.preview.urgency.itemText(place) for place in range(3)] == ["特急", "紧急", "一般"]


def test_a_level_without_a_name_or_with_one_that_is_taken_is_refused(page, opened):
    opened.shell.commands.run("rule-copy")
    for word, told in (("", "请先写"), ("紧急", "已用这个名称")):
        add_level(page, word)
        assert told in page.editor.adder.error.text()
        assert page.editor.adder.error.isVisible()
    assert len(level_names(page.editor.texts())) == 2


def test_a_level_can_be_moved_renamed_and_taken_away_again(page, opened):
    opened.shell.commands.run("rule-copy")
    before = page.editor.texts()
    add_level(page)
    acts = page.editor.level_acts
    assert not acts["general"].up.isVisible()
    assert not acts["general"].drop.isVisible()
    acts["urgent"].up.click()
    assert [word for _, word in level_names(page.editor.texts())] == ["紧急", "特急", "一般"]
    name = page.editor.fields["level.extra-urgent.word"]
    name.setText("加急")
    name.editingFinished.emit()
    assert page.editor.fields["sign_minutes.extra-urgent"].accessibleName() == "签收时限（分钟） 加急"
    assert "不认识“特急”" in page.editor.errors["ladder"].text(), "a ladder that names it has to follow"
    name = page.editor.fields["level.extra-urgent.word"]
    name.setText("特急")
    name.editingFinished.emit()
    page.editor.level_acts["extra-urgent"].drop.click()
    assert page.editor.texts() == before
    assert form_from(page.editor.texts(), DAY).keys() == form_from(before, DAY).keys()


def test_a_limit_that_its_reminders_do_not_fit_is_refused_at_the_new_level(page, opened):
    opened.shell.commands.run("rule-copy")
    add_level(page)
    page.editor.fields["sign_minutes.extra-urgent"].setText("5")
    assert "为 0 至 4 分钟" in page.editor.errors["sign_reminders.extra-urgent"].text()
    page.editor.fields["level.extra-urgent.word"].setText("特 急")
    opened.shell.commands.run("rule-save")
    assert page.shell.last_form is None


def test_esc_drops_the_new_version(page, opened):
    opened.shell.commands.run("rule-copy")
    page.editor.fields["handling.default"].setText("7 日")
    assert page.back()
    assert page.editor.texts()["handling.default"] == "5 日"
    assert not page.back()


def test_a_form_goes_through_its_texts_unchanged(desk):
    form = law_versions.draft_of(desk, desk.rules_for(desk.now()))
    form["ladder"] = [{"clock": "first-contact", "urgency": "urgent", "steps": ["80%", "-90min", "day 3 09:00", "end"]}]
    form["callback_limit"] = {"urgent": {"minutes": 90}, "general": {"working_days": 2}}
    assert form_from(texts_of(form), form["effective_from"]) == form


def test_a_form_with_a_third_level_goes_through_its_texts_unchanged(desk):
    form = with_extra(law_versions.draft_of(desk, desk.rules_for(desk.now())))
    form["ladder"] = [{"clock": "return", "urgency": "extra-urgent", "steps": ["-10min", "end"]}]
    assert form_from(texts_of(form), form["effective_from"]) == form


def test_a_bad_text_names_its_field(desk):
    texts = texts_of(law_versions.draft_of(desk, desk.rules_for(desk.now())))
    with pytest.raises(BadField) as caught:
        form_from({**texts, "return_answer.urgent": "2"}, DAY)
    assert caught.value.key == "return_answer.urgent"


def test_what_is_late_as_soon_as_it_is_saved_stands_in_red_on_top(page, opened, take_in, still):
    take_in("热线-261123-000001")
    take_in("热线-261123-000002")
    still.advance(timedelta(minutes=5))
    opened.shell.commands.run("rule-copy")
    page.editor.fields["sign_minutes.general"].setText("4")
    page.editor.fields["sign_minutes.urgent"].setText("4")
    page.editor.fields["sign_reminders.general"].setText("2")
    page.editor.fields["sign_reminders.urgent"].setText("2")
    opened.shell.commands.run("rule-save")
    form = page.shell.last_form
    assert form.alarm.isHidden(), "tickets of before stay under their rules"
    form.scope.setCurrentIndex(1)
    assert form.alarm.isVisible()
    assert "2 件在办工单保存后马上超时（签收 2 条），会立即报警" in form.alarm.text()
    assert form.alarm.y() < form.fields["note"].mapTo(form, form.fields["note"].pos()).y()
    assert form.table.item(0, 3).text().startswith("⚠")
    shown = [[form.differences.item(row, column).text() for column in range(5)] for row in range(2)]
    assert shown[0][:3] == ["修改", "签收时限（分钟）", "紧急"]


def test_a_locked_field_looks_locked_and_nothing_can_be_typed_behind_the_save_form(page, opened):
    assert page.editor.fields["handling.default"].property("locked")
    opened.shell.commands.run("rule-copy")
    assert not page.editor.fields["handling.default"].property("locked")
    page.editor.fields["handling.default"].setText("7 日")
    opened.shell.commands.run("rule-save")
    assert not page.editor.fields["handling.default"].isEnabled()
    page.shell.last_form.reject()
    assert page.editor.fields["handling.default"].isEnabled()
    assert page.editor.texts()["handling.default"] == "7 日"


def test_a_day_that_cannot_be_read_is_refused_at_its_field(page, opened):
    opened.shell.commands.run("rule-copy")
    page.editor.fields["handling.default"].setText("7 日")
    opened.shell.commands.run("rule-save")
    form = page.shell.last_form
    form.fields["effective_from"].setText("明天")
    form.main.click()
    assert "日期读不懂" in form._errors["effective_from"].text()


def test_the_hour_stands_in_the_name_of_the_version_and_one_that_cannot_be_read_is_refused(page, opened):
    opened.shell.commands.run("rule-copy")
    page.editor.fields["handling.default"].setText("7 日")
    opened.shell.commands.run("rule-save")
    form = page.shell.last_form
    form.fields["effective_time"].setText("下班")
    form.main.click()
    assert "不是几点几分" in form._errors["effective_time"].text()
    form.fields["effective_time"].setText("18")
    form.main.click()
    assert page.bar.box.itemText(0) == "自 2026-11-23 18:00 起 · 未生效 · 值班员甲"


def test_ctrl_z_goes_back_field_by_field_and_brings_a_discarded_version_back(page, opened):
    undo = opened.shell.commands
    opened.shell.commands.run("rule-copy")
    before = page.editor.texts()
    assert page.undo.why_not_undo()
    for key, text in (("handling.default", "7 日"), ("return_answer.urgent", "3 小时")):
        page.editor.fields[key].setFocus()
        for typed in (text[:1], text):
            page.editor.fields[key].setText(typed)
    assert page.editor.texts()["return_answer.urgent"] == "3 小时"
    undo.run("undo")
    assert page.editor.texts() == {**before, "handling.default": "7 日"}
    page.back()
    assert not page.editing
    undo.run("undo")
    assert page.editing
    assert page.editor.texts()["handling.default"] == "7 日"
    undo.run("undo")
    assert page.editor.texts() == before
    page.undo.redo()
    assert page.editor.texts()["handling.default"] == "7 日"


def test_every_version_can_be_seen_compared_and_restored(page, opened, desk, still):
    opened.shell.commands.run("rule-copy")
    page.editor.fields["handling.default"].setText("7 日")
    opened.shell.commands.run("rule-save")
    page.shell.last_form.main.click()
    still.advance(timedelta(seconds=1))
    page.bar.box.setCurrentIndex(1)
    assert page.editor.texts()["handling.default"] == "5 日"
    page.bar.compare.click()
    table = page.shell.last_form.table
    assert [table.item(0, column).text() for column in (3, 4)] == ["7 日", "5 日"]
    page.shell.last_form.reject()
    page.bar.restore.click()
    assert page.editing
    opened.shell.commands.run("rule-save")
    page.shell.last_form.main.click()
    assert page.editor.texts()["handling.default"] == "5 日"
    assert len(law_versions.versions(desk)) == 3
