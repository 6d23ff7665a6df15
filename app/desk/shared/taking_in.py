"""Parts shared by imports: progress, cancelling, and the file of refused rows."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.base.errors import DeskError, EnvironmentFault, FileRefused, Refused
from app.base.people import Person
from app.desk.shared.context import Desk
from app.desk.shared.journal_lines import write_line
from app.files.intake.problems import write_problems
from app.rules.intake.drafts import RowProblem
from app.rules.journal import JournalVerb

# The rows done, and how many there are: 0 while they are still being read.
Progress = Callable[[int, int], None]
UNFINISHED = "上次导入没有完成：程序在读取或写入时中断"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Noted:
    """An import that stands in the register before its file is read."""

    import_id: int
    name: str


def whole_path(path: Path) -> Path:
    """The path from the root, for another process; the disk is not asked."""
    return Path(os.path.abspath(path))


@contextmanager
def noted(
    desk: Desk, person: Person, path: Path, digest: str, *, kind: str = "", backlog: bool = False
) -> Iterator[Noted]:
    """Notes a file by its digest before it is read in the block: whatever it does to the program, it is known.

    A file that is refused stays noted with its reason; after a cancelled import, or one that the PC kept from being
    written, the note goes again.
    """
    name = path.name.encode("utf-8", "replace").decode()  # a name that is no UTF-8 is kept with question marks
    with desk.register.writing() as stores:
        import_id = stores.imports.begin(
            {
                "at": desk.now(),
                "who": person.name,
                "file": name,
                "digest": digest,
                "kind": kind,
                "backlog": backlog,
                "error": UNFINISHED,
            }
        )
    try:
        yield Noted(import_id, name)
    except FileRefused as error:
        with desk.register.writing() as stores:
            stores.imports.finish(import_id, {"error": error.message})
            write_line(desk, stores, person, JournalVerb.IMPORT_REFUSED, f"{name}：{error.message}")
        raise
    except (DeskError, KeyboardInterrupt):
        _forget(desk, import_id)
        raise


def _forget(desk: Desk, import_id: int) -> None:
    try:
        with desk.register.writing() as stores:
            stores.imports.forget(import_id)
    except EnvironmentFault as error:
        _log.warning("the note of an import that did not take place stays: %s", type(error).__name__)


def check_cancelled(cancelled: Callable[[], bool] | None) -> None:
    """Looks whether the person wants to stop.

    Raises:
        Refused: the person has cancelled.

    """
    if cancelled is not None and cancelled():
        raise Refused("导入已取消，未作任何改动")


def report(count: int, of: int, progress: Progress | None, cancelled: Callable[[], bool] | None) -> None:
    """Reports the rows done so far, of so many.

    Raises:
        Refused: the person has cancelled.

    """
    check_cancelled(cancelled)
    if progress is not None:
        progress(count, of)


def keep_refused(
    desk: Desk, problems: Sequence[RowProblem], beside: Path, *, notes: Sequence[RowProblem] = ()
) -> tuple[str, str]:
    """Writes refused rows, and notes beside them, into a workbook beside their file, else into the data folder.

    Returns the path and a text for the message; without refused rows nothing is written.
    """
    if not problems:
        return "", ""
    try:
        return str(write_problems(problems, beside, folder_fallback=desk.folder.problems, notes=notes)), ""
    except EnvironmentFault as error:  # the good rows are imported anyway
        return "", f"；退回的行没能写成文件：{error}"
