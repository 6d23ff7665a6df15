"""Context is cut with its kind; what a person complains about stays, and data says what is context."""

from __future__ import annotations

from time import perf_counter
from typing import Any

import pytest

from app.rules.owner.context import BadContext, Cut, matter_of, read_context


@pytest.mark.parametrize(
    ("text", "kind", "cut"),
    [
        ("沙河地铁站旁的理发店不退卡余额", "地点", "地铁站旁的"),
        ("少年宫对面那家、健身房对面的干洗店洗坏大衣", "地点", "健身房对面的"),
        ("某某医院门口的水果摊缺斤少两", "地点", "医院门口的"),
        ("商场三层的画室停课不退费", "地点", "商场三层的"),
        ("洗衣店弄丢大衣，已报警", "他人说法", "已报警"),
        ("足疗店关门，工商让我找你们", "他人说法", "工商让我找你们"),
        ("驾校不退费，12315说归交通管", "他人说法", "12315说归交通管"),
        ("驾校关门，我去派出所登记过", "他人说法", "去派出所登记过"),
        ("游泳课停了，因为教练离职", "原因", "教练离职"),
        ("美甲店关门，说老板生病", "原因", "老板生病"),
        ("英语课停了，机构拖欠老师工资", "原因", "拖欠老师工资"),
        ("诉求人系小学教师，投诉家政公司不退中介费", "身份", "诉求人系小学教师"),
        ("投诉这家面馆，以前是个健身房", "旧事", "以前是个健身房"),
        ("理发跟坐牢一样难受，要求退卡", "比方", "跟坐牢一样"),
        ("楼上漏水，影响孩子上学", "影响", "影响孩子上学"),
        ("会员卡不退，我怀疑这是诈骗", "怀疑", "怀疑这是诈骗"),
        ("美容卡退款，否则我去法院", "后续打算", "否则我去法院"),
    ],
)
def test_context_is_cut_and_named_by_its_kind(text: str, kind: str, cut: str) -> None:
    matter = matter_of(text)
    assert Cut(kind, cut) in matter.cuts
    assert cut not in matter.text


def test_a_clause_that_goes_on_with_what_another_said_is_cut_too() -> None:
    matter = matter_of("美发店不退卡，民警说是消费纠纷，让我找主管部门，要求退费")
    assert [cut.text for cut in matter.cuts] == ["民警说是消费纠纷", "让我找主管部门"]
    assert matter.text.replace(",", "") == "美发店不退卡要求退费"


@pytest.mark.parametrize(
    "text",
    [
        "派出所民警说话难听",  # the context is all there is
        "学校食堂饭菜涨价",
        "公交车在医院站不停车",
        "健身房的泳池漏水",
        "养老院护工打骂老人",
        "老板拖欠我两个月工资",
        "",
        "……",
    ],
)
def test_the_matter_itself_is_never_cut(text: str) -> None:
    matter = matter_of(text)
    assert matter.cuts == ()
    assert matter.text == matter_of(matter.text).text


def test_lists_and_gaps_are_data() -> None:
    kinds = read_context(
        {
            "lists": {"where": ["灯塔"], "side": ["旁", "旁边"]},
            "kind": [
                {"word": "地点", "patterns": ["{where}{side}"]},
                {"word": "旧事", "reach": "rest", "patterns": ["从前~有"]},
            ],
        }
    )
    matter = matter_of("灯塔旁边的鱼馆不给退钱，很从前这里有一座桥", kinds)
    assert matter.cuts == (Cut("地点", "灯塔旁边"), Cut("旧事", "从前这里有一座桥"))


def test_signs_in_a_pattern_are_plain_text() -> None:
    kinds = read_context({"kind": [{"word": "地点", "patterns": ["(a+)+", "旁.边"]}]})
    assert matter_of("旁x边的店要求退费", kinds).cuts == ()
    assert matter_of("旁.边的店要求退费", kinds).cuts == (Cut("地点", "旁.边"),)


@pytest.mark.parametrize(
    "data",
    [
        {"kind": [{"word": "地点", "patterns": ["{nowhere}旁"]}]},
        {"kind": [{"word": "地点"}]},
        {"kind": [{"patterns": ["旁"]}]},
        {"kind": [{"word": "地点", "patterns": ["旁"], "reach": "far"}]},
    ],
)
def test_phrases_that_cannot_be_taken_are_refused(data: dict[str, Any]) -> None:
    with pytest.raises(BadContext):
        read_context(data)


@pytest.mark.parametrize("piece", ["地铁站旁派出所说", "感觉老板教练因为之前", "跟像比医院学校，"])
def test_the_time_grows_with_the_length_of_the_text(piece: str) -> None:
    def seconds(times: int) -> float:
        text, best = piece * times, 9.0
        for _ in range(3):
            start = perf_counter()
            matter_of(text)
            best = min(best, perf_counter() - start)
        return best

    seconds(10)
    assert seconds(2000) < 12 * seconds(500)  # four times the text; a square would be sixteen times the time
