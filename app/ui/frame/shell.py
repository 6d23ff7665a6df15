"""What every page and dialog is given: the door, the look, the clock, the commands and the chosen tickets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.base.changes import Outcome, Undo
from app.base.clock import Clock
from app.base.people import Person
from app.base.settings import BY_NAME
from app.desk.queue.rows import QueueQuery
from app.ui.actions.action import Action
from app.ui.actions.commands import Commands
from app.ui.frame.gateway import Gateway
from app.ui.frame.window_memory import WindowMemory
from app.ui.look.theme import Theme

if TYPE_CHECKING:
    from app.desk.ticket.rows import TicketDetail
    from app.rules.law.urgency import LevelBook


@dataclass(slots=True)
class Selection:
    """The tickets that the next ticket action is for; `detail` is the whole of the current one once read."""

    current: int | None = None
    ids: tuple[int, ...] = ()
    detail: TicketDetail | None = field(default=None)


@dataclass(frozen=True, slots=True)
class Clockwork:
    """What can be done with the parts that ring and stand beside the window, once they have joined it."""

    bring_back_alarm: Callable[[], None]
    test_alarm: Callable[[], None]
    take_cockpit_keys: Callable[[], None]
    toggle_cockpit: Callable[[], None]
    ask_to_quit: Callable[[], None]


class Shell(QObject):
    """One window's frame as its parts see it. Pages ask here; the main window answers the signals."""

    selection_changed = Signal()
    detail_changed = Signal()
    revealed = Signal(object)  # TicketDetail with its numbers in full, on the record
    ticket_asked = Signal(int)  # show this ticket in the panel, whatever page is open
    queue_asked = Signal(object, str)  # QueueQuery, title
    page_asked = Signal(str)
    message = Signal(str, str)  # tone (blue, green, amber, red), text
    person_changed = Signal()
    settings_changed = Signal()

    def __init__(
        self,
        gateway: Gateway,
        theme: Theme,
        clock: Clock,
        actions: Iterable[Action[Shell]] = (),
        *,
        kept_settings: Mapping[str, str] | None = None,
        memory: WindowMemory | None = None,
    ) -> None:
        super().__init__()
        self.memory = memory  # what this PC remembers of the lists; None remembers nothing
        self.gateway = gateway
        self.theme = theme
        self.clock = clock
        self.selection = Selection()
        self.page_names: tuple[str, ...] = ()
        self.page_in_front: QWidget | None = None
        self.clockwork: Clockwork | None = None
        self.undo: Undo | None = None  # what takes back the last act of the person on duty that can be
        self.last_form: QWidget | None = None  # the dialog that was opened last
        self.commands = Commands(theme, self, actions)
        gateway.undoable.connect(self.keep_undo)
        self._settings = dict(kept_settings or {})
        self.window: QWidget | None = None
        self.rule_pages: tuple[str, ...] = ()  # names of the pages that are reached from the settings

    @property
    def levels(self) -> LevelBook:
        """The levels of urgency as the desk knows them now; reads nothing."""
        book: LevelBook = self.gateway.desk.law.rules.levels
        return book

    @property
    def person(self) -> Person:
        """Who is on duty; the acting person of every use case asked from here."""
        return self.gateway.person

    def setting(self, name: str) -> str:
        """A setting as it was read last: at hand at once, never more than one change behind the register."""
        return self._settings.get(name, BY_NAME[name].default)

    def took_settings(self, values: Mapping[str, str]) -> None:
        """The settings were read again."""
        if dict(values) != self._settings:
            self._settings = dict(values)
            self.settings_changed.emit()

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        return self.clock.now()

    def follow_system(self) -> None:
        """The desktop turned light or dark."""
        self.theme.follow(self.now())

    def take_over(self, person: Person) -> None:
        """From now on this person acts."""
        self.gateway.person = person
        self.undo = None
        self.person_changed.emit()

    def keep_undo(self, undo: Undo) -> None:
        """An act can be taken back from now on, in place of the one before."""
        self.undo = undo

    def join(self, clockwork: Clockwork) -> None:
        """The clockwork stands: from now on its actions are shown."""
        self.clockwork = clockwork
        self.commands.show_parts()

    def select(self, current: int | None, ids: tuple[int, ...]) -> None:
        """Chooses tickets; the panel follows the current one."""
        if (current, ids) == (self.selection.current, self.selection.ids):
            return
        kept = self.selection.detail if current == self.selection.current else None
        self.selection = Selection(current, ids, kept)
        self.selection_changed.emit()

    def took_detail(self, detail: TicketDetail | None) -> None:
        """The panel read the whole of the current ticket."""
        self.selection.detail = detail
        self.detail_changed.emit()

    def took_revealed(self, outcome: Outcome[TicketDetail]) -> None:
        """The numbers of a ticket may be shown in full."""
        self.revealed.emit(outcome.result)

    def say(self, text: str, tone: str = "blue") -> None:
        """Puts a sentence into the message bar."""
        self.message.emit(tone, text)

    def open_ticket(self, ticket_id: int) -> None:
        """Shows a ticket in the panel."""
        self.ticket_asked.emit(ticket_id)

    def open_queue(self, query: QueueQuery, title: str) -> None:
        """Shows the ticket list with this query."""
        self.queue_asked.emit(query, title)

    def open_page(self, name: str) -> None:
        """Brings a page to the front."""
        self.page_asked.emit(name)
