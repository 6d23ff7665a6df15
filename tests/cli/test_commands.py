"""The commands as a script drives them: JSON alone on stdout, words on stderr, the agreed exit codes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from app.base.log import stop_log
from app.base.paths import DataFolder
from app.bootstrap import main, open_desk
from app.desk.journal import reads as journal_reads
from app.desk.queue import reads as queue_reads
from app.rules.queue.names import QueueName
from tests.corpus import headers, writers
from tests.support.patience import PATIENCE
from tests.support.registers import copy_empty_register, copy_rehearsal

COLUMNS = ["工单编号", "标题", "主要内容", "来电人", "来电号码", "派单时间", "紧急程度", "承办单位", "备注栏"]
ROOT = Path(__file__).parents[2]


def row(number: str, **said: str) -> list[str]:
    told = {"工单编号": number, "标题": "示例标题", "主要内容": "示例内容", "派单时间": "2026-11-23 08:55:00", **said}
    return [told.get(column, "") for column in COLUMNS]


@dataclass
class Said:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def call(data, capsys):
    """Runs a command in this process on a rehearsal folder whose clock stands at 09:00 on 2026-11-23."""
    copy_rehearsal(DataFolder(data))

    def run(*arguments: object, at: str | None = "2026-11-23T09:00", root: Path | None = None) -> Said:
        capsys.readouterr()
        clock = () if at is None else ("--rehearse-at", at, "--speed", "0")
        with pytest.raises(SystemExit) as ended:
            main(["--data", str(root or data), "--as", "值班员甲", *clock, *map(str, arguments)])
        told = capsys.readouterr()
        return Said(int(ended.value.code or 0), told.out, told.err)

    yield run
    stop_log()


@pytest.fixture
def file(tmp_path):
    def make(name: str, *rows: list[str]) -> Path:
        return writers.text(tmp_path / name, [COLUMNS, *rows], encoding="gb18030")

    return make


def counts(told: dict[str, Any]) -> list[int]:
    return [told[name] for name in ("rows", "created", "updated", "unchanged", "refused")]


def numbers_hidden(text: str) -> bool:
    return not any(number in text for number in ("13800000001", "13800000002", "13800000003", "13900000004"))


# import


def test_an_import_tells_its_counts_as_json_alone(call, file):
    said = call("import", file("日.csv", row("甲"), row("乙")), "--json")
    (told,) = said.json["files"]
    assert said.code == 0
    assert counts(told) == [2, 2, 0, 0, 0]
    assert set(told) >= {"file", "problems", "skipped_sheets", "error"}
    assert (told["problems"], told["skipped_sheets"], told["error"]) == ([], [], None)
    assert "2 行，新增 2" in said.err


def test_refused_rows_are_named_and_end_with_3(call, file):
    said = call(
        "import", file("坏行.csv", row("甲"), row("1.23E+17"), row("乙", 派单时间="2026-02-30 10:00")), "--json"
    )
    (told,) = said.json["files"]
    assert said.code == 3
    assert counts(told) == [3, 1, 0, 0, 2]
    assert [set(problem) for problem in told["problems"]] == [
        {"sheet", "row", "column", "value", "number", "reason"}
    ] * 2
    assert [(problem["row"], problem["column"]) for problem in told["problems"]] == [(3, "工单编号"), (4, "派单时间")]
    assert told["problems"][1]["number"] == "乙"


def test_one_bad_file_ends_with_2_and_the_others_go_in(call, file, tmp_path):
    empty = tmp_path / "空.xlsx"
    empty.write_bytes(b"")
    missing, good = tmp_path / "没有.csv", file("好.csv", row("甲"), row("1E+17"))
    said = call("import", empty, good, missing, tmp_path, "--json")
    assert said.code == 2
    assert [counts(told) for told in said.json["files"]] == [[0] * 5, [2, 1, 0, 0, 1], [0] * 5, [0] * 5]
    assert [told["error"] is None for told in said.json["files"]] == [False, True, False, False]
    assert "空.xlsx：文件是空的" in said.err
    assert "没有.csv：文件无法读取，未导入（找不到这个文件或文件夹）" in said.err
    assert "这是文件夹，不是普通文件" in said.err
    assert call("tickets", "--json").json["total"] == 1


def test_the_same_file_again_changes_nothing(call, file):
    path = file("日.csv", row("甲", 备注栏="一"), row("乙"))
    call("import", path)
    assert counts(call("import", path, "--json").json["files"][0]) == [2, 0, 0, 2, 0]


def test_a_later_row_of_one_file_wins_and_both_rows_are_counted(call, file):
    said = call("import", file("重.csv", row("甲", 标题="先"), row("乙"), row("甲", 标题="后")), "--json")
    assert counts(said.json["files"][0]) == [3, 2, 1, 0, 0]
    told = call("ticket", "甲", "--json").json
    assert told["title"] == "后"
    assert told["journal"][-1]["changes"]["标题"] == {"from": "先", "to": "后"}


def test_refused_rows_come_in_when_their_workbook_is_corrected(call, tmp_path):
    rows = [
        headers.row_of(headers.D, "好"),
        headers.row_of(headers.D, ""),
        headers.row_of(headers.D, "期", 截止时间="2026-02-30 10:00"),
    ]
    path = writers.xlsx(tmp_path / "导出.xlsx", {"工单": [["示例明细"], headers.D, *rows]})
    (told,) = call("import", path, "--json").json["files"]
    assert counts(told) == [3, 1, 0, 0, 2]
    book = openpyxl.load_workbook(told["problems_file"])
    sheet = book.active
    heads = [cell.value for cell in sheet[1]]
    sheet.cell(2, heads.index("工单编号") + 1).value = "补号"
    sheet.cell(3, heads.index("截止时间") + 1).value = "2026-11-28 10:00"
    book.save(tmp_path / "改好.xlsx")
    assert counts(call("import", tmp_path / "改好.xlsx", "--json").json["files"][0]) == [2, 2, 0, 0, 0]
    assert call("ticket", "期", "--json").json["deadline_at"] == "2026-11-28T10:00:00+08:00"
    assert set(call("ticket", "补号", "--json").json["extra"]) == {"热线号码"}


def test_a_file_name_that_is_no_utf_8_comes_in_with_its_refused_rows(call, file):
    good = file("好.csv", row("甲"), row("1E+17"))
    path = Path(os.fsdecode(os.fsencode(good.parent) + b"/" + "工单".encode("gbk") + b".csv"))
    try:
        good.rename(path)
    except OSError:
        pytest.skip("this file system knows UTF-8 names only")
    said = call("import", path, "--json")
    assert said.code == 3
    assert counts(said.json["files"][0]) == [2, 1, 0, 0, 1]


def test_only_old_rows_come_in_as_backlog_where_that_is_asked_for(call, file):
    path = file("首次.csv", row("旧", 派单时间="2026-09-01 10:00:00"), row("新"))
    (told,) = call("import", "--old-as-backlog", path, "--json").json["files"]
    assert (told["created"], told["backlog"]) == (2, 1)
    history = call("tickets", "--queue", "history", "--json").json
    assert [ticket["number"] for ticket in history["tickets"]] == ["旧"]
    assert history["tickets"][0]["backlog"] is True


def test_backlog_comes_in_silent_with_its_clocks_as_history(call, file):
    call("import", "--backlog", file("旧.csv", row("旧", 派单时间="2026-11-22 10:00:00")))
    told = call("ticket", "旧", "--json").json
    assert {slot["state"] for slot in told["reminders"]} == {"cancelled"}
    assert {clock["state"] for clock in told["clocks"]} == {"history"}
    assert told["next_due_at"] is None


# tickets, ticket


def test_a_list_says_the_true_total_and_shows_no_more_than_asked(call, file):
    call("import", file("日.csv", *(row(f"N{at}") for at in range(5))))
    told = call("tickets", "--queue", "to-sign", "--limit", "2", "--json").json
    assert (told["total"], len(told["tickets"])) == (5, 2)
    line = told["tickets"][0]
    assert line["dispatched_at"] == "2026-11-23T08:55:00+08:00"
    assert line["sign_due_at"] == "2026-11-23T10:55:00+08:00"
    assert line["deadline_at"] == "2026-11-29T00:00:00+08:00"
    assert (line["status"], line["urgency"], line["dispatched_at_estimated"]) == ("to-sign", "general", False)
    assert line["signed_at"] is None


@pytest.mark.parametrize("name", list(QueueName))
def test_every_queue_has_its_list(call, file, name):
    call("import", file("日.csv", row("甲", 紧急程度="特急")))
    expected = 1 if name in (QueueName.TO_SIGN, QueueName.ALL) else 0
    assert call("tickets", "--queue", name.value, "--json").json["total"] == expected


def test_search_narrows_a_list(call, file):
    call("import", file("日.csv", row("甲", 标题="预付卡退费"), row("乙")))
    assert [line["number"] for line in call("tickets", "--search", "付卡", "--json").json["tickets"]] == ["甲"]


def test_a_ticket_is_told_whole(call, file):
    call("import", file("日.csv", row("甲", 来电号码="13800000001", 备注栏="自定")))
    told = call("ticket", "甲", "--json").json
    wanted = {
        *("number", "source", "title", "content", "type", "category", "urgency", "status", "caller", "phones"),
        *("phone_raw", "street", "merchant", "unit", "dispatched_at", "deadline_at", "signed_at"),
        *("extra", "clocks", "reminders", "journal"),
    }
    assert wanted <= set(told)
    assert told["extra"] == {"备注栏": "自定"}
    assert {"name", "due_at", "state", "explanation"} <= set(told["clocks"][0])
    slot = {"clock", "slot", "planned_at", "state", "raised_at", "acknowledged_at", "acknowledged_by"}
    assert slot <= set(told["reminders"][0])
    assert told["journal"][0]["verb"] == "create"


def test_numbers_are_hidden_wherever_they_stand_until_they_are_revealed_on_the_record(call, file):
    call(
        "import",
        file(
            "日.csv",
            row("甲", 来电号码="13800000001", 标题="找13800000002", 主要内容="电话13800000003", 来电人="某13900000004",
                备注栏="又13800000002"),
        ),
    )  # fmt: skip
    call("import", file("次.csv", row("甲", 来电号码="13800000002", 标题="找13800000002", 备注栏="再13800000003")))
    assert numbers_hidden(call("ticket", "甲", "--json").out)
    assert numbers_hidden(call("tickets", "--json").out)
    assert numbers_hidden(call("ticket", "甲").out)
    told = call("ticket", "甲", "--reveal", "--json").json
    assert (told["phones"], told["title"]) == (["13800000002"], "找13800000002")
    assert told["extra"]["备注栏"] == "再13800000003"
    assert told["journal"][-1]["verb"] == "reveal"
    assert told["journal"][-1]["who"] == "值班员甲"


def test_a_damaged_number_is_hidden_too(call, file):
    call("import", file("日.csv", row("甲", 来电号码="1380000000.1")))
    assert "1380000000" not in call("ticket", "甲", "--json").out


def test_an_unknown_number_is_said_on_stderr_with_nothing_on_stdout(call):
    said = call("ticket", "没有", "--json")
    assert (said.code, said.out) == (1, "")
    assert "没有编号为 没有 的工单" in said.err


def test_a_number_is_found_as_people_type_it(call, file):
    call("import", file("日.csv", row("热线-261123-000001")))
    assert call("ticket", " 热线－２６１１２３－０００００１ ", "--json").json["number"] == "热线-261123-000001"


def test_a_number_of_two_sources_is_asked_for_with_its_source(call, tmp_path):
    rows = [headers.row_of(headers.C, "一", 数据来源=source) for source in ("市直派", "区分转")]
    call("import", writers.xlsx(tmp_path / "两源.xlsx", {"S": [headers.C, *rows]}))
    said = call("ticket", "一", "--json")
    assert said.code == 1
    assert "请写成 来源:编号" in said.err
    assert call("ticket", "区分转:一", "--json").json["source"] == "区分转"


# sign


def test_signing_says_in_time_or_late(call, file):
    call("import", file("日.csv", row("准"), row("晚", 派单时间="2026-11-23 06:00:00")))
    said = call("sign", "准", "晚", "--json")
    assert said.code == 0
    assert [(line["number"], line["late"]) for line in said.json["signed"]] == [("准", False), ("晚", True)]
    assert said.json["signed"][0]["signed_at"] == "2026-11-23T09:00:00+08:00"
    assert call("tickets", "--queue", "handling", "--json").json["total"] == 2


def test_what_cannot_be_signed_is_named_and_the_rest_is_signed(call, file):
    call("import", file("日.csv", row("甲")))
    said = call("sign", "没有", "甲", "甲", "--json")
    assert said.code == 3
    assert [line["number"] for line in said.json["signed"]] == ["甲"]
    assert [line["number"] for line in said.json["refused"]] == ["没有", "甲"]


def test_a_file_does_not_take_a_signature_back(call, tmp_path, file):
    path = writers.text(tmp_path / "态.csv", [[*COLUMNS, "工单状态"], [*row("甲"), "待签收"]])
    call("import", path)
    call("sign", "甲")
    again = writers.text(tmp_path / "态2.csv", [[*COLUMNS, "工单状态"], [*row("甲", 标题="新"), "待签收"]])
    assert counts(call("import", again, "--json").json["files"][0]) == [1, 0, 1, 0, 0]
    told = call("ticket", "甲", "--json").json
    assert (told["status"], told["title"]) == ("handling", "新")
    assert told["signed_at"] is not None


# reminders, day-log


def test_reminders_are_listed_from_up_to_but_without_to(call, file):
    call("import", file("日.csv", row("急", 紧急程度="紧急")))
    told = call("reminders", "--from", "2026-11-23T08:55", "--to", "2026-11-23T09:03", "--json").json
    assert [slot["slot"] for slot in told["reminders"]] == ["arrival", "5min"]
    assert told["reminders"][1]["planned_at"] == "2026-11-23T09:00:00+08:00"
    assert told["reminders"][0]["number"] == "急"


def test_a_log_is_written_and_counted(call, file, tmp_path):
    call("import", file("日.csv", row("甲")))
    said = call("day-log", "--date", "2026-11-23", "--out", tmp_path / "日志.xlsx", "--json")
    assert said.code == 0
    assert said.json["rows"] == said.json["counted"]
    assert list(said.json["rows"]) == [
        "概况", "工单流水", "签收", "提醒与升级", "催办", "回访", "联系核查", "退单", "值班日志", "日志",
    ]  # fmt: skip
    assert Path(said.json["file"]).is_file()
    assert "清点" in said.err


# what a script gets wrong


@pytest.mark.parametrize(
    "arguments",
    [
        ["tickets", "--queue", "nope"],
        ["tickets", "--limit", "-1"],
        ["reminders", "--from", "gestern"],
        ["reminders", "--from", "0001-01-01"],
        ["reminders", "--to", "9999-12-31T23:00-09:00"],
        ["day-log", "--date", "2026-02-30", "--out", "x.xlsx"],
        ["day-log", "--date", "0001-01-01", "--out", "x.xlsx"],
        ["day-log", "--date", "9999-12-31", "--out", "x.xlsx"],
        ["day-log", "--date", "20261123", "--out", "x.xlsx"],
        ["import"],
    ],
)
def test_what_is_no_choice_or_time_is_a_usage_error(call, arguments):
    said = call(*arguments, "--json")
    assert (said.code, said.out) == (2, "")
    assert said.err


# rehearsal


def test_a_rehearsal_in_a_new_folder_says_so_on_stderr_and_keeps_its_mark(call, tmp_path):
    new = tmp_path / "演练"
    said = call("tickets", "--json", root=new)
    assert said.code == 0
    assert "演练" in said.err
    assert (new / "REHEARSAL.txt").exists()
    assert call("tickets", at="2026-11-24T09:00", root=new).code == 0


def test_a_real_folder_never_takes_a_simulated_time(call, tmp_path):
    real = tmp_path / "登记"
    assert call("tickets", at=None, root=real).code == 0
    said = call("tickets", root=real)
    assert (said.code, said.out) == (1, "")
    assert "不是演练文件夹" in said.err


def test_a_folder_of_other_things_is_no_place_to_rehearse(call, tmp_path):
    (tmp_path / "其他").mkdir()
    (tmp_path / "其他" / "文件.txt").write_text("x", encoding="utf-8")
    assert call("tickets", root=tmp_path / "其他").code == 1
    assert [path.name for path in (tmp_path / "其他").iterdir()] == ["文件.txt"]


@pytest.mark.parametrize("at", [None, "2026-11-23T09:00"])
def test_a_file_is_no_data_folder(call, tmp_path, at):
    (tmp_path / "文件").write_text("x", encoding="utf-8")
    said = call("tickets", at=at, root=tmp_path / "文件")
    assert (said.code, said.out) == (1, "")
    assert "文件夹无法使用" in said.err


@pytest.mark.parametrize("speed", [["--speed", "3"], ["--rehearse-at", "2026-11-23T09:00", "--speed", "nan"]])
def test_a_speed_is_a_number_and_belongs_to_a_rehearsal(data, speed, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--data", str(data), *speed, "tickets"])
    assert ended.value.code == 2
    assert not data.exists()


# several processes


_SPILLED = 1 << 20  # an empty register has written less: only an import under way, whose cache is full, writes so much


def start(data: Path, *arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "app", "--data", str(data), *map(str, arguments)]
    return subprocess.Popen(
        command, cwd=ROOT, text=True, encoding="utf-8", stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def test_processes_that_start_and_write_at_once_lose_nothing(data, tmp_path):
    files = [
        writers.text(tmp_path / f"{part}.csv", [COLUMNS, *(row(f"{part}{at}") for at in range(50)), row("共")])
        for part in "甲乙丙"
    ]
    running = [start(data, "import", path, "--json") for path in files] + [start(data, "tickets", "--json")]
    told = [(process.communicate(timeout=PATIENCE), process.returncode) for process in running]
    assert [code for _, code in told] == [0, 0, 0, 0], told
    desk = open_desk(data)
    try:
        assert queue_reads.counters(desk).by_queue[QueueName.ALL] == 151
        assert journal_reads.first_broken_line(desk) is None
    finally:
        desk.register.close()
        stop_log()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_an_import_that_is_killed_leaves_nothing_half_done(data, tmp_path):
    path = writers.text(tmp_path / "大.csv", [COLUMNS, *(row(f"N{at}") for at in range(14_000))])
    copy_empty_register(DataFolder(data))
    desk = open_desk(data)
    process = start(data, "import", path, "--json")
    try:
        seen = desk.register.path.with_name("desk.sqlite3-wal")
        while not (seen.exists() and seen.stat().st_size > _SPILLED) and process.poll() is None:
            time.sleep(0.005)
        assert process.poll() is None, "the import was faster than the kill"
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=PATIENCE)
        assert queue_reads.counters(desk).by_queue[QueueName.ALL] == 0
        assert journal_reads.first_broken_line(desk) is None
    finally:
        process.kill()
        process.communicate()
        desk.register.close()
        stop_log()
    again = start(data, "tickets", "--json")
    assert json.loads(again.communicate(timeout=PATIENCE)[0])["total"] == 0


def test_sign_takes_the_platforms_time_with_its_source(call, file):
    call("import", file("a.csv", row("热线-1", 紧急程度="紧急"), row("热线-2", 紧急程度="紧急")))
    told = call("sign", "热线-1", "--at", "2026-11-23T09:01", "--source", "电话告知", "--json", at="2026-11-23T09:30")
    assert (told.code, told.json["signed"][0]["late"]) == (0, False)
    whole = call("ticket", "热线-1", "--json", at="2026-11-23T09:30").json
    assert whole["signed_at"] == "2026-11-23T09:01:00+08:00"
    assert (whole["desk_signed_at"], whole["sign_source"]) == ("2026-11-23T09:30:00+08:00", "电话告知")
    assert whole["sign_late"] is False
    for at in ("2026-11-23T08:54", "2026-11-23T09:31"):
        refused = call("sign", "热线-2", "--at", at, "--json", at="2026-11-23T09:30")
        assert (refused.code, refused.json["signed"]) == (3, [])
    assert call("ticket", "热线-2", "--json", at="2026-11-23T09:30").json["signed_at"] is None


def test_reconcile_names_every_difference_and_its_exit_code_says_whether_it_holds(call, file):
    call("import", file("a.csv", row("热线-1", 承办单位="商业服务科"), row("热线-2")))
    same = call("reconcile", file("b.csv", row("热线-1"), row("热线-2")), "--json")
    assert (same.code, same.json["holds"], same.json["platform"], same.json["register"]) == (0, True, 2, 2)
    list_ = file("c.csv", row("热线-1", 承办单位="家政专班"), row("热线-3"))
    told = [call("reconcile", list_, "--json") for _ in range(2)]
    assert (
        told[0].json
        == told[1].json
        == {
            "platform": 2,
            "register": 2,
            "missing_here": ["热线-3"],
            "missing_there": ["热线-2"],
            "differs": [{"number": "热线-1", "field": "unit", "here": "商业服务科", "there": "家政专班"}],
            "holds": False,
        }
    )
    assert (told[0].code, call("reconcile", list_.with_name("nowhere.csv"), "--json").code) == (1, 2)


def test_an_outage_is_entered_and_late_sign_fors_inside_are_counted_apart(call, file, tmp_path):
    call(
        "import",
        file("a.csv", row("热线-1", 紧急程度="紧急"), row("热线-2", 紧急程度="紧急", 派单时间="2026-11-23 08:30:00")),
    )
    for number in ("热线-1", "热线-2"):
        assert call("sign", number, at="2026-11-23T09:40").code == 0
    told = call("outage", "--from", "2026-11-23T09:02", "--to", "2026-11-23T09:30", "--json", at="2026-11-23T09:50")
    assert (told.code, told.json["from"], told.json["proof"]) == (0, "2026-11-23T09:02:00+08:00", None)
    clocks = call("explain", "热线-1", "--json", at="2026-11-23T09:50").json["clocks"]
    assert (clocks[0]["state"], clocks[0]["outage"]) == ("met-late", "平台故障 11-23 09:02–09:30")
    assert call("explain", "热线-2", "--json", at="2026-11-23T09:50").json["clocks"][0]["outage"] is None
    assert call("outage", "--from", "2026-11-23T09:20", "--to", "2026-11-23T09:10", at="2026-11-23T09:50").code == 1
    out = tmp_path / "日志.xlsx"
    assert call("day-log", "--date", "2026-11-23", "--out", out, at="2026-11-23T10:00").code == 0
    book = openpyxl.load_workbook(out)
    lines = {line[0]: line[1] for line in book["概况"].iter_rows(values_only=True) if line[0]}
    assert (lines["签收"], lines["按时签收"], lines["超时签收"], lines["平台故障内超时"]) == (2, 0, 1, 1)
    contacts = [lines[name] for name in ("按时首次联系", "超时首次联系", "平台故障内超时联系", "未联系")]
    assert contacts == [0, 0, 0, 2]
    cells = {cell for line in book["签收"].iter_rows(values_only=True) for cell in line}
    assert {"超时", "超时（平台故障内）"} <= cells
    assert lines["平台故障"] == "11-23 09:02–09:30"
