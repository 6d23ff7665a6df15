"""The alarm window on a real screen: over everything, and the keys of a form stay with the form."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.processes import Launch
from tests.support.screen import Screen
from tests.support.told_state import ToldState

# A program with a form and, once a line comes into a file, an alarm; it keeps writing down what it knows.
PROGRAM = """
import json, sys
from datetime import timedelta
from pathlib import Path
from PySide6.QtCore import QTimer, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from app.base.clock import SystemClock
from app.ui.reminder.alarm.window import AlarmWindow
from app.ui.look.theme import Theme, ThemeMode
from tests.support.reminder_rows import a_row

folder, full = Path(sys.argv[1]), sys.argv[2] == "full"
application = QApplication([])
application.setQuitOnLastWindowClosed(False)
clock = SystemClock()
theme = Theme(mode=ThemeMode.LIGHT)
theme.apply(clock.now())
form = QWidget()
form.setWindowTitle("form")
field = QLineEdit()
QVBoxLayout(form).addWidget(field)
form.showFullScreen() if full else form.show()
asked = []
alarm = AlarmWindow(theme, clock, guard_ms=50)
alarm.sign_requested.connect(lambda ids, reason: asked.append(["sign", ids, reason]))
alarm.acknowledge_requested.connect(lambda ids: asked.append(["known", ids]))

def write():
    if (folder / "ring").exists() and not alarm.isVisible() and not alarm.body.lines:
        due = clock.now() + timedelta(minutes=-1 if (folder / "late").exists() else 5)
        alarm.show_rows([a_row(1, due=due, planned=clock.now())])
    box = alarm.geometry()
    state = {"field": field.text(), "asked": asked, "up": alarm.isVisible(), "locked": alarm.answers.locked,
             "keys": alarm.isActiveWindow(), "form": form.isActiveWindow() and field.hasFocus(),
             "box": [box.x(), box.y(), box.width(), box.height()], "reason": alarm.body.reason.field.text()}
    (folder / "state.tmp").write_text(json.dumps(state))
    (folder / "state.tmp").replace(folder / "state")

timer = QTimer()
timer.timeout.connect(write)
timer.start(20)
sys.exit(application.exec())
"""


class Desk(ToldState):
    """The running program as a test sees it."""

    def ring(self, *, late: bool = False) -> tuple[int, int, int, int]:
        if late:
            (self.folder / "late").touch()
        (self.folder / "ring").touch()
        box = self.until("the alarm", up=True, locked=False)["box"]
        return box[0], box[1], box[2], box[3]


def start(launch: Launch, tmp_path: Path, look: str = "plain") -> Desk:
    source = tmp_path / "alarm_program.py"
    source.write_text(PROGRAM, "utf-8")
    launch(source, tmp_path, look, variables={"PYTHONPATH": str(Path.cwd())})
    desk = Desk(tmp_path)
    desk.until("the form has the keys", form=True)
    return desk


@pytest.mark.screen
def test_the_keys_of_a_form_do_not_answer_an_alarm(launch: Launch, screen: Screen, tmp_path: Path) -> None:
    desk = start(launch, tmp_path)
    screen.type("before ")
    desk.ring()
    screen.type("1 a s 2")
    state = desk.until("the text in the form", field="before 1 a s 2")
    assert (state["asked"], state["keys"], state["form"]) == ([], False, True)


@pytest.mark.screen
def test_a_click_on_a_button_answers_and_the_form_keeps_the_keys(
    launch: Launch, screen: Screen, tmp_path: Path
) -> None:
    desk = start(launch, tmp_path)
    left, top, width, _ = desk.ring()
    screen.click(left + width - 60, top + 90)
    desk.until("the answer", asked=[["sign", [1], ""]])
    screen.type("going on")
    assert desk.until("the text in the form", field="going on")["form"]


@pytest.mark.screen
def test_a_click_beside_the_buttons_gives_the_window_the_keys_and_escape_gives_them_back(
    launch: Launch, screen: Screen, tmp_path: Path
) -> None:
    desk = start(launch, tmp_path)
    left, top, _, _ = desk.ring()
    screen.click(left + 120, top + 90)
    desk.until("the alarm has the keys", keys=True)
    screen.keys("1")
    assert desk.until("the answer", asked=[["sign", [1], ""]])["field"] == ""
    screen.keys("Escape")
    desk.until("the form has the keys again", up=False, form=True)
    screen.type("on")
    desk.until("the text in the form", field="on")


@pytest.mark.screen
def test_the_reason_of_a_late_sign_is_typed_into_the_alarm(launch: Launch, screen: Screen, tmp_path: Path) -> None:
    desk = start(launch, tmp_path)
    left, top, width, _ = desk.ring(late=True)
    screen.click(left + width - 60, top + 125)
    desk.until("the alarm has the keys", keys=True)
    screen.type("1 line was down")
    desk.until("the reason", reason="1 line was down")
    screen.keys("Return")
    assert desk.until("the answer", asked=[["sign", [1], "1 line was down"]])["field"] == ""


@pytest.mark.screen
def test_it_stands_over_a_full_screen_window(launch: Launch, screen: Screen, tmp_path: Path) -> None:
    desk = start(launch, tmp_path, "full")
    left, top, width, _ = desk.ring()
    screen.click(left + width - 60, top + 90)
    desk.until("the click reached the alarm", asked=[["sign", [1], ""]])
