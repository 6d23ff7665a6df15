"""The commands that write the day's log and the reports of a period."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from app.base.changes import Outcome
from app.base.clock import iso, read_iso, to_local
from app.cli.arguments import FilePath
from app.cli.output import Shape, as_json, print_json
from app.cli.program import Call, Instant, main
from app.cli.writing import force_option, with_question
from app.reports.day_log import DayLog, write_day_log
from app.reports.rates import RatesReport, write_rates
from app.rules.figures.fields import Caliber
from app.rules.figures.period_text import write_period


class _Day(click.ParamType[date]):
    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            day = to_local(read_iso(str(value))).date()
        except ValueError:
            day = None
        if day is None or value != day.isoformat():
            self.fail(f"“{value}”不是日期，请写成 2026-11-23", param, ctx)
        return day


@main.command("day-log")
@click.option("--date", "day", type=_Day(), required=True, help="哪一天")
@click.option("--out", type=FilePath(), required=True, help="写到哪个 .xlsx 文件")
@force_option
@as_json
@click.pass_obj
def day_log_(call: Call, day: date, out: Path, force: bool, as_json: bool) -> None:
    """导出当日日志。"""
    with call.desk() as desk:

        def write(replace: bool) -> Outcome[DayLog]:
            return write_day_log(desk, person=call.person, day=day, path=out, replace=replace)

        outcome = with_question(write, force=force)
    click.echo(outcome.message, err=as_json)
    if as_json:
        print_json(log_shape(outcome.result))


def log_shape(log: DayLog) -> Shape:
    """A written day's log."""
    return {"file": str(log.file), "rows": dict(log.rows), "counted": dict(log.counted)}


@main.command("report")
@click.argument("kind", type=click.Choice(["rates"]))
@click.option("--of", "period", required=True, help="统计期，例如 assess:2026-11")
@click.option("--out", type=FilePath(), required=True, help="写到哪个 .xlsx 文件")
@click.option("--caliber", type=click.Choice([str(one) for one in Caliber]), default="gross", help="全口径或不含剔除")
@click.option("--until", type=Instant(), help="统计到这一时刻为止")
@force_option
@as_json
@click.pass_obj
def report_(
    call: Call, kind: str, period: str, out: Path, caliber: str, until: datetime | None, force: bool, as_json: bool
) -> None:
    """导出一个统计期的报表：rates 三率统计表。"""
    with call.desk() as desk:

        def write(replace: bool) -> Outcome[RatesReport]:
            return write_rates(
                desk,
                person=call.person,
                path=out,
                replace=replace,
                period=period,
                caliber=Caliber(caliber),
                until=until,
            )

        outcome = with_question(write, force=force)
    click.echo(outcome.message, err=as_json)
    if as_json:
        print_json(report_shape(kind, outcome.result, call.person.name))


def report_shape(kind: str, report: RatesReport, by: str) -> Shape:
    """A written report; one that was not issued has no number."""
    return {
        "number": None,
        "kind": kind,
        "period": {
            "text": write_period(report.period.name),
            "start": iso(report.period.start),
            "end": iso(report.period.end),
        },
        "caliber": str(report.caliber),
        "file": str(report.file),
        "sha256": report.sha256,
        "issued_at": None,
        "by": by,
        "figures": [
            {"id": str(one.field), "key": one.key, "caliber": str(one.caliber), "text": one.text}
            for one in report.figures
        ],
        "changed_since": [],
    }
