"""The commands of the daily work: import, lists, one ticket, sign-for, the day's log, the demonstration."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

from app.base.clock import read_iso, to_local
from app.base.errors import DeskError, Refused
from app.cli import shapes
from app.cli.output import as_json as _as_json
from app.cli.output import print_json as _print
from app.cli.program import FILE_REFUSED, SOME_REFUSED, Call, main, wall
from app.desk import intake, queue, signing, tickets
from app.desk.lists import QueueQuery
from app.reports.day_log import write_day_log
from app.rules.states import QUEUE_WORDS, STATUS_WORDS, QueueName

_NO_REASON = "命令行签收，未填写原因"


class _Day(click.ParamType[date]):
    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if isinstance(value, date):
            return value
        try:
            day = to_local(read_iso(value)).date()
        except ValueError:
            day = None
        if day is None or value != day.isoformat():
            self.fail(f"“{value}”不是日期，请写成 2026-11-23", param, ctx)
        return day


@main.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--backlog", is_flag=True, help="补录历史：不提醒，时限只作记录")
@_as_json
@click.pass_obj
def import_(call: Call, files: tuple[Path, ...], backlog: bool, as_json: bool) -> None:
    """导入平台导出的文件。"""
    results: list[intake.FileResult] = []
    with call.desk() as desk:
        for path in files:
            try:
                told = intake.import_file(desk, person=call.person, path=path, backlog=backlog)
            except DeskError as error:  # the others still go in
                results.append(intake.FileResult(file=str(path), error=str(error)))
                click.echo(f"{path.name}：{error}", err=True)
                continue
            results.append(told.result)
            click.echo(told.message, err=as_json)
            if told.result.problems_file:
                click.echo(f"退回的行已写入 {told.result.problems_file}，改好后可再导入", err=True)
    if as_json:
        _print({"files": [shapes.file_shape(result) for result in results]})
    if any(result.error for result in results):
        sys.exit(FILE_REFUSED)
    if any(result.refused for result in results):
        sys.exit(SOME_REFUSED)


@main.command("tickets")
@click.option("--queue", "queue_id", type=click.Choice([name.value for name in QueueName]), default="all", help="队列")
@click.option("--search", default="", help="搜索编号、标题、内容、来电人、电话、商户、地点")
@click.option("--limit", type=click.IntRange(min=0), default=200, help="最多列出几件")
@_as_json
@click.pass_obj
def tickets_(call: Call, queue_id: str, search: str, limit: int, as_json: bool) -> None:
    """列出工单。"""
    query = QueueQuery(QueueName(queue_id), search)
    with call.desk() as desk:
        total, rows = queue.first(desk, query=query, limit=limit)
    if as_json:
        _print(shapes.list_shape(total, rows))
        return
    click.echo(f"{QUEUE_WORDS[query.queue]}：{total} 件")
    for row in rows:
        click.echo(f"{row.number}\t{STATUS_WORDS[row.status]}\t{wall(row.next_due_at)}\t{row.title}")


@main.command("ticket")
@click.argument("number")
@click.option("--reveal", is_flag=True, help="显示完整号码，并留痕")
@_as_json
@click.pass_obj
def ticket_(call: Call, number: str, reveal: bool, as_json: bool) -> None:
    """看一件工单的全部内容。"""
    with call.desk() as desk:
        ticket_id = tickets.find(desk, number=number)
        if reveal:
            told = tickets.reveal(desk, person=call.person, ticket_id=ticket_id).result
        else:
            told = tickets.detail(desk, ticket_id=ticket_id)
    if as_json:
        _print(shapes.detail_shape(told))
        return
    click.echo(f"{told.row.number}  {STATUS_WORDS[told.row.status]}\n{told.row.title}\n{told.ticket.content}")
    for clock in told.clocks:
        click.echo("；".join(clock.explanation))


@main.command("sign")
@click.argument("numbers", nargs=-1, required=True)
@click.option("--reason", default="", help="超时签收的原因")
@_as_json
@click.pass_obj
def sign_(call: Call, numbers: tuple[str, ...], reason: str, as_json: bool) -> None:
    """签收工单。"""
    signed: list[dict[str, Any]] = []
    refused: list[dict[str, str]] = []
    with call.desk() as desk:
        for number in numbers:
            try:
                ticket_id = tickets.find(desk, number=number)
                told = signing.sign(
                    desk, person=call.person, ticket_ids=[ticket_id], reason=reason.strip() or _NO_REASON
                )
                row = tickets.detail(desk, ticket_id=ticket_id).row
            except Refused as error:
                refused.append({"number": number, "reason": str(error)})
                click.echo(str(error), err=True)
                continue
            signed.append({**shapes.ticket_shape(row), "late": bool(told.result.late)})
            click.echo(f"{row.number} {told.message}", err=as_json)
    if as_json:
        _print({"signed": signed, "refused": refused})
    if refused:
        sys.exit(SOME_REFUSED)


@main.command("day-log")
@click.option("--date", "day", type=_Day(), required=True, help="哪一天")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="写到哪个 .xlsx 文件")
@_as_json
@click.pass_obj
def day_log_(call: Call, day: date, out: Path, as_json: bool) -> None:
    """导出当日日志。"""
    with call.desk() as desk:
        told = write_day_log(desk, person=call.person, day=day, path=out)
    click.echo(told.message, err=as_json)
    if as_json:
        _print(shapes.log_shape(told.result))


@main.command("demo")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="截图和日志写到哪个文件夹")
@click.pass_obj
def demo_(call: Call, out: Path) -> None:
    """用编造的数据演示一个班次，另建数据文件夹。"""
    sys.exit(call.doors.run_demo(out))
