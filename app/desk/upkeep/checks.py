"""The checks of the register's file and of its journal: at the start of the window, and once a day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from app.base.errors import EnvironmentFault
from app.desk.shared.context import Desk
from app.desk.upkeep import verification
from app.desk.upkeep.rows import RunKind, Verification, damage_words
from app.models.register import soundness

EVERY = timedelta(hours=24)
ADVICE = "请先备份数据文件夹，不要再录入，再从最近一份好的备份恢复"


def _at_once() -> None:
    """The pause of a check that somebody waits for."""


class Stopped(Exception):
    """A check was given up before its end, because the window closes."""


def check_at_start(desk: Desk, *, pause: Callable[[], None] = _at_once) -> bool:
    """The quick check of the file and the journal since the last proven line; True when both hold.

    Where no line is proven and the whole verification is due anyway, the journal is left to that: it is read once.
    `pause` is as for the daily checks.

    Raises:
        EnvironmentFault: the file is so damaged that the result cannot be kept in it.
        Stopped: `pause` raised it.

    """
    sound = _keep(desk, RunKind.QUICK_CHECK, soundness.quick_check(desk.folder.database))
    if daily_is_due(desk) and not verification.is_proven(desk):
        return sound
    return verification.verify_on(desk, pause=pause).holds and sound


def daily_is_due(desk: Desk) -> bool:
    """Whether a day has passed since the last whole check or the last whole verification."""
    now = desk.now()

    def read() -> tuple[bool, datetime | None]:
        with desk.register.reading() as stores:
            runs = [stores.keep.last_run(kind) for kind in (RunKind.WHOLE_CHECK, RunKind.VERIFIED)]
        last = [run.at for run in runs if run is not None]
        if len(last) < len(runs) or now >= min(last) + EVERY:
            return True, now
        return False, min(last) + EVERY

    return desk.remembered.value("daily-check", desk.register.state(), now, read)


def check_daily(desk: Desk, *, pause: Callable[[], None]) -> bool:
    """The whole check of the file and the verification of the whole journal; True when both hold.

    `pause` is called between short steps, and raises Stopped to give up: then it is done another time.

    Raises:
        EnvironmentFault: the file is so damaged that the result cannot be kept in it.
        Stopped: `pause` raised it.

    """
    return verify_whole(desk, pause=pause).holds


def verify_whole(desk: Desk, *, pause: Callable[[], None] = _at_once) -> Verification:
    """The whole check of the file, its indexes and the search index, and the verification of the whole journal.

    Raises:
        EnvironmentFault: the file is so damaged that the result cannot be kept in it.

    """
    desk.register.open()
    damaged = soundness.whole_check(desk.folder.database, pause=pause)
    _keep(desk, RunKind.WHOLE_CHECK, damaged)
    found = verification.verify(desk, pause=pause)
    return replace(found, damaged=damaged, holds=found.holds and not damaged)


def _keep(desk: Desk, kind: RunKind, found: tuple[str, ...]) -> bool:
    text = damage_words(found) if found else "完好"
    try:
        with desk.register.writing() as stores:
            stores.keep.note_run(kind, desk.now(), ok=not found, text=text)
    except EnvironmentFault as error:
        raise EnvironmentFault(text if found else error.message, hint=ADVICE) from error
    return not found
