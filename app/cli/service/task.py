"""The commands for tasks: list them, add one, end one as done or cancelled, open one again."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from app.base.clock import iso
from app.cli.program import Call, Instant, main, wall
from app.cli.shared.arguments import FilePath
from app.cli.shared.output import Shape, as_json, print_json
from app.desk.task import acts, reads
from app.desk.task.rows import TaskRow, Wanted
from app.rules.task.repeats import Repeat
from app.rules.task.tasks import TaskKind, TaskState

_files = click.option("--file", "files", type=FilePath(), multiple=True, help="材料，可多次")


@main.command("tasks")
@click.option("--kind", type=click.Choice([kind.value for kind in TaskKind]), help="只列这一类")
@click.option("--open", "only_open", is_flag=True, help="只列办理中的")
@as_json
@click.pass_obj
def tasks_(call: Call, kind: str | None, only_open: bool, as_json: bool) -> None:
    """列出任务，超时的在前。"""
    with call.desk() as desk:
        rows = reads.listing(desk, kind=None if kind is None else TaskKind(kind))
        now = desk.now()
    rows = [row for row in rows if not only_open or row.state is TaskState.OPEN]
    if as_json:
        print_json({"tasks": [task_shape(row) for row in rows]})
        return
    for row in rows:
        state = "已超时" if row.is_late(now) else row.state.word
        until = wall(row.due_at) if row.due_at is not None else ""
        click.echo("\t".join((str(row.id), state, row.kind.word, until, row.who, " ".join(row.title.split()))))


def task_shape(row: TaskRow) -> Shape:
    """One task; `evidence` are the names of its files."""
    return {
        "id": row.id,
        "kind": row.kind.value,
        "origin": row.origin,
        "title": row.title,
        "who": row.who,
        "due_at": iso(row.due_at),
        "state": row.state.value,
        "done_at": iso(row.done_at),
        "answer": row.answer,
        "repeats": row.repeat.value if row.repeat is not None else None,
        "evidence": [file.name for file in row.evidence],
    }


@main.group("task")
def task_() -> None:
    """登记、办结、取消、重开任务。"""


@task_.command("add")
@click.option("--title", required=True, help="任务内容")
@click.option("--kind", type=click.Choice([kind.value for kind in TaskKind]), default="ad-hoc", help="类别")
@click.option("--who", default="", help="交给谁")
@click.option("--due", "due_at", type=Instant(), help="何时前办结")
@click.option("--origin", default="", help="来源")
@click.option("--repeat", type=click.Choice([one.value for one in Repeat]), help="重复")
@_files
@click.pass_obj
def add_(
    call: Call,
    title: str,
    kind: str,
    who: str,
    due_at: datetime | None,
    origin: str,
    repeat: str | None,
    files: tuple[Path, ...],
) -> None:
    """登记一项任务。"""
    wanted = Wanted(TaskKind(kind), title, who, due_at, origin, None if repeat is None else Repeat(repeat))
    with call.desk() as desk:
        outcome = acts.add(desk, person=call.person, wanted=wanted, files=files)
    click.echo(f"{outcome.result.id}\t{outcome.message}")


@task_.command("done")
@click.argument("task_id", type=int)
@click.option("--answer", required=True, help="办理结果")
@_files
@click.pass_obj
def done_(call: Call, task_id: int, answer: str, files: tuple[Path, ...]) -> None:
    """任务办结；重复任务生成下一次。"""
    with call.desk() as desk:
        outcome = acts.finish(desk, person=call.person, task_id=task_id, answer=answer, files=files)
    click.echo(outcome.message)


@task_.command("cancel")
@click.argument("task_id", type=int)
@click.option("--reason", required=True, help="为什么取消")
@click.option("--this-one", "skip", is_flag=True, help="重复任务只取消这一次")
@click.pass_obj
def cancel_(call: Call, task_id: int, reason: str, skip: bool) -> None:
    """取消任务。"""
    with call.desk() as desk:
        outcome = acts.cancel(desk, person=call.person, task_id=task_id, reason=reason, skip=skip)
    click.echo(outcome.message)


@task_.command("reopen")
@click.argument("task_id", type=int)
@click.pass_obj
def reopen_(call: Call, task_id: int) -> None:
    """重开已办结或已取消的任务。"""
    with call.desk() as desk:
        outcome = acts.reopen(desk, person=call.person, task_id=task_id)
    click.echo(outcome.message)
