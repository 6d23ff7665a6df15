"""`log-entry`, `tasks` and `task add`, `done`, `cancel`, `reopen`."""

from __future__ import annotations

import json

import pytest

from app.base.log import stop_log
from app.base.paths import DataFolder
from app.bootstrap import main
from tests.support.registers import copy_rehearsal


@pytest.fixture
def call(tmp_path, capsys):
    copy_rehearsal(DataFolder(tmp_path / "data"))

    def run(*arguments: object) -> tuple[int, str, str]:
        capsys.readouterr()
        clock = ("--rehearse-at", "2026-11-23T09:00", "--speed", "0.001")
        with pytest.raises(SystemExit) as ended:
            main(["--data", str(tmp_path / "data"), "--as", "值班员甲", *clock, *map(str, arguments)])
        out = capsys.readouterr()
        return int(ended.value.code or 0), out.out, out.err

    yield run
    stop_log()


def test_an_order_with_a_time_is_a_task_and_tasks_are_listed_ended_and_opened_again(call, tmp_path):
    assert call("log-entry", "--kind", "call", "--text", "街道来电")[0] == 0
    order = ("log-entry", "--kind", "order", "--text", "明早报送", "--by", "领导甲", "--to", "值班员乙")
    code, out, _ = call(*order, "--due", "2026-11-24T08:00")
    assert (code, "任务 1 已建" in out) == (0, True)
    proof = tmp_path / "截图.png"
    proof.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    daily = ("task", "add", "--title", "报送联系 13800000001", "--due", "2026-11-23T18:00", "--repeat", "daily")
    assert call(*daily, "--file", proof)[0] == 0
    (own, made) = json.loads(call("tasks", "--json")[1])["tasks"]
    assert (made["kind"], made["origin"], made["who"], made["due_at"], made["state"], made["evidence"]) == (
        "instruction",
        "duty-log:2",
        "值班员乙",
        "2026-11-24T08:00:00+08:00",
        "open",
        [],
    )
    assert (own["title"], own["evidence"], own["repeats"]) == ("报送联系 138****0001", ["截图.png"], "daily")
    assert call("task", "done", own["id"], "--answer", "已报送")[0] == 0
    assert call("task", "cancel", made["id"], "--reason", "已口头报告")[0] == 0
    assert [line.split("\t")[1] for line in call("tasks")[1].splitlines()] == ["办理中", "已办结", "已取消"]
    assert call("task", "reopen", made["id"])[0] == 0
    assert len(call("tasks", "--open", "--kind", "instruction")[1].splitlines()) == 1
    code, _, err = call("log-entry", "--kind", "order", "--text", "没说谁")
    assert (code, "请写明谁交办的" in err) == (1, True)
