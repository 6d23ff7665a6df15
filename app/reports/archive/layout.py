"""The folders and files of an archive, what it holds, and the watch over its making."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from app.base.errors import Refused

INDEX, FACTS, PROTOCOL = "index.html", "archive.json", "移交清单.docx"
BOOKS, PAGES, PAPERS, EVIDENCE, REGISTER = "工作簿", "工单", "签发文件", "材料", "登记库副本"
COPY = "desk.sqlite3"
CANCELLED = "归档已取消，没有留下文件"
_FORBIDDEN = re.compile(r'[\\/:*?"<>|%#]')
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class TableCount:
    """One table in the archive: its words, its workbook, and the rows counted there."""

    words: str
    book: str
    rows: int


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file in the archive: its path there, what it is called, and its hash."""

    path: str
    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Holds:
    """What an archive holds: rows by table, papers, evidence and what of it is missing, and who made it when and why.

    `line` and `head` are the number and hash of the journal's last line in it.
    """

    desk: str
    register: str
    made_at: datetime
    made_by: str
    reason: str
    line: int
    head: str
    tables: Mapping[str, TableCount]
    papers: tuple[KeptFile, ...] = ()
    kept: tuple[KeptFile, ...] = ()
    evidence: tuple[KeptFile, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def tickets(self) -> int:
        """The number of tickets."""
        return self.tables["tickets"].rows

    @property
    def rows(self) -> int:
        """The rows of all tables."""
        return sum(one.rows for one in self.tables.values())


@dataclass(slots=True)
class Watch:
    """Counts what is done, says so, and stops the making when it is asked to."""

    progress: Callable[[int], None] | None = None
    cancelled: Callable[[], bool] | None = None
    done: int = field(default=0)

    def step(self, count: int = 1) -> None:
        """Notes `count` further rows or files.

        Raises:
            Refused: it was cancelled.

        """
        self.done += count
        if self.progress is not None:
            self.progress(self.done)
        self.check()

    def check(self) -> None:
        """Does nothing unless it was cancelled.

        Raises:
            Refused: it was.

        """
        if self.is_cancelled():
            raise Refused(CANCELLED)

    def is_cancelled(self) -> bool:
        """Whether somebody cancelled it."""
        return self.cancelled is not None and self.cancelled()


def file_name(text: str) -> str:
    """A name that every system takes, with its ending."""
    plain = unicodedata.normalize("NFC", text.replace("\\", "/").rsplit("/", 1)[-1])
    plain = "".join(sign for sign in plain if unicodedata.category(sign)[0] != "C")
    plain = _FORBIDDEN.sub("_", plain).strip(" .")
    path = Path(plain or "文件")
    return f"{path.stem[:_LONGEST]}{path.suffix[:12]}"
