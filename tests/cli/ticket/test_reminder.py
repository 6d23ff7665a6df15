"""`reminders` lists the ledger with causes and receipts; `--check` says whether it is complete."""

from __future__ import annotations

import json

import pytest

from app.base.clock import read_iso
from app.base.log import stop_log
from app.base.paths import DataFolder
from app.bootstrap import main, open_desk
from app.desk.reminder import acts as reminder_acts
from tests.corpus import writers
from tests.support.registers import copy_rehearsal

HEAD = ["工单编号", "标题", "派单时间", "来电人", "来电号码"]


@pytest.fixture
def call(tmp_path, capsys):
    copy_rehearsal(DataFolder(tmp_path / "data"))
    lines = [[number, "示例标题", "2026-11-23 07:00:00", "王某", "13900000001"] for number in ("甲", "乙")]
    file = writers.text(tmp_path / "日.csv", [HEAD, *lines], encoding="gb18030")

    def run(*arguments: object, at: str = "2026-11-23T07:05") -> tuple[int, str]:
        capsys.readouterr()
        clock = ("--rehearse-at", at, "--speed", "0.001")
        with pytest.raises(SystemExit) as ended:
            main(["--data", str(tmp_path / "data"), "--as", "值班员甲", *clock, *map(str, arguments)])
        return int(ended.value.code or 0), capsys.readouterr().out

    run("import", file)
    yield run
    stop_log()


def ring(tmp_path, *moments: str) -> None:
    """The desk ticks at these moments and nowhere between."""
    for moment in moments:
        desk = open_desk(tmp_path / "data", rehearse_at=read_iso(moment), speed=0.001)
        told = reminder_acts.raise_due(desk).result
        reminder_acts.mark_shown(desk, ids=[row.id for row in told], channel="报警窗")
        desk.register.close()


def test_a_complete_ledger_holds_and_says_why_something_was_missed(call, tmp_path):
    ring(tmp_path, "2026-11-23T07:05", "2026-11-23T12:00")
    code, out = call("reminders", "--check", "--json", at="2026-11-23T12:00")
    told = json.loads(out)
    assert code == 0
    assert told["holds"] is True
    assert (told["planned"], told["raised"], told["cancelled"], told["missed"], told["to_come"]) == (16, 2, 0, 4, 10)
    assert told["causes"] == {"程序未运行 11-23 07:05–12:00": 4}
    assert told["late"] == 2


def test_what_nobody_raised_makes_the_check_fail(call):
    code, out = call("reminders", "--check", "--json", at="2026-11-23T12:00")
    told = json.loads(out)
    assert (code, told["holds"], told["overdue"]) == (1, False, 6)


def test_the_check_is_said_in_words_and_for_one_ticket(call, tmp_path):
    ring(tmp_path, "2026-11-23T07:05", "2026-11-23T12:00")
    code, out = call("reminders", "--check", "--ticket", "甲", at="2026-11-23T12:00")
    assert (code, out) == (
        0,
        "计划 8 = 触发 1 + 取消 0 + 错过 2 + 待提醒 5：核对一致，未响的均已注明原因\n"
        "错过的原因：程序未运行 11-23 07:05–12:00 2 条\n",
    )


def test_the_ledger_is_listed_with_causes_and_receipts(call, tmp_path):
    ring(tmp_path, "2026-11-23T07:05", "2026-11-23T12:00")
    code, out = call("reminders", "--ticket", "甲", "--to", "2026-11-24", "--json")
    told = json.loads(out)
    assert (code, told["total"]) == (0, 3)
    missed, _, rung = told["reminders"]
    assert (missed["state"], missed["cause"], missed["receipts"]) == ("missed", "程序未运行 11-23 07:05–12:00", [])
    assert [(each["channel"], each["delivered"]) for each in rung["receipts"]] == [("报警窗", True)]
    assert rung["done"] is None
    _, words = call("reminders", "--ticket", "甲", "--to", "2026-11-24")
    first = words.splitlines()[0]
    assert first.startswith("2026-11-23 08:30\t甲\t签收剩 30 分钟\t已错过")
    assert first.endswith("程序未运行 11-23 07:05–12:00")
