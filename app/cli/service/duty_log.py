"""The command for the duty log: writes an own entry."""

from __future__ import annotations

from datetime import datetime

import click

from app.cli.program import Call, Instant, main
from app.desk.duty_log import acts
from app.desk.duty_log.rows import WantedEntry
from app.rules.duty_log.entries import EntryKind


@main.command("log-entry")
@click.option("--kind", type=click.Choice([kind.value for kind in EntryKind]), required=True, help="类别")
@click.option("--text", required=True, help="事由")
@click.option("--at", type=Instant(), help="何时发生，默认现在")
@click.option("--by", "ordered_by", default="", help="领导交办：谁交办")
@click.option("--to", "ordered_to", default="", help="领导交办：交办给谁")
@click.option("--due", "due_at", type=Instant(), help="领导交办：何时前办结；填写后列入任务")
@click.pass_obj
def log_entry_(
    call: Call,
    kind: str,
    text: str,
    at: datetime | None,
    ordered_by: str,
    ordered_to: str,
    due_at: datetime | None,
) -> None:
    """记一条值班日志。"""
    wanted = WantedEntry(EntryKind(kind), text, at, ordered_by, ordered_to, due_at)
    with call.desk() as desk:
        outcome = acts.write(desk, person=call.person, wanted=wanted)
    click.echo(f"{outcome.result.id}\t{outcome.message}")
