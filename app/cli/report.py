"""The command that writes the papers of a period."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from app.base.changes import Outcome
from app.base.clock import iso
from app.cli.arguments import FilePath
from app.cli.output import Shape, as_json, print_json
from app.cli.program import Call, Instant, main
from app.cli.writing import force_option, with_question
from app.desk.figures.counting import key_words
from app.desk.paper.build import build
from app.reports.paper.export import PaperFile, check_place, export
from app.rules.figures.fields import Caliber
from app.rules.figures.period_text import write_period
from app.rules.paper.kinds import PaperKind
from app.rules.paper.model import PrintedFigure, is_own

_CALIBERS = [str(one) for one in Caliber]


@main.command("report")
@click.argument("kind", type=click.Choice([str(one) for one in PaperKind]))
@click.option("--of", "period", required=True, help="统计期，例如 month:2026-11、day:2026-11-10")
@click.option("--out", type=FilePath(), required=True, help="写到哪个文件：.docx、.xlsx 或 .pdf")
@click.option("--caliber", type=click.Choice(_CALIBERS), default="gross", help="全口径或不含剔除")
@click.option("--about", help="专题是关于什么的，例如 category2=预付卡")
@click.option("--until", type=Instant(), help="统计到这一时刻为止")
@click.option("--catch-up", is_flag=True, help="补编：标明是签约以前月份补做的")
@force_option
@as_json
@click.pass_obj
def report_(
    call: Call,
    kind: str,
    period: str,
    out: Path,
    caliber: str,
    about: str | None,
    until: datetime | None,
    catch_up: bool,
    force: bool,
    as_json: bool,
) -> None:
    """写一份报表的草稿：日报、周报、月报、季报、半年报、年报、三率统计表、对策建议、专题、调查分析、复核情况。"""
    dimension, equals, key = (about or "").partition("=")
    if about is not None and not equals:
        raise click.UsageError("--about 请写成 维度=值，例如 category2=预付卡")
    with call.desk() as desk:
        check_place(desk, person=call.person, path=out, replace=True)
        paper = build(
            desk,
            kind=PaperKind(kind),
            period=period,
            caliber=Caliber(caliber),
            about=None if about is None else (dimension, key),
            until=until,
            catch_up=catch_up,
        )

        def write(replace: bool) -> Outcome[PaperFile]:
            return export(
                desk, person=call.person, paper=paper, path=out, printer=call.doors.print_paper, replace=replace
            )

        outcome = with_question(write, force=force)
    click.echo(outcome.message, err=as_json)
    if as_json:
        print_json(report_shape(outcome.result, call.person.name))


def report_shape(written: PaperFile, by: str) -> Shape:
    """A written draft; one that was not issued has no number.

    `figures` are those of figures.md B in the paper's own period; `also_printed` are those of another period, and what
    is computed from figures: changes, shares, means, counts of registers.
    """
    paper = written.paper
    own = [one for one in paper.printed if is_own(one)]
    return {
        "number": None,
        "kind": str(paper.kind),
        "period": {
            "text": write_period(paper.period.name),
            "start": iso(paper.period.start),
            "end": iso(paper.period.end),
        },
        "caliber": str(paper.caliber),
        "file": str(written.file),
        "sha256": written.sha256,
        "issued_at": None,
        "by": by,
        "figures": [_figure_shape(one) for one in own],
        "also_printed": [
            _figure_shape(one) | {"what": str(one.aspect), "period": one.period or None}
            for one in paper.printed
            if not is_own(one)
        ],
        "changed_since": [],
    }


def _figure_shape(one: PrintedFigure) -> Shape:
    key = key_words(one.key)
    return {"id": one.id, "by": ",".join(one.by) or None, "key": key, "caliber": str(one.caliber), "text": one.text}
