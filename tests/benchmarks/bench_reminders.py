"""Reminders in time: lateness up to the desktop's daemon, the cost of a tick, twenty alarms at a daemon gone silent."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from app.base.clock import SystemClock
from app.base.paths import DataFolder
from app.base.people import Person
from app.bootstrap import assemble
from app.desk.intake.rows import RowKeeper
from app.desk.reminder.rounds import Rounds
from app.desk.shared.context import Desk
from app.rules.intake.drafts import TicketDraft
from app.rules.ticket.states import TicketStatus
from tests.benchmarks.bench_window import OURS, told
from tests.benchmarks.figures import Figure
from tests.benchmarks.made_up import fill
from tests.benchmarks.places import desk_in
from tests.support.bus import NoticeRecorder, PrivateBus, RealDaemon, StandInDaemon
from tests.support.levels import GENERAL
from tests.support.processes import Program, wait_until
from tests.support.screen import Screen

PERSON = Person("基准")
_OPEN = 10_000
_TICKS = 1_000
_BARE_RUNS = 100
_ALARMS = 20
_APART_SECONDS = 7  # more than ten in a minute would become one notice
_ROOT = Path(__file__).parents[2]

# A timer that sleeps until its second and asks the desktop the same way: what no program could beat by much.
BARE = """
import sys, threading, time
from app.scheduler.channel import DesktopChannel
from app.scheduler.notices import Notice
channel = DesktopChannel()
for number in range(int(sys.argv[1])):
    due = time.time() + 0.3
    threading.Event().wait(due - time.time())
    channel.send(Notice(f"bare {number}", f"{due!r}"))
"""

# The whole window while twenty alarms fall due at once; prints the longest gap and when all of them were shown.
SILENT = """
import json, sys, time
from datetime import datetime
from pathlib import Path
from PySide6.QtCore import QTimer
from app.startup import opening
from app.base.people import Person
from app.bootstrap import open_desk
from tests.support.levels import GENERAL
sys.setswitchinterval(opening._SWITCH_SECONDS)
desk = open_desk(Path(sys.argv[1]))
due, wanted = float(sys.argv[2]), int(sys.argv[3])
joined = opening.Opening(desk, person=Person("基准"))
beats, seen = [], {}
beat = QTimer(joined)
beat.setInterval(5)
beat.timeout.connect(lambda: beats.append(time.monotonic()))
def shown(ids):
    for each in ids:
        seen.setdefault(each, time.time() - due)
    if len(seen) == wanted:
        QTimer.singleShot(8000, joined.opened.application.exit)
joined.joined_now.connect(lambda: joined.joined.alarm.window.shown.connect(shown))
QTimer.singleShot(int((due - time.time() - 0.5) * 1000), beat.start)
QTimer.singleShot(int((due - time.time() + 30) * 1000), joined.opened.application.exit)
joined.opened.run()
gaps = sorted((later - earlier) * 1000 for earlier, later in zip(beats, beats[1:]))
print(json.dumps({"shown": len(seen), "last": max(seen.values(), default=99), "gap": gaps[-1], "gaps": gaps[-5:]}))
joined.close()
desk.register.close()
"""


def run(folder: Path, reminders: int) -> list[Figure]:
    """All figures; `reminders` are waited for, seven seconds apart, in the real window with the real daemon."""
    screen, bus = Screen(folder / "screen"), PrivateBus(folder / "bus")
    try:
        figures = [*ticks(folder / "ticks"), *silent(folder / "silent", screen, bus)]
        return [*figures, *lateness(folder / "late", screen, bus, reminders)]
    finally:
        bus.close()
        screen.close()


def ticks(folder: Path) -> list[Figure]:
    """A tick with ten thousand open tickets, and what an idle window with them costs."""
    with desk_in(folder) as desk:
        fill(desk, _OPEN, open_share=1.0)
        rounds = Rounds()
        rounds(desk)
        while rounds.more:
            rounds(desk)
        taken = sorted(_seconds(lambda: rounds(desk)) * 1000 for _ in range(_TICKS))
    idle = told(OURS, str(folder), "idle", "20")
    return [
        Figure(f"a tick with {_OPEN:,} open tickets, p99", taken[int(_TICKS * 0.99)], "ms", 5,
               note=f"median {statistics.median(taken):.2f} ms"),
        Figure(f"idle work of one core, {_OPEN:,} open tickets", idle["idle"], "%", 0.5),
    ]  # fmt: skip


def silent(folder: Path, screen: Screen, bus: PrivateBus) -> list[Figure]:
    """Twenty alarms in one second while the notification daemon takes calls and never answers."""
    daemon = StandInDaemon(bus, answers=False)
    desk = assemble(DataFolder(folder), SystemClock())
    due = (desk.clock.now() + timedelta(seconds=15)).replace(microsecond=0)
    plan(desk, [due] * _ALARMS)
    desk.register.close()
    told = _program(SILENT, screen, bus, str(folder), repr(due.timestamp()), str(_ALARMS))
    daemon.close()
    shown = f"{told['shown']} of {_ALARMS} shown"
    return [
        Figure("silent daemon, 20 alarms: longest gap", told["gap"], "ms", 50),
        Figure("silent daemon, 20 alarms: all in the window after", told["last"], "s", 2, note=shown),
    ]


def lateness(folder: Path, screen: Screen, bus: PrivateBus, count: int) -> list[Figure]:
    """From due to the daemon, `count` reminders to sign, against a bare timer that sends a notice."""
    notices, daemon = NoticeRecorder(bus), RealDaemon(bus, screen)
    offset = time.time() - time.monotonic()
    _program(BARE, screen, bus, str(_BARE_RUNS), told=False)
    wait_until(lambda: len(notices.received) >= _BARE_RUNS, what="the bare notices")
    bare = sorted(each.arrived + offset - float(each.body) for each in notices.received)
    notices.forget()
    desk = assemble(DataFolder(folder), SystemClock())
    first = (desk.clock.now() + timedelta(seconds=10)).replace(microsecond=0)
    dues = [first + timedelta(seconds=_APART_SECONDS * number) for number in range(count)]
    plan(desk, dues)
    command = [sys.executable, "-m", "app", "--data", str(folder), "--as", PERSON.name]
    window = Program(command, _surroundings(screen, bus), folder / "window.log", cwd=_ROOT)
    late = []
    for number, due in enumerate(dues):
        patience = due.timestamp() - time.time() + 30
        notice = notices.wait_for(
            lambda each, name=f"第{number}号诉求": name in each.title + each.body, timeout=patience
        )
        late.append(notice.arrived + offset - due.timestamp())
    window.stop()
    daemon.close()
    notices.close()
    desk.register.close()
    late.sort()
    floor = _p99(bare)
    note = f"p50 {late[len(late) // 2] * 1000:.0f} ms, bare timer and Notify p99 {floor * 1000:.0f} ms"
    return [
        Figure(f"due to daemon, {count} reminders, p99", _p99(late), "s", 1, note=note),
        Figure("due to daemon / bare timer and Notify, p99", _p99(late) / floor, "×", 2),
    ]


def plan(desk: Desk, dues: list[datetime]) -> None:
    """Tickets whose first reminder to sign falls due then."""
    with desk.register.writing() as stores:
        import_id = stores.imports.begin({"at": desk.now(), "file": "made-up", "digest": "reminders"})
        keeper = RowKeeper(desk, stores, PERSON, import_id=import_id, name="made-up", backlog=False)
        for number, due in enumerate(dues):
            values = {"title": f"第{number}号诉求", "urgency": GENERAL, "status": TicketStatus.TO_SIGN,
                      "dispatched_at": due - timedelta(minutes=90), "dispatched_basis": ""}  # fmt: skip
            keeper.take(TicketDraft("工单", number + 2, f"热线-261123-{number:06d}", values))
        keeper.finish()


def _p99(values: list[float]) -> float:
    return values[min(int(len(values) * 0.99), len(values) - 1)]


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _surroundings(screen: Screen, bus: PrivateBus) -> dict[str, str]:
    return screen.environment | {"DBUS_SESSION_BUS_ADDRESS": bus.address}


def _program(code: str, screen: Screen, bus: PrivateBus, *arguments: str, told: bool = True) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env=_surroundings(screen, bus), cwd=_ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return json.loads(done.stdout.splitlines()[-1]) if told else {}
