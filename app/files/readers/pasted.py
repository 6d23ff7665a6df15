"""Reads what people paste: rows copied from a spreadsheet, or the `标签：值` text of a ticket page."""

from __future__ import annotations

import io
from collections.abc import Iterator

from app.files.readers.delimited import rows_of_text
from app.files.readers.forms import Labels, Tickets, line_pairs, rows_of_tickets
from app.files.shared.rows import Sheet

PASTED = "粘贴"
_CELLS_OF_A_ROW = 3


def sheets_of_text(text: str, extra: dict[str, str] | None = None) -> Iterator[Sheet]:
    """The one sheet that a pasted text holds.

    Raises:
        FileRefused: a quote is opened and never closed.

    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    if any(line.count("\t") >= _CELLS_OF_A_ROW - 1 for line in plain.split("\n")):
        yield from pasted_cells(plain)
    else:
        yield Sheet(PASTED, rows_of_tickets(_tickets(plain, Labels(extra))))


def pasted_cells(text: str) -> Iterator[Sheet]:
    """The cells that were copied from a spreadsheet, whatever they hold: tabs between them, quotes around line breaks.

    Raises:
        FileRefused: a quote is opened and never closed.

    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    yield Sheet(PASTED, rows_of_text(io.StringIO(plain, newline=""), "\t"))


def _tickets(text: str, labels: Labels) -> list[list[tuple[str, str]]]:
    tickets = Tickets(labels)
    blank = False
    for line in text.split("\n"):
        if not line.strip():
            blank = True
            continue
        pairs = line_pairs(line.replace("\t", "：", 1) if _is_label_tab(line, labels) else line, labels)
        if pairs:
            if blank and tickets.has_number and any(labels.is_number(label) for label, _ in pairs):
                tickets.end()
            tickets.add(pairs)
        elif _is_bare_label(line, labels):
            tickets.add([(line.strip(), "")])
        elif unknown := _unknown_pair(line, labels, tickets):
            tickets.add([unknown])
        else:
            tickets.extend_last(line.strip())
        blank = False
    tickets.end()
    return tickets.done


def _is_label_tab(line: str, labels: Labels) -> bool:
    return line.count("\t") == 1 and labels.field(line.split("\t", maxsplit=1)[0].strip().rstrip("：:")) is not None


def _is_bare_label(line: str, labels: Labels) -> bool:
    return labels.field(line.strip()) is not None


def _unknown_pair(line: str, labels: Labels, tickets: Tickets) -> tuple[str, str] | None:
    """An unknown label, kept under its name; inside a long text a colon is only a colon."""
    label, colon, value = line.strip().replace(":", "：", 1).partition("：")
    plain = label.strip()
    inside = labels.field(tickets.last_label) in ("content", "reply", "result") if tickets.last_label else True
    if not colon or not 1 < len(plain) <= 10 or inside or not all("\u4e00" <= sign <= "\u9fff" for sign in plain):
        return None
    return plain, value.strip()
