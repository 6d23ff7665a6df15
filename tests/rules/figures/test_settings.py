"""Dated settings of figures: what a form may hold, and which version a period uses."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.figures.period_text import read_period
from app.rules.figures.periods import PeriodRules, period_of, previous_of
from app.rules.figures.rates import Rounding
from app.rules.figures.settings import SHIPPED, BadFigureSettings, book_of, form_of, read_settings
from app.rules.shared.toml_text import read_toml, toml_text

FORM = form_of(SHIPPED)


def version(since: str, **changed: object):
    return read_settings({**FORM, "effective_from": since, **changed})


def test_the_shipped_version_as_a_form_and_back():
    assert read_settings(FORM) == SHIPPED
    assert str(read_settings(FORM).weights.response) == "0.10"


@given(
    st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    st.integers(0, 100), st.integers(0, 100), st.integers(0, 10), st.integers(0, 10),
    st.sampled_from(Rounding), st.integers(1, 28), st.sampled_from((1, 2, 3, 4, 6, 12)),
    st.none() | st.dates(date(2000, 1, 1), date(2100, 1, 1)),
)  # fmt: skip
def test_every_version_survives_the_register(since, one, two, mostly, partly, rounding, day, cycle, covered):
    first, second = min(one, two), abs(one - two)
    form = {
        **FORM, "effective_from": since, "response": str(first), "resolution": str(second),
        "satisfaction": str(100 - first - second), "mostly": f"0.{mostly}" if mostly < 10 else "1",
        "partly": f"0.{partly}" if partly < 10 else "1", "rounding": rounding.value, "assessment_day": day,
        "cycle_months": cycle, "covered_from": covered or "",
    }  # fmt: skip
    made = read_settings(form)
    assert read_settings(read_toml(toml_text(form_of(made)))) == made
    assert made.weights.response + made.weights.resolution + made.weights.satisfaction == 1


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"effective_from": ""}, "effective_from"),
        ({"effective_from": "2026-02-30"}, "effective_from"),
        ({"assessment_day": "29"}, "assessment_day"),
        ({"assessment_day": "０"}, "assessment_day"),
        ({"day_hour": "24"}, "day_hour"),
        ({"cycle_months": "5"}, "cycle_months"),
        ({"resolution": "49"}, "response"),
        ({"resolution": "1e1"}, "resolution"),
        ({"mostly": "1.1"}, "mostly"),
        ({"mostly": "NaN"}, "mostly"),
        ({"partly": "-0.1"}, "partly"),
        ({"rounding": "up"}, "rounding"),
        ({"covered_from": "昨天"}, "covered_from"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_wrong_value_is_refused_at_its_field(changed, field):
    with pytest.raises(BadFigureSettings) as refused:
        read_settings({**FORM, **changed})
    assert refused.value.field == field


def test_a_period_uses_the_version_in_force_at_its_end():
    book = book_of([version("2026-11-18", assessment_day=21), version("2026-11-19", partly="1")])
    assert [one.since.isoformat() for one in book.versions] == ["2026-01-01", "2026-11-18", "2026-11-19"]
    ends_before = period_of(read_period("assess:2026-11", PeriodRules()), book.periods)
    # It would end on the 21st under the version of the 18th, and on the 19th under the one of the 19th, which is not
    # in force before that midnight.
    assert (ends_before.end.day, book.of(ends_before).weights.partly) == (20, Decimal(0))
    after = period_of(read_period("assess:2026-12", PeriodRules()), book.periods)
    assert book.of(after).weights.partly == 1
    assert book.of(period_of(read_period("year:2020", PeriodRules()), book.periods)) is SHIPPED


def test_of_two_versions_of_one_day_the_newer_holds():
    book = book_of([version("2026-12-01", partly="1"), version("2026-12-01", partly="0.5")])
    assert book.newest.weights.partly == Decimal("0.5")
    assert book.on(date(2026, 11, 30)) is SHIPPED


def test_before_the_first_cycle_lies_the_last_one_of_a_year_with_other_cycles():
    book = book_of([version("2026-12-19", cycle_months=3)])
    first = period_of(read_period("cycle:2027-1", PeriodRules()), book.periods)
    assert first.rules.cycle_months == 3
    before = previous_of(first, book.periods)
    assert (before.name.year, before.name.number, before.rules.cycle_months) == (2026, 6, 2)
    assert before.end == first.start
