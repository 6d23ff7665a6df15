"""The command of the handover: the sheet as it would be now, or as a document."""

from __future__ import annotations

from pathlib import Path

import click

from app.base.changes import Outcome
from app.base.clock import iso
from app.cli.program import Call, main
from app.cli.shared.arguments import FilePath
from app.cli.shared.output import Shape, as_json, print_json
from app.cli.shared.writing import force_option, with_question
from app.desk.handover import reads
from app.reports import handover as report
from app.rules.handover.paper import compared_words
from app.rules.handover.parts import Part
from app.rules.handover.sheet import Compared, Line, Sheet
from app.rules.handover.spans import span_words
from app.rules.shared.time_left import clock_time

_WITH_CLOCK = frozenset({Part.NEXT_CLOCKS, Part.OVERDUE})
_OF_LOG = frozenset({Part.INSTRUCTIONS, Part.FAULTS, Part.TASKS, Part.EVENTS})


@main.command("handover")
@as_json
@click.option("--out", type=FilePath(), help="把现在的交接单写成 .docx")
@force_option
@click.pass_obj
def handover_(call: Call, as_json: bool, out: Path | None, force: bool) -> None:
    """列出现在的交接单：对账、时限、紧急未结、承诺、草稿、交办、故障等。"""
    if out is not None:
        with call.desk() as desk:

            def write(replace: bool) -> Outcome[int]:
                return report.write_now(desk, person=call.person, path=out, replace=replace)

            outcome = with_question(write, force=force)
        click.echo(outcome.message)
        return
    with call.desk() as desk:
        sheet = reads.sheet_now(desk)
    if as_json:
        print_json(sheet_shape(sheet))
        return
    click.echo(f"{span_words(sheet.span)}\t{compared_words(sheet)}")
    click.echo("\t".join(f"{word} {count}" for _, word, count in sheet.counters))
    for part in Part:
        for line in sheet.of(part):
            due = "" if line.due_at is None else clock_time(line.due_at)
            click.echo(f"{part.word}\t{line.number}\t{line.text}\t{line.step}\t{due}".rstrip())
    if sheet.is_nothing:
        click.echo("零报告")


def sheet_shape(sheet: Sheet) -> Shape:
    """The sheet by its parts: ticket numbers, each once; clocks with their end, urgent ones with their next step."""
    shape: Shape = {
        "shift": {"name": sheet.span.name, "from": iso(sheet.span.since), "to": iso(sheet.span.until)},
        "reconciliation": None if sheet.compared is None else _compared_shape(sheet.compared),
        "counters": {code: count for code, _, count in sheet.counters},
    }
    for part in Part:
        shape[part.value] = _part_shape(part, sheet)
    shape["other_drafts"] = [line.key for line in sheet.of(Part.DRAFTS) if not line.number]
    shape["nothing"] = sheet.is_nothing
    return shape


def _part_shape(part: Part, sheet: Sheet) -> list[object]:
    lines = sheet.of(part)
    if part in _WITH_CLOCK:
        return [{"number": line.number, "clock": line.clock, "due_at": iso(line.due_at)} for line in lines]
    if part is Part.URGENT:
        return [{"number": line.number, "next_step": line.step} for line in lines]
    if part in _OF_LOG:
        return [_matter_shape(line) for line in lines]
    return list(dict.fromkeys(line.number for line in lines if line.number))


def _matter_shape(line: Line) -> Shape:
    return {"id": line.key, "at": iso(line.due_at), "text": line.text, "about": line.step}


def _compared_shape(compared: Compared) -> Shape:
    return {
        "at": iso(compared.at),
        "holds": compared.holds,
        "missing_here": compared.missing_here,
        "missing_there": compared.missing_there,
        "differs": compared.differs,
    }
