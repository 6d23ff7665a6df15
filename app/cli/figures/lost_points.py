"""The command that lists what the score of a period lost: by problem, and ticket by ticket with the ways out."""

from __future__ import annotations

import click

from app.base.clock import iso
from app.cli.program import Call, main
from app.cli.shared.asking import asking
from app.cli.shared.output import Shape, as_json, print_json
from app.desk.figures import counterfactual
from app.desk.figures.asked import Asked
from app.desk.figures.counterfactual import LostTicket, Problem, Problems
from app.desk.figures.counting import key_words
from app.rules.figures.counterfactual import Standing, effect_words, open_words, points_words
from app.rules.figures.period_text import write_period


@main.command("lost-points")
@asking
@as_json
@click.pass_obj
def lost_points_(call: Call, asked: Asked | None, as_json: bool) -> None:
    """综合成绩丢在哪里：按问题、按工单列出失分，没有这些工单会是多少分、第几名，每件还能做什么。"""
    if asked is None:
        raise click.UsageError("请写 --period 统计期")
    with call.desk() as desk:
        found = counterfactual.problems(desk, asked)
        tickets = counterfactual.lost_tickets(desk, asked)
    if as_json:
        print_json(lost_shape(found, tickets))
        return
    click.echo(f"综合成绩 {found.before.score or '—'}，失分 {points_words(found.lost)}")
    for one in found.problems:
        words = effect_words(one.name, len(one.ticket_ids), found.before, one.effect.without)
        click.echo(f"失 {points_words(one.effect.lost)} 分\t{words}")
    for ticket in tickets:
        click.echo(
            f"{ticket.number}\t{points_words(ticket.lost)}\t{'、'.join(ticket.why)}\t可：{open_words(ticket.remedies)}"
        )


def lost_shape(found: Problems, tickets: tuple[LostTicket, ...]) -> Shape:
    """The losses of a period; points have two decimals."""
    numbers = {ticket.ticket_id: ticket.number for ticket in tickets}
    return {
        "period": write_period(found.period.name),
        "caliber": str(found.asked.caliber),
        "by": ",".join(found.asked.by),
        "valid": found.valid,
        "lost": points_words(found.lost),
        "before": _standing_shape(found.before),
        "problems": [_problem_shape(one, numbers) for one in found.problems],
        "tickets": [_ticket_shape(ticket) for ticket in tickets],
    }


def _problem_shape(one: Problem, numbers: dict[int, str]) -> Shape:
    return {
        "key": key_words(one.key),
        "lost": points_words(one.effect.lost),
        "without": _standing_shape(one.effect.without),
        "turned": _standing_shape(one.effect.turned),
        "numbers": [numbers[ticket_id] for ticket_id in one.ticket_ids if ticket_id in numbers],
    }


def _ticket_shape(ticket: LostTicket) -> Shape:
    return {
        "number": ticket.number,
        "unit": ticket.unit,
        "category": ticket.category,
        "why": list(ticket.why),
        "lost": points_words(ticket.lost),
        "gain_if_excluded": points_words(ticket.gain),
        "remedies": [
            {"kind": str(one.kind), "open": one.open, "why": one.why, "until": iso(one.until)}
            for one in ticket.remedies
        ],
    }


def _standing_shape(standing: Standing) -> Shape:
    return {"score": standing.score, "place": standing.place, "units": standing.units}
