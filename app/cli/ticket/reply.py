"""The command that checks a ticket's reply: its marks with place, reason and advice."""

from __future__ import annotations

import click

from app.cli.program import Call, main
from app.cli.shared.output import Shape, as_json, print_json
from app.desk.reply import rows as reply_rows
from app.desk.reply.rows import CheckedMark
from app.desk.ticket import reads as ticket_reads
from app.rules.reply.check import MARK_WORDS
from app.rules.reply.states import REPLY_STATE_WORDS
from app.rules.shared.masking import mask_text


@main.command("review")
@click.argument("number")
@as_json
@click.pass_obj
def review_(call: Call, number: str, as_json: bool) -> None:
    """答复核验：一件工单的答复有哪些问题，为什么、怎样改。"""
    with call.desk() as desk:
        sheet = reply_rows.sheet(desk, ticket_id=ticket_reads.find(desk, number=number), person=call.person)
    if as_json:
        about = {"number": sheet.number, "round": sheet.round, "state": sheet.state.value, "kept": bool(sheet.version)}
        print_json({**about, "marks": [_shape(checked) for checked in sheet.marks]})
        return
    kept = REPLY_STATE_WORDS[sheet.state] if sheet.version else "还没有答复"
    click.echo(f"{sheet.number}\t{kept}\t{len(sheet.marks)} 处")
    for checked in sheet.marks:
        weight = "已忽略" if checked.overruled else "须改" if checked.mark.hard else "提示"
        click.echo(f"{weight}\t{MARK_WORDS[checked.mark.kind]}\t{mask_text(checked.mark.why)}\t{checked.mark.advice}")


def _shape(checked: CheckedMark) -> Shape:
    return {
        "kind": checked.mark.kind.value,
        "hard": checked.mark.hard,
        "field": checked.mark.field,
        "words": mask_text(checked.mark.words),
        "reason": mask_text(checked.mark.why),
        "advice": checked.mark.advice,
        "overruled": checked.overruled or None,
    }
