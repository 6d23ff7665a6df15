"""The commands of mass events: opened by number, worded, told about, reported, ended, and listed with every key."""

from __future__ import annotations

import json

import pytest

from app.base.log import stop_log
from app.base.paths import DataFolder
from app.bootstrap import main
from tests.corpus import writers
from tests.support.registers import copy_rehearsal

HEAD = ["工单编号", "标题", "派单时间", "承办单位", "工单状态", "来电人电话"]
ROWS = [
    ["甲-1", "健身房停业", "2026-11-22 08:55:00", "商务局", "办理中", "13800000001"],
    ["甲-2", "健身房退费", "2026-11-22 08:59:00", "商务局", "办理中", "13800000001"],
]


@pytest.fixture
def call(tmp_path, capsys):
    copy_rehearsal(DataFolder(tmp_path / "data"))

    def run(*arguments: object) -> tuple[int, str]:
        capsys.readouterr()
        clock = ("--rehearse-at", "2026-11-22T09:20", "--speed", "0.001")
        with pytest.raises(SystemExit) as ended:
            main(["--data", str(tmp_path / "data"), "--as", "值班员甲", *clock, *map(str, arguments)])
        return int(ended.value.code or 0), capsys.readouterr().out

    run("import", writers.text(tmp_path / "日.csv", [HEAD, *ROWS], encoding="gb18030"))
    yield run
    stop_log()


def test_an_event_goes_from_opening_to_its_paper(call, tmp_path):
    code, out = call("event", "open", "--title", "悦某健身", "--ticket", "甲-1", "--ticket", "甲-2")
    assert (code, out.partition("\t")[0]) == (0, "1")
    assert call("event", "end", 1, "--result", "已退费", "--out", tmp_path / "结案.docx")[0] == 0
    shown = json.loads(call("event", "show", 1, "--json")[1])
    assert [one["number"] for one in shown["members"]] == ["甲-1", "甲-2"]
    assert shown["callers"] == [{"state": "to-call", "tickets": ["甲-1", "甲-2"], "recorded": 0, "calls": 0}]
    assert (shown["wording"], shown["told"]) == (None, [])
    assert [(one["kind"], one["number"]) for one in shown["papers"]] == [("closing", 1)]
    assert sum(one["tickets"] for one in shown["hours"]) == 2
    (listed,) = json.loads(call("events", "--json")[1])["events"]
    assert (listed["state"], listed["result"], listed["tickets"], listed["open"]) == ("ended", "已退费", 2, 2)
