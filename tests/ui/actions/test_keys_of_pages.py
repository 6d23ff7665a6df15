"""Every key does one thing on every page: Qt runs neither of two that share a key."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QAbstractButton, QWidget

from app.ui.actions.catalogue import PAGES
from app.ui.actions.entries import ACTIONS
from app.ui.frame.application import OpenWindow


def keys_of(page: QWidget) -> list[str]:
    """The keys that a page takes for itself wherever the keyboard is on it."""
    buttons = [each.shortcut().toString() for each in page.findChildren(QAbstractButton)]
    own = [each for each in page.findChildren(QShortcut) if each.context() != Qt.ShortcutContext.WidgetShortcut]
    return [key for key in (*buttons, *(each.key().toString() for each in own)) if key]


def test_no_page_takes_a_key_that_an_action_of_the_window_has(opened: OpenWindow) -> None:
    of_actions = {key.toString() for entry in ACTIONS for key in opened.shell.commands.action(entry.id).shortcuts()}
    shared: dict[str, list[str]] = {}
    for spec in PAGES:
        opened.window.show_page(spec.name)
        keys = Counter(keys_of(opened.window.current_page()))
        if wrong := sorted(key for key, times in keys.items() if times > 1 or key in of_actions):
            shared[spec.name] = wrong
    assert len(of_actions) > 100
    assert shared == {}
