"""The command for the return register: its list and totals."""

from __future__ import annotations

import click

from app.base.clock import iso
from app.cli.program import Call, main
from app.cli.shared.output import Shape, as_json, print_json
from app.desk.returns import reads as returns_reads
from app.desk.returns.reads import ReturnTotals, hours_to_decide
from app.desk.returns.rows import ReturnRow
from app.rules.returns.states import (
    RETURN_DIRECTION_WORDS,
    RETURN_GROUND_WORDS,
    RETURN_STATE_WORDS,
    ReturnDirection,
    ReturnGround,
    ReturnState,
)


@main.command("returns")
@click.option("--state", type=click.Choice([state.value for state in ReturnState]), help="只看这一状态")
@click.option("--ground", type=click.Choice([ground.value for ground in ReturnGround]), help="只看这一理由")
@click.option("--direction", type=click.Choice([way.value for way in ReturnDirection]), help="我方退单或退回我方")
@click.option("--unit", default="", help="只看对方是这个单位的")
@as_json
@click.pass_obj
def returns_(
    call: Call, state: str | None, ground: str | None, direction: str | None, unit: str, as_json: bool
) -> None:
    """列出退单登记簿和统计。"""
    with call.desk() as desk:
        rows = returns_reads.listing(
            desk,
            state=ReturnState(state) if state else None,
            ground=ReturnGround(ground) if ground else None,
            direction=ReturnDirection(direction) if direction else None,
            unit=unit,
        )
        totals = returns_reads.totals(desk)
    if as_json:
        print_json(
            {"total": len(rows), "totals": _totals_shape(totals), "returns": [return_shape(row) for row in rows]}
        )
        return
    for row in rows:
        words = (RETURN_DIRECTION_WORDS[row.direction], RETURN_STATE_WORDS[row.state], RETURN_GROUND_WORDS[row.ground])
        click.echo("\t".join((row.ticket_number, *words, row.other_side, row.ticket_title)))


def return_shape(row: ReturnRow) -> Shape:
    """One return; `unit` is the other department, whichever side made the request."""
    return {
        "id": row.id,
        "number": row.ticket_number,
        "title": row.ticket_title,
        "direction": row.direction.value,
        "round": row.round,
        "state": row.state.value,
        "ground": row.ground.value,
        "basis": row.basis,
        "unit": row.other_side,
        "suggested_unit": row.suggested_unit,
        "note": row.note,
        "attachments": list(row.attachments),
        "created_at": iso(row.created_at),
        "created_by": row.created_by,
        "sent_at": iso(row.sent_at),
        "due_at": iso(row.due_at),
        "decided_at": iso(row.decided_at),
        "decision_note": row.decision_note,
        "hours_to_decide": hours_to_decide(row),
        "corrected": bool(row.corrections),
    }


def _totals_shape(totals: ReturnTotals) -> Shape:
    return {
        "by_ground": {ground.value: count for ground, count in totals.by_ground.items()},
        "by_state": {state.value: count for state, count in totals.by_state.items()},
        "by_direction": {way.value: count for way, count in totals.by_direction.items()},
        "by_unit": [
            {
                "name": one.name,
                "count": one.count,
                "agreed": one.agreed,
                "refused": one.refused,
                "mean_hours": one.mean_hours,
            }
            for one in totals.by_unit
        ],
        "mean_hours": totals.mean_hours,
    }
