"""Keeps the rows of a file until they are written: a few megabytes in memory, more in a file that nobody else can open.

That file has no name where the system allows it, and is gone when the import ends, however it ends.
"""

from __future__ import annotations

import marshal
import pickle
import struct
import tempfile
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from types import TracebackType

from app.desk.intake.ready import Ready, ReadyItem, ReadyRow, ReadyUpdate
from app.files.intake.packing import Item, unpack
from app.models.journal.store import SealedEntry
from app.models.reminder.records import Replan
from app.models.shared.faults import state_of_system
from app.models.ticket.store import ReadyChange, ReadyTicket
from app.rules.intake.drafts import RowProblem, TicketDraft
from app.rules.journal import JournalVerb
from app.rules.upkeep.states import fault_of

_IN_MEMORY = 16 << 20
_NO_TICKET = (0, 0)
_LENGTHS = struct.Struct("<II")


class Spool:
    """The rows of one import in the order of the file, in batches; added first, then read as often as needed.

    Raises:
        RegisterFault: the disk of the data folder is full or fails; every method may.

    """

    def __init__(self, folder: Path) -> None:
        self._file = tempfile.SpooledTemporaryFile(_IN_MEMORY, prefix=".import-", dir=str(folder))  # noqa: SIM115 - closed below
        self.rows, self._end = 0, 0
        self._unpacked: tuple[int, list[Item]] = (-1, [])
        self._amended: dict[int, ReadyItem] = {}
        self._begins: list[tuple[int, int, int]] = []  # of each batch: its first row, place and length of its body
        # What each row was judged against: the number that was not known, or the ticket (id, version).
        self.judged: list[tuple[str, tuple[int, int]]] = []
        self.numbers: list[str] = []  # of each row, empty for one that is refused

    def __enter__(self) -> Spool:
        """Returns itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        """Removes what it keeps."""
        try:
            self._file.close()
        except OSError:  # what a full disk did not take is thrown away anyway
            if error is None:
                raise

    def add(self, body: bytes, items: Sequence[ReadyItem]) -> None:
        """Keeps a batch: as the reading process sent it, and as it was made ready."""
        packed = marshal.dumps([*map(_plain, items)])
        try:
            self._file.write(_LENGTHS.pack(len(packed), len(body)))
            self._file.write(packed)
            self._file.write(body)
        except OSError as error:
            raise fault_of(state_of_system(error), working=True) from error
        self._begins.append((self.rows, self._end + _LENGTHS.size + len(packed), len(body)))
        self.judged += map(_judged, items)
        self.numbers += ["" if isinstance(item, RowProblem) else item.number for item in items]
        self.rows += len(items)
        self._end += _LENGTHS.size + len(packed) + len(body)

    def __iter__(self) -> Iterator[ReadyItem]:
        """Every row again, in order."""
        self._unpacked = (-1, [])  # a transaction before may have changed the drafts
        row = 0
        for packed, at, length in self._batches():
            for index, plain in enumerate(marshal.loads(packed)):  # noqa: S302 - our own process wrote it
                amended = self._amended.get(row)
                yield _item(plain, self, (at, length, index)) if amended is None else amended
                row += 1

    def amend(self, row: int, item: ReadyItem) -> None:
        """Keeps a row that was made ready anew, by its place from 0."""
        self._amended[row] = item

    def bodies(self) -> Iterator[tuple[bytes, list[Item]]]:
        """Every batch as the reading process sent it, with its rows."""
        for _, at, length in self._batches():
            body = self._read(at, length)
            yield body, unpack(body)

    def draft(self, place: tuple[int, int, int]) -> TicketDraft:
        """One row as the file has it: body, length, and number of the row in it."""
        at, length, index = place
        if self._unpacked[0] != at:  # rows are asked for in order, some hundred of one batch
            self._unpacked = (at, unpack(self._read(at, length)))
        draft = self._unpacked[1][index]
        assert isinstance(draft, TicketDraft)
        return draft

    def drafts(self, rows: Sequence[int]) -> list[TicketDraft]:
        """Some rows as the file has them, by their places from 0."""
        begins = [begin for begin, _, _ in self._begins]
        found = []
        for row in rows:
            begin, at, length = self._begins[bisect_right(begins, row) - 1]
            found.append(self.draft((at, length, row - begin)))
        return found

    def replace(self, other: Spool) -> None:
        """Takes over the rows of another one, which is used up; its own are removed."""
        self._file.close()
        self._file, self.rows, self._end = other._file, other.rows, other._end
        self._unpacked, self._amended = (-1, []), {}
        self._begins, self.judged, self.numbers = other._begins, other.judged, other.numbers

    def _batches(self) -> Iterator[tuple[bytes, int, int]]:
        """Each batch of ready rows with the place and length of its body."""
        at = 0
        while at < self._end:
            ready, body = _LENGTHS.unpack(self._read(at, _LENGTHS.size))
            at += _LENGTHS.size
            packed = self._read(at, ready)
            yield packed, at + ready, body
            at += ready + body

    def _read(self, at: int, length: int) -> bytes:
        try:
            self._file.seek(at)
            return self._file.read(length)
        except OSError as error:
            raise fault_of(state_of_system(error), working=True) from error


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
    return item.number, item.row, made, item.refusal, item.seen, notes, _plain_update(item.update)


def _item(plain: object, spool: Spool, place: tuple[int, int, int]) -> ReadyItem:
    if isinstance(plain, bytes):
        problem: RowProblem = pickle.loads(plain)  # noqa: S301 - our own process wrote it
        return problem
    assert isinstance(plain, tuple)
    number, row, made, refusal, seen, packed, update = plain
    notes: tuple[RowProblem, ...] = pickle.loads(packed) if packed else ()  # noqa: S301 - our own process wrote it
    new = None if made is None else Ready(ReadyTicket(*made[0]), *made[1:])
    return ReadyRow(number, row, new, refusal, seen, notes, partial(spool.draft, place), _update(update))


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
