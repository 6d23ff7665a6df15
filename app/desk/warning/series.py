"""Judges a file of daily counts."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from app.base.errors import FileRefused
from app.desk.shared.context import Desk
from app.files.shared.sources import opened, read_block
from app.rules.warning.detectors import MIN_SIGMA, Judged, Method
from app.rules.warning.series import judge_series, read_series

_AT_MOST = 32 << 20
_UNDONE = "没有判断"


def judge_file(desk: Desk, *, path: Path, method: Method, min_sigma: float = MIN_SIGMA) -> dict[str, list[Judged]]:
    """Judges every series of a .csv file (UTF-8 or GB18030): one entry for each of its rows, in its order.

    Raises:
        FileRefused: missing, unreadable, larger than 32 MB, or in another encoding.
        BadSeries: a row, a column or a value is wrong; the message names its place.

    """
    table = read_series(_rows(path), now=desk.now())
    return judge_series(table, method, desk.calendar, min_sigma=min_sigma)


def _rows(path: Path) -> list[list[str]]:
    with opened(path, undone=_UNDONE) as (file, state):
        content = b"" if state.size > _AT_MOST else read_block(file, _AT_MOST + 1, undone=_UNDONE)
    if state.size > _AT_MOST or len(content) > _AT_MOST:
        raise FileRefused(f"{path.name} 太大，{_UNDONE}", hint=f"最大 {_AT_MOST >> 20} MB")
    try:
        return list(csv.reader(io.StringIO(_decoded(content), newline="")))
    except (ValueError, csv.Error) as error:
        raise FileRefused(f"{path.name} 不是 CSV 文件，{_UNDONE}", hint="请另存为 CSV（UTF-8）") from error


def _decoded(content: bytes) -> str:
    if b"\0" in content:
        raise ValueError("binary")
    try:
        return content.decode("utf-8-sig")
    except ValueError:
        return content.decode("gb18030")
