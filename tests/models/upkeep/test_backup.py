from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from app.base.errors import EnvironmentFault
from app.models.journal.store import Entry
from app.models.register import migrate
from app.models.register.register import Register
from app.models.upkeep import backup
from app.rules.journal import JournalVerb


@pytest.fixture
def register(folder, clock):
    migrate.upgrade(folder.database, backups=folder.backups, now=clock.now())
    made = Register(folder.database)
    yield made
    made.close()


def test_a_copy_taken_while_the_register_is_open_holds_what_was_committed(register, folder, clock):
    with register.writing() as stores:
        stores.journal.append([Entry(JournalVerb.NOTE, "x")], at=clock.now(), who="甲")
    copy = backup.copy_register(folder.database, folder.backups, now=clock.now(), reason="daily")
    with closing(sqlite3.connect(copy)) as found:
        assert found.execute("SELECT count(*) FROM journal").fetchone() == (1,)


def test_a_copy_that_cannot_be_written_says_so_and_leaves_nothing(folder, clock, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("")
    with pytest.raises(EnvironmentFault):
        backup.copy_register(folder.database, blocked, now=clock.now(), reason="daily")
    assert blocked.read_text() == ""
