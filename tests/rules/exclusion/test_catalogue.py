"""The catalogue as data: what ships holds together, what cannot be worked by is refused at its place."""

from __future__ import annotations

import tomllib

import pytest

from app.rules.exclusion.catalogue import FIELD_WORDS, BadCatalogue, catalogue_data, read_catalogue, shipped_catalogues
from app.rules.exclusion.catalogue_changes import ADDED, CHANGED, REMOVED, compare, demand_words, field_text
from app.rules.shared.toml_text import toml_text

TYPE = {"major": "撤诉误打", "minor": "误打", "flag": "excluded", "condition": "来电为误打"}
DEMAND = {"kind": "录音", "formats": ["mp3"]}


def catalogue(*types, month="2026-03"):
    return read_catalogue({"month": month, "type": [{**TYPE, **each} for each in types]})


@pytest.mark.parametrize("shipped", shipped_catalogues(), ids=lambda one: one.month)
def test_what_ships_reads_back_as_the_same_and_asks_for_something(shipped):
    assert read_catalogue(tomllib.loads(toml_text(catalogue_data(shipped)))) == shipped
    assert len({each.words for each in shipped.types}) == len(shipped.types) >= 20
    assert all(each.evidence and each.wording and each.condition for each in shipped.types)


def test_every_heading_of_the_field_has_a_type():
    majors = {each.major for each in shipped_catalogues()[0].types}
    assert len(majors) >= 13


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"flag": "gone"}, "申请结果"),
        ({"minor": " "}, "大类和子类"),
        ({"shortest": 20, "longest": 10}, "最少字数"),
        ({"shortest": "20"}, "最少字数的写法不对"),
        ({"within_days": -1}, "不能小于 0"),
        ({"evidence": [{**DEMAND, "formats": ["exe"]}]}, "格式"),
        ({"evidence": [{**DEMAND, "formats": []}]}, "格式"),
        ({"evidence": [DEMAND, DEMAND]}, "重复"),
        ({"evidence": [{**DEMAND, "largest_mb": 500}]}, "大小"),
        ({"evidence": [{"formats": ["mp3"]}]}, "误打"),
        ({"wording": [{"say": "经过", "words": []}]}, "至少要有一个词"),
        ({"nonsense": 1}, "不认识"),
    ],
)
def test_a_type_that_cannot_be_worked_by_is_refused_by_its_name(wrong, words):
    with pytest.raises(BadCatalogue, match=words):
        catalogue(wrong)


@pytest.mark.parametrize("data", [{}, {"month": "2026-13", "type": [TYPE]}, {"month": "2026-03", "type": []}])
def test_a_catalogue_needs_a_month_and_types(data):
    with pytest.raises(BadCatalogue):
        read_catalogue(data)


def test_a_type_stands_once():
    with pytest.raises(BadCatalogue, match="写了两次"):
        catalogue({}, {})


def test_two_months_are_compared_type_by_type_and_field_by_field():
    before = catalogue({"within_days": 10}, {"minor": "非本人"})
    after = catalogue({"within_days": 7, "evidence": [DEMAND]}, {"minor": "撤诉"})
    told = [(each.kind, each.minor, each.field, each.was, each.becomes) for each in compare(before, after)]
    assert told == [
        (CHANGED, "误打", "evidence", "", "录音 ≥ 1 份，mp3，≤ 20 MB"),
        (CHANGED, "误打", "within_days", "办结后 10 日内", "办结后 7 日内"),
        (ADDED, "撤诉", "", "", "来电为误打"),
        (REMOVED, "非本人", "", "来电为误打", ""),
    ]
    assert compare(before, before) == ()


def test_every_field_is_said_in_words():
    for one in shipped_catalogues()[-1].types:
        assert all(isinstance(field_text(one, name), str) for name in FIELD_WORDS)
        assert all(demand.kind in demand_words(demand) for demand in one.evidence)


def test_a_type_is_found_by_both_names_or_by_one_that_is_unmistakable():
    shipped = shipped_catalogues()[0]
    wanted = shipped.find("涉法涉诉", "公安机关已立案")
    assert wanted is not None
    assert shipped.named("涉法涉诉／公安机关已立案") == shipped.named("公安机关已立案") == wanted
    assert shipped.named("涉法涉诉") is None
    assert shipped.named("没有") is None
