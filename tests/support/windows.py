"""The Windows side of a module, loaded here with a stand-in for what only Windows has."""

from __future__ import annotations

import errno
import importlib
import importlib.util
import os
import sys
from collections.abc import Mapping
from types import ModuleType, SimpleNamespace

import pytest


class FakeMsvcrt:
    """`msvcrt` as its documentation has it: regions from the file position on, held by one descriptor, never twice."""

    LK_UNLCK, LK_LOCK, LK_NBLCK = 0, 1, 2

    def __init__(self) -> None:
        self.held: dict[tuple[int, int, int], int] = {}
        self.calls: list[tuple[int, int, int]] = []

    def locking(self, descriptor: int, mode: int, size: int) -> None:
        """Locks or unlocks `size` bytes from the position of the file on."""
        found, start = os.fstat(descriptor), os.lseek(descriptor, 0, os.SEEK_CUR)
        self.calls.append((mode, start, size))
        place = (found.st_dev, found.st_ino, start)
        if mode == self.LK_UNLCK:
            if self.held.get(place) != descriptor:
                raise PermissionError(errno.EACCES, "not locked")
            del self.held[place]
            return
        assert mode == self.LK_NBLCK, "only locks that do not wait are used"
        if any(self._overlaps(one, place, size) for one in self.held):
            raise PermissionError(errno.EACCES, "locked")
        self.held[place] = descriptor

    @staticmethod
    def _overlaps(held: tuple[int, int, int], wanted: tuple[int, int, int], size: int) -> bool:
        return held[:2] == wanted[:2] and wanted[2] <= held[2] < wanted[2] + size

    def as_module(self) -> ModuleType:
        """What `import msvcrt` gives."""
        module = ModuleType("msvcrt")
        module.__dict__.update(
            locking=self.locking, LK_UNLCK=self.LK_UNLCK, LK_LOCK=self.LK_LOCK, LK_NBLCK=self.LK_NBLCK
        )
        return module


def windows_side(
    name: str, patch: pytest.MonkeyPatch, *, modules: Mapping[str, ModuleType] | None = None
) -> SimpleNamespace:
    """The names of a module of the product as Windows would load it; the module in use stays as it is."""
    importlib.import_module(name)  # with all that it imports: nothing else is loaded as on Windows
    for each, module in (modules or {}).items():
        patch.setitem(sys.modules, each, module)
    origin = importlib.util.find_spec(name)
    assert origin is not None
    assert origin.origin is not None
    spec = importlib.util.spec_from_file_location(f"windows_{name.rpartition('.')[2]}", origin.origin)
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    patch.setitem(sys.modules, spec.name, made)
    with patch.context() as patched:
        patched.setattr(sys, "platform", "win32")
        spec.loader.exec_module(made)
    return SimpleNamespace(**vars(made))
