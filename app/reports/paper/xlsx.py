"""A paper as a workbook."""

from __future__ import annotations

from pathlib import Path

from app.base.clock import to_local
from app.files.papers.workbook import write_workbook
from app.rules.figures.fields import CALIBER_WORDS
from app.rules.paper.kinds import PaperKind
from app.rules.paper.model import Paper


def write(paper: Paper, path: Path) -> None:
    """Writes the paper as an .xlsx: the text on a sheet, each table and each chart on one of its own.

    Raises:
        EnvironmentFault: it cannot be written; no half file remains.
        FileRefused: what was written is not the paper; it was not put in place.

    """
    lines = [f"单位：{paper.office}"]
    if paper.subtitle:
        lines.append(f"统计期：{paper.subtitle.strip('（）')}")
    lines.append(f"口径：{CALIBER_WORDS[paper.caliber]}，回访结果按平台，按受理时间计")
    lines.append(f"生成：{to_local(paper.made_at):%Y-%m-%d %H:%M}")
    # The title of the official table begins with its name: whose it is stands under it.
    title = paper.title.removeprefix(paper.office) if paper.kind is PaperKind.RATES else paper.title
    write_workbook(path, paper, title, lines)
