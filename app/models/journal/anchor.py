"""The head of the journal, as a value that is kept outside the register: beside it, and with every copy and log."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import asdict, dataclass

from app.rules.shared.worded import Worded

_HEAD = "SELECT id, hash, (SELECT count(*) FROM journal) FROM journal ORDER BY id DESC LIMIT 1"
_NEWEST = "SELECT id, hash FROM journal ORDER BY id DESC LIMIT 1"
_HASH = "SELECT hash FROM journal WHERE id = ?"


class AnchorState(Worded):
    """What the register has of the lines that an anchor saw."""

    HOLDS = "holds", "相符"
    SHORTER = "shorter", "登记库少了已确认的操作"
    REWRITTEN = "rewritten", "登记库里的旧日志被改写"
    ABSENT = "absent", "没有锚点"


@dataclass(frozen=True, slots=True)
class Anchor:
    """The last line of a journal: its id (0 in an empty journal), its hash ("" then), and the number of lines."""

    line: int
    hash: str
    count: int

    def text(self) -> str:
        """The anchor as one line of JSON."""
        return json.dumps(asdict(self))

    def words(self) -> str:
        """The anchor as an export shows it: the number of lines and the beginning of the hash."""
        return f"第 {self.count:,} 条 {self.hash[:16]}" if self.count else "还没有日志"


EMPTY = Anchor(0, "", 0)


def head_of(connection: sqlite3.Connection) -> Anchor:
    """The head of the journal that stands in an open register."""
    found = connection.execute(_HEAD).fetchone()
    return EMPTY if found is None else Anchor(int(found[0]), str(found[1]), int(found[2]))


def newest_of(connection: sqlite3.Connection) -> Anchor:
    """The head of a journal without gaps, whose lines are not counted: one look at its last line."""
    found = connection.execute(_NEWEST).fetchone()
    return EMPTY if found is None else Anchor(int(found[0]), str(found[1]), int(found[0]))


def state_of(connection: sqlite3.Connection, anchor: Anchor | None) -> AnchorState:
    """What the register has of the lines that the anchor saw; without an anchor it is absent."""
    if anchor is None:
        return AnchorState.ABSENT
    if anchor.line == 0:
        return AnchorState.HOLDS
    found = connection.execute(_HASH, (anchor.line,)).fetchone()
    if found is not None:
        return AnchorState.HOLDS if found[0] == anchor.hash else AnchorState.REWRITTEN
    last = connection.execute("SELECT max(id) FROM journal").fetchone()[0]
    return AnchorState.SHORTER if last is None or last < anchor.line else AnchorState.REWRITTEN


def read_text(text: str) -> Anchor | None:
    """The anchor in a text that `Anchor.text` wrote; None for anything else."""
    try:
        held = json.loads(text)
        anchor = Anchor(int(held["line"]), str(held["hash"]), int(held["count"]))
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
        return None
    return anchor if 0 <= anchor.line < 2**63 else None
