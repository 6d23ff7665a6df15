"""The command of early warning: the warnings at a moment, and a file of daily counts judged by a detector."""

from __future__ import annotations

import math
from pathlib import Path

import click

from app.cli.program import Call, main
from app.cli.shared.arguments import FilePath
from app.cli.shared.output import Shape, as_json, print_json
from app.desk.warning.series import judge_file
from app.rules.warning.detectors import MIN_SIGMA, Judged, Method


@main.command("warnings")
@click.option("--series", type=FilePath(), help="判断一个 CSV：第一列日期，其后每列是一个序列的每日件数")
@click.option("--method", type=click.Choice([str(one) for one in Method]), help="与 --series 合用，默认 default")
@click.option("--min-sigma", type=float, help=f"C1、C2、C3 的标准差下限，默认 {MIN_SIGMA}；default 不用")
@as_json
@click.pass_obj
def warnings_(call: Call, series: Path | None, method: str | None, min_sigma: float | None, as_json: bool) -> None:
    """商户、类别、街道和关键词的预警。"""
    if series is None:
        raise click.UsageError("请写 --series")
    _print_series(call, series, Method(method or Method.DEFAULT), min_sigma, as_json)


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
