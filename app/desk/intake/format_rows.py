"""Frozen values of the format that cross borders, and a format as rows of cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.desk.intake.columns import KEPT_WORD, field_word
from app.rules.intake.formats import GROUPS, KEPT, BadFormat, Format, header_fields, read_format
from app.rules.shared.differences import BETWEEN
from app.rules.ticket.fields import FIELD_WORDS

HEADINGS = ("用在", "认作", "文件里的写法")
HEADER_WORD = "栏目名称"
_SPLIT = re.compile(r"[、；;\n\r]+")


@dataclass(frozen=True, slots=True)
class FormatVersion:
    """One version; `made_by` is empty for the empty one that ships with the product."""

    format: Format
    made_at: datetime | None
    made_by: str
    note: str
    in_force: bool


@dataclass(frozen=True, slots=True)
class TrialWord:
    """A word of a column: what it means now, and would mean; "" when it is not understood."""

    text: str
    now: str
    then: str


@dataclass(frozen=True, slots=True)
class TrialColumn:
    """A column of a chosen file: the field it feeds now and would feed, an example, and its words where they count."""

    sheet: str
    header: str
    now: str | None
    then: str | None
    example: str
    words: tuple[TrialWord, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether these rows would read it otherwise."""
        return self.now != self.then or any(word.now != word.then for word in self.words)


def uses() -> tuple[str, ...]:
    """What a row can be about: the names of columns, or the words of one field."""
    return (HEADER_WORD, *(FIELD_WORDS[name] for name in GROUPS))


def meanings_of(use: str) -> tuple[str, ...]:
    """What the words of a row can mean."""
    if use == HEADER_WORD:
        return tuple(map(header_meaning, header_fields()))
    return next((meanings for name, meanings in GROUPS.items() if FIELD_WORDS[name] == use), ())


def header_meaning(field: str) -> str:
    """What the page calls the field that a column feeds."""
    return KEPT_WORD if field == KEPT else field_word(field)


def lines_of(whole: Format) -> list[list[str]]:
    """A format as rows of cells, in the order of HEADINGS."""
    headers = [[HEADER_WORD, header_meaning(name), BETWEEN.join(texts)] for name, texts in whole.headers.items()]
    words = [
        [FIELD_WORDS[name], meaning, BETWEEN.join(texts)]
        for name, meanings in whole.words.items()
        for meaning, texts in meanings.items()
    ]
    return headers + words


def split_words(cell: str) -> list[str]:
    """The words of a cell: parted by 、 a semicolon or a new line; blanks may be part of a header."""
    return [" ".join(word.split()) for word in _SPLIT.split(cell) if word.strip()]


def read_lines(lines: Sequence[Sequence[str]]) -> Format:
    """A format from rows of cells.

    Raises:
        BadFormat: a row cannot be taken; `field` names its cell (what, meaning, words).

    """
    headers: dict[str, list[str]] = {}
    words: dict[str, dict[str, list[str]]] = {}
    fields = {header_meaning(name): name for name in header_fields()}
    groups = {FIELD_WORDS[name]: name for name in GROUPS}
    for use, meaning, cell in lines:
        texts = split_words(cell)
        if not texts:
            raise BadFormat(f"{use} {meaning} 没有写法", row=(use, meaning), field="words")
        if use == HEADER_WORD and meaning in fields:
            headers.setdefault(fields[meaning], []).extend(texts)
        elif use in groups and meaning in GROUPS[groups[use]]:
            words.setdefault(groups[use], {}).setdefault(meaning, []).extend(texts)
        else:
            raise BadFormat(f"“{use} {meaning}”不认识", row=(use, meaning), field="meaning")
    return read_format({"format": 1, "headers": headers, "words": words})
