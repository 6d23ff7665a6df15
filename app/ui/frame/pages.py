"""What a page is, and how it is announced to the window before it is built."""

from __future__ import annotations

import enum
import importlib
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from app.base.changes import Change
from app.desk.queue.rows import Counters
from app.ui.frame.shell import Shell


class PageGroup(enum.StrEnum):
    """The headings of the navigation, in its order; pages of the rules are reached from the settings instead."""

    REGISTERS = "登记"
    SUPERVISION = "督办"
    STUDY = "研判"
    WATCH = "值守"
    RULES = "规则"
    FOOT = ""


@dataclass(frozen=True, slots=True)
class Badge:
    """A number beside a navigation entry; tone red, amber or plain."""

    count: int
    tone: str = "plain"


class Page(QWidget):
    """A page of the centre. It refreshes once when something it shows has changed, and only when visible."""

    name = ""  # as its PageSpec and its actions name it
    choose_first = "请先选择一行"  # what a key says while nothing is chosen
    shows: Change = Change.NOTHING
    wants_panel = False  # whether the ticket panel stays beside this page
    acts_below = False  # whether its buttons stand at the bottom, so that messages come at the top

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.setObjectName("page")
        self.shell = shell
        self._stale = True
        shell.gateway.changed.connect(self.note)

    def refresh(self) -> None:
        """Reads anew what the page shows."""
        raise NotImplementedError

    def chosen(self) -> object | None:
        """What the page's actions act on; None while nothing is chosen."""
        return None

    def back(self) -> bool:
        """Esc: leaves a state of the page (a search, an editor); False when there was none."""
        return False

    def note(self, changes: Change) -> None:
        """Hears what changed; refreshes now when visible, else when shown next."""
        if not changes & self.shows:
            return
        self._stale = True
        if self.isVisible():
            self._freshen()

    def showEvent(self, event: QShowEvent) -> None:
        """Catches up with what changed while the page was hidden."""
        super().showEvent(event)
        if self._stale:
            self._freshen()

    def _freshen(self) -> None:
        self._stale = False
        self.refresh()


def at_first_visit(module: str, name: str) -> Callable[[Shell], Page]:
    """Builds the page `name` of `module`, which is only loaded then: the window stands sooner without its pages."""

    def build(shell: Shell) -> Page:
        page: Page = getattr(importlib.import_module(module), name)(shell)
        return page

    return build


@dataclass(frozen=True, slots=True)
class PageSpec:
    """A page as the window knows it before it is built: built at its first visit.

    `badge` reads the page's number from the counters; None shows nothing.
    """

    name: str
    title: str
    group: PageGroup
    icon: str
    build: Callable[[Shell], Page]
    badge: Callable[[Counters], Badge | None] | None = None
