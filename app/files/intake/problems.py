"""Writes refused rows beside their import as a workbook that can be corrected and imported again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.base.errors import EnvironmentFault
from app.base.private_files import close_to_others, make_folder
from app.base.table import Column, Kind, Table
from app.files.writers import tables as workbooks
from app.rules.intake.drafts import RowProblem

# These headers stand as "ignored" in resources/aliases.toml, so that a corrected file may keep them.
_ADDED = ("问题列", "问题", "原行号")
_WIDE = 40
_NOTES = "提示（已入库）"
_NUMBERED_AT_MOST = 999
# A file's name has at most 255 bytes, and the new workbook is written aside under a longer one.
_STEM_BYTES = 180

_NOTE_COLUMNS = (
    Column("工单编号", width=22),
    Column("原工作表", width=12),
    Column(_ADDED[2], width=8),
    Column("栏目", width=14),
    Column("原文", width=24),
    Column("提示", Kind.LONG_TEXT, _WIDE),
)


@dataclass(slots=True)
class _Block:
    """Problems of one sheet under one header."""

    sheet: str
    headers: tuple[str, ...]
    rows: list[tuple[str, ...]] = field(default_factory=list)


def write_problems(
    problems: Sequence[RowProblem], source: Path, *, folder_fallback: Path, notes: Sequence[RowProblem] = ()
) -> Path:
    """Writes `<name>_问题行.xlsx` beside `source`, numbered when it exists, and returns its path.

    Each sheet has the original columns in their order, then what is wrong and in which row; a last one has the notes
    about rows that came in, and no import takes it for tickets. When the folder of
    `source` cannot be written to, the workbook goes to `folder_fallback`.

    Raises:
        EnvironmentFault: it can be written in neither folder.

    """
    tables = [_table(block) for block in _blocks(problems)]
    if notes:
        rows = [(one.number, one.sheet, str(one.row), one.column, one.value, one.reason) for one in notes]
        tables.append(Table(_NOTES, _NOTE_COLUMNS, rows))
    try:
        path = _free(source.parent, source.stem)
        workbooks.write_workbook(path, tables)
    except EnvironmentFault:
        make_folder(folder_fallback)
        path = _free(folder_fallback, source.stem)
        workbooks.write_workbook(path, tables)
        close_to_others(path)
    return path


def _blocks(problems: Sequence[RowProblem]) -> list[_Block]:
    blocks: dict[tuple[str, tuple[str, ...]], _Block] = {}
    for problem in problems:
        headers = tuple(getattr(problem, "headers", ())) or tuple(f"列{at + 1}" for at in range(len(problem.cells)))
        block = blocks.setdefault((problem.sheet, headers), _Block(problem.sheet, headers))
        cells = (*problem.cells, *[""] * (len(headers) - len(problem.cells)))
        block.rows.append((*cells, problem.column, problem.reason, str(problem.row)))
    return list(blocks.values())


def _table(block: _Block) -> Table:
    columns = [Column(header, width=_width(block, at)) for at, header in enumerate(block.headers)]
    added = (Column(_ADDED[0], width=14), Column(_ADDED[1], Kind.LONG_TEXT, _WIDE), Column(_ADDED[2], width=8))
    return Table(block.sheet, (*columns, *added), block.rows)


def _width(block: _Block, at: int) -> int:
    longest = max(len(row[at]) for row in block.rows)
    return min(max(2 * len(block.headers[at]), longest, 8) + 2, _WIDE)


def _free(folder: Path, stem: str) -> Path:
    """The first name that is not taken: 名_问题行.xlsx, 名_问题行 (2).xlsx …; a name too long for the disk is cut."""
    stem = stem.encode("utf-8", "replace")[:_STEM_BYTES].decode("utf-8", "ignore")
    for count in range(1, _NUMBERED_AT_MOST):
        path = folder / (f"{stem}_问题行.xlsx" if count == 1 else f"{stem}_问题行 ({count}).xlsx")
        if not path.exists():
            return path
    raise EnvironmentFault(f"{folder} 里的问题行文件太多", hint="请删除旧的问题行文件")
