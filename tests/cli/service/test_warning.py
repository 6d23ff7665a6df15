"""`warnings` lists the warnings at a moment with every key, and judges a file of daily counts."""

from __future__ import annotations

import json

import pytest

from app.base.log import stop_log
from app.base.paths import DataFolder
from app.bootstrap import main
from tests.corpus import writers
from tests.support.registers import copy_rehearsal

NOW = "2026-11-23T16:00"
HEAD = ["工单编号", "标题", "主要内容", "来电人", "电话", "派单时间", "企业名称", "一级分类", "工单状态"]
SHOP = "北京悦动云健身有限公司"
ROWS = [
    ["甲", "年卡退费", "要求退年卡", "王某", "13800000001", "2026-11-17 09:00:00", SHOP, "预付卡", "办理中"],
    ["乙", "停业", "健身房停业，年卡退不了", "李某", "13800000002", "2026-11-20 09:00:00", SHOP, "预付卡", "办理中"],
    ["丙", "失联", "老板失联", "张某", "13800000003", "2026-11-22 09:00:00", SHOP, "预付卡", "办理中"],
    ["丁", "关门", "人去楼空", "赵某", "13800000004", "2026-11-23 09:00:00", SHOP, "预付卡", "办理中"],
]


@pytest.fixture
def call(tmp_path, capsys):
    copy_rehearsal(DataFolder(tmp_path / "data"))

    def run(*arguments: object) -> tuple[int, str]:
        capsys.readouterr()
        clock = ("--rehearse-at", NOW, "--speed", "0.001")
        with pytest.raises(SystemExit) as ended:
            main(["--data", str(tmp_path / "data"), "--as", "值班员甲", *clock, *map(str, arguments)])
        return int(ended.value.code or 0), capsys.readouterr().out

    yield run
    stop_log()


def test_warnings_have_every_key_and_a_past_moment_its_own(call, tmp_path):
    call("import", writers.text(tmp_path / "日.csv", [HEAD, *ROWS], encoding="gb18030"))
    code, out = call("warnings", "--json")
    found = json.loads(out)
    (warning,) = found["warnings"]
    assert (code, found["at"]) == (0, "2026-11-23T16:00:00+08:00")
    assert warning == {
        "id": 1,
        "subject": "merchant",
        "name": SHOP,
        "names": [SHOP],
        "level": "orange",
        "raised_at": "2026-11-23T09:00:00+08:00",
        "first_at": "2026-11-17T09:00:00+08:00",
        "last_at": "2026-11-23T09:00:00+08:00",
        "tickets": ["甲", "乙", "丙", "丁"],
        "callers": 4,
        "words": warning["words"],
        "why": {
            "rule": "橙色：7 天内不少于 3 人的工单写有停业、失联等词",
            "observed": 3,
            "expected": None,
            "limit": 3,
            "detector": None,
        },
        "department": warning["department"],
        "state": "new",
    }
    assert {"停业", "失联", "人去楼空"} <= set(warning["words"])
    before = json.loads(call("warnings", "--at", "2026-11-20T12:00", "--json")[1])["warnings"]
    assert [(one["level"], one["tickets"]) for one in before] == [("yellow", ["甲", "乙"])]
    assert json.loads(call("warnings", "--state", "noise", "--json")[1])["warnings"] == []
    assert "橙色\t商户" in call("warnings")[1]


def test_a_file_of_counts_is_judged_row_by_row(call, tmp_path):
    rows = [["日期", "甲"], *([f"2026-10-{day:02d}", str(30 if day == 20 else 3)] for day in range(1, 32))]
    file = writers.text(tmp_path / "数.csv", rows, encoding="utf-8")
    code, out = call("warnings", "--series", file, "--method", "C1", "--json")
    judged = json.loads(out)["series"]["甲"]
    assert (code, len(judged)) == (0, 31)
    assert [one["date"] for one in judged if one["alarm"]] == ["2026-10-20"]
    assert set(judged[0]) == {"date", "observed", "expected", "limit", "statistic", "alarm", "why"}
    assert judged[0]["alarm"] is None
    assert "2026-10-20" in call("warnings", "--series", file, "--method", "C2", "--min-sigma", "0")[1]
    assert call("warnings", "--method", "C1")[0] == 2
    assert call("warnings", "--series", tmp_path / "没有.csv")[0] != 0
