"""The pulse of the window: updates clocks every second, counters and health on changes or with time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget

from app.base.changes import Change
from app.base.clock import local_day
from app.desk import setting
from app.desk.figures import settings as figure_settings
from app.desk.queue import reads as queue_reads
from app.desk.queue.rows import Counters, SavedQueue
from app.desk.upkeep import acts as upkeep_acts
from app.rules.queue.names import QueueName
from app.ui.frame.parts.duty_words import ahead_words
from app.ui.frame.parts.navigation import Navigation
from app.ui.frame.parts.status_foot import StatusFoot
from app.ui.frame.shell import Shell
from app.ui.handover.keeper import HandoverKeeper
from app.ui.queue.page import TicketPage
from app.ui.ticket.panel import TicketPanel
from app.ui.watch.keeper import WatchKeeper

if TYPE_CHECKING:
    from app.desk.upkeep.rows import Health

TICK_MS = 1000
COUNT_EVERY = 20
_COUNTED = (
    Change.TICKETS
    | Change.REMINDERS
    | Change.ESCALATIONS
    | Change.RETURNS
    | Change.IMPORTS
    | Change.PLATFORM
    | Change.URGES
    | Change.PAPERS
    | Change.TASKS
    | Change.PEOPLE
)


@dataclass(frozen=True, slots=True)
class Beating:
    """The parts of a window that the pulse updates."""

    tickets: TicketPage
    panel: TicketPanel
    navigation: Navigation
    foot: StatusFoot
    watch: WatchKeeper
    handover: HandoverKeeper


class Pulse(QObject):
    """One timer for the whole window; a tick without a change paints nothing."""

    def __init__(self, shell: Shell, window: QWidget, parts: Beating) -> None:
        super().__init__(window)
        self._shell = shell
        self._window = window
        self._parts = parts
        self._ticks = 0
        # What lies ahead was said on this day in these words; it is said again on the next, and when it changes.
        self._ahead: tuple[date, tuple[str, ...]] | None = None
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.beat)
        shell.gateway.changed.connect(self._note)

    def start(self) -> None:
        """Starts the timer; reads counters, health and saved queues at once."""
        self.read_all()
        self._timer.start()

    def stop(self) -> None:
        """Stops the timer."""
        self._timer.stop()

    def beat(self) -> None:
        """Updates the parts; called every second."""
        self._ticks += 1
        now = self._shell.now()
        if self._window.isVisible() and not self._window.isMinimized():
            self._parts.tickets.tick(now)
            self._parts.panel.tick(now)
        self._parts.watch.tick(now)
        self._parts.handover.tick()
        if self._ticks % COUNT_EVERY == 0:
            self._count()
            self._shell.theme.follow(now)
        if self._ticks % 60 == 0:
            self._parts.tickets.turn_minute()

    def read_all(self) -> None:
        """Reads counters, health and saved queues."""
        self._count()
        self._shell.gateway.read(queue_reads.saved, self._show_saved, key="saved")
        self._read_muted()
        self._read_figure_settings()
        self._parts.watch.read()
        self._parts.handover.read()

    def _read_figure_settings(self) -> None:
        self._shell.gateway.read(figure_settings.book, self._shell.took_figure_settings, key="figure-settings-book")

    def _read_muted(self) -> None:
        self._shell.gateway.read(setting.muted, self._show_muted, key="muted")

    def _show_muted(self, muted: setting.Muted | None) -> None:
        self._parts.foot.show_muted(muted, self._shell.now())

    def _note(self, changes: Change) -> None:
        if changes & _COUNTED:
            self._count()
        if changes & Change.SETTINGS:
            self._shell.gateway.read(setting.every, self._shell.took_settings, key="settings")
            self._shell.gateway.read(queue_reads.saved, self._show_saved, key="saved")
            self._read_muted()
            self._read_figure_settings()
            self._count()

    def _count(self) -> None:
        self._shell.gateway.read(queue_reads.counters, self._show_counters, key="counters")
        self._shell.gateway.read(upkeep_acts.health, self._show_health, key="health")

    def _show_counters(self, counters: Counters) -> None:
        self._parts.navigation.show_counters(counters)
        self._parts.tickets.note_first(not counters.by_queue.get(QueueName.ALL, 0))

    def _show_health(self, health: Health) -> None:
        now = self._shell.now()
        self._parts.foot.show_health(health, now)
        ahead = local_day(now), ahead_words(health)
        if ahead != self._ahead:
            self._ahead = ahead
            if ahead[1]:
                self._shell.say("；".join(ahead[1]), "amber")

    def _show_saved(self, saved: list[SavedQueue]) -> None:
        self._parts.navigation.show_saved(saved)
