"""Keeps the rows of a file until they are written: a few megabytes in memory, more in a file that nobody else can open.

That file has no name where the system allows it, and is gone when the import ends, however it ends.
"""

from __future__ import annotations

import marshal
import pickle
import struct
import tempfile
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from types import TracebackType

from app.desk.intake.ready import Ready, ReadyItem, ReadyRow
from app.files.intake.packing import Item, unpack
from app.models.shared.faults import state_of_system
from app.models.ticket.store import ReadyTicket
from app.rules.intake.drafts import RowProblem, TicketDraft
from app.rules.upkeep.states import fault_of

_IN_MEMORY = 16 << 20
_LENGTHS = struct.Struct("<II")


class Spool:
    """The rows of one import in the order of the file, in batches; added first, then read as often as needed.

    Raises:
        RegisterFault: the disk of the data folder is full or fails; every method may.

    """

    def __init__(self, folder: Path) -> None:
        self._file = tempfile.SpooledTemporaryFile(_IN_MEMORY, prefix=".import-", dir=str(folder))  # noqa: SIM115 - closed below
        self.rows, self._end = 0, 0

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
        self.rows += len(items)
        self._end += _LENGTHS.size + len(packed) + len(body)

    def __iter__(self) -> Iterator[ReadyItem]:
        """Every row again, in order."""
        for packed, at, length in self._batches():
            for index, plain in enumerate(marshal.loads(packed)):  # noqa: S302 - our own process wrote it
                yield _item(plain, self, (at, length, index))

    def bodies(self) -> Iterator[tuple[bytes, list[Item]]]:
        """Every batch as the reading process sent it, with its rows."""
        for _, at, length in self._batches():
            body = self._read(at, length)
            yield body, unpack(body)

    def draft(self, place: tuple[int, int, int]) -> TicketDraft:
        """One row as the file has it: body, length, and number of the row in it."""
        at, length, index = place
        draft = unpack(self._read(at, length))[index]
        assert isinstance(draft, TicketDraft)
        return draft

    def replace(self, other: Spool) -> None:
        """Takes over the rows of another one, which is used up; its own are removed."""
        self._file.close()
        self._file, self.rows, self._end = other._file, other.rows, other._end

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


def _plain(item: ReadyItem) -> object:
    """A row in values that `marshal` takes."""
    if isinstance(item, RowProblem):
        return pickle.dumps(item)
    new = item.new
    made = None if new is None else (tuple(new.ticket), new.plans, new.text, new.flags, new.backlog)
    notes = pickle.dumps(item.notes) if item.notes else b""
    return item.number, item.row, made, item.refusal, item.seen, notes


def _item(plain: object, spool: Spool, place: tuple[int, int, int]) -> ReadyItem:
    if isinstance(plain, bytes):
        problem: RowProblem = pickle.loads(plain)  # noqa: S301 - our own process wrote it
        return problem
    assert isinstance(plain, tuple)
    number, row, made, refusal, seen, packed = plain
    notes: tuple[RowProblem, ...] = pickle.loads(packed) if packed else ()  # noqa: S301 - our own process wrote it
    new = None if made is None else Ready(ReadyTicket(*made[0]), *made[1:])
    return ReadyRow(number, row, new, refusal, seen, notes, partial(spool.draft, place))
