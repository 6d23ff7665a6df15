"""The commands for contact quality: imports call lists and lists findings about contacts."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from app.base.clock import iso, to_local
from app.base.errors import DeskError
from app.cli.program import FILE_REFUSED, SOME_REFUSED, Call, main
from app.cli.shared.arguments import FilePath
from app.cli.shared.output import Shape, as_json, print_json
from app.cli.ticket.intake import problem_shape
from app.desk.contact import calls as contact_calls
from app.desk.contact.calls import CallsResult
from app.desk.contact.rows import AttemptRow
from app.desk.finding import acts as finding_acts
from app.desk.finding.rows import FindingRow
from app.rules.finding.states import FINDING_STATE_WORDS, FINDING_WORDS, FindingKind


@main.group("calls")
def calls_() -> None:
    """话务系统的通话清单。"""


@calls_.command("import")
@click.argument("file", type=FilePath())
@as_json
@click.pass_obj
def import_calls_(call: Call, file: Path, as_json: bool) -> None:
    """导入话务系统导出的通话清单。"""
    with call.desk() as desk:
        try:
            outcome = contact_calls.import_calls(desk, person=call.person, path=file)
        except DeskError as error:
            click.echo(f"{file.name}：{error}", err=True)
            if as_json:
                print_json(calls_shape(CallsResult(file=str(file), error=str(error))))
            sys.exit(FILE_REFUSED)
    click.echo(outcome.message, err=as_json)
    if outcome.result.problems_file:
        click.echo(f"退回的行已写入 {outcome.result.problems_file}，改好后可再导入", err=True)
    if as_json:
        print_json(calls_shape(outcome.result))
    if outcome.result.refused:
        sys.exit(SOME_REFUSED)


@main.command("findings")
@click.option("--kind", type=click.Choice([kind.value for kind in FindingKind]), help="只看这一类")
@as_json
@click.pass_obj
def findings_(call: Call, kind: str | None, as_json: bool) -> None:
    """核查全部工单的联系：漏联、错联、假联系。"""
    with call.desk() as desk:
        outcome = finding_acts.scan(desk)
        rows = finding_acts.listing(desk, kind=FindingKind(kind) if kind else None, limit=None)
    if as_json:
        print_json({"findings": [finding_shape(row) for row in rows]})
        return
    click.echo(outcome.message)
    for row in rows:
        words = f"{FINDING_WORDS[row.kind]}\t{FINDING_STATE_WORDS[row.state]}"
        click.echo(f"{to_local(row.at):%Y-%m-%d %H:%M}\t{row.ticket_number}\t{words}\t{row.reason}")


def calls_shape(result: CallsResult) -> Shape:
    """The result of importing one call list."""
    return {
        "file": result.file,
        "rows": result.rows,
        "created": result.created,
        "unchanged": result.unchanged,
        "refused": result.refused,
        "matched": result.matched,
        "unmatched": result.unmatched,
        "problems": [problem_shape(problem) for problem in result.problems],
        "problems_file": result.problems_file,
        "skipped_sheets": list(result.skipped_sheets),
        "error": result.error,
    }


def finding_shape(row: FindingRow) -> Shape:
    """One finding about a contact."""
    return {
        "kind": row.kind.value,
        "number": row.ticket_number,
        "at": iso(row.at),
        "reason": row.reason,
        "state": row.state.value,
    }


def attempt_shape(attempt: AttemptRow) -> Shape:
    """One call to a caller."""
    return {
        "id": attempt.id,
        "at": iso(attempt.at),
        "who": attempt.who,
        "number": attempt.number_masked,
        "outcome": attempt.outcome.value,
        "note": attempt.note,
        "corrected": bool(attempt.corrections),
    }
