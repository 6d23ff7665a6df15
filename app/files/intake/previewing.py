"""Makes the preview of a file: what each column would feed, how sure that is, and the first rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path

from app.files.intake.beginnings import begin
from app.files.intake.drafts import refuse_headerless, sheets_of
from app.files.intake.footers import is_footer
from app.files.intake.previews import FilePreview, PreviewColumn, SheetPreview
from app.files.intake.sensing import SAMPLED, completed, without_number
from app.files.readers.sheets import sheets_of_text
from app.files.shared.cells import cell_text, is_blank
from app.files.shared.headers import Aliases, Header, guess_header
from app.files.shared.rows import Row, Sheet

_PREVIEW_ROWS = 20


def preview_file(
    path: Path, *, now: datetime, aliases: Aliases | None = None, rows: int = _PREVIEW_ROWS
) -> FilePreview:
    """The recognised columns and the first rows of each sheet with a ticket header, else of the nearest to one.

    Raises:
        FileRefused: the file cannot be read as a whole, or no sheet has a ticket header.

    """
    return _preview(sheets_of(path, aliases)(), aliases, rows, now)


def preview_text(text: str, *, now: datetime, aliases: Aliases | None = None, rows: int = _PREVIEW_ROWS) -> FilePreview:
    """The preview of pasted text, as `preview_file` returns it."""
    return _preview(sheets_of_text(text), aliases, rows, now)


def _preview(sheets: Iterator[Sheet], aliases: Aliases | None, rows: int, now: datetime) -> FilePreview:
    shown: list[SheetPreview] = []
    skipped: list[str] = []
    kind, numberless, nearest = "", False, _Nearest(now, aliases)
    for sheet in sheets:
        begun = begin(sheet, aliases, now)
        numberless = numberless or begun.near
        if begun.header is None:
            skipped.append(sheet.name)
            nearest.look(sheet.name, [*begun.looked, *islice(begun.rows, SAMPLED)])
            continue
        kind = kind or begun.header.kind
        number_at = begun.header.number.index
        filled = ((at, sheet.merges.filled(at, cells, but=number_at)) for at, cells in begun.rows)
        shown.append(_shown(sheet.name, begun.header, filled, rows))
    if shown:
        return FilePreview(tuple(shown), tuple(skipped), kind)
    refusal = refuse_headerless(numberless=numberless)
    if nearest.header is None:
        raise refusal
    guess = _shown(nearest.name, nearest.header, iter(nearest.rest), rows)
    attachable = without_number(nearest.header)
    return FilePreview((guess,), tuple(skipped), nearest.header.kind, str(refusal), attachable)


def _shown(name: str, header: Header, rest: Iterator[Row], rows: int) -> SheetPreview:
    data = (cells for _, cells in islice(rest, SAMPLED) if not is_blank(cells) and not is_footer(cells))
    texts = [_texts(header, cells) for cells in data]
    columns = tuple(
        PreviewColumn(
            column.header,
            column.field,
            column.certainty,
            sum(1 for row in texts if row[at]),
            next((row[at] for row in texts if row[at]), ""),
            settled=column.settled or column.spare is not None,
            sensed=column.sensed,
            named=column.named,
        )
        for at, column in enumerate(header.columns)
    )
    places = [at for at, column in enumerate(header.columns) if column.text or columns[at].filled]
    return SheetPreview(
        name,
        tuple((header.columns[at].header, header.columns[at].field) for at in places),
        tuple(tuple(row[at] for at in places) for row in texts[:rows]),
        tuple(columns[at] for at in places),
    )


class _Nearest:
    """The row with the most texts among those examined: the likeliest header."""

    def __init__(self, now: datetime, aliases: Aliases | None) -> None:
        self.name = ""
        self.header: Header | None = None
        self.rest: list[Row] = []
        self._now, self._aliases = now, aliases

    def look(self, name: str, head: list[Row]) -> None:
        """Examines the first rows of a sheet without a ticket header."""
        best: tuple[int, Header] | None = None
        for at, (number, cells) in enumerate(head):
            guess = guess_header(number, cells, self._aliases)
            known = best[1] if best else self.header
            if guess is not None and len(guess.columns) > (len(known.columns) if known else 0):
                best = at, guess
        if best is not None:
            self.name, self.rest = name, head[best[0] + 1 :]
            self.header = completed(best[1], [cells for _, cells in self.rest], self._now, self._aliases)


def _texts(header: Header, cells: Sequence[object]) -> tuple[str, ...]:
    return tuple(cell_text(cells[column.index]) if column.index < len(cells) else "" for column in header.columns)
