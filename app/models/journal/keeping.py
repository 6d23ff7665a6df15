"""Keeps the anchor of a register: the head of its journal in a file beside it, at most a second behind a commit.

The file is never synced, so that it costs no save; it is written aside and renamed. An anchor that saw lines which the
register no longer has stays as it is until a person has it set anew: otherwise the next save would hide the loss.
"""

from __future__ import annotations

import logging
import os
import sqlite3
import threading
import time
from contextlib import suppress
from pathlib import Path

from app.models.journal.anchor import EMPTY, Anchor, AnchorState, read_text, state_of
from app.models.shared.direct import connect
from app.rules.journal import JournalVerb

_EVERY_SECONDS = 1.0
_LONGEST = 1000
_LEFT_SECONDS = 60.0
_NEWEST = "SELECT id, hash, verb FROM journal ORDER BY id DESC LIMIT 1"
_log = logging.getLogger(__name__)


def anchor_file(register: Path) -> Path:
    """The file that holds the anchor of a register: `desk.anchor` beside `desk.sqlite3`."""
    return register.with_suffix(".anchor")


def read_anchor(register: Path) -> Anchor | None:
    """The anchor beside a register; None when there is none that can be read."""
    try:
        with anchor_file(register).open(encoding="utf-8") as file:
            return read_text(file.read(_LONGEST))
    except (OSError, ValueError):
        return None


def write_anchor(register: Path, head: Anchor) -> None:
    """Puts this head beside a register in place of what stood there; written aside and renamed, not synced.

    Raises:
        OSError: the file cannot be written.

    """
    target = anchor_file(register)
    aside = target.with_name(f"{target.name}.{os.getpid()}-{threading.get_ident()}.part")
    try:
        with open(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            file.write(head.text())
        aside.replace(target)
    except OSError:
        with suppress(OSError):
            aside.unlink()
        raise


class AnchorKeeper:
    """Writes the anchor of one register; from any thread, and beside other processes that do the same."""

    def __init__(self, register: Path) -> None:
        self._register = register
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._behind = False
        self._written = 0.0
        self._later: threading.Timer | None = None

    def start(self) -> None:
        """Writes the first anchor of a register: one without lines, or whose chain has just been made anew."""
        with self._lock:
            self._remove_leftovers()
            self._guarded(first=True)

    def grew(self) -> None:
        """Takes note of a commit that added lines; writes at once, or a second after it wrote last."""
        self._behind = True
        left = _EVERY_SECONDS - (time.monotonic() - self._written)
        if left <= 0:
            self.write()
        else:
            self._write_later(left)

    def write(self) -> None:
        """Writes what was left unwritten."""
        with self._lock:
            if self._behind:
                self._guarded()

    def _write_later(self, seconds: float) -> None:
        with self._lock:
            if self._later is None or not self._later.is_alive():
                self._later = threading.Timer(seconds, self.write)
                self._later.name, self._later.daemon = "anchor", True
                self._later.start()

    def renew(self) -> None:
        """Sets the anchor anew on the present head, whatever it saw before.

        Raises:
            OSError: the file cannot be written.

        """
        with self._lock:
            self._write(force=True)

    def close(self) -> None:
        """Writes what was left unwritten and closes the connection."""
        with self._lock:
            later, self._later = self._later, None
        if later is not None:
            later.cancel()
            later.join()
        self.write()
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _guarded(self, *, first: bool = False) -> None:
        try:
            self._write(first=first)
        except (OSError, sqlite3.Error) as error:
            self._behind = not first
            _log.warning("the anchor of the journal was not written: %s", error)

    def _write(self, *, first: bool = False, force: bool = False) -> None:
        """Writes until the file names the head that stands: another process may have written an older one meanwhile."""
        connection = self._connected()
        self._behind, self._written = False, time.monotonic()
        while True:
            found = connection.execute(_NEWEST).fetchone()
            head = EMPTY if found is None else Anchor(found[0], found[1], found[0])
            kept = read_anchor(self._register)
            if kept == head:
                return
            begins = first and (found is None or found[2] == JournalVerb.REBUILD)
            absent_at_start = kept is None and begins
            if not force and not absent_at_start and state_of(connection, kept) is not AnchorState.HOLDS:
                return
            write_anchor(self._register, head)

    def _remove_leftovers(self) -> None:
        """Removes what killed processes left half written."""
        target = anchor_file(self._register)
        for left in target.parent.glob(f"{target.name}.*.part"):
            with suppress(OSError):
                if time.time() - left.stat().st_mtime > _LEFT_SECONDS:  # noqa: TID251 - the file system's own time
                    left.unlink()

    def _connected(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = connect(self._register)
        return self._connection
