"""The command for the month's hinges: the closing list of a period, what begins, the clocks of the ranking."""

from __future__ import annotations

import click

from app.base.clock import iso
from app.cli.program import Call, main
from app.cli.shared.output import Shape, as_json, print_json
from app.desk.closing import reads as closing_reads
from app.desk.closing.acts import clock_words
from app.desk.closing.rows import ClosingLine, ClosingView
from app.rules.closing.ranking import RankingClock
from app.rules.figures.period_text import period_words, write_period
from app.rules.shared.time_left import clock_time


@main.command("closing")
@click.option("--period", default="", help="考核期，例如 assess:2026-11；不写则为本考核期")
@as_json
@click.pass_obj
def closing_(call: Call, period: str, as_json: bool) -> None:
    """列出考核期的收官清单、今天开始什么、官方排名的期限；不改动任何工单。"""
    with call.desk() as desk:
        view = closing_reads.closing(desk, period=period)
    if as_json:
        print_json(closing_shape(view))
        return
    click.echo(f"{period_words(view.period.name)}：{len(view.lines)} 件待收官")
    for words in view.begins:
        click.echo(words)
    for clock in view.clocks:
        click.echo(clock_words(clock) if clock.done is None else f"{clock_words(clock)}：{clock.stand.word}")
    for line in view.lines:
        due = clock_time(line.due_at) if line.due_at is not None else "—"
        click.echo("\t".join((line.kind.word, line.number, line.title, line.unit, line.why, due)))


def closing_shape(view: ClosingView) -> Shape:
    """The closing list of a period; times are ISO 8601."""
    return {
        "period": write_period(view.period.name),
        "start": iso(view.period.start),
        "end": iso(view.period.end),
        "counts": {kind.value: count for kind, count in view.counts.items()},
        "lines": [_line_shape(line) for line in view.lines],
        "begins": list(view.begins),
        "clocks": [_clock_shape(clock) for clock in view.clocks],
    }


def _line_shape(line: ClosingLine) -> Shape:
    return {
        "kind": line.kind.value,
        "number": line.number,
        "title": line.title,
        "unit": line.unit,
        "why": line.why,
        "due_at": iso(line.due_at),
    }


def _clock_shape(clock: RankingClock) -> Shape:
    return {
        "kind": clock.kind.value,
        "period": write_period(clock.period.name),
        "due_at": iso(clock.due_at),
        "state": clock.stand.value,
        "step": clock.step.value if clock.step is not None else None,
        "done_at": iso(clock.done.at) if clock.done is not None else None,
        "done_by": clock.done.who if clock.done is not None else None,
    }
