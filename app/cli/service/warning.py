"""The command of early warning: the warnings at a moment, and a file of daily counts judged by a detector."""

from __future__ import annotations

import math
from datetime import datetime
from pathlib import Path

import click

from app.base.clock import iso
from app.cli.figures.merchants import show_merchants
from app.cli.program import Call, Instant, main
from app.cli.shared.arguments import FilePath
from app.cli.shared.output import Shape, as_json, print_json
from app.desk.warning import reads as warning_reads
from app.desk.warning.rows import WarningRow
from app.desk.warning.series import judge_file
from app.rules.warning.detectors import MIN_SIGMA, Judged, Method
from app.rules.warning.states import LEVEL_WORDS, STATE_WORDS, SUBJECT_WORDS, WarningState


@main.command("warnings")
@click.option("--merchants", is_flag=True, help="列出全部商户，以及可能是同一家的名称")
@click.option("--at", type=Instant(), help="只按这一时刻以前收到的工单判断")
@click.option("--state", type=click.Choice([str(one) for one in WarningState]), help="只列这一状态")
@click.option("--series", type=FilePath(), help="判断一个 CSV：第一列日期，其后每列是一个序列的每日件数")
@click.option("--method", type=click.Choice([str(one) for one in Method]), help="与 --series 合用，默认 default")
@click.option("--min-sigma", type=float, help=f"C1、C2、C3 的标准差下限，默认 {MIN_SIGMA}；default 不用")
@as_json
@click.pass_obj
def warnings_(
    call: Call,
    merchants: bool,
    at: datetime | None,
    state: str | None,
    series: Path | None,
    method: str | None,
    min_sigma: float | None,
    as_json: bool,
) -> None:
    """商户、类别、街道和关键词的预警；--series 判断一个每日件数的文件。"""
    if merchants:
        if series is not None or state is not None or method is not None or min_sigma is not None:
            raise click.UsageError("--merchants 只和 --at 一起用")
        with call.desk() as desk:
            show_merchants(desk, at=at, as_json=as_json)
        return
    if series is not None and (at is not None or state is not None):
        raise click.UsageError("--at、--state 不和 --series 一起用")
    if series is None and (method is not None or min_sigma is not None):
        raise click.UsageError("--method、--min-sigma 要和 --series 一起用")
    if series is not None:
        _print_series(call, series, Method(method or Method.DEFAULT), min_sigma, as_json)
        return
    with call.desk() as desk:
        moment = desk.now() if at is None else at
        rows = warning_reads.listing(desk, at=at, state=None if state is None else WarningState(state))
    if as_json:
        print_json({"at": iso(moment), "warnings": [warning_shape(row) for row in rows]})
        return
    for row in rows:
        level = LEVEL_WORDS[row.level]
        tickets = f"{len(row.numbers)} 件 {row.callers} 人"
        click.echo(
            "\t".join((level, SUBJECT_WORDS[row.subject], row.name, tickets, row.why.rule, STATE_WORDS[row.state]))
        )
    if not rows:
        click.echo("没有预警")


def warning_shape(row: WarningRow) -> Shape:
    """One warning."""
    return {
        "id": row.id,
        "subject": str(row.subject),
        "name": row.name,
        "names": row.names,
        "level": str(row.level),
        "raised_at": iso(row.raised_at),
        "first_at": iso(row.first_at),
        "last_at": iso(row.last_at),
        "tickets": row.numbers,
        "callers": row.callers,
        "words": row.words,
        "why": {
            "rule": row.why.rule,
            "observed": row.why.observed,
            "expected": row.why.expected,
            "limit": row.why.limit,
            "detector": row.why.detector or None,
        },
        "department": row.department,
        "state": str(row.state),
    }


def _print_series(call: Call, path: Path, method: Method, min_sigma: float | None, as_json: bool) -> None:
    if min_sigma is not None and (not math.isfinite(min_sigma) or min_sigma < 0):
        raise click.UsageError("--min-sigma 应是不小于 0 的数")
    with call.desk() as desk:
        found = judge_file(desk, path=path, method=method, min_sigma=MIN_SIGMA if min_sigma is None else min_sigma)
    if as_json:
        print_json({"series": {name: [judged_shape(one) for one in judged] for name, judged in found.items()}})
        return
    for name, judged in found.items():
        for one in judged:
            if one.alarm:
                click.echo(f"{name}\t{one.day}\t{one.why}")
    if not any(one.alarm for judged in found.values() for one in judged):
        click.echo("没有报警")


def judged_shape(one: Judged) -> Shape:
    """One day of a series."""
    return {
        "date": one.day.isoformat(),
        "observed": one.observed,
        "expected": one.expected,
        "limit": one.limit,
        "statistic": one.statistic,
        "alarm": one.alarm,
        "why": one.why,
    }
