"""Writes the pages of an archive: the index with every ticket, and the tickets with their whole history."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import chain
from pathlib import Path

from app.base.clock import to_local
from app.files.writers.pages import PageWriter
from app.models.archive.source import ArchiveSource, Value
from app.reports.archive.layout import BOOKS, COPY, PAGES, PROTOCOL, REGISTER, Holds, KeptFile, Watch
from app.rules.archive.catalogue import TICKETS, books, column_word, left_out_of_pages

_TICKETS_PER_PAGE = 200
_JOURNAL = "journal"
# Columns of a row that say nothing beside its ticket, by heading.
_SILENT = frozenset({"序号", "工单序号", "改动次数", "工单校验码", "附文校验码", "上一行校验码", "校验码", "工单编号"})
_LISTED = ("number", "title", "unit", "status", "dispatched_at")
_Lines = Iterator[tuple[int, tuple[Value, ...]]]


def write_pages(source: ArchiveSource, folder: Path, holds: Holds, watch: Watch) -> int:
    """Writes `index.html` and the pages of tickets; returns the tickets listed in the index.

    Raises:
        OSError: they cannot be written.
        Refused: it was cancelled.

    """
    (folder / PAGES).mkdir()
    with PageWriter(folder / "index.html", f"{holds.desk} 12345 接诉值守台 服务终止归档") as index:
        _overview(index, holds)
        index.heading(2, "工单目录", anchor="tickets")
        index.paragraph("按 Ctrl+F 可在本页查找编号、标题或承办单位；点编号看全部内容和经过。")
        headings = [column_word(TICKETS, name) for name in _LISTED]
        return index.table(headings, _tickets(source, folder / PAGES, watch))


def _overview(index: PageWriter, holds: Holds) -> None:
    index.facts(
        [
            ("归档时间", _moment(holds.made_at)),
            ("归档人", holds.made_by),
            ("归档原因", holds.reason),
            ("登记库编号", holds.register),
            ("日志", f"到第 {holds.line:,} 行，校验码 {holds.head}"),
            ("内容", f"工单 {holds.tickets:,} 件，各类记录共 {holds.rows:,} 行；个人信息未隐去，请按规定保管"),
        ]
    )
    index.link("移交清单", PROTOCOL)
    index.paragraph("完整性核对：在本文件夹执行 sha256sum -c SHA256SUMS（清单列出全部文件的校验码）。")
    index.heading(2, "工作簿", anchor="books")
    index.table(
        ("内容", "工作簿", "行数"),
        [(one.words, (one.book, f"{BOOKS}/{one.book}"), one.rows) for one in holds.tables.values()],
    )
    _files(index, "签发的报表", (*holds.papers, *holds.kept))
    _files(index, "材料文件", holds.evidence)
    if holds.missing:
        index.heading(3, "归档时缺失或已损坏的材料")
        for name in holds.missing:
            index.paragraph(name)
    index.heading(2, "登记库副本", anchor="register")
    index.link(f"{REGISTER}/{COPY}（SQLite 3，全部数据的原样副本，供技术人员使用）", f"{REGISTER}/{COPY}")


def _files(index: PageWriter, title: str, files: Sequence[KeptFile]) -> None:
    index.heading(2, f"{title}（{len(files):,}）")
    if files:
        index.table(("文件", "SHA-256"), [((one.name, one.path), one.sha256) for one in files])
    else:
        index.paragraph("无")


def _tickets(source: ArchiveSource, folder: Path, watch: Watch) -> Iterator[tuple[tuple[str, str] | str, ...]]:
    """Writes the pages one after another; a line of the index for each ticket, in the order of the register."""
    tickets = source.of_tickets(TICKETS)
    columns = source.columns(TICKETS)
    at = [columns.index(name) for name in _LISTED]
    parts = _Parts(source)
    number = 0
    while first := next(tickets, None):
        number += 1
        name = f"{number:05}.html"
        with PageWriter(folder / name, f"工单 第 {number} 页") as page:
            page.link("返回目录", "../index.html")
            for ticket_id, row in chain([first], _few(tickets, _TICKETS_PER_PAGE - 1)):
                listed = [_shown(row[place]) for place in at]
                _ticket(page, ticket_id, listed[:2], zip(source.headings(TICKETS), row, strict=True), parts)
                watch.step()
                yield ((listed[0], f"{PAGES}/{name}#t{ticket_id}"), *listed[1:])


def _few(rows: _Lines, count: int) -> _Lines:
    for _ in range(count):
        found = next(rows, None)
        if found is None:
            return
        yield found


def _ticket(
    page: PageWriter, ticket_id: int, named: Sequence[str], fields: Iterator[tuple[str, Value]], parts: _Parts
) -> None:
    page.heading(2, " ".join(named), anchor=f"t{ticket_id}")
    page.facts((word, _shown(value)) for word, value in fields if value not in (None, ""))
    for words, table, rows in parts.of(ticket_id):
        page.heading(3, f"{words}（{len(rows)}）")
        for row in rows:
            page.paragraph(_line(row) if table == _JOURNAL else _words(row))


def _line(row: Sequence[tuple[str, str]]) -> str:
    said = dict(row)
    text = " ".join(filter(None, (said.get("内容"), said.get("变更"))))
    return "　".join(filter(None, (said.get("时间"), said.get("人员"), said.get("事项"), text)))


def _words(row: Sequence[tuple[str, str]]) -> str:
    return "；".join(f"{word}：{value}" for word, value in row)


class _Parts:
    """The rows of every table that belong to one ticket after the other; tickets are asked for in their order."""

    def __init__(self, source: ArchiveSource) -> None:
        words = {table: name for book in books(source.names) for table, name in book.tables.items()}
        names = [name for name in words if source.belongs_to_tickets(name) and name not in left_out_of_pages()]
        self._streams = [_Stream(source, name, words[name]) for name in sorted(names, key=_JOURNAL.__eq__)]

    def of(self, ticket_id: int) -> Iterator[tuple[str, str, list[list[tuple[str, str]]]]]:
        """The words of a table, its name, and the ticket's rows in it; tables without any are left out."""
        for stream in self._streams:
            rows = stream.of(ticket_id)
            if rows:
                yield stream.words, stream.table, rows


class _Stream:
    """The rows of one table by ticket; rows of tickets that are gone are passed over."""

    def __init__(self, source: ArchiveSource, table: str, words: str) -> None:
        self.table, self.words = table, words
        self._headings = source.headings(table)
        self._rows = source.of_tickets(table)
        self._next = next(self._rows, None)

    def of(self, ticket_id: int) -> list[list[tuple[str, str]]]:
        found = []
        while self._next is not None and self._next[0] <= ticket_id:
            if self._next[0] == ticket_id:
                pairs = zip(self._headings, self._next[1], strict=True)
                found.append(
                    [(word, _shown(one)) for word, one in pairs if one not in (None, "") and word not in _SILENT]
                )
            self._next = next(self._rows, None)
        return found


def _shown(value: Value) -> str:
    return _moment(value) if isinstance(value, datetime) else "" if value is None else str(value)


def _moment(at: datetime) -> str:
    return f"{to_local(at):%Y-%m-%d %H:%M:%S}"
