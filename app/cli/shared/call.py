"""One call of the program: its entry points, where, who and with which clock, and how it opens the window."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.base.changes import WAITING_WORDS
from app.base.clock import to_local
from app.base.errors import DeskError
from app.base.paths import DataFolder, default_root
from app.base.people import Person
from app.desk.roster import people
from app.rules.upkeep.states import RegisterFault

if TYPE_CHECKING:
    from app.desk.shared.context import Desk
    from app.rules.paper.model import Paper

SOME_REFUSED, FILE_REFUSED, REFUSED = 3, 2, 1


@dataclass(frozen=True, slots=True)
class Doors:
    """The entry points that the composition root passes to the commands."""

    open_desk: Callable[..., Desk]
    open_window: Callable[[Desk, Person | None], int]
    say_fault: Callable[[DeskError], None]
    rescue: Callable[[DataFolder, RegisterFault, Person], bool]
    run_demo: Callable[[Path, Path | None, bool], int]
    print_paper: Callable[[Paper, Path], Sequence[str]]


@dataclass(slots=True)
class Call:
    """One call of the program: where, who and with which clock."""

    doors: Doors
    root: Path | None
    person: Person
    rehearse_at: datetime | None = None
    speed: float = 1.0

    @property
    def folder(self) -> DataFolder:
        """The data folder, whether or not its register can be opened."""
        return DataFolder((self.root or default_root()).absolute())

    @contextmanager
    def desk(self, *, for_window: bool = False) -> Iterator[Desk]:
        """The open desk; it is closed afterwards. The person of a command has the role of their last sign-in."""
        desk = self.doors.open_desk(self.root, rehearse_at=self.rehearse_at, speed=self.speed)
        desk.register.on_waiting(_say_waiting)
        if self.rehearse_at is not None:
            say(f"演练：模拟时间从 {wall(self.rehearse_at)} 起，{self.speed:g} 倍速，不是真实登记")
        try:
            if not for_window:
                with suppress(DeskError):  # the command itself says what is wrong with the register
                    self.person = people.with_role(desk, self.person)
            yield desk
        finally:
            desk.close()


def open_window(call: Call, person: Person | None) -> int:
    """Opens the window; a register that cannot be used leads to the rescue screen, and from there here again."""
    while True:
        try:
            with call.desk(for_window=True) as desk:
                return call.doors.open_window(desk, person)
        except RegisterFault as error:
            if not call.doors.rescue(call.folder, error, call.person):
                raise
        except DeskError as error:
            call.doors.say_fault(error)
            raise


def say(text: str) -> None:
    """Writes a line to stderr, where there is one."""
    if sys.stderr is not None:
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()


def wall(at: datetime | None) -> str:
    """A moment as a command prints it, in Beijing time; empty without one."""
    return "" if at is None else f"{to_local(at):%Y-%m-%d %H:%M}"


def _say_waiting(waiting: bool) -> None:
    if waiting:
        say(WAITING_WORDS)
