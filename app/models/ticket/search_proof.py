"""Proves the search index against the tickets: every term in as many tickets and places, and all of them where it is.

A contentless index has no rows that SQLite could compare; its own checks find neither a changed page nor a lost one.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Mapping

from app.models.ticket.search import row_id
from app.rules.shared.search_terms import document
from app.rules.ticket.fields import SEARCHED

_STEP = 500
# Small enough that the sums below never leave 64 bits.
_MODULUS = 99_991
_TICKETS = f"SELECT dispatched_at, id, {', '.join(SEARCHED)} FROM tickets"
_VOCABULARIES = (
    "CREATE VIRTUAL TABLE temp.search_terms USING fts5vocab('main', 'ticket_search', 'row')",
    "CREATE VIRTUAL TABLE temp.search_places USING fts5vocab('main', 'ticket_search', 'instance')",
)
_TERMS = "SELECT term, doc, cnt FROM temp.search_terms"
_SEARCH = "SELECT count(*) FROM ticket_search WHERE ticket_search MATCH ?"
_PLACES = (
    f"SELECT count(*), total(offset), total(doc % {_MODULUS}), total((doc % {_MODULUS}) * offset)"
    " FROM temp.search_places"
)


def differing_terms(connection: sqlite3.Connection, *, pause: Callable[[], None]) -> int:
    """How many terms of the index do not stand where the tickets have them, 0 for none; reads one snapshot.

    The sums over all places count as one term. `pause` is called between steps; what it raises gives it up.

    Raises:
        sqlite3.DatabaseError: a page of the index or of the tickets cannot be read.

    """
    (only_reads,) = connection.execute("PRAGMA query_only").fetchone()
    connection.execute("PRAGMA query_only=OFF")
    for vocabulary in _VOCABULARIES:
        connection.execute(vocabulary)
    connection.execute(f"PRAGMA query_only={only_reads}")
    connection.execute("BEGIN")
    try:
        found = {term: (tickets, places) for term, tickets, places in connection.execute(_TERMS)}
        pause()
        sums = connection.execute(_PLACES).fetchone()
        pause()
        terms, right = _of_tickets(connection, pause)
        unfound = _unfound(connection, terms, pause)
    finally:
        connection.execute("ROLLBACK")
    differing = {term for term, told in terms.items() if found.get(term) != told} | unfound
    return len(differing | (found.keys() - terms.keys())) + int(sums != right)


def _unfound(
    connection: sqlite3.Connection, terms: Mapping[str, tuple[int, int]], pause: Callable[[], None]
) -> set[str]:
    """The terms for which a search does not find as many tickets as have them."""
    found: set[str] = set()
    for number, (term, (tickets, _)) in enumerate(terms.items(), start=1):
        if connection.execute(_SEARCH, (f'"{term}"',)).fetchone()[0] != tickets:
            found.add(term)
        if number % _STEP == 0:
            pause()
    return found


def _of_tickets(
    connection: sqlite3.Connection, pause: Callable[[], None]
) -> tuple[dict[str, tuple[int, int]], tuple[int, float, float, float]]:
    """What the index must hold: term → (tickets, places), and the sums over all places."""
    places, tickets = Counter[str](), Counter[str]()
    count = offsets = ids = weighted = 0
    rows = connection.execute(_TICKETS)
    while step := rows.fetchmany(_STEP):
        for at, ticket_id, *texts in step:
            terms = document(texts).split()
            places.update(terms)
            tickets.update({*terms})
            length, rest = len(terms), row_id(at, ticket_id) % _MODULUS
            at_offsets = length * (length - 1) // 2
            count, offsets, ids = count + length, offsets + at_offsets, ids + length * rest
            weighted += rest * at_offsets
        pause()
    told = {term: (tickets[term], number) for term, number in places.items()}
    return told, (count, float(offsets), float(ids), float(weighted))
