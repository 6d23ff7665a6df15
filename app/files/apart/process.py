"""One reading process as the desk holds it: started, asked, ended, and never waited for without an end."""

from __future__ import annotations

import contextlib
import logging
import pickle
import signal
import subprocess
import tempfile
import threading
from collections import deque
from collections.abc import Callable, Generator
from typing import IO

from app.base.errors import DeskError, FileRefused
from app.files.apart.command import PACKAGE_ROOT, reader_command
from app.files.apart.messages import ASK, DONE, FINAL, LONGEST, OPENED, REFUSED, ROWS, receive, send
from app.files.apart.requests import Request
from app.files.shared.door import ForeignFault

# How long the process may be silent, in seconds: until a file is open, until its first row, between rows.
OPENING, WORKING, STREAMING = 20.0, 120.0, 60.0
_LOOKS_UP_EVERY = 0.2
_END_SECONDS = 2.0
_BYTES_AHEAD = 24 << 20
_NO_CONSOLE = getattr(subprocess, "CREATE_NO_WINDOW", 0)
_TIME_LIMIT = -int(getattr(signal, "SIGXCPU", 0))
_AGAIN = "请用 Excel 或 WPS 打开，另存为新文件后再试"
_log = logging.getLogger(__name__)


class Unstarted(Exception):
    """The process had ended before it took the request: a new one can take it."""


class ReaderProcess:
    """A reading process; one request at a time."""

    def __init__(self) -> None:
        """Starts the process.

        Raises:
            FileRefused: the system starts none.

        """
        self._errors: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the process
        try:
            self._process = subprocess.Popen(
                reader_command(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._errors,
                cwd=PACKAGE_ROOT,
                creationflags=_NO_CONSOLE,
            )
        except OSError as error:
            self._errors.close()
            raise FileRefused("读取程序无法启动，文件没有读取", hint="请重新启动电脑后再试") from error
        self._answered = True

    @property
    def usable(self) -> bool:
        """Whether it lives and has answered everything."""
        return self._answered and self._process.poll() is None

    def ask(self, request: Request, waiting: Callable[[], None]) -> Generator[tuple[bytes, bytes]]:
        """Sends a request and yields the batches of rows and the result; left early, the process ends.

        `waiting` is called several times a second while nothing comes; what it raises ends the process.

        Raises:
            Unstarted: the process was gone already.
            DeskError: the file is refused.

        """
        self._answered = False
        ahead = _Ahead(self._output)
        try:
            with contextlib.suppress(OSError):  # a process that died is noticed at its silent output
                send(self._input, ASK, pickle.dumps(request))
            yield from self._replies(request, ahead, waiting)
            self._answered = True
        finally:
            if not self._answered:
                self.end()
            ahead.join()

    def end(self) -> None:
        """Ends the process at once; one that hangs within the system is left behind."""
        with contextlib.suppress(OSError):
            self._input.close()
        self._process.kill()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(_END_SECONDS)
            self._output.close()
        self._errors.close()

    @property
    def _input(self) -> IO[bytes]:
        assert self._process.stdin is not None
        return self._process.stdin

    @property
    def _output(self) -> IO[bytes]:
        assert self._process.stdout is not None
        return self._process.stdout

    def _replies(self, request: Request, ahead: _Ahead, waiting: Callable[[], None]) -> Generator[tuple[bytes, bytes]]:
        patience, heard = OPENING, False
        while True:
            message = ahead.next(patience, waiting)
            if message is None:
                raise self._end_of(request, heard=heard)
            heard = True
            kind, body = message
            if kind == REFUSED:
                self._answered = True
                raise _refusal(body)
            if kind == OPENED:
                patience = WORKING
            elif kind in (ROWS, DONE):
                patience = STREAMING
                yield kind, body
            if kind == DONE:
                return

    def _end_of(self, request: Request, *, heard: bool) -> Exception:
        """Why the process fell silent, as the refusal of its file."""
        try:
            code = self._process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            return _silent(request, opening=not heard)
        if not heard and code == 0:
            return Unstarted()
        _log.warning("the reading process ended with %s: %s", code, self._last_words())
        if code == _TIME_LIMIT:
            return _slow(request)
        return FileRefused(f"文件无法读取：读取程序中途停止，{request.undone}", hint=f"文件可能已损坏；{_AGAIN}")

    def _last_words(self) -> str:
        """The end of what the process wrote as its errors: words of its libraries, not of the file."""
        length = self._errors.seek(0, 2)
        self._errors.seek(max(0, length - 300))
        return self._errors.read().decode("utf-8", "replace").strip()


def _refusal(body: bytes) -> DeskError:
    error: DeskError = pickle.loads(body)  # noqa: S301 - our own process wrote it
    if isinstance(error, ForeignFault):
        _log.warning("a reader failed on a file: %s", error.trace)
    return error


def _silent(request: Request, *, opening: bool) -> FileRefused:
    if opening:
        return FileRefused(
            f"文件没有回应，{request.undone}", hint="网络盘或U盘可能已断开；请重新连接，或复制到本机后再试"
        )
    return _slow(request)


def _slow(request: Request) -> FileRefused:
    return FileRefused(f"文件无法读取：读取程序用时过长，已停止，{request.undone}", hint=f"文件可能已损坏；{_AGAIN}")


class _Ahead:
    """Takes messages from the pipe ahead of their use, some megabytes of them: a pipe alone holds less than one."""

    def __init__(self, pipe: IO[bytes]) -> None:
        self._pipe = pipe
        self._messages: deque[tuple[bytes, bytes] | None] = deque()
        self._bytes = 0
        self._changed = threading.Condition()
        self._over = False
        self._thread = threading.Thread(target=self._drain, name="reading apart", daemon=True)
        self._thread.start()

    def next(self, patience: float, waiting: Callable[[], None]) -> tuple[bytes, bytes] | None:
        """The next message; None at the end of the output and when nothing came for `patience` seconds."""
        waited = 0.0
        while waited < patience:
            with self._changed:
                if self._messages or self._changed.wait(_LOOKS_UP_EVERY):
                    message = self._messages.popleft()
                    self._bytes -= len(message[1]) if message else 0
                    self._changed.notify_all()
                    return message
            waited += _LOOKS_UP_EVERY
            waiting()
        return None

    def join(self) -> None:
        """Ends the thread: the request is answered, or the process is dead; one that hangs is left behind."""
        with self._changed:
            self._over = True
            self._changed.notify_all()
        self._thread.join(_END_SECONDS)

    def _drain(self) -> None:
        while True:
            try:
                message = receive(self._pipe, longest=LONGEST)
            except (OSError, ValueError):  # closed under this thread
                message = None
            with self._changed:
                while self._bytes > _BYTES_AHEAD and not self._over:
                    self._changed.wait()
                self._messages.append(message)
                self._bytes += len(message[1]) if message else 0
                self._changed.notify_all()
                if message is None or message[0] in FINAL or self._over:
                    return
