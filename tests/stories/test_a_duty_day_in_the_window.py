"""A duty day as a person works it: keys and clicks in the real window, what the screen says, notices that arrive."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from app.base.resources import resource
from app.ui.actions.catalogue import PAGES
from tests.support.blackbox import Accessibility, Control
from tests.support.bus import NoticeRecorder
from tests.support.processes import Launch, Program, wait_until
from tests.support.screen import Screen
from tests.support.workbooks import table_of

pytestmark = [pytest.mark.screen, pytest.mark.notifications, pytest.mark.accessibility]

WINDOW = "接诉值守台"
START = "2026-11-23T02:41"
URGENT, SECOND, PLAIN = "热线-261123-004417", "热线-261123-004420", "热线-261123-004409"
TO_CALL, TO_RETURN, EXPIRED = "热线-261120-003610", "热线-261119-003377", "热线-261117-002984"
# The part of the navigation that scrolls, in pixels from the top, and how many turns of the wheel reach its end.


class Duty:
    """One person at the window: finds things by their words, and waits for what must come."""

    def __init__(self, screen: Screen, view: Accessibility, notices: NoticeRecorder, launch: Launch, home: Path):
        self.screen, self.view, self.notices, self._launch, self.home = screen, view, notices, launch, home
        self.data = home / "data"

    def open(self) -> Program:
        """Starts the desk; returns once its window has the keys."""
        program = self.starts()
        self.screen.focus(f"^{WINDOW}$")
        self.in_front(f"{WINDOW}$")
        return program

    def starts(self) -> Program:
        """Starts the desk; returns once its window shows, whatever stands in front of it."""
        program = self.start("--as", "值班员甲", "--rehearse-at", START)
        self.view.find(role="push button", name="导入")
        return program

    def start(self, *arguments: str) -> Program:
        """Starts the program on the same folder, with whatever arguments."""
        return self._launch("-m", "app", "--data", self.data, *arguments)

    def told(self, *arguments: str) -> str:
        """What a command prints; it must end well."""
        program = self.start(*arguments)
        assert program.wait() == 0, program.output()
        return program.output()

    def in_front(self, title: str) -> None:
        """Waits until a window whose title matches has the keys."""
        wait_until(lambda: re.search(f"^{title}", self.screen.active_window()), what=f"{title} in front")

    def dialog(self, name: str) -> Control:
        """The dialog with this title, with the keys."""
        found = self.view.find(role="dialog", name=name)
        self.in_front(name)
        return found

    def back_in_window(self) -> None:
        """Waits until no dialog stands before the window."""
        self.in_front(f"{WINDOW}$")

    def sees(self, words: str, *, role: str = "") -> Control:
        """The showing thing whose name matches."""
        return self.view.find(role=role, name=re.compile(words))

    def counts(self, queue: str, count: int) -> None:
        """Waits until the navigation shows this number beside a queue or page."""
        self.sees(f"^{queue} {count} 件$", role="check box")

    def goes_to(self, name: str) -> None:
        """Opens a page by its key; its group in the navigation unfolds."""
        self.screen.keys("ctrl+g", next(spec.key.lower() for spec in PAGES if spec.title == name))
        self.sees(f"^{name}( \\d+ 件)?$", role="check box")

    def rows(self) -> list[str]:
        """The list as it is read out."""
        table = self.view.look(role="table", name="工单列表")
        return [line[0] for line in table.table()] if table else []

    def picks(self, number: str) -> None:
        """Clicks a ticket of the list and waits for it in the panel."""
        place = wait_until(lambda: next((i for i, row in enumerate(self.rows(), 1) if number in row), 0), what=number)
        self.screen.click(*self.view.find(role="table", name="工单列表").cell(place - 1, 0).middle)
        panel = self.view.find(role="panel", name="工单详情")
        wait_until(lambda: panel.find(role="label", name=number), what=f"{number} in the panel")

    def imports_the_example(self) -> None:
        """Ctrl+I, Ctrl+O, the path typed, Enter, Ctrl+Enter."""
        export = self.home / "export.xlsx"
        with resource("demo", "热线导出示例.xlsx").open("rb") as source, export.open("wb") as target:
            shutil.copyfileobj(source, target)
        self.screen.keys("ctrl+i")
        dialog = self.dialog("导入工单")
        self.screen.keys("ctrl+o")
        self.in_front("选择工单文件")
        self.screen.type(str(export))
        self.screen.keys("Return")
        button = dialog.find(role="push button", name="导入")
        assert button is not None
        wait_until(lambda: "enabled" in button.states, what="a file that can be imported")
        self.in_front("导入工单")
        self.screen.keys("ctrl+Return")
        self.sees("^共 16 行")

    def closes_the_import(self) -> None:
        """Esc, back to the list."""
        self.screen.focus("导入工单")
        self.screen.keys("Escape")
        self.back_in_window()

    def takes_the_alarm(self) -> Control:
        """Waits for the alarm window and clicks its head, as a person does who wants to answer by keys."""
        alarm = self.view.find(name="报警：接诉值守台")
        left, top, _, _ = self.sees("^还能救的|^刚刚超时").place
        self.screen.click(left + 60, top + 20)
        return alarm

    def answers(self) -> None:
        """Waits until the alarm window takes answers."""
        button = self.view.find(role="push button", name="5 分钟后")
        wait_until(lambda: "enabled" in button.states, what="an alarm window that takes answers")

    def quiet(self) -> None:
        """Imports and acknowledges what rings, for the days on which the alarm is not the matter."""
        self.imports_the_example()
        self.closes_the_import()
        self.silences()

    def silences(self) -> None:
        """Acknowledges everything that rings."""
        self.takes_the_alarm()
        self.answers()
        self.screen.keys("a")
        wait_until(lambda: not self.screen.windows("^报警"), what="an alarm window that goes away")
        self.screen.focus(f"^{WINDOW}$")
        self.back_in_window()

    def fills(self, dialog: Control, **texts: str) -> None:
        """Writes Chinese into fields by their names, as an input method does."""
        for name, text in texts.items():
            field = wait_until(lambda name=name: dialog.find(role="text", name=name), what=name)
            field.write(text)

    def writes_a_reply(self) -> None:
        """Fills the reply form by keys; what the check says stops it until it is mended or overruled."""
        self.fills(
            self.dialog("办理答复"),
            承办结果="经核实，商户承诺三个工作日内将余额退还诉求人，到期由专班核实。",
            办理依据="《北京市单用途预付卡管理条例》第十五条",
        )
        self.sees("^核验：3 处须改")
        self.screen.keys("ctrl+j", "Down", "Down")
        self.sees("^核验：2 处须改")
        self.screen.keys("ctrl+j", "ctrl+j", "Down")
        self.sees("^核验：1 处须改")
        self.screen.keys("ctrl+g")
        self.screen.type("called from the duty phone")
        self.screen.keys("Return")
        self.sees("1 处已忽略")
        self.submits("办理答复")

    def signs_in(self, name: str) -> None:
        """Another person takes over; what the one before acknowledged rings anew and is answered."""
        self.screen.keys("ctrl+shift+u")
        self.dialog("登记值班人员")
        self.screen.keys("ctrl+a")
        self.screen.type(name)
        self.screen.keys("Return")
        self.sees(f"^值班：{name}")
        self.silences()

    def submits(self, title: str) -> None:
        """Ctrl+Enter; the dialog goes and the window has the keys again."""
        self.screen.keys("ctrl+Return")
        wait_until(lambda: self.view.look(role="dialog", name=title) is None, what=f"{title} closed")
        self.back_in_window()


@pytest.fixture
def duty(screen: Screen, accessibility: Accessibility, notices: NoticeRecorder, launch: Launch, tmp_path: Path) -> Duty:
    return Duty(screen, accessibility, notices, launch, tmp_path)


def test_an_export_comes_in_rings_and_is_signed_for_by_keys(duty: Duty) -> None:
    duty.open()
    duty.imports_the_example()
    assert duty.sees("^共 16 行", role="label").name == "共 16 行 = 新增 15 + 更新 0 + 未变 0 + 退回 1"
    (refused,) = duty.view.find(role="table", name="退回的行和提示").table()
    assert "第 19 行" in refused[0]
    assert "提示" not in refused[2]
    for number in (URGENT, SECOND, EXPIRED):
        notice = duty.notices.wait_for(lambda each, number=number: number in each.body)
        assert notice.program == WINDOW
    duty.closes_the_import()
    duty.takes_the_alarm()
    duty.answers()
    duty.counts("待签收", 3)
    duty.screen.keys("1")  # what can still be saved stands first, the expired ticket under it
    duty.counts("待签收", 2)
    assert "已处理" in duty.sees(f"{URGENT} · ").name
    duty.screen.keys("Escape")
    duty.screen.focus(f"^{WINDOW}$")
    duty.picks(SECOND)
    duty.screen.keys("F2")
    duty.counts("待签收", 1)
    assert [row.split()[1] for row in duty.rows()] == [PLAIN]


def test_the_cockpit_signs_by_number_keys_and_stays_out_of_a_forms_way(duty: Duty) -> None:
    duty.open()
    duty.imports_the_example()
    duty.closes_the_import()
    duty.screen.keys("F11")
    duty.in_front("签收台")
    card = duty.sees("^1，紧急，健身房闭店", role="push button")
    assert card.name.endswith("签收")
    duty.screen.keys("1")
    duty.counts("待签收", 2)
    duty.screen.focus(f"^{WINDOW}$")
    duty.screen.keys("ctrl+n")
    form = duty.dialog("新建工单")
    number = wait_until(lambda: form.find(role="text", name="工单编号"), what="the number's field")
    duty.screen.type("1 2 a s o")
    wait_until(lambda: number.text == "1 2 a s o", what="the typed text in the form")
    duty.counts("待签收", 2)
    told = json.loads(duty.told("reminders", "--json"))["reminders"]
    assert {row["state"] for row in told} & {"raised", "shown"}
    assert "acknowledged" not in {row["state"] for row in told}


def test_the_alarm_takes_no_key_in_its_first_second(duty: Duty) -> None:
    duty.open()
    duty.imports_the_example()
    duty.closes_the_import()
    alarm = duty.takes_the_alarm()
    duty.answers()
    told = alarm.find(role="label", name=re.compile("^关闭不等于确认"))
    assert told is not None
    left, top, _, _ = alarm.place
    duty.screen.keys("Escape")
    wait_until(lambda: not duty.screen.windows("^报警"), what="an alarm window that is put away")
    duty.screen.focus(f"^{WINDOW}$")
    duty.back_in_window()
    # The trial brings the alarm window anew, and its first second with it.
    duty.screen.keys_at_once("ctrl+shift+a", "^报警", (left + 60, top + 20), "1", "2", "3", "4", "5")
    assert told.name.startswith("请先看清"), "the keys were pressed too late to prove anything"
    duty.answers()
    duty.counts("待签收", 3)
    duty.sees("^试响|试响$|试响，", role="filler")


def test_a_ticket_goes_from_its_unit_to_a_passed_reply_and_a_callback_of_five_keys(duty: Duty) -> None:
    duty.open()
    duty.quiet()
    duty.picks(URGENT)
    duty.screen.keys("F2")
    duty.counts("待签收", 2)
    duty.screen.keys("ctrl+2")
    duty.picks(URGENT)
    duty.screen.keys("F4")
    duty.fills(duty.dialog("派单"), **{"承办单位": "预付费专班"})
    duty.submits("派单")
    duty.sees(f"^{URGENT} 已派至预付费专班", role="label")
    duty.screen.keys("F7")
    duty.fills(duty.dialog("备注"), 备注="已电话告知商户")
    duty.submits("备注")
    duty.sees("^已电话告知商户 · 值班员甲", role="label")
    duty.screen.keys("ctrl+r")
    duty.writes_a_reply()
    duty.counts("待审核", 2)
    duty.signs_in("lead")
    duty.screen.keys("ctrl+3")
    duty.picks(URGENT)
    duty.screen.keys("ctrl+shift+p")
    duty.counts("待回访", 3)
    duty.screen.keys("ctrl+4")
    duty.picks(TO_CALL)
    duty.screen.keys("F5")
    page = duty.view.find(name="回访满意度调查")
    wait_until(lambda: page.find(role="label", name=TO_CALL), what="the callback of the chosen ticket")
    for key in ("1", "1", "1", "1", "Return"):
        duty.screen.keys(key)
    duty.counts("待回访", 2)
    assert "已回访 1" in duty.sees("^今日 已回访", role="label").name


def test_a_return_a_report_and_the_log_of_the_day(duty: Duty) -> None:
    duty.open()
    duty.quiet()
    duty.screen.keys("ctrl+2")
    duty.picks(TO_RETURN)
    duty.screen.keys("F6")
    dialog = duty.dialog("登记退单")
    duty.screen.keys("1")
    duty.fills(dialog, 退单依据="派单目录：价格行为由市场监管部门负责", 建议承办单位="区市场监管局")
    duty.submits("登记退单")
    duty.counts("退单中", 1)
    duty.goes_to("退单登记簿")
    register = duty.view.find(role="table", name="退单列表")
    assert TO_RETURN in wait_until(register.table, what="the return in the register")[0][0]
    duty.goes_to("到期上报")
    wait_until(lambda: duty.view.look(role="table", name="到期上报列表"), what="the list of reports")
    duty.sees(EXPIRED, role="label")
    duty.screen.keys("alt+r")
    dialog = duty.dialog("记录上报")
    duty.fills(dialog, 向谁上报="班组长乙")
    duty.screen.keys("Return", "1")
    duty.submits("记录上报")
    duty.sees("^到期上报$", role="check box")
    log = duty.home / "日志.xlsx"
    duty.screen.keys("ctrl+e")
    dialog = duty.dialog("当日日志")
    path = wait_until(lambda: dialog.find(role="text", name="保存到"), what="the path")
    wait_until(lambda: path.text.endswith("当日日志_2026-11-23.xlsx"), what="the offered name")
    path.write(str(log))
    duty.screen.keys("Return")
    said = re.search(r"清点 (\d+) / (\d+) 行", duty.sees("清点 \\d", role="label").name)
    assert said is not None
    book = openpyxl.load_workbook(log)
    rows = {sheet.title: len(table_of(sheet)) - 1 for sheet in book}
    assert said[1] == said[2] == str(sum(rows.values()))
    assert (rows["工单流水"], rows["退单"], rows["回访"]) == (15, 1, 0)
    figures = {line[0]: line[1] for line in table_of(book["概况"])}
    assert (figures["到期上报"], figures["登记退单"]) == (1, 1)


def test_search_revealed_numbers_the_key_table_and_the_palette(duty: Duty) -> None:
    duty.open()
    duty.quiet()
    duty.screen.keys("ctrl+f")
    duty.screen.type("004388")
    wait_until(lambda: [row for row in duty.rows() if "004388" in row] == duty.rows() != [], what="one hit")
    duty.sees("138\\*\\*\\*\\*0004", role="label")
    duty.picks("热线-261122-004388")
    duty.screen.keys("F8")
    duty.sees("^13800000004$", role="label")
    duty.sees("显示号码.*值班员甲|显示完整号码.*值班员甲", role="label")
    duty.screen.keys("F1")
    table = duty.dialog("按键表").find(role="table", name="按键表")
    assert table is not None
    assert ["F2", "签收", "签收所选工单，停止签收时限"] in table.table()
    duty.screen.keys("Escape")
    duty.back_in_window()
    duty.screen.keys("ctrl+k")
    duty.dialog("命令")
    duty.screen.type("F1 ?")
    duty.screen.keys("Return")
    duty.dialog("按键表")
    duty.screen.keys("Escape")
    duty.back_in_window()


def test_the_window_shows_what_a_command_did_and_a_second_start_brings_it_back(duty: Duty) -> None:
    program = duty.open()
    duty.quiet()
    queue = duty.sees("^待签收 3 件$", role="check box")
    assert PLAIN in duty.told("--rehearse-at", START, "sign", PLAIN)
    _within(5.0, lambda: queue.name == "待签收 2 件")
    duty.screen.keys("alt+F4")
    duty.dialog("关闭窗口")  # this screen has no tray: the first time it is asked where the window goes
    assert duty.screen.windows(f"^{WINDOW}$")
    duty.screen.keys("Return")
    wait_until(lambda: not duty.screen.windows(f"^{WINDOW}$"), what="a window that stays on duty unseen")
    told = duty.notices.wait_for(lambda notice: notice.title == "接诉值守台已最小化")
    assert "再次启动本程序即可打开" in told.body
    assert program.running
    duty.told("--as", "值班员甲", "--rehearse-at", START)
    wait_until(lambda: duty.screen.windows(f"^{WINDOW}$"), what="the first window")
    duty.back_in_window()
    duty.screen.keys("ctrl+q")
    question = duty.dialog("退出接诉值守台")
    assert question.find(role="label", name=re.compile("^还有 14 件工单未办结"))
    leave = question.find(role="push button", name="仍要退出")
    assert leave is not None
    duty.screen.click(*leave.middle)
    assert program.wait() == 0


def test_a_reply_being_typed_survives_a_kill(duty: Duty) -> None:
    program = duty.open()
    duty.quiet()
    duty.screen.keys("ctrl+2")
    duty.picks(TO_RETURN)
    duty.screen.keys("ctrl+r")
    dialog = duty.dialog("办理答复")
    duty.screen.type("refund promised by Friday")
    _within(2.5, lambda: dialog.find(role="label", name=re.compile("已保存|已存")) is not None)
    program.kill()
    duty.starts()
    duty.dialog("未完成的草稿")
    duty.screen.keys("Escape")  # all of them are kept, each for its own form
    duty.back_in_window()
    duty.screen.keys("ctrl+2")
    duty.picks(TO_RETURN)
    duty.screen.keys("ctrl+r")
    dialog = duty.dialog("办理答复")
    field = dialog.find(role="text", name="承办结果")
    assert field is not None
    wait_until(lambda: field.text == "refund promised by Friday", what="the text typed before the kill")


def _within(seconds: float, holds: Callable[[], bool]) -> None:
    """What may take `seconds` at the person's window may take four times that where tests share the processors."""
    wait_until(holds, what=f"within {seconds:g} s", timeout=4 * seconds)
