"""The program `jiesu-desk`: its options, its commands by name, and how it opens the desk for each of them."""

from __future__ import annotations

import importlib
import math
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from app import __version__
from app.base.clock import read_iso
from app.base.paths import ENVIRONMENT_VARIABLE
from app.base.people import Person, system_user
from app.cli.shared.arguments import FilePath, check_arguments, person_name
from app.cli.shared.call import FILE_REFUSED, REFUSED, SOME_REFUSED, Call, Doors, open_window, wall

__all__ = ["COMMANDS", "FILE_REFUSED", "REFUSED", "SOME_REFUSED", "Call", "Instant", "main", "run", "wall"]

# Command → the module of app.cli that declares it; only the one that is called is loaded.
COMMANDS = {
    "import": "ticket.intake",
    "attach": "ticket.attach",
    "formats": "ticket.formats",
    "tickets": "ticket.ticket",
    "ticket": "ticket.ticket",
    "sign": "ticket.sign",
    "join": "ticket.joining",
    "part": "ticket.joining",
    "day-log": "figures.report",
    "figures": "figures.figures",
    "report": "figures.paper",
    "reports": "figures.paper",
    "lost-points": "figures.lost_points",
    "figure-settings": "figures.figure_settings",
    "ranking": "figures.ranking",
    "roster": "service.roster",
    "log-entry": "service.duty_log",
    "tasks": "service.task",
    "task": "service.task",
    "events": "service.event",
    "event": "service.event",
    "handover": "service.handover",
    "closing": "service.closing",
    "obligations": "service.obligation",
    "demo": "register.demo",
    "callbacks": "ticket.survey",
    "calls": "ticket.contact",
    "findings": "ticket.contact",
    "correct": "ticket.correction",
    "dossier": "ticket.exclusion",
    "escalations": "ticket.escalation",
    "explain": "ticket.law",
    "what-if": "ticket.law",
    "reminders": "ticket.reminder",
    "returns": "ticket.returns",
    "reconcile": "service.watch",
    "outage": "service.watch",
    "urges": "service.urge",
    "warnings": "service.warning",
    "office-sheets": "ticket.office",
    "owner": "ticket.owner",
    "review": "ticket.reply",
    "backups": "register.upkeep",
    "backup": "register.upkeep",
    "restore": "register.upkeep",
    "verify": "register.journal",
    "archive": "service.archive",
}


def run(doors: Doors, arguments: Sequence[str]) -> None:
    """Runs one command and ends the process with its exit code.

    Raises:
        DeskError: the command was refused, or its surroundings do not allow it.

    """
    check_arguments(arguments)
    main.main(args=list(arguments), obj=doors, prog_name="jiesu-desk")


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
        context.exit(open_window(context.obj, person if name else None))
