"""The shell that every page and dialog receives: gateway, theme, clock, commands and selection."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.base.changes import Outcome, Undo
from app.base.clock import Clock
from app.base.input_method import InputState
from app.base.people import Person
from app.base.settings import BY_NAME
from app.desk.queue.rows import QueueQuery
from app.rules.figures.periods import DEFAULT_PERIOD_RULES, PeriodRules
from app.ui.actions.action import Action
from app.ui.actions.commands import Commands
from app.ui.frame.calling import Calling
from app.ui.frame.gateway import Gateway
from app.ui.frame.settling import Settling
from app.ui.frame.window_memory import WindowMemory
from app.ui.look.theme import Theme

if TYPE_CHECKING:
    from app.desk.handover.rows import Standing
    from app.desk.ticket.rows import TicketDetail
    from app.desk.upkeep.rows import HealthLine, HealthPart
    from app.rules.figures.settings import SettingsBook
    from app.rules.law.urgency import LevelBook


@dataclass(slots=True)
class Selection:
    """The selected tickets of the next ticket action; `detail` is the complete current one once read."""

    current: int | None = None
    ids: tuple[int, ...] = ()
    detail: TicketDetail | None = field(default=None)


@dataclass(frozen=True, slots=True)
class Clockwork:
    """The actions of the alarm and the other windows, once they are connected."""

    bring_back_alarm: Callable[[], None]
    test_alarm: Callable[[], None]
    take_cockpit_keys: Callable[[], None]
    toggle_cockpit: Callable[[], None]
    ask_to_quit: Callable[[], None]


class Shell(QObject):
    """The frame of one window as its parts see it; the main window handles the signals."""

    selection_changed = Signal()
    detail_changed = Signal()
    revealed = Signal(object)  # TicketDetail with its numbers in full, on the record
    ticket_requested = Signal(int)  # show this ticket in the panel, whatever page is open
    queue_requested = Signal(object, str)  # QueueQuery, title
    page_requested = Signal(str)
    message = Signal(str, str)  # tone (blue, green, amber, red), text
    undo_asked = Signal()  # Ctrl+Z, while the undo does not stand in words on the screen
    person_changed = Signal()
    settings_changed = Signal()
    input_changed = Signal()  # `input` was set anew
    health_changed = Signal()  # a line of `health` was taken

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
        self.memory = memory  # this PC's memory of the lists; None remembers nothing
        self.gateway = gateway
        self.theme = theme
        self.clock = clock
        self.selection = Selection()
        self.settling = Settling()
        self.calling = Calling(clock)
        self.page_names: tuple[str, ...] = ()
        self.page_in_front: QWidget | None = None
        self.clockwork: Clockwork | None = None
        self.undo: Undo | None = None  # the undo of the last action of the person on duty, where it has one
        self.offered: Undo | None = None  # the undo that stands in words on the screen now
        self.last_form: QWidget | None = None  # the last opened dialog
        self.commands = Commands(theme, self, actions)
        gateway.undoable.connect(self.keep_undo)
        self._settings = dict(kept_settings or {})
        self.window: QWidget | None = None
        self.handover: Standing | None = None  # how the handover stood when it was last read
        self.health: dict[HealthPart, HealthLine] = {}  # the parts that only the window knows of
        self.input = InputState()  # the state of Chinese input, set when the window opens
        self.period_rules: tuple[PeriodRules, ...] = DEFAULT_PERIOD_RULES  # where assessment periods begin
        self.rule_pages: tuple[str, ...] = ()  # names of the pages that are opened from the settings

    @property
    def levels(self) -> LevelBook:
        """The current levels of urgency, without reading the register."""
        book: LevelBook = self.gateway.desk.law.rules.levels
        return book

    @property
    def person(self) -> Person:
        """The person on duty, who acts in every use case of this window."""
        return self.gateway.person

    def setting(self, name: str) -> str:
        """The value of a setting as last read, at most one change behind the register."""
        return self._settings.get(name, BY_NAME[name].default)

    def took_settings(self, values: Mapping[str, str]) -> None:
        """Takes the settings after they were read again."""
        if dict(values) != self._settings:
            self._settings = dict(values)
            self.settings_changed.emit()

    def took_figure_settings(self, book: SettingsBook) -> None:
        """Takes the settings of figures after they were read."""
        self.period_rules = book.periods

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        return self.clock.now()

    def follow_system(self) -> None:
        """Follows the desktop's change to light or dark."""
        self.theme.follow(self.now())

    def take_over(self, person: Person) -> None:
        """Makes this person the one on duty."""
        self.gateway.person = person
        self.undo = None
        self.person_changed.emit()

    def took_health(self, line: HealthLine) -> None:
        """Takes how a part is that only the window knows of: notices, the watched folder, the input of Chinese."""
        self.health[line.part] = line
        self.health_changed.emit()

    def keep_undo(self, undo: Undo) -> None:
        """Keeps the undo of the latest action in place of the previous one."""
        self.undo = undo

    def join(self, clockwork: Clockwork) -> None:
        """Connects the clockwork and shows its actions."""
        self.clockwork = clockwork
        self.commands.show_parts()

    def select(self, current: int | None, ids: tuple[int, ...]) -> None:
        """Selects tickets; the panel follows the current one."""
        if (current, ids) == (self.selection.current, self.selection.ids):
            return
        kept = self.selection.detail if current == self.selection.current else None
        self.selection = Selection(current, ids, kept)
        self.selection_changed.emit()

    def took_detail(self, detail: TicketDetail | None) -> None:
        """Takes the complete current ticket that the panel has read."""
        self.selection.detail = detail
        self.detail_changed.emit()

    def took_revealed(self, outcome: Outcome[TicketDetail]) -> None:
        """Takes a ticket with its numbers in full."""
        self.revealed.emit(outcome.result)

    def say(self, text: str, tone: str = "blue") -> None:
        """Shows a sentence in the message bar."""
        self.message.emit(tone, text)

    def open_ticket(self, ticket_id: int) -> None:
        """Shows a ticket in the panel."""
        self.ticket_requested.emit(ticket_id)

    def open_queue(self, query: QueueQuery, title: str) -> None:
        """Shows the ticket list with this query."""
        self.queue_requested.emit(query, title)

    def open_page(self, name: str) -> None:
        """Brings a page to the front."""
        self.page_requested.emit(name)
