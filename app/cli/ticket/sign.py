"""The command that signs for tickets."""

from __future__ import annotations

import sys
from datetime import datetime

import click

from app.base.errors import Refused
from app.cli.program import SOME_REFUSED, Call, Instant, main
from app.cli.shared.output import Shape, as_json, print_json
from app.cli.ticket.ticket import ticket_shape
from app.desk import sign
from app.desk.ticket import reads as ticket_reads

_NO_REASON = "命令行签收，未填写原因"


@main.command("sign")
@click.argument("numbers", nargs=-1, required=True)
@click.option("--reason", default="", help="超时签收的原因")
@click.option("--at", type=Instant(), help="平台上的签收时间；不填为现在")
@click.option("--source", default="", help="签收时间的来源，例如 平台页面、电话")
@as_json
@click.pass_obj
def sign_(call: Call, numbers: tuple[str, ...], reason: str, at: datetime | None, source: str, as_json: bool) -> None:
    """签收工单。"""
    if source.strip() and at is None:
        raise click.UsageError("--source 说明 --at 的来源，要和 --at 一起用")
    time = None if at is None else sign.SignTime(at, source)
    signed: list[Shape] = []
    refused: list[dict[str, str]] = []
    with call.desk() as desk:
        for number in numbers:
            try:
                ticket_id = ticket_reads.find(desk, number=number)
                because = reason.strip() or _NO_REASON
                outcome = sign.sign(desk, person=call.person, ticket_ids=[ticket_id], reason=because, time=time)
                row = ticket_reads.detail(desk, ticket_id=ticket_id).row
            except Refused as error:
                refused.append({"number": number, "reason": str(error)})
                click.echo(str(error), err=True)
                continue
            signed.append({**ticket_shape(row), "late": bool(outcome.result.late)})
            click.echo(f"{row.number} {outcome.message}", err=as_json)
    if as_json:
        print_json({"signed": signed, "refused": refused})
    if refused:
        sys.exit(SOME_REFUSED)
