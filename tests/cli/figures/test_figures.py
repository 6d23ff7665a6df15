"""`figures` prints a period in the shape that scripts read, names the tickets of a cell, and recounts."""

from __future__ import annotations

import json

import pytest

from app.base.clock import StillClock, read_iso
from app.base.log import stop_log
from app.base.paths import DataFolder
from app.bootstrap import main
from app.rules.figures.fields import Field
from tests.support.figure_tickets import fill
from tests.support.registers import copy_rehearsal, desk_on


@pytest.fixture
def folder(tmp_path):
    folder = copy_rehearsal(DataFolder(tmp_path / "data"))
    desk = desk_on(folder, StillClock(read_iso("2026-11-23T09:00")))
    fill(desk, 120)
    desk.close()
    return folder


@pytest.fixture
def call(folder, capsys):
    def run(*arguments: object) -> tuple[int, str, str]:
        clock = ("--rehearse-at", "2026-11-23T09:00", "--speed", "0.001")
        with pytest.raises(SystemExit) as ended:
            main(["--data", str(folder.root), "--as", "值班员甲", *clock, "figures", *map(str, arguments)])
        printed = capsys.readouterr()
        return int(ended.value.code or 0), printed.out, printed.err

    yield run
    stop_log()


def test_the_shape_of_a_period_by_unit(call):
    found = json.loads(call("--period", "assess:2026-11", "--by", "unit", "--caliber", "net", "--json")[1])
    assert found["period"] == {
        "text": "assess:2026-11",
        "name": "2026年11月考核期",
        "start": "2026-10-19T00:00:00+08:00",
        "end": "2026-11-19T00:00:00+08:00",
    }
    assert found["previous"]["text"] == "assess:2026-10"
    assert found["last_year"]["covered"] is False
    assert (found["caliber"], found["answers"], found["which"], found["by"]) == ("net", "platform", "last", "unit")
    assert found["weights"]["resolution"] == "0.50"
    assert found["weights"]["since"] == "2026-01-01"
    assert set(found["definitions"]) == set(map(str, Field))
    assert set(found["mean"]) == {"response", "resolution", "satisfaction", "score"}
    total, rows = found["total"], found["rows"]
    assert total["received"] == sum(row["received"] for row in rows) > 0
    assert set(map(str, Field)) <= set(total)
    assert set(total["change"]["previous"]) == {
        "received", "in_volume", "closed", "response", "resolution", "satisfaction", "score", "in_time_rate",
    }  # fmt: skip
    assert "（未填）" in {row["key"] for row in rows}
    assert total["excluded"] == 0


def test_two_dimensions_have_two_words_in_a_key(call):
    rows = json.loads(call("--period", "year:2026", "--by", "category,street", "--json")[1])["rows"]
    assert all(len(row["key"]) == 2 for row in rows)


def test_the_tickets_of_a_cell(call):
    asked = ("--period", "year:2026", "--by", "street")
    row = json.loads(call(*asked, "--json")[1])["rows"][0]
    behind = json.loads(call(*asked, "--tickets", "received", "--key", row["key"], "--json")[1])
    assert behind["field"] == "received"
    assert len(behind["numbers"]) == row["received"]
    assert len(call(*asked, "--tickets", "received", "--key", row["key"])[1].split()) == row["received"]


def test_a_recount_says_that_all_is_well(call):
    assert json.loads(call("--check", "--json")[1]) == {"holds": True, "differing": []}
    assert call("--check")[:2] == (0, "统计事实与登记库一致\n")


def test_a_table_for_people(call):
    lines = call("--period", "month:2026-11", "--by", "unit", "--until", "2026-11-20T10:00")[1].splitlines()
    assert lines[0] == "2026年11月（截至 2026-11-20 10:00）"
    assert lines[1].split("\t")[:3] == ["名次", "项目", "受理量"]
    assert lines[-1].split("\t")[1] == "汇总"


@pytest.mark.parametrize("arguments", [("--period", "month:2026-13"), ("--period", "year:2026", "--by", "colour")])
def test_what_cannot_be_asked_is_refused_with_what_to_write(call, arguments):
    code, _out, err = call(*arguments)
    assert code == 1
    assert "请写成" in err or "可用" in err


def test_a_period_or_a_check(call):
    assert call()[0] == 2
    assert call("--check", "--period", "year:2026")[0] == 2


def test_the_table_of_rates_is_written_and_named(folder, tmp_path, capsys):
    out = tmp_path / "三率.xlsx"
    clock = ("--rehearse-at", "2026-11-23T09:00", "--speed", "0.001")
    arguments = ("report", "rates", "--of", "assess:2026-11", "--out", str(out), "--caliber", "net", "--json")
    with pytest.raises(SystemExit) as ended:
        main(["--data", str(folder.root), "--as", "分析员甲", *clock, *arguments])
    assert ended.value.code in {0, None}
    found = json.loads(capsys.readouterr().out)
    assert (found["number"], found["kind"], found["caliber"], found["by"]) == (None, "rates", "net", "分析员甲")
    assert {"id": "received", "key": None, "caliber": "net"}.items() <= next(
        one for one in found["figures"] if one["key"] is None
    ).items()
    assert out.is_file()
    stop_log()


def call_main(folder, capsys, *arguments: object):
    clock = ("--rehearse-at", "2026-11-23T09:00", "--speed", "0.001")
    with pytest.raises(SystemExit) as ended:
        main(["--data", str(folder.root), "--as", "分析员甲", *clock, *map(str, arguments)])
    stop_log()
    printed = capsys.readouterr()
    return int(ended.value.code or 0), printed.out, printed.err


def test_what_the_score_lost(folder, capsys):
    asked = ("lost-points", "--period", "year:2026", "--by", "category2", "--only", "street=沙河镇")
    found = json.loads(call_main(folder, capsys, *asked, "--json")[1])
    assert found["by"] == "category2"
    numbers = [number for problem in found["problems"] for number in problem["numbers"]]
    assert sorted(numbers) == sorted(ticket["number"] for ticket in found["tickets"])
    assert [one["kind"] for one in found["tickets"][0]["remedies"]] == ["rework", "exclude", "return"]
    lines = call_main(folder, capsys, *asked)[1].splitlines()
    assert lines[0] == f"综合成绩 {found['before']['score']}，失分 {found['lost']}"
    assert len(lines) == 1 + len(found["problems"]) + len(found["tickets"])
    assert call_main(folder, capsys, "lost-points")[0] == 2
    assert call_main(folder, capsys, "lost-points", "--period", "year:2026", "--only", "沙河镇")[0] == 2


def test_whom_to_save(folder, capsys):
    found = json.loads(call_main(folder, capsys, "rescue", "--period", "year:2026", "--json")[1])
    assert list(found) == ["score", "tickets"]
    assert list(found["tickets"][0]) == ["number", "if_solved", "if_excluded", "if_returned", "if_lost"]
    gains = [float(one["if_solved"]) for one in found["tickets"]]
    assert gains == sorted(gains, reverse=True)
    assert gains[0] > 0
    figures = ("figures", "--period", "year:2026", "--caliber", "net", "--json")
    assert json.loads(call_main(folder, capsys, *figures)[1])["total"]["score"] == found["score"]
    lines = call_main(folder, capsys, "rescue", "--period", "year:2026")[1].splitlines()
    assert lines[0].startswith(f"综合成绩 {found['score']}（有效回访 ")
    assert len(lines) == 1 + len(found["tickets"])
    assert call_main(folder, capsys, "rescue", "--period", "此刻")[0] == 1


def test_settings_are_listed_and_set(folder, capsys):
    code, out, err = call_main(
        folder, capsys, "figure-settings", "set", "--since", "2026-11-20", "--note", "区里通知",
        "resolution=45", "satisfaction=45", "--json",
    )  # fmt: skip
    assert (code, "自 2026-11-20 起生效" in err) == (0, True)
    newest, shipped = json.loads(out)["versions"]
    assert (newest["satisfaction"], newest["in_force"], newest["made_by"]) == ("45", True, "分析员甲")
    assert (shipped["resolution"], shipped["made_by"]) == ("50", None)
    assert "（现行）" in call_main(folder, capsys, "figure-settings", "list")[1].splitlines()[0]
    found = json.loads(call_main(folder, capsys, "figures", "--period", "month:2026-11", "--json")[1])
    assert (found["weights"]["resolution"], found["weights"]["since"]) == ("0.45", "2026-11-20")
    code, _out, err = call_main(folder, capsys, "figure-settings", "set", "--since", "2026-11-20", "resolution=50")
    assert (code, "合计" in err) == (1, True)
    assert call_main(folder, capsys, "figure-settings", "set", "--since", "2026-11-20", "colour=3")[0] == 2
