"""Frozen values of the table of owners that cross borders, and a table as rows of cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from app.rules.owner.table import BadOwners, Owner, OwnerTable, read_owners, split_words, word_text
from app.rules.shared.starts import MIDNIGHT

HEADINGS = ("主责部门", "管理范围", "关键词", "依据", "目录外")
_FIELDS = ("name", "matter", "words", "basis", "outside")
_YES = "是"
_NO = ("", "否")


@dataclass(frozen=True, slots=True)
class OwnerVersion:
    """One version; `made_by` is empty for what ships with the product."""

    table: OwnerTable
    made_at: datetime | None
    made_by: str
    note: str
    in_force: bool


@dataclass(frozen=True, slots=True)
class OwnerMove:
    """One of the newest tickets whose likely owner another version would change; "" means not sure."""

    number: str
    title: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Trained:
    """What a training used: shipped and given texts, accepted returns, and units that the table does not have."""

    texts: int
    returns: int
    unknown_units: tuple[str, ...]


def lines_of(table: OwnerTable) -> list[list[str]]:
    """A table as rows of cells, in the order of HEADINGS."""
    return [_cells(owner) for owner in table.owners]


def _cells(owner: Owner) -> list[str]:
    words = "、".join(word_text(word, weight) for word, weight in owner.words)
    return [owner.name, owner.matter, words, owner.basis, _YES if owner.outside else ""]


def read_lines(lines: Sequence[Sequence[str]], effective_from: date, hour: time = MIDNIGHT) -> OwnerTable:
    """A table from rows of cells; blank rows are left out.

    Raises:
        BadOwners: a row cannot be taken; `row` counts the given rows from 0.

    """
    forms, places = [], []
    for place, cells in enumerate(lines):
        if any(cell.strip() for cell in cells):
            values = dict(zip(_FIELDS, (*cells, "", "", "", "", ""), strict=False))
            outside = values["outside"].strip()
            if outside not in (_YES, *_NO):
                raise BadOwners(place, "outside", f"“{outside}”读不懂，目录外请写“是”或留空")
            forms.append({**values, "words": split_words(values["words"]), "outside": outside == _YES})
            places.append(place)
    try:
        return read_owners({"effective_from": effective_from, "effective_time": hour, "owner": forms})
    except BadOwners as error:
        place = places[error.row] if error.row < len(places) else error.row
        raise BadOwners(place, error.field, error.message.partition("：")[2]) from error
