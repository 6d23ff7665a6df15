from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from app.base.errors import EnvironmentFault
from app.models import casework, contacting, keeping, migrate, tables, watching  # noqa: F401 - each declares its part of the schema
from app.models.columns import metadata
from app.models.engine import open_engine
from app.models.version import HEAD, current


def test_the_program_works_with_the_newest_migration():
    assert migrate.revisions()[-1] == HEAD


def test_a_migrated_register_has_exactly_the_schema_of_the_tables(folder, clock):
    migrate.upgrade(folder.database, backups=folder.backups, now=clock.now())
    engine = open_engine(folder.database)
    with engine.connect() as connection:
        options = {"include_object": lambda _o, name, kind, _r, _c: not str(name).startswith("ticket_search")}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), metadata) == []
    engine.dispose()


def test_the_file_is_copied_before_a_migration(folder, clock, monkeypatch):
    migrate.upgrade(folder.database, backups=folder.backups, now=clock.now())
    assert list(folder.backups.iterdir()) == []
    monkeypatch.setattr(migrate, "revisions", lambda: [HEAD, "a step that is still to come"])
    migrate.upgrade(folder.database, backups=folder.backups, now=clock.now())
    (copy,) = folder.backups.iterdir()
    assert current(copy) == HEAD


def test_a_register_that_another_process_has_just_migrated_is_left_alone(folder, clock):
    migrate.upgrade(folder.database, backups=folder.backups, now=clock.now())
    before = folder.database.read_bytes()
    migrate.upgrade(folder.database, backups=folder.backups, now=clock.now())
    assert (list(folder.backups.iterdir()), folder.database.read_bytes()) == ([], before)


def test_a_newer_register_is_refused_and_left_alone(folder, clock):
    migrate.upgrade(folder.database, backups=folder.backups, now=clock.now())
    with closing(sqlite3.connect(folder.database)) as direct:
        direct.execute("UPDATE alembic_version SET version_num = '9999'")
        direct.commit()
    before = folder.database.read_bytes()
    with pytest.raises(EnvironmentFault, match="更新版本的程序"):
        migrate.upgrade(folder.database, backups=folder.backups, now=clock.now())
    assert folder.database.read_bytes() == before


def test_a_file_that_is_no_register_is_said_to_be_none(folder, clock):
    with closing(sqlite3.connect(folder.database)) as other:
        other.execute("CREATE TABLE something (x)")
        other.commit()
    with pytest.raises(EnvironmentFault, match="不是接诉值守台的登记库"):
        migrate.upgrade(folder.database, backups=folder.backups, now=clock.now())


def test_a_damaged_file_is_said_to_be_damaged(folder):
    folder.database.write_bytes(b"SQLite format 3\0" + b"\xff" * 4000)
    with pytest.raises(EnvironmentFault, match="损坏"):
        current(folder.database)
