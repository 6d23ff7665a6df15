"""Full-text search that finds exactly what a substring search would, from one character on.

Every Han character and sign is a token of its own; within a run of letters and digits the token at each place is
the next four of the run, so that numbers, of which every ticket has many, stay quick to find. A phrase of such
tokens stands in a document exactly where the text stands in the field.

SQLite only; another database would put its own index behind the same verbs. A document's rowid carries the
dispatch second above the ticket id, so that "newest first" is the index's own order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection

# The fields that are searched, in the order of a document.
SEARCHED = ("number", "other_number", "title", "content", "caller", "phones", "merchant", "place", "street")
_GRAM = 4
_RUN = re.compile(r"([0-9A-Za-z]+)")
_ID_BITS = 31
_ID_MASK = (1 << _ID_BITS) - 1
_INSERT = "INSERT INTO ticket_search(rowid, body) VALUES (?, ?)"
_DELETE = "INSERT INTO ticket_search(ticket_search, rowid, body) VALUES ('delete', ?, ?)"


class _Signs(dict[int, str]):
    """Maps a character outside runs to its token between spaces: Han stand for themselves, others by their code.

    The ø in front keeps them apart from every run: runs are ASCII.
    """

    def __missing__(self, code: int) -> str:
        lower = chr(code).lower()
        token = chr(code) if 0x4E00 <= code <= 0x9FA5 else f"ø{ord(lower) if len(lower) == 1 else code:x}"
        self[code] = f" {token} "
        return self[code]


_SIGNS = _Signs()
# Stands between two fields, so that no phrase reaches across; no other character maps to its token.
_BORDER = "\x00"
_SIGNS[ord(_BORDER)] = " øborder "


def document(values: Iterable[str | None]) -> str:
    """The searched fields of one ticket as tokens."""
    parts = _RUN.split(_BORDER.join(filter(None, values)))
    for index in range(0, len(parts), 2):
        parts[index] = parts[index].translate(_SIGNS)
    for index in range(1, len(parts), 2):
        parts[index] = _grams(parts[index].lower())
    return "".join(parts)


def phrase(text: str) -> str:
    """The FTS5 query that finds `text` as a substring, ASCII letters without regard to case.

    A run at the end of the text may go on in the field: its last token is then only the beginning of one.
    """
    parts = _RUN.split(text.replace(_BORDER, ""))
    last = parts[-2].lower() if len(parts) > 1 and not parts[-1] else ""
    whole = parts[:-2] if last else parts
    tokens = document(["".join(whole)]).split()
    if not last:
        return f'"{" ".join(tokens)}"'
    tokens += [last[place : place + _GRAM] for place in range(max(1, len(last) - _GRAM + 1))]
    return f'"{" ".join(tokens)}"' + ("" if len(last) >= _GRAM else "*")


def _grams(run: str) -> str:
    return " ".join([run[place : place + _GRAM] for place in range(len(run))])


def row_id(dispatched: int, ticket_id: int) -> int:
    """The document's rowid: seconds of dispatch, then the ticket."""
    return (dispatched << _ID_BITS) | ticket_id


class SearchStore:
    """Keeps and asks the search index within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, rows: Sequence[tuple[int, int, Sequence[str | None]]]) -> None:
        """Adds documents: (dispatch second, ticket id, values of SEARCHED). Sorted here: FTS5 wants ascending ids."""
        documents = sorted((row_id(at, ticket), document(values)) for at, ticket, values in rows)
        if documents:
            self._connection.exec_driver_sql(_INSERT, documents)

    def remove(self, dispatched: int, ticket_id: int, values: Sequence[str | None]) -> None:
        """Removes a document; the values must be those it was added with."""
        self._connection.exec_driver_sql(_DELETE, (row_id(dispatched, ticket_id), document(values)))

    def add_from_register(self, import_id: int, *, batch: int = 2000) -> None:
        """Adds every ticket that an import created, in dispatch order, in bounded memory."""
        columns = ", ".join(SEARCHED)
        found = self._connection.exec_driver_sql(
            f"SELECT dispatched_at, id, {columns} FROM tickets WHERE import_id = ? ORDER BY dispatched_at, id",
            (import_id,),
        )
        while rows := found.fetchmany(batch):
            self._connection.exec_driver_sql(_INSERT, [(row_id(row[0], row[1]), document(row[2:])) for row in rows])

    def newest(self, text: str, limit: int | None = None) -> list[int]:
        """Ids of the newest tickets that contain `text`; all of them without a limit."""
        if not text:
            return []
        rows: Iterable[Any] = self._connection.exec_driver_sql(
            "SELECT rowid FROM ticket_search WHERE ticket_search MATCH ? ORDER BY rowid DESC LIMIT ?",
            (phrase(text), -1 if limit is None else limit),
        )
        return [row[0] & _ID_MASK for row in rows]

    def count(self, text: str) -> int:
        """The true number of tickets that contain `text`."""
        if not text:
            return 0
        found = self._connection.exec_driver_sql(
            "SELECT count(*) FROM ticket_search WHERE ticket_search MATCH ?", (phrase(text),)
        )
        return int(found.scalar() or 0)
