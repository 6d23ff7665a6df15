"""What one action of the window is: its id, word, keys, icon, group and hint, what it does and when it is allowed."""

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

    The first of `keys` is shown beside `text`; `hint` says what the action does, and to which clock. What it acts
    on is a matter of its kind (`app/ui/actions/targets.py`).
    """

    id: str
    text: str
    keys: tuple[str, ...]
    icon: str
    group: Group
    hint: str

    def run(self, shell: ShellT) -> None:
        """Does it with what is chosen; when that is not allowed, says why not."""
        raise NotImplementedError

    def refusal(self, shell: ShellT) -> str:
        """Why it is not allowed with what is chosen now; empty when it is, or while nobody knows."""
        raise NotImplementedError

    def is_there(self, shell: ShellT) -> bool:
        """Whether this window has the part that the action is for; if not, it is nowhere shown."""
        raise NotImplementedError


def key_words(key: str) -> str:
    """A key as people read it on a button."""
    return key.replace("Return", "回车")


def button_words(action: Action[ShellT]) -> str:
    """The text of a button with its key hint, parted as a KeyButton parts them."""
    return f"{action.text}　{key_words(action.keys[0])}" if action.keys else action.text
