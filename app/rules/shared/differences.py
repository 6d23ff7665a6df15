"""The differences between two versions of an edited table, as rows of texts."""

from __future__ import annotations

import enum
from collections.abc import Collection, Mapping
from dataclasses import dataclass

BETWEEN = "、"
# A version as texts: the name of a row, then the heading of a field, then its text.
Texts = Mapping[str, Mapping[str, str]]


class DifferenceKind(enum.StrEnum):
    """What became of a row."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


DIFFERENCE_WORDS = {
    DifferenceKind.ADDED: "新增",
    DifferenceKind.REMOVED: "删除",
    DifferenceKind.CHANGED: "修改",
}


@dataclass(frozen=True, slots=True)
class TextDifference:
    """One difference: a row that is new or gone, or a field with its texts; of a list only the items that differ."""

    kind: DifferenceKind
    row: str
    field: str = ""
    was: str = ""
    becomes: str = ""


def text_differences(before: Texts, after: Texts, *, lists: Collection[str] = ()) -> tuple[TextDifference, ...]:
    """The differences in the order of the later version, removed rows last.

    The fields in `lists` hold items with 、 between them; their order does not count.
    """
    found: list[TextDifference] = []
    for row, fields in after.items():
        old = before.get(row)
        if old is None:
            found.append(TextDifference(DifferenceKind.ADDED, row, becomes=_summary(fields)))
            continue
        for field, becomes in fields.items():
            was = old.get(field, "")
            if field in lists:
                was, becomes = _items_only_in(was, becomes), _items_only_in(becomes, was)
            if was != becomes:
                found.append(TextDifference(DifferenceKind.CHANGED, row, field, was, becomes))
    gone = [row for row in before if row not in after]
    return (*found, *(TextDifference(DifferenceKind.REMOVED, row, was=_summary(before[row])) for row in gone))


def _summary(fields: Mapping[str, str]) -> str:
    return "；".join(text for text in fields.values() if text)


def _items_only_in(text: str, other: str) -> str:
    known = set(other.split(BETWEEN))
    return BETWEEN.join(item for item in text.split(BETWEEN) if item and item not in known)
