"""The sheet of one ticket for a paper file: head, facts, texts, calls, and its history; numbers as on the screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QPageLayout, QPainter, QTextCharFormat, QTextCursor, QTextDocument, QTextTableFormat

from app.desk.ticket import acts as ticket_acts
from app.desk.ticket.rows import TicketDetail
from app.rules.ticket.states import STATUS_WORDS
from app.ui.frame.shell import Shell
from app.ui.kit.printing.preview import PrintPreview
from app.ui.kit.printing.target import PageTarget
from app.ui.kit.words import full, full_deadline
from app.ui.look.theme import available_families
from app.ui.ticket import facts, timeline

_POINTS, _SMALL_POINTS, _TITLE_POINTS, _HEADING_POINTS = 10.5, 9.0, 16.0, 12.0
Lines = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the sheet: a heading, and below it a text or lines of word and value."""

    heading: str
    text: str = ""
    lines: Lines = ()


@dataclass(frozen=True, slots=True)
class TicketPaper:
    """A ticket as it is printed, upright on A4; every text stands as it was written, never as markup."""

    title: str
    subject: str
    parts: tuple[Part, ...]

    @property
    def orientation(self) -> QPageLayout.Orientation:
        """A ticket stands upright."""
        return QPageLayout.Orientation.Portrait

    def steps(self, target: PageTarget) -> Iterator[int]:
        """Paints a page at each step."""
        painter = target.begin()
        foot = target.resolution * _SMALL_POINTS * 2 / 72
        size = QSizeF(target.area.width(), target.area.height() - foot)
        document = self._laid_out(painter, size)
        pages = document.pageCount()
        for page in range(pages):
            if page:
                target.turn()
            painter.save()
            painter.translate(0, -page * size.height())
            document.drawContents(painter, QRectF(0, page * size.height(), size.width(), size.height()))
            painter.restore()
            painter.setFont(_font(_SMALL_POINTS))
            room = QRectF(0, size.height(), size.width(), foot)
            aligned = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
            painter.drawText(room, int(aligned), f"{self.title}　第 {page + 1} 页，共 {pages} 页")
            yield 1
        target.end()

    def document(self) -> QTextDocument:
        """The sheet as a text, before it is divided into pages."""
        document = QTextDocument()
        document.setDefaultFont(_font(_POINTS))
        document.setDocumentMargin(0)
        cursor = QTextCursor(document)
        cursor.insertText(self.subject, _format(_TITLE_POINTS, bold=True))
        for part in self.parts:
            if part.heading:
                cursor.insertBlock()
                cursor.insertText(part.heading, _format(_HEADING_POINTS, bold=True))
            if part.text:
                cursor.insertBlock()
                cursor.insertText(part.text, _format(_POINTS))
            _insert_lines(cursor, part.lines)
        return document

    def _laid_out(self, painter: QPainter, size: QSizeF) -> QTextDocument:
        document = self.document()
        document.documentLayout().setPaintDevice(painter.device())
        document.setPageSize(size)
        return document


def print_ticket(shell: Shell, detail: TicketDetail) -> None:
    """Opens the preview of a ticket; that it was printed is on the record."""
    paper = paper_of(detail, desk_name=shell.setting("desk_name"), who=shell.person.name, now=shell.now())
    PrintPreview(shell, paper, partial(_note, shell, detail)).open_form()


def _note(shell: Shell, detail: TicketDetail) -> None:
    note, ticket_id = ticket_acts.note_print, detail.row.id
    shell.gateway.submit(note, quiet=True, person=shell.person, ticket_id=ticket_id, revealed=detail.revealed)


def paper_of(detail: TicketDetail, *, desk_name: str, who: str, now: datetime) -> TicketPaper:
    """The sheet of a ticket: numbers are masked unless they are revealed on the screen."""
    ticket, row = detail.ticket, detail.row
    deadline = f"{row.level.word} · {STATUS_WORDS[row.status]}" + (
        f" · 办理到期 {full_deadline(row.deadline_at)}" if row.deadline_at else ""
    )
    phones = detail.phones or ((ticket.phone_raw,) if ticket.phone_raw else ())
    lines = [
        ("工单编号", row.number),
        ("状态", deadline),
        ("来电人", " ".join((ticket.caller or "未留姓名", *phones))),
        ("派单时间", full(row.dispatched_at) + ("（估算）" if row.dispatched_estimated else "")),
        *facts.fact_lines(detail),
    ]
    texts = (("主要内容", ticket.content), ("办理结果", ticket.result), ("答复", ticket.reply))
    histories = (
        ("联系与回访", timeline.contacts(detail, now, _dated)),
        ("时间线", timeline.happened(detail, now, _dated)),
    )
    parts = (
        Part("", lines=tuple(lines)),
        *(Part(heading, text=text) for heading, text in texts if text),
        *(
            Part(heading, lines=tuple((entry.when, entry.words) for entry in entries))
            for heading, entries in histories
            if entries
        ),
        Part("", text=f"{desk_name} · {who} 打印于 {full(now)}"),
    )
    return TicketPaper(f"工单 {row.number}", row.title or "（无标题）", parts)


def _dated(at: datetime, _now: datetime) -> str:
    return full(at)


def _insert_lines(cursor: QTextCursor, lines: Lines) -> None:
    if not lines:
        return
    table = QTextTableFormat()
    table.setBorder(0)
    table.setCellPadding(2)
    inserted = cursor.insertTable(len(lines), 2, table)
    for row, cells in enumerate(lines):
        for column, words in enumerate(cells):
            inserted.cellAt(row, column).firstCursorPosition().insertText(words, _format(_POINTS))
    cursor.movePosition(QTextCursor.MoveOperation.End)


def _format(points: float, *, bold: bool = False) -> QTextCharFormat:
    made = QTextCharFormat()
    font = _font(points)
    font.setBold(bold)
    made.setFont(font)
    return made


def _font(points: float) -> QFont:
    font = QFont()
    font.setFamilies(available_families())
    font.setPointSizeF(points)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)  # the same lines on the screen and on paper
    return font
