"""The actions of the table come alive: one QAction each, bound to what it does."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QWidget

from app.ui.actions import ACTIONS, BY_ID, ActionSpec, Group
from app.ui.icons import icon
from app.ui.theme import Theme


class Commands(QObject):
    """All QActions of one window. An action without a handler is hidden and its key does nothing."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._handlers: dict[str, Callable[[], None]] = {}
        self._actions: dict[str, QAction] = {}
        self._extra: dict[str, ActionSpec] = {}
        # One connection for all actions: a hundred of them would be most of what a window connects.
        self._group = QActionGroup(self)
        self._group.setExclusionPolicy(QActionGroup.ExclusionPolicy.None_)
        self._group.triggered.connect(self._run_action)
        for spec in ACTIONS:
            self._make(spec)
        theme.changed.connect(self._dress)

    def install(self, window: QWidget) -> None:
        """Makes the keys work in `window`."""
        for action in self._actions.values():
            window.addAction(action)

    def bind(self, name: str, handler: Callable[[], None]) -> None:
        """Gives an action what it does; from now on it is shown.

        Raises:
            KeyError: the table has no such action.

        """
        self._handlers[name] = handler
        action = self._actions[name]
        action.setVisible(True)
        action.setEnabled(True)

    def add_page(self, name: str, title: str, icon_name: str, handler: Callable[[], None]) -> None:
        """Adds a page to the palette under the id `page:name`."""
        spec = ActionSpec(f"page:{name}", title, (), icon_name, Group.FIND, hint="打开此页")
        self._extra[spec.id] = spec
        self._make(spec)
        self.bind(spec.id, handler)

    def action(self, name: str) -> QAction:
        """The QAction for menus and buttons."""
        return self._actions[name]

    def is_bound(self, name: str) -> bool:
        """Whether anything happens on this action."""
        return name in self._handlers

    def run(self, name: str) -> None:
        """Does the action, if it is bound."""
        handler = self._handlers.get(name)
        if handler is not None:
            handler()

    def bound(self) -> Iterator[ActionSpec]:
        """The actions that do something, in the order of the table, then the pages."""
        for spec in (*ACTIONS, *self._extra.values()):
            if spec.id in self._handlers:
                yield spec

    def spec(self, name: str) -> ActionSpec:
        """The line of the table for an action or a page."""
        return BY_ID[name] if name in BY_ID else self._extra[name]

    def _make(self, spec: ActionSpec) -> None:
        action = QAction(spec.text, self)
        action.setShortcuts([QKeySequence(key) for key in spec.keys])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.setIcon(icon(spec.icon, self._theme.tokens.text))
        action.setToolTip(f"{spec.text}（{spec.keys[0]}）：{spec.hint}" if spec.keys else spec.hint)
        action.setVisible(False)
        action.setEnabled(False)
        action.setData(spec.id)
        self._group.addAction(action)
        self._actions[spec.id] = action

    def _run_action(self, action: QAction) -> None:
        self.run(action.data())

    def _dress(self) -> None:
        for name, action in self._actions.items():
            action.setIcon(icon(self.spec(name).icon, self._theme.tokens.text))
