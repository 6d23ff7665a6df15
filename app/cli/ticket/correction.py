"""The commands that correct what was recorded: a call, a report to the lead, a return."""

from __future__ import annotations

from datetime import datetime

import click

from app.cli.program import Call, Instant, main
from app.desk.contact import corrections as contact_corrections
from app.desk.escalation import corrections as escalation_corrections
from app.desk.returns import corrections as returns_corrections
from app.rules.contact.states import AttemptOutcome
from app.rules.escalation.states import ReportChannel
from app.rules.returns.states import ReturnGround

_reason = click.option("--reason", required=True, help="更正原因")


@main.group("correct")
def correct_() -> None:
    """更正记错的联系、上报、退单：只写记错的，原来的留在操作日志里。"""


@correct_.command("contact")
@click.argument("number", type=click.IntRange(min=1), metavar="ID")
@_reason
@click.option("--dialled", default="", help="实际拨打的号码")
@click.option("--at", type=Instant(), help="实际联系时间")
@click.option("--outcome", type=click.Choice([one.value for one in AttemptOutcome]), help="实际结果")
@click.option("--reached", default="", help="接听人")
@click.option("--seconds", type=click.IntRange(min=0), help="时长（秒）")
@click.option("--note", default="", help="备注")
@click.pass_obj
def contact_(
    call: Call,
    number: int,
    reason: str,
    dialled: str,
    at: datetime | None,
    outcome: str | None,
    reached: str,
    seconds: int | None,
    note: str,
) -> None:
    """更正一次联系；ID 见 ticket --json 的 attempts。"""
    with call.desk() as desk:
        told = contact_corrections.correct_attempt(
            desk,
            person=call.person,
            attempt_id=number,
            reason=reason,
            typed=dialled,
            at=at,
            outcome=AttemptOutcome(outcome) if outcome else None,
            reached=reached,
            seconds=seconds,
            note=note,
        )
    click.echo(told.message)


@correct_.command("report")
@click.argument("number", type=click.IntRange(min=1), metavar="ID")
@_reason
@click.option("--to", default="", help="实际向谁上报")
@click.option("--channel", type=click.Choice([way.value for way in ReportChannel]), default=None, help="上报方式")
@click.option("--at", type=Instant(), help="实际上报时间")
@click.option("--note", default="", help="对方意见")
@click.pass_obj
def report_(call: Call, number: int, reason: str, to: str, channel: str | None, at: datetime | None, note: str) -> None:
    """更正一次到期上报；ID 见 escalations --json。"""
    with call.desk() as desk:
        told = escalation_corrections.correct(
            desk,
            person=call.person,
            escalation_id=number,
            reason=reason,
            to=to,
            channel=channel or "",
            at=at,
            note=note,
        )
    click.echo(told.message)


@correct_.command("return")
@click.argument("number", type=click.IntRange(min=1), metavar="ID")
@_reason
@click.option("--ground", type=click.Choice([ground.value for ground in ReturnGround]), help="理由")
@click.option("--basis", default="", help="依据")
@click.option("--unit", default="", help="对方单位")
@click.option("--note", default="", help="说明")
@click.option("--decision-note", default="", help="结果说明")
@click.pass_obj
def return_(
    call: Call, number: int, reason: str, ground: str | None, basis: str, unit: str, note: str, decision_note: str
) -> None:
    """更正一条退单；ID 见 returns --json。"""
    with call.desk() as desk:
        told = returns_corrections.correct(
            desk,
            person=call.person,
            return_id=number,
            reason=reason,
            ground=ReturnGround(ground) if ground else None,
            basis=basis,
            unit=unit,
            note=note,
            decision_note=decision_note,
        )
    click.echo(told.message)
