from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.figures.rates import (
    Counts,
    Weights,
    mostly_words,
    resolution_rate,
    response_rate,
    satisfaction_rate,
    satisfied_words,
    score,
    show_rate,
    show_score,
    weights_words,
)


def test_the_rates_of_a_month() -> None:
    counts = Counts(valid=200, contacted=197, solved=150, satisfied=140, mostly=20)
    assert response_rate(counts) == Decimal("0.985")
    assert resolution_rate(counts) == Decimal("0.75")
    assert satisfaction_rate(counts) == Decimal("0.79")
    assert score(counts) == Decimal("79.0")


def test_all_well_scores_a_hundred_and_nothing_well_scores_zero() -> None:
    assert show_score(score(Counts(7, 7, 7, 7, 0))) == "100.0"
    assert show_score(score(Counts(7))) == "0.0"


def test_mostly_satisfied_weighs_nine_tenths() -> None:
    assert satisfaction_rate(Counts(valid=10, mostly=10)) == Decimal("0.9")
    assert satisfaction_rate(Counts(valid=10, mostly=10), Weights(mostly=Decimal("0.8"))) == Decimal("0.8")


def test_without_a_valid_callback_there_is_no_figure_but_a_dash() -> None:
    nothing = Counts()
    assert response_rate(nothing) is None
    assert resolution_rate(nothing) is None
    assert satisfaction_rate(nothing) is None
    assert score(nothing) is None
    assert show_rate(response_rate(nothing)) == show_score(score(nothing)) == "—"


@pytest.mark.parametrize(
    ("rate", "shown"),
    [("0.985", "98.5%"), ("1", "100.0%"), ("0", "0.0%"), ("0.9985", "99.9%"), ("0.9984", "99.8%"), ("0.0005", "0.1%")],
)
def test_a_rate_is_shown_with_one_decimal_and_halves_go_up(rate: str, shown: str) -> None:
    assert show_rate(Decimal(rate)) == shown


def test_a_rate_that_never_ends_is_rounded_only_when_shown() -> None:
    assert show_rate(response_rate(Counts(valid=3, contacted=2))) == "66.7%"


def test_a_score_that_stands_exactly_on_a_half_goes_up() -> None:
    # 1 of 8 solved at a weight of one half: 6.25 points.
    assert score(Counts(valid=8, solved=1)) == Decimal("6.3")


def test_no_share_is_rounded_before_the_sum() -> None:
    # A third of 0.1, 0.5 and 0.4 each: 33.333… points; with weights of a sixth it would be 50 exactly.
    assert score(Counts(3, 1, 1, 1, 0)) == Decimal("33.3")
    halves = Weights(Decimal("0.0015"), Decimal("0.0015"), Decimal("0"))
    assert score(Counts(6, 1, 1, 0, 0), halves) == Decimal("0.1")


def test_weights_can_be_set() -> None:
    assert score(Counts(4, 4, 2, 0, 0), Weights(Decimal("0.2"), Decimal("0.8"), Decimal(0))) == Decimal("60.0")


def test_counts_add_up_for_the_pooled_row() -> None:
    total = Counts(10, 9, 8, 7, 1) + Counts(5, 5, 4, 3, 2)
    assert total == Counts(15, 14, 12, 10, 3)


@pytest.mark.parametrize(
    "counts",
    [(1, 2, 0, 0, 0), (1, 0, 2, 0, 0), (1, 0, 0, 1, 1), (0, 0, 0, 0, 1), (3, -1, 0, 0, 0), (-1, 0, 0, 0, 0)],
)
def test_counts_that_contradict_each_other_are_refused(counts: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="count"):
        Counts(*counts)


@st.composite
def some_counts(draw: st.DrawFn) -> Counts:
    valid = draw(st.integers(1, 5000))
    satisfied = draw(st.integers(0, valid))
    return Counts(
        valid,
        draw(st.integers(0, valid)),
        draw(st.integers(0, valid)),
        satisfied,
        draw(st.integers(0, valid - satisfied)),
    )


@given(some_counts())
def test_the_score_is_the_exact_sum_rounded_half_up(counts: Counts) -> None:
    exact = Fraction(
        100 * counts.contacted + 500 * counts.solved + 400 * counts.satisfied + 360 * counts.mostly, 10 * counts.valid
    )
    points = score(counts)
    assert points is not None
    distance = Fraction(points) - exact
    assert Fraction(-5, 100) < distance <= Fraction(5, 100)
    assert 0 <= points <= 100


def test_what_a_report_says_of_the_weights_follows_them() -> None:
    assert weights_words() == "响应率 10 %、解决率 50 %、满意率 40 %"
    other = Weights(Decimal("0.2"), Decimal("0.425"), Decimal("0.375"), mostly=Decimal("0.80"))
    assert weights_words(other) == "响应率 20 %、解决率 42.5 %、满意率 37.5 %"
    counts = Counts(valid=9, contacted=9, solved=9, satisfied=3, mostly=2)
    assert satisfied_words(counts) == "满意 3 + 0.9 × 基本满意 2"
    assert satisfied_words(counts, other) == "满意 3 + 0.8 × 基本满意 2"
    assert (mostly_words(1200), mostly_words(2, other)) == ("1,200×0.9", "2×0.8")
