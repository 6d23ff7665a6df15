"""Reads a file's sheets and yields each data row as a ticket draft or as a problem, in the file's order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import chain, islice
from pathlib import Path

from app.base.digits import only_digits
from app.base.errors import FileRefused
from app.files.intake.converting import Converter, FileProblem
from app.files.intake.footers import is_footer, is_footer_text
from app.files.intake.previews import FilePreview, SheetPreview
from app.files.readers.sheets import open_sheets, sheets_of_text
from app.files.shared.cells import cell_text, is_blank
from app.files.shared.headers import (
    HEADER_SEARCHED_ROWS,
    Aliases,
    Header,
    guess_header,
    lacks_only_number,
    may_be_header,
    merge_header,
    read_header,
    stacked,
)
from app.files.shared.rows import BrokenRow, Row, Sheet
from app.rules.intake.drafts import RowProblem, TicketDraft

Item = TicketDraft | RowProblem
_PREVIEW_ROWS = 20
_LONGEST_COUNT = 7


class DraftStream:
    """The rows of one file, to be iterated once; the counts are complete when the iteration is."""

    def __init__(self, sheets: Callable[[], Iterator[Sheet]], *, now: datetime, aliases: Aliases | None) -> None:
        self._sheets = sheets
        self._now = now
        self._aliases = aliases
        self.skipped_sheets: list[str] = []
        self.rows = 0
        self.kind = ""

    def __iter__(self) -> Iterator[Item]:
        """Each data row in the file's order.

        Raises:
            FileRefused: the file cannot be read as a whole, or no sheet has a ticket header.

        """
        numberless = False
        for sheet in self._sheets():
            header, rest, near = _begin(sheet, self._aliases)
            numberless = numberless or near
            if header is None:
                self.skipped_sheets.append(sheet.name)
                continue
            self.kind = self.kind or header.kind
            yield from self._walk(sheet, header, rest)
        if not self.kind:
            raise refuse_headerless(numberless=numberless)

    def _walk(self, sheet: Sheet, header: Header, rows: Iterator[Row]) -> Iterator[Item]:
        converter = Converter(sheet, header, self._now)
        held: FileProblem | None = None
        for number, cells in rows:
            if type(cells) is BrokenRow:
                yield self._counted(converter.broken(number, cells))
                continue
            if len(cells) < converter.width:
                cells = [*cells, *[""] * (converter.width - len(cells))]
            mark = cells[converter.number_at]
            if not (type(mark) is str and only_digits(mark[-1:])):
                if is_blank(cells):
                    continue
                if type(mark) is str and (again := self._header_again(number, cells, header)) is not None:
                    held, header = None, again
                    converter = Converter(sheet, header, self._now)
                    continue
            if _is_footer_row(mark, cells):
                continue
            item = converter.convert(number, cells)
            if held is not None:
                yield self._counted(held)
                held = None
            if isinstance(item, FileProblem) and _is_lone(item):
                held = item  # perhaps the title of a further block: decided by the next row
            else:
                yield self._counted(item)
        yield from map(self._counted, filter(None, [held]))

    def _counted(self, item: Item) -> Item:
        self.rows += 1
        return item

    def _header_again(self, number: int, cells: Sequence[object], header: Header) -> Header | None:
        """The header of a row that repeats the header or begins a further block."""
        if all(cell_text(cells[one.index]) == one.text for one in header.columns):
            return header
        return read_header(number, cells, self._aliases) if may_be_header(cells) else None


def _is_lone(problem: FileProblem) -> bool:
    return sum(1 for text in problem.cells if text) == 1


def _is_footer_row(mark: object, cells: Sequence[object]) -> bool:
    """Whether a row is a footer: nothing, a footer's text or at most a count stands in its number column."""
    if type(mark) is str and mark:
        if not mark.isascii():
            return is_footer_text(mark) or (mark.isspace() and is_footer(cells))
        if len(mark) > _LONGEST_COUNT or not only_digits(mark.strip()):
            return mark.isspace() and is_footer(cells)
    return is_footer(cells)


def refuse_headerless(*, numberless: bool) -> FileRefused:
    """The error for a file in which no sheet has a ticket header."""
    if numberless:
        return FileRefused("表头里没有工单编号列，未导入", hint="请补上“工单编号”列，或在导入时指定哪一列是编号")
    return FileRefused("没有找到工单表头，未导入", hint="表头应有工单编号和至少两个其他栏目，例如标题、主要内容")


def _begin(sheet: Sheet, aliases: Aliases | None) -> tuple[Header | None, Iterator[Row], bool]:
    """The header of a sheet, the rows after it, and whether a header lacked only its number column."""
    near = False
    above: Sequence[object] = ()
    for number, cells in islice(sheet.rows, HEADER_SEARCHED_ROWS):
        header = read_header(number, cells, aliases)
        if header is None:
            if above and (both := read_header(number, stacked(above, cells), aliases)) is not None:
                return both, sheet.rows, False
            near, above = near or lacks_only_number(cells), cells
            continue
        following = next(sheet.rows, None)
        if following is None:
            return header, iter(()), False
        merged = merge_header(cells, following[1], header.number.index)
        if merged is not None:
            return read_header(number, merged, aliases) or header, sheet.rows, False
        return header, chain([following], sheet.rows), False
    return None, iter(()), near


def _sheets_of(path: Path, aliases: Aliases | None, *, soon: bool = False) -> Callable[[], Iterator[Sheet]]:
    extra = None if aliases is None or callable(aliases) else dict(aliases)
    return lambda: open_sheets(path, extra, soon=soon)


def read_drafts(path: Path, *, now: datetime, aliases: Aliases | None = None, soon: bool = False) -> DraftStream:
    """The drafts and problems of a file; nothing is opened before the iteration begins.

    `soon` yields the first rows of a large workbook early, at the cost of a somewhat later end.
    """
    return DraftStream(_sheets_of(path, aliases, soon=soon), now=now, aliases=aliases)


def read_text_drafts(text: str, *, now: datetime, aliases: Aliases | None = None) -> DraftStream:
    """The drafts and problems of pasted rows or of a pasted ticket page."""
    return DraftStream(lambda: sheets_of_text(text), now=now, aliases=aliases)


def preview_file(
    path: Path, *, now: datetime, aliases: Aliases | None = None, rows: int = _PREVIEW_ROWS
) -> FilePreview:
    """The recognised columns and the first rows of each sheet with a ticket header, else of the nearest to one.

    Raises:
        FileRefused: the file cannot be read as a whole, or no sheet has a ticket header.

    """
    return _preview(_sheets_of(path, aliases)(), aliases, rows)


def preview_text(text: str, *, now: datetime, aliases: Aliases | None = None, rows: int = _PREVIEW_ROWS) -> FilePreview:
    """The preview of pasted text, as `preview_file` returns it."""
    return _preview(sheets_of_text(text), aliases, rows)


def _preview(sheets: Iterator[Sheet], aliases: Aliases | None, rows: int) -> FilePreview:
    shown: list[SheetPreview] = []
    skipped: list[str] = []
    kind, numberless, nearest = "", False, _Nearest()
    for sheet in sheets:
        head = list(islice(sheet.rows, HEADER_SEARCHED_ROWS))
        header, rest, near = _begin(Sheet(sheet.name, chain(head, sheet.rows)), aliases)
        numberless = numberless or near
        if header is None:
            skipped.append(sheet.name)
            nearest.look(sheet.name, head)
            continue
        kind = kind or header.kind
        filled = ((at, sheet.merges.filled(at, cells, but=header.number.index)) for at, cells in rest)
        shown.append(_shown(sheet.name, header, filled, rows))
    if shown:
        return FilePreview(tuple(shown), tuple(skipped), kind)
    refusal = refuse_headerless(numberless=numberless)
    if nearest.header is None:
        raise refusal
    guess = _shown(nearest.name, nearest.header, iter(nearest.rest), rows)
    return FilePreview((guess,), tuple(skipped), nearest.header.kind, str(refusal))


def _shown(name: str, header: Header, rest: Iterator[Row], rows: int) -> SheetPreview:
    data = (cells for _, cells in rest if not is_blank(cells) and not is_footer(cells))
    texts = tuple(_texts(header, cells) for cells in islice(data, rows))
    return SheetPreview(name, tuple((one.header, one.field) for one in header.columns), texts)


class _Nearest:
    """The row with the most texts among those examined: the likeliest header."""

    def __init__(self) -> None:
        self.name = ""
        self.header: Header | None = None
        self.rest: list[Row] = []

    def look(self, name: str, head: list[Row]) -> None:
        """Examines the first rows of a sheet without a ticket header."""
        for at, (number, cells) in enumerate(head):
            guess = guess_header(number, cells)
            if guess is not None and len(guess.columns) > (len(self.header.columns) if self.header else 0):
                self.name, self.header, self.rest = name, guess, head[at + 1 :]


def _texts(header: Header, cells: Sequence[object]) -> tuple[str, ...]:
    return tuple(cell_text(cells[column.index]) if column.index < len(cells) else "" for column in header.columns)
