"""The option `--force`, and the question before a command replaces a file."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TypeVar

import click

from app.base.errors import AlreadyThere, Refused

Result = TypeVar("Result")
force_option = click.option("--force", is_flag=True, help="已有同名文件时直接替换，不再询问")


def with_question(write: Callable[[bool], Result], *, force: bool) -> Result:
    """Runs `write(replace)`; when a file is there already, asks on a terminal whether it may be replaced.

    Raises:
        Refused: a file is there and the answer was no, or there is no terminal to ask on.

    """
    try:
        return write(force)
    except AlreadyThere as error:
        names = "、".join(map(str, error.paths))
        if not _is_terminal():
            raise Refused(f"{names} 已存在，没有写入", hint="要替换它请加 --force") from error
        if not click.confirm(f"{names} 已存在，要替换吗？", err=True):
            raise Refused("没有写入，原来的文件没有变动") from error
    return write(True)


def _is_terminal() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()
