"""A paper with the proof of its figures as one .zip: its file, a workbook of figures and tickets."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from app.base.changes import Change, Outcome
from app.base.clock import to_local
from app.base.errors import Refused
from app.base.people import Person
from app.base.table import Cell, Column, Head, Kind, Table
from app.desk.paper import register
from app.desk.proof.reads import Whose, proof_of
from app.desk.proof.rows import Proof
from app.desk.shared.access import Action, require
from app.desk.shared.context import Desk
from app.desk.shared.exports import head_of, note_export
from app.files.shared.aside import written_aside
from app.files.shared.targets import check_target
from app.files.writers.tables import write_workbook
from app.rules.paper.model import Paper

_FIGURES = (
    Column("指标", width=36), Column("印出", width=12), Column("数量", width=40), Column("精确值", width=14),
    Column("公式", Kind.LONG_TEXT, 50), Column("时期", width=40), Column("规则", Kind.LONG_TEXT, 50),
    Column("台账现值", width=12), Column("重算", width=12), Column("工单", Kind.INTEGER, 8),
)  # fmt: skip
_TICKETS = (
    Column("指标", width=36), Column("工单编号", width=24), Column("计入", width=8), Column("承办单位", width=20),
    Column("标题", Kind.LONG_TEXT, 40), Column("来源文件", width=28), Column("行", Kind.INTEGER, 8),
    Column("原始单元格", Kind.LONG_TEXT, 80),
)  # fmt: skip
_CHANGES = (
    Column("指标", width=36), Column("日志行", Kind.INTEGER, 10), Column("时间", width=18), Column("人", width=12),
    Column("工单编号", width=24), Column("内容", Kind.LONG_TEXT, 60),
)  # fmt: skip
_READ_ME = (
    "本压缩包是一份报表和它每个数的依据。\n"
    "依据.xlsx：“指标”逐个列出报表里的数、公式、精确值、规则和重算结果；\n"
    "“工单”列出每个数背后的工单、来自哪个文件的第几行、那一行的原始单元格（号码已隐去）；\n"
    "“改动”列出改过这些工单的日志。\n"
)
_MOST = 100_000


def export_proofs(
    desk: Desk,
    *,
    person: Person,
    whose: Whose,
    path: Path,
    replace: bool = False,
    progress: Callable[[int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Outcome[int]:
    """Writes the paper with the proof of each figure of its own period; the result counts the figures.

    Raises:
        NotAllowed: this person may not export.
        Refused: nothing may be written there, or it was cancelled.
        AlreadyThere: there is such a file and nobody was asked.
        EnvironmentFault: it cannot be written; nothing half-written remains.

    """
    require(person, Action.EXPORT)
    check_target(path, desk.folder, replace=replace)
    paper, facts, name, content = _held(desk, whose)
    found = _proofs(desk, paper, facts, progress, cancelled)
    head = head_of(desk, person, title=f"{paper.title} 依据", about=f"报表：{name}")
    with written_aside(path) as aside:
        book = aside.with_suffix(".xlsx.part")
        try:
            _write_book(book, head, found)
            with zipfile.ZipFile(aside, "w", zipfile.ZIP_DEFLATED) as package:
                package.writestr("说明.txt", _READ_ME)
                package.write(book, "依据.xlsx")
                if content is not None:
                    package.writestr(name, content)
        finally:
            book.unlink(missing_ok=True)
    note_export(desk, person=person, text=f"{name} 连同依据：{path.name}，{len(found)} 个数")
    return Outcome(Change.JOURNAL, len(found), f"{len(found)} 个数连同依据已导出到 {path.name}")


def _proofs(
    desk: Desk,
    paper: Paper,
    facts: bytes | None,
    progress: Callable[[int], None] | None,
    cancelled: Callable[[], bool] | None,
) -> list[Proof]:
    found: list[Proof] = []
    for figure in paper.printed:
        if cancelled is not None and cancelled():
            raise Refused("已取消")
        found.append(proof_of(desk, paper, figure, facts, _MOST))
        if progress is not None:
            progress(len(found))
    return found


def _held(desk: Desk, whose: Whose) -> tuple[Paper, bytes | None, str, bytes | None]:
    """The paper, its facts, the name of its file, and the file as far as it is there."""
    if whose.paper_id is not None:
        with desk.register.reading() as stores:
            contents = stores.papers.contents(whose.paper_id)
        record = register.issued(desk, whose.paper_id).record
        paper = register.paper_of(desk, whose.paper_id)
        return paper, contents.facts, f"{record.number}.{record.form}", contents.content
    if whose.draft_id is None:
        raise Refused("还没有草稿")
    with desk.register.reading() as stores:
        draft = stores.paper_drafts.get(whose.draft_id)
    file = Path(draft.file) if draft is not None else Path()
    content = file.read_bytes() if file.is_file() else None
    return register.drafted(desk, whose.draft_id), None, file.name, content


def _write_book(path: Path, head: Head, found: list[Proof]) -> None:
    tables = [
        Table("指标", _FIGURES, (_figure_line(one) for one in found)),
        Table("工单", _TICKETS, _ticket_lines(found)),
        Table("改动", _CHANGES, _change_lines(found)),
    ]
    write_workbook(path, tables, head=head)


def _figure_line(one: Proof) -> tuple[Cell, ...]:
    parts = "，".join(f"{words} {count}" for words, count in one.parts)
    rules = "；".join(one.rules)
    return (
        one.words, one.figure.text, parts, one.exact, one.sentence, one.period, rules, one.value_now,
        one.recounted or "", one.total,
    )  # fmt: skip


def _ticket_lines(found: list[Proof]) -> Iterator[tuple[Cell, ...]]:
    for one in found:
        for ticket in one.tickets:
            cells = "；".join(f"{name}={text}" for name, text in ticket.cells.items() if text)
            counts = "是" if ticket.counts else "否"
            yield (one.words, ticket.number, counts, ticket.unit, ticket.title, ticket.file, ticket.row, cells)


def _change_lines(found: list[Proof]) -> Iterator[tuple[Cell, ...]]:
    for one in found:
        for change in one.changes:
            told = "；".join(f"{name} {old}→{new}" for name, (old, new) in change.changes.items())
            text = f"{change.text} {told}".strip()
            yield (one.words, change.line, _at(change.at), change.who, change.number, text)


def _at(at: datetime) -> str:
    return f"{to_local(at):%Y-%m-%d %H:%M}"
