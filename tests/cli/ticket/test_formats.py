"""`formats` lists, exports and imports what the office has taught; `attach` works with tables without numbers."""

from __future__ import annotations

import json

import pytest

from app.base.log import stop_log
from app.base.paths import DataFolder
from app.bootstrap import main
from tests.support.registers import copy_rehearsal

FORMAT = 'format = 1\n[headers]\ndispatched_at = ["办理时点"]\n[words.urgency]\n"紧急" = ["火烧眉毛"]\n'


@pytest.fixture
def folder(tmp_path):
    return DataFolder(tmp_path / "data")


@pytest.fixture
def call(folder, capsys):
    copy_rehearsal(folder)

    def run(*arguments: object) -> tuple[int, str, str]:
        clock = ("--rehearse-at", "2026-11-23T09:00", "--speed", "0.001")
        with pytest.raises(SystemExit) as ended:
            main(["--data", str(folder.root), "--as", "值班员甲", *clock, *map(str, arguments)])
        printed = capsys.readouterr()
        return int(ended.value.code or 0), printed.out, printed.err

    yield run
    stop_log()


def test_a_format_comes_in_is_listed_and_goes_out(call, tmp_path):
    given, written = tmp_path / "给.toml", tmp_path / "出.toml"
    given.write_text(FORMAT, encoding="utf-8")
    code, out, _ = call("formats", "import", given, "--json")
    assert (code, json.loads(out)["added"], json.loads(out)["saved"]) == (0, 2, True)
    listed = json.loads(call("formats", "list", "--json")[1])
    assert listed == {
        "versions": 1,
        "count": 2,
        "headers": [{"header": "办理时点", "field": "dispatched_at"}],
        "words": [{"field": "urgency", "word": "火烧眉毛", "meaning": "紧急"}],
    }
    assert call("formats", "list")[1].splitlines() == ["栏目名称\t派单时间\t办理时点", "紧急程度\t紧急\t火烧眉毛"]
    assert json.loads(call("formats", "export", written, "--json")[1]) == {"file": str(written), "count": 2}
    assert call("formats", "export", written)[0] == 1  # there already, and no terminal to ask on
    assert call("formats", "export", written, "--force")[0] == 0


def test_a_file_that_is_no_format_ends_with_2(call, tmp_path):
    other = tmp_path / "别的.toml"
    other.write_text("format = 3\n", encoding="utf-8")
    code, out, err = call("formats", "import", other)
    assert (code, out) == (2, "")
    assert "format = 1" in err


@pytest.fixture
def tables(tmp_path):
    known, table = tmp_path / "已有.csv", tmp_path / "分析表.csv"
    text = "市民反映在沙河镇某健身馆办理年卡后门店停业"
    known.write_text(f"工单编号,标题,主要内容,来电时间\nXX-1,退卡,{text},2026-11-20 09:00:00\n", encoding="utf-8")
    rows = [f"2026-11-20 09:00:00,{text},已退", "2026-11-20 09:00:00,建议增设公园座椅与路灯,已答复"]
    table.write_text("\n".join(["创建时间,主要内容,处理结果", *rows]), encoding="utf-8")
    return known, table


def test_attach_previews_then_stores_the_sure_rows(call, tables):
    known, table = tables
    assert call("import", known)[0] == 0
    code, out, _ = call("attach", table, "--json")
    shape = json.loads(out)
    assert (code, shape["counts"], shape["result"]) == (0, {"sure": 1, "likely": 0, "ambiguous": 0, "none": 1}, None)
    assert [(row["row"], row["match"], row["number"]) for row in shape["rows"]] == [
        ("2", "sure", "XX-1"),
        ("3", "none", None),
    ]
    assert json.loads(call("ticket", "XX-1", "--json")[1])["result"] == ""
    code, out, _ = call("attach", table, "--apply", "--json")
    assert (code, json.loads(out)["result"]["updated"], json.loads(out)["left"]) == (3, 1, 1)
    assert json.loads(call("ticket", "XX-1", "--json")[1])["result"] == "已退"


def test_choices_without_apply_are_a_usage_error(call, tables):
    assert call("attach", tables[1], "--choose", "2=XX-1")[0] == 2
    assert call("attach", tables[1], "--apply", "--choose", "2")[0] == 2


def test_import_names_what_was_not_used(call, tmp_path):
    path = tmp_path / "多栏.csv"
    path.write_text("工单编号,标题,主要内容,网格备注\nYY-1,甲,乙说了很多,联系 13800000021\n", encoding="utf-8")
    code, out, _ = call("import", path, "--json")
    assert code == 0
    assert json.loads(out)["files"][0]["unused"] == [{"header": "网格备注", "filled": 1, "example": "联系 138****0021"}]
    assert "没有用上的栏目" in call("import", path)[1]
