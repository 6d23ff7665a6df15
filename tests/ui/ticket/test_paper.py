"""The sheet of one ticket: what is on it, what is not, and that printing it is on the record."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest

from app.base.changes import Change
from app.desk.ticket import reads as ticket_reads
from app.ui.kit.printing import preview
from app.ui.kit.printing.target import PictureTarget, PrinterTarget
from app.ui.ticket.paper import TicketPaper, paper_of


@pytest.fixture
def paper(desk: Any, take_in: Any) -> TicketPaper:
    content = "第一段\n" + "年卡无法退费。" * 900
    ticket = take_in("热线-261123-004417", title="<b>健身房</b>", content=content, caller="王某")
    detail = ticket_reads.detail(desk, ticket_id=ticket)
    return paper_of(detail, desk_name="昌平商务", who="值班员甲", now=desk.now())


def test_texts_stand_as_they_were_written_and_numbers_are_masked(paper: TicketPaper, qapp: object) -> None:
    words = paper.document().toPlainText()
    assert words.startswith("<b>健身房</b>")
    assert "热线-261123-004417" in words
    assert "138****" in words
    assert "昌平商务 · 值班员甲 打印于 2026-11-23 02:41" in words


def test_a_long_ticket_takes_the_same_pages_on_the_screen_and_on_paper(
    paper: TicketPaper, qapp: object, tmp_path: Path
) -> None:
    pictures = PictureTarget(paper.orientation)
    count = sum(paper.steps(pictures))
    assert count == len(pictures.pages) > 2
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "ticket.pdf"))
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(paper.orientation)
    assert sum(paper.steps(PrinterTarget(printer))) == count


def test_printing_is_on_the_record(
    opened: Any, take_in: Any, desk: Any, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket = take_in("热线-261123-004417")
    opened.gateway.announce(Change.TICKETS)
    opened.shell.open_ticket(ticket)

    def to_file(_parent: object, paper: TicketPaper) -> QPrinter:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "ticket.pdf"))
        return printer

    monkeypatch.setattr(preview, "ask_printer", to_file)
    opened.shell.commands.run("print")
    shown = opened.shell.last_form
    qtbot.waitUntil(shown.send.isEnabled)
    QTest.keyClick(shown, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "已送打印机" in opened.window.messages.text)
    assert ticket_reads.detail(desk, ticket_id=ticket).journal[-1].text == "打印工单（号码已遮盖）"
