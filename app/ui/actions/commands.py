"""The actions of one window as QActions, whose keys and clicks run the entries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Generic

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QWidget

from app.ui.actions.action import Action, ShellT
from app.ui.kit.tooltips import set_tip
from app.ui.look.icons import icon
from app.ui.look.theme import Theme


class Commands(QObject, Generic[ShellT]):
    """All actions of one window. One whose part the window lacks is hidden and its key does nothing."""

    def __init__(self, theme: Theme, shell: ShellT, actions: Iterable[Action[ShellT]]) -> None:
        super().__init__()
        self._theme = theme
        self._shell = shell
        self._entries: dict[str, Action[ShellT]] = {}
        self._actions: dict[str, QAction] = {}
        self._drawn: set[str] = set()
        # One connection for all actions: a hundred of them would be most of what a window connects.
        self._group = QActionGroup(self)
        self._group.setExclusionPolicy(QActionGroup.ExclusionPolicy.None_)
        self._group.triggered.connect(self._run_action)
        for entry in actions:
            self.add(entry)
        theme.changed.connect(self._dress)

    def add(self, entry: Action[ShellT]) -> None:
        """Adds an action after the existing ones."""
        self._entries[entry.id] = entry
        action = QAction(entry.text, self)
        action.setShortcuts([QKeySequence(key) for key in entry.keys])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        set_tip(action, f"{entry.text}（{entry.keys[0]}）：{entry.hint}" if entry.keys else entry.hint)
        action.setVisible(False)
        action.setEnabled(False)
        action.setData(entry.id)
        self._group.addAction(action)
        self._actions[entry.id] = action

    def install(self, window: QWidget) -> None:
        """Makes the keys work in `window`."""
        for action in self._actions.values():
            window.addAction(action)
        self.show_parts()

    def show_parts(self) -> None:
        """Shows the actions of the parts that the window has by now."""
        for name, action in self._actions.items():
            there = self.is_there(name)
            action.setVisible(there)
            action.setEnabled(there)  # a refused key still shows the reason: only a missing part disables it

    def action(self, name: str) -> QAction:
        """The QAction for menus and buttons; its icon is drawn at the first use, most are never shown."""
        action = self._actions[name]
        if name not in self._drawn:
            self._drawn.add(name)
            action.setIcon(icon(self._entries[name].icon, self._theme.tokens.text))
        return action

    def spec(self, name: str) -> Action[ShellT]:
        """The entry of an action or a page.

        Raises:
            KeyError: there is no such action.

        """
        return self._entries[name]

    def every(self) -> Iterator[Action[ShellT]]:
        """The actions whose part is there, in the order of the table, then the pages."""
        return (entry for entry in self._entries.values() if entry.is_there(self._shell))

    def is_there(self, name: str) -> bool:
        """Whether the window has the part that the action is for."""
        return self._entries[name].is_there(self._shell)

    def refusal(self, name: str) -> str:
        """The reason why the current selection does not allow the action; empty when allowed."""
        return self._entries[name].refusal(self._shell)

    def run(self, name: str) -> None:
        """Runs the action when its part is there; an action that is not allowed shows the reason."""
        entry = self._entries[name]
        if entry.is_there(self._shell):
            entry.run(self._shell)

    def _run_action(self, action: QAction) -> None:
        self.run(action.data())

    def _dress(self) -> None:
        for name in self._drawn:
            self._actions[name].setIcon(icon(self._entries[name].icon, self._theme.tokens.text))
