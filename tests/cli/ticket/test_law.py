"""`explain` says the sum behind each clock; `what-if` lists what other rules would move and changes nothing."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from app.base.log import stop_log
from app.base.paths import DataFolder
from app.base.resources import resource
from app.bootstrap import main
from tests.corpus import writers
from tests.support.registers import copy_rehearsal


@pytest.fixture
def call(tmp_path, capsys):
    copy_rehearsal(DataFolder(tmp_path / "data"))
    file = writers.text(
        tmp_path / "日.csv",
        [["工单编号", "标题", "派单时间", "紧急程度"], ["甲", "示例标题", "2026-11-23 08:55:00", "紧急"]],
        encoding="gb18030",
    )

    def run(*arguments: object) -> tuple[int, str, str]:
        capsys.readouterr()
        clock = ("--rehearse-at", "2026-11-23T09:00", "--speed", "0")
        with pytest.raises(SystemExit) as ended:
            main(["--data", str(tmp_path / "data"), "--as", "值班员甲", *clock, *map(str, arguments)])
        told = capsys.readouterr()
        return int(ended.value.code or 0), told.out, told.err

    run("import", file)
    yield run
    stop_log()


def test_explain_tells_each_clock_its_end_its_rule_and_its_steps(call):
    code, out, _ = call("explain", "甲", "--json")
    told: dict[str, Any] = json.loads(out)
    assert (code, told["number"]) == (0, "甲")
    by_name = {clock["clock"]: clock for clock in told["clocks"]}
    assert set(by_name) == {"sign", "first-contact", "handling"}
    assert by_name["sign"]["due_at"] == "2026-11-23T09:05:00+08:00"
    assert by_name["handling"]["due_at"] == "2026-11-29T00:00:00+08:00"
    assert {clock["rule_since"] for clock in told["clocks"]} == {"2026-02-01"}
    assert by_name["handling"]["steps"][0] == "08:55 派单（11-23）"
    assert by_name["handling"]["steps"][-1] == "→ 应于 11-28 24:00 前办结"
    shown = json.loads(call("ticket", "甲", "--json")[1])["clocks"]
    assert shown == told["clocks"]
    assert [clock["name"] for clock in shown] == [clock["clock"] for clock in shown]
    assert "  08:55 派单（11-23）" in call("explain", "甲")[1]


def test_explain_of_an_unknown_number_is_refused(call):
    code, out, err = call("explain", "没有", "--json")
    assert (code, out) == (1, "")
    assert "没有编号为" in err


def test_what_if_lists_the_moves_and_changes_nothing(call, tmp_path):
    shipped = resource("rules", "clocks.toml").read_text(encoding="utf-8")
    longer = tmp_path / "longer.toml"
    longer.write_text(shipped.replace("default = { days = 5 }", "default = { days = 7 }"), encoding="utf-8")
    before = call("explain", "甲", "--json")[1]
    code, out, _ = call("what-if", "--rules", longer, "--json")
    assert code == 0
    assert json.loads(out)["moves"] == [
        {
            "number": "甲",
            "clock": "handling",
            "from": "2026-11-29T00:00:00+08:00",
            "to": "2026-12-01T00:00:00+08:00",
        }
    ]
    assert call("explain", "甲", "--json")[1] == before
    assert "办理到期 11-28 24:00 → 11-30 24:00" in call("what-if", "--rules", longer)[1]


def test_what_if_refuses_a_bad_file_at_its_place(call, tmp_path):
    shipped = resource("rules", "clocks.toml").read_text(encoding="utf-8")
    bad = tmp_path / "bad.toml"
    bad.write_text(shipped.replace("urgent = 10", "urgent = 0", 1), encoding="utf-8")
    code, out, err = call("what-if", "--rules", bad, "--json")
    assert (code, out) == (1, "")
    assert f"（{date(2026, 2, 1)} 版） · sign_minutes.urgent = 0：应为 1 至" in err
    assert call("what-if", "--rules", tmp_path / "none.toml")[0] == 2
