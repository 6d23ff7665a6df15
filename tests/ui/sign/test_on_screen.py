"""The cockpit on a real screen: over a maximised window, and the keys of a form stay with the form."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.processes import Launch
from tests.support.screen import SIZE, Screen
from tests.support.told_state import ToldState

# A program with a maximised form and the cockpit; files in its folder tell it what to do, it writes down what it knows.
PROGRAM = """
import json, sys
from datetime import timedelta
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from app.base.clock import SystemClock
from app.desk.sign import Waiting
from app.desk.ticket.row import TicketRow
from app.ui.sign.window import CockpitWindow
from app.ui.look.theme import Theme, ThemeMode
from app.ui.frame.window_memory import WindowMemory

folder = Path(sys.argv[1])
application = QApplication([])
application.setQuitOnLastWindowClosed(False)
clock = SystemClock()
theme = Theme(mode=ThemeMode.LIGHT)
theme.apply(clock.now())
form = QWidget()
form.setWindowTitle("form")
field = QLineEdit()
QVBoxLayout(form).addWidget(field)
form.showMaximized()
asked = []
strip = CockpitWindow(theme, clock, WindowMemory(folder / "window.ini"), settle_ms=50)
strip.sign_requested.connect(lambda ticket, reason: asked.append([ticket, reason]))

def row(number):
    due = clock.now() + timedelta(minutes=number * (1 if number < 6 else 12))
    urgency = "urgent" if number < 6 else "general"
    return TicketRow.of(id=number, number=f"热线-261123-{4400 + number:06}", title="健身房闭店，年卡无法退费",
                        urgency=urgency, sign_due_at=due, dispatched_at=due - timedelta(minutes=10))

def write():
    if (folder / "show").exists() and not strip.isVisible():
        count = int((folder / "show").read_text())
        strip.show_waiting(Waiting(count, tuple(map(row, range(1, min(count, 9) + 1)))))
        strip.show()
    if (folder / "keys").exists():
        (folder / "keys").unlink()
        strip.take_keys()
    box, card = strip.geometry(), strip.body.cards[0]
    corner = card.mapToGlobal(card._key_box().center())
    state = {"field": field.text(), "asked": asked, "up": strip.isVisible(), "keys": strip.isActiveWindow(),
             "form": form.isActiveWindow() and field.hasFocus(), "key": [corner.x(), corner.y()],
             "box": [box.x(), box.y(), box.width(), box.height()]}
    (folder / "state.tmp").write_text(json.dumps(state))
    (folder / "state.tmp").replace(folder / "state")

timer = QTimer()
timer.timeout.connect(write)
timer.start(20)
sys.exit(application.exec())
"""


class Desk(ToldState):
    """The running program as a test sees it."""

    def show(self, count: int) -> dict[str, list[int]]:
        (self.folder / "show").write_text(str(count))
        return self.until("the strip", up=True)


@pytest.fixture
def desk(launch: Launch, tmp_path: Path) -> Desk:
    source = tmp_path / "cockpit_program.py"
    source.write_text(PROGRAM, "utf-8")
    launch(source, tmp_path, variables={"PYTHONPATH": str(Path.cwd())})
    made = Desk(tmp_path)
    made.until("the form has the keys", form=True)
    return made


@pytest.mark.screen
def test_the_digits_of_a_form_sign_for_nothing_while_the_strip_comes_up(desk: Desk, screen: Screen) -> None:
    screen.type("before ")
    desk.show(3)
    screen.type("1 2 3")
    state = desk.until("the text in the form", field="before 1 2 3")
    assert (state["asked"], state["keys"], state["form"]) == ([], False, True)


@pytest.mark.screen
def test_given_the_keys_its_digits_sign(desk: Desk, screen: Screen) -> None:
    desk.show(3)
    (desk.folder / "keys").touch()
    desk.until("the strip has the keys", keys=True)
    screen.type("2")
    assert desk.until("the answer", asked=[[2, ""]])["field"] == ""


@pytest.mark.screen
def test_it_stands_over_a_maximised_window_and_a_click_on_the_keys_words_signs(
    desk: Desk, screen: Screen, tmp_path: Path
) -> None:
    desk.show(14)
    screen.focus("^form$")
    state = desk.until("the form in front", form=True)
    left, top, width, height = state["box"]
    assert left >= 0
    assert top >= 0
    assert left + width <= SIZE[0]
    assert top + height <= SIZE[1]
    screen.picture(tmp_path / "cockpit.png")
    screen.click(*state["key"])
    desk.until("the click reached the strip", asked=[[1, ""]])
