"""Reads a file's sheets and yields each data row as a ticket draft or as a problem, in the file's order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from app.base.digits import only_digits
from app.base.errors import FileRefused
from app.files.intake.beginnings import begin
from app.files.intake.converting import Converter, FileProblem
from app.files.intake.footers import is_footer, is_footer_text
from app.files.intake.further import UnusedColumns
from app.files.intake.sensing import sensed_again
from app.files.readers.sheets import open_sheets, sheets_of_text
from app.files.shared.cells import cell_text, is_blank
from app.files.shared.headers import Aliases, Header, may_be_header, read_header
from app.files.shared.rows import BrokenRow, Row, Sheet
from app.rules.intake.drafts import RowProblem, TicketDraft, UnusedColumn
from app.rules.intake.formats import NO_WORDS, Words

Item = TicketDraft | RowProblem
_LONGEST_COUNT = 7


class DraftStream:
    """The rows of one file, to be iterated once; the counts are complete when the iteration is."""

    def __init__(
        self,
        sheets: Callable[[], Iterator[Sheet]],
        *,
        now: datetime,
        aliases: Aliases | None,
        words: Words = NO_WORDS,
        numberless: bool = False,
    ) -> None:
        self._sheets = sheets
        self._now = now
        self._aliases = aliases
        self._words = words
        self._numberless = numberless
        self._unused = UnusedColumns()
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
            begun = begin(sheet, self._aliases, self._now, numberless=self._numberless)
            numberless = numberless or begun.near
            if begun.header is None:
                self.skipped_sheets.append(sheet.name)
                continue
            self.kind = self.kind or begun.header.kind
            yield from self._walk(sheet, begun.header, begun.rows)
        if not self.kind:
            raise refuse_headerless(numberless=numberless)

    @property
    def unused(self) -> tuple[UnusedColumn, ...]:
        """The columns that hold something and feed no field, with the rows that fill them and an example."""
        return self._unused.found

    def _walk(self, sheet: Sheet, header: Header, rows: Iterator[Row]) -> Iterator[Item]:
        converter = self._converter(sheet, header)
        held: FileProblem | None = None
        for number, cells in rows:
            if type(cells) is BrokenRow:
                yield self._counted(converter.broken(number, cells))
                continue
            if len(cells) < converter.width:
                cells = [*cells, *[""] * (converter.width - len(cells))]
            mark = cells[converter.number_at] if converter.number_at >= 0 else ""
            if not (type(mark) is str and only_digits(mark[-1:])):
                if is_blank(cells):
                    continue
                if type(mark) is str and (again := self._header_again(number, cells, header)) is not None:
                    held, header = None, again
                    converter = self._converter(sheet, header)
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
        again = read_header(number, cells, self._aliases) if may_be_header(cells) else None
        return sensed_again(again, header) if again is not None else None

    def _converter(self, sheet: Sheet, header: Header) -> Converter:
        return Converter(sheet, header, self._now, words=self._words, unused=self._unused)


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


def sheets_of(path: Path, aliases: Aliases | None, *, soon: bool = False) -> Callable[[], Iterator[Sheet]]:
    """Opens the sheets of a file when called."""
    extra = None if aliases is None or callable(aliases) else dict(aliases)
    return lambda: open_sheets(path, extra, soon=soon)


def read_drafts(
    path: Path,
    *,
    now: datetime,
    aliases: Aliases | None = None,
    soon: bool = False,
    words: Words = NO_WORDS,
    numberless: bool = False,
) -> DraftStream:
    """The drafts and problems of a file; nothing is opened before the iteration begins.

    `soon` yields the first rows of a large workbook early, at the cost of a somewhat later end. `words` are what a
    format adds to the words of values. With `numberless` only tables without a number column are read, and the number
    of every draft is empty.
    """
    sheets = sheets_of(path, aliases, soon=soon)
    return DraftStream(sheets, now=now, aliases=aliases, words=words, numberless=numberless)


def read_text_drafts(
    text: str, *, now: datetime, aliases: Aliases | None = None, words: Words = NO_WORDS, numberless: bool = False
) -> DraftStream:
    """The drafts and problems of pasted rows or of a pasted ticket page."""
    return DraftStream(lambda: sheets_of_text(text), now=now, aliases=aliases, words=words, numberless=numberless)
