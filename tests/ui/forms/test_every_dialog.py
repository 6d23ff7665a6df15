"""Every dialog that an action opens: closed before its answers arrive, and walked through by Tab."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog

from app.desk.shared.context import Desk
from app.rules.draft import form_of
from app.ui.actions.targets import PageAction, RowAction, TicketAction, TicketsAction, WindowAction
from app.ui.frame.application import OpenWindow, open_window
from app.ui.kit.forms.form import FormDialog
from app.ui.look.theme import ThemeMode
from tests.support.busy_register import LEAD, fill
from tests.support.held_runner import HeldRunner
from tests.support.tab_walk import faults_of_walk, stops_that_look_alike, walk

_UI = Path(__file__).parents[3] / "app" / "ui"
_KEY = re.compile(r'draft_key=f?"([a-z_-]+)[:"]')
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

    def dialogs(self, *, settled: bool) -> Iterator[tuple[str, QDialog]]:
        """Each action's id with the dialog it opens; with `settled` after all answers arrived, else before."""
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
                    if entry.id not in _BY_TICKET:
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


@pytest.fixture
def explorer(qapp: object, desk: Desk, take_in: Callable[..., int], tmp_path: Path) -> Iterator[Explorer]:
    tickets = fill(desk, take_in, tmp_path)
    runner = HeldRunner()
    opened = open_window(desk, person=LEAD, runner=runner, show=False)
    opened.shell.theme.mode = ThemeMode.LIGHT
    opened.window.resize(1366, 768)
    opened.window.show()
    yield Explorer(opened, runner, tickets)
    opened.close()
    shiboken6.delete(opened.window)


def test_escape_before_the_answers_of_a_dialog_arrive_is_no_fault(explorer: Explorer) -> None:
    kinds = set()
    for name, dialog in explorer.dialogs(settled=False):
        kinds.add(type(dialog).__name__)
        key = dialog._draft_key if isinstance(dialog, FormDialog) else ""
        assert not key or form_of(key) is not None, f"the list of drafts does not know {key}"
        dialog.reject()
        delete_closed()
        explorer.runner.holds = False
        explorer.runner.release()
        delete_closed()
        assert explorer.crashes == [], name
    assert {"ApplicationForm", "ReplyForm", "RegisterReturnForm", "ImportDialog", "ContactForm"} <= kinds
    assert len(kinds) >= 41


def test_every_draft_key_in_the_source_is_one_that_the_list_of_drafts_knows() -> None:
    named = [found for path in _UI.rglob("*.py") for found in _KEY.findall(path.read_text(encoding="utf-8"))]
    assert len(named) >= 18
    assert [key for key in named if form_of(key) is None] == []


def test_tab_goes_round_every_dialog(explorer: Explorer) -> None:
    faults = [
        f"{name} {type(dialog).__name__}: {fault}"
        for name, dialog in explorer.dialogs(settled=True)
        for fault in faults_of_walk(dialog)
    ]
    assert faults == []


def test_tab_goes_round_every_page(explorer: Explorer) -> None:
    window, faults = explorer.opened.window, []
    for name in window.shell.page_names:
        window.shell.open_page(name)
        faults += [f"{name}: {fault}" for fault in faults_of_walk(window)]
    assert faults == []


def test_tab_passes_search_list_ticket_and_foot_in_this_order(explorer: Explorer) -> None:
    window = explorer.opened.window
    window.show_page("tickets")
    window.top.focus_search()
    parts = (window.top, window.tickets, window.panel, window.foot, window.navigation)
    passed = [next(place for place, part in enumerate(parts) if part.isAncestorOf(stop)) for stop in walk(window)]
    assert passed == sorted(passed)
    assert set(passed) == {0, 1, 2, 3, 4}


@pytest.mark.parametrize(("name", "least"), [("tickets", 30), ("health", 15)])
def test_the_focus_is_seen_at_every_stop(explorer: Explorer, name: str, least: int) -> None:
    window = explorer.opened.window
    window.show_page(name)
    window.activateWindow()
    QApplication.processEvents()
    window.top.focus_search()
    passed, alike = stops_that_look_alike(window)
    assert passed >= least
    assert alike == []
