"""The alarm on a real screen: over everything, a strip over a form, and the keys of a form stay with the form."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.processes import Launch
from tests.support.screen import Screen
from tests.support.told_state import ToldState

# A program with a list or a form and, once a line comes into a file, an alarm; it keeps writing down what it knows.
PROGRAM = """
import json, sys
from datetime import timedelta
from pathlib import Path
from PySide6.QtCore import QTimer, Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QListWidget, QVBoxLayout, QWidget
from app.base.clock import SystemClock
from app.ui.reminder.alarm.keyboard import AlarmKey
from app.ui.reminder.alarm.window import AlarmWindow
from app.ui.look.theme import Theme, ThemeMode
from tests.support.reminder_rows import a_row

folder, look = Path(sys.argv[1]), sys.argv[2]
application = QApplication([])
application.setQuitOnLastWindowClosed(False)
clock = SystemClock()
theme = Theme(mode=ThemeMode.LIGHT)
theme.apply(clock.now())
main = QWidget()
main.setWindowTitle("form")
field = QLineEdit()
column = QVBoxLayout(main)
column.addWidget(QListWidget() if look == "list" else field)
form = main
if look in {"modal", "window-modal"}:
    form = QDialog(main)
    QVBoxLayout(form).addWidget(field)
    main.show()
    QTimer.singleShot(0, form.exec if look == "modal" else form.open)
elif look == "full":
    main.showFullScreen()
else:
    main.show()
asked = []
alarm = AlarmWindow(theme, clock, guard_ms=50)
alarm.sign_requested.connect(lambda ids, reason: asked.append(["sign", ids, reason]))
alarm.acknowledge_requested.connect(lambda ids: asked.append(["known", ids]))
key = AlarmKey(alarm.bring_back, lambda: (alarm,), alarm)

def write():
    if (folder / "ring").exists() and not alarm.board:
        due = clock.now() + timedelta(minutes=-1 if (folder / "late").exists() else 5)
        alarm.show_rows([a_row(1, due=due, planned=clock.now())])
    shown = alarm.strip if alarm.strip.isVisible() else alarm
    box = shown.geometry()
    has = form.isActiveWindow() and (look == "list" or field.hasFocus())
    state = {"field": field.text(), "asked": asked, "up": alarm.isVisible(), "locked": alarm.answers.locked,
             "strip": alarm.strip.isVisible(), "keys": alarm.isActiveWindow(), "form": has,
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

    def ring(self, *, late: bool = False, strip: bool = False) -> tuple[int, int, int, int]:
        if late:
            (self.folder / "late").touch()
        (self.folder / "ring").touch()
        box = self.until("the alarm", up=not strip, strip=strip, locked=False)["box"]
        return box[0], box[1], box[2], box[3]


def start(launch: Launch, tmp_path: Path, look: str) -> Desk:
    source = tmp_path / "alarm_program.py"
    source.write_text(PROGRAM, "utf-8")
    launch(source, tmp_path, look, variables={"PYTHONPATH": str(Path.cwd())})
    desk = Desk(tmp_path)
    desk.until("the form has the keys", form=True)
    return desk


@pytest.mark.screen
def test_over_a_form_the_alarm_is_a_strip_and_the_keys_stay_with_the_form(
    launch: Launch, screen: Screen, tmp_path: Path
) -> None:
    desk = start(launch, tmp_path, "form")
    screen.type("before ")
    desk.ring(strip=True)
    screen.type("1 a s 2")
    state = desk.until("the text in the form", field="before 1 a s 2")
    assert (state["asked"], state["keys"], state["form"], state["strip"]) == ([], False, True, True)


@pytest.mark.screen
@pytest.mark.parametrize("look", ["form", "modal", "window-modal"])
def test_f12_leads_from_a_form_to_the_alarm_and_back_over_modal_dialogs_too(
    launch: Launch, screen: Screen, tmp_path: Path, look: str
) -> None:
    desk = start(launch, tmp_path, look)
    screen.type("before ")
    desk.ring(strip=True)
    screen.keys("F12")
    desk.until("the alarm has the keys", keys=True, up=True, strip=False, locked=False)
    screen.keys("1")
    desk.until("the answer", asked=[["sign", [1], ""]])
    screen.keys("F12")
    desk.until("the form has the keys again", form=True, up=False, strip=True)
    screen.type("after")
    assert desk.until("the text in the form", field="before after")["asked"] == [["sign", [1], ""]]


@pytest.mark.screen
def test_a_click_on_the_strip_opens_the_alarm_and_escape_makes_it_a_strip_again(
    launch: Launch, screen: Screen, tmp_path: Path
) -> None:
    desk = start(launch, tmp_path, "form")
    screen.type("some")
    desk.until("what is being written", field="some")
    left, top, width, height = desk.ring(strip=True)
    screen.click(left + width // 2, top + height // 2)
    desk.until("the alarm has the keys", keys=True, up=True, locked=False)
    screen.keys("Escape")
    desk.until("the form has the keys again", up=False, strip=True, form=True)
    screen.type("on")
    screen.keys("Escape")
    assert desk.until("the text in the form", field="someon")["strip"]


@pytest.mark.screen
def test_a_click_on_a_button_answers_and_the_list_keeps_the_keys(
    launch: Launch, screen: Screen, tmp_path: Path
) -> None:
    desk = start(launch, tmp_path, "list")
    left, top, width, _ = desk.ring()
    screen.click(left + width - 60, top + 90)
    assert desk.until("the answer", asked=[["sign", [1], ""]])["form"]


@pytest.mark.screen
def test_a_click_beside_the_buttons_gives_the_window_the_keys_and_escape_gives_them_back(
    launch: Launch, screen: Screen, tmp_path: Path
) -> None:
    desk = start(launch, tmp_path, "list")
    left, top, _, _ = desk.ring()
    screen.click(left + 120, top + 90)
    desk.until("the alarm has the keys", keys=True)
    screen.keys("1")
    desk.until("the answer", asked=[["sign", [1], ""]])
    screen.keys("Escape")
    desk.until("the list has the keys again", up=False, strip=True, form=True)


@pytest.mark.screen
def test_the_reason_of_a_late_sign_is_typed_into_the_alarm(launch: Launch, screen: Screen, tmp_path: Path) -> None:
    desk = start(launch, tmp_path, "list")
    left, top, width, _ = desk.ring(late=True)
    screen.click(left + width - 60, top + 125)
    desk.until("the alarm has the keys", keys=True)
    screen.type("1 line was down")
    desk.until("the reason", reason="1 line was down")
    screen.keys("Return")
    desk.until("the answer", asked=[["sign", [1], "1 line was down"]])


@pytest.mark.screen
def test_the_strip_stands_over_a_full_screen_window(launch: Launch, screen: Screen, tmp_path: Path) -> None:
    desk = start(launch, tmp_path, "full")
    screen.type("some")
    desk.until("what is being written", field="some")
    left, top, width, height = desk.ring(strip=True)
    screen.click(left + width // 2, top + height // 2)
    desk.until("the click reached the strip", up=True, keys=True)
