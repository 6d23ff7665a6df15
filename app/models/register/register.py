"""The register, which opens at its first use, so that its owner starts without loading SQLAlchemy."""

from __future__ import annotations

import importlib
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from app.models.register.outside import OutsideChange

if TYPE_CHECKING:
    from app.models.register.opened import OpenRegister
    from app.models.register.stores import Stores


class Register:
    """One register file. Readers never wait for the writer; writers take turns."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._open: OpenRegister | None = None
        self._opening = threading.RLock()
        self._on_outside_change: OutsideChange | None = None
        self._on_waiting: Callable[[bool], None] | None = None
        self._before_commit: Callable[[Stores], None] | None = None

    def open(self) -> OpenRegister:
        """Opens the register unless it is open; SQLAlchemy, which is slow to load, is imported only here.

        Raises:
            EnvironmentFault: the file cannot be read, or is damaged.

        """
        if self._open is not None:
            return self._open
        with self._opening:
            if self._open is None:
                made: OpenRegister = importlib.import_module("app.models.register.opened").OpenRegister(self.path)
                try:
                    self._follow(made)
                except BaseException:
                    made.close()  # a damaged register must be free for the copy that takes its place
                    raise
                self._open = made
            return self._open

    def _follow(self, made: OpenRegister) -> None:
        if self._on_outside_change is not None:
            with made.reading() as stores:
                self._on_outside_change(stores, False)
            made.on_outside_change(self._on_outside_change)
        if self._on_waiting is not None:
            made.on_waiting(self._on_waiting)
        if self._before_commit is not None:
            made.before_commit(self._before_commit)

    def before_commit(self, callback: Callable[[Stores], None]) -> None:
        """Sets the callback: it runs at the end of every write that touched tickets or merchants, within it."""
        with self._opening:
            self._before_commit = callback
            if self._open is not None:
                self._open.before_commit(callback)

    def on_outside_change(self, callback: OutsideChange) -> None:
        """Sets the callback: it runs once the register is open, and in every write that follows a change by others.

        Within a write it may raise ReadAhead: then it is called before, and the write begins anew.
        """
        with self._opening:
            self._on_outside_change = callback
            if self._open is not None:
                with self._open.reading() as stores:
                    callback(stores, False)
                self._open.on_outside_change(callback)

    def on_waiting(self, callback: Callable[[bool], None]) -> None:
        """Sets the callback: called with True once a write waits long for other processes, and with False afterwards.

        It runs on the thread that waits.
        """
        with self._opening:
            self._on_waiting = callback
            if self._open is not None:
                self._open.on_waiting(callback)

    def reading(self) -> AbstractContextManager[Stores]:
        """Stores over one snapshot of the register; within `snapshot()` over that one."""
        return self.open().reading()

    def snapshot(self) -> AbstractContextManager[None]:
        """Makes all reading of this thread within the block see one state of the register, also between its reads."""
        return self.open().snapshot()

    def writing(self) -> AbstractContextManager[Stores]:
        """Stores in one transaction: it is committed durably at the end, or rolled back."""
        return self.open().writing()

    def changes_elsewhere(self) -> int:
        """A number that changes when another process or another Register changed the file; from any thread."""
        return self.open().changes_elsewhere()

    def state(self) -> tuple[object, int]:
        """The state of the file: equal as long as no process commits anything to it; from any thread, and quick."""
        return self.open().state()

    def check_place(self) -> None:
        """Checks, with one look at the file system, that the path still leads to the open file.

        Raises:
            RegisterFault: the file or its folder was taken away, or another file stands there.

        """
        if self._open is not None:
            self._open.check_place()

    def write_anchor(self) -> None:
        """Brings the anchor of the journal up to the last commit; from any thread, and quick when it is."""
        if self._open is not None:
            self._open.anchor.write()

    def release_memory(self) -> None:
        """Frees what idle connections keep of pages read long ago; from any thread."""
        if self._open is not None:
            self._open.release_memory()

    def close(self) -> None:
        """Closes every connection; the next use opens it again."""
        with self._opening:
            if self._open is not None:
                self._open.close()
