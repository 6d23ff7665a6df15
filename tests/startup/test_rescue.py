"""The rescue screen at the start: leaving it does not open the desk, a register that is whole again does."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app.base.paths import DataFolder
from app.base.people import Person
from app.rules.upkeep.states import RegisterFault, RegisterState
from app.startup import rescue
from app.ui.upkeep.rescue import RescueWindow
from tests.support.registers import copy_empty_register


@pytest.mark.parametrize(("button", "opens"), [("main", True), ("leave", False)])
def test_only_a_register_that_can_be_opened_leads_on(
    qapp: QApplication, folder: DataFolder, button: str, opens: bool
) -> None:
    copy_empty_register(folder)

    def press() -> None:
        (window,) = [each for each in qapp.topLevelWidgets() if isinstance(each, RescueWindow) and each.isVisible()]
        getattr(window, button).click()

    QTimer.singleShot(50, press)
    assert rescue.run(folder, RegisterFault(RegisterState.BUSY), Person("值班员甲")) is opens
