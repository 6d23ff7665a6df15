from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import closing

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from app.base.errors import EnvironmentFault
from app.models.journal.verify import differing_tickets, open_to_verify, walk
from app.models.register import migrate
from app.models.register.register import Register
from app.models.register.version import HEAD, current
from app.models.shared.columns import metadata
from app.models.shared.engine import open_engine


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
    (copy,) = folder.backups.glob("*.sqlite3")
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


def _filled(file):
    """A register of an older schema with one row of made-up data in each of its tables, or two."""
    with closing(sqlite3.connect(file)) as direct:
        direct.execute("PRAGMA foreign_keys=OFF")
        found = direct.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'")
        names = [name for (name,) in found if not name.startswith(("ticket_search", "alembic", "sqlite"))]
        for name in names:
            columns = direct.execute(f"PRAGMA table_info({name})").fetchall()
            for row in (1, 2):
                values = [row if "INT" in kind else f"{column}-{row}" for _, column, kind, *_ in columns]
                marks = ", ".join("?" * len(columns))
                direct.execute(f"INSERT INTO {name} VALUES ({marks})", values)
        direct.commit()
        return {name: _rows(direct, name) for name in names}


def _rows(direct, name):
    direct.row_factory = sqlite3.Row
    return [dict(row) for row in direct.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall()]


def test_every_row_of_the_first_schema_survives_the_second(folder, clock):
    migrate.upgrade(folder.database, backups=folder.backups, now=clock.now(), to="0001")
    before = _filled(folder.database)
    assert {"tickets", "reminders", "escalations", "journal", "settings", "marks"} <= before.keys()
    migrate.upgrade(folder.database, backups=folder.backups, now=clock.now(), to="0002")
    with closing(sqlite3.connect(folder.database)) as direct:
        for name, rows in before.items():
            after = _rows(direct, name)
            assert [{column: row[column] for column in rows[0]} for row in after] == rows
        assert [(row["cause"], row["made_at"]) for row in _rows(direct, "reminders")] == [("", None)] * 2
        assert [(row["level"], row["next_level_at"]) for row in _rows(direct, "escalations")] == [(1, None)] * 2
        direct.execute("INSERT INTO receipts (reminder_id, at, channel) VALUES (1, 1, '报警窗')")
        with pytest.raises(sqlite3.IntegrityError):
            direct.execute(
                "INSERT INTO escalations (ticket_id, deadline_at, raised_at, state, level)"
                " SELECT ticket_id, deadline_at, raised_at, 'open', 1 FROM escalations WHERE id = 1"
            )


def test_the_channel_is_taken_from_the_unknown_columns_of_earlier_tickets_and_searched(folder, clock):
    migrate.upgrade(folder.database, backups=folder.backups, now=clock.now(), to="0006")
    extras = (
        {"诉求渠道": "12345 热线", "是否疑难": "否"},
        {"热线号码": "12345"},
        {"受理渠道": "网络", "来电渠道": "微信"},
        {},
    )
    with closing(sqlite3.connect(folder.database)) as old:
        old.executemany(
            "INSERT INTO tickets (id, number, status, title, dispatched_at, extra)"
            " VALUES (?, ?, 'closed', '退费', ?, ?)",
            [
                (at, f"N{at}", 1_790_000_000 + at, json.dumps(texts, ensure_ascii=False))
                for at, texts in enumerate(extras)
            ],
        )
        old.commit()
    migrate.upgrade(folder.database, backups=folder.backups, now=clock.now())
    register = Register(folder.database)
    with register.reading() as stores:
        found = {row.number: (row.channel, row.extra) for row in stores.tickets.newest(9)}
        assert found == {
            "N0": ("12345 热线", {"是否疑难": "否"}),
            "N1": ("", {"热线号码": "12345"}),
            "N2": ("微信", {"受理渠道": "网络"}),
            "N3": ("", {}),
        }
        assert [stores.search.newest(text) for text in ("热线", "微信", "退费")] == [[0], [2], [3, 2, 1, 0]]
    register.close()


def _old_journal(file, lines):
    """Writes lines of the chain before 0008, as (who, ticket, text, changes), and two tickets."""
    previous = "0" * 64
    with closing(sqlite3.connect(file)) as old:
        insert = "INSERT INTO tickets (id, number, status, title, dispatched_at) VALUES (?, ?, 'closed', '退费', 9)"
        old.executemany(insert, [(ticket, f"N{ticket}") for ticket in (1, 2)])
        for who, ticket, text, changes in lines:
            written = json.dumps(changes, ensure_ascii=False)
            parts = (previous, "1790000000", who, "edit", str(ticket), "N1", text, written)
            digest = hashlib.sha256(f"{[*map(len, parts)]}{''.join(parts)}".encode()).hexdigest()
            old.execute(
                "INSERT INTO journal (at, who, verb, ticket_id, ticket_number, text, changes, previous_hash, hash)"
                " VALUES (1790000000, ?, 'edit', ?, 'N1', ?, ?, ?, ?)",
                (who, ticket, text, parts[7], previous, digest),
            )
            previous = digest
        old.commit()
    return previous


def _verified(file):
    with open_to_verify(file) as connection:
        return walk(connection).first_broken, differing_tickets(connection)


_LINES = [
    ("甲", 1, "更正", {"来电人": ["王某", "李某"]}),
    ("乙", 1, "", {"紧急程度": ["一般", "紧急"]}),
    ("甲", None, "设置", {}),
]


def test_old_lines_give_up_their_personal_texts_and_the_new_chain_names_the_old(folder, clock):
    migrate.upgrade(folder.database, backups=folder.backups, now=clock.now(), to="0007")
    head = _old_journal(folder.database, _LINES)
    migrate.upgrade(folder.database, backups=folder.backups, now=clock.now())
    assert _verified(folder.database) == (None, [])
    with closing(sqlite3.connect(folder.database)) as direct:
        lines = direct.execute("SELECT id, verb, ticket_id, text, changes FROM journal ORDER BY id").fetchall()
        assert [line[0] for line in lines] == [1, 2, 3, 4, 5]
        assert "王某" not in str(lines)
        assert lines[3][:3] == (4, "rebuild", 2)  # the ticket that had no line
        assert lines[4][3] == f"日志按新格式重编：原 3 条，原末条校验值 {head}，原校验链完整"
        assert sorted(direct.execute("SELECT line_id, field, text FROM journal_texts")) == [
            (1, "", "更正"), (1, "来电人", "李某"), (1, "来电人", "王某"),
        ]  # fmt: skip
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            direct.execute("DELETE FROM journal")
        with pytest.raises(sqlite3.IntegrityError, match="only be erased"):
            direct.execute("UPDATE journal_texts SET text = 'x'")
        direct.execute("UPDATE journal_texts SET text = NULL, salt = NULL")


@pytest.mark.parametrize(
    ("alteration", "broken"),
    [("DELETE FROM journal WHERE id = 2", 3), ("UPDATE journal SET who = 'x' WHERE id = 1", 1)],
)
def test_a_chain_that_was_broken_before_is_said_to_have_been(folder, clock, alteration, broken):
    migrate.upgrade(folder.database, backups=folder.backups, now=clock.now(), to="0007")
    _old_journal(folder.database, _LINES)
    with closing(sqlite3.connect(folder.database)) as direct:
        direct.execute("DROP TRIGGER journal_no_delete")
        direct.execute("DROP TRIGGER journal_no_update")
        direct.execute(alteration)
        direct.execute("CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal BEGIN SELECT raise(ABORT, ''); END")
        direct.execute("CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal BEGIN SELECT raise(ABORT, ''); END")
        direct.commit()
    migrate.upgrade(folder.database, backups=folder.backups, now=clock.now())
    assert _verified(folder.database) == (None, [])
    with closing(sqlite3.connect(folder.database)) as direct:
        (text,) = direct.execute("SELECT text FROM journal ORDER BY id DESC LIMIT 1").fetchone()
        assert text.endswith(f"原校验链自第 {broken} 条起不符")


def test_a_register_with_rows_in_every_table_is_taken_over_whatever_they_hold(folder, clock):
    migrate.upgrade(folder.database, backups=folder.backups, now=clock.now(), to="0007")
    before = _filled(folder.database)
    migrate.upgrade(folder.database, backups=folder.backups, now=clock.now())
    with closing(sqlite3.connect(folder.database)) as direct:
        for name, rows in before.items():
            after = _rows(direct, name)[: len(rows)]
            kept = [column for column in rows[0] if name != "journal" or "hash" not in column]
            assert [{column: row[column] for column in kept} for row in after] == [
                {column: row[column] for column in kept} for row in rows
            ]
