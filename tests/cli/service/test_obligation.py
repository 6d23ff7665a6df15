"""`obligations` lists the duties of a month, and writes its evidence package."""

from __future__ import annotations

import json

import pytest

from app.base.log import stop_log
from app.base.paths import DataFolder
from app.bootstrap import main
from tests.support.registers import copy_rehearsal


@pytest.fixture
def call(tmp_path, capsys):
    copy_rehearsal(DataFolder(tmp_path / "data"))

    def run(*arguments: object) -> tuple[int, str, str]:
        capsys.readouterr()
        clock = ("--rehearse-at", "2026-12-09T09:00", "--speed", "0.001")
        with pytest.raises(SystemExit) as ended:
            main(["--data", str(tmp_path / "data"), "--as", "值班员甲", *clock, *map(str, arguments)])
        out = capsys.readouterr()
        return int(ended.value.code or 0), out.out, out.err

    yield run
    stop_log()


def test_the_shape_of_a_month(call):
    code, out, _ = call("obligations", "--month", "2026-12", "--json")
    told = json.loads(out)
    assert (code, told["month"], told["strikes"], told["limit"]) == (0, "2026-12", 0, 3)
    assert list(told) == ["month", "obligations", "strikes", "limit"]
    sign = next(one for one in told["obligations"] if one["id"] == "sign-for")
    assert {"id", "title", "state", "done", "of", "untimed", "in_outage", "findings", "proof"} <= set(sign)
    assert (sign["state"], sign["done"], sign["of"], sign["findings"]) == ("kept", 0, 0, [])
    assert {one["state"] for one in told["obligations"]} <= {"kept", "at-risk", "broken"}


def test_what_is_no_month_of_the_service_is_refused(call):
    assert call("obligations", "--month", "2025-12")[0] == 1
    assert call("obligations", "--month", "十二月")[0] == 1
    assert call("obligations")[0] == 2
    assert call("obligations", "--month", "2026-12", "--again")[0] == 2


def test_the_package_of_a_month(call, tmp_path):
    code, out, err = call("obligations", "--month", "2026-11", "--out", tmp_path / "包", "--json")
    told = json.loads(out)
    assert (code, told["number"]) == (0, "履约〔2026〕11号")
    assert "证据包 履约〔2026〕11号 已制作" in err
    assert sorted(one.name for one in (tmp_path / "包").iterdir()) == [
        "履约证据包2026-11.docx", "履约证据包2026-11.xlsx", "履约证据包2026-11.zip",
    ]  # fmt: skip
    assert call("obligations", "--month", "2026-11", "--out", tmp_path / "包")[0] == 1
    code, out, _ = call("obligations", "--month", "2026-11", "--out", tmp_path / "包", "--force")
    assert (code, "数字以当时为准" in out) == (0, True)
