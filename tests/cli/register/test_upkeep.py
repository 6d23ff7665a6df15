"""`backups`, `backup` and `restore`: the shapes, the exit codes, and that they work when the register does not."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from app.base.clock import SystemClock
from app.base.log import stop_log
from app.base.paths import DataFolder
from app.base.people import Person
from app.bootstrap import main
from app.desk.ticket import acts as ticket_acts
from app.desk.ticket import editing
from tests.support.places import fill_up, small_disk
from tests.support.registers import desk_on

OPERATOR = Person("值班员甲")
EIGHT = (
    ("tickets",), ("ticket", "甲"), ("sign", "甲"), ("callbacks",), ("reminders",), ("escalations",), ("returns",),
    ("findings",), ("backup",), ("backups", "--drill"),
)  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    return DataFolder(tmp_path / "data")


@pytest.fixture
def call(folder, capsys):
    def run(*arguments, data=folder.root):
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(["--data", str(data), "--as", "值班员甲", *map(str, arguments)])
        stop_log()
        told = capsys.readouterr()
        return int(ended.value.code or 0), told.out, told.err

    return run


def write_ticket(folder, number="甲", note=""):
    desk = desk_on(folder, SystemClock())
    editing.create(desk, person=OPERATOR, values={"number": number, "title": "健身房闭店", "urgency": "general"})
    with desk.register.reading() as stores:
        (row,) = stores.tickets.newest(1)
    if note:
        ticket_acts.add_note(desk, person=OPERATOR, ticket_id=row.id, text=note)
    desk.register.close()


def test_a_copy_is_made_listed_and_checked(call, folder):
    write_ticket(folder)
    assert call("backup")[0] == 0
    code, out, _ = call("backups", "--json")
    (row,) = json.loads(out)["backups"]
    assert code == 0
    assert set(row) == {"file", "at", "place", "tickets", "lines", "bytes", "holds"}
    assert (row["tickets"], row["place"], row["holds"]) == (1, "data-folder", True)
    assert row["at"].endswith("+08:00")
    assert "可用" in call("backups")[1]


def test_a_copy_goes_to_a_named_file_once(call, folder, tmp_path):
    write_ticket(folder)
    out = tmp_path / "usb.sqlite3"
    assert call("backup", "--out", out)[0] == 0
    assert call("backup", "--out", out)[0] == 1
    assert call("backup", "--out", out, "--force")[0] == 0
    folder.database.unlink()
    assert call("restore", out)[0] == 0
    assert "甲" in call("tickets")[1]


def test_a_lost_register_is_restored_with_what_can_be_replayed_and_a_list_of_the_rest(call, folder):
    write_ticket(folder, "甲")
    call("backup")
    name = json.loads(call("backups", "--json")[1])["backups"][0]["file"].rpartition("/")[2]
    write_ticket(folder, "乙", note="商户答应退款 13800000001")
    code, out, _ = call("restore", name)
    assert code == 0
    assert "2 行" not in out.splitlines()[0]
    assert "行请人工补录" in out
    assert list(folder.problems.glob("补录清单-*.xlsx"))
    assert list(folder.replaced.glob("desk-*.sqlite3"))
    assert json.loads(call("tickets", "--json")[1])["total"] == 1
    assert call("backups", "--drill")[0] == 0


def test_a_missing_register_is_never_made_anew_by_a_command(call, folder):
    write_ticket(folder)
    call("backup")
    folder.database.unlink()
    for command in EIGHT:
        code, out, err = call(*command)
        assert (code, out) == (1, "")
        assert "登记库文件不见了" in err
        assert "jiesu-desk restore" in err
    assert not folder.database.exists()
    assert call("backups")[0] == 0


def test_every_command_says_of_a_full_disk_that_it_is_full(call, tmp_path):
    with small_disk(tmp_path / "disk", 4) as disk:
        folder = DataFolder(disk / "data")
        write_ticket(folder)
        filler = fill_up(disk)
        for command in EIGHT:
            code, _, err = call(*command, data=folder.root)
            assert code == 1
            assert "磁盘已满" in err
            assert "restore" not in err
            assert "损坏，不需要恢复" in err
        filler.unlink()
        assert call("tickets", data=folder.root)[0] == 0


def test_a_register_that_is_open_elsewhere_is_not_restored(call, folder):
    write_ticket(folder)
    call("backup")
    (copy,) = folder.backups.glob("*.sqlite3")
    code = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('SELECT count(*) FROM journal').fetchone();"
        "print('open', flush=True); sys.stdin.read()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", code, str(folder.database)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    other.stdout.readline()
    code_, _, err = call("restore", copy)
    other.communicate()
    assert (code_, "正被另一个程序打开" in err) == (1, True)
    assert call("restore", "none.sqlite3")[0] == 2
    assert call("restore")[0] == 2


def test_a_damaged_register_is_salvaged_by_command(call, folder):
    write_ticket(folder)
    content = bytearray(folder.database.read_bytes())
    page = content.rindex("健身房闭店".encode()) // 4096 * 4096
    content[page : page + 4096] = b"\xff" * 4096
    folder.database.write_bytes(content)
    code, out, _ = call("restore", "--salvage")
    assert code == 0
    assert "原文件保留在" in out
    assert call("tickets")[0] == 0
