"""The head of the journal, as a value that is kept outside the register: beside it, and with every copy and log."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import asdict, dataclass

_HEAD = "SELECT id, hash, (SELECT count(*) FROM journal) FROM journal ORDER BY id DESC LIMIT 1"


@dataclass(frozen=True, slots=True)
class Anchor:
    """The last line of a journal: its id (0 in an empty journal), its hash ("" then), and the number of lines."""

    line: int
    hash: str
    count: int

    def text(self) -> str:
        """The anchor as one line of JSON."""
        return json.dumps(asdict(self))


EMPTY = Anchor(0, "", 0)


def head_of(connection: sqlite3.Connection) -> Anchor:
    """The head of the journal that stands in an open register."""
    found = connection.execute(_HEAD).fetchone()
    return EMPTY if found is None else Anchor(int(found[0]), str(found[1]), int(found[2]))


def read_text(text: str) -> Anchor | None:
    """The anchor in a text that `Anchor.text` wrote; None for anything else."""
    try:
        held = json.loads(text)
        return Anchor(int(held["line"]), str(held["hash"]), int(held["count"]))
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
