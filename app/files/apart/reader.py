"""The desk's reader: one warm reading process, replaced after a failure, and what the desk asks of it."""

from __future__ import annotations

import pickle
import threading
import weakref
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar, cast

from app.files.apart import process as processes
from app.files.apart import requests as ask
from app.files.apart.messages import ROWS
from app.files.intake import packing
from app.rules.intake import formats

if TYPE_CHECKING:
    from app.files.apart.process import ReaderProcess
    from app.files.intake.call_lists import Item as CallItem
    from app.files.intake.grids import TextGrid
    from app.files.intake.office_sheets import Item as OfficeItem
    from app.files.intake.packing import Item
    from app.files.intake.plain_lists import PlainList
    from app.files.intake.previews import FilePreview
    from app.files.readers.sniffing import Sniffed
    from app.rules.intake.drafts import UnusedColumn
    from app.rules.intake.formats import Format, Learned
    from app.rules.shared.text_tables import TextTable

Row = TypeVar("Row")


def _nothing() -> None:
    """Waits without a look at anything."""


class Reader:
    """Reads foreign files in a process apart; safe to be used from several threads.

    One process is kept warm; while it is busy, a second request has one of its own. It ends by itself after five
    minutes without a request, and a new one is started when needed. Every method may raise DeskError, and no
    other exception, whatever the file is.
    """

    def __init__(self) -> None:
        self._warm: list[ReaderProcess] = []
        self._lock = threading.Lock()
        self._end = weakref.finalize(self, _end_all, self._warm)

    def close(self) -> None:
        """Ends the warm process; the next request starts another."""
        with self._lock:
            ended, self._warm[:] = list(self._warm), []
        _end_all(ended)

    def digest(self, path: Path) -> str:
        """SHA-256 of a file's content."""
        return cast("str", self._one(ask.Digest(path)))

    def preview(
        self,
        path: Path | None,
        *,
        now: datetime,
        learned: Learned,
        named: Mapping[str, str],
        text: str = "",
        rows: int = 20,
    ) -> FilePreview:
        """The recognised columns and first rows of a file, without a path those of a text."""
        return cast("FilePreview", self._one(ask.Preview(ask.Source(path, now, learned, named, text), rows)))

    def format(self, path: Path) -> Format:
        """The format in a file that another office exported."""
        return cast("Format", self._one(ask.FormatFile(path)))

    def tickets(
        self,
        path: Path | None,
        *,
        now: datetime,
        learned: Learned,
        named: Mapping[str, str],
        text: str = "",
        numberless: bool = False,
        waiting: Callable[[], None] = _nothing,
    ) -> RowStream[Item]:
        """The rows of a file, or of a text; `waiting` is called while nothing comes, and may raise.

        With `numberless` only tables without a number column are read, and every draft's number is empty.
        """
        request = ask.Tickets(ask.Source(path, now, learned, named, text, numberless))
        return RowStream(self._replies(request, waiting), packing.unpack)

    def plain_list(self, path: Path | None, *, now: datetime, text: str = "") -> PlainList:
        """What a list that is no ticket export holds; without a path, that of a text."""
        return cast("PlainList", self._one(ask.PlainList(ask.Source(path, now, formats.Learned(), {}, text))))

    def plain_tables(self, path: Path | None, *, text: str = "") -> list[TextTable]:
        """The sheets of a small table as texts; without a path those of a text."""
        return cast("list[TextTable]", self._one(ask.PlainTables(path, text)))

    def calls(self, path: Path, *, now: datetime, waiting: Callable[[], None] = _nothing) -> RowStream[CallItem]:
        """The rows of a call list."""
        return RowStream(self._replies(ask.Calls(path, now), waiting), pickle.loads)

    def office_sheet(self, path: Path) -> RowStream[OfficeItem]:
        """The rows of a filled office sheet."""
        return RowStream(self._replies(ask.Office(path), _nothing), pickle.loads)

    def grid(self, path: Path | None, *, text: str = "") -> TextGrid:
        """The first sheet of a file that has anything on it, as texts."""
        return cast("TextGrid", self._one(ask.Grid(path, text)))

    def sniff(self, path: Path, *, name: str) -> Sniffed:
        """What a file is by its content; `name` is the one it came with."""
        return cast("Sniffed", self._one(ask.Sniff(path, name)))

    def copy(self, source: Path, aside: Path, limit: int) -> tuple[str, int]:
        """Copies a file to a place where none is yet; returns SHA-256 and size in bytes."""
        return cast("tuple[str, int]", self._one(ask.Copy(source, aside, limit)))

    def missing(self, paths: tuple[Path, ...]) -> tuple[Path, ...]:
        """Those of the paths where no regular file is."""
        return cast("tuple[Path, ...]", self._one(ask.Missing(paths))) if paths else ()

    def _one(self, request: ask.Request) -> object:
        """The result of a request that yields no rows."""
        with closing(self._replies(request, _nothing)) as replies:
            return pickle.loads([body for _, body in replies][-1])  # noqa: S301 - our own process wrote it

    def _replies(self, request: ask.Request, waiting: Callable[[], None]) -> Generator[tuple[bytes, bytes]]:
        process = self._take()
        try:
            try:
                yield from process.ask(request, waiting)
            except processes.Unstarted:  # it ended of idleness just now
                process = processes.ReaderProcess()
                yield from process.ask(request, waiting)
        finally:
            self._give_back(process)

    def _take(self) -> ReaderProcess:
        with self._lock:
            process = self._warm.pop() if self._warm else None
        if process is not None and process.usable:
            return process
        if process is not None:
            process.end()
        return processes.ReaderProcess()

    def _give_back(self, process: ReaderProcess) -> None:
        with self._lock:
            if process.usable and not self._warm:
                self._warm.append(process)
                return
        process.end()


class RowStream(Generic[Row]):
    """The rows of one file as they come from the reading process; iterate once, the counts stand at the end."""

    def __init__(self, replies: Generator[tuple[bytes, bytes]], unpack: Callable[[bytes], list[Row]]) -> None:
        self._replies, self._unpack = replies, unpack
        self.skipped_sheets: list[str] = []
        self.rows = 0
        self.kind = ""
        self.unused: tuple[UnusedColumn, ...] = ()

    def __iter__(self) -> Iterator[Row]:
        """Each data row in the file's order; leaving early ends the reading process. Raises as `batches`."""
        with closing(self.batches()) as batches:
            for _, rows in batches:
                yield from rows

    def batches(self) -> Generator[tuple[bytes, list[Row]]]:
        """The rows some hundred at a time, each batch with the bytes that it came in.

        Raises:
            DeskError: the file cannot be read as a whole.

        """
        with closing(self._replies) as replies:
            for kind, body in replies:
                if kind == ROWS:
                    yield body, self._unpack(body)
                else:
                    counts: ask.Counts = pickle.loads(body)  # noqa: S301 - our own process wrote it
                    self.rows, self.kind, self.skipped_sheets = counts.rows, counts.kind, counts.skipped_sheets
                    self.unused = counts.unused


def _end_all(processes: list[ReaderProcess]) -> None:
    for process in processes:
        process.end()
