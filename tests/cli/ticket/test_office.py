"""`office-sheets out` writes a workbook a unit, `office-sheets in` takes a filled one back."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from app.base.log import stop_log
from app.base.paths import DataFolder
from app.bootstrap import main
from tests.corpus import writers
from tests.support.registers import copy_rehearsal

ROWS = [
    ["工单编号", "标题", "派单时间", "承办单位", "工单状态"],
    ["甲", "健身房停业", "2026-11-22 08:55:00", "预付费专班", "办理中"],
    ["乙", "家政退费", "2026-11-22 09:55:00", "家政专班", "办理中"],
    ["丙", "保洁损坏物品", "2026-11-22 10:55:00", "家政专班", "办理中"],
]


@pytest.fixture
def call(tmp_path, capsys):
    copy_rehearsal(DataFolder(tmp_path / "data"))

    def run(*arguments: object) -> tuple[int, str]:
        capsys.readouterr()
        clock = ("--rehearse-at", "2026-11-23T09:00", "--speed", "0.001")
        with pytest.raises(SystemExit) as ended:
            main(["--data", str(tmp_path / "data"), "--as", "值班员甲", *clock, *map(str, arguments)])
        return int(ended.value.code or 0), capsys.readouterr().out

    run("import", writers.text(tmp_path / "日.csv", ROWS, encoding="gb18030"))
    yield run
    stop_log()


def test_a_sheet_goes_out_for_each_unit_and_comes_back_row_by_row(call, tmp_path):
    code, out = call("office-sheets", "out", "--out", tmp_path / "发出", "--json")
    sheets = json.loads(out)["sheets"]
    assert code == 0
    assert [(one["unit"], one["tickets"]) for one in sheets] == [("家政专班", 2), ("预付费专班", 1)]
    file = Path(sheets[0]["file"])
    book = openpyxl.load_workbook(file)
    book.active["J4"].value = "已联系"
    book.active["C5"].value = "别的标题"
    book.save(file)
    code, out = call("office-sheets", "in", file, "--preview", "--json")
    shown = json.loads(out)
    assert (code, shown["rows"], shown["updated"], shown["refused"]) == (3, 2, 1, 1)
    assert shown["returned"][0]["changes"] == [{"field": "办理情况", "old": "", "new": "已联系"}]
    assert json.loads(call("ticket", "乙", "--json")[1])["result"] == ""
    code, out = call("office-sheets", "in", file, "--json")
    assert (code, json.loads(out)["returned"][1]["column"]) == (3, "标题")
    assert json.loads(call("ticket", "乙", "--json")[1])["result"] == "已联系"


def test_a_file_that_is_no_sheet_is_refused_whole(call, tmp_path):
    file = writers.text(tmp_path / "别的.csv", [["甲", "乙"], ["1", "2"]], encoding="utf-8")
    code, out = call("office-sheets", "in", file, "--json")
    assert (code, json.loads(out)["rows"]) == (2, 0)
    assert "不是本台发出的科室表" in json.loads(out)["error"]
