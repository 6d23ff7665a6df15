"""The commands that make and issue papers, and list what is due, late, drafted and issued."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from app.base.changes import Outcome
from app.base.clock import iso
from app.cli.program import Call, Instant, main, wall
from app.cli.shared.arguments import FilePath
from app.cli.shared.output import Shape, as_json, print_json
from app.cli.shared.writing import force_option, with_question
from app.desk.figures.counting import key_words
from app.desk.paper import register
from app.desk.paper.rows import Moved, PaperName, PaperRow
from app.reports.paper.issuing import Order, PaperFile, make
from app.rules.figures.fields import Caliber
from app.rules.figures.period_text import write_period
from app.rules.paper.kinds import PaperKind
from app.rules.paper.model import Paper, PrintedFigure, is_own


@main.command("report")
@click.argument("kind", type=click.Choice([str(one) for one in PaperKind]))
@click.option("--of", "period", required=True, help="统计期，例如 assess:2026-11、month:2026-11")
@click.option("--out", type=FilePath(), required=True, help="写到哪个文件：.docx、.xlsx 或 .pdf")
@click.option("--caliber", type=click.Choice([str(one) for one in Caliber]), default="gross", help="全口径或不含剔除")
@click.option("--about", default="", help="专题关于什么，例如 category2=预付卡")
@click.option("--until", type=Instant(), help="统计到这一时刻为止")
@click.option("--issue", is_flag=True, help="签发：编号，冻结全部数字；已签发的原样再写一份")
@click.option("--again", is_flag=True, help="与 --issue 合用：已签发的作更正稿，另编新号")
@click.option("--catch-up", is_flag=True, help="补编：签约以前月份的报表")
@force_option
@as_json
@click.pass_obj
def report_(
    call: Call,
    kind: str,
    period: str,
    out: Path,
    caliber: str,
    about: str,
    until: datetime | None,
    issue: bool,
    again: bool,
    catch_up: bool,
    force: bool,
    as_json: bool,
) -> None:
    """编一份报表：日报、周报、月报、季报、半年报、年报、三率统计表等；加 --issue 签发。"""
    name = PaperName(PaperKind(kind), period, Caliber(caliber), about, catch_up)

    def printer(paper: Paper, path: Path) -> Sequence[str]:
        notes = call.doors.print_paper(paper, path)
        click.echo("\n".join(notes), err=True, nl=bool(notes))
        return notes

    with call.desk() as desk:

        def write(replace: bool) -> Outcome[PaperFile]:
            order = Order(name, out, until, replace, issue, again, printer)
            return make(desk, person=call.person, order=order)

        outcome = with_question(write, force=force)
    click.echo(outcome.message, err=as_json)
    if as_json:
        print_json(paper_shape(outcome.result))


@main.command("reports")
@as_json
@click.pass_obj
def reports_(call: Call, as_json: bool) -> None:
    """列出要交的、草稿和已签发的报表。"""
    with call.desk() as desk:
        found = register.board(desk)
    rows = (*found.open, *found.issued)
    if as_json:
        print_json({"reports": [row_shape(row) for row in rows]})
        return
    for row in rows:
        paper = row.paper
        done = (paper.number, wall(paper.issued_at), paper.issued_by) if paper is not None else ("", "", "")
        click.echo("\t".join((row.state.word, row.words, row.period, wall(row.due_at), *done)))


def row_shape(row: PaperRow) -> Shape:
    """One due, drafted or issued paper; `due_at` is null for one that no rule asks for."""
    paper = row.paper
    return {
        "kind": str(row.kind),
        "period": row.period,
        "state": str(row.state),
        "due_at": iso(row.due_at),
        "number": paper.number if paper is not None else None,
        "issued_at": iso(paper.issued_at) if paper is not None else None,
        "by": paper.issued_by if paper is not None else None,
    }


def paper_shape(made: PaperFile) -> Shape:
    """A written paper; one that was not issued has no number.

    `figures` are those of the engine in the paper's own period: an entry says neither another period nor that it is a
    change, a share or a mean.
    """
    record = made.record
    return {
        "number": None if record is None else record.number,
        "kind": str(made.name.kind),
        "period": {
            "text": write_period(made.period.name),
            "start": iso(made.period.start),
            "end": iso(made.period.end),
        },
        "caliber": str(made.name.caliber),
        "file": str(made.file),
        "sha256": made.sha256,
        "issued_at": None if record is None else iso(record.issued_at),
        "by": made.by,
        "figures": [figure_shape(one) for one in made.figures if is_own(one)],
        "changed_since": [moved_shape(one) for one in made.changed],
    }


def figure_shape(one: PrintedFigure) -> Shape:
    """One figure as it is printed."""
    return {"id": one.id, "key": key_words(one.key), "caliber": str(one.caliber), "text": one.text}


def moved_shape(one: Moved) -> Shape:
    """A figure that moved since the issue."""
    return {
        "figure": one.figure,
        "caliber": str(one.caliber),
        "key": one.key,
        "then": one.then,
        "now": one.now,
        "tickets": list(one.tickets),
    }
