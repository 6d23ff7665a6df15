"""Figures of applications: what counts, what passed, why not."""

from __future__ import annotations

from fractions import Fraction

from app.rules.exclusion.figures import Applied, by_kind, by_unit, change_words, points_between, reasons, whole
from app.rules.exclusion.moves import ExclusionState

PASSED, REFUSED, REVIEW, WITHDRAWN = (
    ExclusionState.PASSED,
    ExclusionState.REFUSED,
    ExclusionState.REVIEW,
    ExclusionState.WITHDRAWN,
)
ROWS = (
    Applied(1, "商户 / 已注销", "一队", PASSED),
    Applied(2, "商户 / 已注销", "二队", REFUSED),
    Applied(3, "涉法 / 已立案", "一队", PASSED),
    Applied(4, "商户 / 已注销", "", REVIEW),
    Applied(5, "涉法 / 已立案", "一队", WITHDRAWN),
)


def test_withdrawn_applications_are_not_counted_and_undecided_ones_have_no_part_in_the_rate() -> None:
    total = whole(ROWS)
    assert total.applied == (1, 2, 3, 4)
    assert (total.passed, total.refused, total.waiting) == ((1, 3), (2,), (4,))
    assert total.pass_rate == Fraction(2, 3)


def test_types_and_units_come_by_frequency_with_the_tickets_behind_them() -> None:
    assert [(share.word, share.applied) for share in by_kind(ROWS)] == [
        ("商户 / 已注销", (1, 2, 4)),
        ("涉法 / 已立案", (3,)),
    ]
    assert [share.word for share in by_unit(ROWS)] == ["一队", "二队", "未派单"]


def test_the_parts_make_up_the_whole() -> None:
    for shares in (by_kind(ROWS), by_unit(ROWS)):
        assert sorted(ticket for share in shares for ticket in share.applied) == sorted(whole(ROWS).applied)


def test_without_a_decision_there_is_no_rate() -> None:
    assert whole(()).pass_rate is None
    assert by_unit(ROWS)[-1].pass_rate is None


def test_reasons_are_known_by_their_first_sentence_and_count_each_ticket_once() -> None:
    told = [(1, "缺立案通知书。请补"), (2, "缺立案通知书"), (1, "缺立案通知书；再补"), (3, " ")]
    assert reasons(told) == (("缺立案通知书", (1, 2)), ("没有写原因", (3,)))


def test_a_change_of_a_rate_is_said_in_points() -> None:
    assert points_between("90.0", "91.2") == Fraction("1.2")
    # As in papers: between the two printed values.
    assert change_words(points_between("90.0", "88.8")) == "下降 1.2 个百分点"
    assert change_words(points_between("90.0", "90.0")) == "持平"
    assert change_words(points_between(None, "90.0")) == "—"
