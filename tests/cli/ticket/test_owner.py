"""`owner` says whose a demand most likely is and why, and trains the classifier behind it."""

from __future__ import annotations

import json

import pytest

from app.base.log import stop_log
from app.base.paths import DataFolder
from app.bootstrap import main
from tests.support.registers import copy_rehearsal


@pytest.fixture
def folder(tmp_path):
    return DataFolder(tmp_path / "data")


@pytest.fixture
def call(folder, capsys):
    copy_rehearsal(folder)

    def run(*arguments: object) -> tuple[int, str, str]:
        clock = ("--rehearse-at", "2026-11-23T09:00", "--speed", "0.001")
        with pytest.raises(SystemExit) as ended:
            main(["--data", str(folder.root), "--as", "值班员甲", *clock, "owner", *map(str, arguments)])
        printed = capsys.readouterr()
        return int(ended.value.code or 0), printed.out, printed.err

    yield run
    stop_log()


def test_the_owner_is_named_with_the_words_that_decided_what_was_left_out_and_the_vote(call):
    text = "地铁站旁的健身房停业，已报警，年卡不退"
    row = json.loads(call("--text", text, "--json")[1])
    assert set(row) == {"owner", "sure", "because"}
    assert (row["owner"], row["sure"]) == ("区体育局", True)
    assert "健身房" in row["because"]
    assert {"未计入：已报警（他人说法）、地铁站旁的（地点）", "相似诉求：多归区体育局"} & set(row["because"])
    line = call("--text", text)[1]
    assert line.startswith("可能的主责部门：区体育局（健身房")
    assert "依据" in line


def test_nobody_can_tell_is_said_as_not_sure(call):
    row = json.loads(call("--text", "希望尽快处理", "--json")[1])
    assert (row["owner"], row["sure"]) == ("", False)
    assert call("--text", "希望尽快处理")[1].startswith("不能确定")


def test_training_writes_a_model_that_holds_from_then_on(call, folder, tmp_path):
    own = tmp_path / "texts.tsv"
    own.write_text("owner\ttext\n区交通局\t摆渡船停开\n区交通局\t摆渡船不开\n", encoding="utf-8-sig")
    code, out, _ = call("--train", "--texts", own, "--json")
    row = json.loads(out)
    assert (code, row["returns"], row["unknown_units"]) == (0, 0, [])
    assert row["file"] == str(folder.owner_model)
    assert folder.owner_model.exists()
    assert json.loads(call("--text", "摆渡船几点开", "--json")[1])["owner"] == "区交通局"
    assert "条标注文本" in call("--train")[1]


def test_texts_that_cannot_be_read_are_refused_as_a_file(call, tmp_path):
    assert call("--train", "--texts", tmp_path / "none.tsv")[0] == 2
    odd = tmp_path / "odd.tsv"
    odd.write_text("部门\t文字\n", encoding="utf-8")
    assert call("--train", "--texts", odd)[0] == 1


@pytest.mark.parametrize("arguments", [(), ("--text", "甲", "--train"), ("--text", "甲", "--texts", "x.tsv")])
def test_one_thing_is_asked_at_a_time(call, arguments):
    code, _, said = call(*arguments)
    assert code == 2
    assert "--train" in said
