"""The page of health: each part with its sign, word and colour, what to do, and what its keys do."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest

from app.desk import setting
from app.desk.upkeep import checks, copying
from app.desk.upkeep.rows import HealthLine, HealthPart, HealthState
from app.ui.kit.labels import label
from app.ui.upkeep.page import HealthPage
from app.ui.upkeep.words import SIGNS, TONES


@pytest.fixture
def page(opened):
    opened.shell.commands.run("health")
    made = opened.window.current_page()
    assert isinstance(made, HealthPage)
    return made


def _states(page):
    return {line.part: line.state for line in page.lines}


def _texts(page):
    return [found.text() for found in page.findChildren(type(label("")))]


def test_each_state_has_a_sign_a_word_and_a_colour_of_its_own():
    assert len(set(SIGNS.values())) == len(set(TONES.values())) == len(HealthState)


def test_before_the_first_check_nothing_is_called_good(page):
    states = _states(page)
    assert states[HealthPart.FILE] is states[HealthPart.JOURNAL] is states[HealthPart.COPIES] is HealthState.UNKNOWN
    assert "还没有备份" in _texts(page)
    assert page.summary.text().startswith("1 项注意；")  # there is no second place


def test_after_the_checks_every_part_is_good_and_says_when(page, desk, take_in, opened, tmp_path):
    take_in()
    (tmp_path / "usb").mkdir()
    setting.change(desk, person=opened.shell.person, name="second_place", value=str(tmp_path / "usb"))
    copying.back_up(desk)
    assert checks.check_at_start(desk)
    assert checks.check_daily(desk, pause=lambda: None)
    page.refresh()
    assert page.summary.text() == "1 项尚未检查"
    opened.shell.commands.run("drill")
    page.refresh()
    assert set(_states(page).values()) == {HealthState.GOOD}
    assert page.summary.text() == "一切正常"
    assert "02:41" in _texts(page)


def test_what_was_altered_stands_in_red_here_and_in_the_foot_with_what_to_do(page, desk, take_in, opened):
    take_in()
    with closing(sqlite3.connect(desk.folder.database)) as connection:
        connection.execute("UPDATE tickets SET title = '改过'")
        connection.commit()
    opened.shell.commands.run("verify")
    assert _states(page)[HealthPart.JOURNAL] is HealthState.BAD
    assert page.progress.property("tone") == "red"
    assert "工单与日志不符：热线-261123-000001" in page.progress.text()
    foot = opened.window.foot
    opened.window.pulse.read_all()
    assert (foot.journal.text(), foot.journal.property("tone")) == ("✕ 日志不符", "red")
    assert foot.warning.property("tone") == "red"
    assert "请先备份数据文件夹" in foot.warning.toolTip()


def test_a_copy_too_long_ago_is_a_notice(page, desk, still):
    copying.back_up(desk)
    still.advance(timedelta(days=2))
    page.refresh()
    assert _states(page)[HealthPart.COPIES] is HealthState.NOTICE


def test_a_copy_is_made_by_its_key(page, desk, opened):
    opened.shell.commands.run("back-up")
    assert [copy.name.split("-")[-1] for copy in desk.folder.backups.glob("*.sqlite3")] == ["command.sqlite3"]
    assert _states(page)[HealthPart.COPIES] is HealthState.GOOD


def test_the_anchor_is_set_anew_only_when_it_does_not_fit(page, desk, take_in, opened):
    take_in()
    page.refresh()
    assert page.why_not_renew() == "锚点与登记库相符，不用重立"
    desk.register.write_anchor()
    desk.folder.database.with_suffix(".anchor").unlink()
    page.refresh()
    assert page.why_not_renew() == ""
    opened.shell.commands.run("renew-anchor")
    assert _states(page)[HealthPart.ANCHOR] is HealthState.GOOD


def test_what_only_the_window_knows_joins_the_lines(page, opened):
    opened.shell.took_health(HealthLine(HealthPart.FOLDER, HealthState.NOTICE, "读不了文件夹", None, "请换一个"))
    assert HealthPart.FOLDER in _states(page)
    assert page.summary.text().startswith("2 项注意；")
    assert {"读不了文件夹", "请换一个"} <= set(_texts(page))


def test_the_foot_opens_the_page(opened):
    opened.window.foot.journal.click()
    assert isinstance(opened.window.current_page(), HealthPage)
