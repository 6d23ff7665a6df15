"""Writes the workbook of an export with its head, and the journal line of every export."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from app.base.clock import local_day, to_local
from app.base.errors import EnvironmentFault, system_words
from app.base.people import Person
from app.base.settings import with_defaults
from app.base.table import Head, Table
from app.desk.shared.access import Action, require
from app.desk.shared.context import Desk
from app.desk.shared.journal_lines import write_line
from app.files.shared.targets import check_folder, check_target
from app.files.writers import tables
from app.rules.journal import JournalVerb


@dataclass(frozen=True, slots=True)
class Export:
    """Where a workbook goes and who wants it; `replace` is whether an older file of this name may be replaced.

    `progress` is called with the rows done, `cancelled` is asked between rows.
    """

    person: Person
    path: Path
    replace: bool = False
    progress: Callable[[int], None] | None = None
    cancelled: Callable[[], bool] | None = None


def write_export(
    desk: Desk, export: Export, make: Callable[[], Sequence[Table]], *, title: str, about: str = ""
) -> Mapping[str, int]:
    """Writes the tables that `make` reads, all from one snapshot of the register; returns the counted rows by sheet.

    The head on the first sheet has the title, the office, `about` (the period or the filters, with their label), who
    wrote it and when.

    Raises:
        NotAllowed: this person may not export.
        Refused: no export may be written there, or it was cancelled.
        AlreadyThere: there is such a file and nobody was asked.
        FileRefused: the rows counted in the written file are not those handed over.
        EnvironmentFault: the file cannot be written. In every case nothing half-written remains.

    """
    require(export.person, Action.EXPORT)
    check_target(export.path, desk.folder, replace=export.replace)
    with desk.register.snapshot():
        head = head_of(desk, export.person, title=title, about=about)
        return tables.write_workbook(
            export.path, make(), head=head, progress=export.progress, cancelled=export.cancelled
        )


def checked_place(desk: Desk, *, path: Path) -> Path:
    """The path again where a file may be written; the person was asked before an older one is replaced.

    Raises:
        Refused: no file of the desk may be written there.
        EnvironmentFault: the place cannot be read.

    """
    check_target(path, desk.folder, replace=True)
    return path


def head_of(desk: Desk, person: Person, *, title: str, about: str = "") -> Head:
    """The head of an exported workbook; further facts of every export get their line here."""
    with desk.register.reading() as stores:
        office = with_defaults(stores.keep.settings())["desk_name"]
    lines = [f"单位：{office}"]
    if about:
        lines.append(about)
    lines.append(f"导出：{person.name}，{to_local(desk.now()):%Y-%m-%d %H:%M}")
    return Head(title, lines)


def days_words(instants: Iterable[datetime]) -> str:
    """The days that rows reach over, 2026-11-19 至 2026-11-23; one day alone, and nothing for no rows.

    The midnight at the end of a day counts as that day.
    """
    known = sorted(instants)
    if not known:
        return ""
    first, last = (local_day(at - timedelta(microseconds=1)) for at in (known[0], known[-1]))
    return f"{first}" if first == last else f"{first} 至 {last}"


def check_export_folder(desk: Desk, folder: Path) -> None:
    """Passes when an export may write files into the folder, which need not exist yet.

    Raises:
        Refused: it lies in the data folder, or among the system's devices.

    """
    check_folder(folder, desk.folder)


def make_folder(desk: Desk, folder: Path) -> None:
    """Makes a folder for the files of an export unless it is there.

    Raises:
        Refused: it lies in the data folder, or among the system's devices.
        EnvironmentFault: it cannot be made.

    """
    check_export_folder(desk, folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        words = system_words(error) if isinstance(error, OSError) else "名称里有不能用的字符"
        raise EnvironmentFault(f"文件夹无法使用：{folder}", hint=words) from error


def note_export(desk: Desk, *, person: Person, text: str) -> None:
    """Writes the journal line of an export, in a turn of its own."""
    with desk.register.writing() as stores:
        write_line(desk, stores, person, JournalVerb.EXPORT, text)
