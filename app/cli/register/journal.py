"""The command that verifies the register against its journal."""

from __future__ import annotations

import click

from app.cli.program import REFUSED, Call, main
from app.cli.shared.output import Shape, as_json, print_json
from app.desk.upkeep import checks
from app.desk.upkeep.rows import Verification


@main.command("verify")
@as_json
@click.pass_context
def verify_(context: click.Context, as_json: bool) -> None:
    """核验日志和工单有没有被改动过，登记库文件和索引是否完好。"""
    call: Call = context.obj
    with call.desk() as desk:
        found = checks.verify_whole(desk)
    click.echo(found.words(), err=as_json)
    if as_json:
        print_json(verification_shape(found))
    if not found.holds:
        context.exit(REFUSED)


def verification_shape(found: Verification) -> Shape:
    """The result of a verification."""
    return {
        "holds": found.holds,
        "lines": found.lines,
        "first_broken": found.first_broken,
        "anchor": found.anchor.value,
        "tickets_differing": [*found.tickets_differing],
        "damaged": [*found.damaged],
    }
