"""`escalations` lists what is to be reported and what was, with the lead's figures."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from app.base.clock import read_iso
from app.base.log import stop_log
from app.base.paths import DataFolder
from app.base.people import Person
from app.bootstrap import main, open_desk
from app.desk.escalation import acts as escalation_acts
from app.desk.reminder import acts as reminder_acts
from tests.corpus import writers
from tests.support.registers import copy_rehearsal

NOW = "2026-11-23T09:00"
HEAD = ["工单编号", "标题", "派单时间", "来电人", "来电号码"]


@pytest.fixture
def call(tmp_path, capsys):
    copy_rehearsal(DataFolder(tmp_path / "data"))
    file = writers.text(
        tmp_path / "日.csv",
        [HEAD, *([number, "示例标题", "2026-11-16 08:55:00", "王某", "13900000001"] for number in ("甲", "乙"))],
        encoding="gb18030",
    )

    def run(*arguments: object) -> tuple[int, str, str]:
        capsys.readouterr()
        clock = ("--rehearse-at", NOW, "--speed", "0.001")
        with pytest.raises(SystemExit) as ended:
            main(["--data", str(tmp_path / "data"), "--as", "值班员甲", *clock, *map(str, arguments)])
        told = capsys.readouterr()
        return int(ended.value.code or 0), told.out, told.err

    run("import", file)
    desk = open_desk(tmp_path / "data", rehearse_at=read_iso(NOW), speed=0.001)
    reminder_acts.raise_due(desk)
    first = next(row for row in escalation_acts.listing(desk) if row.ticket_number == "甲")
    escalation_acts.report(desk, person=Person("值班员甲"), escalation_id=first.id, to="班长乙", channel="电话")
    desk.register.close()
    yield run
    stop_log()


def test_every_escalation_is_listed_with_the_figures(call):
    code, out, _ = call("escalations", "--json")
    told = json.loads(out)
    assert (code, told["total"]) == (0, 2)
    figures = told["figures"]
    assert (figures["opened"], figures["reported"], figures["open"], figures["in_time_minutes"]) == (2, 1, 1, 60)
    assert figures["by_unit"] == [{"name": "尚未派单", "opened": 2, "reported": 1, "open": 1}]
    waiting, reported = told["escalations"]
    assert (waiting["number"], waiting["state"], waiting["level"], waiting["reported_at"]) == ("乙", "open", 1, None)
    hours = timedelta(minutes=reported["minutes_to_report"])
    assert (reported["reported_to"], hours > timedelta(hours=32)) == ("班长乙", True)


def test_an_escalation_has_one_shape_in_the_list_and_in_its_ticket(call):
    listed = json.loads(call("escalations", "--state", "reported", "--json")[1])["escalations"]
    told = json.loads(call("ticket", "甲", "--json")[1])["escalations"]
    assert told == [row for row in listed if row["number"] == "甲"] != []


def test_one_state_is_listed_as_lines(call):
    code, out, _ = call("escalations", "--state", "reported")
    assert (code, out) == (0, "已上报\t一级\t甲\t示例标题\t\t班长乙（电话）\n")
