"""`urges` opens the rounds of slots that have passed, without a window, and lists them."""

from __future__ import annotations

import json

import pytest

from app.base.log import stop_log
from app.base.paths import DataFolder
from app.bootstrap import main
from tests.corpus import writers
from tests.support.registers import copy_rehearsal

HEAD = ["工单编号", "标题", "派单时间", "承办单位", "工单状态"]
ROWS = [
    ["甲", "健身房停业", "2026-11-18 08:55:00", "预付费专班", "办理中"],
    ["乙", "家政退费", "2026-11-18 09:55:00", "家政专班", "办理中"],
    ["丙", "超市售假", "2026-11-18 10:55:00", "家政专班", "待审核"],
    ["丁", "餐馆收费", "2026-11-19 08:00:00", "家政专班", "办理中"],
]


@pytest.fixture
def call(tmp_path, capsys):
    copy_rehearsal(DataFolder(tmp_path / "data"))
    file = writers.text(tmp_path / "日.csv", [HEAD, *ROWS], encoding="gb18030")

    def run(now: str, *arguments: object) -> tuple[int, str]:
        capsys.readouterr()
        clock = ("--rehearse-at", now, "--speed", "0.001")
        with pytest.raises(SystemExit) as ended:
            main(["--data", str(tmp_path / "data"), "--as", "值班员甲", *clock, *map(str, arguments)])
        return int(ended.value.code or 0), capsys.readouterr().out

    run("2026-11-22T09:00", "import", file)
    yield run
    stop_log()


def test_rounds_of_passed_slots_stand_by_slot_and_unit_with_every_key(call):
    code, out = call("2026-11-23T16:02", "urges", "--json")
    found = json.loads(out)["rounds"]
    assert code == 0
    assert [(one["slot"], one["unit"], one["tickets"]) for one in found] == [
        ("2026-11-23T09:00", "家政专班", ["乙"]),
        ("2026-11-23T09:00", "预付费专班", ["甲"]),
        ("2026-11-23T16:00", "家政专班", ["乙"]),
        ("2026-11-23T16:00", "预付费专班", ["甲"]),
    ]
    assert found[0] == {
        "slot": "2026-11-23T09:00",
        "unit": "家政专班",
        "tickets": ["乙"],
        "channel": "微信",
        "to": "",
        "sent_at": None,
        "answered_at": None,
        "answer": "",
        "promised_at": None,
        "state": "to-send",
    }


def test_the_same_call_twice_opens_nothing_more_and_open_ones_can_be_asked_for(call):
    before = call("2026-11-23T09:00", "urges", "--json")
    assert call("2026-11-23T09:01", "urges", "--open", "--json") == before
    assert call("2026-11-23T09:01", "urges")[1].startswith("2026-11-23 09:00\t家政专班\t未发\t")


def test_before_the_first_slot_there_is_no_round(call):
    assert json.loads(call("2026-11-23T08:59", "urges", "--json")[1]) == {"rounds": []}
