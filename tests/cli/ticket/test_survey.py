"""The callback command: the order with its reasons and the meter whose states add up."""

from __future__ import annotations

import json

import pytest

from app.base.log import stop_log
from app.base.paths import DataFolder
from app.bootstrap import main
from tests.cli.test_commands import COLUMNS, row
from tests.corpus import writers
from tests.support.registers import copy_rehearsal


@pytest.fixture
def told(tmp_path, capsys):
    """What a command prints at 10:00 on a rehearsal folder with two tickets that wait, one closed, one at work."""
    copy_rehearsal(DataFolder(tmp_path / "data"))
    states = {"甲": "待回访", "乙": "待回访", "丙": "已办结", "丁": "办理中"}
    rows = [[*row(name, 派单时间="2026-11-22 09:00:00"), state] for name, state in states.items()]
    path = writers.text(tmp_path / "日.csv", [[*COLUMNS, "工单状态"], *rows], encoding="gb18030")

    def run(*arguments: str) -> str:
        capsys.readouterr()
        clock = ("--rehearse-at", "2026-11-23T10:00", "--speed", "0")
        with pytest.raises(SystemExit) as ended:
            main(["--data", str(tmp_path / "data"), "--as", "值班员甲", *clock, *arguments])
        assert not ended.value.code
        return capsys.readouterr().out

    run("import", str(path))
    yield run
    stop_log()


def test_the_order_and_the_proof_meter_come_as_json(told):
    said = json.loads(told("callbacks", "--json"))
    assert [(each["rank"], each["number"], each["state"]) for each in said["callbacks"]] == [
        (1, "甲", "now"),
        (2, "乙", "now"),
    ]
    assert all(each["reasons"] and each["call_at"] == "2026-11-23T10:00:00+08:00" for each in said["callbacks"])
    assert said["shift_end"] == "2026-11-23T20:00:00+08:00"
    proof = said["proof"]
    assert (proof["from"], proof["to"], proof["total"], proof["due"], proof["proven"]) == (
        "2026-11-19",
        "2026-12-18",
        4,
        3,
        0,
    )
    states = ("reached", "exhausted", "called", "to-call", "not-yet", "missed")
    assert [proof[state] for state in states] == [0, 0, 0, 2, 1, 1]


def test_without_json_a_line_says_whom_to_call_and_why(told):
    head, first, _second = told("callbacks").splitlines()
    assert "待拨打 2" in head
    assert "办结未回访 1" in head
    assert first.split("\t")[:3] == ["1", "甲", "现在可拨 11-23 10:00"]
    assert "11-27 24:00 到期" in first
