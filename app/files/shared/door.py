"""The door of the readers: whatever a foreign file brings about, only the product's own refusals pass."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from contextlib import contextmanager

from app.base.errors import DeskError, FileRefused


class ForeignFault(FileRefused):
    """The refusal of a file in which a reader failed; `trace` says where, without anything that stood in the file."""

    def __init__(self, message: str, *, hint: str = "", trace: str = "") -> None:
        super().__init__(message, hint=hint)
        self.trace = trace


@contextmanager
def only_refusals(*, undone: str) -> Iterator[None]:
    """Turns every error of the block that is not the product's own into a refusal; `undone` as 未导入, 没有存入.

    Raises:
        DeskError: as the block raised it.
        ForeignFault: any other exception, a panic of a native library included.

    """
    try:
        yield
    except DeskError:
        raise
    except MemoryError as error:
        raise ForeignFault(
            f"文件无法读取：读取程序所需内存过多，已停止，{undone}",
            hint="文件可能已损坏，或表格范围过大；请用 Excel 或 WPS 打开，另存为新文件后再试",
            trace=_trace(error),
        ) from None
    except BaseException as error:
        # A panic of calamine is no `Exception`.
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        raise ForeignFault(
            f"文件无法读取：内容已损坏或不合格式，{undone}",
            hint="请用 Excel 或 WPS 打开，另存为新文件后再试",
            trace=_trace(error),
        ) from None


def _trace(error: BaseException) -> str:
    """The kind of an error and the lines it went through; its words may quote the file and are left out."""
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    return " < ".join(
        [type(error).__name__, *(f"{one.filename.rsplit('/', 1)[-1]}:{one.lineno}" for one in frames[::-1])]
    )
