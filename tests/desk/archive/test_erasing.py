"""Erasing the register of a PC: only after its archive, by a lead, with nobody in it, and going on after a kill."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from app.base.errors import EnvironmentFault, FileRefused, FolderInUse, NotAllowed, Refused
from app.base.people import Person, Role
from app.bootstrap import assemble
from app.desk import setting
from app.desk.archive import erasing
from app.desk.archive.erasing import Request, erase
from app.desk.roster import people
from app.desk.upkeep import copying
from app.files.writers.documents import document_texts
from app.reports.archive.making import make_archive

LEAD = Person("班组长乙", role=Role.SHIFT_LEAD)
HOLD = (
    "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('SELECT count(*) FROM journal').fetchone();"
    "print('open', flush=True); sys.stdin.read()"
)


@pytest.fixture
def archived(desk, take_in, tmp_path):
    """An archived desk with a copy in its second place, closed."""
    (tmp_path / "U盘").mkdir()
    take_in("热线-1")
    people.sign_in(desk, name="值班员甲", role=Role.OPERATOR)
    setting.change(desk, person=LEAD, name="second_place", value=str(tmp_path / "U盘"))
    copying.back_up(desk)
    (desk.folder.root / "我的笔记.txt").write_text("不是程序的文件", encoding="utf-8")
    make_archive(desk, person=LEAD, folder=tmp_path / "归档")
    desk.close()
    return desk


def run(desk, tmp_path, *, person=LEAD, **other):
    wanted = {"archive": tmp_path / "归档", "record": tmp_path / "消除记录.docx", "confirm": "昌平商务", **other}
    return erase(desk.folder, clock=desk.clock, person=person, request=Request(**wanted))


def test_everything_of_the_desk_goes_and_the_record_says_what(archived, tmp_path):
    with pytest.raises(Refused, match="应为“昌平商务”"):
        run(archived, tmp_path, confirm="昌平")
    with pytest.raises(NotAllowed, match="限班组长"):
        run(archived, tmp_path, person=Person("值班员甲"))
    with pytest.raises(Refused, match="数据文件夹"):
        run(archived, tmp_path, record=archived.folder.root / "记录.docx")
    with pytest.raises(Refused, match="不能放在归档文件夹"):
        run(archived, tmp_path, record=tmp_path / "归档" / "记录.docx")
    assert archived.folder.database.is_file()
    erased = run(archived, tmp_path)
    assert [path.name for path in archived.folder.root.iterdir()] == ["我的笔记.txt"]
    assert list((tmp_path / "U盘").iterdir()) == []
    assert erased.left == ("我的笔记.txt",)
    texts = "".join(document_texts(tmp_path / "消除记录.docx"))
    for words in ("班组长乙", "工单 1 件", erased.plan.archive_hash, "第二备份位置", "我的笔记.txt"):
        assert words in texts


def test_while_somebody_has_it_open_or_after_new_work_nothing_is_removed(archived, tmp_path):
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(archived.folder.database)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    other.stdout.readline()
    with pytest.raises(FolderInUse, match="没有消除"):
        run(archived, tmp_path)
    other.communicate()
    setting.change(archived, person=LEAD, name="least_rest_hours", value="12")
    archived.close()
    with pytest.raises(Refused, match="归档之后又有新的登记"):
        run(archived, tmp_path)
    (tmp_path / "归档" / "index.html").write_text("改动", encoding="utf-8")
    with pytest.raises(FileRefused, match=r"index\.html（已改动）"):
        run(archived, tmp_path)
    assert archived.folder.database.is_file()
    assert not archived.folder.erasing_plan.exists()


def test_an_erasing_that_was_cut_off_lets_no_desk_open_and_goes_on(archived, tmp_path, monkeypatch):
    real, count = erasing.wipe, iter(range(100))

    def dies(path):
        if next(count) == 3:
            raise PermissionError(13, "in use")
        return real(path)

    monkeypatch.setattr(erasing, "wipe", dies)
    with pytest.raises(EnvironmentFault, match="消除尚未完成"):
        run(archived, tmp_path)
    monkeypatch.undo()
    assert not archived.folder.database.exists()
    assert json.loads(archived.folder.erasing_plan.read_text(encoding="utf-8"))["tickets"] == 1
    with pytest.raises(EnvironmentFault, match="正在消除"):
        assemble(archived.folder, archived.clock)
    erased = run(archived, tmp_path, archive=tmp_path / "别处", confirm="")
    assert erased.record.is_file()
    assert erased.files >= 5
    assert [path.name for path in archived.folder.root.iterdir()] == ["我的笔记.txt"]
