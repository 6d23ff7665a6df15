"""The commands for reminders: the ledger with causes and receipts, and the check that it is complete."""

from __future__ import annotations

import sys
from datetime import datetime

import click

from app.base.clock import iso, to_local
from app.cli.program import Call, Instant, main
from app.cli.shared.output import Shape, as_json, print_json
from app.desk.reminder import acts as reminder_acts
from app.desk.reminder import reads as reminder_reads
from app.desk.reminder.query import LedgerQuery
from app.desk.reminder.rows import ReminderRow
from app.desk.shared.context import Desk
from app.desk.ticket import reads as ticket_reads
from app.reports.reminder_ledger import causes_words, shown_words, verdict_words, why_words
from app.rules.reminder.completeness import Completeness
from app.rules.reminder.slots import row_title
from app.rules.reminder.states import REMINDER_STATE_WORDS

DOES_NOT_HOLD = 1


@main.command("reminders")
@click.option("--from", "start", type=Instant(), help="从这一时刻起")
@click.option("--to", "end", type=Instant(), help="到这一时刻止（不含）")
@click.option("--ticket", "number", default="", help="只看这件工单")
@click.option("--own", is_flag=True, help="连同任务、交接班和报表的提醒")
@click.option("--check", "checks", is_flag=True, help="只核对：计划 = 触发 + 取消 + 错过 + 待提醒；对不上时退出码为 1")
@as_json
@click.pass_obj
def reminders_(
    call: Call, start: datetime | None, end: datetime | None, number: str, own: bool, checks: bool, as_json: bool
) -> None:
    """列出提醒台账，或核对它是否完整。"""
    with call.desk() as desk:
        ticket_id = ticket_reads.find(desk, number=number) if number else None
        if checks:
            equation = reminder_acts.check(desk, start=start, end=end, ticket_id=ticket_id)
        else:
            _list(desk, LedgerQuery(start, end, ticket_id, own=own), as_json=as_json)
            return
    _print_equation(equation, as_json=as_json)
    if not equation.holds:
        sys.exit(DOES_NOT_HOLD)


def _list(desk: Desk, query: LedgerQuery, *, as_json: bool) -> None:
    if as_json:
        shapes = [_ledger_shape(row) for row in reminder_reads.stream(desk, query)]
        print_json({"total": len(shapes), "reminders": shapes})
        return
    for row in reminder_reads.stream(desk, query):
        words = (f"{to_local(row.planned_at):%Y-%m-%d %H:%M}", row.ticket_number, row_title(row))
        more = (REMINDER_STATE_WORDS[row.state], shown_words(row), row.acknowledged_by, why_words(row))
        click.echo("\t".join((*words, *more)).rstrip())


def reminder_shape(row: ReminderRow) -> Shape:
    """One slot of a reminder."""
    return {
        "number": row.ticket_number,
        "title": row.ticket_title,
        "clock": row.clock.value,
        "slot": row.slot,
        "planned_at": iso(row.planned_at),
        "due_at": iso(row.due_at),
        "state": row.state.value,
        "raised_at": iso(row.raised_at),
        "shown_at": iso(row.shown_at),
        "times_raised": row.times_raised,
        "acknowledged_at": iso(row.acknowledged_at),
        "acknowledged_by": row.acknowledged_by,
        "reason": row.reason,
        "cause": row.cause,
    }


def _ledger_shape(row: ReminderRow) -> Shape:
    """A slot with its receipts and what was done after it rang."""
    done = None if row.done is None else {"at": iso(row.done.at), "who": row.done.who, "verb": row.done.verb}
    receipts = [
        {"at": iso(receipt.at), "channel": receipt.channel, "delivered": receipt.delivered, "detail": receipt.detail}
        for receipt in row.receipts
    ]
    return reminder_shape(row) | {"receipts": receipts, "done": done}


def _print_equation(equation: Completeness, *, as_json: bool) -> None:
    if as_json:
        print_json(
            {
                "planned": equation.planned,
                "raised": equation.raised,
                "cancelled": equation.cancelled,
                "missed": equation.missed,
                "to_come": equation.to_come,
                "holds": equation.holds,
                "causes": dict(equation.causes),
                "overdue": equation.overdue,
                "late": equation.late,
                "late_causes": dict(equation.late_causes),
            }
        )
        return
    click.echo(
        f"计划 {equation.planned:,} = 触发 {equation.raised:,} + 取消 {equation.cancelled:,}"
        f" + 错过 {equation.missed:,} + 待提醒 {equation.to_come:,}：{verdict_words(equation)}"
    )
    if equation.causes:
        click.echo(f"错过的原因：{causes_words(equation.causes, most=99)}")
