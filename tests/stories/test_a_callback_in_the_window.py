"""Callbacks in the real window, by keys alone: caller after caller, a bad answer coded, a ticket sent back."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from tests.stories.test_a_duty_day_in_the_window import Duty
from tests.support.blackbox import Accessibility
from tests.support.bus import NoticeRecorder
from tests.support.processes import Launch, Program, wait_until
from tests.support.screen import Screen

pytestmark = [pytest.mark.screen, pytest.mark.notifications, pytest.mark.accessibility]

MORNING = "2026-11-23T08:35"
COLUMNS = ("工单编号", "标题", "主要内容", "来电人", "来电号码", "派单时间", "工单状态", "承办单位", "回复内容")


@pytest.fixture
def duty(screen: Screen, accessibility: Accessibility, notices: NoticeRecorder, launch: Launch, tmp_path: Path) -> Duty:
    return Duty(screen, accessibility, notices, launch, tmp_path)


def open_with_three(duty: Duty) -> Program:
    path = duty.home / "三件.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(COLUMNS)
        for place, number in enumerate(("回访甲", "回访乙", "回访丙")):
            when = f"2026-11-22 1{place}:00:00"
            about = ("年卡无法退费", "市民要求退费", "王某", f"1390000000{place}")
            lines.writerow((number, *about, when, "待回访", "预付费专班", "已退费"))
    duty.told("--rehearse-at", MORNING, "import", str(path))
    program = duty.start("--as", "值班员甲", "--rehearse-at", MORNING)
    duty.view.find(role="push button", name="导入")
    duty.screen.focus("^接诉值守台$")
    duty.in_front("接诉值守台$")
    return program


def test_the_pilot_brings_caller_after_caller_and_six_keys_are_one_callback(duty: Duty) -> None:
    open_with_three(duty)
    duty.counts("待回访", 3)
    duty.screen.keys("ctrl+4")
    duty.picks("回访甲")
    duty.screen.keys("F5")
    page = duty.view.find(name="回访满意度调查")
    wait_until(lambda: page.find(role="label", name="回访甲"), what="the first caller")
    duty.sees("^拨打次序第 1：11-27 24:00 到期")
    for key in ("1", "1", "1", "1", "Return"):
        duty.screen.keys(key)
    duty.counts("待回访", 2)
    wait_until(lambda: page.find(role="label", name="回访乙"), what="the next caller")
    duty.sees("应回访 3，已落实 1（33.3%）")
    for key in ("1", "1", "3", "4"):
        duty.screen.keys(key)
    duty.sees("^退款未到账$")
    duty.screen.keys("1")
    duty.screen.keys("F9")
    duty.counts("待回访", 1)
    duty.counts("办理中", 1)
    wait_until(lambda: page.find(role="label", name="回访丙"), what="the last caller")
    duty.screen.keys("alt+l")
    order = duty.view.find(role="table", name="拨打次序")
    assert "回访丙" in " ".join(wait_until(order.table, what="the order")[0])
    duty.screen.keys("Escape")
    for key in ("3", "Return"):
        duty.screen.keys(key)
    duty.sees("^已拨未通 1$", role="push button")
    said = duty.told("--rehearse-at", MORNING, "callbacks", "--json")
    assert re.search(r'"called": 1', said)
    assert re.search(r'"proven": 1', said)
