"""The menus of lists: lines as data with their keys; checkable lines keep the menu open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from app.ui.actions.action import key_words
from app.ui.frame.shell import Shell
from app.ui.kit.key_button import WIDE
from app.ui.look.icons import icon


@dataclass(frozen=True, slots=True)
class MenuLine:
    """One line of a menu; `ticked` is None for a line that only acts, `stays` keeps the menu open after it."""

    words: str
    run: Callable[[], object]
    key: str = ""
    icon: str = ""
    allowed: bool = True
    ticked: bool | None = None
    stays: bool = False


# None stands for a separator.
Lines = Sequence[MenuLine | None]


def action_line(shell: Shell, name: str, *, allowed: bool = True) -> MenuLine:
    """The line of an action, disabled when the selection does not allow it."""
    spec = shell.commands.spec(name)
    key = key_words(spec.keys[0]) if spec.keys else ""
    possible = allowed and shell.commands.is_there(name) and not shell.commands.refusal(name)
    return MenuLine(spec.text, partial(shell.commands.run, name), key, spec.icon, possible)


def button_line(button: QPushButton, *, allowed: bool = True) -> MenuLine:
    """The line of a button of the page: its word and key, disabled while the button is hidden or disabled."""
    word, _, key = button.text().partition(WIDE)
    shortcut = button.shortcut().toString()
    return MenuLine(
        word, button.click, key or shortcut, allowed=allowed and button.isEnabled() and not button.isHidden()
    )


class LinesMenu(QMenu):
    """Shows the lines that `source` returns; reads them again after a line that stays was chosen, and on demand."""

    def __init__(self, parent: QWidget, source: Callable[[], Lines], colour: str) -> None:
        super().__init__(parent)
        self.setObjectName("lines")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._source = source
        self._colour = colour
        self._lines: list[MenuLine] = []
        self._fill()
        self.triggered.connect(self._run)

    def words(self) -> list[str]:
        """The words of the lines without their keys."""
        return [action.text().partition("\t")[0] for action in self.actions() if not action.isSeparator()]

    def line(self, words: str) -> QAction:
        """The line with these words.

        Raises:
            LookupError: there is none.

        """
        for action in self.actions():
            if action.text().partition("\t")[0] == words:
                return action
        raise LookupError(words)

    def refresh(self) -> None:
        """Reads the lines again."""
        lines = [line for line in self._source() if line is not None]
        shown = [action for action in self.actions() if not action.isSeparator()]
        if len(lines) != len(shown):
            self.clear()
            self._fill()
            return
        self._lines = lines
        for action, line in zip(shown, lines, strict=True):
            self._dress(action, line)

    def open_at(self, place: QPoint) -> None:
        """Opens at a place of the screen, its first line chosen."""
        self.popup(place)
        first = next((action for action in self.actions() if action.isEnabled() and not action.isSeparator()), None)
        if first is not None:
            self.setActiveAction(first)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a line that stays keeps the menu open."""
        if not self._run_staying():
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Enter on a line that stays keep the menu open."""
        pressed = event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if not (pressed and self._run_staying()):
            super().keyPressEvent(event)

    def _fill(self) -> None:
        self._lines = []
        for line in self._source():
            if line is None:
                self.addSeparator()
                continue
            action = QAction(self)
            action.setData(len(self._lines))
            self._lines.append(line)
            self._dress(action, line)
            self.addAction(action)

    def _dress(self, action: QAction, line: MenuLine) -> None:
        words = line.words.replace("&", "&&")
        action.setText(f"{words}\t{line.key}" if line.key else words)
        action.setEnabled(line.allowed)
        action.setCheckable(line.ticked is not None)
        action.setChecked(bool(line.ticked))
        if line.icon:
            action.setIcon(icon(line.icon, self._colour))

    def _run_staying(self) -> bool:
        action = self.activeAction()
        line = self._lines[int(action.data())] if action is not None and action.data() is not None else None
        if line is None or not line.stays or not line.allowed:
            return False
        line.run()
        self.refresh()
        return True

    def _run(self, action: QAction) -> None:
        line = self._lines[int(action.data())]
        line.run()
