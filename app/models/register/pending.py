"""The journal lines of a damaged register that a copy does not have, as far as they can be read."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.base.clock import from_seconds
from app.models.journal.anchor import Anchor
from app.models.journal.sealing import TEXT
from app.models.journal.store import Entry
from app.models.journal.tables import journal_texts
from app.models.register.salvage import StillCopy, open_damaged
from app.models.shared.driver import tables_of
from app.rules.journal import JournalVerb

_VERBS = {verb.value: verb for verb in JournalVerb}
# Lines without any state of their own: writing them again changes nothing but the journal.
REPLAYED = frozenset({JournalVerb.NOTE, JournalVerb.REVEAL, JournalVerb.EXPORT})


_LINES = "SELECT at, who, verb, ticket_id, ticket_number, text FROM journal WHERE id > ? ORDER BY id"
# Since texts stand apart from the lines.
_LINES_WITH_TEXTS = (
    "SELECT j.at, j.who, j.verb, j.ticket_id, j.ticket_number, coalesce(t.text, j.text) FROM journal j"
    f" LEFT JOIN {journal_texts.name} t ON t.line_id = j.id AND t.field = '{TEXT[0]}' AND t.part = '{TEXT[1]}'"
    " WHERE j.id > ? ORDER BY j.id"
)


@dataclass(frozen=True, slots=True)
class Missed:
    """One line that the copy lacks."""

    at: datetime
    who: str
    entry: Entry


def lines_since(database: Path, head: Anchor) -> list[Missed]:
    """The readable lines after `head`, oldest first; none where the file is of another journal or cannot be read."""
    if not database.is_file():
        return []
    found: list[Missed] = []
    try:
        with StillCopy(database) as damaged, closing(open_damaged(damaged)) as origin:
            _same_journal(origin, head)
            apart = journal_texts.name in tables_of(origin)
            cursor = origin.execute(_LINES_WITH_TEXTS if apart else _LINES, (head.line,))
            for at, who, verb, ticket_id, number, text in cursor:
                if verb in _VERBS and isinstance(at, int):
                    found.append(Missed(from_seconds(at), who, Entry(_VERBS[verb], text, ticket_id, number)))
    except (sqlite3.Error, OSError, LookupError, ValueError, OverflowError):
        return found  # what was read before the damage
    return found


def _same_journal(origin: sqlite3.Connection, head: Anchor) -> None:
    """Checks that the copy's last line stands in the damaged journal too.

    Raises:
        LookupError: it is another journal.

    """
    if head.line == 0:
        return
    row = origin.execute("SELECT hash FROM journal WHERE id = ?", (head.line,)).fetchone()
    if row is None or row[0] != head.hash:
        raise LookupError(head.line)
