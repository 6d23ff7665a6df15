"""Verified copies of the register through SQLite's own backup, thinned as they grow old."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

from app.base.clock import to_local
from app.base.errors import EnvironmentFault
from app.base.private_files import make_file, make_folder

_STAMP = "%Y%m%d-%H%M%S"


def copy_register(source: Path, folder: Path, *, now: datetime, reason: str) -> Path:
    """Writes `folder`/desk-<time>-<reason>.sqlite3 and checks its integrity before it gets its name.

    Raises:
        EnvironmentFault: the copy cannot be written or does not pass the check; no half file remains.

    """
    target = folder / f"desk-{to_local(now).strftime(_STAMP)}-{reason}.sqlite3"
    aside = target.with_suffix(f".{os.getpid()}.part")  # two processes may copy within the same second
    try:
        make_folder(folder)
        make_file(aside)
        with closing(sqlite3.connect(source)) as origin, closing(sqlite3.connect(aside)) as copy:
            origin.backup(copy, pages=2048, sleep=0.005)
            copy.execute("PRAGMA journal_mode=DELETE")
            verdict = copy.execute("PRAGMA integrity_check").fetchone()[0]
        if verdict != "ok":
            raise EnvironmentFault("备份未通过校验", hint=str(verdict))
        aside.replace(target)
    except (OSError, sqlite3.Error) as error:
        raise EnvironmentFault("备份没有写成", hint=f"请检查磁盘空间和权限；系统说明：{error}") from error
    finally:
        if aside.exists():
            aside.unlink()
    return target


def taken_at(path: Path) -> datetime | None:
    """The Beijing wall time in a copy's name, without a zone; None for other files."""
    try:
        return datetime.strptime(path.name[5:20], _STAMP)  # noqa: DTZ007 - compared with its own kind only
    except ValueError:
        return None


def thin(folder: Path, *, now: datetime) -> list[Path]:
    """Removes old copies and returns them: all of 14 days stay, then one a week for 12 weeks, then one a month."""
    today = to_local(now).replace(tzinfo=None)
    kept: set[str] = set()
    gone: list[Path] = []
    for path in sorted(folder.glob("desk-*.sqlite3"), reverse=True):
        at = taken_at(path)
        if at is None:
            continue
        age = today - at
        if age <= timedelta(days=14):
            continue
        period = f"{at:%G-W%V}" if age <= timedelta(weeks=12) else f"{at:%Y-%m}"
        if period in kept:
            path.unlink()
            gone.append(path)
        kept.add(period)
    return gone
