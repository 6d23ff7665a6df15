"""The commands of mass events: list them, show one, open one, its tickets, wording, who was told, papers, end."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from app.base.changes import Outcome
from app.base.clock import iso
from app.base.errors import Refused
from app.cli.program import Call, Instant, main, wall
from app.cli.shared.arguments import FilePath
from app.cli.shared.output import Shape, as_json, print_json
from app.cli.shared.writing import force_option, with_question
from app.desk.event import acts, picking, reads, telling
from app.desk.event.acts import Source
from app.desk.event.rows import CallerRow, EventPaperRecord, EventRow, EventTicket, EventView, NoticeRecord
from app.desk.event.telling import Told
from app.reports import event as report
from app.rules.escalation.states import ReportChannel
from app.rules.shared.masking import mask_text

_CHANNELS = click.Choice([channel.value for channel in ReportChannel])


@main.command("events")
@click.option("--open", "only_open", is_flag=True, help="只列处置中的")
@as_json
@click.pass_obj
def events_(call: Call, only_open: bool, as_json: bool) -> None:
    """列出群体事件，处置中的在前。"""
    with call.desk() as desk:
        rows = reads.open_ones(desk) if only_open else reads.listing(desk)
    if as_json:
        print_json({"events": [event_shape(row) for row in rows]})
        return
    for row in rows:
        counts = f"{row.tickets} 件\t未办结 {row.open} 件"
        click.echo(f"{row.id}\t{row.state.word}\t{wall(row.opened_at)}\t{counts}\t{row.title}")


def event_shape(row: EventRow) -> Shape:
    """One event; `last_at` is when its last ticket was dispatched."""
    return {
        "id": row.id,
        "title": row.title,
        "state": row.state.value,
        "merchant": row.merchant_id,
        "warning": row.warning_id,
        "opened_at": iso(row.opened_at),
        "opened_by": row.opened_by,
        "ended_at": iso(row.ended_at),
        "result": row.result,
        "tickets": row.tickets,
        "open": row.open,
        "last_at": iso(row.last_at),
    }


def view_shape(view: EventView) -> Shape:
    """One event whole; callers are told apart by their numbers, which are masked."""
    return {
        **event_shape(view.row),
        "wording": None if view.wording is None else mask_text(view.wording.text),
        "wordings": [
            {"number": one.number, "text": mask_text(one.text), "set_at": iso(one.set_at), "set_by": one.set_by}
            for one in view.wordings
        ],
        "members": [_ticket_shape(one) for one in view.tickets],
        "callers": [_caller_shape(one) for one in view.callers],
        "hours": [{"from": iso(one.start), "tickets": one.tickets} for one in view.hours],
        "told": [_notice_shape(one) for one in view.notices],
        "papers": [_paper_shape(one) for one in view.papers],
    }


def _ticket_shape(one: EventTicket) -> Shape:
    return {
        "number": one.number,
        "status": one.status.value,
        "unit": one.unit,
        "origin": one.origin.value,
        "came_at": iso(one.came_at),
        "joined_at": iso(one.joined_at),
        "contacted_at": iso(one.contacted_at),
    }


def _caller_shape(one: CallerRow) -> Shape:
    numbers = [number for _, number in one.tickets]
    return {"state": one.state.value, "tickets": numbers, "recorded": one.recorded, "calls": one.calls}


def _notice_shape(one: NoticeRecord) -> Shape:
    told = {"whom": mask_text(one.whom), "channel": one.channel, "said": mask_text(one.said)}
    return {"id": one.id, "at": iso(one.at), **told, "told_by": one.told_by}


def _paper_shape(one: EventPaperRecord) -> Shape:
    made = {"made_at": iso(one.made_at), "made_by": one.made_by}
    return {"kind": one.kind.value, "number": one.number, "file": one.file, "sha256": one.sha256, **made}


@main.group("event")
def event_() -> None:
    """群体事件：查看、建立、加入工单、统一口径、登记告知、快报、结束、重开。"""


@event_.command("show")
@click.argument("event_id", type=int)
@as_json
@click.pass_obj
def show_(call: Call, event_id: int, as_json: bool) -> None:
    """看一个群体事件：工单、诉求人、每小时来件、口径、告知、文书。"""
    with call.desk() as desk:
        view = reads.view(desk, event_id=event_id)
    if as_json:
        print_json(view_shape(view))
        return
    click.echo(f"{view.row.title}\t{view.row.state.word}\t{view.row.tickets} 件\t诉求人 {len(view.callers)} 位")
    for one in view.tickets:
        click.echo(f"{one.number}\t{one.unit}\t{wall(one.came_at)}\t{one.title}")


@event_.command("open")
@click.option("--title", required=True, help="事件名称")
@click.option("--merchant", "merchant_id", type=int, help="商户序号：其全部工单，以后新来的也归入")
@click.option("--ticket", "numbers", multiple=True, help="工单编号，可多次")
@click.pass_obj
def open_(call: Call, title: str, merchant_id: int | None, numbers: tuple[str, ...]) -> None:
    """由商户或工单建立群体事件。"""
    if merchant_id is None and not numbers:
        raise Refused("请用 --merchant 或 --ticket 说明由什么建立")
    with call.desk() as desk:
        ids = picking.ids_of(desk, " ".join(numbers)) if numbers else ()
        source = Source(title, merchant_id=merchant_id, ticket_ids=ids)
        outcome = acts.open_event(desk, person=call.person, source=source)
    click.echo(f"{outcome.result}\t{outcome.message}")


@event_.command("add")
@click.argument("event_id", type=int)
@click.argument("numbers", nargs=-1, required=True)
@click.pass_obj
def add_(call: Call, event_id: int, numbers: tuple[str, ...]) -> None:
    """把工单加入群体事件。"""
    with call.desk() as desk:
        outcome = picking.add_by_numbers(desk, person=call.person, event_id=event_id, numbers=" ".join(numbers))
    click.echo(outcome.message)


@event_.command("wording")
@click.argument("event_id", type=int)
@click.option("--text", required=True, help="统一口径")
@click.pass_obj
def wording_(call: Call, event_id: int, text: str) -> None:
    """发布统一口径，旧版保留。"""
    with call.desk() as desk:
        outcome = acts.set_wording(desk, person=call.person, event_id=event_id, text=text)
    click.echo(outcome.message)


@event_.command("told")
@click.argument("event_id", type=int)
@click.option("--whom", required=True, help="告知对象")
@click.option("--channel", type=_CHANNELS, default=ReportChannel.TELEPHONE.value, help="方式")
@click.option("--at", type=Instant(), help="何时，默认现在")
@click.option("--said", default="", help="内容")
@click.pass_obj
def told_(call: Call, event_id: int, whom: str, channel: str, at: datetime | None, said: str) -> None:
    """登记告知了谁。"""
    with call.desk() as desk:
        outcome = telling.tell(desk, person=call.person, event_id=event_id, told=Told(whom, channel, at, said))
    click.echo(outcome.message)


@event_.command("report")
@click.argument("event_id", type=int)
@click.option("--out", type=FilePath(), required=True, help="写成 .docx")
@click.option("--note", default="", help="补充：现场情况、需协调事项")
@force_option
@click.pass_obj
def report_(call: Call, event_id: int, out: Path, note: str, force: bool) -> None:
    """写一期快报，编号存档。"""
    with call.desk() as desk:

        def write(replace: bool) -> Outcome[EventPaperRecord]:
            return report.write_bulletin(
                desk, person=call.person, event_id=event_id, path=out, note=note, replace=replace
            )

        outcome = with_question(write, force=force)
    click.echo(outcome.message)


@event_.command("end")
@click.argument("event_id", type=int)
@click.option("--result", required=True, help="处置结果")
@click.option("--out", type=FilePath(), required=True, help="结案报告，写成 .docx")
@force_option
@click.pass_obj
def end_(call: Call, event_id: int, result: str, out: Path, force: bool) -> None:
    """写结案报告并结束群体事件。"""
    with call.desk() as desk:

        def write(replace: bool) -> Outcome[EventPaperRecord]:
            return report.end_event(
                desk, person=call.person, event_id=event_id, result=result, path=out, replace=replace
            )

        outcome = with_question(write, force=force)
    click.echo(outcome.message)


@event_.command("reopen")
@click.argument("event_id", type=int)
@click.pass_obj
def reopen_(call: Call, event_id: int) -> None:
    """重开已结束的群体事件。"""
    with call.desk() as desk:
        outcome = acts.reopen(desk, person=call.person, event_id=event_id)
    click.echo(outcome.message)
