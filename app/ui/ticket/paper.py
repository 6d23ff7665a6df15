"""The sheet of one ticket for a paper file: head, facts, texts, calls, and its history; numbers as on the screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from html import escape

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QPageLayout, QPainter, QTextDocument

from app.desk.ticket import acts as ticket_acts
from app.desk.ticket.rows import TicketDetail
from app.rules.ticket.states import STATUS_WORDS
from app.ui.frame.shell import Shell
from app.ui.kit.printing.preview import PrintPreview
from app.ui.kit.printing.target import PageTarget
from app.ui.kit.words import full, full_deadline
from app.ui.look.theme import available_families
from app.ui.ticket import facts, timeline

_POINTS, _SMALL_POINTS = 10.5, 9.0
_STYLE = """
h1 { font-size: 16pt; } h2 { font-size: 12pt; margin-top: 10px; margin-bottom: 2px; }
td.word { color: #444444; padding-right: 12px; white-space: pre; } p { margin-top: 2px; margin-bottom: 2px; }
"""


@dataclass(frozen=True, slots=True)
class TicketPaper:
    """A ticket as it is printed, upright on A4; `html` holds nothing but escaped text in the product's own marks."""

    title: str
    html: str

    @property
    def orientation(self) -> QPageLayout.Orientation:
        """A ticket stands upright."""
        return QPageLayout.Orientation.Portrait

    def steps(self, target: PageTarget) -> Iterator[int]:
        """Paints a page at each step."""
        painter = target.begin()
        foot = target.resolution * _SMALL_POINTS * 2 / 72
        size = QSizeF(target.area.width(), target.area.height() - foot)
        document = self._document(painter, size)
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

    def _document(self, painter: QPainter, size: QSizeF) -> QTextDocument:
        document = QTextDocument()
        document.documentLayout().setPaintDevice(painter.device())
        document.setDefaultFont(_font(_POINTS))
        document.setDefaultStyleSheet(_STYLE)
        document.setDocumentMargin(0)
        document.setHtml(self.html)
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
    parts = [f"<h1>{escape(row.title or '（无标题）')}</h1>", _table(lines)]
    for heading, text in (("主要内容", ticket.content), ("办理结果", ticket.result), ("答复", ticket.reply)):
        if text:
            parts.append(f"<h2>{heading}</h2>{_paragraphs(text)}")
    for heading, entries in (
        ("联系与回访", timeline.contacts(detail, now, _dated)),
        ("时间线", timeline.happened(detail, now, _dated)),
    ):
        if entries:
            parts.append(f"<h2>{heading}</h2>{_table((entry.when, entry.words) for entry in entries)}")
    parts.append(f"<p>{escape(desk_name)} · {escape(who)} 打印于 {full(now)}</p>")
    return TicketPaper(f"工单 {row.number}", "".join(parts))


def _dated(at: datetime, _now: datetime) -> str:
    return full(at)


def _table(lines: Iterable[tuple[str, str]]) -> str:
    rows = (f"<tr><td class='word'>{escape(word)}</td><td>{_broken(value)}</td></tr>" for word, value in lines)
    return f"<table cellspacing='0' cellpadding='2'>{''.join(rows)}</table>"


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line.strip())


def _broken(text: str) -> str:
    return "<br>".join(escape(line) for line in text.splitlines())


def _font(points: float) -> QFont:
    font = QFont()
    font.setFamilies(available_families())
    font.setPointSizeF(points)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)  # the same lines on the screen and on paper
    return font
