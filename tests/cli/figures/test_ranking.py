"""Official rankings at the command line."""

from __future__ import annotations

import json

import pytest

from app.base.clock import StillClock, read_iso
from app.base.log import stop_log
from app.base.paths import DataFolder
from app.bootstrap import main
from tests.support.figure_tickets import fill
from tests.support.registers import copy_rehearsal, desk_on

UNITS = "名次,单位,综合成绩\n1,区水务局,98.1\n2,区商务局,50.0\n"
TICKETS = "工单编号,派单时间,是否联系,是否解决,是否满意\n热线-000001,2026-11-01 08:00,是,否,不满意\n"
PERIOD = ("--period", "year:2026")


@pytest.fixture
def folder(tmp_path):
    folder = copy_rehearsal(DataFolder(tmp_path / "data"))
    desk = desk_on(folder, StillClock(read_iso("2026-11-23T09:00")))
    fill(desk, 120)
    desk.close()
    return folder


@pytest.fixture
def call(folder, capsys):
    def run(*arguments: object):
        clock = ("--rehearse-at", "2026-11-23T09:00", "--speed", "0.001")
        with pytest.raises(SystemExit) as ended:
            main(["--data", str(folder.root), "--as", "分析员甲", *clock, *map(str, arguments)])
        stop_log()
        printed = capsys.readouterr()
        return int(ended.value.code or 0), printed.out, printed.err

    return run


def test_a_ranking_is_imported_listed_and_objected_to(call, tmp_path):
    units, tickets, out = tmp_path / "排名.csv", tmp_path / "明细.csv", tmp_path / "申诉.xlsx"
    units.write_text(UNITS, encoding="utf-8")
    tickets.write_text(TICKETS, encoding="utf-8")
    code, printed, _ = call("ranking", "import", units, *PERIOD, "--ours", "商务局", "--json")
    found = json.loads(printed)
    assert (code, found["place"], found["score"], found["units"], found["difference"]) == (0, 2, "50.0", 2, None)
    assert [one["unit"] for one in found["others"]] == ["区水务局"]
    found = json.loads(call("ranking", "import", tickets, *PERIOD, "--json")[1])
    assert (found["place"], found["tickets"]) == (2, 1)
    assert set(found["difference"]["by_cause"]) == {
        "they-excluded", "we-excluded", "lacking", "extra", "answers",
    }  # fmt: skip
    (row,) = json.loads(call("ranking", "list", "--json")[1])["rankings"]
    assert (row["period"], row["scope"], row["own"]["score"] is not None) == ("year:2026", "district", True)
    assert json.loads(call("ranking", "list", *PERIOD, "--json")[1])["rankings"][0]["difference"]["tickets"]
    assert "第 2（共 2）" in call("ranking", "list", *PERIOD)[1]
    assert json.loads(call("ranking", "objections", *PERIOD, "--out", out, "--json")[1])["tickets"] >= 0
    assert out.is_file()


def test_a_ranking_is_added_and_refused(call, tmp_path):
    assert call("ranking", "add", *PERIOD, "--scope", "city", "--place", 6, "--score", "93.1", "--units", 17)[0] == 0
    assert "市排名" in call("ranking", "list")[1]
    assert call("ranking", "add", *PERIOD)[0] == 1
    assert call("ranking", "import", tmp_path / "没有.xlsx", *PERIOD)[0] == 2
    assert call("ranking", "objections", *PERIOD, "--out", tmp_path / "x.xlsx")[0] == 1


def test_other_weights_are_tried(call):
    asked = ("figures", "--period", "year:2026", "--what-if", "weights=10/45/45,partial=solved")
    found = json.loads(call(*asked, "--json")[1])
    assert (found["by"], found["weights"]["after"]["partly"]) == ("unit", "1")
    assert {"key", "before", "after", "change"} == set(found["rows"][0])
    assert "汇总\t" in call(*asked)[1]
    assert call("figures", "--period", "year:2026", "--what-if", "colour=1")[0] == 1
