"""`join` and `part` do by command what 认号 and 拆开 do in the window."""

from __future__ import annotations

import json

import pytest

from app.base.clock import StillClock, read_iso
from app.base.log import stop_log
from app.base.paths import DataFolder
from app.base.people import Person
from app.bootstrap import main
from app.desk.ticket import editing
from tests.corpus import writers
from tests.support.registers import copy_rehearsal, desk_on

NOW = "2026-11-23T09:00"
TYPED = "临-20261123-01"
HEAD = ["工单编号", "标题", "主要内容", "来电号码", "派单时间", "紧急程度"]
ROW = ["热线-7", "空调维修收费争议", "上门维修空调后加价", "13800000001", "2026-11-23 08:50:00", "紧急"]


@pytest.fixture
def call(tmp_path, capsys):
    folder = copy_rehearsal(DataFolder(tmp_path / "data"))
    desk = desk_on(folder, StillClock(read_iso("2026-11-23T08:40")))
    said = {"title": "家电维修收费争议", "content": "上门维修空调后加价", "phone_raw": "13800000001"}
    editing.create(desk, person=Person("值班员甲"), values=said)
    desk.register.close()

    def run(*arguments: object) -> tuple[int, str, str]:
        capsys.readouterr()
        clock = ("--rehearse-at", NOW, "--speed", "0")
        with pytest.raises(SystemExit) as ended:
            main(["--data", str(tmp_path / "data"), "--as", "值班员甲", *clock, *map(str, arguments)])
        told = capsys.readouterr()
        return int(ended.value.code or 0), told.out, told.err

    run("import", writers.text(tmp_path / "平台.csv", [HEAD, ROW], encoding="gb18030"))
    yield run
    stop_log()


def numbers(call):
    return sorted(one["number"] for one in json.loads(call("tickets", "--json")[1])["tickets"])


def test_two_numbers_are_joined_and_parted_and_the_journal_says_so(call):
    code, out, err = call("join", TYPED, "热线-7", "--why", "来电人说的是同一件", "--json")
    joined = json.loads(out)
    assert (code, list(joined), joined["gone"]) == (0, ["kept", "gone"], TYPED)
    assert (joined["kept"]["number"], joined["kept"]["urgency"]) == ("热线-7", "urgent")
    assert "已并入 热线-7" in err
    assert numbers(call) == ["热线-7"]
    assert json.loads(call("ticket", TYPED, "--json")[1])["number"] == "热线-7"
    lines = json.loads(call("ticket", "热线-7", "--json")[1])["journal"]
    assert f"认号：{TYPED} 即 热线-7（来电人说的是同一件）" in [line["text"] for line in lines]
    code, out, _ = call("part", "热线-7", "--json")
    assert (code, {name: one["number"] for name, one in json.loads(out).items()}) == (
        0,
        {"kept": "热线-7", "parted": TYPED},
    )
    assert numbers(call) == sorted(["热线-7", TYPED])
    assert json.loads(call("verify", "--json")[1])["holds"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("join", TYPED, "热线-9"), "没有编号为 热线-9"),
        (("join", TYPED, TYPED), "就是这一件"),
        (("part", "热线-7"), "没有并入过别的工单"),
    ],
    ids=["no such number", "one ticket", "nothing joined"],
)
def test_what_cannot_be_is_refused_and_changes_nothing(call, arguments, says):
    code, out, err = call(*arguments)
    assert (code, out) == (1, "")
    assert says in err
    assert numbers(call) == sorted(["热线-7", TYPED])
