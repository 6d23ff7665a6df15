"""The command that lists whom to save: what each ticket that can still be turned would do to the score."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction

import click

from app.cli.program import Call, Instant, main
from app.cli.shared.output import Shape, as_json, print_json
from app.desk.figures.asked import ANSWERS, WHICH, Asked
from app.desk.rescue_list import reads as rescue_reads
from app.desk.rescue_list.rows import RescueList, RescueTicket
from app.rules.figures.fields import Caliber
from app.rules.rescue_list import signed_points

_PLACES = 6


@main.command("rescue")
@click.option("--period", required=True, help="统计期，例如 assess:2026-11")
@click.option("--caliber", type=click.Choice([str(one) for one in Caliber]), default="net", help="默认不含剔除")
@click.option("--answers", type=click.Choice(ANSWERS), default="platform", help="用平台的回访结果，还是本台的")
@click.option("--which", type=click.Choice(WHICH), default="last", help="用最终的回访结果，还是首次的")
@click.option("--until", type=Instant(), help="统计到这一时刻为止")
@as_json
@click.pass_obj
def rescue_(
    call: Call, period: str, caliber: str, answers: str, which: str, until: datetime | None, as_json: bool
) -> None:
    """今晚先救谁：每件还能挽回的工单，办成、剔除、退回或丢失时综合成绩各变多少；逐件之和不等于合计。"""
    asked = Asked(period, (), Caliber(caliber), answers, which, until)
    with call.desk() as desk:
        found = rescue_reads.listing(desk, asked=asked)
    if as_json:
        print_json(rescue_shape(found))
        return
    click.echo(f"综合成绩 {found.now.score or '—'}（有效回访 {found.whole.counted.valid:,} 件）")
    for one in _turnable(found):
        told = "\t".join(f"{words} {signed_points(points) or '—'}" for words, points in _told(one))
        click.echo(f"{one.number}\t{one.unit or '（未填）'}\t{told}")


def _turnable(found: RescueList) -> list[RescueTicket]:
    can = [one for one in found.tickets if one.can_turn]
    return sorted(can, key=lambda one: (-(one.effects.solved or 0), one.number, one.ticket_id))


def _told(one: RescueTicket) -> tuple[tuple[str, Fraction | None], ...]:
    found = one.effects
    return (("办成", found.solved), ("剔除", found.excluded), ("退回", found.returned), ("丢失", found.lost))


def rescue_shape(found: RescueList) -> Shape:
    """The score and the tickets that can still be turned; changes in points with six decimals."""
    return {
        "score": found.now.score,
        "tickets": [
            {
                "number": one.number,
                "if_solved": _points(one.effects.solved),
                "if_excluded": _points(one.effects.excluded),
                "if_returned": _points(one.effects.returned),
                "if_lost": _points(one.effects.lost),
            }
            for one in _turnable(found)
        ],
    }


def _points(points: Fraction | None) -> str | None:
    told = signed_points(points, _PLACES)
    return None if told is None else told.removeprefix("+")
