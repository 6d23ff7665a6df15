"""The format while it is edited: its rows as texts, and the columns of its list."""

from __future__ import annotations

from collections.abc import Sequence

from app.base.clock import local_day
from app.desk.intake.format_rows import HEADINGS, FormatVersion, lines_of, split_words
from app.rules.shared.differences import BETWEEN, Texts
from app.ui.kit.table.columns import Cell, Column
from app.ui.kit.versions.bar import SHIPPED, KnownVersion, made_words, version_name

Cells = tuple[str, ...]
Draft = tuple[Cells, ...]
USE, MEANING, WORDS = range(len(HEADINGS))
LISTS = frozenset({HEADINGS[WORDS]})

FORMAT_COLUMNS = (
    Column(HEADINGS[USE], lambda cells, _now: Cell(cells[USE]), 130),
    Column(HEADINGS[MEANING], lambda cells, _now: Cell(cells[MEANING], bold=True), 150),
    Column(
        HEADINGS[WORDS],
        lambda cells, _now: Cell(cells[WORDS], f"{len(split_words(cells[WORDS]))} 个写法"),
        260,
        grows=True,
    ),
)


def key_of(cells: Cells) -> str:
    """The name of a row: what it is about and what its words mean."""
    return f"{cells[USE]} · {cells[MEANING]}"


def draft_of(version: FormatVersion) -> Draft:
    """The rows of a version."""
    return tuple(tuple(cells) for cells in lines_of(version.format))


def texts_of(draft: Sequence[Cells]) -> Texts:
    """The rows as texts for comparing."""
    return {key_of(cells): {HEADINGS[WORDS]: cells[WORDS]} for cells in draft}


def one_line(words: str) -> str:
    """Words typed in several lines as one cell, each once."""
    return BETWEEN.join(dict.fromkeys(split_words(words)))


def with_row(draft: Draft, cells: Cells, *, place: int | None) -> Draft:
    """The rows with one replaced, or added; words of a row about the same thing are joined with its own."""
    rows = list(draft)
    if place is not None:
        del rows[place]
    at = next((other for other, row in enumerate(rows) if key_of(row) == key_of(cells)), None)
    if at is not None:
        rows[at] = (*cells[:WORDS], one_line(f"{rows[at][WORDS]}{BETWEEN}{cells[WORDS]}"))
    else:
        rows.insert(len(rows) if place is None else place, cells)
    return tuple(rows)


def known(version: FormatVersion) -> KnownVersion:
    """A version as the bar lists it."""
    draft = draft_of(version)
    if version.made_at is None:
        return KnownVersion(
            f"{SHIPPED} · 没有添加{' · 现行' if version.in_force else ''}",
            SHIPPED,
            version.in_force,
            texts_of(draft),
            draft,
        )
    name = version_name(f"{local_day(version.made_at)}", version.note, in_force=version.in_force)
    return KnownVersion(name, made_words(version.made_by, version.made_at), version.in_force, texts_of(draft), draft)
