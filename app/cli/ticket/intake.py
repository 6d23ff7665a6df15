"""The command that imports files of tickets."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from app.base.errors import DeskError
from app.cli.program import FILE_REFUSED, SOME_REFUSED, Call, main
from app.cli.shared.arguments import FilePath
from app.cli.shared.output import Shape, as_json, print_json
from app.desk.intake import acts as intake_acts
from app.desk.intake import following
from app.desk.intake.acts import FileResult
from app.desk.shared.context import Desk
from app.rules.intake.drafts import RowProblem, UnusedColumn

# So many notes are said in words.
_NOTES_SAID = 20


@main.command("import")
@click.argument("files", nargs=-1, required=True, type=FilePath())
@click.option("--backlog", is_flag=True, help="补录历史：不提醒，时限只作记录")
@click.option("--old-as-backlog", is_flag=True, help="只把早已办结和早已超期的行按补录历史入库")
@as_json
@click.pass_obj
def import_(call: Call, files: tuple[Path, ...], backlog: bool, old_as_backlog: bool, as_json: bool) -> None:
    """导入平台导出的文件。"""
    results: list[intake_acts.FileResult] = []
    with call.desk() as desk:
        for path in files:
            try:
                outcome = intake_acts.import_file(
                    desk, person=call.person, path=path, backlog=backlog, old_as_backlog=old_as_backlog
                )
            except DeskError as error:  # the others still go in
                results.append(intake_acts.FileResult(file=str(path), error=str(error)))
                click.echo(f"{path.name}：{error}", err=True)
                continue
            results.append(outcome.result)
            click.echo(outcome.message, err=as_json)
            _say_notes(outcome.result.notes)
            if words := unused_words(outcome.result.unused):
                click.echo(words, err=as_json)
            if outcome.result.problems_file:
                click.echo(f"退回的行已写入 {outcome.result.problems_file}，改好后可再导入", err=True)
        _follow(desk)
    if as_json:
        print_json({"files": [file_shape(result) for result in results]})
    if any(result.error for result in results):
        sys.exit(FILE_REFUSED)
    if any(result.refused for result in results):
        sys.exit(SOME_REFUSED)


def _follow(desk: Desk) -> None:
    """Does what a window would do behind itself: merchants and warnings."""
    try:
        following.follow(desk)
    except DeskError as error:  # the tickets are in; the next command or window goes on
        click.echo(f"商户和预警稍后再归并：{error}", err=True)


def _say_notes(notes: Sequence[RowProblem]) -> None:
    """Says on stderr what was left out of rows that came in."""
    for note in notes[:_NOTES_SAID]:
        click.echo(f"提示：{note.number} 第 {note.row} 行 {note.column}“{note.value}”：{note.reason}", err=True)
    if len(notes) > _NOTES_SAID:
        click.echo(f"提示共 {len(notes):,} 处，全部见 --json", err=True)


def file_shape(result: FileResult) -> Shape:
    """The result of importing one file."""
    return {
        "file": result.file,
        "rows": result.rows,
        "created": result.created,
        "updated": result.updated,
        "unchanged": result.unchanged,
        "refused": result.refused,
        "backlog": result.backlog,
        "problems": [problem_shape(problem) for problem in result.problems],
        "notes": [problem_shape(note) for note in result.notes],
        "problems_file": result.problems_file,
        "skipped_sheets": list(result.skipped_sheets),
        "told": list(result.told),
        "error": result.error,
        "unused": [unused_shape(column) for column in result.unused],
    }


def unused_shape(column: UnusedColumn) -> Shape:
    """A column that feeds no field though it holds something."""
    return {"header": column.header, "filled": column.filled, "example": column.example}


def unused_words(columns: Sequence[UnusedColumn]) -> str:
    """The columns that were not used, in one line; empty without any."""
    named = "、".join(f"{one.header}（{one.filled} 行，如 {one.example}）" for one in columns)
    return f"没有用上的栏目（原样保留在工单里）：{named}" if named else ""


def problem_shape(problem: RowProblem) -> Shape:
    """One row that was refused, or what was left out of one that came in."""
    return {
        "sheet": problem.sheet,
        "row": problem.row,
        "column": problem.column,
        "value": problem.value,
        "number": problem.number,
        "reason": problem.reason,
    }
