"""The commands of the roster: show it with its problems, take a 值班表 in, write it out, stand-ins and swaps."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import click

from app.base.changes import Outcome
from app.base.clock import iso, local_day
from app.cli.program import Call, Instant, main, wall
from app.cli.shared.arguments import FilePath
from app.cli.shared.output import Shape, as_json, print_json
from app.cli.shared.writing import force_option, with_question
from app.desk.roster import acts, export, reads
from app.desk.roster.rows import RosterView, ShiftRow
from app.rules.roster.shifts import RosterProblem
from app.rules.roster.writing import person_words

_SHOWN = timedelta(days=6)


@main.group("roster", invoke_without_command=True)
@click.option("--from", "since", type=Instant(), help="从哪一天起，默认今天")
@click.option("--to", "until", type=Instant(), help="到哪一天为止（含），默认七天")
@as_json
@click.pass_context
def roster_(context: click.Context, since: datetime | None, until: datetime | None, as_json: bool) -> None:
    """列出排班和其中的问题：无人值班、重复、休息不足。"""
    if context.invoked_subcommand is not None:
        return
    call: Call = context.obj
    with call.desk() as desk:
        first = local_day(since or desk.now())
        last = local_day(until) if until is not None else first + _SHOWN
        if last < first:
            raise click.UsageError("--to 早于 --from")
        view = reads.days(desk, first=first, last=last)
    if as_json:
        print_json(roster_shape(view))
        return
    for row in view.shifts:
        click.echo(f"{row.id}\t{row.day.isoformat()}\t{row.name}\t{_people(row)}")
    for one in view.problems:
        click.echo(f"{one.kind.word}\t{wall(one.since)}\t{wall(one.until)}\t{one.who}".rstrip())


def _people(row: ShiftRow) -> str:
    return "、".join(f"{person_words(one)}（{one.duty.word}）" for one in row.people)


def roster_shape(view: RosterView) -> Shape:
    """The shifts of a span, and what is wrong with them."""
    return {
        "shifts": [_shift_shape(row) for row in view.shifts],
        "problems": [_problem_shape(one) for one in view.problems],
    }


def _shift_shape(row: ShiftRow) -> Shape:
    people = [
        {"name": one.name, "role": one.duty.value, **({"instead_of": one.instead_of} if one.instead_of else {})}
        for one in row.people
    ]
    return {"id": row.id, "name": row.name, "from": iso(row.starts_at), "to": iso(row.ends_at), "people": people}


def _problem_shape(one: RosterProblem) -> Shape:
    return {"kind": one.kind.value, "from": iso(one.since), "to": iso(one.until), "who": one.who or None}


@roster_.command("import")
@click.argument("file", type=FilePath())
@click.pass_obj
def import_(call: Call, file: Path) -> None:
    """导入值班表（.xlsx 等），替换其中各天原有的排班。"""
    with call.desk() as desk:
        outcome = acts.take_in(desk, person=call.person, path=file)
    click.echo(outcome.message)


@roster_.command("export")
@click.option("--from", "since", type=Instant(), required=True, help="从哪一天起")
@click.option("--to", "until", type=Instant(), required=True, help="到哪一天为止（含）")
@click.option("--out", type=FilePath(), required=True, help="写到哪个 .xlsx")
@force_option
@click.pass_obj
def export_(call: Call, since: datetime, until: datetime, out: Path, force: bool) -> None:
    """导出值班表；导入过的按原来的样式。"""
    first, last = local_day(since), local_day(until)
    with call.desk() as desk:

        def write(replace: bool) -> Outcome[int]:
            return export.write_roster(desk, person=call.person, path=out, first=first, last=last, replace=replace)

        outcome = with_question(write, force=force)
    click.echo(outcome.message)


@roster_.command("stand-in")
@click.argument("shift_id", type=int)
@click.option("--away", required=True, help="谁不来")
@click.option("--instead", required=True, help="谁来替")
@click.pass_obj
def stand_in_(call: Call, shift_id: int, away: str, instead: str) -> None:
    """登记替班；班的编号见 roster。"""
    with call.desk() as desk:
        outcome = acts.put_stand_in(desk, person=call.person, shift_id=shift_id, away=away, instead=instead)
    click.echo(outcome.message)


@roster_.command("swap")
@click.argument("shift_id", type=int)
@click.argument("name")
@click.argument("other_id", type=int)
@click.argument("other")
@click.pass_obj
def swap_(call: Call, shift_id: int, name: str, other_id: int, other: str) -> None:
    """登记换班：两个班的编号和两个人。"""
    with call.desk() as desk:
        outcome = acts.exchange(desk, person=call.person, shift_id=shift_id, name=name, other_id=other_id, other=other)
    click.echo(outcome.message)
