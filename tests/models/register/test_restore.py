"""Restoring and salvaging: what stands afterwards, what is kept, and when it is refused."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from app.base.errors import EnvironmentFault, FileRefused, FolderInUse
from app.base.paths import DataFolder
from app.models.journal.store import Entry
from app.models.journal.verdict import judge
from app.models.register.drill import rehearse_restore
from app.models.register.pending import lines_since
from app.models.register.register import Register
from app.models.register.restore import begin_anew, restore
from app.models.register.salvage import salvage
from app.models.register.version import check_opening
from app.models.upkeep import backup
from app.models.upkeep.copies import check_copy
from app.models.upkeep.sidecar import read_sidecar
from app.rules.journal import JournalVerb
from app.rules.upkeep.states import RegisterFault, RegisterState
from tests.support.places import fill_up, small_disk
from tests.support.registers import copy_empty_register

ROWS = 900


def write_lines(folder, clock, *texts):
    register = Register(folder.database)
    with register.writing() as stores:
        stores.journal.append([Entry(JournalVerb.NOTE, text) for text in texts], at=clock.now(), who="甲")
    register.close()


def take_copy(folder, clock):
    return backup.copy_register(folder.database, folder.backups, now=clock.now(), reason="timed")


def texts_in(folder):
    register = Register(folder.database)
    with register.reading() as stores:
        found = [
            line.text
            for line in stores.journal.between(datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))
        ]
    register.close()
    verdict = judge(folder.database, tickets=True)
    assert verdict.holds, verdict
    return found


@pytest.fixture
def copied(folder, clock):
    copy_empty_register(folder)
    write_lines(folder, clock, "一", "二")
    return take_copy(folder, clock)


def test_a_restored_register_is_the_copy_with_one_line_more_and_the_former_file_is_kept(folder, clock, copied):
    write_lines(folder, clock, "三")
    done = restore(folder, copied, now=clock.now(), who="乙")
    one, two, line = texts_in(folder)
    assert (one, two) == ("一", "二")
    assert copied.name in line
    assert done.head.count == done.lines == 3
    with closing(sqlite3.connect(done.kept)) as kept:
        assert kept.execute("SELECT text FROM journal").fetchall() == [("一",), ("二",), ("三",)]
    assert [path.name for path in folder.root.glob("*.part")] == []


def test_the_copy_is_the_last_one_of_the_restored_register_and_another_is_due(folder, clock, copied):
    taken = clock.now()
    clock.advance(timedelta(minutes=20))
    restore(folder, copied, now=clock.now(), who="乙")
    register = Register(folder.database)
    with register.reading() as stores:
        last = stores.keep.last_run("backup")
        assert (last.at, last.ok, last.text) == (taken, True, copied.name)
        assert stores.keep.mark("copied-content") != stores.keep.content_stamp()
    register.close()


def test_a_wal_without_its_register_never_meets_the_restored_one(folder, clock, copied):
    folder.database.unlink()
    wal = folder.root / "desk.sqlite3-wal"
    wal.write_bytes(b"of another register")
    restore(folder, copied, now=clock.now(), who="乙")
    assert texts_in(folder)[:2] == ["一", "二"]
    assert [path.read_bytes() for path in folder.replaced.glob("*-wal")] == [b"of another register"]


def test_a_copy_that_does_not_hold_is_refused_and_nothing_changes(folder, clock, copied):
    content = bytearray(copied.read_bytes())
    content[5000:9000] = bytes(4000)
    copied.write_bytes(content)
    before = folder.database.read_bytes()
    for file in (copied, folder.root / "none", folder.root, folder.database):
        with pytest.raises(FileRefused):
            restore(folder, file, now=clock.now(), who="乙")
    assert folder.database.read_bytes() == before
    assert not folder.replaced.exists()


def test_a_register_that_another_process_has_open_is_not_replaced(folder, clock, copied):
    code = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('SELECT count(*) FROM journal').fetchone();"
        "print('open', flush=True); sys.stdin.read()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", code, str(folder.database)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    other.stdout.readline()
    with pytest.raises(FolderInUse):
        restore(folder, copied, now=clock.now(), who="乙")
    other.communicate()
    restore(folder, copied, now=clock.now(), who="乙")


def test_a_full_disk_leaves_the_register_as_it_is(tmp_path, clock):
    with small_disk(tmp_path / "disk", 4) as disk:
        folder = copy_empty_register(DataFolder(disk / "data"))
        copy = take_copy(folder, clock)
        before = folder.database.read_bytes()
        fill_up(disk)
        with pytest.raises(RegisterFault) as caught:
            restore(folder, copy, now=clock.now(), who="乙")
        assert caught.value.state is RegisterState.FULL
        with pytest.raises(EnvironmentFault, match="备份没有写成"):
            take_copy(folder, clock)
        assert folder.database.read_bytes() == before
        assert [path for path in disk.rglob("*.part*") if path.is_file()] == []


def test_only_lines_of_the_same_journal_count_as_missing_in_a_copy(folder, clock, copied):
    write_lines(folder, clock, "三", "四")
    head = check_copy(copied).head
    assert [missed.entry.text for missed in lines_since(folder.database, head)] == ["三", "四"]
    other = DataFolder(folder.root / "other")
    copy_empty_register(other)
    write_lines(other, clock, "别", "的", "日志")
    assert lines_since(other.database, head) == []
    assert lines_since(folder.root / "none", head) == []


def damaged_register(folder, clock):
    """A register with many lines whose middle is overwritten."""
    copy_empty_register(folder)
    write_lines(folder, clock, *(f"第 {number} 行 {'字' * 80}" for number in range(ROWS)))
    content = bytearray(folder.database.read_bytes())
    start = content.index("第 450 行".encode()) // 4096 * 4096
    content[start : start + 3 * 4096] = b"\xff" * (3 * 4096)
    folder.database.write_bytes(content)
    return bytes(content)


def test_a_salvage_reads_what_lies_before_and_behind_the_damage_and_counts_the_rest(folder, clock):
    content = damaged_register(folder, clock)
    done = salvage(folder, now=clock.now(), who="乙")
    journal = next(count for count in done.counts if count.table == "journal")
    assert journal.read + journal.lost == ROWS
    assert 0 < journal.lost < 100
    assert check_opening(folder) is not None
    with closing(sqlite3.connect(folder.database)) as made:
        assert made.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert made.execute("SELECT count(*) FROM journal").fetchone() == (journal.read + 1,)
        texts = [row[0] for row in made.execute("SELECT text FROM journal ORDER BY id")]
    assert texts[0].startswith("第 0 行")
    assert texts[-2].startswith(f"第 {ROWS - 1} 行")
    assert str(done.lost) in texts[-1]
    assert done.kept.read_bytes() == content


def test_of_a_file_without_anything_readable_nothing_is_made(folder, clock):
    folder.database.write_bytes(b"\xff" * 50_000)
    with pytest.raises(RegisterFault) as caught:
        salvage(folder, now=clock.now(), who="乙")
    assert caught.value.state is RegisterState.DAMAGED
    assert folder.database.read_bytes() == b"\xff" * 50_000


def test_an_empty_register_is_begun_only_with_a_line_that_says_so(folder, clock, copied):
    folder.database.unlink()
    done = begin_anew(folder, now=clock.now(), who="乙")
    assert texts_in(folder) == ["原登记库不可用，以空登记库重新开始"]
    assert done.kept is None


def test_a_drill_restores_aside_and_leaves_nothing_but_its_result(folder, clock, copied):
    before = sorted(path.name for path in folder.root.rglob("*"))
    found = rehearse_restore(copied, folder.root / ".drill", now=clock.now())
    assert (found.holds, found.why, found.lines) == (True, "", 2)
    assert sorted(path.name for path in folder.root.rglob("*")) == before


def test_a_drill_finds_a_chain_that_was_altered_before_the_copy(folder, clock):
    copy_empty_register(folder)
    write_lines(folder, clock, "一", "二")
    with closing(sqlite3.connect(folder.database)) as direct:
        for (name,) in direct.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            direct.execute(f"DROP TRIGGER {name}")
        direct.execute("UPDATE journal SET text = '改' WHERE id = 1")
        direct.commit()
    copy = take_copy(folder, clock)
    assert check_copy(copy).holds
    found = rehearse_restore(copy, folder.root / ".drill", now=clock.now())
    assert (found.holds, found.why) == (False, "日志自第 1 条起不符")


def test_a_sidecar_carries_the_head_and_anything_else_is_no_sidecar(folder, clock, copied):
    facts = read_sidecar(copied)
    assert facts is not None
    assert facts.head == check_copy(copied).head
    sidecar = copied.with_name(f"{copied.name}.json")
    for text in ("", "[]", "{}", '{"at": 1}', "[" * 60_000):
        sidecar.write_text(text, encoding="utf-8")
        assert read_sidecar(copied) is None
