"""The command that attaches a table without ticket numbers to the known tickets."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from app.base.clock import iso, to_local
from app.cli.program import SOME_REFUSED, Call, main
from app.cli.shared.arguments import FilePath
from app.cli.shared.output import Shape, as_json, print_json
from app.cli.ticket.intake import file_shape, problem_shape, unused_shape
from app.desk.intake import attaching
from app.desk.intake.attaching import AttachPlan, AttachRow
from app.rules.intake.attaching import MATCH_WORDS, Match


@main.command("attach")
@click.argument("file", type=FilePath())
@click.option("--apply", "applied", is_flag=True, help="把确定对上的行存入工单；不加则只预览")
@click.option("--likely", is_flag=True, help="与 --apply 同用：可能对上的行也存入")
@click.option(
    "--choose", "choices", multiple=True, metavar="ROW=NUMBER", help="指定一行对到哪件工单；NUMBER 留空则不对"
)
@as_json
@click.pass_obj
def attach_(call: Call, file: Path, applied: bool, likely: bool, choices: tuple[str, ...], as_json: bool) -> None:
    """把没有编号的表按时间和内容对到已有工单；不加 --apply 只看哪一行对到哪件。"""
    if (likely or choices) and not applied:
        raise click.UsageError("--likely 和 --choose 请与 --apply 同用")
    chosen = dict(map(_choice, choices))
    with call.desk() as desk:
        found = attaching.plan(desk, path=file)
        outcome = (
            attaching.attach(desk, person=call.person, path=file, chosen=chosen, likely=likely) if applied else None
        )
    left = sum(not _is_attached(row, chosen, likely=likely) for row in found.rows) if applied else 0
    if as_json:
        print_json({**plan_shape(found), "result": file_shape(outcome.result) if outcome else None, "left": left})
    else:
        _say(found)
    if outcome is not None:
        click.echo(f"{outcome.message}；{left} 行没有对上，没有存入", err=as_json)
        if left:
            sys.exit(SOME_REFUSED)


def _choice(text: str) -> tuple[str, str]:
    place, sign, number = text.partition("=")
    if not sign or not place.strip():
        raise click.UsageError("--choose 请写成 行=编号，例如 --choose 12=热线-261126-000001")
    return place.strip(), number.strip()


def _is_attached(row: AttachRow, chosen: dict[str, str], *, likely: bool) -> bool:
    if row.place in chosen:
        return bool(chosen[row.place])
    return row.match is Match.SURE or (likely and row.match is Match.LIKELY)


def _say(found: AttachPlan) -> None:
    for row in found.rows:
        numbers = row.number or "、".join(one.number for one in row.candidates) or "—"
        at = f"{to_local(row.at):%Y-%m-%d %H:%M}" if row.at else "—"
        click.echo(f"第 {row.place} 行\t{MATCH_WORDS[row.match]}\t{numbers}\t{at}\t{row.text}")
    counts = "、".join(f"{word} {found.count(match)}" for match, word in MATCH_WORDS.items())
    click.echo(f"共 {len(found.rows)} 行：{counts}", err=True)


def plan_shape(found: AttachPlan) -> Shape:
    """Which row tells of which ticket."""
    return {
        "rows": [row_shape(row) for row in found.rows],
        "counts": {match.value: found.count(match) for match in Match},
        "problems": [problem_shape(problem) for problem in found.problems],
        "unused": [unused_shape(column) for column in found.unused],
    }


def row_shape(row: AttachRow) -> Shape:
    """One row with the tickets it may tell of."""
    return {
        "row": row.place,
        "text": row.text,
        "at": iso(row.at),
        "match": row.match.value,
        "number": row.number or None,
        "candidates": [{"number": one.number, "title": one.title, "at": iso(one.at)} for one in row.candidates],
    }
