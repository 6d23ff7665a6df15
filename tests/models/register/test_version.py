"""What is wrong with a register at opening: each state told apart, none taken for damage, nothing made anew."""

from __future__ import annotations

import random
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager

import pytest
from sqlalchemy.exc import OperationalError

from app.base.errors import RegisterBusy
from app.base.paths import DataFolder
from app.models.register import migrate
from app.models.register.register import Register
from app.models.register.version import HEAD, check_opening, current, has_had_register
from app.rules.upkeep.states import STATE_TEXTS, RegisterFault, RegisterState
from tests.support.places import fill_up, read_only, small_disk, state_without_rights
from tests.support.registers import copy_empty_register


@pytest.fixture
def register(folder):
    copy_empty_register(folder)
    folder.register_mark.write_text("x", encoding="utf-8")
    return folder


def state_at(folder: DataFolder) -> RegisterState:
    with pytest.raises(RegisterFault) as caught:
        check_opening(folder)
    return caught.value.state


def test_a_whole_register_names_its_revision(register):
    assert check_opening(register) == HEAD


def test_a_new_folder_may_get_a_register_and_so_may_one_whose_first_start_was_cut_off(folder):
    assert check_opening(DataFolder(folder.root / "not there yet")) is None
    assert check_opening(folder) is None
    folder.database.touch()
    assert check_opening(folder) is None


def test_a_first_start_that_is_still_under_way_elsewhere_is_no_lost_register(folder):
    folder.database.touch()
    (folder.root / "desk.sqlite3-wal").write_bytes(b"frames")
    assert check_opening(folder) is None


@pytest.mark.parametrize("sign", ["mark", "copy", "evidence", "wal", "replaced"])
def test_a_folder_that_had_a_register_never_gets_a_new_one_quietly(folder, sign):
    places = {
        "mark": folder.register_mark,
        "copy": folder.backups / "desk-20261123-024100-timed.sqlite3",
        "evidence": folder.evidence / "ab",
        "wal": folder.root / "desk.sqlite3-wal",
        "replaced": folder.replaced / "desk-20261123-024100.sqlite3",
    }
    places[sign].parent.mkdir(exist_ok=True)
    places[sign].write_text("x", encoding="utf-8")
    assert has_had_register(folder)
    assert state_at(folder) is RegisterState.MISSING
    folder.register_mark.write_text("x", encoding="utf-8")
    folder.database.touch()
    assert state_at(folder) is RegisterState.EMPTY
    with closing(sqlite3.connect(folder.database)) as hollow:
        hollow.execute("PRAGMA user_version = 1")
        hollow.commit()
    assert state_at(folder) is RegisterState.EMPTY
    assert folder.database.exists()


def test_a_folder_in_its_place_is_no_file(register):
    register.database.unlink()
    register.database.mkdir()
    assert state_at(register) is RegisterState.NOT_A_FILE


def test_a_full_disk_is_said_to_be_full_and_never_damaged(tmp_path):
    with small_disk(tmp_path / "disk", 4) as disk:
        folder = DataFolder(disk / "data")
        copy_empty_register(folder)
        fill_up(disk)
        assert state_at(folder) is RegisterState.FULL


def test_a_disk_that_fills_up_while_the_register_is_open_loses_nothing_and_says_so(tmp_path):
    with small_disk(tmp_path / "disk", 4) as disk:
        folder = copy_empty_register(DataFolder(disk / "data"))
        register = Register(folder.database)
        with register.writing() as stores:
            stores.keep.put_mark("kept", "1")
        filler = fill_up(disk)
        with pytest.raises(RegisterFault) as caught, register.writing() as stores:
            stores.keep.put_mark("lost", "x" * 4_000_000)
        assert caught.value.state is RegisterState.FULL
        assert caught.value.message == STATE_TEXTS[RegisterState.FULL].working
        filler.unlink()
        with register.writing() as stores:
            assert (stores.keep.mark("kept"), stores.keep.mark("lost")) == ("1", None)
        register.close()


def test_a_read_only_disk_and_another_account_lack_rights(register):
    with read_only(register.root):
        assert state_at(register) is RegisterState.NO_RIGHTS
    register.root.chmod(0o700)
    assert state_without_rights(register.root) == RegisterState.NO_RIGHTS.value
    for parent in (register.root, *register.root.parents):
        parent.chmod(parent.stat().st_mode | 0o055)
    register.database.chmod(0o600)
    assert state_without_rights(register.root) == RegisterState.NO_RIGHTS.value


def test_another_process_that_holds_the_register_makes_it_busy(register, monkeypatch):
    monkeypatch.setattr("app.models.shared.driver._BUSY_SECONDS", 0)
    with held_elsewhere(register), pytest.raises(RegisterBusy) as caught:
        check_opening(register)
    assert isinstance(caught.value, RegisterFault)
    assert caught.value.state is RegisterState.BUSY


@contextmanager
def held_elsewhere(folder):
    code = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('PRAGMA journal_mode=DELETE');"
        "c.execute('BEGIN EXCLUSIVE'); print('held', flush=True); sys.stdin.read()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(folder.database)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdout is not None
    holder.stdout.readline()
    try:
        yield
    finally:
        holder.communicate()


@pytest.mark.parametrize(
    ("statement", "state"),
    [
        ("UPDATE alembic_version SET version_num = '9999'", RegisterState.NEWER),
        ("DELETE FROM alembic_version", RegisterState.UNVERSIONED),
        ("UPDATE alembic_version SET version_num = 'x'", RegisterState.UNVERSIONED),
        ("DROP TABLE alembic_version", RegisterState.UNVERSIONED),
        ("DROP TABLE reminders", RegisterState.DAMAGED),
    ],
)
def test_a_register_whose_version_or_tables_are_wrong_says_which(register, statement, state):
    with closing(sqlite3.connect(register.database)) as direct:
        direct.execute("PRAGMA foreign_keys=OFF")
        direct.execute(statement)
        direct.commit()
    assert state_at(register) is state


@pytest.mark.parametrize("table", ["something", "alembic_version"])
def test_another_products_file_is_foreign(folder, table):
    with closing(sqlite3.connect(folder.database)) as other:
        other.execute(f"CREATE TABLE {table} (version_num)")
        other.execute(f"INSERT INTO {table} VALUES ('1975ea83b712')")
        other.commit()
    assert state_at(folder) is RegisterState.FOREIGN


def test_a_migration_never_makes_what_cannot_be_read(register, clock):
    register.database.write_bytes(b"SQLite format 3\0" + b"\xff" * 4000)
    with pytest.raises(RegisterFault) as caught:
        migrate.upgrade(register.database, backups=register.backups, now=clock.now())
    assert caught.value.state is RegisterState.DAMAGED
    assert list(register.backups.glob("*.sqlite3")) == []


def test_flipped_and_cut_files_are_damaged_or_whole_and_never_anything_else(register):
    whole = register.database.read_bytes()
    picks = random.Random(2026)
    found = set()
    for _ in range(60):
        damaged = bytearray(whole)
        if picks.random() < 0.3:
            del damaged[picks.randrange(1, len(damaged)) :]
        else:
            for _ in range(picks.choice((1, 8, 200))):
                damaged[picks.randrange(len(damaged))] ^= 1 << picks.randrange(8)
        for path in register.root.glob("desk.sqlite3-*"):
            path.unlink()
        register.database.write_bytes(damaged)
        found.add(opened(register))
    assert found == {None, RegisterState.DAMAGED}


def opened(folder):
    try:
        current(folder.database)
        made = Register(folder.database)
        try:
            with made.reading() as stores:
                tables = stores.connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")
                for (name,) in tables.fetchall():
                    if name.startswith("ticket_search"):
                        continue
                    stores.connection.exec_driver_sql(f"SELECT * FROM {name}").fetchall()
        finally:
            made.close()
    except RegisterFault as fault:
        return fault.state
    return None


def test_a_schema_that_lost_a_column_to_a_flipped_bit_is_damaged_and_a_wrong_statement_is_not(register):
    with closing(sqlite3.connect(register.database)) as direct:
        direct.execute("ALTER TABLE settings RENAME COLUMN value TO vilue")
    made = Register(register.database)
    with pytest.raises(RegisterFault) as caught, made.reading() as stores:
        stores.keep.settings()
    assert caught.value.state is RegisterState.DAMAGED
    made.close()
    with closing(sqlite3.connect(register.database)) as direct:
        direct.execute("ALTER TABLE settings RENAME COLUMN vilue TO value")
    made = Register(register.database)
    with pytest.raises(OperationalError), made.reading() as stores:
        stores.connection.exec_driver_sql("SELECT nothing FROM settings")
    made.close()


def test_a_file_that_is_taken_away_or_replaced_while_it_is_open_takes_no_more_writes(register):
    made = Register(register.database)
    with made.writing() as stores:
        stores.keep.put_mark("kept", "1")
    moved = register.root.with_name("moved")
    register.root.rename(moved)
    assert refused(made) is RegisterState.GONE
    moved.rename(register.root)
    with made.writing() as stores:
        assert stores.keep.mark("kept") == "1"
    aside = register.root / "aside"
    register.database.rename(aside)
    assert refused(made) is RegisterState.MISSING
    assert not register.database.exists()
    shutil.copy(aside, register.database)
    before = register.database.read_bytes()
    assert refused(made) is RegisterState.REPLACED
    assert register.database.read_bytes() == before
    made.close()


def refused(register):
    with pytest.raises(RegisterFault) as caught, register.writing() as stores:
        stores.keep.put_mark("lost", "1")
    return caught.value.state
