"""What a converter does beside the fields: counts the columns that feed none, and puts learned words in place."""

from __future__ import annotations

from collections.abc import Sequence

from app.files.shared.cells import cell_text
from app.files.shared.headers import Header
from app.rules.intake.drafts import TicketDraft, UnusedColumn
from app.rules.intake.formats import LONGEST_WORD, Words
from app.rules.shared.folding import fold_word


class UnusedColumns:
    """Counts, over all sheets of a file, what stands in columns that feed no field and are not settled."""

    def __init__(self) -> None:
        self._filled: dict[str, int] = {}
        self._examples: dict[str, str] = {}

    def note(self, header: str, text: str) -> None:
        """Counts one value of a column."""
        if header not in self._filled:
            self._filled[header], self._examples[header] = 0, text
        self._filled[header] += 1

    @property
    def found(self) -> tuple[UnusedColumn, ...]:
        """The columns that hold something, in the order of their first value."""
        return tuple(UnusedColumn(name, filled, self._examples[name]) for name, filled in self._filled.items())


class UnnamedColumns:
    """The columns of one header that feed no field and are not settled."""

    def __init__(self, header: Header, unused: UnusedColumns) -> None:
        self._columns = [
            (one.index, one.header)
            for one in header.columns
            if one.field is None and not one.settled and one.spare is None
        ]
        self._unused = unused

    def __bool__(self) -> bool:
        return bool(self._columns)

    def take(self, cells: Sequence[object], into: dict[str, str]) -> None:
        """Keeps the values of one row under their headers, and counts them."""
        for at, name in self._columns:
            cell = cells[at]
            text = cell.strip() if type(cell) is str else cell_text(cell)
            if text:
                into[name] = text
                self._unused.note(name, text)


class LearnedWords:
    """The words of values that a format adds, for the columns of one header."""

    def __init__(self, header: Header, words: Words) -> None:
        self._columns = [
            (one.index, one.field, words[one.field])
            for one in header.columns
            if one.field is not None and one.field in words
        ]

    def __bool__(self) -> bool:
        return bool(self._columns)

    def put(self, cells: Sequence[object], draft: TicketDraft) -> Sequence[object]:
        """The cells with the words that the learned ones stand for; the file's own stay in `raw`."""
        changed: list[object] | None = None
        for at, field, meanings in self._columns:
            text = cell_text(cells[at])
            meant = meanings.get(fold_word(text)) if 0 < len(text) <= LONGEST_WORD else None
            if meant is not None:
                changed = list(cells) if changed is None else changed
                draft.raw[field], changed[at] = text, meant
        return cells if changed is None else changed


def anchor_of(header: Header) -> int:
    """The place of the text that makes a row a ticket of its own where there is no number; -1 without one."""
    places = {column.field: column.index for column in header.columns}
    return next((places[name] for name in ("content", "title") if name in places), -1)
