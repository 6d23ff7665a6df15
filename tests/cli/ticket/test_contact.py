"""The commands of contact quality: JSON alone on stdout, counts that add up, exit codes that say how it went."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.base.clock import read_iso
from app.base.paths import DataFolder
from app.bootstrap import main
from tests.corpus import writers
from tests.support.registers import copy_rehearsal

HEADERS = ["工单编号", "拨打时间", "号码", "结果", "时长", "坐席"]
TICKETS = [
    ["工单编号", "标题", "主要内容", "联系方式", "派单时间", "办结时间", "状态"],
    ["热线-261120-000001", "退费", "要求退费", "13900000001", "2026-11-20 10:00:00", "", "办理中"],
    ["热线-261120-000002", "退费", "要求退费", "13900000002", "2026-11-20 10:00:00", "2026-11-20 18:00:00", "已办结"],
]
CALLS = [
    ["热线-261120-000001", "2026-11-20 09:00:00", "13900000009", "接通", 30, "坐席01"],
    ["", "2026-11-20 11:00:00", "13900000002", "接通", 30, "坐席01"],
]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    copy_rehearsal(DataFolder(tmp_path / "data"))

    def go(*words: object) -> tuple[int, Any]:
        with pytest.raises(SystemExit) as ended:
            main(["--data", str(tmp_path / "data"), "--rehearse-at", "2026-11-23T09:00", *map(str, words)])
        told = capsys.readouterr().out
        return int(ended.value.code or 0), json.loads(told) if told.startswith("{") else told

    go("import", writers.xlsx(tmp_path / "tickets.xlsx", {"工单": TICKETS}), "--json")
    return go


def test_a_call_list_is_accounted_for(run: Any, tmp_path: Path) -> None:
    path = writers.xlsx(tmp_path / "calls.xlsx", {"通话": [HEADERS, *CALLS, [*CALLS[0][:2], "保密", "接通", 1, ""]]})
    code, told = run("calls", "import", path, "--json")
    counts = {name: told[name] for name in ("rows", "created", "unchanged", "refused", "matched", "unmatched")}
    assert (code, counts) == (3, {"rows": 3, "created": 2, "unchanged": 0, "refused": 1, "matched": 2, "unmatched": 0})
    assert Path(told["problems_file"]).exists()


def test_a_file_that_is_no_call_list_is_refused_whole(run: Any, tmp_path: Path) -> None:
    code, told = run("calls", "import", tmp_path / "tickets.xlsx", "--json")
    assert (code, told["rows"]) == (2, 0)
    assert "没有找到话务清单的表头" in told["error"]


def test_the_findings_of_the_register_are_listed_by_kind(run: Any, tmp_path: Path) -> None:
    run("calls", "import", writers.xlsx(tmp_path / "calls.xlsx", {"通话": [HEADERS, *CALLS]}))
    _, told = run("findings", "--json")
    number = "热线-261120-000001"
    kinds = {(row["kind"], row["number"], row["state"]) for row in told["findings"]}
    assert kinds == {
        ("missed-contact", number, "open"),
        ("past-contact-limit", number, "open"),
        ("wrong-number", number, "open"),
        ("contact-before-dispatch", number, "open"),
    }
    _, some = run("findings", "--kind", "wrong-number", "--json")
    [row] = some["findings"]
    assert set(row) == {"kind", "number", "at", "reason", "state"}
    assert read_iso(row["at"]) == read_iso("2026-11-20T09:00")
    assert "139****0009" in row["reason"]
