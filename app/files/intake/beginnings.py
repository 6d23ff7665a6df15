"""Finds where the tickets of a sheet begin: its header row, by the lists of headers, else by words and values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice

from app.files.intake.sensing import SAMPLED, completed, sensed_header, without_number
from app.files.shared.headers import (
    HEADER_SEARCHED_ROWS,
    Aliases,
    Header,
    guess_header,
    lacks_only_number,
    merge_header,
    read_header,
    stacked,
)
from app.files.shared.rows import BrokenRow, Row, Sheet

# Wider rows are no header of tickets by their words.
_WIDEST = 500


@dataclass(frozen=True, slots=True)
class Beginning:
    """The header of a sheet, or None, and the rows after it; `near` says that a header lacked only its number column.

    Without a header `rows` are those that are left, and `looked` those that were looked at.
    """

    header: Header | None
    rows: Iterator[Row]
    near: bool = False
    looked: tuple[Row, ...] = ()


def begin(sheet: Sheet, aliases: Aliases | None, now: datetime, *, numberless: bool = False) -> Beginning:
    """Where the tickets of a sheet begin; with `numberless` those without a number column, and no others."""
    looked: list[Row] = []
    for number, cells in islice(sheet.rows, HEADER_SEARCHED_ROWS):
        header, rest = _listed(number, cells, looked[-1][1] if looked else (), sheet.rows, aliases)
        looked.append((number, cells))
        if header is not None and not numberless:
            sample, rest = _peeked(rest)
            return Beginning(completed(header, sample, now, aliases), rest)
    ahead = list(islice(sheet.rows, SAMPLED))
    found = _sensed(looked, ahead, now, aliases, numberless=numberless)
    if found is not None:
        header, place = found
        return Beginning(header, chain((looked + ahead)[place + 1 :], sheet.rows))
    near = any(lacks_only_number(cells) for _, cells in looked)
    if not near and not numberless:
        near = _sensed(looked, ahead, now, aliases, numberless=True) is not None
    return Beginning(None, sheet.rows, near, tuple(looked))


def _listed(
    number: int, cells: Sequence[object], above: Sequence[object], rows: Iterator[Row], aliases: Aliases | None
) -> tuple[Header | None, Iterator[Row]]:
    """The header that a row is by the lists of headers, alone or with the row above or below, and the rows after it."""
    header = read_header(number, cells, aliases)
    if header is None:
        return (read_header(number, stacked(above, cells), aliases) if above else None), rows
    following = next(rows, None)
    if following is None:
        return header, iter(())
    merged = merge_header(cells, following[1], header.number.index)
    if merged is not None:
        return read_header(number, merged, aliases) or header, rows
    return header, chain([following], rows)


def _sensed(
    looked: Sequence[Row], ahead: Sequence[Row], now: datetime, aliases: Aliases | None, *, numberless: bool
) -> tuple[Header, int] | None:
    """The first row that is a header by words and values, alone or with the row above, and its place."""
    rows = [*looked, *ahead]
    for place, (number, cells) in enumerate(looked):
        if len(cells) > _WIDEST:
            continue
        below = _cells(rows[place + 1 :])
        header = _of_kind(number, cells, below, now, aliases, numberless=numberless)
        if header is not None:
            following = rows[place + 1][1] if place + 1 < len(rows) else ()
            anchor = header.number.index if not numberless else -1
            merged = merge_header(cells, following, anchor) if following else None
            both = merged and _of_kind(number, merged, below[1:], now, aliases, numberless=numberless)
            return (both, place + 1) if both else (header, place)
        if place:
            both = _of_kind(number, stacked(rows[place - 1][1], cells), below, now, aliases, numberless=numberless)
            if both is not None:
                return both, place
    return None


def _of_kind(
    number: int,
    cells: Sequence[object],
    below: Sequence[Sequence[object]],
    now: datetime,
    aliases: Aliases | None,
    *,
    numberless: bool,
) -> Header | None:
    if not numberless:
        return sensed_header(number, cells, below, now, aliases)
    rough = guess_header(number, cells, aliases)
    header = completed(rough, below, now, aliases) if rough is not None else None
    return header if header is not None and without_number(header) else None


def _peeked(rows: Iterator[Row]) -> tuple[list[Sequence[object]], Iterator[Row]]:
    """The cells of the first rows, and all rows."""
    first = list(islice(rows, SAMPLED))
    return _cells(first), chain(first, rows)


def _cells(rows: Sequence[Row]) -> list[Sequence[object]]:
    return [cells for _, cells in rows[:SAMPLED] if type(cells) is not BrokenRow]
