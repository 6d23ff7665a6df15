"""Rows of figures: printed values, changes that add up, places that are shared, means of rows."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.figures.fields import DEFINITIONS, Field
from app.rules.figures.rates import Weights, one_decimal
from app.rules.figures.rows import COUNTS, RATES, Counted, Row, changes, mean, ranked


def row(key: str = "甲", **counts: int) -> Row:
    return Row(key, Counted(**counts))


def test_every_figure_is_a_count_or_a_rate_and_has_a_definition():
    assert {str(field) for field in Field} == set(COUNTS) - {"partly"} | {str(field) for field in RATES}
    assert list(DEFINITIONS) == list(Field)
    assert len({definition.words for definition in DEFINITIONS.values()}) == len(Field)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(0), "0.0"),
        (Fraction(-1, 100), "0.0"),
        (Fraction(-1, 20), "-0.1"),
        (Fraction(1, 20), "0.1"),
        (Fraction(12345, 100), "123.5"),
        (Fraction(-285, 100), "-2.9"),
        (Fraction(200, 3), "66.7"),
    ],
)
def test_one_decimal_halves_away_from_zero(value, text):
    assert one_decimal(value) == text


def test_rates_and_score_of_a_row():
    one = row(valid=8, contacted=7, solved=5, partly=2, satisfied=4, mostly=3, closed=3, closed_in_time=2)
    assert one.printed(Field.RESPONSE) == "87.5"
    assert one.printed(Field.RESOLUTION) == "62.5"
    assert one.printed(Field.SATISFACTION) == "83.8"
    # 8.75 + 31.25 + 33.5 = 73.5: from the exact rates, not from the printed ones.
    assert one.printed(Field.SCORE) == "73.5"
    assert one.printed(Field.IN_TIME_RATE) == "66.7"
    assert one.printed(Field.VALID) == 8


def test_partly_solved_counts_for_what_the_weights_say():
    half = Row("甲", Counted(valid=4, solved=1, partly=2), Weights(partly=Decimal("0.5")))
    assert half.printed(Field.RESOLUTION) == "50.0"
    assert row(valid=4, solved=1, partly=2).printed(Field.RESOLUTION) == "25.0"


def test_nothing_counted_prints_nothing():
    empty = row()
    assert [empty.printed(field) for field in RATES] == [None] * len(RATES)
    assert not empty.counted.stands


def test_changes_in_per_cent_and_in_points_of_the_printed_values():
    now = row(received=35, in_volume=0, closed=1, valid=3, contacted=2)
    before = row(received=36, in_volume=0, closed=3, valid=7, contacted=6)
    told = changes(now, before)
    assert told[Field.RECEIVED] == "-2.8"
    assert told[Field.IN_VOLUME] is None
    assert told[Field.CLOSED] == "-66.7"
    # 66.7 - 85.7
    assert told[Field.RESPONSE] == "-19.0"
    assert told[Field.IN_TIME_RATE] == "0.0"
    assert set(changes(now, None).values()) == {None}


def test_equal_rows_share_a_place_and_those_without_a_callback_are_unranked():
    rows = [
        row("丁", received=9),
        row("丙", received=5, valid=1, solved=1),
        row("乙", received=5, valid=2, solved=2),
        row("甲", received=7, valid=1, solved=1),
        row("戊", received=1, valid=1, contacted=1),
    ]
    assert [(place, one.key) for place, one in ranked(rows)] == [
        (1, "甲"),
        (2, "丙"),
        (2, "乙"),
        (4, "戊"),
        (None, "丁"),
    ]


def test_the_mean_of_rows_weighs_each_the_same_and_leaves_out_those_without_a_callback():
    told = mean([row(valid=1, solved=1), row(valid=9), row(received=3)])
    assert told[Field.RESOLUTION] == Fraction(1, 2)
    assert mean([row()])[Field.SCORE] is None


COUNT = st.integers(0, 300)


@given(valid=st.integers(1, 300), parts=st.tuples(COUNT, COUNT, COUNT, COUNT))
def test_a_printed_rate_is_never_further_than_half_a_tenth_from_the_exact_one(valid, parts):
    contacted, solved, satisfied, mostly = (min(part, valid) for part in parts)
    one = row(
        valid=valid, contacted=contacted, solved=solved, satisfied=satisfied, mostly=min(mostly, valid - satisfied)
    )
    for field in (Field.RESPONSE, Field.RESOLUTION, Field.SATISFACTION):
        assert abs(Fraction(one.printed(field)) - one.exact(field) * 100) <= Fraction(1, 20)
    assert 0 <= Fraction(one.printed(Field.SCORE)) <= 100


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(0, 3)), max_size=12))
def test_places_fall_with_the_score(counted):
    rows = [
        row(str(index), received=received, valid=valid, solved=min(valid, solved))
        for index, (received, valid, solved) in enumerate(counted)
    ]
    told = ranked(rows)
    assert sorted(one.key for _place, one in told) == sorted(one.key for one in rows)
    places = [place for place, _row in told if place is not None]
    assert places == sorted(places)
    for place, one in told:
        better = [
            other
            for other in rows
            if other.counted.valid
            and (Fraction(other.printed(Field.SCORE)), other.counted.received)
            > (Fraction(one.printed(Field.SCORE) or 0), one.counted.received)
        ]
        assert place is None or place == len(better) + 1
