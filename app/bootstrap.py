"""The composition root: builds every part once and connects the window and the commands with the desk."""

from __future__ import annotations

import importlib
import logging
import os
import sys
from collections.abc import Sequence
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from app.base import known_folders
from app.base.clock import Clock, RehearsalClock, SystemClock, read_iso
from app.base.errors import AlreadyThere, DeskError, EnvironmentFault, Refused, system_words
from app.base.log import start_log
from app.base.paths import DataFolder, default_root
from app.base.people import Person
from app.base.private_files import close_to_others, make_folder
from app.cli import Doors, run
from app.desk.escalation import levels as escalation_levels
from app.desk.event import joining
from app.desk.exclusion import clock as exclusion_clock
from app.desk.exclusion import platform as exclusion_platform
from app.desk.finding import acts as finding_acts
from app.desk.law import reload
from app.desk.measure import follow as measure_follow
from app.desk.merchant import keeping as merchant_keeping
from app.desk.paper import placing
from app.desk.reminder import plans as reminder_plans
from app.desk.shared.context import Desk, Followers, TicketFollower
from app.desk.urge import follow as urge_follow
from app.desk.warning import follow as warning_follow
from app.files.apart.reader import Reader
from app.files.shared.targets import check_folder
from app.models.register.register import Register
from app.models.register.version import HEAD, check_opening
from app.rules.shared.masking import mask_text
from app.rules.upkeep.states import RegisterFault

if TYPE_CHECKING:
    from app.rules.paper.model import Paper

_log = logging.getLogger(__name__)
_DEMO_FILES = ("0*-*.png", "当日日志_*.xlsx")
_REGISTER_MARK = "本文件夹存有接诉值守台的登记库 desk.sqlite3。登记库不见时程序会提示从备份恢复，不会自动另建。\n"
_MARK = "本文件夹只用于演练：其中的时间可以是模拟的。\n"


def open_desk(root: Path | None = None, *, rehearse_at: datetime | None = None, speed: float = 1.0) -> Desk:
    """A desk on a data folder, made or migrated as needed; the caller closes it.

    `rehearse_at` starts a simulated clock, which only a folder made for rehearsal may have.

    Raises:
        Refused: a simulated clock was asked for on a real folder.
        EnvironmentFault: the folder cannot be used, or its register is damaged or newer than this program.

    """
    folder = DataFolder((root or default_root()).absolute())
    clock: Clock = SystemClock()
    if rehearse_at is not None:
        _only_for_rehearsal(folder)
        clock = RehearsalClock(rehearse_at, speed=speed)
    return assemble(folder, clock)


def assemble(folder: DataFolder, clock: Clock, reader: Reader | None = None) -> Desk:
    """Builds a desk from its parts, for the product and for tests that pass their own clock and a warm reader."""
    folder.refuse_erasing()
    found = check_opening(folder)
    folder.prepare()
    start_log(folder.logs, mask=mask_text)
    if found != HEAD:
        # Alembic is only loaded when there is something to migrate: it costs a third of the start.
        migrate = importlib.import_module("app.models.register.migrate")
        migrate.upgrade(folder.database, backups=folder.backups, now=clock.now())
    _leave_mark(folder)
    desk = Desk(clock, Register(folder.database), folder, followers, reader=reader or Reader())
    desk.register.on_outside_change(lambda stores, held: reload.reload(desk, stores, held=held))
    desk.register.before_commit(lambda stores: joining.follow_merchants(desk, stores))
    if folder.papers.is_dir() and any(folder.papers.iterdir()):
        placing.recover(desk)
    return desk


def followers() -> Followers:
    """The followers of a ticket, in the order they are called.

    Reminders come first: escalations look at the slots, and findings at the result of both.
    """
    return Followers(
        of_ticket=(
            TicketFollower(reminder_plans.follow, frozenset(), clocks=True),
            TicketFollower(escalation_levels.follow, escalation_levels.FOLLOWED, concerned=escalation_levels.concerned),
            TicketFollower(exclusion_clock.follow, exclusion_clock.FOLLOWED, concerned=exclusion_clock.concerned),
            TicketFollower(finding_acts.follow, finding_acts.FOLLOWED, after_import=True),
            TicketFollower(urge_follow.follow, urge_follow.FOLLOWED, concerned=urge_follow.concerned),
            TicketFollower(measure_follow.follow, measure_follow.FOLLOWED, concerned=measure_follow.concerned),
        ),
        of_import=(finding_acts.follow_import, exclusion_platform.follow_import),
        later=(merchant_keeping.follow_new, warning_follow.follow_new),
    )


def _leave_mark(folder: DataFolder) -> None:
    """Marks the folder as one that holds a register, and remembers it; a full disk keeps no register from opening."""
    identity = known_folders.identity_in(folder.root)
    if not identity:
        identity = known_folders.new_identity()
        try:
            folder.register_mark.write_text(_REGISTER_MARK + known_folders.identity_line(identity), encoding="utf-8")
            close_to_others(folder.register_mark)
        except OSError as error:
            _log.warning("the folder could not be marked: errno %s", error.errno)
            identity = ""
    if not folder.is_rehearsal:
        known_folders.remember(folder.root, identity=identity)


def _only_for_rehearsal(folder: DataFolder) -> None:
    if folder.is_rehearsal:
        return
    try:
        if folder.root.is_dir() and any(folder.root.iterdir()):
            raise Refused("这个数据文件夹不是演练文件夹，不能使用模拟时间", hint="请用 --data 指定一个新的空文件夹")
        make_folder(folder.root)
        folder.rehearsal_mark.write_text(_MARK, encoding="utf-8")
        close_to_others(folder.rehearsal_mark)
    except OSError as error:
        raise EnvironmentFault(f"演练文件夹无法使用：{folder.root}", hint=system_words(error)) from error


def main(arguments: Sequence[str] | None = None) -> None:
    """The command `jiesu-desk`; without a command it opens the window."""
    doors = Doors(
        open_desk=open_desk,
        open_window=_open_window,
        say_fault=_say_fault,
        rescue=_rescue,
        run_demo=_run_demo,
        print_paper=_print_paper,
    )
    run(doors, arguments)


def _open_window(desk: Desk, person: Person | None) -> int:
    """Opens the window; Qt is loaded only here, so that commands start without it."""
    return int(importlib.import_module("app.startup.opening").run(desk, person=person))


def _say_fault(error: DeskError) -> None:
    importlib.import_module("app.startup.opening").say_fault(error)


def _rescue(folder: DataFolder, fault: RegisterFault, person: Person) -> bool:
    """Shows the rescue screen; True when the register can be opened again."""
    return bool(importlib.import_module("app.startup.rescue").run(folder, fault, person))


def _print_paper(paper: Paper, path: Path) -> Sequence[str]:
    """Prints a paper as a PDF; Qt is loaded only here. Returns the remarks about it."""
    return tuple(importlib.import_module("app.startup.papers").print_paper(paper, path))


def _run_demo(out: Path, root: Path | None, replace: bool) -> int:
    """Runs the demonstration with its own folder and clock, away from the data folder that the call names."""
    check_folder(out, DataFolder((root or default_root()).absolute()))
    there = [path for pattern in _DEMO_FILES for path in out.glob(pattern)]
    if there and not replace:
        raise AlreadyThere(*sorted(there)[:1])
    if sys.platform.startswith("linux") and not {"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    demo = importlib.import_module("app.startup.demo")
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EnvironmentFault(f"文件夹无法使用：{out}", hint=system_words(error)) from error
    desk = open_desk(_free_folder(out), rehearse_at=read_iso(demo.START))
    try:
        return int(demo.run(desk, out))
    finally:
        desk.close()


def _free_folder(out: Path) -> Path:
    """A data folder inside `out` that no earlier demonstration used."""
    return next(path for number in count(1) if not (path := out / f"演示数据{number}").exists())
