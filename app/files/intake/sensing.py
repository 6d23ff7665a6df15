"""Completes a header: columns that no list names are read by their words and the first values below them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from itertools import count

from app.base.resources import resource_toml
from app.files.shared.cells import cell_text
from app.files.shared.headers import (
    IGNORED,
    KEPT,
    MANY,
    NUMBER,
    OTHER_NUMBER,
    Aliases,
    Header,
    HeaderColumn,
    aliases_for,
    guess_header,
)
from app.rules.intake.evidence import Fit, counts_rows, judge
from app.rules.intake.headings import Certainty, meanings
from app.rules.shared.folding import squeeze
from app.rules.shared.header_text import clean

# So many rows are looked at for the values of a column.
SAMPLED = 100
# Shorter headers say too little to be sure of.
_TELLING = 3
_BRACKETS = str.maketrans("", "", "()[]{}<>《》【】〔〕（）")
_ROW_COUNTERS = frozenset(("序号", "序", "行号", "序列", "项次", "no", "no.", "#", "编号"))
# A header whose number is known by its words alone is one of tickets when it has a text that says what is wanted, too.
_SAYING = frozenset(("content", "title"))
_KNOWN_BESIDE_NUMBER = 2
# More columns than any list of tickets has are not looked at.
_MOST = 200
_EMPTY_SHOWN = 50


@dataclass(frozen=True, slots=True)
class _Guess:
    """What a column may feed, and how good that is: by the values, then by whose act it names, then by its place."""

    field: str
    fit: Fit
    nearness: int
    at: int

    @property
    def order(self) -> tuple[int, int, int]:
        """The best guess first."""
        return -self.fit, self.nearness, self.at


def completed(
    header: Header, below: Sequence[Sequence[object]], now: datetime, aliases: Aliases | None = None
) -> Header:
    """The header with the fields of its further columns by their words and values, and columns without a header.

    A guess that the values contradict, or whose field another column feeds, is none.
    """
    columns = [*header.columns, *_headless(header, below, aliases_for(aliases, header.kind))]
    open_columns = [one for one in columns if one.field is None and one.spare is None and not one.settled][:_MOST]
    if not open_columns:
        return replace(header, columns=tuple(columns))
    guesses = {one.index: _guess(one, _values(below, one.index), now) for one in open_columns}
    found = _shared_out([one for one in guesses.values() if one is not None], {one.field for one in columns})
    return replace(
        header,
        columns=tuple(
            _with_guess(one, found.get(one.index), _values(below, one.index)) if one.index in guesses else one
            for one in columns
        ),
    )


def sensed_header(
    row: int, cells: Sequence[object], below: Sequence[Sequence[object]], now: datetime, aliases: Aliases | None = None
) -> Header | None:
    """The header that a row is by the words and values of its columns, its number among them; else None."""
    rough = guess_header(row, cells, aliases)
    if rough is None:
        return None
    header = completed(rough, below, now, aliases)
    fields = {one.field for one in header.columns} - {None, IGNORED}
    if NUMBER not in fields or len(fields) <= _KNOWN_BESIDE_NUMBER:
        return None
    return header if fields & _SAYING or not header.number.sensed else None


def without_number(header: Header) -> bool:
    """Whether a completed header tells of tickets though none of its columns is a number."""
    fields = {one.field for one in header.columns} - {None, IGNORED, OTHER_NUMBER}
    return NUMBER not in fields and bool(fields & _SAYING) and len(fields) > _KNOWN_BESIDE_NUMBER


def sensed_again(header: Header, former: Header) -> Header:
    """A header further down, whose columns mean what those with the same text meant before."""
    known = {clean(one.text): one for one in former.columns if one.sensed}
    taken = {one.field for one in header.columns}
    columns = []
    for one in header.columns:
        like = known.get(clean(one.text)) if one.field is None and one.spare is None and not one.settled else None
        if like is not None and (like.field in MANY or like.field not in taken):
            one = replace(one, field=like.field, certainty=like.certainty, sensed=True)
            taken.add(like.field)
        columns.append(one)
    return replace(header, columns=tuple(columns))


def column_name(index: int) -> str:
    """The letter of a column as a spreadsheet shows it: A, B … Z, AA."""
    letters, left = "", index + 1
    while left:
        left, rest = divmod(left - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _values(below: Sequence[Sequence[object]], at: int) -> list[object]:
    return [row[at] for row in below if at < len(row) and cell_text(row[at])]


def _headless(header: Header, below: Sequence[Sequence[object]], named: Mapping[str, str]) -> list[HeaderColumn]:
    """The columns without a header: those that are filled, and a few more that may be further down."""
    taken = {one.index for one in header.columns}
    width = max([1 + max(taken, default=-1), *map(len, below)])
    blank = [at for at in range(width) if at not in taken][:_MOST]
    fields = {clean(name): field for name, field in named.items()}
    used = {one.field for one in header.columns}
    found, spares = [], count()
    for at in blank:
        if not _values(below, at) and next(spares) >= _EMPTY_SHOWN:
            continue
        name = f"{column_name(at)}列（无表头）"
        field = fields.get(clean(name))
        feeds = field if field and field != KEPT and (field in MANY or field not in used) else None
        sure = Certainty.SURE if feeds else Certainty.UNKNOWN
        found.append(HeaderColumn(at, "", name, feeds, None, sure, settled=field == KEPT, named=bool(field)))
        used.add(feeds)
    return found


def _guess(column: HeaderColumn, values: list[object], now: datetime) -> _Guess | None:
    name = clean(column.text) if column.text else ""
    fields = meanings(name) or meanings(squeeze(column.text).lower().translate(_BRACKETS))
    fits = [(field, judge(field, values, now)) for field in fields]
    best = max((fit for _, fit in fits), default=Fit.CONTRADICTS)
    if best is Fit.CONTRADICTS:
        return None
    field = next(field for field, fit in fits if fit is best)
    return _Guess(field, best, _nearness(name), column.index)


def _nearness(name: str) -> int:
    """Whose act a header names: the district's comes before one of nobody's, and that before a street's."""
    if name[:1] in ("区", "县"):
        return 0
    return 2 if name[:1] in ("镇", "街", "乡") else 1


def _shared_out(guesses: list[_Guess], taken: set[str | None]) -> dict[int, _Guess]:
    """The guesses that hold: the best one for each field that no column feeds yet; phones may be several."""
    found: dict[int, _Guess] = {}
    for guess in sorted(guesses, key=lambda one: one.order):
        field = guess.field
        if field == NUMBER and NUMBER in taken:
            field = OTHER_NUMBER
        if field in taken and field not in MANY:
            continue
        if field in (NUMBER, OTHER_NUMBER) and guess.fit is not Fit.SUPPORTS:
            continue
        taken.add(field)
        found[guess.at] = replace(guess, field=field)
    return found


def _with_guess(column: HeaderColumn, guess: _Guess | None, values: list[object]) -> HeaderColumn:
    if guess is not None:
        sure = guess.fit is Fit.SUPPORTS and len(column.text) >= _TELLING
        certainty = Certainty.SURE if sure else Certainty.LIKELY
        return replace(column, field=guess.field, certainty=certainty, sensed=True)
    name = clean(column.text) if column.text else ""
    settled = name in _read_elsewhere() or (name in _ROW_COUNTERS and counts_rows(values))
    return replace(column, settled=settled)


@cache
def _read_elsewhere() -> frozenset[str]:
    """The headers of columns that other parts read out of what is kept with a ticket."""
    roles = resource_toml("aliases", "exclusion.toml").values()
    return frozenset(clean(header) for headers in roles if isinstance(headers, list) for header in headers)
