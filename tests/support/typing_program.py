"""The real desk with a record of what its keyboard reaches: `python typing_program.py DATA-FOLDER STATE-FOLDER`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from app.base.people import Person
from app.bootstrap import open_desk
from app.startup.opening import Opening


class Compositions(QObject):
    """Listens in on what input methods compose."""

    def __init__(self) -> None:
        super().__init__()
        self.preedit = ""

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Notes the text under composition."""
        if isinstance(event, QInputMethodEvent):
            self.preedit = event.preeditString()
        return False


def main(data: str, told: str) -> int:
    """Opens the desk and keeps writing down its state; returns the exit code."""
    desk = open_desk(Path(data))
    opening = Opening(desk, person=Person("值班员甲"))
    compositions = Compositions()
    opening.opened.application.installEventFilter(compositions)
    state = Path(told) / "state"

    def write() -> None:
        aside = state.with_suffix(".new")
        aside.write_text(json.dumps(_state(opening) | {"preedit": compositions.preedit}), "utf-8")
        aside.replace(state)

    timer = QTimer()
    timer.timeout.connect(write)
    timer.start(20)
    return opening.opened.run()


def _state(opening: Opening) -> dict[str, object]:
    opened = opening.opened
    window, focus = QApplication.activeWindow(), QApplication.focusWidget()
    text = ""
    if isinstance(focus, QPlainTextEdit):
        text = focus.toPlainText()
    elif isinstance(focus, QLineEdit):
        text = focus.text()
    return {
        "joined": opening.joined is not None,
        "module": opened.shell.input.used,
        "works": opened.shell.input.works,
        "words": opened.shell.input.words,
        "message": opened.window.messages.text,
        "foot": opened.window.foot.warnings,
        "window": window.windowTitle() if window else "",
        "field": focus.accessibleName() if focus else "",
        "place": id(focus),
        "text": text,
        "ticket": opened.shell.selection.current is not None and opened.shell.selection.detail is not None,
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
