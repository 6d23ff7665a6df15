"""The base class of pages, and their specification for the window before they are built."""

from __future__ import annotations

import enum
import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from app.base.changes import Change
from app.desk.queue.rows import Counters
from app.ui.frame.shell import Shell


class PageGroup(enum.StrEnum):
    """The headings of the navigation, in its order; pages of the rules are reached from the settings instead."""

    PLATFORM = "平台"
    REGISTERS = "登记"
    SURVEY = "回访与审核"
    SUPERVISION = "提醒与上报"
    STUDY = "研判"
    WATCH = "值守"
    RULES = "规则"
    FOOT = ""


@dataclass(frozen=True, slots=True)
class Badge:
    """A number beside a navigation entry; tone red, amber or plain."""

    count: int
    tone: str = "plain"


class OwnUndo(Protocol):
    """The undo of an editor: while its page is in front, Ctrl+Z belongs to it and never to the desk."""

    def undo(self) -> None:
        """Takes the last edit back."""

    def why_not_undo(self) -> str:
        """The reason why there is nothing to take back."""


class Page(QWidget):
    """A page of the centre. It refreshes once when something it shows has changed, and only when visible."""

    name = ""  # as its PageSpec and its actions name it
    choose_first = "请先选择一行"  # the message of a key while nothing is chosen
    shows: Change = Change.NOTHING
    wants_panel = False  # whether the ticket panel is shown beside this page
    own_undo: OwnUndo | None = None  # what Ctrl+Z does here, on a page that edits
    acts_below = False  # whether its buttons are at the bottom, so that messages appear at the top

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.setObjectName("page")
        self.shell = shell
        self._stale = True
        shell.gateway.changed.connect(self.note)

    def refresh(self) -> None:
        """Reads the data of the page again."""
        raise NotImplementedError

    def chosen(self) -> object | None:
        """The object of the page's actions; None while nothing is chosen."""
        return None

    def back(self) -> bool:
        """Esc: leaves a state of the page (a search, an editor); False when there was none."""
        return False

    def note(self, changes: Change) -> None:
        """Takes note of a change; refreshes now when visible, else when shown next."""
        if not changes & self.shows:
            return
        self._stale = True
        if self.isVisible():
            self._freshen()

    def showEvent(self, event: QShowEvent) -> None:
        """Refreshes the page when something changed while it was hidden."""
        super().showEvent(event)
        if self._stale:
            self._freshen()

    def _freshen(self) -> None:
        self._stale = False
        self.refresh()


def at_first_visit(module: str, name: str) -> Callable[[Shell], Page]:
    """Builds the page `name` of `module`, which is imported only then: the window opens sooner without its pages."""

    def build(shell: Shell) -> Page:
        page: Page = getattr(importlib.import_module(module), name)(shell)
        return page

    return build


@dataclass(frozen=True, slots=True)
class PageSpec:
    """The specification of a page, which is built at its first visit.

    `badge` reads the page's number from the counters; None shows nothing. `key` is the second key after Ctrl+G that
    opens it.
    """

    name: str
    title: str
    group: PageGroup
    icon: str
    build: Callable[[Shell], Page]
    badge: Callable[[Counters], Badge | None] | None = None
    key: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys that open the page."""
        return (f"Ctrl+G, {self.key}",) if self.key else ()
