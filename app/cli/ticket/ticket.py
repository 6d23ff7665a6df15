"""The commands for tickets: lists, and the details of one ticket."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from datetime import datetime

import click

from app.base.clock import iso
from app.cli.program import Call, main, wall
from app.cli.shared.arguments import MOST_ROWS
from app.cli.shared.output import Shape, as_json, print_json
from app.cli.ticket.contact import attempt_shape
from app.cli.ticket.escalation import escalation_shape
from app.cli.ticket.law import clock_shape
from app.cli.ticket.reminder import reminder_shape
from app.cli.ticket.returns import return_shape
from app.cli.ticket.survey import survey_shape
from app.desk.journal.rows import JournalRow
from app.desk.queue import reads as queue_reads
from app.desk.queue.rows import QueueQuery
from app.desk.ticket import reads as ticket_reads
from app.desk.ticket.row import TicketRow
from app.desk.ticket.rows import TicketDetail
from app.rules.queue.names import QUEUE_WORDS, QueueName
from app.rules.ticket.field_kinds import Json
from app.rules.ticket.fields import in_json
from app.rules.ticket.platform_times import DESK_TIMES, desk_time
from app.rules.ticket.states import STATUS_WORDS


@main.command("tickets")
@click.option("--queue", "queue_id", type=click.Choice([name.value for name in QueueName]), default="all", help="队列")
@click.option("--search", default="", help="搜索编号、标题、内容、来电人、电话、商户、地点")
@click.option("--limit", type=click.IntRange(0, MOST_ROWS), default=200, help="最多列出几件")
@as_json
@click.pass_obj
def tickets_(call: Call, queue_id: str, search: str, limit: int, as_json: bool) -> None:
    """列出工单。"""
    query = QueueQuery(QueueName(queue_id), search)
    with call.desk() as desk:
        total, rows = queue_reads.first(desk, query=query, limit=limit)
    if as_json:
        print_json({"total": total, "tickets": [ticket_shape(row) for row in rows]})
        return
    click.echo(f"{QUEUE_WORDS[query.queue]}：{total} 件")
    for row in rows:
        click.echo(f"{row.number}\t{STATUS_WORDS[row.status]}\t{wall(row.next_due_at)}\t{row.title}")


@main.command("ticket")
@click.argument("number")
@click.option("--reveal", is_flag=True, help="显示完整号码，并留痕")
@as_json
@click.pass_obj
def ticket_(call: Call, number: str, reveal: bool, as_json: bool) -> None:
    """看一件工单的全部内容。"""
    with call.desk() as desk:
        ticket_id = ticket_reads.find(desk, number=number)
        if reveal:
            detail = ticket_reads.reveal(desk, person=call.person, ticket_id=ticket_id).result
        else:
            detail = ticket_reads.detail(desk, ticket_id=ticket_id)
    if as_json:
        print_json(detail_shape(detail))
        return
    click.echo(f"{detail.row.number}  {STATUS_WORDS[detail.row.status]}\n{detail.row.title}\n{detail.ticket.content}")
    for clock in detail.clocks:
        click.echo("；".join(clock.explanation))


def ticket_shape(row: TicketRow) -> Shape:
    """One line of a list."""
    return {
        **{one.key: _plain(getattr(row, one.name)) for one in in_json(Json.LINE)},
        "status_text": STATUS_WORDS[row.status],
        "dispatched_at_estimated": row.dispatched_estimated,
        "next_due_at": iso(row.next_due_at),
    }


def detail_shape(detail: TicketDetail) -> Shape:
    """The whole ticket."""
    return {
        **ticket_shape(detail.row),
        **{one.key: _plain(getattr(detail.ticket, one.name)) for one in in_json(Json.WHOLE)},
        **{DESK_TIMES[name]: iso(desk_time(detail.ticket, name)) for name in ("signed_at", "first_contact_at")},
        "phones": list(detail.phones),
        "category": detail.category,
        "platform_answers": dict(detail.platform_answers),
        "platform_first_answers": dict(detail.platform_first_answers),
        "import": {"file": detail.import_file, "row": detail.ticket.import_row},
        **_history_shape(detail),
    }


def _history_shape(detail: TicketDetail) -> Shape:
    return {
        "clocks": [clock_shape(clock) for clock in detail.clocks],
        "reminders": [reminder_shape(row) for row in detail.reminders],
        "journal": [journal_shape(line) for line in detail.journal],
        "attempts": [attempt_shape(attempt) for attempt in detail.attempts],
        "surveys": [survey_shape(survey) for survey in detail.surveys],
        "returns": [return_shape(row) for row in detail.returns],
        "escalations": [escalation_shape(row) for row in detail.escalations],
    }


def journal_shape(line: JournalRow) -> Shape:
    """One line of the journal."""
    return {
        "at": iso(line.at),
        "who": line.who,
        "verb": line.verb,
        "text": line.text,
        "changes": {word: {"from": old, "to": new} for word, (old, new) in line.changes.items()},
    }


def _plain(value: object) -> object:
    """A field's value as JSON writes it."""
    if isinstance(value, datetime):
        return iso(value)
    if isinstance(value, enum.Enum):
        return value.value
    return dict(value) if isinstance(value, Mapping) else value
