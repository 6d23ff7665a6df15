"""The window as a whole process: start to a painted queue, memory, idle work, and gaps of the event loop."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.figures import Figure
from tests.benchmarks.made_up import fill, write_workbook
from tests.benchmarks.places import desk_in
from tests.support.compiled import keep_compiled

_RUNS = 7
_IDLE_SECONDS = 30
_REMINDERS = 10_000

BARE = """
import time
from PySide6.QtCore import QAbstractTableModel, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView
class Model(QAbstractTableModel):
    def rowCount(self, parent=None): return 100_000
    def columnCount(self, parent=None): return 6
    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        return f"{index.row()} 健身房闭店" if role == Qt.ItemDataRole.DisplayRole else None
class View(QTableView):
    painted = False
    def paintEvent(self, event):
        super().paintEvent(event)
        if not self.painted:
            self.painted = True
            pages = int(open("/proc/self/statm").read().split()[1])
            print(f'{{"painted": 1, "cpu": {time.process_time()}, "rss": {pages * 4096 / 2**20}}}', flush=True)
            QTimer.singleShot(0, QApplication.exit)
application = QApplication([])
view, model = View(), Model()
view.setModel(model)
window = QMainWindow()
window.setCentralWidget(view)
window.resize(1366, 768)
window.show()
application.exec()
"""

# The whole product on a folder, opened as the program opens it: prints one JSON line a stage; the stages are named on
# the command line. "painted" is told by the queue's own painting, "ready" when the clockwork has joined, "settled" when
# everything that follows a start once is done.
OURS = """
import json, sys, time
from pathlib import Path
from app.base.people import Person
from app.bootstrap import open_desk
from app.startup import opening
from PySide6.QtCore import QEvent, QObject, QTimer
folder, stage, extra = sys.argv[1:4]
sys.setswitchinterval(opening._SWITCH_SECONDS)
desk = open_desk(Path(folder))
joined = opening.Opening(desk, person=Person("基准"))
application, view = joined.opened.application, joined.opened.window.tickets.view
def tell(**told):
    print(json.dumps(told), flush=True)
def cpu():
    return time.process_time()
def resident():
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 2**20
class Painted(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and view.model().rowCount() and view.model().row_at(0) is not None:
            QTimer.singleShot(0, first_paint)
            view.viewport().removeEventFilter(self)
        return False
def first_paint():
    tell(painted=1, cpu=cpu(), rss=resident())
    {"start": application.exit, "ready": lambda: None, "idle": idle}[stage]()
def ready():
    tell(ready=1)
    if stage == "ready":
        application.exit()
joined.joined_now.connect(ready)
def idle():
    waiting = QTimer(joined)
    waiting.setInterval(250)
    waiting.timeout.connect(lambda: joined.settled and (waiting.stop(), QTimer.singleShot(3000, begin_idle)))
    waiting.start()
def begin_idle():
    tell(settled=cpu(), after=time.monotonic() - begun)
    before, at = cpu(), time.monotonic()
    def done():
        tell(idle=(cpu() - before) / (time.monotonic() - at) * 100, rss=resident())
        application.exit()
    QTimer.singleShot(int(float(extra) * 1000), done)
def gaps():
    from app.base.clock import local_day
    from app.base.people import THE_DESK
    from app.desk.intake import acts as intake
    from app.reports.day_log import write_day_log
    import threading
    queues = {}
    def waited(name):
        # Seconds in which the thread could run and the machine ran another process.
        if name not in queues:
            found = [thread.native_id for thread in threading.enumerate() if thread.name == name]
            if not found:
                return 0.0
            queues[name] = open(f"/proc/self/task/{found[0]}/schedstat")
        queues[name].seek(0)
        return int(queues[name].read().split()[1]) / 1e9
    beats = []
    beat = QTimer(joined)
    beat.setInterval(5)
    names = ("MainThread", "desk_0", "reader_0", "reader_1")  # who may hold the interpreter
    beat.timeout.connect(lambda: beats.append((time.monotonic(), time.thread_time(), *map(waited, names))))
    beat.start()
    def longest():
        pairs = list(zip(beats, beats[1:]))
        beats.clear()
        raw = [later[0] - earlier[0] for earlier, later in pairs]
        own = max(later[1] - earlier[1] for earlier, later in pairs)
        others = [max(b - a for a, b in zip(earlier[2:], later[2:])) for earlier, later in pairs]
        return [ms * 1000 for ms in (max(gap - other for gap, other in zip(raw, others)), max(raw), own)]
    def imported(outcome):
        QTimer.singleShot(2500, lambda: settled(outcome))  # the pages refresh: that is part of the import
    def settled(outcome):
        gap, raw, own = longest()
        tell(import_gap=gap, import_raw=raw, import_own=own, rows=outcome.result.rows)
        told = {"person": THE_DESK, "day": local_day(desk.now()), "path": Path(extra).parent / "log.xlsx"}
        joined.opened.gateway.submit(write_day_log, on_done=logged, **told)
    def logged(outcome):
        gap, raw, own = longest()
        tell(log_gap=gap, log_raw=raw, log_own=own, rows=sum(outcome.result.rows.values()))
        application.exit()
    QTimer.singleShot(1500, lambda: (beats.clear(), joined.opened.gateway.submit(
        intake.import_file, on_done=imported, person=THE_DESK, path=Path(extra))))
if stage == "gaps":
    QTimer.singleShot(2000, gaps)
else:
    view.viewport().installEventFilter(painted := Painted())
begun = time.monotonic()
QTimer.singleShot(300_000, application.exit)
joined.opened.run()
joined.close()
desk.register.close()
"""


@dataclass(frozen=True)
class Started:
    """Starts of a bare window and of the product in turn: seconds and CPU seconds until each is painted."""

    pairs: tuple[tuple[dict[str, float], dict[str, float]], ...]

    def ratio(self, name: str) -> float:
        """The median over the pairs: what else the machine does weighs on both of a pair."""
        return statistics.median(ours[name] / bare[name] for bare, ours in self.pairs)

    def best(self, name: str) -> float:
        """The least of each against each other: for a few runs on a machine that does other things too."""
        return min(ours[name] for _, ours in self.pairs) / min(bare[name] for bare, _ in self.pairs)

    @property
    def note(self) -> str:
        bare, ours = (statistics.median(pair[which]["painted"] for pair in self.pairs) for which in (0, 1))
        return f"{ours:.2f} s : {bare:.2f} s; CPU {self.ratio('cpu'):.2f} ×"


def starts(data: Path, runs: int) -> Started:
    """So many starts of each; one before them is not counted: it leaves compiled modules, as an installation has."""
    told(OURS, str(data), "start", "0")
    told(BARE)
    return Started(tuple((told(BARE), told(OURS, str(data), "start", "0")) for _ in range(runs)))


def told(code: str, *arguments: str) -> dict[str, float]:
    """What the process told; "painted" and "ready" become the seconds from its start to that line."""
    keep_compiled()
    environment = dict(os.environ)
    if "DISPLAY" not in environment:
        environment["QT_QPA_PLATFORM"] = "offscreen"
    found: dict[str, float] = {}
    begun = time.monotonic()
    with subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        for line in process.stdout or ():
            at = time.monotonic() - begun
            found.update(
                {name: at if name in ("painted", "ready") else value for name, value in json.loads(line).items()}
            )
    return found


def run(folder: Path, size: int) -> list[Figure]:
    """The figures on a register of `size` tickets, a tenth of them open."""
    data = folder / "window"
    with desk_in(data) as desk:
        fill(desk, size, open_share=_REMINDERS / 5 / size)
        with desk.register.reading() as stores:
            planned = len(stores.reminders.ledger(None, None, None, ["planned"]))
    started = starts(data, _RUNS)
    whole = [told(OURS, str(data), "ready", "0")["ready"] for _ in range(3)]
    # The first start comes after an absence in which every deadline passed, the second is an ordinary one.
    absent, ordinary = (told(OURS, str(data), "idle", str(_IDLE_SECONDS)) for _ in range(2))
    workbook = folder / "more.xlsx"
    write_workbook(workbook, size)
    gaps = told(OURS, str(folder / "gaps"), "gaps", str(workbook))
    return [
        Figure(
            f"start to a painted queue of {size:,} / bare window", started.ratio("painted"), "×", 3, note=started.note
        ),
        Figure("memory at the first paint / bare window", started.ratio("rss"), "×", 2),
        Figure("start to a window with its clockwork", statistics.median(whole), "s"),
        *_settled("after an absence", absent, f"{planned:,} reminders armed"),
        *_settled("after an ordinary start", ordinary, ""),
        *_gaps(size, gaps),
    ]


def _gaps(size: int, found: dict[str, float]) -> list[Figure]:
    """Gaps without the time in which the machine ran other processes instead of one of the window's threads.

    On a busy machine several of these wait one after the other, and the gap grows with it; what the window's own thread
    worked in one turn of its loop does not.
    """
    names = (("import", f"import of {size:,}"), ("log", f"day log of {found['rows']:,}"))
    return [
        Figure(
            f"longest gap of the event loop, {name}",
            found[f"{key}_gap"],
            "ms",
            50,
            note=f"own work {found[f'{key}_own']:.0f} ms, {found[f'{key}_raw']:.0f} ms with what the machine did",
        )
        for key, name in names
    ]


def _settled(when: str, found: dict[str, float], note: str) -> list[Figure]:
    once = found["settled"] - found["cpu"]
    return [
        Figure(f"work behind the window once, {when}", once, "CPU s", note=f"done after {found['after']:.0f} s"),
        Figure(f"resident memory, {when}", found["rss"], "MB", 250, note=note),
        Figure(f"idle work of one core, {when}", found["idle"], "%", 0.5, note="the settled window with its clocks"),
    ]
