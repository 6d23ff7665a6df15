"""The dossier commands: begun with its files, checked in the agreed shape, refused files said one by one."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from app.base.log import stop_log
from app.base.paths import DataFolder
from app.bootstrap import main
from tests.cli.test_commands import COLUMNS, row
from tests.corpus import evidence as made
from tests.corpus import writers
from tests.support.registers import copy_rehearsal

STATEMENT = (
    "经查询国家企业信用信息公示系统，被反映单位已于2026年10月20日办理注销登记，主体资格消灭，已告知诉求人其他途径。"
)


@pytest.fixture
def run(tmp_path, capsys):
    """Runs a command on a rehearsal folder with one ticket; gives its exit code, its output and its messages."""

    copy_rehearsal(DataFolder(tmp_path / "data"))

    def call(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        clock = ("--rehearse-at", "2026-11-23T10:00", "--speed", "0")
        with pytest.raises(SystemExit) as ended:
            main(["--data", str(tmp_path / "data"), "--as", "值班员甲", *clock, *arguments])
        told = capsys.readouterr()
        return int(ended.value.code or 0), told.out, told.err

    path = writers.text(tmp_path / "日.csv", [COLUMNS, row("甲", 派单时间="2026-11-22 09:00:00")], encoding="gb18030")
    assert call("import", str(path))[0] == 0
    yield call
    stop_log()


@pytest.fixture
def statement(tmp_path):
    return made.written(tmp_path / "说明.txt", STATEMENT.encode("utf-8-sig"))


def test_a_dossier_is_begun_with_its_files_and_checked(run, statement, tmp_path):
    picture = made.written(tmp_path / "公示.png", made.png())
    code, out, _ = run(
        "dossier", "new", "甲", "--type", "已注销", "--statement", str(statement), "--evidence", str(picture), "--json"
    )
    told = json.loads(out)
    assert (code, told["type"], told["refused"]) == (0, "商户情况/已注销", [])
    assert [(file["position"], file["name"], len(file["sha256"])) for file in told["files"]] == [(1, "公示.png", 64)]
    report = json.loads(run("dossier", "check", "甲", "--json")[1])
    assert 0 < report["complete"] < 100
    rules = {line["rule"]: line for line in report["rules"]}
    assert rules["evidence:公示截图"]["result"] == "pass"
    assert rules["person:1"]["result"] == "person"
    failed = {key: rules["basis"][key] for key in ("rule", "result", "hard", "reason", "todo")}
    assert failed == {
        "rule": "basis",
        "result": "fail",
        "hard": True,
        "reason": "没有写依据",
        "todo": "请写法规、文件或目录的条目",
    }
    assert "没有写依据" in run("dossier", "check", "甲")[1]


def test_a_dossiers_papers_are_written_with_the_hashes_it_was_begun_with(run, statement, tmp_path):
    picture = made.written(tmp_path / "公示.png", made.png())
    said = ("--statement", str(statement), "--evidence", str(picture))
    run("dossier", "new", "甲", "--type", "已注销", *said)
    code, out, _ = run("dossier", "export", "甲", "--out", str(tmp_path / "新" / "夹"), "--json")
    told = json.loads(out)
    assert (code, told["files"], Path(told["form"]).is_file()) == (0, 1, True)
    with zipfile.ZipFile(told["package"]) as package:
        assert picture.read_bytes() in [package.read(name) for name in package.namelist()]
    assert run("dossier", "export", "甲", "--out", str(picture / "夹"))[0] != 0


def test_a_refused_file_is_said_and_the_others_go_in(run, statement, tmp_path):
    good = made.written(tmp_path / "公示.png", made.png())
    bad = made.written(tmp_path / "公示.jpg", b"MZ" + bytes(100))
    code, out, err = run(
        *("dossier", "new", "甲", "--type", "商户情况/已注销", "--statement", str(statement)),
        *("--evidence", f"公示截图={good}", "--evidence", str(bad), "--json"),
    )
    told = json.loads(out)
    assert (code, len(told["files"]), len(told["refused"])) == (3, 1, 1)
    assert "程序" in err


def test_what_cannot_be_is_refused_with_a_sentence(run, statement, tmp_path):
    code, _, err = run("dossier", "check", "甲")
    assert (code, "没有不纳入考核申请" in err) == (1, True)
    code, _, err = run("dossier", "new", "甲", "--type", "没有", "--statement", str(statement))
    assert (code, "目录里没有“没有”" in err) == (1, True)
    code, _, err = run("dossier", "new", "甲", "--type", "已注销", "--statement", str(tmp_path / "没有.txt"))
    assert (code, "无法读取" in err) == (2, True)
