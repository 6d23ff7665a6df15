"""The command for callbacks: whom to call next and why, and the progress of the period."""

from __future__ import annotations

from datetime import timedelta

import click

from app.base.clock import iso, local_day
from app.cli.program import Call, main
from app.cli.shared.output import Shape, as_json, print_json
from app.desk.survey import pilot as survey_pilot
from app.desk.survey.pilot import PilotRow, Proof
from app.desk.survey.rows import SurveyRow
from app.rules.shared.time_left import clock_time
from app.rules.survey.callback_order import CALL_STATE_WORDS
from app.rules.survey.form import REASON_MARK
from app.rules.survey.proof import PROOF_WORDS, ProofState


@main.command("callbacks")
@as_json
@click.pass_obj
def callbacks_(call: Call, as_json: bool) -> None:
    """回访导航：下一个打给谁、为什么，以及本考核期的回访进度。"""
    with call.desk() as desk:
        pilot, proof = survey_pilot.pilot(desk), survey_pilot.proof(desk)
    if as_json:
        head = {"at": iso(pilot.at), "shift_end": iso(pilot.shift_end), "total": len(pilot.rows)}
        print_json({**head, "callbacks": [_row_shape(row) for row in pilot.rows], "proof": _proof_shape(proof)})
        return
    click.echo("，".join(f"{PROOF_WORDS[state]} {len(ids)}" for state, ids in proof.ids.items()))
    for row in pilot.rows:
        place = row.place
        when = f"{CALL_STATE_WORDS[place.state]} {clock_time(place.call_at)}"
        click.echo(f"{place.rank}\t{row.number}\t{when}\t{'；'.join(place.reasons)}")


def _row_shape(row: PilotRow) -> Shape:
    return {
        "rank": row.place.rank,
        "number": row.number,
        "title": row.title,
        "unit": row.unit,
        "state": row.place.state.value,
        "call_at": iso(row.place.call_at),
        "deadline_at": iso(row.deadline_at),
        "calls": row.calls,
        "reasons": list(row.place.reasons),
    }


def _proof_shape(proof: Proof) -> Shape:
    """The progress of the period: `from` and `to` are days of dispatch, both included; the states add up to `total`."""
    last = local_day(proof.window.end - timedelta(seconds=1))
    counts = {state.value: len(proof.ids[state]) for state in ProofState}
    days = {"from": local_day(proof.window.start).isoformat(), "to": last.isoformat()}
    return {**days, "total": proof.count(), "due": proof.due, "proven": proof.proven, **counts}


def survey_shape(survey: SurveyRow) -> Shape:
    """One answered survey."""
    return {
        "round": survey.round,
        "at": iso(survey.at),
        "who": survey.who,
        "valid": survey.valid,
        "contacted": survey.contacted,
        "solved": survey.solved,
        "satisfied": survey.satisfied,
        "reason": survey.reason,
        "reason_codes": survey.reason_codes.split(REASON_MARK) if survey.reason_codes else [],
        "form": survey.form,
        "answers": dict(survey.answers),
    }
