"""The table of owners while it is edited: its rows as texts, and the columns of its list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from operator import itemgetter

from app.base.table import Kind
from app.desk.owner.rows import HEADINGS, OwnerVersion, lines_of
from app.rules.owner.table import split_words
from app.rules.shared.differences import BETWEEN, Texts
from app.rules.shared.starts import start_words
from app.ui.kit.table.columns import Cell, Column, Value
from app.ui.kit.table.values import made
from app.ui.kit.versions.bar import KnownVersion, made_words, version_name

Cells = tuple[str, ...]
Draft = tuple[Cells, ...]
NAME, MATTER, WORDS, BASIS, OUTSIDE = range(len(HEADINGS))
LISTS = frozenset({HEADINGS[WORDS]})


def _cell(place: int, width: int) -> tuple[Value, ...]:
    return (made(HEADINGS[place], itemgetter(place), Kind.LONG_TEXT, width),)


DEPARTMENT_COLUMNS = (
    Column(HEADINGS[NAME], lambda cells, _now: Cell(cells[NAME], bold=True), 150, values=_cell(NAME, 16)),
    Column(
        HEADINGS[MATTER],
        lambda cells, _now: Cell(cells[MATTER]),
        170,
        grows=True,
        leaves=1,
        values=_cell(MATTER, 30),
    ),
    Column(
        HEADINGS[WORDS],
        lambda cells, _now: Cell(cells[WORDS], f"{len(split_words(cells[WORDS]))} 个词"),
        240,
        grows=True,
        values=_cell(WORDS, 80),  # so that the longest list has room in one row of a sheet
    ),
    Column(HEADINGS[BASIS], lambda cells, _now: Cell(cells[BASIS] or "—"), 150, grows=True, leaves=2),
    Column(HEADINGS[OUTSIDE], lambda cells, _now: Cell(cells[OUTSIDE] or "—"), 74, leaves=3),
)


def draft_of(version: OwnerVersion) -> Draft:
    """The rows of a version."""
    return tuple(tuple(cells) for cells in lines_of(version.table))


def texts_of(draft: Sequence[Cells]) -> Texts:
    """The rows as texts for comparing, by department."""
    return {cells[NAME]: dict(zip(HEADINGS[MATTER:], cells[MATTER:], strict=True)) for cells in draft}


def one_line(words: str) -> str:
    """Words typed in several lines as one cell."""
    return BETWEEN.join(split_words(words))


def with_row(draft: Draft, cells: Cells, *, place: int | None) -> Draft:
    """The rows with one replaced, or added at the end without a place."""
    return (*draft, cells) if place is None else (*draft[:place], cells, *draft[place + 1 :])


def known(version: OwnerVersion, now: datetime) -> KnownVersion:
    """A version as the bar lists it."""
    table = version.table
    since = start_words(table.effective_from, table.effective_time)
    note = version.note if version.made_at is not None else "随程序提供"
    name = version_name(since, note, in_force=version.in_force, coming=table.since > now)
    draft = draft_of(version)
    return KnownVersion(name, made_words(version.made_by, version.made_at), version.in_force, texts_of(draft), draft)
