"""How rates and scores are written, by every rounding; what a report says of the weights."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.figures.rates import (
    ROUNDING_WORDS,
    Rounding,
    Weights,
    mostly_words,
    one_decimal,
    satisfied_words,
    show_rate,
    show_score,
    weights_words,
)


@pytest.mark.parametrize(
    ("rate", "shown"),
    [("0.985", "98.5%"), ("1", "100.0%"), ("0", "0.0%"), ("0.9985", "99.9%"), ("0.9984", "99.8%"), ("0.0005", "0.1%")],
)
def test_a_rate_is_shown_with_one_decimal_and_halves_go_up(rate: str, shown: str) -> None:
    assert show_rate(Fraction(rate)) == shown


def test_nothing_is_a_dash() -> None:
    assert show_rate(None) == show_score(None) == "—"
    assert show_score(Fraction(2, 3)) == "0.7"


@pytest.mark.parametrize(
    ("value", "up", "even", "down"),
    [
        ("6.25", "6.3", "6.2", "6.2"),
        ("6.35", "6.4", "6.4", "6.3"),
        ("-0.05", "-0.1", "0.0", "0.0"),
        ("3", *["3.0"] * 3),
    ],
)
def test_roundings(value: str, up: str, even: str, down: str) -> None:
    assert [one_decimal(Fraction(value), rounding) for rounding in Rounding] == [up, even, down]
    assert set(ROUNDING_WORDS) == set(Rounding)


@given(st.fractions(0, 100), st.sampled_from(Rounding))
def test_no_rounding_moves_a_number_by_more_than_it_may(value: Fraction, rounding: Rounding) -> None:
    distance = Fraction(one_decimal(value, rounding)) - value
    least = Fraction(-1, 10) if rounding is Rounding.DOWN else Fraction(-1, 20)
    assert least <= distance <= (0 if rounding is Rounding.DOWN else Fraction(1, 20))


def test_what_a_report_says_of_the_weights_follows_them() -> None:
    assert weights_words() == "响应率 10 %、解决率 50 %、满意率 40 %"
    other = Weights(Decimal("0.2"), Decimal("0.425"), Decimal("0.375"), mostly=Decimal("0.80"))
    assert weights_words(other) == "响应率 20 %、解决率 42.5 %、满意率 37.5 %"
    assert satisfied_words(3, 2) == "满意 3 + 0.9 × 基本满意 2"
    assert satisfied_words(3, 2, other) == "满意 3 + 0.8 × 基本满意 2"
    assert (mostly_words(1200), mostly_words(2, other)) == ("1,200×0.9", "2×0.8")
