"""The commands: each opens the desk, calls one use case, prints, and says by its exit code how it went."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from app import __version__
from app.base.clock import read_iso, to_local
from app.base.errors import DeskError, FileRefused, Refused
from app.base.paths import ENVIRONMENT_VARIABLE
from app.base.people import Person, system_user
from app.cli import shapes
from app.cli.output import as_json as _as_json
from app.cli.output import print_json as _print
from app.desk import intake, queue, signing, tickets
from app.desk.context import Desk
from app.desk.rows import QueueQuery
from app.reports.day_log import write_day_log
from app.rules.states import QUEUE_WORDS, STATUS_WORDS, QueueName

SOME_REFUSED, FILE_REFUSED, REFUSED = 3, 2, 1
_NO_REASON = "命令行签收，未填写原因"


@dataclass(frozen=True, slots=True)
class Doors:
    """What the composition root hands to the commands."""

    open_desk: Callable[..., Desk]
    open_window: Callable[[Desk, Person | None], int]
    say_fault: Callable[[DeskError], None]
    run_demo: Callable[[Path], int]


@dataclass(slots=True)
class Call:
    """One call of the program: where, who and with which clock."""

    doors: Doors
    root: Path | None
    person: Person
    rehearse_at: datetime | None
    speed: float

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        """The desk, closed again afterwards."""
        desk = self.doors.open_desk(self.root, rehearse_at=self.rehearse_at, speed=self.speed)
        if self.rehearse_at is not None:
            click.echo(f"演练：模拟时间从 {_wall(self.rehearse_at)} 起，{self.speed:g} 倍速，不是真实登记", err=True)
        try:
            yield desk
        finally:
            desk.register.close()


def run(doors: Doors, arguments: Sequence[str] | None = None) -> None:
    """Runs one command and ends the process with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        main.main(args=None if arguments is None else list(arguments), obj=doors, prog_name="jiesu-desk")
    except DeskError as error:
        click.echo(str(error), err=True)
        sys.exit(FILE_REFUSED if isinstance(error, FileRefused) else REFUSED)


class Instant(click.ParamType[datetime]):
    """A time on the command line: ISO 8601, Beijing time without a zone."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The aware instant; anything else is refused by name."""
        if isinstance(value, datetime):
            return value
        try:
            return read_iso(value)
        except ValueError:
            self.fail(f"“{value}”不是时间，请写成 2026-11-23T09:00 或 2026-11-23", param, ctx)


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


@click.group(invoke_without_command=True)
@click.version_option(__version__)
@click.option("--data", type=click.Path(path_type=Path), help=f"数据文件夹（也可用环境变量 {ENVIRONMENT_VARIABLE}）")
@click.option("--as", "name", default="", help="以谁的名义，默认为系统用户")
@click.option("--rehearse-at", type=Instant(), help="演练：从这一时刻起模拟时间，只能用于演练文件夹")
@click.option("--speed", type=click.FloatRange(min=0.0, max=10_000.0), help="演练：时间快多少倍，默认 1")
@click.pass_context
def main(
    context: click.Context, data: Path | None, name: str, rehearse_at: datetime | None, speed: float | None
) -> None:
    """接诉值守台。不带命令时打开窗口。"""
    if speed is not None and (rehearse_at is None or not math.isfinite(speed)):
        raise click.UsageError("--speed 是一个倍数，只能和 --rehearse-at 一起用")
    doors: Doors = context.obj
    person = Person(name.strip() or system_user())
    context.obj = Call(doors, data, person, rehearse_at, 1.0 if speed is None else speed)
    if context.invoked_subcommand is None:
        try:
            with context.obj.desk() as desk:
                code = doors.open_window(desk, person if name.strip() else None)
        except DeskError as error:
            doors.say_fault(error)
            raise
        context.exit(code)


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
        click.echo(f"{row.number}\t{STATUS_WORDS[row.status]}\t{_wall(row.next_due_at)}\t{row.title}")


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
    click.echo(f"{told.row.number}  {STATUS_WORDS[told.row.status]}\n{told.row.title}\n{told.content}")
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


def _wall(at: datetime | None) -> str:
    return "" if at is None else f"{to_local(at):%Y-%m-%d %H:%M}"
