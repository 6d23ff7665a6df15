"""The commands of the watch over the platform: reconcile its list with the register, enter an outage."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from app.base.clock import iso
from app.cli.program import Call, Instant, main, wall
from app.cli.shared.arguments import FilePath
from app.cli.shared.output import Shape, as_json, print_json
from app.desk.watch import acts as watch_acts
from app.desk.watch import outages
from app.desk.watch.rows import OutageRecord
from app.rules.watch.reconciliation import Difference, Reconciliation, value_words

_DIFFERS = 1


@main.command("reconcile")
@click.argument("file", type=FilePath())
@as_json
@click.pass_obj
def reconcile_(call: Call, file: Path, as_json: bool) -> None:
    """把平台的清单与登记库核对；不改动任何工单。"""
    with call.desk() as desk:
        outcome = watch_acts.reconcile(desk, person=call.person, path=file)
    result = outcome.result.result
    for reason in result.unread:
        click.echo(f"未能核对：{reason}", err=True)
    if as_json:
        print_json(reconciliation_shape(result))
    else:
        click.echo(outcome.message)
        for line in _lines(result):
            click.echo(line)
    if not result.holds:
        sys.exit(_DIFFERS)


def reconciliation_shape(result: Reconciliation) -> Shape:
    """The result of a reconciliation."""
    return {
        "platform": result.platform,
        "register": result.register,
        "missing_here": list(result.missing_here),
        "missing_there": list(result.missing_there),
        "differs": [_difference_shape(one) for one in result.differs],
        "holds": result.holds,
    }


def _difference_shape(one: Difference) -> Shape:
    here, there = (watch_acts.as_text(value) or None for value in (one.here, one.there))
    return {"number": one.number, "field": one.field.value, "here": here, "there": there}


def _lines(result: Reconciliation) -> list[str]:
    return [
        *(f"本台缺\t{number}" for number in result.missing_here),
        *(f"平台缺\t{number}" for number in result.missing_there),
        *(
            f"{one.field.word}\t{one.number}\t平台 {value_words(one.there, wall)}\t本台 {value_words(one.here, wall)}"
            for one in result.differs
        ),
    ]


@main.command("outage")
@click.option("--from", "since", type=Instant(), required=True, help="平台从何时起无法使用")
@click.option("--to", "until", type=Instant(), required=True, help="平台何时恢复")
@click.option("--proof", type=FilePath(), help="凭证，例如截图")
@click.option("--what", default="", help="情况，例如 无法登录")
@click.option("--told", default="", help="告知了谁")
@as_json
@click.pass_obj
def outage_(
    call: Call, since: datetime, until: datetime, proof: Path | None, what: str, told: str, as_json: bool
) -> None:
    """登记一次平台故障。"""
    with call.desk() as desk:
        outcome = outages.enter(desk, person=call.person, since=since, until=until, what=what, told=told, proof=proof)
    click.echo(outcome.message, err=as_json)
    if as_json:
        print_json(outage_shape(outcome.result))


def outage_shape(record: OutageRecord) -> Shape:
    """One outage of the platform."""
    return {
        "from": iso(record.since),
        "to": iso(record.until),
        "what": record.what,
        "told": record.told,
        "proof": record.evidence_name or None,
        "sha256": record.evidence or None,
        "entered_by": record.entered_by,
        "entered_at": iso(record.entered_at),
    }
