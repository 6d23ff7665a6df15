"""`handover` prints the sheet as it would be now, and writes it as a document."""

from __future__ import annotations

import json

import pytest

from app.base.log import stop_log
from app.base.paths import DataFolder
from app.bootstrap import main
from app.files.writers.documents import document_texts
from tests.corpus import writers
from tests.support.registers import copy_rehearsal

COLUMNS = ["工单编号", "标题", "派单时间", "紧急程度", "工单状态", "承办单位", "签收时间", "首次联系时间"]
AT = "2026-11-23 08:55:00"
ROWS = [
    COLUMNS,
    ["热线-1", "健身房停业", AT, "紧急", "待签收", "", "", ""],
    ["热线-2", "美容院退费", AT, "紧急", "待审核", "预付费专班", AT, AT],
    ["热线-3", "价签不符", AT, "一般", "待签收", "", "", ""],
]
KEYS = (
    "reconciliation", "counters", "next_clocks", "urgent", "promises", "unreached", "drafts", "muted", "escalations",
    "urges", "returns", "applications", "instructions", "faults",
)  # fmt: skip


@pytest.fixture
def call(tmp_path, capsys):
    copy_rehearsal(DataFolder(tmp_path / "data"))

    def run(*arguments: object, at: str = "2026-11-23T09:00") -> tuple[int, str]:
        capsys.readouterr()
        clock = ("--rehearse-at", at, "--speed", "0")
        with pytest.raises(SystemExit) as ended:
            main(["--data", str(tmp_path / "data"), "--as", "值班员甲", *clock, *map(str, arguments)])
        return int(ended.value.code or 0), capsys.readouterr().out

    yield run
    stop_log()


def test_the_sheet_has_every_promised_key_and_says_the_next_step(call, tmp_path):
    empty = json.loads(call("handover", "--json")[1])
    assert set(KEYS) <= set(empty)
    assert (empty["reconciliation"], empty["nothing"], empty["urgent"]) == (None, True, [])
    call("import", writers.text(tmp_path / "导出.csv", ROWS, encoding="gb18030"))
    call("log-entry", "--kind", "fault", "--text", "平台无法登录")
    call("log-entry", "--kind", "order", "--text", "明早报数", "--by", "张副局长")
    call("reconcile", writers.text(tmp_path / "平台.csv", ROWS[:3], encoding="gb18030"))
    code, out = call("handover", "--json")
    told = json.loads(out)
    assert code == 0
    assert told["urgent"] == [
        {"number": "热线-1", "next_step": "签收（11-23 09:05 前）"},
        {"number": "热线-2", "next_step": told["urgent"][1]["next_step"]},
    ]
    assert told["urgent"][1]["next_step"].startswith("审核答复")
    assert {"number": "热线-1", "clock": "sign", "due_at": "2026-11-23T09:05:00+08:00"} in told["next_clocks"]
    assert [one["text"] for one in told["faults"]] == ["平台无法登录"]
    assert [one["text"] for one in told["instructions"]] == ["明早报数"]
    assert told["reconciliation"] == {
        "at": "2026-11-23T09:00:00+08:00", "holds": False, "missing_here": 0, "missing_there": 1, "differs": 0,
    }  # fmt: skip
    assert told["counters"]["to-sign"] == 2
    later = json.loads(call("handover", "--json", at="2026-11-23T21:30")[1])
    assert (later["faults"], later["instructions"]) == ([], [])
    assert "热线-1" in {one["number"] for one in later["overdue"]}


def test_the_sheet_is_listed_and_written_as_a_document(call, tmp_path):
    call("import", writers.text(tmp_path / "导出.csv", ROWS, encoding="gb18030"))
    code, out = call("handover")
    assert (code, "紧急未结\t热线-1" in out) == (0, True)
    assert call("handover", "--out", tmp_path / "交接.docx")[0] == 0
    assert "值守交接单" in document_texts(tmp_path / "交接.docx")
    assert call("handover", "--out", tmp_path / "交接.txt")[0] == 1
