"""The command that shows how the contract's duties stand in a month, and writes the month's evidence package."""

from __future__ import annotations

from pathlib import Path

import click

from app.base.changes import Outcome
from app.base.clock import iso
from app.cli.program import Call, main, wall
from app.cli.shared.arguments import FilePath
from app.cli.shared.output import Shape, as_json, print_json
from app.cli.shared.writing import force_option, with_question
from app.desk.obligation import reads as obligation_reads
from app.desk.obligation.rows import DutyBoard, DutyRow
from app.reports.obligation.package import Package, make_package
from app.rules.assessment.kinds import warning_words
from app.rules.obligation.standing import Matter


@main.command("obligations")
@click.option("--month", required=True, help="哪个月，例如 2026-11")
@click.option("--out", type=FilePath(), help="把本月证据包写到这个文件夹：.docx、.xlsx、.zip")
@click.option("--again", is_flag=True, help="与 --out 合用：已制作过的另作一份更正，另编新号")
@force_option
@as_json
@click.pass_obj
def obligations_(call: Call, month: str, out: Path | None, again: bool, force: bool, as_json: bool) -> None:
    """列出合同各项义务本月做到多少、哪些没有做到；加 --out 制作本月证据包。"""
    if out is None:
        if again:
            raise click.UsageError("--again 要和 --out 一起用")
        _show(call, month, as_json)
        return
    folder = out
    with call.desk() as desk:

        def write(replace: bool) -> Outcome[Package]:
            return make_package(desk, person=call.person, month=month, path=folder, replace=replace, again=again)

        outcome = with_question(write, force=force)
    click.echo(outcome.message, err=as_json)
    if as_json:
        print_json(package_shape(outcome.result))


def _show(call: Call, month: str, as_json: bool) -> None:
    with call.desk() as desk:
        board = obligation_reads.board(desk, month=month)
    if as_json:
        print_json(board_shape(board))
        return
    warning = warning_words(board.strikes, board.service.limit)
    if warning:
        click.echo(warning)
    for row in board.rows:
        click.echo("\t".join((row.state.word, row.duty.source, row.duty.title, f"{row.count.done}/{row.count.of}")))
        for one in row.count.findings:
            click.echo("\t".join(("", one.name, wall(one.due_at), one.reason)))


def board_shape(board: DutyBoard) -> Shape:
    """The duties of a month; `strikes` counts over the whole service towards `limit`."""
    return {
        "month": board.month.text,
        "obligations": [_row_shape(row) for row in board.rows],
        "strikes": board.strikes,
        "limit": board.service.limit,
    }


def _row_shape(row: DutyRow) -> Shape:
    return {
        "id": row.duty.id,
        "title": row.duty.title,
        "source": row.duty.source,
        "state": str(row.state),
        "done": row.count.done,
        "of": row.count.of,
        **row.count.aside,
        "next_at": iso(row.count.next_at),
        "cost": row.cost,
        "findings": [_finding_shape(row, one) for one in row.count.findings],
        "proof": list(row.count.proof),
    }


def _finding_shape(row: DutyRow, one: Matter) -> Shape:
    said = row.statement_of(one.key)
    return {
        ("number" if one.number else "paper"): one.name,
        "at": iso(one.due_at or one.at),
        "reason": one.reason,
        "statement": None if said is None else said.text,
    }


def package_shape(made: Package) -> Shape:
    """A written package; a draft of a running month has no number."""
    record = made.record
    return {
        "month": made.month,
        "number": None if record is None else record.number,
        "files": [str(path) for path in made.files],
        "members": made.members,
        "sha256": made.sha256,
        "made_at": None if record is None else iso(record.made_at),
        "changed_since": list(made.changed),
    }
