"""The command for escalations: expired tickets to report, those reported, and the lead's figures."""

from __future__ import annotations

from datetime import datetime

import click

from app.base.clock import iso
from app.cli.program import Call, Instant, main
from app.cli.shared.output import Shape, as_json, print_json
from app.desk import setting
from app.desk.escalation import acts as escalation_acts
from app.desk.escalation.levels import SECOND_LEVEL_MINUTES
from app.desk.escalation.reads import EscalationFigures, Share, minutes_to_report, of_rows
from app.desk.escalation.rows import EscalationRow
from app.rules.escalation.states import ESCALATION_STATE_WORDS, EscalationState
from app.rules.escalation.texts import LEVEL_WORDS


@main.command("escalations")
@click.option("--state", type=click.Choice([state.value for state in EscalationState]), help="只看这一状态")
@click.option("--from", "start", type=Instant(), help="从这一时刻起触发的；待上报的总是列出")
@click.option("--to", "end", type=Instant(), help="到这一时刻止（不含）")
@as_json
@click.pass_obj
def escalations_(call: Call, state: str | None, start: datetime | None, end: datetime | None, as_json: bool) -> None:
    """列出到期上报和统计。"""
    with call.desk() as desk:
        wanted = EscalationState(state) if state else None
        rows = escalation_acts.listing(desk, state=wanted, start=start, end=end)
        within = int(setting.get(desk, SECOND_LEVEL_MINUTES))
    if as_json:
        figures = of_rows(rows, within_minutes=within)
        print_json(
            {
                "total": len(rows),
                "figures": _figures_shape(figures, within),
                "escalations": [*map(escalation_shape, rows)],
            }
        )
        return
    for row in rows:
        told_to = f"{row.reported_to}（{row.channel}）" if row.reported_at else row.note
        words = (ESCALATION_STATE_WORDS[row.state], LEVEL_WORDS[row.level], row.ticket_number, row.ticket_title)
        click.echo("\t".join((*words, row.unit, told_to)))


def escalation_shape(row: EscalationRow) -> Shape:
    """One report to the lead."""
    return {
        "id": row.id,
        "number": row.ticket_number,
        "title": row.ticket_title,
        "street": row.street,
        "unit": row.unit,
        "level": row.level,
        "state": row.state.value,
        "deadline_at": iso(row.deadline_at),
        "raised_at": iso(row.raised_at),
        "next_level_at": iso(row.next_level_at),
        "reported_at": iso(row.reported_at),
        "minutes_to_report": minutes_to_report(row),
        "reported_to": row.reported_to,
        "channel": row.channel,
        "reported_by": row.reported_by,
        "note": row.note,
        "corrected": bool(row.corrections),
    }


def _figures_shape(figures: EscalationFigures, within: int) -> Shape:
    return {
        **{figure.value: count for figure, count in figures.counts.items()},
        "in_time_minutes": within,
        "median_minutes": figures.median_minutes,
        "by_unit": [_share_shape(share) for share in figures.by_unit],
        "by_street": [_share_shape(share) for share in figures.by_street],
    }


def _share_shape(share: Share) -> Shape:
    return {"name": share.name, "opened": share.opened, "reported": share.reported, "open": share.open}
