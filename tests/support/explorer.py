"""Opens every dialog of a window, one action after the other, with answers that arrive when the test says so."""

from __future__ import annotations

from collections.abc import Iterator

import shiboken6
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog

from app.ui.actions.targets import PageAction, RowAction, TicketAction, TicketsAction, WindowAction
from app.ui.frame.application import OpenWindow
from tests.support.held_runner import HeldRunner

# The dialog depends on what the ticket has already.
_BY_TICKET = frozenset({"exclude"})
# They end the window, change the look, or act outside it.
_LEFT_OUT = frozenset({"quit", "theme", "larger", "smaller", "back"})


class Explorer:
    """Runs every action of the window where it is allowed, and gives the dialogs that come of it."""

    def __init__(self, opened: OpenWindow, runner: HeldRunner, tickets: list[int]) -> None:
        self.opened, self.runner, self.tickets = opened, runner, tickets
        self.crashes: list[BaseException] = []
        opened.gateway.crashed.connect(self.crashes.append)

    def dialogs(self, *, settled: bool, once: bool = False) -> Iterator[tuple[str, QDialog]]:
        """Each action's id with the dialog it opens; with `settled` after all answers arrived, else before.

        With `once` each action opens one dialog only, whatever its tickets.
        """
        for entry in list(self.opened.shell.commands.every()):
            if entry.id in _LEFT_OUT or entry.id.startswith(("page:", "queue:")) or entry.id.endswith("print"):
                continue
            for _place in self._places(entry):
                if self.opened.shell.commands.refusal(entry.id):
                    continue
                dialog = self._open(entry.id, settled=settled)
                if dialog is not None:
                    yield entry.id, dialog
                    self.close(dialog)
                    if once or entry.id not in _BY_TICKET:
                        break

    def close(self, dialog: QDialog) -> None:
        """Ends a dialog, whatever came of it."""
        if shiboken6.isValid(dialog):
            dialog.close()
        self.runner.holds = False
        self.runner.release()
        for other in self._shown():
            other.close()
        delete_closed()

    def _places(self, entry: object) -> Iterator[None]:
        shell = self.opened.shell
        if isinstance(entry, TicketAction | TicketsAction):
            for ticket in self.tickets:
                shell.open_ticket(ticket)
                yield
        elif isinstance(entry, PageAction | RowAction):
            shell.open_page(entry.page)
            yield
        elif isinstance(entry, WindowAction):
            yield

    def _open(self, name: str, *, settled: bool) -> QDialog | None:
        before = set(map(id, self._shown()))
        self.runner.holds = True
        self.opened.shell.commands.run(name)
        while not (found := [each for each in self._shown() if id(each) not in before]):
            if not self.runner.release_one():
                self.runner.holds = False
                return None
        if settled:
            self.runner.holds = False
            self.runner.release()
        return found[0]

    @staticmethod
    def _shown() -> list[QDialog]:
        every = [each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible()]
        return [each for each in every if not isinstance(each, QFileDialog)]


def delete_closed() -> None:
    """Deletes what waits for deletion, as the event loop does."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()
