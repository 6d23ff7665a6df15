"""The watched folder: offers each new or changed file once its writer has finished."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

WATCH_SECONDS = 5.0
SCAN_SECONDS = 5.0
_KINDS = frozenset({".xlsx", ".xls", ".csv", ".tsv", ".docx"})
_UNFINISHED = ("~$", ".", "~")
_PROBLEMS = "_问题行"
_log = logging.getLogger(__name__)


class _FileState(NamedTuple):
    size: int
    changed_ns: int


class FolderWatch:
    """Polls one folder; `offer(path)` is called on the caller's thread of `poll`.

    A file counts when its size and time stood still for two polls. Which contents were taken in before is the
    desk's knowledge; here a file is only not offered again while it is unchanged. `folder` is asked at each
    poll and returns None while nothing is watched. With `only_new` what is there when a folder is first read is not
    offered unless it changes.
    """

    def __init__(
        self, folder: Callable[[], Path | None], offer: Callable[[Path], None], *, only_new: bool = False
    ) -> None:
        self._folder = folder
        self._offer = offer
        self._only_new = only_new
        self._is_first = True
        self._watched: Path | None = None
        self._seen: dict[Path, _FileState] = {}
        self._offered: dict[Path, _FileState] = {}
        self._looking: threading.Thread | None = None
        self._found: dict[Path, _FileState] | None = None
        self.problem = ""

    def poll(self) -> None:
        """Reads the folder once. `problem` describes a folder that cannot be read; the next poll tries again."""
        folder = self._folder()
        if folder != self._watched:
            self._watched, self._seen, self._offered, self._is_first = folder, {}, {}, True
        if folder is None:
            self.problem = ""
            return
        states = self._scan(folder)
        if states is None:
            return
        if self._is_first and self._only_new:
            self._offered = dict(states)
        self._is_first = False
        ready = [
            path
            for path, state in sorted(states.items())
            if self._seen.get(path) == state and self._offered.get(path) != state and state.size > 0
        ]
        self._offered = {path: state for path, state in self._offered.items() if path in states}
        self._seen = states
        for path in ready:
            self._offered[path] = states[path]
            self._offer(path)

    def _scan(self, folder: Path) -> dict[Path, _FileState] | None:
        """The files of the folder, looked at on a thread of its own: a network folder may never answer."""
        if self._looking is not None and self._looking.is_alive():
            self._report(f"自动导入文件夹没有回应：{folder}；网络盘可能已断开")
            return None
        self._found = None
        self._looking = threading.Thread(target=self._look, args=(folder,), name="watched folder", daemon=True)
        self._looking.start()
        self._looking.join(SCAN_SECONDS)
        if self._looking.is_alive():
            self._report(f"自动导入文件夹没有回应：{folder}；网络盘可能已断开")
            return None
        return self._found

    def _look(self, folder: Path) -> None:
        self._found = self._list(folder)

    def _list(self, folder: Path) -> dict[Path, _FileState] | None:
        states: dict[Path, _FileState] = {}
        try:
            for path in folder.iterdir():
                if is_export(path):
                    status = path.stat()
                    states[path] = _FileState(status.st_size, status.st_mtime_ns)
        except FileNotFoundError:
            # A file that vanished meanwhile is left to the next poll; a missing folder is reported.
            if folder.is_dir():
                return None
            self._report(f"自动导入文件夹不存在：{folder}")
            return None
        except OSError as error:
            self._report(f"自动导入文件夹无法读取：{error.strerror or error}")
            return None
        self.problem = ""
        return states

    def _report(self, words: str) -> None:
        if self.problem != words:
            _log.warning("the watched folder cannot be read")
        self.problem = words


def is_export(path: Path) -> bool:
    """Whether a file may be an export: of a readable type, complete, and not a list of refused rows."""
    name = path.name
    return (
        path.suffix.lower() in _KINDS
        and not name.startswith(_UNFINISHED)
        and _PROBLEMS not in path.stem
        and path.is_file()
    )
