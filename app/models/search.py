"""Full-text search: every character is a token, so a phrase finds exactly what a substring search would.

SQLite only; another database would put its own index behind the same four verbs. A document's rowid carries
the dispatch second above the ticket id, so that "newest first" is the index's own order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection

CREATE = (
    "CREATE VIRTUAL TABLE ticket_search USING fts5(body, content='', columnsize=0, detail=full,"
    ' tokenize="unicode61 remove_diacritics 0")'
)
# The fields that are searched, in the order of a document.
SEARCHED = ("number", "other_number", "title", "content", "caller", "phones", "merchant", "place", "street")
_ID_BITS = 31
_ID_MASK = (1 << _ID_BITS) - 1
_INSERT = "INSERT INTO ticket_search(rowid, body) VALUES (?, ?)"
_DELETE = "INSERT INTO ticket_search(ticket_search, rowid, body) VALUES ('delete', ?, ?)"


class _Tokens(dict[int, str]):
    """Maps a character to its token and a space; letters, digits and Han stand for themselves."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if char.isascii() and char.isalnum():
            token = char.lower() + " "
        elif 0x4E00 <= code <= 0x9FA5:
            token = char + " "
        else:
            token = f"u{ord(char.lower()) if len(char.lower()) == 1 else code:x} "
        self[code] = token
        return token


_TOKENS = _Tokens()
# Stands between two fields, so that no phrase reaches across; no other character maps to its token.
_BORDER = "\x00"
_TOKENS[ord(_BORDER)] = "zborder "


def document(values: Iterable[str | None]) -> str:
    """The searched fields of one ticket as tokens."""
    return _BORDER.join(filter(None, values)).translate(_TOKENS)


def phrase(text: str) -> str:
    """The FTS5 query that finds `text` as a substring, ASCII letters without regard to case."""
    return '"' + text.replace(_BORDER, "").translate(_TOKENS).strip() + '"'


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

    def newest(self, text: str, limit: int) -> list[int]:
        """Ids of the newest tickets that contain `text`."""
        if not text:
            return []
        found = self._connection.exec_driver_sql(
            "SELECT rowid FROM ticket_search WHERE ticket_search MATCH ? ORDER BY rowid DESC LIMIT ?",
            (phrase(text), limit),
        )
        return [row[0] & _ID_MASK for row in found]

    def count(self, text: str) -> int:
        """The true number of tickets that contain `text`."""
        if not text:
            return 0
        found = self._connection.exec_driver_sql(
            "SELECT count(*) FROM ticket_search WHERE ticket_search MATCH ?", (phrase(text),)
        )
        return int(found.scalar() or 0)

    def every(self, text: str) -> list[int]:
        """All ids that contain `text`, newest first."""
        rows: Iterable[Any] = self._connection.exec_driver_sql(
            "SELECT rowid FROM ticket_search WHERE ticket_search MATCH ? ORDER BY rowid DESC", (phrase(text),)
        )
        return [row[0] & _ID_MASK for row in rows]
