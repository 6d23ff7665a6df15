"""An action of the window: its id, word, keys, icon, group, hint, what it does and when it is allowed."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Generic, TypeVar

ShellT = TypeVar("ShellT")


class Group(enum.StrEnum):
    """The headings of the key table, in its order."""

    TICKET = "办理工单"
    DESK = "值守"
    REGISTERS = "登记与督办"
    FIND = "查找与队列"
    WINDOW = "窗口"


@dataclass(frozen=True, slots=True)
class Action(Generic[ShellT]):
    """One entry: buttons, menus, keys, the key table and the palette read nothing else.

    The first of `keys` is shown beside `text`; `hint` describes what the action does, and to which clock. The
    subclasses in `app/ui/actions/targets.py` define what it acts on.
    """

    id: str
    text: str
    keys: tuple[str, ...]
    icon: str
    group: Group
    hint: str

    def run(self, shell: ShellT) -> None:
        """Runs the action on the selection, or shows why it is not allowed."""
        raise NotImplementedError

    def refusal(self, shell: ShellT) -> str:
        """The reason why the current selection does not allow it; empty when allowed or not yet known."""
        raise NotImplementedError

    def is_there(self, shell: ShellT) -> bool:
        """Whether this window has the part that the action needs; without it the action is not shown."""
        raise NotImplementedError


def key_words(key: str) -> str:
    """A key as people read it on a button."""
    return key.replace("Return", "回车").replace("Left", "←").replace("Right", "→")


def button_words(action: Action[ShellT]) -> str:
    """The text of a button with its key hint, parted as a KeyButton parts them."""
    return f"{action.text}　{key_words(action.keys[0])}" if action.keys else action.text
