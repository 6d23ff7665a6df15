"""The command for urge rounds: opens those whose slot has passed, and lists them."""

from __future__ import annotations

import click

from app.base.clock import iso
from app.cli.program import Call, main, wall
from app.cli.shared.output import Shape, as_json, print_json
from app.desk.urge import acts as urge_acts
from app.desk.urge import reads as urge_reads
from app.desk.urge.rows import UrgeRow
from app.rules.urge.states import URGE_STATE_WORDS


@main.command("urges")
@click.option("--open", "only_open", is_flag=True, help="只列未发和未答复的")
@as_json
@click.pass_obj
def urges_(call: Call, only_open: bool, as_json: bool) -> None:
    """列出各轮催办；到点还没开的先开。"""
    with call.desk() as desk:
        urge_acts.open_due(desk)
        rows = urge_reads.rounds(desk, only_open=only_open)
    if as_json:
        print_json({"rounds": [round_shape(row) for row in rows]})
        return
    for row in rows:
        said = row.answer or f"{len(row.tickets)} 件"
        words = (wall(row.slot), row.unit_words, URGE_STATE_WORDS[row.state], row.to_name, row.channel, said)
        click.echo("\t".join(words))


def round_shape(row: UrgeRow) -> Shape:
    """One round of one unit; `slot` is in Beijing time to the minute."""
    return {
        "slot": urge_reads.slot_words(row.slot),
        "unit": row.unit,
        "tickets": [ticket.number for ticket in row.tickets],
        "channel": row.channel,
        "to": row.to_name,
        "sent_at": iso(row.sent_at),
        "answered_at": iso(row.answered_at),
        "answer": row.answer,
        "promised_at": iso(row.promised_at),
        "state": row.state.value,
    }
