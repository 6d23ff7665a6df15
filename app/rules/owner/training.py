"""What the classifier learns from: the labelled texts of the product, the words of the table, an office's own texts."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from app.base.errors import Refused
from app.base.resources import resource
from app.rules.owner.classifier import Labelled, OwnerModel, train
from app.rules.owner.context import matter_of
from app.rules.owner.table import OwnerTable


def trained(table: OwnerTable, own: Iterable[Labelled] = ()) -> OwnerModel:
    """A model of the shipped texts, the words of this table and an office's own texts; takes about a second."""
    words = [Labelled(owner.name, word) for owner in table.owners for word, weight in owner.words if weight]
    return train([*map(_matter, shipped_texts()), *words], map(_matter, own))


def _matter(one: Labelled) -> Labelled:
    return Labelled(one.owner, matter_of(one.text).text)


@cache
def shipped_texts() -> tuple[Labelled, ...]:
    """The labelled texts that ship with the product; all of them are made up."""
    return tuple(read_texts(resource("owner", "texts.tsv").read_text(encoding="utf-8")))


def read_texts(text: str) -> list[Labelled]:
    """Labelled texts from tab-separated lines with the headings `owner` and `text`; other columns are passed over.

    Raises:
        Refused: there are no such headings, or a line has too few cells.

    """
    head, *lines = text.splitlines() or [""]
    headings = head.removeprefix("\ufeff").split("\t")
    if "owner" not in headings or "text" not in headings:
        raise Refused("标注文本的表头应有 owner 和 text 两列，用制表符分隔")
    owner, words = headings.index("owner"), headings.index("text")
    found = []
    for number, line in enumerate(lines, start=2):
        cells = line.split("\t")
        if not line.strip():
            continue
        if len(cells) <= max(owner, words):
            raise Refused(f"标注文本第 {number} 行缺少内容")
        found.append(Labelled(cells[owner].strip(), cells[words].strip()))
    return found
