"""The commands at the end of the service: archive the whole register, and check an archive."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from app.base.clock import SystemClock
from app.base.people import Person, Role
from app.cli.program import Call, main
from app.cli.shared.arguments import FilePath
from app.cli.shared.call import say
from app.cli.shared.output import Shape, as_json, print_json
from app.desk.archive.checking import check
from app.desk.archive.erasing import Request, erase
from app.desk.roster import people
from app.desk.shared.context import Desk
from app.reports.archive.layout import Watch
from app.reports.archive.making import DEFAULT_REASON, Made, make_archive

_SAID_EVERY = 50_000


@main.group("archive", invoke_without_command=True)
@click.option("--out", type=FilePath(), help="归档到哪个新文件夹")
@click.option("--reason", default=DEFAULT_REASON, show_default=True, help="归档原因，记入日志")
@as_json
@click.pass_context
def archive_(context: click.Context, out: Path | None, reason: str, as_json: bool) -> None:
    """服务终止归档：全部登记数据、报表和材料，不用本程序也能查看；个人信息不隐去，限班组长。"""
    if context.invoked_subcommand is not None:
        return
    if out is None:
        raise click.UsageError("请用 --out 写明归档到哪个文件夹")
    call: Call = context.obj
    with call.desk() as desk:
        outcome = make_archive(
            desk, person=_lead(desk, call.person), folder=out, reason=reason, watch=Watch(progress=_Progress())
        )
    if as_json:
        print_json(archive_shape(outcome.result))
        return
    click.echo(outcome.message)
    click.echo(f"文件夹：{outcome.result.folder}")


def _lead(desk: Desk, person: Person) -> Person:
    """The person of a command; whoever never signed in at this desk acts as the keeper of its PC."""
    known = any(one.name == person.name for one in people.known(desk))
    return person if known else replace(person, role=Role.ADMINISTRATOR)


@archive_.command("check")
@click.argument("folder", type=FilePath())
def check_(folder: Path) -> None:
    """核对一份归档：每个文件的校验码，缺失、改动和多出的文件。"""
    found = check(folder)
    click.echo(f"归档完整：{found.desk}，工单 {found.tickets} 件，{found.made_at} 由{found.made_by}归档")
    click.echo(f"校验清单 SHA-256 {found.list_hash}")


@archive_.command("erase")
@click.option("--archive", "archive", type=FilePath(), required=True, help="已移交的归档文件夹")
@click.option("--record", type=FilePath(), required=True, help="消除记录写到哪个 .docx，须在数据文件夹之外")
@click.option("--confirm", required=True, help="值守台名称，作为确认")
@click.pass_obj
def erase_(call: Call, archive: Path, record: Path, confirm: str) -> None:
    """归档移交后消除本机的登记数据：登记库、备份、材料、第二备份位置；不能撤回，限班组长。中断后再次执行即继续。"""
    request = Request(archive, record, confirm)
    erased = erase(call.folder, clock=SystemClock(), person=call.person, request=request)
    click.echo(f"已消除 {erased.files} 个文件，消除记录：{erased.record}")
    if erased.left:
        click.echo(f"未动的其他文件：{'、'.join(erased.left)}")


class _Progress:
    """Says how far a long archive is, now and then."""

    def __init__(self) -> None:
        self._next = _SAID_EVERY

    def __call__(self, done: int) -> None:
        """Notes the rows done."""
        if done >= self._next:
            say(f"已处理 {done:,} 行…")
            self._next = done + _SAID_EVERY


def archive_shape(made: Made) -> Shape:
    """An archive that was made."""
    return {
        "folder": str(made.folder),
        "tickets": made.holds.tickets,
        "tables": {name: one.rows for name, one in made.holds.tables.items()},
        "papers": len(made.holds.papers),
        "evidence": len(made.holds.evidence),
        "missing": list(made.holds.missing),
        "files": made.files,
        "bytes": made.size,
        "list_sha256": made.list_hash,
    }
