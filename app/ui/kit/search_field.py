"""The field that searches a list: a hint of what is searched, a button that clears it."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from app.ui.frame.shell import Shell
from app.ui.kit.labels import clearable

_WIDTH = 210


class SearchField(QLineEdit):
    """Text that narrows a list; `hint` names what is searched, `name` is read to those who do not see it."""

    def __init__(self, shell: Shell, name: str, hint: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setMinimumWidth(shell.theme.px(_WIDTH))
        clearable(self)
