"""Reads a small text file that a command names: through the one door for foreign files, which never waits for one."""

from __future__ import annotations

from pathlib import Path

from app.base.errors import FileRefused
from app.files.shared.sources import opened, read_block


def read_text_file(path: Path, *, at_most: int, what: str, undone: str) -> str:
    """The text of a UTF-8 file of at most so many bytes; `what` says what it should be (情况说明).

    Raises:
        FileRefused: missing, unreadable, a pipe or device, larger, or not UTF-8.

    """
    with opened(path, undone=undone) as (file, state):
        content = b"" if state.size > at_most else read_block(file, at_most + 1, undone=undone)
    if state.size > at_most or len(content) > at_most:
        raise FileRefused(f"{path.name} 太大，不像{what}，{undone}", hint=f"{what}不超过 {at_most >> 10} KB")
    try:
        return content.decode("utf-8-sig")
    except ValueError as error:
        raise FileRefused(f"{path.name} 无法读取，{undone}", hint=f"{what}应是 UTF-8 的文本文件") from error
