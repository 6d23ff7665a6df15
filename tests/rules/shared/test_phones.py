import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.shared.masking import mask_name, mask_phone, mask_text
from app.rules.shared.phones import read_phones, same_phone

ONE, TWO = "13800000001", "13900000002"

mobiles = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
landlines = st.from_regex(r"(010|022|0312)-[2-8][0-9]{7}", fullmatch=True)
separators = st.sampled_from(["、", "，", ",", "/", ";", "；", " ", "\n", "　", " / ", "|", "或", "-"])


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("13800000001", (ONE,)), ("138 0000 0001", (ONE,)), ("138-0000-0001", (ONE,)), ("+86 13800000001", (ONE,)),
        ("8613800000001", (ONE,)), ("0086-138-0000-0001", (ONE,)), ("（+86）13800000001", (ONE,)),
        ("013800000001", (ONE,)), ("１３８０００００００１", (ONE,)), ("13800000001.0", (ONE,)),
        ("'13800000001", (ONE,)), ("电话：13800000001（本人）", (ONE,)), ("tel:13800000001", (ONE,)),
        ("Tel13800000001", (ONE,)), ("13800000001(微信同号)", (ONE,)), ("*13800000001", (ONE,)),
        ("13800000001、13900000002", (ONE, TWO)), ("13800000001/13900000002", (ONE, TWO)),
        ("1380000000113900000002", (ONE, TWO)), ("13800000001-13900000002", (ONE, TWO)),
        ("13800000001\n13800000001", (ONE,)), ("13900000002 13800000001", (TWO, ONE)),
        ("13800000001;010-69700001", (ONE, "010-69700001")),
        ("010-69700001", ("010-69700001",)), ("01069700001", ("010-69700001",)), ("(010)69700001", ("010-69700001",)),
        ("（010）6970 0001", ("010-69700001",)), ("010－69700001", ("010-69700001",)),
        ("+86-10-69700001", ("69700001",)), ("0312-6970001", ("0312-6970001",)), ("03126970001", ("0312-6970001",)),
        ("69700001", ("69700001",)), ("6970001", ("6970001",)), ("69700001.0", ("69700001",)),
        ("010-12345678-801", ("010-12345678-801",)), ("010-12345678转801", ("010-12345678-801",)),
        ("69700001（分机801）", ("69700001-801",)), ("010-69700001 ext 801", ("010-69700001-801",)),
        ("13800000001转12", ("13800000001-12",)), ("4008000001", ("4008000001",)),
        ("400-800-0001", ("4008000001",)), ("400 8000 001", ("4008000001",)), ("800-800-0001", ("8008000001",)),
        ("138****0001、13900000002", (TWO,)), ("69700001-69700002", ("69700001", "69700002")),
    ],
)  # fmt: skip
def test_a_phone_cell_gives_its_numbers_in_order(cell: str, numbers: tuple[str, ...]) -> None:
    assert read_phones(cell) == numbers


@pytest.mark.parametrize(
    "cell",
    [
        "", " ", "无", "—", "null", "保密", "匿名", "138****1234", "138××××1234", "138XXXX1234", "138xxxx1234",
        "138●●●●1234", "13800000***", "138 **** 1234", "1380000000*", "6970000*", "010-****0001",
        "wxid_13800000001", "user13800000001", "13800000001@example.com", "weibo5678901234", "110114199001010011",
        "11011419900101001X", "1.38E+10", "1.3800000001E+10", "1.13800000001E10",
        "1.380000E+10", "12345", "138000000011", "1380000000", "010-697000001",
        "23800000001",        "٠١٣٨٠٠٠٠٠٠٠١",
    ],
)  # fmt: skip
def test_what_cannot_be_dialled_gives_no_number(cell: str) -> None:
    assert read_phones(cell) == ()


@given(st.lists(mobiles | landlines, min_size=1, max_size=4, unique=True), separators)
def test_numbers_survive_any_separator(numbers: list[str], separator: str) -> None:
    cell = separator.join(numbers)
    if separator == "-" and any(number.startswith("0") for number in numbers):
        separator = " "
        cell = separator.join(numbers)
    assert read_phones(cell) == tuple(numbers)


@given(mobiles, mobiles)
def test_two_glued_mobiles_are_two(first: str, second: str) -> None:
    assert read_phones(first + second) == tuple(dict.fromkeys([first, second]))


@given(st.text(max_size=60))
def test_reading_is_stable_for_any_cell(cell: str) -> None:
    numbers = read_phones(cell)
    assert read_phones(" ".join(numbers)) == numbers


@given(mobiles | landlines | landlines.map(lambda number: number + "-801"), st.text("您好请回电谢谢，。（） "))
def test_no_number_stands_open_in_masked_text(number: str, around: str) -> None:
    masked = mask_text(f"{around}{number}{around}")
    digits = number.replace("-", "")
    assert number not in masked
    assert digits[-8:] not in masked
    assert sum(sign.isdigit() for sign in masked) <= 8


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("13800000001", "138****0001"), ("010-69700001", "010-****0001"), ("0312-6970001", "0312-***0001"),
        ("69700001", "****0001"), ("6970001", "***0001"), ("010-69700001-801", "010-****0001-***"),
        ("13800000001-12", "138****0001-***"), ("4008000001", "400***0001"), ("12345", "****5"), ("95588", "****8"),
        ("1", "*"), ("", ""), ("wx_abc", "****bc"), ("wxid_some_long_account", "******************ount"),
        ("138****0001", "138****0001"),
    ],
)  # fmt: skip
def test_a_number_shows_only_its_ends(number: str, masked: str) -> None:
    assert mask_phone(number) == masked


@given(st.text(max_size=40))
def test_masking_twice_hides_no_less(text: str) -> None:
    once = mask_phone(text)
    assert mask_phone(once).count("*") >= once.count("*")
    if len(text) < 3 and "*" not in text:
        assert set(once) <= {"*"}


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("请回电13800000001，谢谢", "请回电138****0001，谢谢"),
        ("请回电010-69700001转801。", "请回电010-****0001-***。"),
        ("微信wx13800000001", "微信wx138****0001"),
        ("电话１３８０００００００１，谢谢", "电话138****0001，谢谢"),
        ("电话138–0000–0001", "电话138****0001"),
        ("13800000001.0", "138****0001.0"),
        ("1380000000113900000002", "138****0001，139****0002"),
        ("400-800-0001", "400***0001"),
        ("致电69700001。", "致电****0001。"),
    ],
)  # fmt: skip
def test_numbers_inside_a_text_are_hidden(text: str, masked: str) -> None:
    assert mask_text(text) == masked


@pytest.mark.parametrize(
    "text",
    ["", "退款3000000元", "2025-2026年", "20261118", "热线-250329-022222", "CP20261118000231", "2026-11-03 15:04:05",
     "余额5000000.50", "Ａ座　１２层", "共2000000万"],
)  # fmt: skip
def test_other_figures_in_a_text_stay(text: str) -> None:
    assert mask_text(text) == text


@pytest.mark.parametrize(
    ("name", "masked"),
    [("王小明", "王某"), ("王明", "王某"), ("王", "王某"), ("王*", "王某"), ("王**", "王某"), ("欧阳小明", "欧阳某"),
     ("欧阳", "欧某"), (" 王 明 ", "王某"), ("王小明先生", "王某"), ("王先生", "王先生"), ("李女士", "李女士"),
     ("匿名", "匿名"), ("保密", "保密"), ("", ""), ("John Smith", "J***"), ("买买提·艾力", "买某")],
)  # fmt: skip
def test_a_name_shows_only_its_surname(name: str, masked: str) -> None:
    assert mask_name(name) == masked


@pytest.mark.parametrize(
    ("a", "b"),
    [("13800000001", "+86 138 0000 0001"), ("69700001", "010-69700001"), ("01069700001", "010 6970 0001"),
     ("010-69700001-801", "010-69700001转801"), ("010-69700001", "010-69700001-801")],
)  # fmt: skip
def test_the_same_line_is_recognised(a: str, b: str) -> None:
    assert same_phone(a, b)
    assert same_phone(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [("13800000001", "13800000002"), ("010-69700001-801", "010-69700001-802"), ("022-69700001", "69700001"),
     ("", ""), ("保密", "保密"), ("138****0001", "138****0001"), ("13800000001、13900000002", "13800000001")],
)  # fmt: skip
def test_different_or_unreadable_lines_are_never_the_same(a: str, b: str) -> None:
    assert not same_phone(a, b)


@pytest.mark.parametrize("piece", ["1", "138-", "0", "-", "138 0000 000", "*", "1*", "x", "(", "86 "])
def test_a_hostile_cell_takes_no_longer_than_its_length_warrants(piece: str) -> None:
    started = time.process_time()
    read_phones.__wrapped__(piece * 20_000)
    mask_text(piece * 20_000)
    assert time.process_time() - started < 1.5


@pytest.mark.parametrize(
    ("cell", "phones"),
    [
        ("+852 6123 4567", ()),
        ("+1 (650) 555-0100", ()),
        ("00853 6612 3456", ()),
        ("+886-912-345-678；13800000023", ("13800000023",)),
        ("852 9123 4567", ()),
        ("139 00 00 00 12", ("13900000012",)),
        ("1-3-9-0000-0012", ("13900000012",)),
        ("139.0000.0012", ("13900000012",)),
        ("139OOOO0012", ("13900000012",)),
        ("010.6970.0012", ("010-69700012",)),
        ("95588", ("95588",)),
        ("10010", ("10010",)),
        ("95588、139 00 000 012", ("95588", "13900000012")),
        ("95588、13900000012", ("13900000012",)),
        ("138 0000 0021 139 0000 0012", ("13800000021", "13900000012")),
        ("69700001 801", ("69700001",)),
        ("编号95588", ()),
    ],
)
def test_odd_spellings_short_numbers_and_numbers_from_abroad(cell: str, phones: tuple[str, ...]) -> None:
    assert read_phones(cell) == phones
