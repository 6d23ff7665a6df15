"""A pasted notice stands in the table before it is saved; a missing year is said in red until it is entered."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtGui import QGuiApplication

from app.base.changes import Change
from app.desk.law import calendar_years
from app.rules.law.calendar import load_calendar
from app.rules.law.holiday_notice import notice_text
from app.ui.law.calendar_page import CalendarPage

# Made up: the true notice for 2027 was not published when this was written.
OF_2027 = """关于2027年部分节假日安排的通知
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（周五）至11日（周四）放假调休，共7天。1月31日（周日）上班。
三、清明节：4月3日（周六）至5日（周一）放假，共3天。
四、劳动节：5月1日（周六）至4日（周二）放假，共4天。
五、端午节：6月9日（周三）放假1天，不调休。
六、中秋节：9月15日（周三）放假1天，不调休。
七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月9日（周六）上班。"""


@pytest.fixture
def page(opened):
    opened.shell.open_page("calendar")
    made = opened.window.current_page()
    assert isinstance(made, CalendarPage)
    return made


def cells(page, row):
    return [page.table.item(row, column).text() for column in range(4)]


def test_the_page_opens_with_the_newest_year(page):
    assert page.years.currentText() == "2026 年"
    assert page.bar.box.currentText() == "自 2026-01-01 起 · 现行"
    assert cells(page, 1) == ["春节", "02-15 周日 至 02-23 周一", "9 天", "02-14 周六、02-28 周六"]
    assert not page.missing.isVisible()


def test_a_pasted_notice_is_previewed_and_saved(page, opened, desk):
    QGuiApplication.clipboard().setText(OF_2027)
    opened.shell.commands.run("calendar-paste")
    assert "预览 2027 年" in page.made.text()
    assert cells(page, 4) == ["端午节", "06-09 周三", "1 天", "—"]
    opened.shell.commands.run("calendar-save")
    assert page.shell.last_form.count.text() == "没有在办工单的时限会变动"
    page.shell.last_form.main.click()
    assert desk.calendar.is_working_day(date(2027, 1, 31))
    assert page.years.itemText(0) == "2027 年"
    assert page.text.toPlainText() == ""


def test_every_version_of_a_year_can_be_seen_compared_and_restored(page, opened, desk, still):
    shipped = load_calendar().years[2026]
    text = notice_text(shipped).replace("9月25日（周五）至9月27日（周日）放假，共3天", "9月25日（周五）放假1天，不调休")
    assert text != notice_text(shipped)
    page.text.setPlainText(text)
    opened.shell.commands.run("calendar-save")
    form = page.shell.last_form
    assert form.difference_count.text() == "与现行版相比：1 处不同"
    form.fields["note"].setText("试改中秋")
    form.main.click()
    names = [page.bar.box.itemText(place) for place in range(page.bar.box.count())]
    assert names == ["自 2026-11-23 02:41 起 · 现行 · 试改中秋", "自 2026-01-01 起 · 以前"]
    assert page.bar.compare.isHidden()
    page.bar.box.setCurrentIndex(1)
    assert not page.bar.compare.isHidden()
    assert "随程序提供" in page.made.text()
    page.bar.compare.click()
    assert page.shell.last_form.count.text() == "1 处不同"
    page.shell.last_form.reject()
    page.bar.restore.click()
    assert page.text.toPlainText() == notice_text(shipped)
    still.advance(timedelta(minutes=1))
    opened.shell.commands.run("calendar-save")
    page.shell.last_form.main.click()
    assert desk.calendar.years[2026].holidays == shipped.holidays
    assert page.bar.box.count() == 3


def test_a_notice_that_does_not_add_up_is_refused_under_its_text(page, opened):
    page.text.setPlainText(OF_2027.replace("共4天", "共5天"))
    assert "劳动节：写着共 5 天" in page.error.text()
    assert page.error.isVisible()
    opened.shell.commands.run("calendar-save")
    assert page.shell.last_form is None


def test_a_doubt_is_said_but_may_be_saved(page, opened):
    page.text.setPlainText(OF_2027.replace("9月26日（周日）、10月9日（周六）上班。", ""))
    assert page.verdict.text().startswith("国庆节")
    opened.shell.commands.run("calendar-save")
    assert page.shell.last_form is not None
    page.shell.last_form.reject()


def test_a_year_is_edited_in_the_words_of_a_notice(page, opened):
    opened.shell.commands.run("calendar-edit")
    assert page.text.toPlainText() == notice_text(load_calendar().years[2026])
    assert page.notice is not None
    assert page.back()
    assert page.notice is None
    assert not page.back()


def test_from_december_the_missing_year_is_said_on_the_page_and_in_the_foot(page, opened, desk, still):
    still.advance(timedelta(days=9))
    opened.gateway.changed.emit(Change.SETTINGS | Change.TICKETS)
    assert "缺 2027 年" in page.missing.text()
    assert page.missing.isVisible()
    foot = opened.window.foot
    assert "缺 2027 年" in foot.warning.text()
    assert foot.warning.property("tone") == "red"
    assert "缺 2027 年" in opened.window.messages.text
    page.text.setPlainText(OF_2027)
    calendar_years.save(desk, person=opened.shell.person, form=page.notice.form())
    opened.gateway.changed.emit(Change.SETTINGS | Change.TICKETS)
    assert not page.missing.isVisible()
    assert foot.warning.property("tone") != "red"
