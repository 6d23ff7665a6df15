"""The command of early warning; so far it lists the merchants."""

from __future__ import annotations

from datetime import datetime

import click

from app.cli.figures.merchants import show_merchants
from app.cli.program import Call, Instant, main
from app.cli.shared.output import as_json


@main.command("warnings")
@click.option("--merchants", is_flag=True, help="列出全部商户，以及可能是同一家的名称")
@click.option("--at", type=Instant(), help="只看这一时刻前收到的工单")
@as_json
@click.pass_obj
def warnings_(call: Call, merchants: bool, at: datetime | None, as_json: bool) -> None:
    """商户预警：--merchants 列出从企业名称和正文中归并出的商户。"""
    if not merchants:
        raise click.UsageError("请写 --merchants")
    with call.desk() as desk:
        show_merchants(desk, at=at, as_json=as_json)
