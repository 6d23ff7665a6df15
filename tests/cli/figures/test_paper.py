"""`report` makes, issues and corrects papers; `reports` lists what is due, late, drafted and issued."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from app.base.log import stop_log
from app.base.paths import DataFolder
from app.bootstrap import main
from app.files.readers.papers import read_lines
from tests.corpus import writers
from tests.support.registers import copy_rehearsal

HEAD = [
    "工单编号",
    "标题",
    "派单时间",
    "承办单位",
    "工单状态",
    "办结时间",
    "有效回访",
    "是否联系",
    "是否解决",
    "是否满意",
]
ROWS = [
    [
        "甲",
        "健身房停业",
        "2026-10-20 08:55:00",
        "预付费专班",
        "已办结",
        "2026-10-22 09:00:00",
        "是",
        "是",
        "是",
        "满意",
    ],
    ["乙", "家政退费", "2026-10-28 09:55:00", "家政专班", "已办结", "2026-11-01 09:00:00", "是", "是", "否", "不满意"],
    ["丙", "超市售假", "2026-11-09 10:55:00", "家政专班", "办理中", "", "", "", "", ""],
]


@pytest.fixture
def call(tmp_path, capsys):
    copy_rehearsal(DataFolder(tmp_path / "data"))

    def run(now: str, *arguments: object) -> tuple[int, str]:
        capsys.readouterr()
        clock = ("--rehearse-at", now, "--speed", "0.001")
        with pytest.raises(SystemExit) as ended:
            main(["--data", str(tmp_path / "data"), "--as", "分析员甲", *clock, *map(str, arguments)])
        return int(ended.value.code or 0), capsys.readouterr().out

    run("2026-11-18T09:00", "import", writers.text(tmp_path / "日.csv", [HEAD, *ROWS], encoding="gb18030"))
    yield run
    stop_log()


@pytest.fixture
def report(call, tmp_path):
    def run(now: str, name: str, *options: object, of: str = "assess:2026-11") -> dict:
        code, out = call(now, "report", "monthly", "--of", of, "--out", tmp_path / name, *options, "--json")
        assert code == 0
        return json.loads(out)

    return run


def listed(call, now: str) -> dict[tuple[str, str], dict]:
    _, out = call(now, "reports", "--json")
    return {(row["kind"], row["period"]): row for row in json.loads(out)["reports"]}


def test_a_draft_has_no_number_and_an_issued_one_every_key(report, tmp_path):
    draft = report("2026-11-19T09:00", "草稿.docx")
    assert (draft["number"], draft["issued_at"]) == (None, None)
    made = report("2026-11-19T10:00", "月报.docx", "--issue")
    content = (tmp_path / "月报.docx").read_bytes()
    assert list(made) == [
        "number", "kind", "period", "caliber", "file", "sha256", "issued_at", "by", "figures", "changed_since",
    ]  # fmt: skip
    assert made["number"] == "月报〔2026〕1号"
    assert made["sha256"] == hashlib.sha256(content).hexdigest()
    assert (made["issued_at"], made["by"]) == ("2026-11-19T10:00:00+08:00", "分析员甲")
    assert {"id": "received", "key": None, "caliber": "gross", "text": "3"} in made["figures"]


def test_the_same_call_later_gives_the_same_digits_and_what_moved_with_its_tickets(report, call, tmp_path):
    made = report("2026-11-19T10:00", "月报.docx", "--issue")
    again = report("2026-11-20T10:00", "再来.docx", "--issue")
    assert (again["number"], again["figures"], again["changed_since"]) == (made["number"], made["figures"], [])
    assert again["sha256"] == made["sha256"]
    changed = [*ROWS[1][:8], "是", "满意"]
    call("2026-11-20T11:00", "import", writers.text(tmp_path / "改.csv", [HEAD, changed], encoding="gb18030"))
    later = report("2026-11-20T12:00", "变了.docx")
    assert (later["number"], later["figures"]) == (made["number"], made["figures"])
    solved = [one for one in later["changed_since"] if one["figure"] == "solved" and one["key"] is None]
    assert solved == [
        {"figure": "solved", "caliber": caliber, "key": None, "then": 1, "now": 2, "tickets": ["乙"]}
        for caliber in ("gross", "net")
    ]
    assert {"response", "valid", "received"}.isdisjoint(one["figure"] for one in later["changed_since"])
    texts = [line.text for line in read_lines(tmp_path / "变了.docx")]
    page = texts[texts.index("签发后变化") :]
    assert page[1:7] == ["指标", "口径", "范围", "签发时", "现在", "工单"]
    assert "解决数" in page
    assert Path(made["file"]).read_bytes() == (tmp_path / "再来.docx").read_bytes()


def test_a_correction_has_a_new_number_and_names_the_first(report, call, tmp_path):
    code, _ = call(
        "2026-11-19T09:00",
        "report",
        "monthly",
        "--of",
        "assess:2026-11",
        "--out",
        tmp_path / "无.docx",
        "--issue",
        "--again",
    )
    assert (code, (tmp_path / "无.docx").exists()) == (1, False)
    report("2026-11-19T10:00", "月报.docx", "--issue")
    made = report("2026-11-20T10:00", "更正.docx", "--issue", "--again")
    assert made["number"] == "月报〔2026〕2号"
    assert any("更正稿，代替月报〔2026〕1号" in line.text for line in read_lines(tmp_path / "更正.docx"))
    assert report("2026-11-20T11:00", "再.docx")["number"] == "月报〔2026〕2号"


def test_what_is_due_late_drafted_and_issued_is_listed(report, call):
    key = ("monthly", "assess:2026-11")
    assert listed(call, "2026-11-19T09:00")[key] == {
        "kind": "monthly", "period": "assess:2026-11", "state": "due", "due_at": "2026-11-19T18:00:00+08:00",
        "number": None, "issued_at": None, "by": None,
    }  # fmt: skip
    assert listed(call, "2026-11-19T18:00:01")[key]["state"] == "late"
    report("2026-11-19T10:00", "草稿.docx")
    assert listed(call, "2026-11-19T11:00")[key]["state"] == "drafted"
    report("2026-11-19T17:00", "月报.docx", "--issue")
    found = listed(call, "2026-11-20T09:00")
    assert (found[key]["state"], found[key]["number"], found[key]["by"]) == ("issued", "月报〔2026〕1号", "分析员甲")
    assert found[key]["due_at"] == "2026-11-19T18:00:00+08:00"
    assert found["daily", "day:2026-11-19"]["state"] == "late"
    assert found["daily", "day:2026-11-20"]["state"] == "due"
    assert ("daily", "day:2026-11-17") not in found


@pytest.mark.parametrize("name", ["月报.docx", "月报.xlsx", "月报.pdf"])
def test_every_form_is_issued_and_written_once_more(report, tmp_path, name):
    made = report("2026-11-19T10:00", name, "--issue")
    assert (tmp_path / name).stat().st_size > 1000
    again = report("2026-11-19T11:00", f"再_{name}", "--issue")
    assert again["sha256"] == made["sha256"]
    other = report("2026-11-19T11:00", "别的.docx" if name != "月报.docx" else "别的.xlsx")
    assert (other["number"], other["figures"]) == (made["number"], made["figures"])


def test_made_up_months_are_reports_of_their_own(report, call):
    report("2026-11-19T10:00", "补.docx", "--issue", "--catch-up", of="month:2026-10")
    own = report("2026-11-19T11:00", "月.docx", of="month:2026-10")
    assert own["number"] is None


def test_an_unknown_ending_is_refused_and_nothing_is_written(call, tmp_path):
    code, _ = call(
        "2026-11-19T10:00", "report", "monthly", "--of", "assess:2026-11", "--out", tmp_path / "月.txt", "--issue"
    )
    assert (code, (tmp_path / "月.txt").exists()) == (1, False)
    assert not [row for row in listed(call, "2026-11-19T10:00").values() if row["state"] == "issued"]
