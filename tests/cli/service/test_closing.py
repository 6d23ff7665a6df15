"""`closing` lists what is to be closed in a period, what begins and the clocks of the ranking; it changes nothing."""

from __future__ import annotations

import json

import pytest

from app.base.log import stop_log
from app.base.paths import DataFolder
from app.bootstrap import main
from tests.corpus import writers
from tests.support.registers import copy_rehearsal

HEAD = ["工单编号", "标题", "派单时间", "承办单位", "工单状态", "办结时间", "是否有效回访", "是否解决", "是否满意"]
ROWS = [
    ["甲", "健身房停业", "2026-12-10 08:55:00", "预付费专班", "已办结", "2026-12-12 09:00:00", "是", "否", "不满意"],
    ["乙", "家政退费", "2026-12-10 09:55:00", "家政专班", "待审核", "", "", "", ""],
    ["丙", "超市售假", "2026-11-18 10:55:00", "家政专班", "待审核", "", "", "", ""],
]


@pytest.fixture
def call(tmp_path, capsys):
    copy_rehearsal(DataFolder(tmp_path / "data"))
    file = writers.text(tmp_path / "日.csv", [HEAD, *ROWS], encoding="gb18030")

    def run(now: str, *arguments: object) -> tuple[int, str, str]:
        capsys.readouterr()
        clock = ("--rehearse-at", now, "--speed", "0.001")
        with pytest.raises(SystemExit) as ended:
            main(["--data", str(tmp_path / "data"), "--as", "值班员甲", *clock, *map(str, arguments)])
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out, said.err

    run("2026-12-13T09:00", "import", file)
    yield run
    stop_log()


def test_the_list_of_the_running_period_stands_with_every_key(call):
    code, out, _ = call("2026-12-17T09:02", "closing", "--json")
    found = json.loads(out)
    assert code == 0
    assert (found["period"], found["start"], found["end"]) == (
        "assess:2026-12", "2026-11-19T00:00:00+08:00", "2026-12-19T00:00:00+08:00",
    )  # fmt: skip
    turnable = [line for line in found["lines"] if line["kind"] == "turnable"]
    assert turnable == [
        {
            "kind": "turnable",
            "number": "甲",
            "title": "健身房停业",
            "unit": "预付费专班",
            "why": "平台回访：未解决，不满意",
            "due_at": "2026-12-19T00:00:00+08:00",
        }
    ]
    assert [line["number"] for line in found["lines"] if line["kind"] == "review"] == ["乙"]
    assert found["begins"] == ["2026年12月考核期明天结束，请看收官清单"]
    assert [(one["kind"], one["period"], one["state"]) for one in found["clocks"]] == [
        ("entry", "assess:2026-11", "late")
    ]
    assert sum(found["counts"].values()) == len(found["lines"])


def test_another_period_is_named_and_what_is_none_is_refused(call):
    assert "2026年11月考核期：" in call("2026-12-17T09:02", "closing", "--period", "assess:2026-11")[1]
    code, _, said = call("2026-12-17T09:02", "closing", "--period", "month:2026-11")
    assert code == 1
    assert "不是考核期" in said


def test_as_lines_a_deadline_at_midnight_is_the_24_of_its_day(call):
    out = call("2026-12-17T09:02", "closing")[1]
    assert "可转化回访\t甲\t健身房停业\t预付费专班\t平台回访：未解决，不满意\t12-18 24:00" in out
