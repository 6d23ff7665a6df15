"""Reads the journal: the lines of a period, and whether its chain holds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from app.desk.journal.rows import JournalRow, journal_row
from app.desk.shared.context import Desk
from app.models.journal.anchor import Anchor
from app.models.journal.verdict import head_in
from app.models.journal.verify import open_to_verify, walk


def between(desk: Desk, *, start: datetime, end: datetime) -> Iterator[JournalRow]:
    """Lines from `start` up to but without `end`, oldest first, streamed."""
    with desk.register.reading() as stores:
        for row in stores.journal.between(start, end):
            yield journal_row(row)


def head(desk: Desk) -> Anchor:
    """The head of the journal as it stands, for what leaves the register: copies and exports."""
    desk.register.open()
    return head_in(desk.folder.database)


def first_broken_line(desk: Desk) -> int | None:
    """The number of the first line that was changed, taken out or put in afterwards; None when the chain holds."""
    with open_to_verify(desk.folder.database) as connection:
        return walk(connection).first_broken
