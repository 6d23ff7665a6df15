"""The digest of a ticket's row: the same from new values and from the stored row, and another for every change."""

from __future__ import annotations

import pytest

from app.models.ticket.digest import COLUMNS, COUNTED, new_row_digest, row_digest
from app.models.ticket.tables import tickets
from app.rules.ticket.fields import ARRIVING, TICKET_FIELDS


def test_every_column_counts_but_the_id_the_version_and_the_moment_of_the_rules() -> None:
    assert {field.name for field in TICKET_FIELDS} == set(tickets.c.keys())
    assert set(tickets.c.keys()) - set(COLUMNS) == {"id", "version", "ruled_at"}


def test_a_default_is_that_of_the_column_so_that_a_new_column_changes_no_digest() -> None:
    stored = {column.name: column.server_default for column in tickets.c}
    for name, default in COUNTED:
        declared = stored[name]
        if declared is not None:
            assert str(getattr(declared, "arg", "")) == str(default)
        else:
            assert default in (None, "")


def test_every_column_changes_the_digest() -> None:
    plain = [default for _, default in COUNTED]
    digests = {row_digest([*plain[:place], "另一个", *plain[place + 1 :]]) for place in range(len(plain))}
    assert len(digests) == len(plain)
    assert row_digest(plain) not in digests


def test_a_row_that_no_ticket_can_have_has_no_digest() -> None:
    assert row_digest([b"\x00"] * len(COLUMNS)) == ""


@pytest.mark.parametrize("text", ["退费", 'a"b\\c', "\x00\x1f\x7f\u2028", "\ud800半", "😀", ""])
def test_new_values_have_the_digest_of_the_row_that_is_stored(text: str) -> None:
    plain = dict(COUNTED)
    told = {name: text if isinstance(plain.get(name), str) else plain.get(name) for name in ARRIVING}
    told |= {"id": 0, "next_due": 1_780_000_000, "closed_at": None, "signed_at": 1_780_000_001, "backlog": 1}
    assert new_row_digest(told) == row_digest([told.get(name, default) for name, default in COUNTED])
