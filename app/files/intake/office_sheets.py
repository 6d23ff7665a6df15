"""Reads a filled office sheet and yields each row with its printed and its filled cells, or as a problem."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.base.errors import FileRefused
from app.files.intake.converting import FileProblem
from app.files.intake.footers import is_footer
from app.files.readers.sheets import open_sheets
from app.files.shared.cells import cell_text, is_blank
from app.files.shared.headers import HEADER_SEARCHED_ROWS
from app.files.shared.rows import BrokenRow, Sheet
from app.rules.office import CODE, FILLED, HANDLED, HEADINGS, LOCKED, NUMBER


@dataclass(frozen=True, slots=True)
class OfficeDraft:
    """One row: the cells that must not change as texts, those that were filled in as they are."""

    sheet: str
    row: int
    code: str
    number: str
    printed: dict[str, str]
    filled: dict[str, object] = field(default_factory=dict)
    cells: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()


Item = OfficeDraft | FileProblem


class OfficeStream:
    """The rows of one filled sheet, to be iterated once; the counts are complete when the iteration is."""

    def __init__(self, sheets: Iterator[Sheet]) -> None:
        self._sheets = sheets
        self.skipped_sheets: list[str] = []
        self.rows = 0

    def __iter__(self) -> Iterator[Item]:
        """Each row in the file's order.

        Raises:
            FileRefused: the file cannot be read, or no sheet of it is one that this desk sent.

        """
        found = False
        for sheet in self._sheets:
            code, headers, numbered = "", None, iter(sheet.rows)
            for looked, (_, cells) in enumerate(numbered, 1):
                texts = [cell_text(cell) for cell in cells]
                code = code or next((one[0] for text in texts if (one := CODE.search(text))), "")
                if NUMBER in texts and HANDLED in texts:
                    headers = texts
                    break
                if looked >= HEADER_SEARCHED_ROWS:
                    break
            if headers is None or not code:
                self.skipped_sheets.append(sheet.name)
                continue
            found = True
            yield from self._read(sheet.name, code, headers, numbered)
        if not found:
            raise FileRefused(
                "不是本台发出的科室表，未导入", hint="请用发出的那一份填写；标题下一行的编号（KSB-…）和表头不能删改"
            )

    def _read(
        self, name: str, code: str, headers: Sequence[str], rows: Iterator[tuple[int, Sequence[object]]]
    ) -> Iterator[Item]:
        places = {heading: headers.index(heading) for heading in HEADINGS if heading in headers}
        shown = tuple(headers)
        for number, cells in rows:
            if is_blank(cells) or is_footer(cells):
                continue
            self.rows += 1
            texts = {heading: cell_text(cells[at]) if at < len(cells) else "" for heading, at in places.items()}
            all_texts = tuple(cell_text(cells[at]) if at < len(cells) else "" for at in range(len(shown)))
            if isinstance(cells, BrokenRow):
                yield FileProblem(name, number, NUMBER, "", texts[NUMBER], cells.reason, all_texts, shown)
                continue
            yield OfficeDraft(
                sheet=name,
                row=number,
                code=code,
                number=texts[NUMBER],
                printed={heading: texts[heading] for heading in LOCKED if heading in places},
                filled={heading: cells[places[heading]] for heading in FILLED
                        if heading in places and places[heading] < len(cells)},
                cells=all_texts,
                headers=shown,
            )  # fmt: skip


def read_office_sheet(path: Path) -> OfficeStream:
    """The rows of a file; nothing is opened before the iteration begins."""
    return OfficeStream(open_sheets(path))
