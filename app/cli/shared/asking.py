"""The options with which commands ask for figures, and the question they make."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import datetime
from typing import Any

import click

from app.cli.program import Instant
from app.desk.figures.asked import ANSWERS, WHICH, Asked
from app.rules.figures.fields import Caliber

_OPTIONS = (
    click.option("--period", help="统计期，例如 assess:2026-11、day:2026-11-10、month:2026-11"),
    click.option("--by", default="", help="按什么分组，例如 unit；两个用逗号分开"),
    click.option(
        "--caliber", type=click.Choice([str(one) for one in Caliber]), default="gross", help="全口径或不含剔除"
    ),
    click.option("--answers", type=click.Choice(ANSWERS), default="platform", help="用平台的回访结果，还是本台的"),
    click.option("--which", type=click.Choice(WHICH), default="last", help="平台结果用最终的还是首次的；本台只用末次"),
    click.option("--until", type=Instant(), help="统计到这一时刻为止"),
    click.option("--only", multiple=True, help="只算这些工单，例如 unit=商业服务科；可写几次"),
)


def asking(command: Callable[..., None]) -> Callable[..., None]:
    """Gives a command the options of a question; it gets `asked`, None without a period."""

    @functools.wraps(command)
    def run(*arguments: Any, **given: Any) -> None:
        names = ("period", "by", "caliber", "answers", "which", "until", "only")
        command(*arguments, asked=_asked(*(given.pop(name) for name in names)), **given)

    for option in reversed(_OPTIONS):
        run = option(run)
    return run


def _asked(
    period: str | None,
    by: str,
    caliber: str,
    answers: str,
    which: str,
    until: datetime | None,
    only: tuple[str, ...],
) -> Asked | None:
    if period is None:
        return None
    pairs = []
    for text in only:
        name, equals, key = text.partition("=")
        if not equals:
            raise click.UsageError(f"“{text}”不是一个条件，请写成 unit=商业服务科")
        pairs.append((name.strip(), key.strip()))
    dimensions = tuple(name for name in by.split(",") if name)
    return Asked(period, dimensions, Caliber(caliber), answers, which, until, tuple(pairs))
