from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.ticket.search import row_id, ticket_of
from app.rules.shared.search_terms import document, phrase

_CREATE = (
    "CREATE VIRTUAL TABLE s USING fts5(body, content='', columnsize=0, tokenize=\"unicode61 remove_diacritics 0\")"
)
_SIGNS = st.sampled_from("退费卡店房ab01A2Bøsig-*（。\n'\"热 é𠮷")
_FIELDS = st.lists(st.text(_SIGNS, max_size=14), min_size=1, max_size=3)
_WANTED = st.text(_SIGNS, min_size=1, max_size=7)


def lower(text: str) -> str:
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)


@given(tickets=st.lists(_FIELDS, min_size=1, max_size=8), wanted=_WANTED, data=st.data())
def test_a_search_finds_exactly_the_tickets_whose_fields_contain_the_text(tickets, wanted, data):
    if data.draw(st.booleans()):
        field = data.draw(st.sampled_from([field for fields in tickets for field in fields if field] or [wanted]))
        start = data.draw(st.integers(0, len(field) - 1))
        wanted = field[start : start + data.draw(st.integers(1, 8))]
    index = sqlite3.connect(":memory:")
    index.execute(_CREATE)
    index.executemany(
        "INSERT INTO s(rowid, body) VALUES (?, ?)",
        [(row_id(1_700_000_000 + at, at + 1), document(fields)) for at, fields in enumerate(tickets)],
    )
    found = {ticket_of(row[0]) for row in index.execute("SELECT rowid FROM s WHERE s MATCH ?", (phrase(wanted),))}
    index.close()
    assert found == {
        at + 1 for at, fields in enumerate(tickets) if any(lower(wanted) in lower(field) for field in fields)
    }


@pytest.mark.parametrize("wanted", ["4417", "004417", "1123-00", "热线-261123-004417", "26", "7"])
def test_numbers_are_found_by_any_part(wanted):
    index = sqlite3.connect(":memory:")
    index.execute(_CREATE)
    index.execute("INSERT INTO s(rowid, body) VALUES (1, ?)", (document(["热线-261123-004417", "退费"]),))
    index.execute("INSERT INTO s(rowid, body) VALUES (2, ?)", (document(["热线-251122-003316", "退费"]),))
    found = [row[0] for row in index.execute("SELECT rowid FROM s WHERE s MATCH ?", (phrase(wanted),))]
    index.close()
    assert found == [1]
