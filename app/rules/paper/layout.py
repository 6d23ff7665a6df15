"""The numbers of a paper's headings, tables and charts as they are printed: 一、 （一） 1. 表1 图1."""

from __future__ import annotations

from collections.abc import Iterator

from app.rules.paper.model import AnyPaper, Chart, Paragraph, Section, Table

# The size of table text in points by the number of columns; a long list of wide lines is set in the smallest.
CELL_SIZES = (12.0, 10.5, 9.0)
_MOST_COLUMNS = (6, 9)
_LONG_LIST, _WIDE = 30, 6
# A table of so many lines stays on one page; a longer one is broken between its lines.
_KEPT_LINES = 6
_TENS = "十"
_NUMERALS = "一二三四五六七八九"
Numbered = tuple[str, Section | Paragraph | Table | Chart]


def numeral(number: int) -> str:
    """1 → 一, 12 → 十二, 20 → 二十; for 1 to 99."""
    tens, ones = divmod(number, 10)
    words = _NUMERALS[ones - 1] if ones else ""
    return (("" if tens == 1 else _NUMERALS[tens - 1]) + _TENS if tens else "") + words


def cell_size(table: Table) -> float:
    """The size of a table's text in points."""
    if len(table.lines) > _LONG_LIST and len(table.head) >= _WIDE:
        return CELL_SIZES[-1]
    return CELL_SIZES[sum(len(table.head) > most for most in _MOST_COLUMNS)]


def keeps_with_next(table: Table, place: int) -> bool:
    """Whether a line of a table stays with the one after it: in a short table, and so that the last is never alone.

    The first line of a long one stays with its head only: were it kept with the second, LibreOffice would print no more
    lines where the page ends there.
    """
    last = len(table.lines) - 1
    return place < last and (len(table.lines) <= _KEPT_LINES or place == last - 1)


def numbered(paper: AnyPaper) -> Iterator[Numbered]:
    """Every heading and block in its order, headings with their numeral, tables and charts with their caption."""
    places = [0, 0, 0]
    tables = charts = 0
    for section in paper.sections:
        if section.heading:
            places[section.level - 1] += 1
            places[section.level :] = [0] * (3 - section.level)
            yield _heading(section, places[section.level - 1]), section
        for block in section.blocks:
            if isinstance(block, Table):
                tables += 1
                yield f"表{tables}　{block.caption}", block
            elif isinstance(block, Chart):
                charts += 1
                yield f"图{charts}　{block.caption}", block
            else:
                yield "", block


def _heading(section: Section, place: int) -> str:
    form = {1: f"{numeral(place)}、", 2: f"（{numeral(place)}）", 3: f"{place}."}
    return form[section.level] + section.heading


def subtitles(paper: AnyPaper) -> list[str]:
    """The lines under the title: an issued paper has its number above the days; a wide space parts the two."""
    return [line for line in paper.subtitle.split("\u3000") if line]
