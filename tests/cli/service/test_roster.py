"""`roster` lists shifts and problems; `roster import`, `export`, `stand-in` and `swap`."""

from __future__ import annotations

import json

import pytest

from app.base.log import stop_log
from app.base.paths import DataFolder
from app.bootstrap import main
from tests.corpus import writers
from tests.support.registers import copy_rehearsal

ROWS = [
    ["2026年11月值班表"],
    ["日期", "白班", "夜班"],
    ["11月23日", "值班员甲", "值班员乙"],
    ["11月24日", "值班员丙", ""],
]


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


def test_in_listed_changed_and_out(call, tmp_path):
    code, out, _ = call("roster", "import", writers.text(tmp_path / "值班.csv", ROWS, encoding="gb18030"))
    assert (code, out.strip()) == (0, "值班表已导入：11-23 至 11-24，4 个班")
    listed = json.loads(call("roster", "--from", "2026-11-23", "--to", "2026-11-24", "--json")[1])
    assert [(one["from"], one["to"], [p["name"] for p in one["people"]]) for one in listed["shifts"]] == [
        ("2026-11-23T08:00:00+08:00", "2026-11-23T20:00:00+08:00", ["值班员甲"]),
        ("2026-11-23T20:00:00+08:00", "2026-11-24T08:00:00+08:00", ["值班员乙"]),
        ("2026-11-24T08:00:00+08:00", "2026-11-24T20:00:00+08:00", ["值班员丙"]),
        ("2026-11-24T20:00:00+08:00", "2026-11-25T08:00:00+08:00", []),
    ]
    assert listed["shifts"][0]["people"] == [{"name": "值班员甲", "role": "operator"}]
    assert [(one["kind"], one["from"][:16], one["to"][:16], one["who"]) for one in listed["problems"]] == [
        ("gap", "2026-11-23T00:00", "2026-11-23T08:00", None),
        ("gap", "2026-11-24T20:00", "2026-11-25T00:00", None),
    ]
    shift = listed["shifts"][0]["id"]
    assert call("roster", "stand-in", shift, "--away", "值班员甲", "--instead", "值班员丁")[0] == 0
    code, out, _ = call("roster", "export", "--from", "2026-11-23", "--to", "2026-11-24", "--out", tmp_path / "出.xlsx")
    assert (code, out.strip()) == (0, "值班表已导出到 出.xlsx：2 行")
    again = call("roster", "export", "--from", "2026-11-23", "--to", "2026-11-24", "--out", tmp_path / "出.xlsx")
    assert again[0] == 1


def test_an_unreadable_table_ends_with_2_and_names_the_cell(call, tmp_path):
    rows = [*ROWS[:2], ["11月31日", "值班员甲", ""]]
    code, _, err = call("roster", "import", writers.text(tmp_path / "值班.csv", rows, encoding="gb18030"))
    assert code == 2
    assert "第 3 行“日期”：“11月31日”不是日期" in err
