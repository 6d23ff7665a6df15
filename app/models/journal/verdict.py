"""Judges a register by its journal: the chain, the anchor beside it, the heads of its copies, and the tickets."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from app.models.journal.anchor import EMPTY, Anchor, AnchorState, head_of, newest_of, state_of
from app.models.journal.keeping import read_anchor
from app.models.journal.verify import Chain, differing_tickets, is_busy, nothing, open_to_verify, walk
from app.rules.journal import JournalVerb

_RENEWED = "SELECT max(at) FROM journal WHERE verb IN (?, ?, ?, ?)"
# What lies beside a register from before one of these is of another journal.
_ANEW = (JournalVerb.ANCHOR, JournalVerb.REBUILD, JournalVerb.RESTORE, JournalVerb.SALVAGE)
# From the mildest to the worst.
_GRAVITY = (AnchorState.HOLDS, AnchorState.ABSENT, AnchorState.SHORTER, AnchorState.REWRITTEN)
# Stands for tickets that the file no longer gives: their pages are damaged.
UNREADABLE = "工单表读不出"


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of the register and when it was taken."""

    path: Path
    at: datetime


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found: `lines` stand in the register, `lost` is how many more the anchor or a copy saw."""

    chain: Chain
    lines: int
    anchor: AnchorState
    lost: int
    differing: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing was found."""
        return self.chain.first_broken is None and self.anchor is AnchorState.HOLDS and not self.differing


def judge(
    register: Path,
    *,
    since: Anchor = EMPTY,
    tickets: bool,
    copies: Sequence[Copy] = (),
    pause: Callable[[], None] = nothing,
) -> Verdict:
    """Walks the chain from `since` and compares the anchor, the heads of the copies and, if asked, every ticket.

    A proven line that does not stand any more makes it walk from the first line. The anchor is read before the
    register, which only grows. `pause` is called between short steps; what it raises gives it all up.

    Raises:
        RegisterBusy: another program holds the file alone.
        EnvironmentFault: the file is missing.

    """
    anchor = read_anchor(register)
    with open_to_verify(register) as connection:
        chain = walk(connection, since=since, pause=pause)
        if since.line and chain.first_broken == since.line:
            chain = walk(connection, pause=pause)
        differing = _differing(connection, pause) if tickets else ()
        try:
            state, lost = _worst(connection, [anchor, *_heads(connection, copies)])
            lines = chain.proven.line if chain.first_broken is None else _count(connection)
        except sqlite3.DatabaseError as error:
            if is_busy(error):
                raise
            state, lost, lines = AnchorState.REWRITTEN, 0, chain.proven.line
    return Verdict(chain, lines, state, lost, differing)


def _count(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM journal").fetchone()[0])


def _differing(connection: sqlite3.Connection, pause: Callable[[], None]) -> tuple[str, ...]:
    try:
        return tuple(differing_tickets(connection, pause=pause))
    except sqlite3.DatabaseError as error:
        if is_busy(error):
            raise
        return (UNREADABLE,)


def _worst(connection: sqlite3.Connection, anchors: Sequence[Anchor | None]) -> tuple[AnchorState, int]:
    """The gravest state among the anchors, and how many lines one of them saw beyond the last that stands."""
    last = connection.execute("SELECT max(id) FROM journal").fetchone()[0] or 0
    states = [state_of(connection, anchor) for anchor in anchors]
    beyond = [anchor.line - last for anchor in anchors if anchor is not None]
    return max(states, key=_GRAVITY.index), max([0, *beyond])


def _heads(connection: sqlite3.Connection, copies: Sequence[Copy]) -> list[Anchor]:
    """The heads of the copies that were taken since the anchor was last set anew; earlier ones may lie beside it.

    When that was, is only looked up, through all lines, where a copy does not fit.
    """
    heads = [(copy.at, head) for copy in copies if (head := _head_in(copy.path)) is not None]
    if all(state_of(connection, head) is AnchorState.HOLDS for _, head in heads):
        return [head for _, head in heads]
    (renewed,) = connection.execute(_RENEWED, _ANEW).fetchone()
    return [head for at, head in heads if not isinstance(renewed, int) or at.timestamp() > renewed]


def _head_in(copy: Path) -> Anchor | None:
    """The head of a copy's journal; None when it cannot be read, or was written before lines had digests.

    A finished copy never changes: it is opened once, until its size or time of change is another.
    """
    try:
        found = copy.stat()
    except OSError:
        return None
    return _head_of_copy(copy, found.st_size, found.st_mtime_ns)


@lru_cache(maxsize=512)
def _head_of_copy(copy: Path, _size: int, _changed_ns: int) -> Anchor | None:
    try:
        with closing(sqlite3.connect(f"{copy.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            connection.execute("SELECT text_digest FROM journal LIMIT 1")
            return newest_of(connection)
    except (sqlite3.Error, ValueError, TypeError):
        return None


def head_in(register: Path) -> Anchor:
    """The head of an open register's journal as it stands."""
    with open_to_verify(register) as connection:
        return head_of(connection)
