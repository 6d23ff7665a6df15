"""Puts damaged files into the watched folder of a standing window: `python -m tests.fuzz.folder --files 300`."""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.base.clock import SystemClock
from app.base.paths import DataFolder
from app.base.people import Person
from app.bootstrap import assemble
from app.desk import setting
from app.desk.shared.context import Desk
from app.startup.opening import open_whole
from app.startup.window import JoinedWindow
from tests.corpus import hostile
from tests.fuzz.mutations import damaged
from tests.fuzz.seeds import seeds
from tests.support import state_folder
from tests.support.registers import copy_empty_register

OPERATOR = Person("值班员甲")
_SETTLES = 2.0  # seconds until a fresh window stands
_ENDINGS = (".xlsx", ".xls", ".csv", ".tsv", ".docx")


@dataclass(frozen=True, slots=True)
class Standing:
    """How the window stood it: files put in, refused, taken in, seconds, longest turns of its event loop, memory.

    `longest_turn` is what a person waits, on this PC with everything else it does; `own_work` is the processor time of
    the longest turn, which does not depend on what else runs.
    """

    files: int
    refused: int
    taken: int
    seconds: float
    longest_turn: float
    own_work: float
    grown: int
    alive: bool

    def words(self) -> str:
        """The figures in one line."""
        return (
            f"{self.files} files through the watched folder in {self.seconds:.0f} s: {self.refused} refused, "
            f"{self.taken} taken in, longest turn of the window {self.longest_turn * 1000:.0f} ms "
            f"({self.own_work * 1000:.0f} ms of its own work), "
            f"grown by {self.grown >> 20} MB, {'an honest file went in afterwards' if self.alive else 'DEAD'}"
        )


def stand(home: Path, count: int, seed: int, patience: float = 900.0) -> Standing:
    """Opens a window on an empty register, damages `count` files into its folder, then puts an honest one in."""
    application = QApplication.instance() or QApplication([])
    desk = assemble(copy_empty_register(DataFolder(home / "data")), SystemClock())
    watched = home / "exports"
    watched.mkdir()
    setting.change(desk, person=OPERATOR, name="watched_folder", value=str(watched))
    joined = open_whole(desk, person=OPERATOR, show=True)
    try:
        _wait(application, joined, _SETTLES, lambda: False)
        digests = _fill(watched, count, seed)
        before, begun = _resident(), time.monotonic()
        turn, work = _wait(application, joined, patience, lambda: _known(desk, digests))
        seconds, grown = time.monotonic() - begun, _resident() - before
        refused, taken = _outcomes(desk, digests)
        (watched / "好文件.csv").write_bytes(seeds()["t.csv"].replace(b"000001", b"900001"))
        _wait(application, joined, 60, lambda: _has(desk, "热线-261122-900001"))
        return Standing(len(digests), refused, taken, seconds, turn, work, grown, _has(desk, "热线-261122-900001"))
    finally:
        joined.close()
        desk.close()


def _fill(watched: Path, count: int, seed: int) -> set[str]:
    chance = random.Random(seed)
    contents = list(hostile.files().values())
    corpus = [content for name, content in seeds().items() if not name.startswith(("p.", "s."))]
    while len(contents) < count:
        contents.append(damaged(chance.choice(corpus), chance))
    kept = [content for content in contents if content]
    for number, content in enumerate(kept):
        (watched / f"导出{number}{chance.choice(_ENDINGS)}").write_bytes(content)
    os.mkfifo(watched / "管道.xlsx")
    (watched / "文件夹.xlsx").mkdir()
    return {hashlib.sha256(content).hexdigest() for content in kept}


def _wait(application: object, joined: JoinedWindow, patience: float, done: Callable[[], bool]) -> tuple[float, float]:
    """Turns the window's event loop until something holds; its longest turn and most work in a turn, in seconds."""
    assert isinstance(application, QApplication)
    end, longest, most, looked = time.monotonic() + patience, 0.0, 0.0, 0.0
    while time.monotonic() < end:
        begun, worked = time.monotonic(), time.thread_time()
        application.processEvents()
        longest = max(longest, time.monotonic() - begun)
        most = max(most, time.thread_time() - worked)
        if begun - looked > 1.0:
            looked = begun
            if done():
                break
        time.sleep(0.002)
    return longest, most


def _known(desk: Desk, digests: set[str]) -> bool:
    unfinished = "SELECT count(*) FROM imports WHERE error LIKE '上次%'"
    with desk.register.reading() as stores:
        waiting = stores.connection.exec_driver_sql(unfinished).scalar_one()
        return not waiting and all(stores.imports.knows(digest) for digest in digests)


def _outcomes(desk: Desk, digests: set[str]) -> tuple[int, int]:
    with desk.register.reading() as stores:
        rows = stores.connection.exec_driver_sql("SELECT digest, error FROM imports").all()
    refused = {digest for digest, error in rows if error} & digests
    return len(refused), len(({digest for digest, error in rows if not error} & digests) - refused)


def _has(desk: Desk, number: str) -> bool:
    with desk.register.reading() as stores:
        return bool(stores.tickets.numbered(number))


def _resident() -> int:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def main() -> int:
    state_folder.use_own()
    """The command; 1 when the window did not take an honest file in afterwards."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--files", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as home:
        standing = stand(Path(home), chosen.files, chosen.seed)
    sys.stdout.write(standing.words() + "\n")
    return int(not standing.alive or standing.refused + standing.taken < standing.files)


if __name__ == "__main__":
    sys.exit(main())
