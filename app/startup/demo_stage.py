"""What the scenes of the demonstration stand on: the window, the clock, pictures, and what was made."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QEventLoop, QTimer
from PySide6.QtWidgets import QWidget

from app.base.changes import Change
from app.base.clock import RehearsalClock
from app.base.people import Person, Role
from app.base.resources import resource
from app.desk.queue.rows import QueueQuery
from app.desk.shared.context import Desk
from app.desk.ticket import reads as ticket_reads
from app.rules.queue.names import QUEUE_WORDS, QueueName

if TYPE_CHECKING:
    from app.startup.window import JoinedWindow

OPERATOR, LEAD = Person("值班员甲", Role.OPERATOR), Person("班长乙", Role.SHIFT_LEAD)
COMER = Person("值班员丙", Role.OPERATOR)
_PATIENCE_MS = 60_000
_SETTLE_MS = 500


class Stage:
    """The window of the demonstration; `made` are the files that it left in `out`."""

    def __init__(self, desk: Desk, joined: JoinedWindow, out: Path) -> None:
        self.desk, self.joined, self.out = desk, joined, out
        self.window, self.shell = joined.opened.window, joined.opened.shell
        self.made: list[Path] = []

    def find(self, number: str) -> int:
        """The id of a ticket."""
        return ticket_reads.find(self.desk, number=number)

    def show_queue(self, name: QueueName) -> None:
        """Shows a queue."""
        self.shell.open_queue(QueueQuery(queue=name), QUEUE_WORDS[name])

    def announce(self) -> None:
        """Lets every page read again."""
        self.joined.opened.gateway.announce(Change.EVERYTHING)
        self.settle()

    def settle(self) -> None:
        """Processes events until the window has read and painted, on a slow PC too."""
        _pass_a_moment()
        gateway = self.joined.opened.gateway
        if not gateway.at_rest:
            until(lambda: gateway.at_rest)
            _pass_a_moment()

    def pass_to(self, moment: datetime) -> None:
        """Lets simulated time pass up to a moment; one that has passed changes nothing."""
        clock = self.desk.clock
        left = moment - self.desk.now()
        if isinstance(clock, RehearsalClock) and left.total_seconds() > 0:
            clock.advance(left)

    def picture(self, name: str, widget: QWidget) -> Path:
        """Saves a picture of a window."""
        self.settle()
        path = self.out / f"{name}.png"
        widget.grab().save(str(path))
        self.made.append(path)
        say(f"截图：{path.name}")
        return path

    def bring(self, name: str) -> Path:
        """A shipped file of made-up tickets, copied beside the pictures."""
        path = self.out / name
        path.write_bytes(resource("demo", name).read_bytes())
        return path


def _pass_a_moment() -> None:
    loop = QEventLoop()
    QTimer.singleShot(_SETTLE_MS, loop.quit)
    loop.exec()


def until(holds: Callable[[], bool]) -> None:
    """Processes events until a condition holds, for a minute at most."""
    waited = QElapsedTimer()
    waited.start()
    while not holds() and waited.elapsed() < _PATIENCE_MS:
        _pass_a_moment()


def say(text: str) -> None:
    """Tells on stderr what happened."""
    sys.stderr.write(text + "\n")
