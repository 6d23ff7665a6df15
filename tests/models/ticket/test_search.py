"""The search index finds the newest first, follows what is gathered, and outlives its own order."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from app.base.clock import StillClock
from app.base.paths import DataFolder
from app.models.register import migrate
from app.models.register.register import Register
from app.models.ticket.search import row_id
from app.rules.shared.search_terms import document
from app.rules.ticket.fields import SEARCHED
from tests.support.registers import copy_empty_register

_MAY, _JUNE, _JULY = 1_778_000_000, 1_780_600_000, 1_783_200_000


def _said(text: str) -> str:
    return document([text if name == "title" else "" for name in SEARCHED])


@pytest.fixture
def register(folder: DataFolder) -> Iterator[Register]:
    made = Register(copy_empty_register(folder).database)
    yield made
    made.close()


def test_the_newest_by_dispatch_stand_first_and_of_one_second_the_last_taken_in(register: Register) -> None:
    with register.writing() as stores:
        stores.search.add([(_JUNE, 1, _said("退费")), (_JULY, 2, _said("退费")), (_MAY, 3, _said("退费"))])
        stores.search.add([(_JUNE, 4, _said("退费"))])
        assert stores.search.newest("退费") == [2, 4, 1, 3]
        assert stores.search.newest("退费", 2) == [2, 4]


@pytest.mark.parametrize("order", [(1, 2, 3), (3, 2, 1)])
def test_what_is_replaced_while_gathering_is_found_in_its_new_words_only(
    register: Register, order: tuple[int, ...]
) -> None:
    with register.writing() as stores:
        stores.search.add([(_MAY, ticket, _said("旧词")) for ticket in order])
        stores.search.begin_gathering()
        for ticket in order:
            stores.search.replace((row_id(_MAY, ticket), _said("旧词")), (row_id(_MAY, ticket), _said("中间")))
        stores.search.replace((row_id(_MAY, 2), _said("中间")), (row_id(_JULY, 2), _said("新词")))
        stores.search.add_gathered()
        assert [stores.search.newest(text) for text in ("旧词", "中间", "新词")] == [[], [3, 1], [2]]
        assert stores.search.count("词") == 1


def test_a_register_of_the_older_order_is_written_anew(folder: DataFolder, clock: StillClock) -> None:
    told: dict[str, Any] = {"backups": folder.backups, "now": clock.now()}
    migrate.upgrade(folder.database, to="0004", **told)
    with closing(sqlite3.connect(folder.database)) as old:
        for ticket, at in ((1, _JUNE), (2, _JULY), (3, _MAY)):
            insert = "INSERT INTO tickets (id, number, title, status, dispatched_at) VALUES (?, ?, '退费', 'closed', ?)"
            old.execute(insert, (ticket, str(ticket), at))
            body = document([str(ticket), "退费"])
            old.execute("INSERT INTO ticket_search(rowid, body) VALUES (?, ?)", ((at << 31) | ticket, body))
        old.commit()
    migrate.upgrade(folder.database, **told)
    register = Register(folder.database)
    with register.reading() as stores:
        assert stores.search.newest("退费") == [2, 1, 3]
        assert stores.search.count("退费") == 3
    register.close()
