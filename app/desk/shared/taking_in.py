"""Parts shared by imports: progress, cancelling, and the file of refused rows."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from app.base.errors import EnvironmentFault, Refused
from app.desk.shared.context import Desk
from app.files.intake.problems import write_problems
from app.rules.intake.drafts import RowProblem

Progress = Callable[[int], None]


def report(count: int, progress: Progress | None, cancelled: Callable[[], bool] | None) -> None:
    """Reports the rows done so far.

    Raises:
        Refused: the person has cancelled.

    """
    if cancelled is not None and cancelled():
        raise Refused("导入已取消，未作任何改动")
    if progress is not None:
        progress(count)


@contextmanager
def uncollected() -> Iterator[None]:
    """Pauses the garbage collector within the block: rows form no cycles, and a collection would block the window."""
    resting = not gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if not resting:
            gc.enable()


def keep_refused(desk: Desk, problems: Sequence[RowProblem], beside: Path) -> tuple[str, str]:
    """Writes refused rows beside their file, else into the data folder; returns the path and a note for the message."""
    if not problems:
        return "", ""
    try:
        return str(write_problems(problems, beside, folder_fallback=desk.folder.problems)), ""
    except EnvironmentFault as error:  # the good rows are imported anyway
        return "", f"；退回的行没能写成文件：{error}"
