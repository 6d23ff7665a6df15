"""`archive` writes the whole register into a new folder and says what it holds."""

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
        with pytest.raises(SystemExit) as ended:
            main(["--data", str(tmp_path / "data"), "--as", "班组长甲", *map(str, arguments)])
        out = capsys.readouterr()
        return int(ended.value.code or 0), out.out, out.err

    yield run
    stop_log()


def test_archive_writes_a_folder_and_refuses_a_full_one(call, tmp_path):
    code, out, _ = call("archive", "--out", tmp_path / "归档", "--reason", "合同到期", "--json")
    said = json.loads(out)
    assert (code, said["tickets"], said["missing"]) == (0, 0, [])
    assert said["tables"]["journal"] == 0
    assert {path.name for path in (tmp_path / "归档").iterdir()} >= {"index.html", "SHA256SUMS", "移交清单.docx"}
    code, _, error = call("archive", "--out", tmp_path / "归档")
    assert (code, "不是空文件夹" in error) == (1, True)
    code, _, error = call("archive")
    assert (code, "--out" in error) == (2, True)
