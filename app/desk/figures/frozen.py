"""The facts of a paper's tickets as they stood when it was issued, and the tickets behind a figure that moved since."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.base.errors import FileRefused
from app.desk.figures import counting
from app.desk.figures.cache import current
from app.desk.figures.codes import RETURNED, Callers
from app.desk.figures.columns import CALLER, KINDS, TEXT_DIMENSIONS, Columns, Whole, vocabulary
from app.desk.shared.context import Desk
from app.models.register.stores import Stores
from app.rules.figures.fields import Caliber, Field
from app.rules.figures.periods import Period
from app.rules.figures.rows import Counted

# The counts that a rate is made of: what moved it is what moved one of them.
_PARTS: dict[Field, tuple[Field, ...]] = {
    Field.IN_TIME_RATE: (Field.CLOSED, Field.CLOSED_IN_TIME),
    Field.RESPONSE: (Field.VALID, Field.CONTACTED),
    Field.RESOLUTION: (Field.VALID, Field.SOLVED),
    Field.SATISFACTION: (Field.VALID, Field.SATISFIED, Field.MOSTLY),
    Field.SCORE: (Field.VALID, Field.CONTACTED, Field.SOLVED, Field.SATISFIED, Field.MOSTLY),
    Field.REPEAT_CALLERS: (Field.REPEAT_TICKETS,),
}


@dataclass(frozen=True, slots=True)
class FrozenFacts:
    """The facts of every ticket that counts in some periods, packed; true up to the journal line `line`."""

    packed: bytes
    line: int


@dataclass(frozen=True, slots=True)
class CellOf:
    """One figure of one key: in which period, over which tickets, by which dimensions."""

    period: Period
    caliber: Caliber
    field: Field
    by: tuple[str, ...] = ()
    key: tuple[str, ...] = ()


def freeze(desk: Desk, periods: Sequence[Period]) -> FrozenFacts:
    """Packs the facts of the tickets that count in any of these periods, as the register stands."""
    with desk.figures.lock, desk.register.reading() as stores:
        columns = current(desk, stores)
        return FrozenFacts(_pack(_part(columns, _counted_in(columns, periods))), columns.last_line)


def tickets_moved(desk: Desk, stores: Stores, packed: bytes, cells: Sequence[CellOf]) -> list[list[str]]:
    """For each cell the numbers of the tickets that count in it only then or only now, in the order of their ids."""
    with desk.figures.lock:
        now, then = current(desk, stores), _unpack(packed)
        moved = [_moved(then, now, cell) for cell in cells]
    return [stores.facts.numbers(ids) for ids in moved]


def concerns(desk: Desk, stores: Stores, packed: bytes, periods: Sequence[Period], ticket_ids: Sequence[int]) -> bool:
    """Whether any of these tickets counts in these periods now, or did when they were frozen."""
    with desk.figures.lock:
        now, then = current(desk, stores), _unpack(packed)
        counted = now.arrays["ids"][_counted_in(now, periods)]
        return any(bool(np.isin(ticket_ids, ids).any()) for ids in (counted, then.arrays["ids"]))


def tickets_then(packed: bytes, cell: CellOf) -> list[int]:
    """The ids of the tickets behind a figure when it was frozen."""
    return _ids(_unpack(packed), cell, cell.field)


def counted_then(packed: bytes, cell: CellOf) -> Counted:
    """The counts of a row when it was frozen."""
    columns = _unpack(packed)
    return counting.counted(counting.place(columns, cell.period, cell.caliber, "last"), cell.by).get(
        cell.key, Counted()
    )


def _moved(then: Columns, now: Columns, cell: CellOf) -> list[int]:
    found: set[int] = set()
    for field in _PARTS.get(cell.field, (cell.field,)):
        found |= set(_ids(then, cell, field)) ^ set(_ids(now, cell, field))
    return sorted(found)


def _ids(columns: Columns, cell: CellOf, field: Field) -> list[int]:
    placed = counting.place(columns, cell.period, cell.caliber, "last")
    return counting.tickets_of(placed, field, cell.by, cell.key)


def _counted_in(columns: Columns, periods: Sequence[Period]) -> NDArray[np.bool_]:
    received, closed, flags = (columns.arrays[name] for name in ("received", "closed", "flags"))
    wanted = np.zeros(len(columns), np.bool_)
    for period in periods:
        start, end = int(period.start.timestamp()), int(period.end.timestamp())
        wanted |= (received >= start) & (received < end)
        wanted |= (closed >= start) & (closed < end)
        wanted |= (received < end) & (closed >= end) & ((flags & RETURNED) == 0)
    return wanted


def _part(columns: Columns, wanted: NDArray[np.bool_]) -> Columns:
    """The columns of some tickets alone, with no more texts and callers than they need."""
    arrays: dict[str, Whole] = {name: column[wanted] for name, column in columns.arrays.items()}
    words = {}
    for name in TEXT_DIMENSIONS:
        codes, arrays[name] = _renumbered(arrays[name])
        words[name] = vocabulary(name, [columns.words[name].words[code] for code in codes])
    codes, arrays[CALLER] = _renumbered(arrays[CALLER])
    callers = Callers(columns.callers.salt, columns.callers.digests[codes])
    return Columns(columns.last_line, columns.last_hash, arrays, words, callers)


def _renumbered(column: Whole) -> tuple[list[int], Any]:
    """The numbers that a column uses, 0 always among them, and the column by their places."""
    codes = np.union1d(np.zeros(1, column.dtype), column)
    return [int(code) for code in codes], np.searchsorted(codes, column).astype(column.dtype)


def _pack(columns: Columns) -> bytes:
    about = {"salt": columns.callers.salt, "words": {name: known.words for name, known in columns.words.items()}}
    encoded = np.frombuffer(json.dumps(about, ensure_ascii=False).encode("utf-8", "surrogatepass"), np.uint8)
    into = io.BytesIO()
    np.savez_compressed(into, allow_pickle=False, about=encoded, callers=columns.callers.digests, **columns.arrays)
    return into.getvalue()


def _unpack(packed: bytes) -> Columns:
    try:
        with np.load(io.BytesIO(packed), allow_pickle=False) as file:
            about = json.loads(file["about"].tobytes().decode("utf-8", "surrogatepass"))
            words = {name: vocabulary(name, about["words"][name]) for name in TEXT_DIMENSIONS}
            return Columns(0, "", {name: file[name] for name in KINDS}, words, Callers(about["salt"], file["callers"]))
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise FileRefused("签发时的统计事实无法读取", hint="请从备份恢复登记库") from error
