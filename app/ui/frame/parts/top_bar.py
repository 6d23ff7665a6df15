"""The top bar: the search field and the desk's own actions with their keys."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from app.ui.actions.action import Action, button_words
from app.ui.frame.shell import Shell
from app.ui.kit.action_buttons import action_button
from app.ui.kit.labels import clearable
from app.ui.kit.tooltips import set_tip
from app.ui.look.icons import icon

SEARCH_DELAY_MS = 200
_SEARCH = "搜索 编号、内容、商户、电话、地点"
LEAST_SEARCH = 260  # px, below which the buttons leave their keys to the tool tips
BUTTONS = ("import", "paste-import", "new-ticket", "day-log", "undo", "palette")


class TopBar(QWidget):
    """Emits the searched text 200 ms after the last key, or at once with Enter; an empty text ends the search."""

    searched = Signal(str)
    entered = Signal()  # Enter: the person wants the first hit

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.search = QLineEdit()
        self.search.setAccessibleName(_SEARCH)
        clearable(self.search)
        self._glass = QAction("搜索", self.search)
        self.search.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(SEARCH_DELAY_MS)
        self._delay.timeout.connect(self._emit_search)
        self.search.textChanged.connect(self._delay.start)
        self.search.returnPressed.connect(self._enter)
        self._buttons: dict[str, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.search, 1)
        for name in BUTTONS:
            row.addWidget(self._button(name))
        shell.theme.changed.connect(self._dress)
        self._dress()

    def show_there(self) -> None:
        """Shows the buttons of the actions that the window has."""
        for name, button in self._buttons.items():
            button.setVisible(self._shell.commands.is_there(name))
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Narrower than the buttons with their keys, which go where there is little room."""
        return QSize(self._shell.theme.px(LEAST_SEARCH), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leaves the search its room."""
        super().resizeEvent(event)
        self._fit()

    def focus_search(self) -> None:
        """Puts the cursor into the search field and selects its text."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def clear(self) -> bool:
        """Ends the search; False when there was none."""
        if not self.search.text():
            return False
        self.search.clear()
        self._emit_search()
        return True

    def forget(self) -> None:
        """Empties the field without a signal: another list was chosen."""
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self._delay.stop()

    def _enter(self) -> None:
        self._emit_search()
        self.entered.emit()

    def _emit_search(self) -> None:
        self._delay.stop()
        self.searched.emit(self.search.text().strip())

    def _fit(self) -> None:
        """Shows the keys beside the words of the buttons, and that of the search, where the search keeps its room."""
        self._fit_buttons()
        self.layout().activate()
        with_key = f"{_SEARCH}　　Ctrl+F"
        room = self.search.width() - self._shell.theme.px(60)
        fits = self.search.fontMetrics().horizontalAdvance(with_key) <= room
        self.search.setPlaceholderText(with_key if fits else _SEARCH)

    def _fit_buttons(self) -> None:
        shown = [(button, self._shell.commands.spec(name)) for name, button in self._buttons.items()]
        for words in (button_words, _word):
            for button, entry in shown:
                button.setText(words(entry))
            taken = sum(
                button.sizeHint().width() + self.layout().spacing() for button, _ in shown if not button.isHidden()
            )
            if self.width() - taken >= self._shell.theme.px(LEAST_SEARCH):
                return

    def _button(self, name: str) -> QPushButton:
        button = action_button(self._shell, name)
        entry = self._shell.commands.spec(name)
        set_tip(button, f"{button_words(entry)}：{entry.hint}")
        button.setVisible(False)
        self._buttons[name] = button
        return button

    def _dress(self) -> None:
        theme = self._shell.theme
        size = theme.px(16)
        self._glass.setIcon(icon("search", theme.tokens.second, size))
        for name, button in self._buttons.items():
            button.setIcon(icon(self._shell.commands.spec(name).icon, theme.tokens.text, size))
            button.setIconSize(QSize(size, size))
        self._fit()


def _word(entry: Action[Shell]) -> str:
    return entry.text
