"""The commands of official rankings: import or add one, list them, and write the list to object with."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from app.base.changes import Outcome
from app.base.clock import iso
from app.cli.program import Call, main
from app.cli.shared.arguments import FilePath
from app.cli.shared.output import Shape, as_json, print_json
from app.cli.shared.writing import force_option, with_question
from app.desk.ranking import acts, reads
from app.desk.ranking.rows import RankingDetail, RankingRow
from app.reports.ranking import write_objections
from app.rules.figures.counterfactual import points_words
from app.rules.figures.rates import one_decimal
from app.rules.ranking.difference import Cause, Different
from app.rules.ranking.states import SCOPE_WORDS, Scope

_scope = click.option("--scope", type=click.Choice([str(one) for one in Scope]), default="district", help="区还是市")
_period = click.option("--period", required=True, help="统计期，例如 assess:2026-11")
_note = click.option("--note", default="", help="备注")


@main.group("ranking")
def ranking_() -> None:
    """官方排名：区、市公布的名次和成绩，与本台成绩的差异。"""


@ranking_.command("import")
@click.argument("path", type=click.Path(path_type=Path, allow_dash=True))
@_scope
@_period
@click.option("--ours", default="", help="表中哪一个是本单位")
@_note
@as_json
@click.pass_obj
def import_(call: Call, path: Path, scope: str, period: str, ours: str, note: str, as_json: bool) -> None:
    """从文件（.xlsx、.csv；- 为标准输入）导入排名表，或官方的工单清单。"""
    pasted = str(path) == "-"
    text = sys.stdin.read() if pasted else ""
    with call.desk() as desk:
        outcome = acts.take_in(
            desk,
            person=call.person,
            scope=Scope(scope),
            period=period,
            path=None if pasted else path,
            text=text,
            ours=ours,
            note=note,
        )
        found = reads.detail(desk, ranking_id=outcome.result)
    _tell(outcome, found, as_json)


@ranking_.command("add")
@_scope
@_period
@click.option("--place", type=int, help="名次")
@click.option("--score", default="", help="成绩")
@click.option("--units", type=int, help="共多少单位")
@_note
@as_json
@click.pass_obj
def add_(
    call: Call, scope: str, period: str, place: int | None, score: str, units: int | None, note: str, as_json: bool
) -> None:
    """录入本单位的名次和成绩。"""
    with call.desk() as desk:
        outcome = acts.enter(
            desk,
            person=call.person,
            scope=Scope(scope),
            period=period,
            place=place,
            score=score,
            units=units,
            note=note,
        )
        found = reads.detail(desk, ranking_id=outcome.result)
    _tell(outcome, found, as_json)


@ranking_.command("list")
@click.option("--period", default="", help="只看这一期，连同逐件差异")
@as_json
@click.pass_obj
def list_(call: Call, period: str, as_json: bool) -> None:
    """列出各期官方排名和本台成绩；写明 --period 时列出差在哪些工单。"""
    with call.desk() as desk:
        rows = [row for row in reads.listing(desk) if period in ("", row.period)]
        details = [reads.detail(desk, ranking_id=row.id) for row in rows] if period else []
    if as_json:
        shapes = [detail_shape(one) for one in details] if period else [ranking_shape(row) for row in rows]
        print_json({"rankings": shapes})
        return
    for row in rows:
        _print(row)
    for found in details:
        for ticket in found.explained.tickets if found.explained else ():
            click.echo(f"{ticket.number}\t{ticket.cause}\t{points_words(ticket.points)}")


@ranking_.command("objections")
@_scope
@_period
@click.option("--out", type=FilePath(), required=True, help="写到哪个 .xlsx 文件")
@force_option
@as_json
@click.pass_obj
def objections_(call: Call, scope: str, period: str, out: Path, force: bool, as_json: bool) -> None:
    """导出申诉清单：官方计入而使本单位失分、与登记不一致的工单。"""
    with call.desk() as desk:

        def write(replace: bool) -> Outcome[int]:
            return write_objections(
                desk, person=call.person, path=out, replace=replace, scope=Scope(scope), period=period
            )

        outcome = with_question(write, force=force)
    click.echo(outcome.message, err=as_json)
    if as_json:
        print_json({"file": str(out), "tickets": outcome.result})


def _tell(outcome: Outcome[int], found: RankingDetail, as_json: bool) -> None:
    click.echo(outcome.message, err=as_json)
    if as_json:
        print_json(detail_shape(found))


def _print(row: RankingRow) -> None:
    gap = "" if row.gap is None else f"，差 {one_decimal(row.gap)}"
    own = f"本台 {row.own.score or '—'}{gap}"
    click.echo(f"{row.period}\t{SCOPE_WORDS[row.scope]}\t{row.entered}\t{row.score or '—'}\t{own}")


def ranking_shape(row: RankingRow) -> Shape:
    """One official ranking beside our own score."""
    return {
        "scope": str(row.scope),
        "period": row.period,
        "place": row.place,
        "score": row.score or None,
        "units": row.units,
        "own": {"score": row.own.score, "place": row.own.place},
        "gap": None if row.gap is None else one_decimal(row.gap),
        "origin": str(row.origin),
        "file": row.file or None,
        "made_at": iso(row.made_at),
        "made_by": row.made_by,
        "note": row.note,
        "tickets": row.listed,
    }


def detail_shape(found: RankingDetail) -> Shape:
    """One official ranking with its units and the explained difference."""
    told = found.explained
    return {
        **ranking_shape(found.row),
        "others": [
            {"place": one.place, "unit": one.unit, "score": one.score or None} for one in found.units if not one.ours
        ],
        "difference": None
        if told is None
        else {
            "ours": told.ours,
            "listed": told.listed,
            "official": told.official,
            "by_cause": {
                str(cause): {"tickets": told.counts[cause], "points": points_words(told.by_cause[cause])}
                for cause in Cause
            },
            "rest": None if told.rest is None else points_words(told.rest),
            "tickets": [_ticket_shape(one) for one in told.tickets],
        },
    }


def _ticket_shape(one: Different) -> Shape:
    return {
        "number": one.number,
        "cause": str(one.cause),
        "points": points_words(one.points),
        "known_here": one.known_here,
        "ours": {"valid": one.ours.valid, "answers": sorted(one.ours.answers), "excluded": one.ours.excluded},
        "theirs": {"valid": one.theirs.valid, "answers": sorted(one.theirs.answers), "excluded": one.theirs.excluded},
    }
