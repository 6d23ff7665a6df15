"""The door for command lines: what no file system, register or terminal could take is refused before any command."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import click

from app.base.errors import Refused

_LONGEST = 100_000
_LONGEST_NAME, _LONGEST_PATH = 255, 4_096
LONGEST_PERSON = 60
MOST_ROWS = 1_000_000


def check_arguments(arguments: Iterable[str]) -> None:
    """Lets a command line through that consists of readable text.

    Raises:
        Refused: an argument is not UTF-8 and no file of that name exists, has control characters, or more than
            100,000 characters.

    """
    for place, argument in enumerate(arguments, start=1):
        if len(argument) > _LONGEST:
            raise Refused(f"命令行第 {place} 个参数太长（{len(argument)} 个字）", hint=f"最多 {_LONGEST} 个字")
        if _has_halves(argument) and not _is_there(argument):
            raise Refused(f"命令行第 {place} 个参数不是 UTF-8 文字", hint="如是文件名，请改名后再试")
        if any((sign < " " and sign not in "\t\n\r") or sign == "\x7f" for sign in argument):
            raise Refused(f"命令行第 {place} 个参数里有控制字符", hint="请重新输入，不要粘贴看不见的字符")


def _has_halves(text: str) -> bool:
    return any("\ud800" <= sign <= "\udfff" for sign in text)


def _is_there(argument: str) -> bool:
    """Whether a file has this name, or the part of it behind 材料名称=: a disk may hold names of other encodings."""
    return any(os.path.exists(name) for name in (argument, argument.partition("=")[2]))


class FilePath(click.Path):
    """A file or folder on the command line, refused here when no file system could have its name."""

    def __init__(self, *, file_okay: bool = True) -> None:
        super().__init__(path_type=Path, file_okay=file_okay)

    def convert(self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The path; raises a usage error for a name that is empty or too long."""
        text = os.fspath(value)
        name = max(text.replace("\\", "/").split("/"), key=len)
        if not text.strip():
            self.fail("文件名是空的", param, ctx)
        if "\x00" in text or len(os.fsencode(name)) > _LONGEST_NAME or len(os.fsencode(text)) > _LONGEST_PATH:
            self.fail(f"“{text[:40]}…”太长，文件名最多 {_LONGEST_NAME} 字节", param, ctx)
        super().convert(text, param, ctx)
        return Path(text)


def person_name(typed: str) -> str:
    """The name of the acting person without blanks at its ends.

    Raises:
        click.UsageError: it is longer than 60 characters, or has more than one line.

    """
    name = typed.strip()
    if len(name) > LONGEST_PERSON or not name.isprintable():
        raise click.UsageError(f"--as 应为一个姓名，最多 {LONGEST_PERSON} 个字")
    return name
