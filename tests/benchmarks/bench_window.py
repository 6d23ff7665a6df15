"""The window as a whole process: start to a painted queue, memory, idle work, and gaps of the event loop."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from tests.benchmarks.figures import Figure
from tests.benchmarks.made_up import fill, write_workbook
from tests.benchmarks.places import desk_in

_RUNS = 5
_IDLE_SECONDS = 20
_REMINDERS = 10_000

BARE = """
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
            print("painted", flush=True)
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
# the command line. "painted" is told by the queue's own painting, "ready" when the clockwork has joined.
OURS = """
import json, sys, time
from pathlib import Path
from PySide6.QtCore import QEvent, QObject, QTimer
from app.base.people import Person
from app.bootstrap import open_desk
from app.startup import opening
folder, stage, extra = sys.argv[1:4]
sys.setswitchinterval(opening._SWITCH_SECONDS)
desk = open_desk(Path(folder))
joined = opening.Opening(desk, person=Person("基准"))
application, view = joined.opened.application, joined.opened.window.tickets.view
def tell(**told):
    print(json.dumps(told), flush=True)
class Painted(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and view.model().rowCount() and view.model().row_at(0) is not None:
            QTimer.singleShot(0, first_paint)
            view.viewport().removeEventFilter(self)
        return False
def first_paint():
    tell(painted=1)
    {"start": application.exit, "ready": lambda: None, "idle": idle}[stage]()
def ready():
    tell(ready=1)
    if stage == "ready":
        application.exit()
joined.joined_now.connect(ready)
def idle():
    QTimer.singleShot(5000, begin_idle)
def begin_idle():
    import psutil
    me = psutil.Process()
    before, at = me.cpu_times(), time.monotonic()
    def done():
        after, spent = me.cpu_times(), time.monotonic() - at
        used = after.user + after.system - before.user - before.system
        tell(idle=used / spent * 100, rss=me.memory_info().rss / 2**20)
        application.exit()
    QTimer.singleShot(int(float(extra) * 1000), done)
def gaps():
    from app.base.clock import local_day
    from app.base.people import THE_DESK
    from app.desk.intake import acts as intake
    from app.reports.day_log import write_day_log
    beats = []
    beat = QTimer(joined)
    beat.setInterval(5)
    beat.timeout.connect(lambda: beats.append(time.monotonic()))
    beat.start()
    def longest():
        told = max(later - earlier for earlier, later in zip(beats, beats[1:])) * 1000
        beats.clear()
        return told
    def imported(outcome):
        QTimer.singleShot(2500, lambda: settled(outcome))  # the pages refresh: that is part of the import
    def settled(outcome):
        tell(import_gap=longest(), rows=outcome.result.rows)
        told = {"person": THE_DESK, "day": local_day(desk.now()), "path": Path(extra).parent / "log.xlsx"}
        joined.opened.gateway.submit(write_day_log, on_done=logged, **told)
    def logged(outcome):
        tell(log_gap=longest(), rows=sum(outcome.result.rows.values()))
        application.exit()
    QTimer.singleShot(1500, lambda: (beats.clear(), joined.opened.gateway.submit(
        intake.import_file, on_done=imported, person=THE_DESK, path=Path(extra))))
if stage == "gaps":
    QTimer.singleShot(2000, gaps)
else:
    view.viewport().installEventFilter(painted := Painted())
QTimer.singleShot(120_000, application.exit)
joined.opened.run()
joined.close()
desk.register.close()
"""


def _told(code: str, *arguments: str) -> dict[str, float]:
    """What the process told; "painted" and "ready" become the seconds from its start to that line."""
    environment = {**os.environ}
    if "DISPLAY" not in environment:
        environment["QT_QPA_PLATFORM"] = "offscreen"
    told: dict[str, float] = {}
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
            said = {"painted": 1} if line == "painted\n" else json.loads(line)
            told.update({name: at if name in ("painted", "ready") else value for name, value in said.items()})
    return told


def run(folder: Path, size: int) -> list[Figure]:
    """The figures on a register of `size` tickets, a tenth of them open."""
    data = folder / "window"
    with desk_in(data) as desk:
        fill(desk, size, open_share=_REMINDERS / 5 / size)
        with desk.register.reading() as stores:
            planned = len(stores.reminders.ledger(None, None, None, ["planned"]))
    bare, ours, whole = [], [], []
    for _ in range(_RUNS):
        bare.append(_told(BARE)["painted"])
        ours.append(_told(OURS, str(data), "start", "0")["painted"])
        whole.append(_told(OURS, str(data), "ready", "0")["ready"])
    ratio = statistics.median(ours) / statistics.median(bare)
    idle = _told(OURS, str(data), "idle", str(_IDLE_SECONDS))
    workbook = folder / "more.xlsx"
    write_workbook(workbook, size)
    gaps = _told(OURS, str(folder / "gaps"), "gaps", str(workbook))
    note = f"{statistics.median(ours):.2f} s : {statistics.median(bare):.2f} s"
    return [
        Figure(f"start to a painted queue of {size:,} / bare window", ratio, "×", 3, note=note),
        Figure("start to a window with its clockwork", statistics.median(whole), "s"),
        Figure(f"resident memory with {size:,} tickets", idle["rss"], "MB", 250),
        Figure("idle work of one core", idle["idle"], "%", 0.5, note=f"{planned:,} reminders armed"),
        Figure(f"longest gap of the event loop, import of {size:,}", gaps["import_gap"], "ms", 50),
        Figure(f"longest gap of the event loop, day log of {gaps['rows']:,}", gaps["log_gap"], "ms", 50),
    ]
