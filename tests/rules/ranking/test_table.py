"""Official ranking tables: what is found in them, and where a wrong cell stands."""

from __future__ import annotations

import pytest

from app.rules.ranking.table import BadRanking, OfficialUnit, find_ours, read_score, read_units
from app.rules.shared.text_tables import TextTable


def table(*rows: tuple[str, ...], sheet: str = "区直部门") -> TextTable:
    return TextTable(sheet, tuple(enumerate(rows, start=1)))


HEAD = ("名次", "单 位（全称）", "受理量", "综合成绩")


def test_units_with_places_below_a_title():
    found = read_units(
        [
            table(("说明",), sheet="封面"),
            table(
                ("2026年11月接诉即办考核排名",),
                HEAD,
                ("1", "区水务局", "40", "98.10"),
                ("第2名", "区商务局", "120", "９３.１分"),
                ("", "平均", "", "95.6"),
            ),
        ]
    )
    assert found == (OfficialUnit(1, "区水务局", "98.10", 3), OfficialUnit(2, "区商务局", "93.1", 4))


def test_without_places_the_scores_give_them_and_equal_ones_share():
    found = read_units(
        [table(("序号", "部门", "得分"), ("1", "甲", "90"), ("2", "乙", "95"), ("3", "丙", "90.0"), ("4", "丁", "—"))]
    )
    assert [(one.unit, one.place) for one in found] == [("甲", 2), ("乙", 1), ("丙", 2), ("丁", None)]


def test_a_sheet_without_such_columns_is_no_ranking():
    assert read_units([table(("工单编号", "是否解决"), ("热线-1", "是"))]) is None


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (("六", "区商务局", "1", "93.1"), "第 2 行“名次”：“六”"),
        (("6", "区商务局", "1", "九十三"), "第 2 行“综合成绩”：“九十三”"),
        (("6", "区商务局", "1", "1e2"), ""),
        (("6", "区商务局", "1", "201"), "第 2 行“综合成绩”：“201”"),
        (("0", "区商务局", "1", "93"), "第 2 行“名次”：“0”"),
    ],
)
def test_a_wrong_cell_is_named_with_its_place(row, words):
    if not words:
        assert read_units([table(HEAD, row)])[0].score == "100"
        return
    with pytest.raises(BadRanking, match=words) as refused:
        read_units([table(HEAD, row)])
    assert "区直部门" in refused.value.message


def test_a_unit_twice_and_a_header_alone_are_refused():
    with pytest.raises(BadRanking, match="两次"):
        read_units([table(HEAD, ("1", "区商务局", "", "93"), ("2", "区 商务局", "", "92"))])
    with pytest.raises(BadRanking, match="0 个单位"):
        read_units([table(HEAD)])


@pytest.mark.parametrize(("text", "score"), [(" 93.10 分", "93.10"), ("—", ""), ("", ""), ("100", "100")])
def test_a_typed_score(text, score):
    assert read_score(text) == score


@pytest.mark.parametrize("text", ["inf", "-1", "1e300", "九", "9" * 40])
def test_no_score(text):
    with pytest.raises(BadRanking):
        read_score(text)


def test_our_own_line_by_any_of_our_names():
    units = [OfficialUnit(1, "昌平区商务局", "90"), OfficialUnit(2, "昌平区水务局", "91")]
    assert find_ours(units, ["商务局"]).place == 1
    assert find_ours(units, ["昌平"]) is None
    assert find_ours(units, ["昌平", "北京市昌平区水务局"]).place == 2
    assert find_ours(units, [""]) is None
