"""Keeps the foot of the window in step with the handover: a shift that ends, a sheet that is not signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.base.changes import Change
from app.desk.handover import reads
from app.ui.frame.parts.status_foot import StatusFoot
from app.ui.frame.shell import Shell
from app.ui.handover.standing_words import foot_words, head_words, state_words

if TYPE_CHECKING:
    from app.desk.handover.rows import Standing

_EVERY = 60  # ticks of a second


class HandoverKeeper(QObject):
    """Reads how the handover stands each minute and when something of it changes; the shell keeps the last answer."""

    def __init__(self, shell: Shell, foot: StatusFoot, parent: QObject) -> None:
        super().__init__(parent)
        self._shell = shell
        self._foot = foot
        self._ticks = 0
        shell.gateway.changed.connect(self._note)

    def read(self) -> None:
        """Reads how the handover stands."""
        self._shell.gateway.read(reads.standing, self._take, key="handover-foot")

    def tick(self) -> None:
        """Reads it once a minute; called every second."""
        self._ticks += 1
        if self._ticks % _EVERY == 0:
            self.read()

    def _note(self, changes: Change) -> None:
        if changes & (Change.HANDOVERS | Change.PEOPLE | Change.SETTINGS):
            self.read()

    def _take(self, standing: Standing) -> None:
        before, self._shell.handover = self._shell.handover, standing
        words, tone = foot_words(standing)
        self._foot.show_handover(words, tone, f"{head_words(standing)}\n{state_words(standing)}\n点击打开交接班")
        if standing.is_owed and not (before is not None and before.is_owed) and self._foot.isVisible():
            self._shell.say(f"{words.lstrip('⚠✕ ')}：请按 Ctrl+Shift+F1 打开交接单", "amber")
