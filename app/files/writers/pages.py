"""Writes plain pages (HTML) that any browser reads without a network: no scripts, no foreign parts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path
from types import TracebackType
from typing import IO

from app.base.private_files import private_opener

_STYLE = (
    "body{font:16px/1.7 'Microsoft YaHei UI','Noto Sans CJK SC','Source Han Sans SC',sans-serif;color:#1b2733;"
    "background:#fff;max-width:1080px;margin:24px auto;padding:0 16px}h1{font-size:24px}h2{font-size:18px;"
    "margin:32px 0 8px;border-bottom:1px solid #dde3e9}h3{font-size:16px;margin:16px 0 4px}table{border-collapse:"
    "collapse;width:100%}td,th{border:1px solid #dde3e9;padding:4px 8px;text-align:left;vertical-align:top}"
    "th{background:#f4f6f8;white-space:nowrap}td.n{text-align:right}dl{margin:4px 0}dt{float:left;clear:left;"
    "width:11em;color:#5b6b7a}dd{margin:0 0 2px 11.5em;white-space:pre-wrap;overflow-wrap:anywhere}"
    "p{margin:2px 0;white-space:pre-wrap;overflow-wrap:anywhere}small{color:#5b6b7a}"
    "a{color:#1d5fbf}@media print{a{color:inherit}}"
)


class PageWriter:
    """One page, written as it comes; every text is escaped here."""

    def __init__(self, path: Path, title: str) -> None:
        self._path, self._title = path, title
        self._file: IO[str] | None = None

    def __enter__(self) -> PageWriter:
        """Opens the page; it is the owner's alone."""
        self._file = open(self._path, "x", encoding="utf-8", newline="\n", errors="replace", opener=private_opener)
        self._write(
            f'<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(self._title)}</title>'
            f"<style>{_STYLE}</style></head><body>\n"
        )
        self.heading(1, self._title)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Ends the page."""
        if self._file is not None:
            if kind is None:
                self._write("</body></html>\n")
            self._file.close()

    def heading(self, level: int, text: str, *, anchor: str = "") -> None:
        """A heading, with an anchor that links lead to."""
        mark = f' id="{escape(anchor)}"' if anchor else ""
        self._write(f"<h{level}{mark}>{escape(text)}</h{level}>\n")

    def paragraph(self, text: str) -> None:
        """A paragraph."""
        self._write(f"<p>{escape(text)}</p>\n")

    def link(self, text: str, target: str) -> None:
        """A paragraph that is a link."""
        self._write(f"<p>{anchor(text, target)}</p>\n")

    def facts(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Words with their values."""
        lines = "".join(f"<dt>{escape(word)}</dt><dd>{escape(value)}</dd>\n" for word, value in pairs)
        self._write(f"<dl>\n{lines}</dl>\n")

    def table(self, headings: Sequence[str], rows: Iterable[Sequence[tuple[str, str] | str | int]]) -> int:
        """A table; a cell that is a pair is a text with its link. Returns the number of rows."""
        self._write("<table><tr>" + "".join(f"<th>{escape(one)}</th>" for one in headings) + "</tr>\n")
        count = 0
        for row in rows:
            count += 1
            self._write("<tr>" + "".join(map(_cell, row)) + "</tr>\n")
        self._write("</table>\n")
        return count

    def _write(self, text: str) -> None:
        if self._file is not None:
            self._file.write(text)


def anchor(text: str, target: str) -> str:
    """A link; the parts of its path are quoted by the browser, only its special signs here."""
    plain = target.replace("%", "%25").replace("?", "%3F")
    return f'<a href="{escape(plain)}">{escape(text)}</a>'


def _cell(value: tuple[str, str] | str | int) -> str:
    if isinstance(value, tuple):
        return f"<td>{anchor(*value)}</td>"
    if isinstance(value, int):
        return f'<td class="n">{value:,}</td>'
    return f"<td>{escape(value)}</td>"
