"""Keeps the rows of a file until they are written: some megabytes in memory, more in a file that nobody else can open.

That file has no name where the system allows it, and is gone when the import ends, however it ends.
"""

from __future__ import annotations

import marshal
import pickle
import tempfile
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import IO

from app.base.clock import from_seconds
from app.desk.intake.ready import Ready, ReadyItem, ReadyRow, ReadyUpdate
from app.files.intake.packing import Item, unpack
from app.models.journal.store import SealedEntry
from app.models.reminder.records import Replan
from app.models.shared.faults import state_of_system
from app.models.ticket.ready import ReadyChange, ReadyTicket
from app.rules.intake.drafts import RowProblem, TicketDraft
from app.rules.journal import JournalVerb
from app.rules.upkeep.states import fault_of

_IN_MEMORY = 64 << 20
# Rows stay as they are while their bodies have so many bytes together; they take some four times as much.
_AS_THEY_ARE = 16 << 20
_NO_TICKET = (0, 0)
# Where a piece lies: its place in the list of those in memory, or in the file (then with its length, else 0).
_Piece = tuple[int, int]
_NOWHERE: _Piece = (-1, 0)
_Kept = list[ReadyItem] | _Piece


class _Pieces:
    """Pieces of bytes, the first in memory as they come and the rest in a file."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._kept, self._left = folder, list[bytes](), _IN_MEMORY
        self._file: IO[bytes] | None = None
        self._end = 0

    def put(self, piece: bytes) -> _Piece:
        self._left -= len(piece)
        if self._left >= 0:
            self._kept.append(piece)
            return len(self._kept) - 1, 0
        try:
            if self._file is None:
                self._file = tempfile.TemporaryFile(prefix=".import-", dir=str(self._folder))  # noqa: SIM115 - closed below
            self._file.seek(self._end)
            self._file.write(piece)
        except OSError as error:
            raise fault_of(state_of_system(error), working=True) from error
        self._end += len(piece)
        return self._end - len(piece), len(piece)

    def get(self, at: int, length: int) -> bytes:
        if not length or self._file is None:
            return self._kept[at]
        try:
            self._file.seek(at)
            return self._file.read(length)
        except OSError as error:
            raise fault_of(state_of_system(error), working=True) from error

    def close(self) -> None:
        self._kept.clear()
        if self._file is not None:
            self._file.close()


class Spool:
    """The rows of one import in the order of the file, in batches; added first, then read as often as needed.

    Raises:
        RegisterFault: the disk of the data folder is full or fails; every method may.

    """

    def __init__(self, folder: Path) -> None:
        self._pieces = _Pieces(folder)
        self.rows = 0
        self._unpacked: tuple[_Piece, list[Item]] = (_NOWHERE, [])
        self._amended: dict[int, ReadyItem] = {}
        self._batches: list[tuple[int, _Kept, _Piece]] = []  # of each: its first row, its ready rows, its body
        self._left = _AS_THEY_ARE
        # What each row was judged against: the number that was not known, or the ticket (id, version).
        self.judged: list[tuple[str, tuple[int, int]]] = []
        self.numbers: list[str] = []  # of each row, empty for one that is refused

    def __enter__(self) -> Spool:
        """Returns itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        """Removes what it keeps."""
        try:
            self._pieces.close()
        except OSError:  # what a full disk did not take is thrown away anyway
            if error is None:
                raise

    def add(self, body: bytes, items: Sequence[ReadyItem]) -> None:
        """Keeps a batch: as the reading process sent it, and as it was made ready."""
        piece = self._pieces.put(body)
        self._left -= len(body)
        ready: _Kept = [*items] if self._left >= 0 else self._pieces.put(marshal.dumps([*map(_plain, items)]))
        self._batches.append((self.rows, self._bound(ready, piece), piece))
        self.judged += map(_judged, items)
        self.numbers += ["" if isinstance(item, RowProblem) else item.number for item in items]
        self.rows += len(items)

    def __iter__(self) -> Iterator[ReadyItem]:
        """Every row again, in order."""
        self._unpacked = (_NOWHERE, [])  # a transaction before may have changed the drafts
        for begin, ready, body in self._batches:
            for index, item in enumerate(self._items(ready, body), start=begin):
                yield self._amended.get(index, item) if self._amended else item

    def _items(self, ready: _Kept, body: _Piece) -> Iterable[ReadyItem]:
        if isinstance(ready, list):
            return ready
        packed = marshal.loads(self._pieces.get(*ready))  # noqa: S302 - our own process wrote it
        return (_item(plain, self, body, index) for index, plain in enumerate(packed))

    def _bound(self, ready: _Kept, body: _Piece) -> _Kept:
        """Rows without the drafts that they were made of, which their batch here has too."""
        if not isinstance(ready, list):
            return ready
        return [
            item if isinstance(item, RowProblem) else item._replace(draft=partial(self.draft, body, index))
            for index, item in enumerate(ready)
        ]

    def amend(self, row: int, item: ReadyItem) -> None:
        """Keeps a row that was made ready anew, by its place from 0."""
        self._amended[row] = item

    def bodies(self) -> Iterator[tuple[bytes, list[Item]]]:
        """Every batch as the reading process sent it, with its rows."""
        for _, _, piece in self._batches:
            body = self._pieces.get(*piece)
            yield body, unpack(body)

    def draft(self, body: _Piece, index: int) -> TicketDraft:
        """One row as the file has it: where the body of its batch lies, and its number there."""
        if self._unpacked[0] != body:  # rows are asked for in order, some hundred of one batch
            self._unpacked = (body, unpack(self._pieces.get(*body)))
        draft = self._unpacked[1][index]
        assert isinstance(draft, TicketDraft)
        return draft

    def drafts(self, rows: Sequence[int]) -> list[TicketDraft]:
        """Some rows as the file has them, by their places from 0."""
        begins = [begin for begin, _, _ in self._batches]
        found = []
        for row in rows:
            begin, _, body = self._batches[bisect_right(begins, row) - 1]
            found.append(self.draft(body, row - begin))
        return found

    def replace(self, other: Spool) -> None:
        """Takes over the rows of another one, which is used up; its own are removed."""
        self._pieces.close()
        self._pieces, self.rows = other._pieces, other.rows
        self._batches = [(begin, self._bound(ready, body), body) for begin, ready, body in other._batches]
        self._left = other._left
        self._unpacked, self._amended = (_NOWHERE, []), {}
        self.judged, self.numbers = other.judged, other.numbers


def _judged(item: ReadyItem) -> tuple[str, tuple[int, int]]:
    if isinstance(item, RowProblem):
        return "", _NO_TICKET
    return (item.number if item.new is not None else ""), (item.seen if item.seen[0] else _NO_TICKET)


def _plain(item: ReadyItem) -> object:
    """A row in values that `marshal` takes."""
    if isinstance(item, RowProblem):
        return pickle.dumps(item)
    new = item.new
    made = None if new is None else (tuple(new.ticket), new.plans, new.text, new.flags, new.backlog)
    notes = pickle.dumps(item.notes) if item.notes else b""
    exported = None if item.exported is None else item.exported.timestamp()
    return item.number, item.row, made, item.refusal, item.seen, notes, _plain_update(item.update), exported


def _item(plain: object, spool: Spool, body: _Piece, index: int) -> ReadyItem:
    if isinstance(plain, bytes):
        problem: RowProblem = pickle.loads(plain)  # noqa: S301 - our own process wrote it
        return problem
    assert isinstance(plain, tuple)
    number, row, made, refusal, seen, packed, update, exported = plain
    notes: tuple[RowProblem, ...] = pickle.loads(packed) if packed else ()  # noqa: S301 - our own process wrote it
    new = None if made is None else Ready(ReadyTicket(*made[0]), *made[1:])
    at = None if exported is None else from_seconds(exported)
    return ReadyRow(number, row, new, refusal, seen, notes, partial(spool.draft, body, index), _update(update), at)


def _plain_update(update: ReadyUpdate | None) -> object:
    if update is None:
        return None
    verb, *line = update.line
    replan = None if update.replan is None else tuple(update.replan)
    return tuple(update.change), (verb.value, *line), update.names, update.moves_clock, update.text, replan


def _update(plain: object) -> ReadyUpdate | None:
    if plain is None:
        return None
    assert isinstance(plain, tuple)
    change, (verb, *line), names, moves_clock, text, replan = plain
    sealed = SealedEntry(JournalVerb(verb), *line)
    return ReadyUpdate(
        ReadyChange(*change), sealed, names, moves_clock, text, None if replan is None else Replan(*replan)
    )
