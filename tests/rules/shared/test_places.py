import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.shared.places import find_street, read_street, street_names

OFFICIAL = [
    "城北街道", "城南街道", "天通苑北街道", "天通苑南街道", "霍营街道", "回龙观街道", "龙泽园街道", "史各庄街道",
    "南口镇", "马池口镇", "沙河镇", "东小口镇", "阳坊镇", "小汤山镇", "南邵镇", "崔村镇", "百善镇", "北七家镇",
    "兴寿镇", "流村镇", "十三陵镇", "延寿镇",
]  # fmt: skip

names = st.sampled_from(OFFICIAL)


def stem(name: str) -> str:
    return name.removesuffix("街道").removesuffix("镇")


def test_the_district_has_its_twenty_two_names() -> None:
    assert list(street_names()) == OFFICIAL


@given(
    names,
    st.sampled_from(["", "北京市昌平区", "昌平区", "昌平", "北京市/昌平区/", "昌平区-", "北京市 昌平区 "]),
    st.sampled_from(["街道", "镇", "地区", "街道办事处", "镇政府", "", "（地区）"]),
)
def test_every_way_to_write_a_street_gives_its_one_name(name: str, before: str, after: str) -> None:
    assert read_street(f"{before}{stem(name)}{after}") == name
    assert read_street(f" {before}{name}\n") == name


@pytest.mark.parametrize(
    ("cell", "street"),
    [("回龙观", "回龙观街道"), ("回龙观镇", "回龙观街道"), ("回龙观地区", "回龙观街道"), ("长陵镇", "十三陵镇"),
     ("沙河地区", "沙河镇"), ("南口地区办事处", "南口镇"), ("天通北苑", "天通苑北街道"), ("天通苑南", "天通苑南街道"),
     ("龙泽", "龙泽园街道"), ("东小口镇（地区）", "东小口镇"), ("昌平区回龙观街道某某社区", "回龙观街道"),
     ("城北", "城北街道")],
)  # fmt: skip
def test_old_and_short_names_are_known(cell: str, street: str) -> None:
    assert read_street(cell) == street


@pytest.mark.parametrize(
    ("cell", "kept"),
    [("望京街道", "望京街道"), (" 朝阳区  望京街道 ", "朝阳区 望京街道"), ("昌平区", "昌平区"), ("天通苑", "天通苑"),
     ("长陵", "长陵"), ("沙河高教园", "沙河高教园"), ("其他", "其他")],
)  # fmt: skip
def test_an_unknown_street_stays_as_it_was_written(cell: str, kept: str) -> None:
    assert read_street(cell) == kept


@pytest.mark.parametrize("cell", ["", "  ", "无", "—", "null"])
def test_an_empty_cell_is_no_street(cell: str) -> None:
    assert read_street(cell) == ""


@pytest.mark.parametrize(
    ("text", "street"),
    [("北京市昌平区回龙观镇某某小区3号楼", "回龙观街道"), ("霍营街道回龙观东大街", "霍营街道"),
     ("诉求人反映回龙观某健身房闭店", "回龙观街道"), ("昌平南口某超市", "南口镇"), ("南口镇某超市", "南口镇"),
     ("天通苑北二区东门", "天通苑北街道"), ("龙泽园某店", "龙泽园街道"), ("昌平区城北某超市", "城北街道"),
     ("昌平区 沙河 某店", "沙河镇"), ("沙河镇与百善镇交界", "沙河镇"), ("昌平区长陵镇某村", "十三陵镇")],
)  # fmt: skip
def test_an_address_gives_its_street(text: str, street: str) -> None:
    assert find_street(text) == street


@pytest.mark.parametrize(
    "text",
    [
        "",
        "某小区南口便民超市",
        "阳坊涮肉某店",
        "城南某商场",
        "河北省沙河市",
        "百善孝为先",
        "长陵景区",
        "天通苑某店",
        "朝阳区望京街道",
    ],
)
def test_everyday_words_are_no_street(text: str) -> None:
    assert find_street(text) == ""


@given(names, st.text("反映某健身房退费难，。 ", max_size=20), st.text("小区号楼健身房退费", max_size=20))
def test_a_full_name_is_found_wherever_it_stands(name: str, before: str, after: str) -> None:
    assert find_street(f"{before}{name}{after}") == name
