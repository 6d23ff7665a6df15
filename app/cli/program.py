"""The program `jiesu-desk`: its options, its commands by name, and how it opens the desk for each of them."""

from __future__ import annotations

import importlib
import math
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app import __version__
from app.base.changes import WAITING_WORDS
from app.base.clock import read_iso, to_local
from app.base.errors import DeskError, FileRefused
from app.base.paths import ENVIRONMENT_VARIABLE, DataFolder, default_root
from app.base.people import Person, system_user
from app.cli.arguments import FilePath, check_arguments, person_name
from app.desk import roster
from app.rules.upkeep.states import RegisterFault

if TYPE_CHECKING:
    from app.desk.shared.context import Desk
    from app.rules.paper.model import Paper

SOME_REFUSED, FILE_REFUSED, REFUSED = 3, 2, 1

# Command → the module of app.cli that declares it; only the one that is called is loaded.
COMMANDS = {
    "import": "intake",
    "attach": "attach",
    "formats": "formats",
    "tickets": "ticket",
    "ticket": "ticket",
    "sign": "sign",
    "day-log": "report",
    "figures": "figures",
    "report": "paper",
    "reports": "paper",
    "lost-points": "lost_points",
    "figure-settings": "figure_settings",
    "ranking": "ranking",
    "demo": "demo",
    "callbacks": "survey",
    "calls": "contact",
    "findings": "contact",
    "correct": "correction",
    "dossier": "exclusion",
    "escalations": "escalation",
    "explain": "law",
    "what-if": "law",
    "reminders": "reminder",
    "returns": "returns",
    "reconcile": "watch",
    "outage": "watch",
    "urges": "urge",
    "office-sheets": "office",
    "owner": "owner",
    "review": "reply",
    "backups": "upkeep",
    "backup": "upkeep",
    "restore": "upkeep",
    "verify": "journal",
}


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
    rehearse_at: datetime | None
    speed: float

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
            click.echo(f"演练：模拟时间从 {wall(self.rehearse_at)} 起，{self.speed:g} 倍速，不是真实登记", err=True)
        try:
            if not for_window:
                with suppress(DeskError):  # the command itself says what is wrong with the register
                    self.person = roster.with_role(desk, self.person)
            yield desk
        finally:
            desk.close()


def run(doors: Doors, arguments: Sequence[str] | None = None) -> None:
    """Runs one command and ends the process with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        check_arguments(given)
        main.main(args=given, obj=doors, prog_name="jiesu-desk")
    except DeskError as error:
        click.echo(str(error), err=True)
        sys.exit(FILE_REFUSED if isinstance(error, FileRefused) else REFUSED)


class Instant(click.ParamType[datetime]):
    """A time on the command line: ISO 8601, Beijing time without a zone."""

    name = "time"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """The aware instant; raises a usage error for anything else."""
        if isinstance(value, datetime):
            return value
        try:
            return read_iso(str(value))
        except ValueError:
            self.fail(f"“{value}”不是时间，请写成 2026-11-23T09:00 或 2026-11-23", param, ctx)


class _ByName(click.Group):
    """Loads commands by name from COMMANDS, so that the window and each command start without the others."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Loads the module of a command and returns the command; None when there is none of that name."""
        if cmd_name in COMMANDS:
            importlib.import_module(f"app.cli.{COMMANDS[cmd_name]}")
        return super().get_command(ctx, cmd_name)


@click.group(cls=_ByName, invoke_without_command=True)
@click.version_option(__version__)
@click.option("--data", type=FilePath(), help=f"数据文件夹（也可用环境变量 {ENVIRONMENT_VARIABLE}）")
@click.option("--as", "name", default="", help="以谁的名义，默认为系统用户")
@click.option("--rehearse-at", type=Instant(), help="演练：从这一时刻起模拟时间，只能用于演练文件夹")
@click.option("--speed", type=click.FloatRange(min=0.0, max=10_000.0), help="演练：时间快多少倍，默认 1")
@click.pass_context
def main(
    context: click.Context, data: Path | None, name: str, rehearse_at: datetime | None, speed: float | None
) -> None:
    """接诉值守台。不带命令时打开窗口。"""
    if speed is not None and (rehearse_at is None or not math.isfinite(speed)):
        raise click.UsageError("--speed 是一个倍数，只能和 --rehearse-at 一起用")
    doors: Doors = context.obj
    name = person_name(name)
    person = Person(name or system_user())
    context.obj = Call(doors, data, person, rehearse_at, 1.0 if speed is None else speed)
    if context.invoked_subcommand is None:
        context.exit(_open_window(context.obj, person if name else None))


def _open_window(call: Call, person: Person | None) -> int:
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


def _say_waiting(waiting: bool) -> None:
    if waiting:
        click.echo(WAITING_WORDS, err=True)


def wall(at: datetime | None) -> str:
    """A moment as a command prints it, in Beijing time; empty without one."""
    return "" if at is None else f"{to_local(at):%Y-%m-%d %H:%M}"
