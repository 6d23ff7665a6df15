"""The commands that list the dated settings of figures and put a new version in force."""

from __future__ import annotations

from datetime import date, datetime

import click

from app.base.clock import iso, to_local
from app.cli.program import Call, Instant, main
from app.cli.shared.output import Shape, as_json, print_json
from app.desk.figures import settings as figure_settings
from app.desk.figures.settings import SettingsRow
from app.rules.figures.settings import SINCE, WORDS, form_of

_NAMES = [name for name in WORDS if name != SINCE]


@main.group("figure-settings")
def figure_settings_() -> None:
    """统计口径：考核期起始日、权重等，各有生效日期；统计期用其结束时有效的一版。"""


@figure_settings_.command("list")
@as_json
@click.pass_obj
def list_(call: Call, as_json: bool) -> None:
    """列出各版口径。"""
    with call.desk() as desk:
        rows = figure_settings.versions(desk)
    if as_json:
        print_json({"versions": [settings_shape(row) for row in rows]})
        return
    for row in rows:
        form = form_of(row.settings)
        told = "，".join(f"{WORDS[name]} {form[name]}" for name in _NAMES if form[name] != "")
        click.echo(f"自 {row.settings.since} 起{'（现行）' if row.in_force else ''}：{told}")


@figure_settings_.command("set")
@click.option("--since", type=Instant(), required=True, help="生效日期")
@click.option("--note", default="", help="依据")
@click.argument("values", nargs=-1, required=True)
@as_json
@click.pass_obj
def set_(call: Call, since: datetime, note: str, values: tuple[str, ...], as_json: bool) -> None:
    """自某日起改口径：VALUES 写成 resolution=45 satisfaction=45，没写的照上一版。"""
    day = to_local(since).date()
    with call.desk() as desk:
        form = form_of(figure_settings.book(desk).on(day)) | _given(values) | {SINCE: day}
        outcome = figure_settings.save(desk, person=call.person, form=form, note=note)
        rows = figure_settings.versions(desk)
    click.echo(outcome.message, err=as_json)
    if as_json:
        print_json({"versions": [settings_shape(row) for row in rows]})


def _given(values: tuple[str, ...]) -> dict[str, object]:
    given: dict[str, object] = {}
    for text in values:
        name, equals, value = text.partition("=")
        if not equals or name not in _NAMES:
            raise click.UsageError(f"“{text}”不是一项口径，可用：{'、'.join(_NAMES)}")
        given[name] = value
    return given


def settings_shape(row: SettingsRow) -> Shape:
    """One version of the settings."""
    form = form_of(row.settings)
    texts = {name: value.isoformat() if isinstance(value, date) else value for name, value in form.items()}
    return {
        **texts,
        "in_force": row.in_force,
        "made_at": iso(row.made_at),
        "made_by": row.made_by or None,
        "note": row.note,
    }
