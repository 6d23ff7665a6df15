"""Reads a large file in a separate process: the window stays smooth, and two cores share the work."""

from __future__ import annotations

import contextlib
import gc
import pickle
import queue
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from app.base.errors import FileRefused
from app.files.intake.drafts import Item, read_drafts
from app.files.intake.packing import pack, unpack
from app.rules.intake.drafts import TicketDraft
from app.rules.shared.search_terms import document
from app.rules.ticket.fields import SEARCHED

# Below this size a file is read sooner than another process starts.
WORTH_A_PROCESS = 2 << 20
_BATCH = 300
_BATCHES_AHEAD = 60
# The kinds of messages: packed rows, or the final counts.
_ROWS, _LAST_WORD = b"r", b"l"
_LENGTH = struct.Struct("<I")
_PACKAGE_ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True, slots=True)
class Asked:
    """The request to the reading process. `learned` holds aliases by kind of file, `named` those for this file."""

    path: Path
    now: datetime
    learned: Mapping[str, Mapping[str, str]]
    named: Mapping[str, str]

    def aliases(self, kind: str) -> Mapping[str, str]:
        """Header → field for files of this kind."""
        return {**self.learned.get(kind, {}), **self.named}


@dataclass(frozen=True, slots=True)
class Finished:
    """The final message of the reading process."""

    rows: int
    kind: str
    skipped_sheets: list[str]
    refused: tuple[str, str] | None = None


class ApartStream:
    """The rows of one file as they come from the reading process; iterate once, the counts stand at the end."""

    def __init__(self, request: Asked) -> None:
        self._request = request
        self.skipped_sheets: list[str] = []
        self.rows = 0
        self.kind = ""

    def __iter__(self) -> Iterator[Item]:
        """Each data row in the file's order; leaving early ends the reading process.

        Raises:
            FileRefused: the file cannot be read as a whole, or the reading process died.

        """
        with subprocess.Popen(
            [sys.executable, "-m", "app.files.intake.apart"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=_PACKAGE_ROOT,
        ) as process:
            if process.stdin is None or process.stdout is None:
                raise FileRefused("读取程序没有启动，未导入")
            with contextlib.suppress(BrokenPipeError):  # a process that died at once is reported below
                process.stdin.write(pickle.dumps(self._request))
                process.stdin.close()
            ahead = _Ahead(process.stdout)
            try:
                yield from self._items(ahead)
            finally:
                process.kill()
                ahead.stop()

    def _items(self, ahead: _Ahead) -> Iterator[Item]:
        while (body := ahead.next()) is not None:
            if body[:1] == _ROWS:
                yield from unpack(body[1:])
                continue
            finished: Finished = pickle.loads(body[1:])  # noqa: S301 - our own process wrote it
            self.rows, self.kind, self.skipped_sheets = finished.rows, finished.kind, finished.skipped_sheets
            if finished.refused is not None:
                raise FileRefused(finished.refused[0], hint=finished.refused[1])
            return
        raise FileRefused(f"{self._request.path.name} 读取中断，未导入", hint="文件可能过大或已损坏，请重新导出后再试")


def worth_a_process(path: Path) -> bool:
    """Whether the file is large enough for a separate process; a bundled program never uses one."""
    if getattr(sys, "frozen", False):
        return False
    try:
        return path.stat().st_size >= WORTH_A_PROCESS
    except OSError:
        return False


class _Ahead:
    """Reads batches from the pipe ahead of their use: a pipe alone holds less than one batch."""

    def __init__(self, pipe: IO[bytes]) -> None:
        self._pipe = pipe
        self._batches: queue.Queue[bytes | None] = queue.Queue(_BATCHES_AHEAD)
        self._over = False
        self._thread = threading.Thread(target=self._drain, name="reading apart", daemon=True)
        self._thread.start()

    def next(self) -> bytes | None:
        """The next batch; None at the end of the reading process's output."""
        return self._batches.get()

    def stop(self) -> None:
        """Ends the thread; the reading process is dead by now."""
        self._over = True
        while self._thread.is_alive():
            with contextlib.suppress(queue.Empty):
                self._batches.get(timeout=0.05)
        self._thread.join()

    def _drain(self) -> None:
        body: bytes | None = b""
        while body is not None and not self._over:
            body = _receive(self._pipe)
            self._batches.put(body)


def _receive(pipe: IO[bytes]) -> bytes | None:
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    body = pipe.read(length)
    return body if len(body) == length else None


def _send(pipe: IO[bytes], kind: bytes, body: bytes) -> None:
    pipe.write(_LENGTH.pack(len(body) + 1) + kind)
    pipe.write(body)
    pipe.flush()


def _serve(request: Asked, pipe: IO[bytes]) -> None:
    stream = read_drafts(request.path, now=request.now, aliases=request.aliases, soon=True)
    refused, batch = None, list[Item]()
    try:
        for item in stream:
            if isinstance(item, TicketDraft):
                item.document = document([item.number, *(item.values.get(name) for name in SEARCHED[1:])])
            batch.append(item)
            if len(batch) == _BATCH:
                _send(pipe, _ROWS, pack(batch))
                batch = []
    except FileRefused as error:
        refused = (error.message, error.hint)
    _send(pipe, _ROWS, pack(batch))
    _send(pipe, _LAST_WORD, pickle.dumps(Finished(stream.rows, stream.kind, stream.skipped_sheets, refused)))


def main() -> None:
    """The reading process: one request on stdin, batches and the final message on stdout."""
    gc.disable()  # rows hold no circles, and the process lives for one file
    _serve(pickle.load(sys.stdin.buffer), sys.stdout.buffer)  # noqa: S301 - our own process wrote it


if __name__ == "__main__":
    # Imported under its real name, so that both processes use the same classes.
    from app.files.intake.apart import main as serve

    serve()
