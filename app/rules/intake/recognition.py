"""Recognises tickets in a copied text: rows of a table, with or without their header row, or the page of a ticket.

Pure and linear in the length of the text, which is bounded; nothing of it is kept. Layouts of domain 12: see
resources/aliases/layouts.toml.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from app.base.resources import resource_toml
from app.rules.intake.labels import field_of, labelled
from app.rules.intake.spellings import read_status

LONGEST = 1_000_000
_SHORTEST = 12
_HEADER_WITHIN = 12
_LEAST_LABELS = 3
_WIDEST = 200
_SAMPLED = 50

_NUMBER = re.compile(r"[0-9A-Za-z\u4e00-\u9fff（）()/_-]{6,64}")
_HOTLINE = re.compile(r"[\u4e00-\u9fff]{2,8}-[0-9]{4,8}-[0-9]{4,12}")
_LEAST_DIGITS, _MOST_WORDS = 5, 8
_DIGIT = re.compile("[0-9]")
_BRACKETED = re.compile(r"【([^【】\n]{1,20})】[：:]?([^【】]*)")
_TIME = re.compile(
    r"[12][0-9]{3}[-/年.][0-9]{1,2}[-/月.][0-9]{1,2}(?:日.{0,20}|[ T　].{0,20})?"
    r"|[12][0-9]{7}(?:[0-9]{4}|[0-9]{6})?|[34][0-9]{4}(?:\.[0-9]{1,12})?"
)
_TIMES = re.compile(".*(?:时间|期限)")
_WHETHER = re.compile("是否.*")
_ANSWER_LENGTH = 8
_TEXTS = frozenset(("content", "title"))

Cells = Sequence[str]


@dataclass(frozen=True, slots=True)
class Recognised:
    """Tickets in a text.

    `text` is to be imported: as copied, with the header row that was not copied, or a form's cells as lines. Without
    `numbered` it is a table without ticket numbers, whose rows are looked for among the known tickets.
    """

    text: str
    tickets: int
    numbered: bool = True


def recognised(text: str, learned: Mapping[str, str]) -> Recognised | None:
    """The tickets in a text, or None; a text of more than a million characters is none.

    `learned` are headers that people taught, cleaned, with their field.
    """
    if not _SHORTEST <= len(text) <= LONGEST:
        return None
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\t" not in plain:
        return _commas(plain, learned) or _page(plain, learned)
    rows = _rows(plain)
    return _table(plain, rows, learned) or _form(rows, learned) or _bare(plain, rows) or _page(plain, learned)


def tells_of_tickets(headers: Sequence[str], learned: Mapping[str, str]) -> bool:
    """Whether the header row of a file is one of tickets, with or without a number column."""
    found = labelled(headers, learned)
    return found.is_tickets() or found.is_numberless


def is_number(text: str) -> bool:
    """Whether a text may be a ticket number: five digits or more, and no sentence."""
    plain = text.strip().lstrip("'")
    if not _NUMBER.fullmatch(plain):
        return False
    words = sum("\u4e00" <= sign <= "\u9fff" for sign in plain)
    return words <= _MOST_WORDS and sum(sign in "0123456789" for sign in plain) >= _LEAST_DIGITS


def _rows(plain: str, delimiter: str = "\t") -> list[list[str]]:
    """The cells of a copied table; a spreadsheet puts cells with line breaks in quotes."""
    try:
        read = csv.reader(io.StringIO(plain, newline=""), delimiter=delimiter)
        return [[cell.strip() for cell in row] for row in read if any(map(str.strip, row))]
    except csv.Error:
        return []


def _commas(plain: str, learned: Mapping[str, str]) -> Recognised | None:
    """The rows of a file of commas that was copied out of an editor; they become rows with tabs."""
    if plain.count(",", 0, plain.find("\n")) < _LEAST_LABELS - 1:
        return None
    rows = _rows(plain, ",")
    tabbed = io.StringIO(newline="")
    csv.writer(tabbed, delimiter="\t", lineterminator="\n").writerows(rows)
    return _table(tabbed.getvalue(), rows, learned)


def _table(plain: str, rows: Sequence[Cells], learned: Mapping[str, str]) -> Recognised | None:
    """Rows under their header row."""
    for place, cells in enumerate(rows[:_HEADER_WITHIN]):
        if len(cells) > _WIDEST or sum(bool(field_of(cell, learned)) for cell in cells) < _LEAST_LABELS:
            continue
        found, below = labelled(cells, learned), [row for row in rows[place + 1 :] if len(row) > 1]
        if found.is_numberless:
            fitting = [row for row in below if _fits(cells, row)]
            return Recognised(plain, len(fitting), numbered=False) if _most(fitting, below) else None
        if not found.number:
            continue
        at = cells.index(found.number)
        # Under the rows stand sums and who made the list; what has no digit is no number that went wrong.
        numbers = [row[at] for row in below if at < len(row) and _DIGIT.search(row[at])]
        good = [number for number in numbers if is_number(number)]
        hotline = bool(good) and _HOTLINE.fullmatch(good[0]) is not None
        if found.is_tickets(hotline=hotline) and _most(good, numbers):
            return Recognised(plain, len(set(good)))
    return None


def _most(good: Sequence[object], of: Sequence[object]) -> bool:
    return bool(good) and 2 * len(good) >= len(of)


def _form(rows: Sequence[Cells], learned: Mapping[str, str]) -> Recognised | None:
    """A form whose cells are label, value, label, value; its pairs become lines."""
    pairs: list[tuple[str, str]] = []
    for cells in rows:
        if len(cells) > _WIDEST:
            return None
        filled = [cell for cell in cells if cell]
        at = 0
        while at < len(filled):
            label, value = filled[at].rstrip("：:"), filled[at + 1] if at + 1 < len(filled) else ""
            known = bool(field_of(label, learned))
            if known and value and not field_of(value.rstrip("：:"), learned):
                pairs.append((label, value))
                at += 2
            else:
                at += 1
    return _as_lines(pairs, learned)


def _as_lines(pairs: Sequence[tuple[str, str]], learned: Mapping[str, str]) -> Recognised | None:
    """The tickets of pairs as lines 标签：值, which an import reads."""
    tickets = _tickets_of(pairs, learned)
    lines = ("\n".join(f"{label}：{value}" for label, value in ticket) for ticket in tickets)
    return Recognised("\n\n".join(lines), len(tickets)) if tickets else None


def _bare(plain: str, rows: Sequence[Cells]) -> Recognised | None:
    """Rows without their header row, in the column order of a known export; empty cells at the end may be missing."""
    sample = rows[:_SAMPLED]
    for columns in _layouts():
        wide = [row for row in sample if len(columns) // 2 <= len(row) <= len(columns)]
        if not wide or len(wide) != len(sample) or not all(_fits(columns, row, strictly=True) for row in wide):
            continue
        found = labelled(columns, {})
        return Recognised("\t".join(columns) + "\n" + plain, len(rows), numbered=bool(found.number))
    return None


@cache
def _layouts() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(one["columns"]) for one in resource_toml("aliases", "layouts.toml")["layout"])


def _fits(columns: Cells, row: Cells, *, strictly: bool = False) -> bool:
    """Whether the values of a row are such as stand in these columns.

    `strictly` asks for a time among them, or for a state: an open ticket of some exports has no time yet.
    """
    filled = [(label, text) for label, text in zip(columns, row, strict=False) if text]
    if not all(_may_stand(label, text) for label, text in filled):
        return False
    fields = [field_of(label, {}) for label, _ in filled]
    numbered = "number" in fields or not any(field_of(label, {}) == "number" for label in columns)
    placed = not strictly or any(_TIMES.fullmatch(label) or _is_state(label, text) for label, text in filled)
    return numbered and placed and any(field in _TEXTS for field in fields)


def _is_state(label: str, text: str) -> bool:
    return field_of(label, {}) == "status" and read_status(text) is not None


def _may_stand(label: str, text: str) -> bool:
    """Whether a text may be a value under this label."""
    if _TIMES.fullmatch(label):
        return _TIME.fullmatch(text) is not None
    if _WHETHER.fullmatch(label):
        return len(text) <= _ANSWER_LENGTH
    field = field_of(label, {})
    if field == "number":
        return is_number(text)
    if field in _TEXTS:
        return any("\u4e00" <= sign <= "\u9fff" for sign in text)
    return label != "序号" or text.isdigit()


def _page(plain: str, learned: Mapping[str, str]) -> Recognised | None:
    """The page of a ticket, or of several: a label and its value in a line, or one line below the other."""
    bracketed = [(label, value.strip()) for label, value in _BRACKETED.findall(plain) if field_of(label, learned)]
    if len(bracketed) >= _LEAST_LABELS and (page := _as_lines(bracketed, learned)) is not None:
        return page
    lines = [line.strip() for line in plain.split("\n") if line.strip()]
    stacked = _stacked(lines, learned)
    if stacked:
        return _as_lines(stacked, learned)
    pairs: list[tuple[str, str]] = []
    bare = ""
    for stripped in lines:
        found = _line_pairs(stripped, learned)
        if found:
            pairs += found
            label, value = found[-1]
            bare = "" if value else label
        elif field_of(stripped.rstrip("：:"), learned):
            bare = stripped.rstrip("：:")
        elif bare:
            pairs.append((bare, stripped))
            bare = ""
    tickets = _tickets_of(pairs, learned)
    return Recognised(plain, len(tickets)) if tickets else None


def _stacked(lines: Sequence[str], learned: Mapping[str, str]) -> list[tuple[str, str]]:
    """The pairs of a page whose lines are label, value, label, value; none where they are not."""
    known = [bool(field_of(line.rstrip("：:"), learned)) for line in lines]
    start = next((at for at, is_label in enumerate(known) if is_label), len(lines))
    labels, values = lines[start::2], lines[start + 1 :: 2]
    good = sum(known[start::2])
    if good < _LEAST_LABELS or 2 * good < len(values) or any(known[start + 1 :: 2]):
        return []
    if any(_line_pairs(line, learned) for line in lines[start:] if line[-1] not in "：:"):
        return []  # a page of 标签：值 with blank ones
    return [(label.rstrip("：:"), value) for label, value in zip(labels, values, strict=False)]


def _line_pairs(line: str, learned: Mapping[str, str]) -> list[tuple[str, str]]:
    """The label and value of a line, and further ones after blanks; none where the line does not begin with a label."""
    head, tab, rest = line.partition("\t")
    if tab and field_of(head.strip().rstrip("：:"), learned):
        return [(head.strip().rstrip("：:"), rest.strip())]
    pairs: list[tuple[str, str]] = []
    for token in line.split():
        label, colon, value = token.replace(":", "：", 1).partition("：")
        if colon and field_of(label, learned):
            pairs.append((label, value))
        elif not pairs:
            break
        else:
            pairs[-1] = (pairs[-1][0], f"{pairs[-1][1]} {token}".strip())
    return pairs


def _tickets_of(pairs: Sequence[tuple[str, str]], learned: Mapping[str, str]) -> list[list[tuple[str, str]]]:
    """The pairs by ticket; a number's label that comes again begins the next. What is no ticket is left out."""
    groups: list[list[tuple[str, str]]] = [[]]
    named: set[str] = set()
    for label, value in pairs:
        number = field_of(label, learned) == "number"
        if number and label in named:
            groups.append([])
            named = set()
        groups[-1].append((label, value))
        named.add(label)
    return [group for group in groups if _is_ticket(group, learned)]


def _is_ticket(group: Sequence[tuple[str, str]], learned: Mapping[str, str]) -> bool:
    filled = {label: value for label, value in group if value}
    found = labelled(filled, learned)
    if not found.number or not is_number(filled[found.number]):
        return False
    return found.is_tickets(hotline=_HOTLINE.fullmatch(filled[found.number]) is not None)
