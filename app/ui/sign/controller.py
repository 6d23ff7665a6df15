"""The controller that connects the cockpit with the desk: reads what waits, signs, remembers visibility."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QObject

from app.base.changes import Change
from app.base.errors import Refused
from app.desk import sign
from app.rules.reminder.late_reasons import late_reasons
from app.ui.frame.shell import Shell
from app.ui.frame.window_memory import WindowMemory
from app.ui.sign.body import CARDS
from app.ui.sign.window import CockpitWindow

_WANTED = "cockpit-shown"
_SHOWS = Change.TICKETS | Change.IMPORTS


class CockpitController(QObject):
    """Used on the GUI thread. A hidden strip reads nothing; one that is shown reads at once."""

    def __init__(self, shell: Shell, window: CockpitWindow, memory: WindowMemory) -> None:
        super().__init__()
        self._shell, self.window, self._memory = shell, window, memory
        window.sign_requested.connect(self._sign)
        window.open_requested.connect(shell.open_ticket)
        window.put_away.connect(self.toggle)
        shell.gateway.changed.connect(self._note_change)
        shell.settings_changed.connect(self._offer_reasons)
        self._offer_reasons()

    def start(self) -> None:
        """Shows the strip when it was visible at the last exit."""
        if bytes(self._memory.bytes(_WANTED).data()) == b"yes":
            self._show()

    def stop(self) -> None:
        """Hides the strip; for the end of the program, before the gateway is closed."""
        self._shell.gateway.changed.disconnect(self._note_change)
        self.window.hide()

    def toggle(self) -> None:
        """Shows or hides the strip; the next start remembers it."""
        if self.window.isVisible():
            self.window.hide()
            self._remember("no")
        else:
            self._show()

    def take_keys(self) -> None:
        """Shows and focuses the strip."""
        self._remember("yes")
        self.window.take_keys()
        self._read()

    def _offer_reasons(self) -> None:
        self.window.body.reason.offer(late_reasons(self._shell.setting("late_reasons")))

    def _show(self) -> None:
        self._remember("yes")
        self.window.show()
        self._read()

    def _remember(self, wanted: str) -> None:
        self._memory.keep(_WANTED, QByteArray(wanted.encode()))

    def _note_change(self, changes: Change) -> None:
        if changes & _SHOWS and self.window.isVisible():
            self._read()

    def _read(self) -> None:
        self._shell.gateway.read(sign.waiting, self.window.show_waiting, key="cockpit", limit=CARDS)

    def _sign(self, ticket_id: int, reason: str) -> None:
        def refused(error: Refused) -> None:
            if error.field == "reason":
                self.window.ask_reason(ticket_id, error.message)
            else:
                self.window.say(str(error))
                self._read()

        self._shell.gateway.submit(
            sign.sign, on_refused=refused, person=self._shell.person, ticket_ids=[ticket_id], reason=reason
        )
