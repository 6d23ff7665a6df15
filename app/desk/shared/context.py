"""The context of the use cases: clock, register, folder, the law in force, and the followers of a ticket."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from app.base.clock import Clock
from app.base.paths import DataFolder
from app.desk.shared.kept import Kept
from app.desk.shared.remembered import Remembered
from app.files.apart.reader import Reader
from app.models.register.register import Register
from app.rules.law import calendar as shipped
from app.rules.law import clock_rules

if TYPE_CHECKING:
    from app.base.people import Person
    from app.models.register.stores import Stores
    from app.models.ticket.records import TicketRecord
    from app.rules.law.calendar import Calendar
    from app.rules.law.clock_rules import ClockRules, RuleBook
    from app.rules.law.urgency import LevelBook


class Law:
    """The rules and the calendar in force, and the problems found in reading them.

    One for each desk, as shipped until the register is open; app.desk.law.reload puts other ones in when their rows
    change, here or in another process.
    """

    def __init__(self, rules: RuleBook | None = None, calendar: Calendar | None = None) -> None:
        """Takes a rule book and a calendar in place of the shipped ones."""
        if rules is not None:
            self.rules = rules
        if calendar is not None:
            self.calendar = calendar
        self.problems: tuple[str, ...] = ()
        self.seen: int | None = None
        self.read: dict[object, object] = {}
        self.lock = threading.RLock()

    @cached_property
    def rules(self) -> RuleBook:
        """The rule book."""
        return clock_rules.load_rules()

    @cached_property
    def calendar(self) -> Calendar:
        """The calendar."""
        return shipped.load_calendar()


@dataclass(frozen=True, slots=True)
class TicketChanged:
    """A ticket that has just been changed within the open transaction.

    `names` are the columns that changed. `moves_clock` says that a clock may now end at another time; `quiet` that the
    rules or the calendar moved it, not an event. `reason` is what the journal says of the change.
    """

    before: TicketRecord
    after: TicketRecord
    names: frozenset[str]
    reason: str
    moves_clock: bool
    quiet: bool


@dataclass(frozen=True, slots=True)
class TicketFollower:
    """A callback that follows a change of one of the columns in `names`, and every move of a clock with `clocks`.

    `concerned` names those of many tickets that have anything for it to follow, None where it may be all of them. With
    `after_import` it does not follow the rows of a file: those are followed once the file is in, by `of_import`.
    """

    follow: Callable[[Desk, Stores, Person, TicketChanged], None]
    names: frozenset[str]
    clocks: bool = False
    concerned: Callable[[Stores, Sequence[int]], set[int]] | None = None
    after_import: bool = False

    def wants(self, change: TicketChanged) -> bool:
        """Whether the change is one that it follows."""
        return self.may_want(change.names, moves_clock=change.moves_clock)

    def may_want(self, names: Collection[str], *, moves_clock: bool) -> bool:
        """Whether a change of these columns is one that it follows."""
        return (self.clocks and moves_clock) or not self.names.isdisjoint(names)


# A callback with the tickets that a file changed.
ImportFollower = Callable[["Desk", "Person", Sequence[int]], None]
# A callback that looks at the tickets that came since it last looked, and at those that a file changed; whether that
# changed anything.
LaterFollower = Callable[["Desk", "Person", Sequence[int]], bool]


@dataclass(frozen=True, slots=True)
class Followers:
    """The callbacks that follow a change of a ticket, in order, within the transaction of the change.

    `of_ticket` are called after a change of one ticket; `of_import` once the transaction of a file's rows is
    committed: they judge in turns of their own, and whatever keeps them from it, they are called again. `later` are
    called behind the window every minute, and at the end of the command that imports: nobody waits for them.
    """

    of_ticket: tuple[TicketFollower, ...]
    of_import: tuple[ImportFollower, ...]
    later: tuple[LaterFollower, ...] = ()


@dataclass(frozen=True, slots=True)
class Desk:
    """One desk on one data folder; built once by the composition root."""

    clock: Clock
    register: Register
    folder: DataFolder
    find_followers: Callable[[], Followers]
    law: Law = field(default_factory=Law)
    reader: Reader = field(default_factory=Reader)
    figures: Kept = field(default_factory=Kept)
    remembered: Remembered = field(default_factory=Remembered)

    def close(self) -> None:
        """Closes the register and ends the reading process."""
        self.register.close()
        self.reader.close()

    @property
    def followers(self) -> Followers:
        """The followers of a ticket; loaded at first use, so that a desk starts without them."""
        return self.find_followers()

    @property
    def rules(self) -> RuleBook:
        """The present rule book, with the versions of the register."""
        self.register.open()
        return self.law.rules

    @property
    def calendar(self) -> Calendar:
        """The present calendar, with the years of the register."""
        self.register.open()
        return self.law.calendar

    @property
    def levels(self) -> LevelBook:
        """The levels of urgency of every version of the rules."""
        return self.rules.levels

    def now(self) -> datetime:
        """The present instant to the whole second, as the register keeps it."""
        return self.clock.now().replace(microsecond=0)

    def rules_for(self, at: datetime) -> ClockRules:
        """The rules in force at an instant: a ticket's dispatch, or when it was put under newer rules."""
        return self.rules.in_force(at)
