"""Command lines that nothing could be made of are refused at the door, in words."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.base.errors import Refused
from app.base.log import stop_log
from app.base.paths import ENVIRONMENT_VARIABLE
from app.bootstrap import main
from app.cli.shared.arguments import check_arguments


@pytest.fixture
def call(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(ENVIRONMENT_VARIABLE, str(tmp_path / "data"))

    def run(*arguments: str) -> tuple[int, str]:
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        return int(ended.value.code or 0), capsys.readouterr().err

    yield run
    stop_log()


@pytest.mark.parametrize(
    "argument", ["a\x00b", "\udcff\udcfe", "\ud800", "\x1b[31m", "\x07", "一" * 100_001], ids=ascii
)
def test_what_is_no_readable_text_is_refused(argument: str) -> None:
    with pytest.raises(Refused, match="第 2 个参数"):
        check_arguments(["tickets", argument])


def test_a_file_whose_name_has_another_encoding_may_be_named(tmp_path: Path) -> None:
    name = os.fsdecode(os.fsencode(tmp_path) + b"/\xb9\xa4\xb5\xa5.csv")
    Path(name).write_text("x", encoding="utf-8")
    check_arguments(["import", name])
    check_arguments(["dossier", "new", f"材料={name}"])


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("tickets", "--limit", "1" + "0" * 20), "--limit"),
        (("tickets", "--limit", "-1"), "--limit"),
        (("--as", "一" * 61, "tickets"), "--as"),
        (("--as", "甲\n乙", "tickets"), "--as"),
        (("--rehearse-at", "2026-11-23T09:00", "--speed", "nan", "tickets"), "--speed"),
        (("--rehearse-at", "2026-11-23T09:00", "--speed", "inf", "tickets"), "--speed"),
        (("--rehearse-at", "0001-01-01", "tickets"), "不是时间"),
        (("--rehearse-at", "9999-12-31T23:59", "tickets"), "不是时间"),
        (("reminders", "--from", "2026-11-23T24:00"), "不是时间"),
        (("day-log", "--date", "2026-02-30", "--out", "x.xlsx"), "不是日期"),
        (("--data", "x" * 256, "tickets"), "255"),
        (("import", "一" * 86), "255"),
        (("day-log", "--date", "2026-11-23", "--out", ""), "空"),
    ],
    ids=str,
)  # fmt: skip
def test_a_value_out_of_range_is_a_usage_error(call, arguments: tuple[str, ...], words: str) -> None:
    code, said = call(*arguments)
    assert code == 2
    assert words in said


def test_rules_that_are_no_toml_are_refused(call, tmp_path: Path) -> None:
    file = tmp_path / "rules.toml"
    for text in ("a=" + "[" * 20_000, "a=" + "9" * 5_000, "version = 1979-13-40"):
        file.write_text(text, encoding="utf-8")
        assert call("what-if", "--rules", str(file))[0] == 2
    file.write_text("[[version]]\neffective_from = [1]\n", encoding="utf-8")
    assert call("what-if", "--rules", str(file))[0] == 1
