"""`verify` says whether journal and tickets are as they were written, and ends with 1 when they are not."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import pytest

from app.base.log import stop_log
from app.base.paths import DataFolder
from app.bootstrap import main
from app.models.journal.anchor import read_text
from tests.corpus import writers
from tests.support.registers import copy_rehearsal


@pytest.fixture
def call(tmp_path, capsys):
    copy_rehearsal(DataFolder(tmp_path / "data"))
    rows = [["工单编号", "标题", "派单时间"], *([f"甲{n}", "示例标题", "2026-11-23 08:55:00"] for n in range(3))]
    file = writers.text(tmp_path / "日.csv", rows, encoding="gb18030")

    def run(*arguments: object) -> tuple[int, str, str]:
        capsys.readouterr()
        clock = ("--rehearse-at", "2026-11-23T09:00", "--speed", "0")
        with pytest.raises(SystemExit) as ended:
            main(["--data", str(tmp_path / "data"), "--as", "值班员甲", *clock, *map(str, arguments)])
        written = capsys.readouterr()
        return int(ended.value.code or 0), written.out, written.err

    run("import", file)
    yield run
    stop_log()


def test_a_register_as_it_was_written_holds(call, tmp_path):
    code, out, _ = call("verify", "--json")
    result = json.loads(out)
    lines = result.pop("lines")
    assert code == 0
    assert result == {"holds": True, "first_broken": None, "anchor": "holds", "tickets_differing": [], "damaged": []}
    anchor = read_text((tmp_path / "data" / "desk.anchor").read_text(encoding="utf-8"))
    assert anchor is not None
    assert (anchor.line, lines) == (4, 4)


def test_what_was_altered_is_named_and_the_command_ends_with_1(call, tmp_path):
    with closing(sqlite3.connect(tmp_path / "data" / "desk.sqlite3")) as connection:
        connection.execute("UPDATE tickets SET title = '改过' WHERE number = '甲1'")
        connection.execute("DELETE FROM tickets WHERE number = '甲2'")
        connection.execute("DROP TRIGGER journal_no_update")
        connection.execute("UPDATE journal SET who = '别人' WHERE id = 2")
        connection.commit()
    code, out, err = call("verify", "--json")
    assert code == 1
    assert json.loads(out) == {
        "holds": False,
        "lines": 4,
        "first_broken": 2,
        "anchor": "holds",
        "tickets_differing": ["甲1", "甲2"],
        "damaged": ["搜索索引与工单不符（10 个词），搜索可能漏掉工单"],
    }
    told = "搜索索引与工单不符（10 个词），搜索可能漏掉工单；日志自第 2 条起不符；工单与日志不符：甲1、甲2"
    assert err.splitlines()[-1] == told


def test_without_json_one_sentence_says_it(call):
    assert call("verify")[1] == "完整：4 条，锚点相符\n"
