"""The commands of number match (认号): join two tickets that are one, and take them apart again."""

from __future__ import annotations

import click

from app.cli.program import Call, main
from app.cli.shared.output import Shape, as_json, print_json
from app.cli.ticket.ticket import ticket_shape
from app.desk.shared.context import Desk
from app.desk.ticket import joining
from app.desk.ticket import reads as ticket_reads

_WHY = "按编号认定"


@main.command("join")
@click.argument("temp")
@click.argument("number")
@click.option("--why", default=_WHY, help="为什么是同一件")
@as_json
@click.pass_obj
def join_(call: Call, temp: str, number: str, why: str, as_json: bool) -> None:
    """认号：把 TEMP（临时编号）并入 NUMBER（平台编号）；两件的历史合在一起，可用 part 拆开。"""
    with call.desk() as desk:
        typed, platform = (ticket_reads.find(desk, number=one) for one in (temp, number))
        gone = {typed: _number(desk, typed), platform: _number(desk, platform)}
        outcome = joining.join(desk, person=call.person, ticket_id=typed, other_id=platform, why=why.strip())
        del gone[outcome.result]
        shape: Shape = {"kept": _ticket(desk, outcome.result), "gone": next(iter(gone.values()))}
    click.echo(outcome.message, err=as_json)
    if as_json:
        print_json(shape)


@main.command("part")
@click.argument("number")
@as_json
@click.pass_obj
def part_(call: Call, number: str, as_json: bool) -> None:
    """拆开：把最后一次并入 NUMBER 的工单重新立为单独一件。"""
    with call.desk() as desk:
        kept = ticket_reads.find(desk, number=number)
        outcome = joining.part(desk, person=call.person, ticket_id=kept)
        shape: Shape = {"kept": _ticket(desk, kept), "parted": _ticket(desk, outcome.result)}
    click.echo(outcome.message, err=as_json)
    if as_json:
        print_json(shape)


def _number(desk: Desk, ticket_id: int) -> str:
    return ticket_reads.detail(desk, ticket_id=ticket_id).row.number


def _ticket(desk: Desk, ticket_id: int) -> Shape:
    return ticket_shape(ticket_reads.detail(desk, ticket_id=ticket_id).row)
