"""Findings at the edges of their rules, sums of money in texts, and the library of countermeasures."""

import tomllib
from decimal import Decimal
from fractions import Fraction

import pytest

from app.base.errors import FileRefused
from app.base.resources import resource
from app.rules.figures.rows import Counted, Row
from app.rules.paper.cases import largest_sum, sum_words
from app.rules.paper.findings import (
    Finding,
    FindingRule,
    Grown,
    in_order,
    kinds_unsolved,
    kinds_up,
    of_the_whole,
    units_behind,
)
from app.rules.paper.library import measure_for, read_library, shipped_library


def _rated(key: str, valid: int, solved: int) -> Row:
    return Row(key, Counted(received=valid, valid=valid, contacted=valid, solved=solved, satisfied=solved))


def _rules(found) -> list[tuple[FindingRule, str]]:
    return [(one.rule, one.name) for one in found]


def test_a_unit_five_points_below_the_printed_mean_is_behind():
    # 综合成绩 = 10 + 90 × solved / valid
    rows = [_rated("甲", 90, 80), _rated("乙", 90, 79), _rated("（未填）", 90, 0), Row("丙", Counted(received=3))]
    assert _rules(units_behind(rows, Fraction(95))) == [
        (FindingRule.UNIT_BEHIND, "甲"),
        (FindingRule.UNIT_BEHIND, "乙"),
    ]
    assert _rules(units_behind(rows, Fraction("94.9"))) == [(FindingRule.UNIT_BEHIND, "乙")]
    assert _rules(units_behind(rows, None)) == []


def test_a_kind_is_up_from_thirty_per_cent_and_ten_tickets_on():
    def grown(key, received, change):
        return Grown(Row(key, Counted(received=received)), change)

    rows = [
        grown("甲", 10, "30.0"),
        grown("乙", 9, "80.0"),
        grown("丙", 20, "29.9"),
        grown("丁", 11, "50.0"),
        grown("戊", 99, None),
    ]
    assert _rules(kinds_up(rows)) == [(FindingRule.KIND_UP, "丁"), (FindingRule.KIND_UP, "甲")]


def test_a_kind_ten_points_below_the_whole_is_unsolved():
    whole = _rated("", 100, 80)
    rows = [_rated("甲", 10, 7), _rated("乙", 9, 0), _rated("丙", 20, 15), _rated("丁", 10, 5)]
    assert _rules(kinds_unsolved(rows, whole)) == [(FindingRule.KIND_UNSOLVED, "丁"), (FindingRule.KIND_UNSOLVED, "甲")]
    assert _rules(kinds_unsolved(rows, Row("", Counted()))) == []


def test_what_the_whole_shows():
    assert _rules(of_the_whole(Row("", Counted()))) == []
    quiet = Counted(received=100, closed=100, closed_in_time=96, closed_late=4, valid=5, contacted=5, repeat_tickets=9)
    assert _rules(of_the_whole(Row("", quiet))) == []
    loud = Counted(received=100, closed=95, closed_late=4, overdue_open=1, valid=5, contacted=4, repeat_tickets=10)
    assert [one.rule for one in of_the_whole(Row("", loud))] == [
        FindingRule.OVERDUE,
        FindingRule.NO_CONTACT,
        FindingRule.REPEAT,
    ]


def test_the_costliest_finding_comes_first():
    first, second, third = (Finding(FindingRule.OVERDUE, name) for name in "甲乙丙")
    assert in_order([(first, Fraction()), (second, Fraction(3)), (third, Fraction())]) == [second, first, third]


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("年卡3800元，只用了2次", "3800"),
        ("充值1.2万元后关门，另欠500元", "12000"),
        ("预存１２，８００元", "12800"),
        ("花了3千块钱", "3000"),
        ("押金2000余元", "2000"),
        ("电话13800000001，未提金额", None),
        ("第3单元2号楼", None),
        ("", None),
    ],
)
def test_the_largest_sum_of_a_text(text, amount):
    assert largest_sum(text) == (None if amount is None else Decimal(amount))


def test_a_sum_in_words():
    assert [sum_words(Decimal(text)) for text in ("38", "12000", "39900", "12345")] == [
        "38元",
        "1.2万元",
        "3.99万元",
        "12345元",
    ]


def test_the_shipped_library_answers_every_rule_and_names_are_put_in():
    library = shipped_library()
    for rule in FindingRule:
        measure = measure_for(library, Finding(rule, "某某"))
        assert measure is not None
        assert measure.phrases
        assert "{name}" not in "".join(measure.said_of(["某某"]))
    prepaid = measure_for(library, Finding(FindingRule.KIND_UP, "单用途预付卡"))
    assert prepaid is not None
    assert "预付卡管理条例" in prepaid.law


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[[measure]]\nfinding = "colour"\nphrases = ["甲"]', "colour"),
        ('[[measure]]\nfinding = "overdue"\nphrases = []', "phrases"),
        ('[[measure]]\nfinding = "overdue"\nphrases = "甲"', "phrases"),
        ('[[measure]]\nphrases = ["甲"]', "第 1 条"),
        ("measure = 3", "measure"),
    ],
)
def test_a_library_that_cannot_be_used_says_where(text, message):
    with pytest.raises(FileRefused, match=message):
        read_library(tomllib.loads(text), "countermeasures.toml")


def test_the_shipped_file_is_the_one_that_is_read():
    data = tomllib.loads(resource("countermeasures.toml").read_text(encoding="utf-8"))
    assert read_library(data, "") == shipped_library()
