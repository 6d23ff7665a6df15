"""The command that prints the figures of a period, the tickets behind one of them, and checks them by a recount."""

from __future__ import annotations

from collections.abc import Mapping

import click

from app.base.clock import iso
from app.cli.program import REFUSED, Call, main
from app.cli.shared.asking import asking
from app.cli.shared.output import Shape, as_json, print_json
from app.desk.figures import asked as questions
from app.desk.figures.asked import Asked, Base, FigureRow, Figures
from app.desk.figures.counting import key_words
from app.desk.figures.what_if import WhatIf, WhatIfRow, what_if
from app.rules.figures.fields import DEFINITIONS, Field
from app.rules.figures.period_text import period_words, write_period
from app.rules.figures.periods import Period
from app.rules.figures.rates import Weights, one_decimal
from app.rules.figures.rows import Row, print_exact
from app.rules.figures.what_if import EXAMPLE

_FIELDS = [str(field) for field in Field]


@main.command("figures")
@asking
@click.option("--tickets", "field", type=click.Choice(_FIELDS), help="列出这一项背后的工单编号")
@click.option("--key", default="", help="与 --tickets、--by 合用：哪一行")
@click.option("--what-if", "weights", default="", help=f"换一套权重试算，例如 {EXAMPLE}")
@click.option("--check", is_flag=True, help="从头重数一遍，与保存的统计事实比较")
@as_json
@click.pass_obj
def figures_(
    call: Call, asked: Asked | None, field: str | None, key: str, weights: str, check: bool, as_json: bool
) -> None:
    """统计一个时期：受理、办结、三率、综合成绩，可分组、看环比同比、列出背后的工单。"""
    if check == (asked is not None):
        raise click.UsageError("请写 --period 统计期，或者 --check")
    if asked is None:
        _check(call, as_json)
        return
    if field is not None:
        _print_tickets(call, asked, Field(field), tuple(key.split(",")) if key else (), as_json)
        return
    if weights:
        _print_what_if(call, asked, weights, as_json)
        return
    with call.desk() as desk:
        found = questions.figures(desk, asked)
    if as_json:
        print_json(figures_shape(found))
    else:
        _print_rows(found)


def _print_what_if(call: Call, asked: Asked, weights: str, as_json: bool) -> None:
    with call.desk() as desk:
        found = what_if(desk, asked, weights)
    if as_json:
        print_json(what_if_shape(found))
        return
    for row in (found.total, *found.rows, *found.months):
        words = key_words(row.key) or "汇总"
        change = "" if row.change is None else f"（{one_decimal(row.change)}）"
        scores = f"{row.before.score or '—'} → {row.after.score or '—'}{change}"
        places = "" if row.before.place is None else f"第 {row.before.place} → 第 {row.after.place}"
        click.echo("\t".join((words if isinstance(words, str) else " · ".join(words), scores, places)))


def what_if_shape(found: WhatIf) -> Shape:
    """Both sets of weights over one period, row by row."""
    return {
        "period": _period_shape(found.before.period),
        "caliber": str(found.asked.caliber),
        "by": ",".join(found.asked.by),
        "weights": {"before": weights_shape(found.before.weights), "after": weights_shape(found.weights)},
        "total": _what_if_row(found.total),
        "rows": [_what_if_row(row) for row in found.rows],
        "months": [_what_if_row(row) for row in found.months],
    }


def _what_if_row(row: WhatIfRow) -> Shape:
    return {
        "key": key_words(row.key),
        "before": {"score": row.before.score, "rank": row.before.place},
        "after": {"score": row.after.score, "rank": row.after.place},
        "change": None if row.change is None else one_decimal(row.change),
    }


def _print_tickets(call: Call, asked: Asked, field: Field, key: tuple[str, ...], as_json: bool) -> None:
    with call.desk() as desk:
        numbers = questions.tickets_behind(desk, asked, field, key)
    if as_json:
        print_json({"field": str(field), "numbers": numbers})
    else:
        click.echo("\n".join(numbers) if numbers else "没有工单")


def _check(call: Call, as_json: bool) -> None:
    with call.desk() as desk:
        numbers = questions.differing(desk)
    if as_json:
        print_json({"holds": not numbers, "differing": numbers})
    elif numbers:
        click.echo(f"{len(numbers)} 件工单的统计事实与登记库不同：{'、'.join(numbers[:20])}")
    else:
        click.echo("统计事实与登记库一致")
    if numbers:
        raise SystemExit(REFUSED)


def figures_shape(found: Figures) -> Shape:
    """The answer to a question for figures."""
    weights = found.weights
    return {
        "period": _period_shape(found.period) | {"name": period_words(found.period.name)},
        "previous": _base_shape(found.previous),
        "last_year": _base_shape(found.last_year),
        "caliber": str(found.asked.caliber),
        "answers": found.asked.answers,
        "which": found.asked.which,
        "by": ",".join(found.asked.by) or None,
        "weights": weights_shape(weights),
        "total": _row_shape(found.total),
        "mean": {str(field): print_exact(field, value, weights.rounding) for field, value in found.mean.items()},
        "rows": [_row_shape(row) for row in found.rows],
        "definitions": {str(field): definition.sentence for field, definition in DEFINITIONS.items()},
    }


def weights_shape(weights: Weights) -> Shape:
    """The weights that a score was counted under."""
    return {
        "response": str(weights.response),
        "resolution": str(weights.resolution),
        "satisfaction": str(weights.satisfaction),
        "mostly": str(weights.mostly),
        "partly": str(weights.partly),
        "rounding": weights.rounding.value,
        "since": weights.since.isoformat(),
    }


def _period_shape(period: Period) -> Shape:
    return {"text": write_period(period.name), "start": iso(period.start), "end": iso(period.end)}


def _base_shape(base: Base | None) -> Shape | None:
    return None if base is None else _period_shape(base.period) | {"covered": base.covered}


def _row_shape(row: FigureRow) -> Shape:
    return {
        "key": key_words(row.key),
        "rank": row.place,
        **_values(row.now),
        "previous": _values(row.previous),
        "last_year": None if row.last_year is None else _values(row.last_year),
        "change": {name: _changes(changed) for name, changed in row.changed.items()},
    }


def _values(row: Row) -> Shape:
    return {str(field): row.printed(field) for field in Field}


def _changes(changed: Mapping[Field, str | None]) -> Shape:
    return {str(field): text for field, text in changed.items()}


_SHOWN = (
    Field.RECEIVED,
    Field.CLOSED,
    Field.VALID,
    Field.RESPONSE,
    Field.RESOLUTION,
    Field.SATISFACTION,
    Field.SCORE,
)


def _print_rows(found: Figures) -> None:
    period = found.period
    end = "（截至 " + (iso(period.end) or "")[:16].replace("T", " ") + "）" if period.cut else ""
    click.echo(f"{period_words(period.name)}{end}")
    click.echo("\t".join(("名次", "项目", *(DEFINITIONS[field].words for field in _SHOWN))))
    for row in (*found.rows, found.total):
        words = key_words(row.key)
        name = "汇总" if words is None else words if isinstance(words, str) else " · ".join(words)
        place = "—" if row.place is None else str(row.place)
        click.echo("\t".join((place, name, *(_printed(row.now, field) for field in _SHOWN))))


def _printed(row: Row, field: Field) -> str:
    value = row.printed(field)
    return "—" if value is None else str(value)
