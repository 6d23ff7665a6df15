"""Keeps the foot and the page of the watch in step: how long ago somebody looked, a due round, an outage."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.base.changes import Change
from app.desk.watch import reads as watch_reads
from app.ui.frame.parts.status_foot import StatusFoot
from app.ui.frame.shell import Shell
from app.ui.watch import words

if TYPE_CHECKING:
    from app.desk.watch.rows import WatchView


class WatchKeeper(QObject):
    """Reads the watch when it changes, and lets its words run with the time."""

    def __init__(self, shell: Shell, foot: StatusFoot, parent: QObject) -> None:
        super().__init__(parent)
        self._shell = shell
        self._foot = foot
        self.view: WatchView | None = None
        self._shown: tuple[WatchView, str, str] | None = None
        shell.gateway.changed.connect(self._note)

    def read(self) -> None:
        """Reads where the watch stands."""
        self._shell.gateway.read(watch_reads.view, self._take, key="watch-foot")

    def tick(self, now: datetime) -> None:
        """Updates the foot, and the ring when its page is in front."""
        if self.view is not None:
            shown = (self.view, *words.foot_words(self.view, now))
            if shown != self._shown:
                self._shown = shown
                self._foot.show_platform(*shown[1:], self._tip())
        front = self._shell.page_in_front
        tick: Callable[[datetime], None] | None = getattr(front, "tick_watch", None)
        if tick is not None:
            tick(now)

    def _note(self, changes: Change) -> None:
        if changes & (Change.PLATFORM | Change.SETTINGS):
            self.read()

    def _take(self, view: WatchView) -> None:
        fresh = self.view is None or self.view.asked_for != view.asked_for
        self.view = view
        self.tick(self._shell.now())
        if fresh and view.asked_for and self._foot.isVisible():
            self._shell.say(f"{view.asked_for}：请按 Alt+Shift+P 对账", "amber")

    def _tip(self) -> str:
        view = self.view
        if view is None:
            return ""
        look = "" if view.look is None else f"{view.look.words}\n"
        return f"{look}{view.spans.words()}\nShift+F9 已看平台，点击打开巡查与对账"
