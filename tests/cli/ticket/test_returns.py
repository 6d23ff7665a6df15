"""`returns` lists the return register with its totals."""

from __future__ import annotations

import json

import pytest

from app.base.clock import read_iso
from app.base.log import stop_log
from app.base.paths import DataFolder
from app.base.people import Person
from app.bootstrap import main, open_desk
from app.desk import sign
from app.desk.returns import acts as returns_acts
from app.desk.ticket import reads as ticket_reads
from app.rules.returns.states import ReturnGround
from tests.corpus import writers
from tests.support.registers import copy_rehearsal

NOW = "2026-11-23T09:00"
OPERATOR = Person("值班员甲")


@pytest.fixture
def call(tmp_path, capsys):
    copy_rehearsal(DataFolder(tmp_path / "data"))
    file = writers.text(
        tmp_path / "日.csv",
        [["工单编号", "标题", "派单时间"], ["甲", "健身房停业", "2026-11-23 08:55:00"]],
        encoding="gb18030",
    )

    def run(*arguments: object) -> tuple[int, str]:
        capsys.readouterr()
        clock = ("--rehearse-at", NOW, "--speed", "0.001")
        with pytest.raises(SystemExit) as ended:
            main(["--data", str(tmp_path / "data"), "--as", "值班员甲", *clock, *map(str, arguments)])
        return int(ended.value.code or 0), capsys.readouterr().out

    run("import", file)
    desk = open_desk(tmp_path / "data", rehearse_at=read_iso(NOW), speed=0.001)
    ticket = ticket_reads.find(desk, number="甲")
    sign.sign(desk, person=OPERATOR, ticket_ids=[ticket], reason="演示")
    case = returns_acts.register(
        desk,
        person=OPERATOR,
        ticket_id=ticket,
        ground=ReturnGround.NOT_OUR_REMIT,
        basis="派单目录 3.2",
        suggested_unit="区体育局",
    ).result
    returns_acts.send(desk, person=OPERATOR, return_id=case.id)
    desk.register.close()
    yield run
    stop_log()


def test_the_register_is_listed_with_its_totals(call):
    code, out = call("returns", "--json")
    told = json.loads(out)
    assert (code, told["total"]) == (0, 1)
    assert told["totals"]["by_state"]["sent"] == told["totals"]["by_direction"]["ours"] == 1
    assert told["totals"]["by_unit"][0]["name"] == "区体育局"
    (row,) = told["returns"]
    assert (row["number"], row["state"], row["unit"], row["hours_to_decide"]) == ("甲", "sent", "区体育局", None)


def test_a_return_has_one_shape_in_the_register_and_in_its_ticket(call):
    listed = json.loads(call("returns", "--json")[1])["returns"]
    assert json.loads(call("ticket", "甲", "--json")[1])["returns"] == listed
    assert (listed[0]["suggested_unit"], listed[0]["basis"]) == ("区体育局", "派单目录 3.2")


def test_filters_narrow_the_list_and_lines_say_it_in_words(call):
    assert call("returns", "--direction", "to-us") == (0, "")
    assert call("returns", "--unit", "区体育局")[1] == "甲\t我方退单\t已提交\t不属本部门职责\t区体育局\t健身房停业\n"


def test_a_return_and_a_call_are_corrected_by_their_id_with_a_reason(call):
    listed = json.loads(call("returns", "--json")[1])["returns"][0]
    assert listed["corrected"] is False
    code, out = call("correct", "return", listed["id"], "--reason", "记错", "--unit", "区教委")
    assert (code, out) == (0, "甲 的退单已更正\n")
    again = json.loads(call("returns", "--json")[1])["returns"][0]
    assert (again["unit"], again["corrected"], again["basis"]) == ("区教委", True, listed["basis"])
    assert call("correct", "return", listed["id"], "--reason", "又错", "--unit", "区教委")[0] == 1
    assert call("correct", "return", listed["id"])[0] == 2
    assert call("correct", "contact", 1, "--reason", "记错", "--seconds", 5)[0] == 1
    assert call("correct", "report", 1, "--reason", "记错", "--to", "李班长")[0] == 1
