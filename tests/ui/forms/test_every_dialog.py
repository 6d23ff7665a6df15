"""Every dialog that an action opens: closed before its answers arrive, and walked through by Tab."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication

from app.desk.shared.context import Desk
from app.rules.draft import form_of
from app.ui.frame.application import open_window
from app.ui.kit.forms.form import FormDialog
from app.ui.look.theme import ThemeMode
from tests.support.busy_register import LEAD, fill
from tests.support.explorer import Explorer, delete_closed
from tests.support.held_runner import HeldRunner
from tests.support.tab_walk import faults_of_walk, stops_that_look_alike, walk

_UI = Path(__file__).parents[3] / "app" / "ui"
_KEY = re.compile(r'draft_key=f?"([a-z_-]+)[:"]')


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


# A window keeps every page that was opened, and each Tab looks through the stops of all of them.
_WINDOWS = 4


@pytest.mark.parametrize("turn", range(_WINDOWS))
def test_tab_goes_round_every_page(explorer: Explorer, turn: int) -> None:
    window, faults = explorer.opened.window, []
    for name in tuple(window.shell.page_names)[turn::_WINDOWS]:
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
