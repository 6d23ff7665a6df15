"""The commands for rules: explain how a deadline was computed, and list the deadlines that other rules would move."""

from __future__ import annotations

from pathlib import Path

import click

from app.base.clock import iso
from app.cli.program import Call, main
from app.cli.shared.arguments import FilePath
from app.cli.shared.output import Shape, as_json, print_json
from app.desk.law import versions as law_versions
from app.desk.law.moves import Move
from app.desk.ticket import reads as ticket_reads
from app.desk.ticket.rows import ClockRow
from app.rules.law.clocks import CLOCK_WORDS


@main.command("explain")
@click.argument("number")
@as_json
@click.pass_obj
def explain_(call: Call, number: str, as_json: bool) -> None:
    """说明一件工单的每个时限是怎样算出来的。"""
    with call.desk() as desk:
        detail = ticket_reads.detail(desk, ticket_id=ticket_reads.find(desk, number=number))
    if as_json:
        print_json({"number": detail.row.number, "clocks": [clock_shape(clock) for clock in detail.clocks]})
        return
    for clock in detail.clocks:
        click.echo(CLOCK_WORDS[clock.name])
        for step in clock.explanation:
            click.echo(f"  {step}")


@main.command("what-if")
@click.option("--rules", "path", type=FilePath(), required=True, help="规则文件（TOML）")
@as_json
@click.pass_obj
def what_if_(call: Call, path: Path, as_json: bool) -> None:
    """假如按这份规则，哪些在办工单的时限会变；什么都不改。"""
    with call.desk() as desk:
        found = law_versions.what_if(desk, path=path)
    tickets_moved = len({move.ticket_id for move in found})
    if as_json:
        print_json({"moves": [_move_shape(move) for move in found], "tickets": tickets_moved})
        return
    for move in found:
        click.echo(f"{move.number}\t{move.words()}")
    click.echo(f"{tickets_moved} 件在办工单的时限会变，没有改动任何数据")


def clock_shape(clock: ClockRow) -> Shape:
    """One clock of a ticket with its calculation; `clock` and `name` both hold its code, as documented."""
    return {
        "clock": clock.name.value,
        "name": clock.name.value,
        "started_at": iso(clock.started_at),
        "due_at": iso(clock.due_at),
        "ended_at": iso(clock.ended_at),
        "state": clock.state.value,
        "outage": clock.outage or None,
        "rule_since": clock.rule_since.isoformat() if clock.rule_since is not None else None,
        "explanation": "；".join(clock.explanation),
        "steps": list(clock.explanation),
    }


def _move_shape(move: Move) -> Shape:
    return {"number": move.number, "clock": move.clock.value, "from": iso(move.was), "to": iso(move.becomes)}
