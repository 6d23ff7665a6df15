"""The commands for copies: list and check them, make one, rehearse and perform a restore."""

from __future__ import annotations

from pathlib import Path

import click

from app.base.changes import Outcome
from app.base.clock import SystemClock, iso
from app.base.errors import Refused
from app.cli.program import REFUSED, Call, main, wall
from app.cli.shared.arguments import FilePath
from app.cli.shared.output import Shape, as_json, print_json
from app.cli.shared.writing import force_option, with_question
from app.desk.upkeep import copying, drilling, reads, rescue
from app.desk.upkeep.rows import CopyRow, DrillRow, RestoredRow
from app.rules.upkeep.keeping import CopyReason, megabytes


@main.command("backups")
@click.option("--drill", "drill", is_flag=True, help="把最新备份恢复到一旁核对，不改动登记库")
@as_json
@click.pass_obj
def backups_(call: Call, drill: bool, as_json: bool) -> None:
    """列出备份并逐份校验；登记库损坏时也能用。"""
    if drill:
        _drill(call, as_json)
        return
    found = [reads.checked(row) for row in reads.copies_of(call.folder)]
    if as_json:
        print_json({"backups": [copy_shape(row) for row in found]})
        return
    for row in found:
        verdict = "可用" if row.holds else f"不可用：{row.why}"
        counts = f"{row.tickets} 件工单\t{row.lines} 行日志\t{megabytes(row.size)}"
        click.echo(f"{wall(row.at)}\t{counts}\t{row.place.word}\t{verdict}\t{row.file}")
    if not found:
        click.echo("没有备份")


@main.command("backup")
@click.option("--out", type=FilePath(), help="写到哪个新文件；不填则写入 backups 文件夹")
@force_option
@click.pass_obj
def backup_(call: Call, out: Path | None, force: bool) -> None:
    """立即备份登记库，并校验。"""
    with call.desk() as desk:

        def write(replace: bool) -> Outcome[Path]:
            return copying.back_up(desk, reason=CopyReason.COMMAND, person=call.person, out=out, replace=replace)

        outcome = with_question(write, force=force)
    click.echo(f"备份完成并已校验：{outcome.result}")


@main.command("restore")
@click.argument("file", type=FilePath(), required=False)
@click.option("--salvage", is_flag=True, help="不用备份，把损坏登记库中可读的内容抢救到新登记库")
@click.option("--new", "anew", is_flag=True, help="没有可用的备份时，以空登记库重新开始")
@click.pass_obj
def restore_(call: Call, file: Path | None, salvage: bool, anew: bool) -> None:
    """用一份备份替换登记库；原文件保留在 replaced 文件夹。须先关闭值守台窗口。"""
    if (file is not None) + salvage + anew != 1:
        raise click.UsageError("请给出备份文件名，或用 --salvage，或用 --new")
    if anew:
        _begin_anew(call)
        return
    if file is None:
        _report(rescue.salvage(call.folder, clock=SystemClock(), person=call.person))
        return
    named = call.folder.backups / file
    copy = named if not file.exists() and named.exists() else file
    _report(rescue.restore(call.folder, clock=SystemClock(), copy=copy, person=call.person))


def _begin_anew(call: Call) -> None:
    """Begins anew where the register cannot be used; a register that can be is never put aside by this.

    Raises:
        Refused: the register stands and can be used, or would be made by itself.

    """
    if rescue.state_of(call.folder) is None:
        raise Refused("登记库没有问题，没有重新开始", hint="以空登记库重新开始只用于登记库不能使用的时候")
    done = rescue.begin_anew(call.folder, clock=SystemClock(), person=call.person)
    kept = f"，原文件保留在 {done.kept}" if done.kept is not None else ""
    click.echo(f"已以空登记库重新开始{kept}")


def _report(done: RestoredRow) -> None:
    click.echo(f"已恢复：{done.tickets} 件工单，{done.lines} 行日志")
    if done.lost:
        click.echo(f"至少 {done.lost} 行无法读出")
    if done.pending or done.replayed:
        where = f"，清单：{done.list_file}" if done.list_file else ""
        click.echo(f"备份之后的日志：{done.replayed} 行已自动补入，{done.pending} 行请人工补录{where}")
    if done.kept is not None:
        click.echo(f"原文件保留在 {done.kept}")


def _drill(call: Call, as_json: bool) -> None:
    with call.desk() as desk:
        outcome = drilling.drill(desk, person=call.person)
    if as_json:
        print_json({"drill": drill_shape(outcome.result)})
    else:
        click.echo(outcome.message)
    if not outcome.result.holds:
        raise click.exceptions.Exit(REFUSED)


def copy_shape(row: CopyRow) -> Shape:
    """One copy, as it was found when it was checked."""
    return {
        "file": str(row.file),
        "at": iso(row.at),
        "place": row.place.value,
        "tickets": row.tickets,
        "lines": row.lines,
        "bytes": row.size,
        "holds": bool(row.holds),
    }


def drill_shape(row: DrillRow) -> Shape:
    """The result of a drill."""
    return {
        "at": iso(row.at),
        "file": row.copy,
        "holds": row.holds,
        "why": row.why,
        "tickets": row.tickets,
        "lines": row.lines,
    }
