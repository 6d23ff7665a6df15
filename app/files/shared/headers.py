"""Recognises headers: cleans them, maps them to fields, and finds the header row of a sheet."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from app.base.resources import resource_toml
from app.rules.shared.header_text import clean

# Extra headers named by people: header → field, or a function from the kind of file to such a mapping.
Aliases = Mapping[str, str] | Callable[[str], Mapping[str, str]]

NUMBER = "number"
OTHER_NUMBER = "other_number"
IGNORED = "ignored"
MANY = frozenset({"phones"})
HEADER_SEARCHED_ROWS = 12
_KNOWN_BESIDE_NUMBER = 2
_OWN_COLUMNS = 3
_LONGEST = 60
_LONGEST_BELOW = 20
_DIGIT = re.compile(r"[0-9]")


@dataclass(frozen=True, slots=True)
class HeaderColumn:
    """One column: its place, its original text, that text on one line and numbered when it repeats, its field.

    `spare` is the field that the column feeds in rows where the column listed before it is blank.
    """

    index: int
    text: str
    header: str
    field: str | None
    spare: str | None = None


@dataclass(frozen=True, slots=True)
class Header:
    """A recognised header row; `columns` are those with a text, from left to right."""

    row: int
    columns: tuple[HeaderColumn, ...]
    kind: str

    @property
    def spares(self) -> list[tuple[int, tuple[int, ...]]]:
        """The places of the columns that have spares, each with the places of those, best first."""
        known = _shipped()
        spares: dict[str, list[tuple[int, int]]] = {}
        for one in self.columns:
            if one.spare is not None:
                spares.setdefault(one.spare, []).append((known.get(clean(one.text), ("", 0))[1], one.index))
        return [
            (one.index, tuple(at for _, at in sorted(spares[one.field])))
            for one in self.columns
            if one.field in spares and one.field is not None
        ]

    @property
    def number(self) -> HeaderColumn:
        """The column of the ticket number."""
        return next(column for column in self.columns if column.field == NUMBER)


@cache
def _shipped() -> dict[str, tuple[str, int]]:
    """Cleaned header → (field, rank within the field)."""
    return {
        clean(spelling): (field, rank)
        for field, spellings in resource_toml("aliases.toml").items()
        for rank, spelling in enumerate(spellings)
    }


def field_names() -> tuple[str, ...]:
    """The fields an alias can name, for the list in the import dialog."""
    return tuple(field for field in resource_toml("aliases.toml") if field != IGNORED)


def spellings() -> dict[str, tuple[str, int]]:
    """Cleaned header → (field, rank) as shipped."""
    return dict(_shipped())


def header_kind(headers: Iterable[str]) -> str:
    """A short stable name for files with these headers, whatever their order, spacing and remarks."""
    cleaned = sorted({clean(header) for header in headers} - {""})
    return hashlib.sha256("\n".join(cleaned).encode("utf-8", "replace")).hexdigest()[:16]


def aliases_for(aliases: Aliases | None, kind: str) -> Mapping[str, str]:
    """The extra headers that hold for a kind of file."""
    if aliases is None:
        return {}
    return aliases(kind) if callable(aliases) else aliases


def read_header(row: int, cells: Sequence[object], aliases: Aliases | None = None) -> Header | None:
    """The header that a row is, or None: a number column and at least two further known columns.

    Of several columns for one field the one listed first wins, the others stand in where it is blank and else keep
    their values under their header;
    without a ticket number column another office's number is the ticket number.
    """
    texts = [cell.strip() if isinstance(cell, str) else "" for cell in cells]
    if sum(1 for text in texts if text and len(text) <= _LONGEST) <= _KNOWN_BESIDE_NUMBER:
        return None
    header = _header(row, texts, aliases)
    fields = {column.field for column in header.columns} - {None, IGNORED}
    return header if NUMBER in fields and len(fields) > _KNOWN_BESIDE_NUMBER else None


def guess_header(row: int, cells: Sequence[object]) -> Header | None:
    """The row read as a header, with its known fields; None when it has fewer than three texts."""
    texts = [cell.strip() if isinstance(cell, str) and len(cell) <= _LONGEST else "" for cell in cells]
    return _header(row, texts, None) if sum(map(bool, texts)) > _KNOWN_BESIDE_NUMBER else None


def _header(row: int, texts: Sequence[str], aliases: Aliases | None) -> Header:
    kind = header_kind(texts)
    known = dict(_shipped())
    known.update({clean(header): (field, -1) for header, field in aliases_for(aliases, kind).items()})
    found = [known.get(clean(text)) if text else None for text in texts]
    fields = _distribute(found)
    names = _numbered(texts)
    columns = (
        HeaderColumn(at, text, names[at], fields[at], _spare(found[at], fields[at]))
        for at, text in enumerate(texts)
        if text
    )
    return Header(row, tuple(columns), kind)


def _spare(found: tuple[str, int] | None, field: str | None) -> str | None:
    """The field of a known column that another one feeds first; a number is never taken from elsewhere."""
    return found[0] if found and field is None and found[0] not in (NUMBER, OTHER_NUMBER, IGNORED) else None


def lacks_only_number(cells: Sequence[object]) -> bool:
    """Whether the row would be a ticket header if it had a number column."""
    found = {_shipped()[name][0] for cell in cells if isinstance(cell, str) and (name := clean(cell)) in _shipped()}
    return NUMBER not in found and len(found - {IGNORED}) >= 4


def may_be_header(cells: Sequence[object]) -> bool:
    """Whether at least three cells hold texts that are known headers; cheap, without people's aliases."""
    known = _shipped()
    return sum(1 for cell in cells if isinstance(cell, str) and len(cell) <= _LONGEST and clean(cell) in known) > 2


def merge_header(top: Sequence[object], below: Sequence[object], number_at: int) -> list[object] | None:
    """A header written in two rows (问题分类 over 一级, 二级, 三级分类) as one; None when `below` is no header.

    Of its texts, none of which stands below the number, half must be known and none may hold a digit.
    """
    known = _shipped()
    texts = [cell.strip() if isinstance(cell, str) else cell for cell in below]
    if number_at < len(texts) and texts[number_at] not in ("", None, top[number_at]):
        return None
    filled = [text for text in texts if text not in ("", None)]
    if not all(isinstance(text, str) and len(text) <= _LONGEST_BELOW and not _DIGIT.search(text) for text in filled):
        return None
    if not filled or 2 * sum(clean(str(text)) in known for text in filled) < len(filled):
        return None
    return stacked(top, below)


def stacked(top: Sequence[object], below: Sequence[object]) -> list[object]:
    """Two rows as one: the lower text of each column, else the upper one."""
    texts = [cell.strip() if isinstance(cell, str) else cell for cell in below]
    width = max(len(top), len(texts))
    upper, lower = [*top, *[""] * (width - len(top))], [*texts, *[""] * (width - len(texts))]
    return [under or over for over, under in zip(upper, lower, strict=True)]


def _distribute(found: Sequence[tuple[str, int] | None]) -> list[str | None]:
    """Assigns each single field to the column listed first, and fields of many columns to all of them."""
    best: dict[str, tuple[int, int]] = {}
    for at, hit in enumerate(found):
        if hit is not None and hit[0] != IGNORED and (hit[0] not in best or hit[1] < best[hit[0]][0]):
            best[hit[0]] = (hit[1], at)
    if NUMBER not in best and OTHER_NUMBER in best:
        best[NUMBER] = best.pop(OTHER_NUMBER)
    owners: dict[int, str | None] = {at: field for field, (_, at) in best.items()}
    owners.update((at, hit[0]) for at, hit in enumerate(found) if hit is not None and hit[0] in MANY)
    ignored = [at for at, hit in enumerate(found) if hit is not None and hit[0] == IGNORED]
    if len({found[at] for at in ignored}) == _OWN_COLUMNS:
        owners.update(dict.fromkeys(ignored, IGNORED))
    return [owners.get(at) for at in range(len(found))]


def _numbered(texts: Sequence[str]) -> list[str]:
    """Headers on one line; a repeated text gets " (2)", " (3)"."""
    seen: dict[str, int] = {}
    names = []
    for text in texts:
        plain = " ".join(text.split())
        seen[plain] = seen.get(plain, 0) + 1
        names.append(plain if seen[plain] == 1 else f"{plain} ({seen[plain]})")
    return names
