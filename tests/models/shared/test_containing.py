"""Lists without an index are searched word by word too."""

from __future__ import annotations

import pytest
from sqlalchemy import Column, MetaData, Table, Text, create_engine, insert, select

from app.models.shared.containing import containing

_TABLE = Table("t", MetaData(), Column("number", Text), Column("title", Text))
_ROWS = [
    ("热线-261122-000815", "“味多”健身房不退费"),
    ("热线-261122-000816", "13900112233 的账户余额 50%"),
    ("热线-261122-000817", "馆外的_停车"),
]


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("不退费 健身房", [815]),
        ("健身房 停车", []),
        ('"味多"', [815]),
        ("“味多”", [815]),
        ("139 0011 2233", [816]),
        ("热线—261122—000817", [817]),
        ("０００８１６", [816]),
        ("帐户", [816]),
        ("50%", [816]),
        ("%", [816]),
        ("_停", [817]),
        ("\\", []),
        ("", [815, 816, 817]),
        ("账户", [816]),
    ],
)
def test_every_word_must_stand_in_a_column(search: str, found: list[int]) -> None:
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        _TABLE.create(connection)
        connection.execute(insert(_TABLE), [{"number": number, "title": title} for number, title in _ROWS])
        query = select(_TABLE.c.number).where(containing((_TABLE.c.number, _TABLE.c.title), search))
        numbers = [int(number[-3:]) for number in connection.execute(query).scalars()]
    engine.dispose()
    assert numbers == found
