"""The table of ticket fields is whole: every column is declared once, and every list of fields is read from it."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest
from sqlalchemy import Integer, Text

from app.base.resources import resource_toml
from app.models.shared.columns import Flag, Instant, Texts
from app.models.ticket.records import TicketRecord
from app.models.ticket.tables import tickets
from app.rules.ticket.field_kinds import Kind, Mask
from app.rules.ticket.fields import (
    ARRIVING,
    BY_NAME,
    DRAFT_FIELDS,
    LINE_COLUMNS,
    LIST_FILTERS,
    LOGGED,
    TICKET_FIELDS,
    fields_of,
    log_columns,
)

_STORED = {
    Kind.TEXT: Text,
    Kind.LONG_TEXT: Text,
    Kind.LEVEL: Text,
    Kind.INSTANT: Instant,
    Kind.COUNT: Integer,
    Kind.NUMBER: Integer,
    Kind.FLAG: Flag,
    Kind.TEXTS: Texts,
}
_APP = Path(__file__).parents[3] / "app"


def test_every_column_of_a_ticket_is_a_declared_field_and_the_other_way_round() -> None:
    names = [one.name for one in TICKET_FIELDS]
    assert len(names) == len(set(names))
    assert set(names) == {column.name for column in tickets.columns}
    assert [field.name for field in dataclasses.fields(TicketRecord)] == [column.name for column in tickets.columns]


@pytest.mark.parametrize("one", [one for one in TICKET_FIELDS if one.kind is not Kind.CODE], ids=lambda one: one.name)
def test_a_column_holds_what_its_field_says(one) -> None:
    column = tickets.c[one.name]
    assert isinstance(column.type, _STORED[one.kind])
    assert one.kind is not Kind.COUNT or column.nullable


def test_a_code_has_words_and_begins_with_one_of_them() -> None:
    codes = [one for one in TICKET_FIELDS if one.kind is Kind.CODE]
    assert all(one.words and (one.first in one.words or one.name == "status") for one in codes)
    assert all(not one.words for one in TICKET_FIELDS if one.kind is not Kind.CODE)


def test_what_never_comes_with_a_new_ticket_has_a_default_in_the_table() -> None:
    left_out = [one.name for one in TICKET_FIELDS if one.at_desk]
    assert set(ARRIVING).isdisjoint(left_out)
    assert all(tickets.c[name].nullable or tickets.c[name].server_default is not None for name in left_out)


def test_every_header_of_the_aliases_feeds_a_field_and_every_field_of_a_file_has_its_header() -> None:
    assert set(resource_toml("aliases.toml")) - {"ignored"} == {name for one in TICKET_FIELDS for name in one.headers}
    assert all(BY_NAME[name].headers for name in DRAFT_FIELDS)


def test_a_filter_offers_columns_that_it_narrows_by() -> None:
    for one in LIST_FILTERS.values():
        assert {*one.offers} <= {field.name for field in fields_of(one)}


def test_the_logs_sheets_are_filled_by_logged_fields_from_left_to_right() -> None:
    for signed in (False, True):
        columns = log_columns(signed=signed)
        assert [one.order for one in columns] == sorted({one.order for one in columns})
        assert all({field.name for field in fields_of(one)} <= {*LOGGED} for one in columns)


def test_what_may_hold_a_number_of_the_caller_is_masked() -> None:
    assert {
        name
        for name in ("content", "caller", "phones", "phone_raw", "reply", "extra", "street", "unit", "office", "tags")
        if not _masked(name)
    } == set()
    assert not any(_masked(name) for name in ("number", "other_number"))


def _masked(name: str) -> bool:
    return BY_NAME[name].mask is not Mask.NONE


def test_no_module_repeats_a_list_of_the_fields() -> None:
    """Seven names of fields in a row are a list of fields: only the table and the line's own row may write one.

    Two more say for fields, one by one, what their values look like and mean.
    """
    names = "|".join(sorted({*DRAFT_FIELDS, *LINE_COLUMNS}))
    row = re.compile(rf'(?:"(?:{names})"(?:: [^,]*)?,\s*){{7}}')
    own = {_APP / "rules" / "ticket" / "fields.py", _APP / "desk" / "ticket" / "row.py"}
    own |= {_APP / "rules" / "intake" / name for name in ("evidence.py", "meaning.py")}
    found = [path for path in _APP.rglob("*.py") if path not in own and row.search(path.read_text())]
    assert found == []
