"""What the commands of the watch promise, one test for each sentence, driven as a script drives them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from app.base.log import stop_log
from app.base.paths import DataFolder
from app.bootstrap import main
from tests.corpus import evidence, writers
from tests.support.registers import copy_rehearsal

COLUMNS = [
    *("工单编号", "标题", "派单时间", "紧急程度", "截止时间", "承办单位", "工单状态"),
    *("签收时间", "首次联系时间", "反馈时间", "办结时间"),
]
NINE = "2026-11-23T09:00"
DISPATCHED = "2026-11-23 08:00:00"


def row(number: str, **said: str) -> list[str]:
    told = {"工单编号": number, "标题": "退费", "派单时间": DISPATCHED, "紧急程度": "一般", **said}
    return [told.get(column, "") for column in COLUMNS]


@dataclass
class Said:
    code: int
    out: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def call(tmp_path, capsys):
    copy_rehearsal(DataFolder(tmp_path / "data"))

    def run(*arguments: object, at: str = NINE) -> Said:
        capsys.readouterr()
        clock = ("--rehearse-at", at, "--speed", "0")
        with pytest.raises(SystemExit) as ended:
            main(["--data", str(tmp_path / "data"), "--as", "值班员甲", *clock, *map(str, arguments)])
        return Said(int(ended.value.code or 0), capsys.readouterr().out)

    yield run
    stop_log()


@pytest.fixture
def file(tmp_path):
    names = iter(range(100))

    def make(*rows: list[str], columns: list[str] | None = None) -> Path:
        path = tmp_path / f"清单{next(names)}.csv"
        return writers.text(path, [columns or COLUMNS, *rows], encoding="gb18030")

    return make


def reconcile(call, path: Path, at: str = NINE) -> dict[str, Any]:
    told = call("reconcile", path, "--json", at=at)
    assert told.code == (0 if told.json["holds"] else 1)
    return told.json


def fields(told: dict[str, Any]) -> list[tuple[str, str]]:
    return [(one["number"], one["field"]) for one in told["differs"]]


def ticket(call, number: str, at: str = NINE) -> dict[str, Any]:
    return call("ticket", number, "--json", at=at).json


def test_missing_ones_are_numbers_and_a_field_is_one_of_four(call, file):
    here = {
        "截止时间": "2026-11-27 18:00:00",
        "承办单位": "家政专班",
        "工单状态": "办理中",
        "签收时间": "2026-11-23 08:10:00",
    }
    there = {
        "截止时间": "2026-11-28 18:00:00",
        "承办单位": "商超专班",
        "工单状态": "已反馈",
        "签收时间": "2026-11-23 08:11:00",
    }
    call("import", file(row("甲", **here), row("乙")))
    told = reconcile(call, file(row("甲", **there), row("丙")))
    assert (told["missing_here"], told["missing_there"]) == (["丙"], ["乙"])
    assert fields(told) == [("甲", "status"), ("甲", "deadline_at"), ("甲", "unit"), ("甲", "signed_at")]
    assert list(told) == ["platform", "register", "missing_here", "missing_there", "differs", "holds"]


def test_a_blank_cell_or_an_absent_column_never_differs(call, file):
    known = {
        "截止时间": "2026-11-27 18:00:00",
        "承办单位": "家政专班",
        "工单状态": "办理中",
        "签收时间": "2026-11-23 08:10:00",
    }
    call("import", file(row("甲", **known)))
    assert reconcile(call, file(row("甲")))["holds"]
    assert reconcile(call, file(["甲", "退费"], columns=COLUMNS[:2]))["holds"]


def test_the_register_counts_the_tickets_compared_and_a_closed_one_is_not_missing_there(call, file):
    call("import", file(row("甲"), row("乙"), row("丙", 工单状态="已办结", 办结时间="2026-11-23 08:30:00")))
    told = reconcile(call, file(row("甲"), row("丁"), row("戊")))
    assert (told["platform"], told["register"]) == (3, 2)
    assert (told["missing_here"], told["missing_there"]) == (["丁", "戊"], ["乙"])
    assert told["platform"] - len(told["missing_here"]) == told["register"] - len(told["missing_there"])


def test_reconcile_changes_nothing_and_answers_the_same_file_alike(call, file):
    call("import", file(row("甲", 承办单位="家政专班", 工单状态="办理中")))
    before = ticket(call, "甲")
    path = file(row("甲", 承办单位="商超专班", 工单状态="已办结"), row("乙"))
    first = reconcile(call, path)
    assert reconcile(call, path) == first
    after = ticket(call, "甲")
    assert {name: after[name] for name in after if name != "journal"} == {
        name: before[name] for name in before if name != "journal"
    }
    assert call("tickets", "--json").json["total"] == 1
    assert call("verify", "--json").json["holds"]


def test_a_sign_for_told_there_alone_differs_and_one_known_here_alone_does_not(call, file):
    call("import", file(row("甲"), row("乙")))
    call("sign", "乙")
    told = reconcile(call, file(row("甲", 签收时间="2026-11-23 08:20:00"), row("乙")))
    assert ("甲", "signed_at") in fields(told)
    assert not any(number == "乙" for number, _ in fields(told))
    (one,) = [one for one in told["differs"] if one["field"] == "signed_at"]
    assert (one["here"], one["there"]) == (None, "2026-11-23T08:20:00+08:00")


def test_what_is_signed_here_and_waits_there_keeps_its_state_and_is_named_under_status(call, file):
    call("import", file(row("甲", 工单状态="待签收")))
    call("sign", "甲")
    path = file(row("甲", 工单状态="待签收"))
    (one,) = reconcile(call, path)["differs"]
    assert (one["number"], one["field"], one["here"], one["there"]) == ("甲", "status", "handling", "to-sign")
    call("import", path)
    assert ticket(call, "甲")["status"] == "handling"


def test_the_time_told_decides_and_a_later_urgency_judges_it_anew(call, file):
    call("import", file(row("甲")))
    call("sign", "甲", at="2026-11-23T08:40")
    ours = ticket(call, "甲")
    assert (ours["signed_at"], ours["desk_signed_at"]) == ("2026-11-23T08:40:00+08:00",) * 2
    assert ours["sign_late"] is False
    call("import", file(row("甲", 签收时间="2026-11-23 10:30:00")), at="2026-11-23T11:00")
    told = ticket(call, "甲", "2026-11-23T11:00")
    assert (told["signed_at"], told["desk_signed_at"]) == ("2026-11-23T10:30:00+08:00", "2026-11-23T08:40:00+08:00")
    assert told["sign_late"] is True
    call("import", file(row("甲", 签收时间="2026-11-23 08:15:00")), at="2026-11-23T11:05")
    assert ticket(call, "甲", "2026-11-23T11:05")["sign_late"] is False
    call("import", file(row("甲", 紧急程度="紧急", 签收时间="2026-11-23 08:15:00")), at="2026-11-23T11:10")
    assert ticket(call, "甲", "2026-11-23T11:10")["sign_late"] is True


def test_signed_elsewhere_without_a_time_is_neither_late_nor_in_time_and_counted_apart(call, file, tmp_path):
    call("import", file(row("甲", 工单状态="办理中"), row("乙", 工单状态="待签收")), at="2026-11-23T12:00")
    whole = ticket(call, "甲", "2026-11-23T12:00")
    assert (whole["signed_at"], whole["sign_late"]) == (None, False)
    out = tmp_path / "日志.xlsx"
    call("day-log", "--date", "2026-11-23", "--out", out, at="2026-11-23T12:01")
    lines = {line[0]: line[1] for line in openpyxl.load_workbook(out)["概况"].iter_rows(values_only=True) if line[0]}
    assert [lines[name] for name in ("签收", "按时签收", "超时签收", "签收时间未知")] == [0, 0, 0, 1]


@pytest.mark.parametrize("at", ["2026-11-23T07:59:59", "2026-11-23T09:00:01", "2026-11-24"])
def test_a_told_time_before_the_dispatch_or_in_the_future_is_refused_with_3(call, file, at):
    call("import", file(row("甲")))
    told = call("sign", "甲", "--at", at, "--source", "平台页面", "--json")
    assert (told.code, told.json["signed"], len(told.json["refused"])) == (3, [], 1)
    assert ticket(call, "甲")["status"] == "to-sign"


@pytest.mark.parametrize(
    "names",
    [("签收时间", "首次联系时间", "反馈时间", "办结时间"), ("接单时间", "首次响应时间", "答复时间", "结案时间")],
    ids=["names", "kin"],
)
def test_the_platforms_times_are_read_by_their_names_and_their_kin(call, file, names):
    times = [f"2026-11-23 08:{minute}:00" for minute in (10, 20, 30, 40)]
    path = file(
        ["甲", "退费", DISPATCHED, "已办结", *times], columns=["工单编号", "标题", "派单时间", "工单状态", *names]
    )
    call("import", path)
    whole = ticket(call, "甲")
    found = [whole[key] for key in ("signed_at", "first_contact_at", "feedback_at", "closed_at")]
    assert found == [f"2026-11-23T08:{minute}:00+08:00" for minute in (10, 20, 30, 40)]


def test_rounds_open_with_the_next_call_by_slot_and_tickets_under_review_are_left_out(call, file):
    dispatched = {"派单时间": "2026-11-18 10:00:00", "承办单位": "家政专班"}
    call(
        "import",
        file(row("甲", 工单状态="办理中", **dispatched), row("乙", 工单状态="待审核", **dispatched)),
        at="2026-11-22T09:00",
    )
    assert call("urges", "--json", at="2026-11-23T08:59").json == {"rounds": []}
    rounds = call("urges", "--json", at="2026-11-23T16:30").json["rounds"]
    assert [(one["slot"], one["unit"], one["tickets"]) for one in rounds] == [
        ("2026-11-23T09:00", "家政专班", ["甲"]),
        ("2026-11-23T16:00", "家政专班", ["甲"]),
    ]
    keys = ["slot", "unit", "tickets", "channel", "to", "sent_at", "answered_at", "answer", "promised_at", "state"]
    assert [list(one) for one in rounds] == [keys] * 2


@pytest.mark.parametrize(
    ("ends", "slots"),
    [("18:30", ["09:00", "16:00"]), ("16:00", ["09:00"]), ("21:59", ["09:00", "16:00", "19:00"]), ("08:30", [])],
)
def test_on_the_day_of_an_early_deadline_only_the_slots_before_it_remain(call, file, ends, slots):
    told = row(
        "甲", 派单时间="2026-11-18 10:00:00", 截止时间=f"2026-11-23 {ends}:00", 工单状态="办理中", 承办单位="家政专班"
    )
    call("import", file(told), at="2026-11-22T09:00")
    rounds = call("urges", "--json", at="2026-11-23T23:00").json["rounds"]
    assert [one["slot"][-5:] for one in rounds] == slots


def test_a_list_of_counts_has_the_columns_state_and_count(call, file):
    call("import", file(row("甲"), row("乙"), row("丙", 工单状态="办理中")))
    counts = ["状态", "数量"]
    assert reconcile(call, file(["待签收", "2"], ["办理中", "1"], columns=counts))["holds"]
    told = reconcile(call, file(["待签收", "5"], ["办理中", "1"], columns=counts))
    assert (told["platform"], told["register"], fields(told)) == (6, 3, [("待签收", "status")])


def test_an_outage_is_entered_with_its_proof(call, tmp_path):
    proof = tmp_path / "截图.png"
    proof.write_bytes(evidence.png())
    told = call("outage", "--from", "2026-11-23T08:10", "--to", "2026-11-23T08:40", "--proof", proof, "--json")
    assert (told.code, told.json["from"], told.json["to"]) == (
        0,
        "2026-11-23T08:10:00+08:00",
        "2026-11-23T08:40:00+08:00",
    )
    assert (told.json["proof"], len(told.json["sha256"])) == ("截图.png", 64)
    assert call("outage", "--from", "2026-11-23T08:10").code == 2
