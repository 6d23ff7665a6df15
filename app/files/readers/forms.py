"""Reads ticket forms and ticket pages: label → value, several tickets one after another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from app.files.shared.headers import NUMBER, OTHER_NUMBER, spellings
from app.files.shared.rows import Row
from app.rules.shared.header_text import clean
from app.rules.ticket.field_kinds import Kind
from app.rules.ticket.fields import TICKET_FIELDS

LABEL_LENGTH = 20
_INLINE = re.compile(r"([^：:\n]{1,20}?)\s{0,8}[：:]\s*(.*)$", re.DOTALL)
_BEFORE_LABEL = re.compile(r"(?<!\s)\s+(?=[^\s：:]{2,20}\s{0,8}[：:])")
_LONG_FIELDS = frozenset(header for one in TICKET_FIELDS if one.kind is Kind.LONG_TEXT for header in one.headers)

Pair = tuple[str, str]


class Labels:
    """The labels a form may carry: the shipped headers and those people named."""

    def __init__(self, extra: dict[str, str] | None = None) -> None:
        known = {name: field for name, (field, _) in spellings().items()}
        known.update({clean(header): field for header, field in (extra or {}).items()})
        self._fields = known
        numbers = {name for name, field in known.items() if field == NUMBER}
        self._numbers = numbers
        self._others = {name for name, field in known.items() if field == OTHER_NUMBER}

    def field(self, text: str) -> str | None:
        """The field a label names; None when it is not known."""
        return self._fields.get(clean(text)) if len(text) <= LABEL_LENGTH else None

    def is_number(self, text: str) -> bool:
        """Whether the label begins a ticket."""
        return clean(text) in self._numbers

    def inline(self, text: str) -> Pair | None:
        """The known label and the value of a text like 工单编号：1; None for any other text."""
        found = _INLINE.match(text.lstrip())
        if found is None or self.field(found.group(1)) is None:
            return None
        return found.group(1).strip(), found.group(2).strip()


class Tickets:
    """Gathers pairs into tickets: a repeated number label begins the next one."""

    def __init__(self, labels: Labels) -> None:
        self._labels = labels
        self._pairs: list[Pair] = []
        self.done: list[list[Pair]] = []

    @property
    def has_number(self) -> bool:
        """Whether the ticket being gathered has its number."""
        return any(self._labels.is_number(label) for label, _ in self._pairs)

    @property
    def last_label(self) -> str:
        """The label gathered last, "" when there is none."""
        return self._pairs[-1][0] if self._pairs else ""

    def add(self, pairs: list[Pair]) -> None:
        """Takes the pairs of one row or line."""
        if self.has_number and any(self._labels.is_number(label) for label, _ in pairs):
            self.end()
        self._pairs += pairs

    def extend_last(self, text: str) -> None:
        """A further line of the value gathered last."""
        if self._pairs:
            label, value = self._pairs[-1]
            self._pairs[-1] = (label, f"{value}\n{text}" if value else text)

    def end(self) -> None:
        """Closes the ticket being gathered."""
        if len(self._pairs) > 1:
            self.done.append(self._pairs)
        self._pairs = []


def rows_of_tickets(tickets: list[list[Pair]]) -> Iterator[Row]:
    """Tickets as rows: the n-th ticket is row n; a header row goes before where the labels change."""
    before: tuple[str, ...] = ()
    for number, pairs in enumerate(tickets, 1):
        labels = tuple(label for label, _ in pairs)
        if labels != before:
            yield number, labels
            before = labels
        yield number, tuple(value for _, value in pairs)


def row_pairs(texts: list[str], labels: Labels) -> list[Pair]:
    """Label cell, value cell, label cell, value cell …; known labels keep the step when a value cell is missing."""
    pairs: list[Pair] = []
    at = 0
    while at < len(texts):
        text = texts[at]
        following = texts[at + 1] if at + 1 < len(texts) else None
        inline = labels.inline(text) if text else None
        beside = labels.inline(following) if inline is not None and following else None
        if not text or (inline is not None and (inline[1] or (beside is not None and beside[1]))):
            pairs += [inline] if inline is not None else []
            at += 1
        elif following is None or (labels.field(following) is not None and len(text) <= LABEL_LENGTH):
            if labels.field(text) is not None:
                pairs.append((_label(text), ""))
            at += 1
        elif len(text) <= LABEL_LENGTH:
            pairs.append((_label(text), following))
            at += 2
        else:
            at += 1
    return pairs


def is_form(rows: Iterable[Sequence[object]], labels: Labels) -> bool:
    """Whether rows are those of a form: in one of them the label of the number stands before a value with a digit."""
    for cells in rows:
        pairs = row_pairs([text for cell in cells if (text := str(cell or "").strip())], labels)
        if any(labels.is_number(label) and any(map(str.isdigit, value)) for label, value in pairs):
            return True
    return False


def form_rows(rows: Iterable[Row], labels: Labels) -> Iterator[Row]:
    """The tickets of forms whose cells come row by row: label, value, label, value."""
    tickets = Tickets(labels)
    for _, cells in rows:
        texts = [text for cell in cells if (text := str(cell or "").strip())]
        if (pairs := row_pairs(texts, labels)) and (labels.field(pairs[0][0]) or tickets.has_number):
            tickets.add(pairs)
    tickets.end()
    return rows_of_tickets(tickets.done)


def _label(text: str) -> str:
    return "".join(text.split()).rstrip("：:")


def line_pairs(line: str, labels: Labels) -> list[Pair]:
    """The `标签：值` pairs of one line; several may stand in it when the first label is known."""
    first = labels.inline(line)
    if first is None:
        return []
    if labels.field(first[0]) in _LONG_FIELDS:
        return [first]
    pairs: list[Pair] = []
    for part in _BEFORE_LABEL.split(line.strip()):
        pair = labels.inline(part)
        if pair is not None:
            pairs.append(pair)
        elif pairs:
            pairs[-1] = (pairs[-1][0], f"{pairs[-1][1]} {part}")
    return pairs
