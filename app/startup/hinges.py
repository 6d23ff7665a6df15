"""The month's hinges beside a window: reminds once of what turns, and of tickets that came in twice."""

from __future__ import annotations

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.base.changes import Change
from app.base.errors import EnvironmentFault
from app.desk.closing import acts as closing_acts
from app.desk.shared.context import Desk
from app.desk.ticket import twins
from app.desk.ticket.twins import Twin
from app.ui.frame.application import OpenWindow

REMIND_SECONDS = 60.0
_KEYS = "按 Ctrl+G Q 看月度收官"
_log = logging.getLogger(__name__)


class Hinges(QObject):
    """`remind` runs on the scheduler's thread; what it says comes to the window's, with one soft sound."""

    _said = Signal(object)

    def __init__(
        self,
        desk: Desk,
        opened: OpenWindow,
        *,
        ring: Callable[[], object],
        notify: Callable[[str, str], None],
    ) -> None:
        super().__init__(opened.window)
        self._desk, self._opened = desk, opened
        self._ring, self._notify = ring, notify
        self._known: frozenset[tuple[int, int]] = frozenset()
        self._said.connect(self._take)
        opened.gateway.changed.connect(self._note)

    def remind(self) -> None:
        """Says what has turned since the last time."""
        try:
            outcome = closing_acts.remind(self._desk)
        except EnvironmentFault as error:
            _log.error("the month's hinges could not be looked at: %s", error)
            return
        if outcome.changes:
            self._opened.gateway.announce(outcome.changes)
            self._said.emit(outcome.result)

    def _take(self, said: tuple[str, ...]) -> None:
        self._opened.shell.say(f"{'；'.join(said)}。{_KEYS}", "amber")
        self._notify("月度节点", "\n".join(said))
        self._ring()

    def _note(self, changes: Change) -> None:
        if changes & Change.IMPORTS:
            self._opened.gateway.read(twins.proposals, self._propose, key="twins")

    def _propose(self, found: tuple[Twin, ...]) -> None:
        """Says which tickets that came in are most likely there already under a temporary number."""
        pairs = frozenset((twin.typed_id, twin.platform_id) for twin in found)
        fresh = [twin for twin in found if (twin.typed_id, twin.platform_id) not in self._known]
        self._known = pairs
        if not fresh:
            return
        first = fresh[0]
        more = f" 等 {len(fresh)} 件" if len(fresh) > 1 else ""
        words = f"{first.platform_number} 可能就是 {first.typed_number}{more}（{first.reasons}）"
        self._opened.shell.say(f"{words}：打开后按 Ctrl+W M 认号，全部见月度收官 Ctrl+G Q", "amber")
