"""Times as people write them: each kind means one instant, counted from the moment of writing."""

from __future__ import annotations

from datetime import date, datetime
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.base.clock import SHANGHAI, to_local
from app.rules.law.calendar import load_calendar
from app.rules.law.spoken_times import number_of, spoken_times

# A Monday.
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=SHANGHAI)


def said(text: str) -> list[tuple[str, str]]:
    return [(told.words, f"{to_local(told.at):%Y-%m-%d %H:%M}") for told in spoken_times(text, NOW, load_calendar())]


@pytest.mark.parametrize(
    ("text", "words", "at"),
    [
        ("商户承诺12月10日前退款", "12月10日前", "2026-12-11 00:00"),
        ("１２月１０日前", "12月10日前", "2026-12-11 00:00"),
        ("三个工作日内答复", "三个工作日内", "2026-11-27 00:00"),
        ("本周五前完成", "本周五前", "2026-11-28 00:00"),
        ("下周三上门", "下周三", "2026-12-03 00:00"),
        ("18:00后再联系", "18:00后", "2026-11-23 18:00"),
        ("上午9点再打", "上午9点", "2026-11-24 09:00"),
        ("下午3点半上门", "下午3点半", "2026-11-23 15:30"),
        ("今晚8点后", "今晚8点后", "2026-11-23 20:00"),
        ("明天上午10点", "明天上午10点", "2026-11-24 10:00"),
        ("1月5日前", "1月5日前", "2027-01-06 00:00"),
        ("10月31日已联系", "10月31日", "2026-11-01 00:00"),
        ("2026年12月1日18时前", "2026年12月1日18时前", "2026-12-01 18:00"),
        ("2026-11-20 10:05 已联系", "2026-11-20 10:05", "2026-11-20 10:05"),
        ("24小时内回复", "24小时内", "2026-11-24 10:00"),
        ("两周内", "两周内", "2026-12-08 00:00"),
        ("十五日内", "十五日内", "2026-12-09 00:00"),
        ("3个月内", "3个月内", "2027-02-24 00:00"),
        ("月底前", "月底前", "2026-12-01 00:00"),
        ("12月底前恢复营业", "12月底前", "2027-01-01 00:00"),
        ("年底前", "年底前", "2027-01-01 00:00"),
        ("本周内", "本周内", "2026-11-30 00:00"),
    ],
)
def test_each_way_of_saying_a_time_means_one_instant(text: str, words: str, at: str) -> None:
    assert said(text) == [(words, at)]


@pytest.mark.parametrize(
    "text", ["13月40日", "11月31日前", "每周一次", "第3日", "接诉即办", "共3个月", "两周年", "3点意见"]
)
def test_what_names_no_time_is_left_alone(text: str) -> None:
    assert said(text) == []


def test_working_days_skip_the_holidays_the_calendar_knows() -> None:
    eve = datetime(2026, 9, 30, 9, 0, tzinfo=SHANGHAI)
    told = spoken_times("三个工作日内", eve, load_calendar())[0]
    assert told.day == load_calendar().add_working_days(date(2026, 9, 30), 3)


def test_in_a_year_without_a_calendar_working_days_skip_weekends() -> None:
    late = datetime(2031, 1, 3, 9, 0, tzinfo=SHANGHAI)
    assert spoken_times("三个工作日内", late, load_calendar())[0].day == date(2031, 1, 8)


@given(st.integers(min_value=1, max_value=99))
def test_chinese_numerals_read_as_the_number_they_write(number: int) -> None:
    signs = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    words = ("" if tens < 2 else signs[tens]) + ("十" if tens else "") + (signs[ones] if ones else "")
    assert number_of(words) == number


@pytest.mark.parametrize("text", ["一一点", "明天二三点见", "二百三十天内", "一一个月内"])
def test_numerals_that_write_no_number_name_no_hour_and_no_count(text: str) -> None:
    assert [told for told in spoken_times(text, NOW, load_calendar()) if told.exact or told.span] == []


@given(st.text(alphabet="0123456789月日年前后内周一二三五十点时:个工作底今明天 ，。退款", max_size=30))
@example("一一点")
@example("十十个工作日内")
def test_no_text_whatever_breaks_the_reader_and_times_stand_in_order(text: str) -> None:
    found = spoken_times(text, NOW, load_calendar())
    assert all(one.end <= two.start for one, two in pairwise(found))
