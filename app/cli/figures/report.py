"""The command that writes the day's log."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from app.base.changes import Outcome
from app.base.clock import read_iso, to_local
from app.cli.program import Call, main
from app.cli.shared.arguments import FilePath
from app.cli.shared.output import Shape, as_json, print_json
from app.cli.shared.writing import force_option, with_question
from app.reports.day_log import DayLog, write_day_log


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
