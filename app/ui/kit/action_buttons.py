"""The buttons of actions: text and key come from the entry, a click runs it, enabled while allowed."""

from __future__ import annotations

from typing import Protocol

from app.ui.actions.action import button_words
from app.ui.actions.targets import page_actions
from app.ui.frame.pages import Page
from app.ui.frame.shell import Shell
from app.ui.kit.key_button import KeyButton
from app.ui.kit.table.model import RowsModel
from app.ui.kit.tooltips import set_tip


class ListPage(Protocol):
    """A page that shows rows."""

    model: RowsModel


def why_no_rows(page: ListPage) -> str:
    """The reason why a list cannot be exported or printed; empty when it has rows."""
    return "" if page.model.rows else "列表里还没有内容"


def action_button(shell: Shell, name: str, *, strong: bool = False, role: str = "") -> KeyButton:
    """A button of an action; `role` is how it looks: "filter" in a heading, "primary" where it is the main one."""
    entry = shell.commands.spec(name)
    button = KeyButton(shell.theme, button_words(entry), strong=strong)
    button.setAccessibleName(entry.text)
    set_tip(button, entry.hint)
    if role:
        button.setProperty(role, True)
    button.clicked.connect(shell.commands.action(name).trigger)
    return button


class PageTools:
    """The buttons of the actions on a page as a whole, in the order of the key table."""

    def __init__(self, page: Page, *, main: str = "", role: str = "filter") -> None:
        self._page = page
        self._entries = page_actions(page.shell, page.name)
        self.buttons = {
            entry.id: action_button(page.shell, entry.id, role="primary" if entry.id == main else role)
            for entry in self._entries
        }

    def weigh(self) -> None:
        """Enables the buttons that the page allows now."""
        for entry in self._entries:
            self.buttons[entry.id].setEnabled(not entry.weigh(self._page))
