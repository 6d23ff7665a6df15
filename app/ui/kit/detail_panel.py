"""The pane beside a register's list: the chosen row, its history, and its actions."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.ui.actions.action import button_words
from app.ui.frame.shell import Shell
from app.ui.kit.flow_layout import FlowLayout
from app.ui.kit.key_button import KeyButton
from app.ui.kit.labels import label, rule
from app.ui.kit.scrolling import ScrollPage
from app.ui.kit.table.menu import Lines, button_line
from app.ui.kit.table.view import RowsView
from app.ui.kit.tooltips import set_tip
from app.ui.look.icons import icon


class DetailPanel(QFrame):
    """Shows a column of widgets, rebuilt for each choice, and a bar of buttons under it.

    `buttons_changed` is emitted when other buttons are shown, once the chosen row's actions are known.
    """

    buttons_changed = Signal()

    def __init__(self, shell: Shell, nothing: str) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._shell = shell
        self._nothing = nothing
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._rule = rule()
        self._bar = QWidget()
        self._row = FlowLayout(self._bar)
        self.buttons: dict[str, QPushButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 4, 12)
        column.setSpacing(10)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._rule)
        column.addWidget(self._bar)
        self.setMinimumWidth(300)
        shell.theme.changed.connect(self._dress)
        self.show_nothing()

    def show_nothing(self) -> None:
        """Shows that nothing is chosen."""
        words = label(self._nothing, "second", wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._scroll.setWidget(words)
        self._rule.hide()
        self._bar.hide()

    def show_parts(self, parts: Iterable[QWidget], *, keep_place: bool) -> None:
        """Shows these widgets from top to bottom."""
        place = self._scroll.verticalScrollBar().value() if keep_place else 0
        page = ScrollPage()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(10)
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)
        self._scroll.setWidget(page)
        self._scroll.verticalScrollBar().setValue(place)
        self._rule.setVisible(bool(self.buttons))
        self._bar.setVisible(bool(self.buttons))

    def add_action(self, name: str) -> QPushButton:
        """Adds the button of an action."""
        spec = self._shell.commands.spec(name)
        button = self._add(name, button_words(spec), spec.text)
        set_tip(button, spec.hint)
        button.clicked.connect(self._shell.commands.action(name).trigger)
        return button

    def add_button(self, name: str, words: str, spoken: str) -> QPushButton:
        """Adds a button without an action; the caller connects it."""
        return self._add(name, words, spoken)

    def show_buttons(self, names: Iterable[str], primary: str = "") -> None:
        """Shows these buttons only, one of them filled."""
        shown = frozenset(names)
        for name, button in self.buttons.items():
            button.setVisible(name in shown)
            if bool(button.property("primary")) != (name == primary):
                button.setProperty("primary", name == primary)
                button.style().unpolish(button)
                button.style().polish(button)
            self._draw_icon(name, button)
        self._bar.updateGeometry()
        self.buttons_changed.emit()

    def serve_menu(self, view: RowsView) -> None:
        """Offers every button in the menu of the list's rows, those that are shown now to be chosen."""
        view.row_lines = self._lines
        self.buttons_changed.connect(view.menus.refresh)

    def _lines(self) -> Lines:
        known = not self._bar.isHidden()
        return [button_line(button, allowed=known) for button in self.buttons.values()]

    def _add(self, name: str, words: str, spoken: str) -> QPushButton:
        button = KeyButton(self._shell.theme, words)
        button.setAccessibleName(spoken)
        self.buttons[name] = button
        self._row.addWidget(button)
        return button

    def _dress(self) -> None:
        for name, button in self.buttons.items():
            self._draw_icon(name, button)

    def _draw_icon(self, name: str, button: QPushButton) -> None:
        theme = self._shell.theme
        try:
            drawn = self._shell.commands.spec(name).icon
        except KeyError:
            return
        colour = theme.tokens.on_accent if button.property("primary") else theme.tokens.text
        button.setIcon(icon(drawn, colour, theme.px(16)))
        button.setIconSize(QSize(theme.px(16), theme.px(16)))
