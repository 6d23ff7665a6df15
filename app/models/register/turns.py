"""The turns of the writers of one register: first come, first served, over threads and processes.

SQLite lets any waiting process begin when the writer ends, so that under load one may wait for ever. Here each writer
takes a number from a small file beside the register and waits for the number before it. Numbers are held by locks of
the operating system, which end with their process: one that is killed holds nobody up. The register stays safe without
this file; it only decides who is next.
"""

from __future__ import annotations

import os
import struct
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from weakref import WeakValueDictionary

from app.base.errors import RegisterBusy

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

# After this long without any writer beginning, the process in front is taken to hang.
STANDSTILL_SECONDS = 120.0
# From this long on, waiting for another process is reported.
NOTICE_SECONDS = 1.0
_POLL_SECONDS = 0.0003
_POLL_AT_MOST = 0.005
# The file holds the last number given out and the last one that began; the locks lie behind both.
_NUMBERS = struct.Struct("<II")
_COUNTED_TO = 1 << 16
_COUNTER_LOCK, _TURN_LOCK, _FIRST_SLOT = 64, 65, 128

Waiting = Callable[[bool], None]


class Turns:
    """The turns of one register; every OpenRegister of this process on the same file shares one instance."""

    def __init__(self, path: Path) -> None:
        self._line = _Line()
        self._queue = _Queue(path)
        self._users: set[int] = set()

    def turn(self, user: object, on_waiting: Waiting | None = None) -> Turn:
        """One turn, to be entered once; `on_waiting` is called as described at Turn."""
        self._users.add(id(user))
        return Turn(self._line, self._queue, on_waiting)

    def close(self, user: object) -> None:
        """Closes the file when its last user leaves; the next turn opens it again."""
        self._users.discard(id(user))
        if not self._users:
            self._queue.close()


_shared: WeakValueDictionary[str, Turns] = WeakValueDictionary()
_sharing = threading.Lock()


def turns_of(register: Path) -> Turns:
    """The turns of a register file. A process must have one only: closing a second file would end its locks."""
    path = os.path.realpath(register)
    with _sharing:
        turns = _shared.get(path)
        if turns is None:
            turns = _shared[path] = Turns(Path(f"{path}-turns"))
        return turns


class Turn:
    """A context in which no other writer of the register writes.

    `on_waiting(True)` is called, on the waiting thread, once other processes have been waited for a second, and
    `on_waiting(False)` when that has ended.

    Raises:
        RegisterBusy: no writer began for two minutes.
        RuntimeError: this thread is already writing.

    """

    __slots__ = ("_line", "_on_waiting", "_queue")

    def __init__(self, line: _Line, queue: _Queue, on_waiting: Waiting | None) -> None:
        self._line = line
        self._queue = queue
        self._on_waiting = on_waiting

    def __enter__(self) -> None:
        self._line.enter()
        try:
            self._queue.enter(self._on_waiting)
        except BaseException:
            self._line.leave()
            raise

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._queue.leave()
        finally:
            self._line.leave()


class _Line:
    """The threads of this process, in the order they came."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._gates: deque[threading.Lock] = deque()
        self._holder = 0
        self._begun = 0

    def enter(self) -> None:
        """Waits until the threads that came earlier have left."""
        me = threading.get_ident()
        with self._guard:
            if self._holder == me:
                raise RuntimeError("a write began within a write of the same thread")
            if not self._holder:
                self._holder = me
                self._begun += 1
                return
            gate = threading.Lock()
            gate.acquire()
            self._gates.append(gate)
        self._wait(gate)
        self._holder = me

    def _wait(self, gate: threading.Lock) -> None:
        begun = -1
        while not gate.acquire(timeout=STANDSTILL_SECONDS):
            with self._guard:
                if gate in self._gates and begun == self._begun:
                    self._gates.remove(gate)
                    raise _busy()
                begun = self._begun

    def leave(self) -> None:
        """Lets the next thread in."""
        with self._guard:
            if self._gates:
                self._holder = -1  # taken: the next thread puts its own identity here
                self._begun += 1
                self._gates.popleft().release()
            else:
                self._holder = 0


class _Queue:
    """The processes, in the order they came; one thread at a time uses it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: int | None = None
        self._number = -1

    def enter(self, on_waiting: Waiting | None) -> None:
        """Takes a number and waits for its turn; does nothing where files cannot be locked."""
        self._number = -1
        try:
            if self._file is None:
                self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
            wait = _Wait(on_waiting)
            try:
                self._wait_for_turn(self._file, wait)
            finally:
                wait.end()
        except OSError:
            self.leave()  # no rights, no room, no locks here: SQLite's own waiting decides who is next
        except BaseException:
            self.leave()  # given up: whoever comes next must not wait for this number
            raise

    def _wait_for_turn(self, file: int, wait: _Wait) -> None:
        while not _lock(file, _COUNTER_LOCK):
            wait.sleep(_POLL_SECONDS, -1)
        try:
            number = (_read(file)[0] + 1) % _COUNTED_TO
            if not _lock(file, _FIRST_SLOT + number):
                raise BlockingIOError(f"number {number} is taken")
            self._number = number
            _write(file, 0, number)
        finally:
            _unlock(file, _COUNTER_LOCK)
        before = _FIRST_SLOT + (number - 1) % _COUNTED_TO
        for place in (before, _TURN_LOCK):
            while not _lock(file, place):
                serving = _read(file)[1]
                wait.sleep(_POLL_SECONDS * ((number - serving - 1) % _COUNTED_TO or 1), serving)
        _unlock(file, before)
        _write(file, 1, number)

    def leave(self) -> None:
        """Lets the next process in."""
        if self._file is not None and self._number >= 0:
            _unlock(self._file, _TURN_LOCK)
            _unlock(self._file, _FIRST_SLOT + self._number)
        self._number = -1

    def close(self) -> None:
        """Closes the file, which ends all of its locks."""
        if self._file is not None:
            os.close(self._file)
            self._file = None


class _Wait:
    """One wait for other processes: it is reported when it grows long, and ended when nothing moves."""

    def __init__(self, on_waiting: Waiting | None) -> None:
        self._on_waiting = on_waiting
        self._began = self._moved = 0.0
        self._serving = -1
        self._reported = False

    def sleep(self, seconds: float, serving: int) -> None:
        """Sleeps a little; `serving` is the number whose turn it is."""
        now = time.monotonic()
        self._began = self._began or now
        if serving != self._serving or not self._moved:
            self._serving, self._moved = serving, now
        if now - self._moved > STANDSTILL_SECONDS:
            raise _busy()
        if not self._reported and self._on_waiting is not None and now - self._began > NOTICE_SECONDS:
            self._reported = True
            self._on_waiting(True)
        time.sleep(min(seconds, _POLL_AT_MOST))

    def end(self) -> None:
        """Reports the end of a wait that was reported."""
        if self._reported and self._on_waiting is not None:
            self._on_waiting(False)


def _busy() -> RegisterBusy:
    return RegisterBusy("登记库正忙，本次操作没有保存", hint="另一个程序正在写入而没有结束，请稍后再试")


def _read(file: int) -> tuple[int, int]:
    found = _read_start(file, _NUMBERS.size)
    last, serving = _NUMBERS.unpack(found) if len(found) == _NUMBERS.size else (0, 0)
    return last % _COUNTED_TO, serving % _COUNTED_TO


def _write(file: int, place: int, number: int) -> None:
    """Writes one of both numbers; they belong to different holders, so neither may write the other's."""
    _write_at(file, number.to_bytes(4, "little"), 4 * place)


if sys.platform == "win32":

    def _read_start(file: int, size: int) -> bytes:
        os.lseek(file, 0, os.SEEK_SET)
        return os.read(file, size)

    def _write_at(file: int, content: bytes, place: int) -> None:
        os.lseek(file, place, os.SEEK_SET)
        os.write(file, content)

    def _lock(file: int, place: int) -> bool:
        os.lseek(file, place, os.SEEK_SET)
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

    def _unlock(file: int, place: int) -> None:
        os.lseek(file, place, os.SEEK_SET)
        with suppress(PermissionError):  # it was not held: given up before its turn came
            msvcrt.locking(file, msvcrt.LK_UNLCK, 1)

else:

    def _read_start(file: int, size: int) -> bytes:
        return os.pread(file, size, 0)

    def _write_at(file: int, content: bytes, place: int) -> None:
        os.pwrite(file, content, place)

    def _lock(file: int, place: int) -> bool:
        # Locks of the process, not flock: a forked child must not go on holding what its parent held.
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, place)
        except (BlockingIOError, PermissionError):
            return False
        return True

    def _unlock(file: int, place: int) -> None:
        fcntl.lockf(file, fcntl.LOCK_UN, 1, place)
