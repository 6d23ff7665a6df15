import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.ticket.categories import join_category, read_category

GIVEN = ("市场管理", "单用途预付卡", "健身卡、瑜伽卡、私教卡")

levels = st.text("市场管理单用途预付卡健身瑜伽、（）", min_size=2, max_size=8)


@pytest.mark.parametrize(
    "between", ["->", "→", ">", "/", "-", "－>", "|", " -> ", "＞", "-->", "=>", " › ", "／", "｜", " - ", "—"]
)
def test_three_levels_are_split_at_every_separator(between: str) -> None:
    assert read_category(between.join(GIVEN)) == GIVEN


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("市场管理", ("市场管理", "", "")), ("市场管理->单用途预付卡", ("市场管理", "单用途预付卡", "")),
        ("市场管理->->健身卡", ("市场管理", "", "健身卡")), ("->市场管理", ("市场管理", "", "")),
        ("市场管理->无->健身卡", ("市场管理", "", "健身卡")), ("市场管理->预付卡->", ("市场管理", "预付卡", "")),
        ("市场->预付->健身->私教", ("市场", "预付", "健身/私教")), ("健身/瑜伽->私教", ("健身/瑜伽", "私教", "")),
        ("预付-储值|健身", ("预付-储值", "健身", "")), ("B2B-电商", ("B2B-电商", "", "")), ("A-B", ("A-B", "", "")),
        ("一-二", ("一-二", "", "")), ("甲乙-丙丁-戊己-庚辛", ("甲乙-丙丁-戊己-庚辛", "", "")),
        ("  市场管理\n->  预付  卡 ", ("市场管理", "预付 卡", "")), ("健身（私教）", ("健身（私教）", "", "")),
    ],
)  # fmt: skip
def test_odd_categories_keep_what_they_say(text: str, expected: tuple[str, str, str]) -> None:
    assert read_category(text) == expected


@pytest.mark.parametrize("text", ["", " ", "无", "—", "-", "/", "null"])
def test_an_empty_cell_has_no_level(text: str) -> None:
    assert read_category(text) == ("", "", "")


@given(levels, levels, levels)
def test_what_the_screen_shows_reads_back(first: str, second: str, third: str) -> None:
    assert read_category(join_category(first, second, third)) == (first, second, third)


def test_empty_levels_leave_no_trace_on_screen() -> None:
    assert join_category("市场管理", "", "健身卡") == "市场管理 › 健身卡"
    assert join_category("市场管理") == "市场管理"
    assert join_category("") == ""


@pytest.mark.parametrize("piece", ["-", "->", "- ", "=", "/"])
def test_a_hostile_cell_takes_no_longer_than_its_length_warrants(piece: str) -> None:
    started = time.process_time()
    read_category(piece * 20_000)
    assert time.process_time() - started < 1
