"""The full-text index: finds texts from one character on, and every word of several (app.rules.shared.search_terms).

SQLite only; another database would need another index behind this interface. A document's rowid carries the
dispatch second above the ticket id, both counted down, so that "newest first" is the index's own order: FTS5 reads
a phrase by rising rowids twice as fast as by falling ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter

from sqlalchemy import Connection

from app.models.shared import direct
from app.rules.shared.search_terms import document, queries
from app.rules.ticket.fields import SEARCHED

_ID_BITS = 31
_ID_MASK = (1 << _ID_BITS) - 1
_LAST = (1 << 63) - 1
_INSERT = "INSERT INTO ticket_search(rowid, body) VALUES (?, ?)"
_DELETE = "INSERT INTO ticket_search(ticket_search, rowid, body) VALUES ('delete', ?, ?)"
# One statement for both: without a command the row is a document.
_EITHER = "INSERT INTO ticket_search(ticket_search, rowid, body) VALUES (?, ?, ?)"
_NEWEST = "SELECT rowid FROM ticket_search WHERE ticket_search MATCH ? ORDER BY rowid LIMIT ?"
_COUNT = "SELECT count(*) FROM ticket_search WHERE ticket_search MATCH ?"
_MERGE = "INSERT INTO ticket_search(ticket_search, rank) VALUES ('merge', ?)"
_PAGES_AT_ONCE = 500
# FTS5 is quick only with ascending rowids: an import buffers its documents and adds thousands at a time.
_GATHERED_AT_MOST = 10_000
_CHARACTERS_AT_MOST = 16_000_000
# Dispatch second, ticket id, its tokens.
Document = tuple[int, int, str]


def row_id(dispatched: int, ticket_id: int) -> int:
    """The document's rowid: seconds of dispatch, then the ticket; the newest has the smallest."""
    return _LAST ^ ((dispatched << _ID_BITS) | ticket_id)


def ticket_of(rowid: int) -> int:
    """The ticket of a document."""
    return ~rowid & _ID_MASK


def ready_document(dispatched: int, ticket_id: int, values: Sequence[str | None]) -> tuple[int, str]:
    """A document ready to be written: its rowid and its tokens."""
    return row_id(dispatched, ticket_id), document(values)


class SearchStore:
    """The search index within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._gathering = False
        self._leaving: dict[int, str] = {}
        self._gathered: dict[int, str] = {}
        self._characters = 0

    def add(self, rows: Sequence[Document]) -> None:
        """Adds documents. Sorted here: FTS5 wants ascending ids."""
        documents = sorted((row_id(at, ticket), text) for at, ticket, text in rows)
        if documents:
            direct.run_many(self._connection, _INSERT, documents)

    def remove(self, leaves: tuple[int, str]) -> None:
        """Removes a document, (rowid, tokens); the tokens must be those it was added with."""
        direct.run(self._connection, _DELETE, leaves)

    def begin_gathering(self) -> None:
        """Starts buffering replacements too; the caller calls `add_gathered` at the end."""
        self._gathering = True

    def gather(self, rows: Sequence[Document]) -> None:
        """Buffers documents of a running import until there are enough: (dispatch second, ticket id, document).

        The caller calls `add_gathered` before the transaction ends.
        """
        self._gathered.update((row_id(at, ticket), text) for at, ticket, text in rows)
        self._count(sum(len(text) for _, _, text in rows))

    def _count(self, characters: int) -> None:
        self._characters += characters
        if len(self._gathered) >= _GATHERED_AT_MOST or self._characters >= _CHARACTERS_AT_MOST:
            self.add_gathered()

    def add_gathered(self) -> None:
        """Writes the buffered documents by rising ids, removals before replacements."""
        waiting: list[tuple[str | None, int, str]] = [("delete", *one) for one in self._leaving.items()]
        waiting += [(None, *one) for one in self._gathered.items()]
        waiting.sort(key=itemgetter(1))  # it is stable: a removal stays before what replaces it
        direct.run_many(self._connection, _EITHER, waiting)
        self._leaving.clear()
        self._gathered.clear()
        self._characters = 0

    def replace(self, leaves: tuple[int, str], enters: tuple[int, str]) -> None:
        """Replaces a document, which may still be buffered only: (rowid, tokens) before and after.

        The tokens before must be those it was added with.
        """
        if self._gathered.pop(leaves[0], None) is None:
            if not self._gathering:
                direct.run(self._connection, _DELETE, leaves)
                direct.run(self._connection, _INSERT, enters)
                return
            self._leaving[leaves[0]] = leaves[1]
        self._gathered[enters[0]] = enters[1]
        self._count(len(leaves[1]) + len(enters[1]))

    def rebuild(self) -> None:
        """Rebuilds the index, for a migration that changes the searched columns or the tokens.

        Reads those columns of SEARCHED that the table has by then, so that earlier migrations still run.
        """
        columns = {row[1] for row in direct.run(self._connection, "PRAGMA table_info(tickets)").fetchall()}
        searched = ", ".join(name for name in SEARCHED if name in columns)
        direct.run(self._connection, "INSERT INTO ticket_search(ticket_search) VALUES ('delete-all')")
        # Newest first, the ids rise: FTS5 is quick only then.
        newest_first = "ORDER BY dispatched_at DESC, id DESC"
        found = direct.run(self._connection, f"SELECT dispatched_at, id, {searched} FROM tickets {newest_first}")
        while rows := found.fetchmany(_GATHERED_AT_MOST):
            documents = [(row_id(at, ticket_id), document(values)) for at, ticket_id, *values in rows]
            direct.run_many(self._connection, _INSERT, documents)

    def tidy(self, *, begin: bool) -> bool:
        """Merges the segments of the index, a few megabytes at a time; True while there is more to do.

        `begin` starts a merge of all current segments; later steps continue it. Left alone, the segments of an import
        of 100,000 tickets are merged within some later save, which then takes more than a second.
        """
        driver = self._connection.connection.driver_connection
        before = driver.total_changes if driver is not None else 0
        direct.run(self._connection, _MERGE, (-_PAGES_AT_ONCE if begin else _PAGES_AT_ONCE,))
        return driver is not None and driver.total_changes - before > 1

    def newest(self, text: str, limit: int | None = None) -> list[int]:
        """Ids of the newest tickets that a search for `text` finds; all of them without a limit."""
        found: list[int] = []
        for query in queries(text):
            rows = direct.run(self._connection, _NEWEST, (query, -1 if limit is None else limit)).fetchall()
            found = [ticket_of(row[0]) for row in rows]
            if found:
                break
        return found

    def count(self, text: str) -> int:
        """The exact number of tickets that a search for `text` finds."""
        counts = (int(direct.scalar(self._connection, _COUNT, (query,))) for query in queries(text))
        return next(filter(None, counts), 0)
