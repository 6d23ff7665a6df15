"""Shows the rescue screen when the register cannot be used, before any main window."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog

from app.base.clock import SystemClock
from app.base.paths import DataFolder
from app.base.people import Person
from app.rules.upkeep.states import RegisterFault
from app.ui.frame.application import prepare_application
from app.ui.frame.program_mark import show_icon
from app.ui.frame.runners import ThreadRunner
from app.ui.look.theme import Theme
from app.ui.upkeep.rescue import RescueWindow


def run(folder: DataFolder, fault: RegisterFault, person: Person) -> bool:
    """Runs the rescue screen; True when the register can be opened again, False when it was left."""
    prepare_application()
    show_icon()
    clock = SystemClock()
    theme = Theme()
    theme.apply(clock.now())
    window = RescueWindow(folder, fault, person, theme=theme, clock=clock, runner=ThreadRunner())
    try:
        return bool(window.exec() == QDialog.DialogCode.Accepted)
    finally:
        window.finish()
        window.deleteLater()
