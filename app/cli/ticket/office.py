"""The commands for office sheets: workbooks out to the units, filled ones back."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from app.base.errors import FileRefused
from app.cli.program import FILE_REFUSED, SOME_REFUSED, Call, main
from app.cli.shared.arguments import FilePath
from app.cli.shared.output import Shape, as_json, print_json
from app.cli.shared.writing import force_option, with_question
from app.desk.office import acts as office_acts
from app.desk.office.rows import ROW_FATE_WORDS, ReturnedSheet, RowFate


@main.group("office-sheets")
def office_sheets() -> None:
    """发科室表、收科室表。"""


@office_sheets.command("out")
@click.option("--out", required=True, type=FilePath(), help="写到这个文件夹，每个单位一个工作簿")
@click.option("--unit", "units", multiple=True, help="只写这些单位的；可写几次")
@force_option
@as_json
@click.pass_obj
def out_(call: Call, out: Path, units: tuple[str, ...], force: bool, as_json: bool) -> None:
    """按单位写出在办工单，留出空白列由科室填写。"""
    with call.desk() as desk:
        outcome = with_question(
            lambda replace: office_acts.send_out(desk, person=call.person, folder=out, units=units, replace=replace),
            force=force,
        )
    click.echo(outcome.message, err=as_json)
    if as_json:
        sheets = [
            {"unit": one.unit, "file": one.file, "tickets": one.tickets, "code": one.code} for one in outcome.result
        ]
        print_json({"sheets": sheets})
        return
    for one in outcome.result:
        click.echo("\t".join((one.unit, f"{one.tickets} 件", one.file)))


@office_sheets.command("in")
@click.argument("file", type=FilePath())
@click.option("--preview", is_flag=True, help="只看逐行改动，不存入")
@as_json
@click.pass_obj
def in_(call: Call, file: Path, preview: bool, as_json: bool) -> None:
    """收回填好的科室表；逐行更新、未变或退回。"""
    with call.desk() as desk:
        try:
            if preview:
                result = office_acts.preview(desk, path=file)
            else:
                outcome = office_acts.take_in(desk, person=call.person, path=file)
                result = outcome.result
                click.echo(outcome.message, err=True)
        except FileRefused as error:
            result = ReturnedSheet(str(file), "", "", (), 0, error=str(error))
            click.echo(f"{file.name}：{error}", err=True)
    if as_json:
        print_json(returned_shape(result))
    else:
        for row in result.rows:
            said = row.reason or "；".join(f"{word}：{old or '（空）'} → {new}" for word, old, new in row.changes)
            click.echo("\t".join((str(row.row), row.number, ROW_FATE_WORDS[row.fate], said)))
    if result.error:
        sys.exit(FILE_REFUSED)
    if result.count(RowFate.REFUSED):
        sys.exit(SOME_REFUSED)


def returned_shape(result: ReturnedSheet) -> Shape:
    """A returned sheet; `updated + unchanged + refused == rows`."""
    return {
        "file": result.file,
        "code": result.code,
        "unit": result.unit,
        "rows": len(result.rows),
        **{fate.value: result.count(fate) for fate in RowFate},
        "missing": result.missing,
        "returned": [
            {
                "row": row.row,
                "number": row.number,
                "fate": row.fate.value,
                "changes": [{"field": word, "old": old, "new": new} for word, old, new in row.changes],
                "column": row.column,
                "reason": row.reason,
            }
            for row in result.rows
        ],
        "problems_file": result.problems_file,
        "error": result.error,
    }
