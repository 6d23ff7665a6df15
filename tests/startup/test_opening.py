"""The window stands first; the desk and the clockwork follow, whatever happens to the window meanwhile."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.base.clock import SystemClock
from app.base.errors import EnvironmentFault
from app.base.paths import DataFolder
from app.base.people import Person
from app.bootstrap import assemble
from app.desk.shared.context import Desk
from app.desk.ticket import editing
from app.startup.opening import Opening
from app.ui.frame.session import first_paint
from tests.support.registers import desk_on

OPERATOR = Person("值班员甲")
VALUES = {"number": "热线-261123-000001", "title": "健身房闭店退费", "urgency": "urgent"}

# A start that stops at the first painted queue, and tells which of the heavy libraries were loaded for it.
PAINTED = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from app.base.people import Person
from app.bootstrap import open_desk
from app.startup.opening import Opening
from app.ui.frame.session import first_paint
first_paint.UNPAINTED_MS = 60_000
desk = open_desk(Path(sys.argv[1]))
opening = Opening(desk, person=Person("值班员甲"))
application, view = opening.opened.application, opening.opened.window.tickets.view
def painted():
    heavy = ("sqlalchemy", "apscheduler", "openpyxl", "xlsxwriter", "docx", "alembic", "app.startup.window",
             "app.desk.intake.acts", "click", "numpy", "app.files.intake.converting", "app.models.watch.records",
             "jeepney", "secrets", "PySide6.QtNetwork", "app.desk.paper.rows")
    print(view.painted_rows, view.model().row_at(0).title, [name for name in heavy if name in sys.modules], flush=True)
    application.exit()
opening._loader.run = lambda: None
first_paint.FirstPaint(opening.opened.window, painted)
opening.opened.run()
opening.close()
"""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = desk_on(DataFolder(tmp_path / "data"), SystemClock())
    editing.create(made, person=OPERATOR, values=VALUES)
    made.register.close()
    yield made
    made.register.close()


@pytest.fixture(autouse=True)
def nothing_hides_from_the_guards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gc, "freeze", lambda: None)


@pytest.fixture
def opening(qapp: object, desk: Desk) -> Iterator[Opening]:
    made = Opening(desk, person=OPERATOR)
    yield made
    made.close()
    shiboken6.delete(made.opened.window)


def test_the_queue_is_painted_before_anything_heavy_is_loaded(desk: Desk) -> None:
    told = subprocess.run(
        [sys.executable, "-c", PAINTED, str(desk.folder.root)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert told.stdout.strip() == "1 健身房闭店退费 []"


def test_the_register_and_the_clockwork_follow_and_the_alarm_comes_up(opening: Opening, qtbot: QtBot) -> None:
    window = opening.opened.window
    assert window.tickets.model.row_at(0).title == VALUES["title"]
    assert window.panel.detail is None
    with qtbot.waitSignal(opening.joined_now):
        pass
    qtbot.waitUntil(lambda: window.panel.detail is not None)
    qtbot.waitUntil(opening.joined.alarm.window.isVisible)


def test_what_another_process_writes_while_the_window_opens_is_shown(
    opening: Opening, desk: Desk, qtbot: QtBot
) -> None:
    other = assemble(DataFolder(desk.folder.root), SystemClock())
    editing.create(other, person=OPERATOR, values=VALUES | {"number": "热线-261123-000002"})
    other.register.close()
    qtbot.waitUntil(lambda: opening.opened.window.tickets.model.rowCount() == 2)
    qtbot.waitUntil(lambda: opening.joined is not None)


def test_a_window_that_is_never_painted_gets_its_clockwork_all_the_same(
    qapp: object, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(first_paint, "UNPAINTED_MS", 50)
    monkeypatch.setattr(first_paint.FirstPaint, "eventFilter", lambda *_: False)
    made = Opening(desk, person=OPERATOR)
    with qtbot.waitSignal(made.joined_now):
        pass
    made.close()
    shiboken6.delete(made.opened.window)


def test_a_window_is_not_closed_before_the_clockwork_can_say_what_that_means(opening: Opening) -> None:
    assert opening.opened.window.close() is False
    assert opening.opened.window.isVisible()


def test_it_can_be_ended_before_the_clockwork_has_joined(qapp: object, desk: Desk) -> None:
    made = Opening(desk, person=OPERATOR)
    made.close()
    assert made.joined is None
    shiboken6.delete(made.opened.window)


def test_a_window_that_ends_as_soon_as_it_reads_asks_nothing_any_more(
    qapp: QApplication, desk: Desk, qtbot: QtBot
) -> None:
    made = Opening(desk, person=OPERATOR)
    made.opened.go_on()
    made.close()
    shiboken6.delete(made.opened.window)
    with qtbot.captureExceptions() as caught:
        qapp.processEvents()
    assert caught == []


def test_a_register_that_is_damaged_is_said_before_any_window_stands(qapp: object, desk: Desk) -> None:
    whole = desk.folder.database.read_bytes()
    desk.folder.database.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    with pytest.raises(EnvironmentFault, match="损坏"):
        Opening(desk, person=OPERATOR)
