"""The answers of the reading process, one for each kind of request."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from app.base.errors import FileRefused
from app.files.apart import requests as ask
from app.files.apart.limits import Limits, memory_for, seconds_for
from app.files.apart.messages import DONE, LONGEST, OPENED, ROWS, WORKING, send
from app.files.intake.call_lists import read_calls
from app.files.intake.converting import FileProblem
from app.files.intake.drafts import DraftStream, read_drafts, read_text_drafts
from app.files.intake.format_files import read_format_file
from app.files.intake.grids import TextGrid, read_grid
from app.files.intake.office_sheets import read_office_sheet
from app.files.intake.packing import pack
from app.files.intake.plain_lists import PlainList, read_plain_list
from app.files.intake.plain_tables import read_plain_tables
from app.files.intake.previewing import preview_file, preview_text
from app.files.intake.previews import FilePreview
from app.files.readers.sniffing import Sniffed, sniff
from app.files.shared.copies import copy_aside
from app.files.shared.door import only_refusals
from app.files.shared.sources import FileState, check_size, check_unchanged, is_regular, opened, read_block
from app.rules.intake.drafts import TicketDraft
from app.rules.intake.formats import Format
from app.rules.shared.search_terms import document
from app.rules.shared.text_tables import TextTable
from app.rules.ticket.fields import SEARCHED

_BLOCK = 1 << 20
_FIRST_BATCH, _BATCH, _BATCH_BYTES = 20, 300, 2 << 20
# Rows that come back are kept whole until the file ends: so many characters of them no honest file has.
_PROBLEMS_LIMIT = 64 << 20
_CALLS_LIMIT, _OFFICE_LIMIT = 300_000, 20_000


def answer(request: ask.Request, replies: IO[bytes], limits: Limits) -> None:
    """Answers one request with the messages it calls for; the last is the result.

    Raises:
        DeskError: the file is refused, and nothing else.

    """
    with only_refusals(undone=request.undone):
        result = _Answers(replies, limits).to(request)
        body = pickle.dumps(result)
        if len(body) >= LONGEST:
            raise _refuse_swollen(request.undone)
        send(replies, DONE, body)


class _Answers:
    """The answers, sent to one pipe."""

    def __init__(self, replies: IO[bytes], limits: Limits) -> None:
        self._replies, self._limits = replies, limits

    def to(self, request: ask.Request) -> object:
        """The result of a request; rows go out before it."""
        handlers: dict[type, Callable[[Any], object]] = {
            ask.Digest: self._digest,
            ask.Preview: self._preview,
            ask.FormatFile: self._format,
            ask.Tickets: self._tickets,
            ask.PlainList: self._plain_list,
            ask.PlainTables: self._plain_tables,
            ask.Calls: self._calls,
            ask.Office: self._office,
            ask.Grid: self._grid,
            ask.Sniff: self._sniff,
            ask.Copy: self._copy,
            ask.Missing: self._missing,
        }
        return handlers[type(request)](request)

    def _digest(self, request: ask.Digest) -> str:
        digest = hashlib.sha256()
        with (
            self._held(request.path, request.undone) as state,
            opened(request.path, undone=request.undone) as (file, _),
        ):
            left = state.size
            while left > 0 and (block := read_block(file, _BLOCK, undone=request.undone)):
                left -= len(block)
                digest.update(block)
                send(self._replies, WORKING)
        return digest.hexdigest()

    def _preview(self, request: ask.Preview) -> FilePreview:
        source = request.source
        if source.path is None:
            self._hold(len(source.text))
            return preview_text(source.text, now=source.now, aliases=source.aliases, rows=request.rows)
        with self._held(source.path, request.undone):
            return preview_file(source.path, now=source.now, aliases=source.aliases, rows=request.rows)

    def _format(self, request: ask.FormatFile) -> Format:
        with self._held(request.path, request.undone):
            return read_format_file(request.path)

    def _tickets(self, request: ask.Tickets) -> ask.Counts:
        source = request.source
        if source.path is None:
            self._hold(len(source.text))
            stream = read_text_drafts(
                source.text,
                now=source.now,
                aliases=source.aliases,
                words=source.learned.words,
                numberless=source.numberless,
            )
            return self._send_drafts(stream, None)
        with self._held(source.path, request.undone) as state:
            stream = read_drafts(
                source.path,
                now=source.now,
                aliases=source.aliases,
                soon=True,
                words=source.learned.words,
                numberless=source.numberless,
            )
            return self._send_drafts(stream, (source.path, state))

    def _send_drafts(self, stream: DraftStream, held: tuple[Path, FileState] | None) -> ask.Counts:
        batches = _Batches(self._replies, pack, held)
        for item in stream:
            if isinstance(item, TicketDraft) and stream.rows % 2:
                # Of every second row made here, beside the desk: then both have about as much to do.
                item.document = document([item.number, *(item.values.get(name) for name in SEARCHED[1:])])
            batches.add(item)
        batches.flush()
        return ask.Counts(stream.rows, stream.kind, stream.skipped_sheets, stream.unused)

    def _plain_list(self, request: ask.PlainList) -> PlainList:
        source = request.source
        if source.path is None:
            self._hold(len(source.text))
            return read_plain_list(None, text=source.text, now=source.now)
        with self._held(source.path, request.undone):
            return read_plain_list(source.path, now=source.now)

    def _plain_tables(self, request: ask.PlainTables) -> list[TextTable]:
        if request.path is None:
            self._hold(len(request.text))
            return read_plain_tables(None, text=request.text)
        with self._held(request.path, request.undone):
            return read_plain_tables(request.path)

    def _calls(self, request: ask.Calls) -> ask.Counts:
        with self._held(request.path, request.undone) as state:
            stream = read_calls(request.path, now=request.now)
            batches = _Batches(self._replies, pickle.dumps, (request.path, state))
            for item in stream:
                batches.add(item)
                if stream.rows > _CALLS_LIMIT:
                    raise FileRefused(f"话务清单超过 {_CALLS_LIMIT:,} 行，未导入", hint="请按月份分成几个文件再导入")
            batches.flush()
            return ask.Counts(stream.rows, "", stream.skipped_sheets)

    def _office(self, request: ask.Office) -> ask.Counts:
        with self._held(request.path, request.undone) as state:
            stream = read_office_sheet(request.path)
            batches = _Batches(self._replies, pickle.dumps, (request.path, state))
            for item in stream:
                batches.add(item)
                if stream.rows > _OFFICE_LIMIT:
                    raise FileRefused(f"科室表超过 {_OFFICE_LIMIT:,} 行，未导入", hint="请用发出的那一份填写")
            batches.flush()
            return ask.Counts(stream.rows, "", stream.skipped_sheets)

    def _grid(self, request: ask.Grid) -> TextGrid:
        if request.path is None:
            self._hold(len(request.text))
            return read_grid(None, text=request.text)
        with self._held(request.path, request.undone):
            return read_grid(request.path)

    def _sniff(self, request: ask.Sniff) -> Sniffed:
        with self._held(request.path, request.undone):
            return sniff(request.path, name=request.name)

    def _copy(self, request: ask.Copy) -> tuple[str, int]:
        self._limits.hold(memory=memory_for(request.limit), seconds=seconds_for(request.limit))
        return copy_aside(request.path, request.aside, request.limit, working=lambda: send(self._replies, WORKING))

    def _missing(self, request: ask.Missing) -> tuple[Path, ...]:
        self._limits.hold(memory=memory_for(0), seconds=seconds_for(0))
        return tuple(path for path in request.paths if not is_regular(path))

    @contextmanager
    def _held(self, path: Path, undone: str) -> Iterator[FileState]:
        """Holds the limits for a file within the block; what was written to meanwhile is refused at its end."""
        with opened(path, undone=undone) as (_, state):
            check_size(state, undone=undone)
        self._hold(state.size)
        yield state
        check_unchanged(path, state, undone=undone)

    def _hold(self, size: int) -> None:
        self._limits.hold(memory=memory_for(size), seconds=seconds_for(size))
        send(self._replies, OPENED)


class _Batches:
    """Sends rows in batches, smaller ones where rows are long; `held` is the file that must not change meanwhile."""

    def __init__(
        self, replies: IO[bytes], packed: Callable[[list[Any]], bytes], held: tuple[Path, FileState] | None
    ) -> None:
        self._replies, self._packed, self._held = replies, packed, held
        self._rows: list[object] = []
        self._size = _FIRST_BATCH
        self._problems = 0

    def add(self, item: object) -> None:
        """Takes one row.

        Raises:
            FileRefused: the rows that come back are too many, or the file changed.

        """
        if isinstance(item, FileProblem):
            self._problems += 200 + sum(map(len, item.cells))
            if self._problems > _PROBLEMS_LIMIT:
                raise FileRefused("文件里退回的行太多，未导入", hint="请核对栏目是否对应，或分成几个文件再导入")
        self._rows.append(item)
        if len(self._rows) >= self._size:
            self.flush()

    def flush(self) -> None:
        """Sends what was gathered.

        Raises:
            FileRefused: one batch is larger than any honest rows are, or the file changed.

        """
        if self._held is not None:
            check_unchanged(*self._held, undone=ask.NOT_IMPORTED)
        count, body = len(self._rows), self._packed(self._rows)
        self._rows = []
        if len(body) >= LONGEST:
            raise _refuse_swollen(ask.NOT_IMPORTED)
        fits = _BATCH if len(body) <= _BATCH_BYTES else max(1, count * _BATCH_BYTES // len(body))
        self._size = min(_BATCH, fits)
        send(self._replies, ROWS, body)


def _refuse_swollen(undone: str) -> FileRefused:
    return FileRefused(f"表格的一行内容过多，{undone}", hint="请用 Excel 或 WPS 打开检查后另存为新文件再试")
