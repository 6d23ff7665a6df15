from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.ticket.numbers import BadNumber, read_number


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("CP20261118000231", "CP20261118000231"), ("热线-250329-022222", "热线-250329-022222"),
        ("热线－250329－022222", "热线-250329-022222"), ("ＣＰ２０２６１１１８", "CP20261118"),
        (" 20261118 000231\n", "20261118000231"), ("'0012", "0012"), ("’0012", "0012"), ('="0012"', "0012"),
        ("\t0012", "0012"), ("0012", "0012"), ("00000000000000000000012", "00000000000000000000012"),
        ("202611180002310000", "202611180002310000"), ("202611180001.0", "202611180001"),
        (202611180001.0, "202611180001"), (202611180001, "202611180001"), (7.0, "7"),
        (999999999999999.0, "999999999999999"), ("cp-1e5", "cp-1e5"), ("12E34", "12E34"), ("1E5", "1E5"),
        ("\ufeffCP1", "CP1"), ("A.1.0", "A.1.0"), ("A'1'", "A'1'"),
    ],
)  # fmt: skip
def test_a_cell_gives_its_number_as_text(cell: object, number: str) -> None:
    assert read_number(cell) == number


@pytest.mark.parametrize("cell", [None, "", "   ", "—", "无", "null", "'", "　", '=""', "nan"])
def test_a_missing_number_is_said_to_be_missing(cell: object) -> None:
    with pytest.raises(BadNumber, match="缺少工单编号，请"):
        read_number(cell)


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("2.02611E+15", "科学计数法"), ("2.02611e+15", "科学计数法"), ("2E+15", "科学计数法"),
        ("２.０２Ｅ＋１５", "科学计数法"),
        (2.026111800023112e17, "超过 15 位"), (1e15, "超过 15 位"), (2026111800023112, "超过 15 位"),
        ("2026111800023112.0", "超过 15 位"), (12.5, "不是工单编号"), (0, "不是工单编号"), (-3.0, "不是工单编号"),
        (float("nan"), "不是工单编号"), (float("inf"), "不是工单编号"), (True, "不是工单编号"), (b"1", "不是工单编号"),
        (datetime.fromisoformat("2026-11-18 00:02:31"), "日期或时间"), (date(2026, 11, 18), "日期或时间"),
        (time(1, 2), "日期或时间"), ("很长" * 40, "编号过长"),
    ],
)  # fmt: skip
def test_a_damaged_number_is_refused_with_the_way_out(cell: object, reason: str) -> None:
    with pytest.raises(BadNumber, match=rf"{reason}.*，.*请"):
        read_number(cell)


@given(st.integers(1, 10**15 - 1))
def test_fifteen_digits_survive_as_a_number(number: int) -> None:
    assert read_number(float(number)) == str(number) == read_number(number)


@given(st.integers(10**15, 10**18))
def test_more_digits_never_pass_as_a_number(number: int) -> None:
    with pytest.raises(BadNumber):
        read_number(float(number))
    assert read_number(str(number)) == str(number)


@given(st.from_regex(r"[0-9A-Z\-]{1,30}", fullmatch=True).filter(lambda text: set(text) != {"-"}))
def test_text_is_opaque_and_reading_it_again_changes_nothing(text: str) -> None:
    assert read_number(text) == text
    assert read_number(f"  '{text} ") == text
