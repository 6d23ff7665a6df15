"""The checks of a register's file name damage in the product's words, wherever it is."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from app.base.people import Person
from app.bootstrap import assemble
from app.desk.ticket import editing
from app.desk.upkeep.checks import verify_whole
from app.models.register.restore import restore
from app.models.register.soundness import quick_check, whole_check
from app.models.upkeep import backup
from app.rules.upkeep.states import SEARCH_DIFFERS
from tests.support.registers import READER, copy_rehearsal, desk_on

_INDEX_LEAF = 10


def test_a_damaged_name_in_the_schema_is_a_finding_and_no_fault_of_the_check(folder):
    copy_rehearsal(folder)
    assert whole_check(folder.database, pause=lambda: None) == ()
    whole = folder.database.read_bytes()
    at = whole.index(b"tablereminders")
    folder.database.write_bytes(whole[: at + 5] + b"\xd5" + whole[at + 6 :])
    for check in (lambda: quick_check(folder.database), lambda: whole_check(folder.database, pause=lambda: None)):
        assert check() != ()


_NUMBERS = tuple(f"热线-{at:06d}" for at in range(6))


@pytest.fixture
def register(folder, clock):
    """A closed register with a few tickets."""
    desk = desk_on(folder, clock)
    for number in _NUMBERS:
        editing.create(desk, person=Person("值班员甲"), values={"number": number, "title": f"健身房闭店不退费{number}"})
    desk.register.close()
    assert whole_check(folder.database, pause=lambda: None) == ()
    return folder.database


def _flip_in_search(connection):
    (place, block) = connection.execute(
        "SELECT id, block FROM ticket_search_data ORDER BY length(block) DESC LIMIT 1"
    ).fetchone()
    flipped = bytes([*block[: len(block) // 2], block[len(block) // 2] ^ 1, *block[len(block) // 2 + 1 :]])
    connection.execute("UPDATE ticket_search_data SET block = ? WHERE id = ?", (flipped, place))


def _another_ticket_in_search(connection):
    connection.execute("INSERT INTO ticket_search(rowid, body) VALUES (7, '健 身')")


def _empty_search(connection):
    connection.execute("INSERT INTO ticket_search(ticket_search) VALUES ('delete-all')")


@pytest.mark.parametrize("damage", [_flip_in_search, _another_ticket_in_search, _empty_search])
def test_a_search_index_that_does_not_fit_the_tickets_is_said_and_a_restored_copy_has_a_new_one(
    register, folder, clock, damage
):
    with closing(sqlite3.connect(register)) as connection:
        damage(connection)
        connection.commit()
    (found,) = whole_check(register, pause=lambda: None)
    assert found.startswith(SEARCH_DIFFERS) or "malformed" in found
    copy = backup.copy_register(register, folder.backups, now=clock.now(), reason="timed")
    restore(folder, copy, now=clock.now(), who="乙")
    assert whole_check(register, pause=lambda: None) == ()


def test_an_index_of_numbers_that_hides_a_ticket_is_said(register, folder, clock):
    with closing(sqlite3.connect(register)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    whole, number = bytearray(register.read_bytes()), _NUMBERS[3].encode()
    places = [at for at in range(0, len(whole), size) if whole[at] == _INDEX_LEAF and number in whole[at : at + size]]
    for page in places:
        whole[whole.index(number, page) + len(number) - 1] = ord("x")
    register.write_bytes(whole)
    desk = assemble(folder, clock, READER)
    with desk.register.reading() as stores:
        assert not stores.tickets.is_taken(_NUMBERS[3])
        assert stores.tickets.known([_NUMBERS[3]]) == []
    found = verify_whole(desk)
    desk.register.close()
    assert not found.holds
    assert found.damaged
    assert found.words().startswith("登记库文件有损坏")
