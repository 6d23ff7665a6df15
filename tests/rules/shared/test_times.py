import timeit
from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.rules.shared.times import BadTime, number_date, read_time
from tests.support.searching import examples

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
BEIJING = timezone(timedelta(hours=8))
THREE = datetime(2026, 11, 3, 15, 5, tzinfo=BEIJING)
WEEKDAYS = "一二三四五六日"

SERIAL_ORIGIN = datetime.fromisoformat("1899-12-30")

walls = st.datetimes(datetime.fromisoformat("2000-01-01"), datetime.fromisoformat("2046-11-01")).map(
    lambda wall: wall.replace(microsecond=0)
)


def instant(wall: datetime) -> datetime:
    return wall.replace(tzinfo=BEIJING).astimezone(UTC)


def meridiem(wall: datetime) -> str:
    return f"{'上午' if wall.hour < 12 else '下午'}{wall.hour % 12 or 12}时{wall.minute:02d}分"


def full_width(text: str) -> str:
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)


TO_THE_SECOND = {
    "dashes": lambda w: f"{w:%Y-%m-%d %H:%M:%S}",
    "slashes": lambda w: f"{w.year}/{w.month}/{w.day} {w.hour}:{w:%M:%S}",
    "dots": lambda w: f"{w.year}.{w.month}.{w.day} {w:%H:%M:%S}",
    "fourteen digits": lambda w: f"{w:%Y%m%d%H%M%S}",
    "fourteen digits with .0": lambda w: f"{w:%Y%m%d%H%M%S}.0",
    "a number of fourteen digits": lambda w: float(f"{w:%Y%m%d%H%M%S}"),
    "T": lambda w: f"{w:%Y-%m-%dT%H:%M:%S}",
    "milliseconds": lambda w: f"{w:%Y-%m-%d %H:%M:%S}.000",
    "trailing .0": lambda w: f"{w:%Y-%m-%d %H:%M:%S}.0",
    "zone": lambda w: f"{w:%Y-%m-%dT%H:%M:%S}+08:00",
    "Z": lambda w: f"{w - timedelta(hours=8):%Y-%m-%dT%H:%M:%S}Z",
    "western zone": lambda w: f"{w - timedelta(hours=13):%Y-%m-%dT%H:%M:%S}-0500",
    "Chinese": lambda w: f"{w.year}年{w.month}月{w.day}日 {w.hour}时{w.minute}分{w.second}秒",
    "Chinese, glued": lambda w: f"{w.year}年{w.month}月{w.day}日{w.hour}时{w.minute}分{w.second}秒",
    "half a day": lambda w: f"{w:%Y/%m/%d} {w.hour % 12 or 12}:{w:%M:%S} {'AM' if w.hour < 12 else 'PM'}",
    "weekday inside": lambda w: f"{w:%Y-%m-%d} 星期{WEEKDAYS[w.weekday()]} {w:%H:%M:%S}",
    "weekday in brackets": lambda w: f"{w:%Y-%m-%d}（周{WEEKDAYS[w.weekday()]}）{w:%H:%M:%S}",
    "weekday first": lambda w: f"星期{WEEKDAYS[w.weekday()]} {w:%Y-%m-%d %H:%M:%S}",
    "full width": lambda w: full_width(f"{w:%Y-%m-%d}") + "\u3000" + full_width(f"{w:%H:%M:%S}"),
    "serial": lambda w: (w - SERIAL_ORIGIN) / timedelta(days=1),
    "serial as text": lambda w: repr((w - SERIAL_ORIGIN) / timedelta(days=1)),
    "datetime": lambda w: w,
    "aware datetime": lambda w: w.replace(tzinfo=BEIJING),
}
TO_THE_MINUTE = {
    "slashes": lambda w: f"{w.year}/{w.month}/{w.day} {w.hour}:{w:%M}",
    "twelve digits": lambda w: f"{w:%Y%m%d%H%M}",
    "a number of twelve digits": lambda w: int(f"{w:%Y%m%d%H%M}"),
    "上午下午": lambda w: f"{w.year}年{w.month}月{w.day}日 {meridiem(w)}",
    "上午下午, glued": lambda w: f"{w.year}年{w.month}月{w.day}日{meridiem(w)}",
    "上午下午 after dashes": lambda w: f"{w:%Y-%m-%d} {meridiem(w)}",
}
TO_THE_DAY = {
    "dashes": lambda w: f"{w:%Y-%m-%d}",
    "slashes": lambda w: f"{w.year}/{w.month}/{w.day}",
    "dots": lambda w: f"{w.year}.{w.month}.{w.day}",
    "eight digits": lambda w: f"{w:%Y%m%d}",
    "a number of eight digits": lambda w: float(f"{w:%Y%m%d}"),
    "Chinese": lambda w: f"{w.year}年{w.month}月{w.day}日",
    "Chinese with weekday": lambda w: f"{w.year}年{w.month}月{w.day}日 星期{WEEKDAYS[w.weekday()]}",
    "whole serial": lambda w: (w.date() - date(1899, 12, 30)).days,
    "whole serial with .0": lambda w: f"{(w.date() - date(1899, 12, 30)).days}.0",
    "date": lambda w: w.date(),
}


@pytest.mark.parametrize("form", TO_THE_SECOND)
@settings(max_examples=examples(40))
@given(wall=walls)
def test_a_form_with_seconds_reads_back_to_the_same_second(form: str, wall: datetime) -> None:
    assert read_time(TO_THE_SECOND[form](wall), now=NOW) == instant(wall)


@pytest.mark.parametrize("form", TO_THE_MINUTE)
@settings(max_examples=examples(40))
@given(wall=walls)
def test_a_form_without_seconds_reads_back_to_the_same_minute(form: str, wall: datetime) -> None:
    assert read_time(TO_THE_MINUTE[form](wall), now=NOW) == instant(wall.replace(second=0))


@pytest.mark.parametrize("form", TO_THE_DAY)
@settings(max_examples=examples(40))
@given(wall=walls)
def test_a_form_without_a_time_is_the_midnight_of_its_day_in_beijing(form: str, wall: datetime) -> None:
    assert read_time(TO_THE_DAY[form](wall), now=NOW) == instant(wall.replace(hour=0, minute=0, second=0))


@pytest.mark.parametrize(
    "text",
    [
        "2026年11月3日 下午3时05分", "2026年11月3日15点05分", "2026年11月3日 星期二 下午3:05", "2026-11-03 15:05",
        "2026-11-03（周二） 15:05:00", " 2026-11-03\n15:05:00 ", "'2026-11-03 15:05", "2026－11－03　15：05：00",
        "2026-11-03 下午 3:05", "2026/11/3 PM 3:05", "2026-11-03 15:05.0", "2026-11-03T07:05:00.000Z",
        "2026-11-03 15:05:00+0800", "2026 年 11 月 3 日 15 时 05 分", "20261103150500", "202611031505.0",
    ],
)  # fmt: skip
def test_the_forms_seen_in_files_are_five_past_three(text: str) -> None:
    assert read_time(text, now=NOW) == THREE


@pytest.mark.parametrize(
    ("text", "hour"),
    [("凌晨12时", 0), ("上午12时", 0), ("上午9时", 9), ("中午11时", 11), ("中午12时", 12), ("中午1时", 13),
     ("下午12时", 12),
     ("下午15时", 15), ("晚上9时", 21), ("晚上12时", 24), ("早上8时", 8), ("傍晚6时", 18), ("下午0时", 12)],
)  # fmt: skip
def test_the_parts_of_the_day_give_the_hour(text: str, hour: int) -> None:
    expected = datetime(2026, 11, 3, tzinfo=BEIJING) + timedelta(hours=hour)
    assert read_time(f"2026年11月3日 {text}", now=NOW) == expected


def test_half_past_and_sharp_are_minutes() -> None:
    assert read_time("2026年11月3日 下午3点半", now=NOW) == THREE.replace(minute=30)
    assert read_time("2026年11月3日 下午3点整", now=NOW) == THREE.replace(minute=0)


def test_twenty_four_hours_is_the_midnight_that_ends_the_day() -> None:
    for text in ("2026-11-28 24:00", "2026-11-28 24:00:00", "20261128240000", "2026年11月28日24时"):
        assert read_time(text, now=NOW) == datetime(2026, 11, 29, tzinfo=BEIJING)


def test_milliseconds_are_kept() -> None:
    at = read_time("2026-11-03 15:05:07.250", now=NOW)
    assert at is not None
    assert at.microsecond == 250_000


def test_the_answer_is_always_in_utc() -> None:
    for value in ("2026-11-03 15:05:00", "2026/11/3", THREE, THREE.replace(tzinfo=None), 46329.5, date(2026, 11, 3)):
        at = read_time(value, now=NOW)
        assert at is not None
        assert at.tzinfo is UTC


@pytest.mark.parametrize(
    "value",
    [None, "", "  ", "—", "--", "-", "/", "无", "null", "NULL", "None", "NaT", "　", "空",
     "0000-00-00", "0000-00-00 00:00:00", "0000/00/00"],
)  # fmt: skip
def test_an_empty_cell_is_no_time(value: object) -> None:
    assert read_time(value, now=NOW) is None


@pytest.mark.parametrize(
    "value",
    [
        "2026-02-30", "2026-02-30 10:00:00", "2026-11-03 25:61", "2026-11-03 25:61:00", "2026-11-03 24:01",
        "2026-13-01", "20261303", "20260230101010", "202611", "2026111", "2026-11", "11/03/2026", "26-11-03",
        "1999-12-31 23:59:59", "1999-12-31", "2046-11-25", "2047-01-01 00:00:00", "2226-11-03", "9999-12-31T23:00Z",
        "0001-01-01T00:00+08:00", "明天", "待定", "15:05", "2026-11-03 晚上1点", "2026-11-03 上午15时",
        "2026-11-03 1505", "2026-11-0315:05:00", "2026-11-03 15:05:00 +15:00",
        "12345", "99999", "1.5", "２０２６", "٢٠٢٦-١١-٠٣ 15:05:00",
        True, False, 0, 0.0, 0.625, 1, -46329, 99999.0, 1e300, float("nan"), float("inf"), 20260230, 202611,
        time(15, 5), timedelta(hours=3), date(1999, 12, 31), datetime.fromisoformat("2050-01-01"),
        datetime.max.replace(tzinfo=UTC), datetime.min.replace(tzinfo=BEIJING), b"2026-11-03", ["2026-11-03"],
    ],
    ids=repr,
)  # fmt: skip
def test_what_is_no_time_is_refused_with_a_chinese_reason(value: object) -> None:
    with pytest.raises(BadTime, match=r"[\u4e00-\u9fff]{2,}"):
        read_time(value, now=NOW)


def test_twenty_years_ahead_is_the_last_that_is_believed() -> None:
    assert read_time("2046-11-24 09:00:00", now=NOW) == datetime(2046, 11, 24, 1, tzinfo=UTC)
    with pytest.raises(BadTime, match="晚于 20 年"):
        read_time("2046-11-24 09:00:01", now=NOW)


def test_a_long_cell_is_cut_in_the_reason() -> None:
    with pytest.raises(BadTime) as caught:
        read_time("很" * 5000, now=NOW)
    assert len(str(caught.value)) < 100


@given(
    st.one_of(st.text(), st.from_regex(r"[0-9年月日时分:./ T+\-]{4,24}", fullmatch=True), st.floats(), st.integers())
)
def test_any_cell_gives_a_believable_time_or_none_or_a_reason(value: object) -> None:
    try:
        at = read_time(value, now=NOW)
    except BadTime:
        return
    assert at is None or 1999 <= at.year <= 2046


@pytest.mark.parametrize(
    ("number", "day"),
    [
        ("热线-250329-022222", date(2025, 3, 29)), ("CP20261118000231", date(2026, 11, 18)),
        ("20261118", date(2026, 11, 18)), ("20261118150405001", date(2026, 11, 18)),
        ("2026-11-18-0007", date(2026, 11, 18)), ("ＣＰ２０２６１１１８０００２", date(2026, 11, 18)),
        ("热线－250329－022222", date(2025, 3, 29)), ("20150101-1", date(2015, 1, 1)),
        ("20261125-1", date(2026, 11, 25)),
    ],
)  # fmt: skip
def test_a_ticket_number_carries_its_day(number: str, day: date) -> None:
    assert number_date(number, now=NOW) == day


@pytest.mark.parametrize(
    "number",
    ["", "022222", "热线-022222", "CP-251399-1", "20260230001", "20141231001", "20261126001", "20991118",
     "120261118", "250329", "261118000231", "热线-991118-1", "没有数字"],
)  # fmt: skip
def test_a_number_without_a_plausible_day_gives_none(number: str) -> None:
    assert number_date(number, now=NOW) is None


@given(st.dates(date(2015, 1, 1), date(2026, 11, 25)), st.integers(0, 999_999))
def test_both_ways_of_numbering_give_back_the_day(day: date, serial: int) -> None:
    assert number_date(f"CP{day:%Y%m%d}{serial:06d}", now=NOW) == day
    assert number_date(f"热线-{day:%y%m%d}-{serial:06d}", now=NOW) == day


@pytest.mark.benchmark
@pytest.mark.parametrize("value", ["2026-11-03 15:05:00", THREE.replace(tzinfo=None)], ids=["text", "datetime"])
def test_the_common_forms_cost_less_than_a_microsecond_and_a_half(value: object) -> None:
    best = min(timeit.repeat(lambda: read_time(value, now=NOW), number=20_000, repeat=5)) / 20_000
    assert best < 1.5e-6


@pytest.mark.parametrize(
    "text",
    [
        "20261103 15:04:05",
        "20261103T15:04:05",
        "Tue Nov 03 15:04:05 CST 2026",
        "Tue Nov 3 15:04:05 2026",
        "Tue, 03 Nov 2026 15:04:05 +0800",
        "Tue, 3 Nov 2026 07:04:05 GMT",
        "Tue Nov 03 2026 15:04:05 GMT+0800 (中国标准时间)",
        "Nov 3, 2026 3:04:05 PM",
        "03-Nov-2026 15:04:05",
        "November 3, 2026 15:04:05",
    ],
)
def test_times_as_programs_print_them_are_read(text: str) -> None:
    assert read_time(text, now=NOW) == read_time("2026-11-03 15:04:05", now=NOW)


@pytest.mark.parametrize("text", ["Nov 3 15:04:05", "Tue Foo 03 15:04 2026", "Nov 31, 2026 10:00", "20261103 25:00"])
def test_printed_times_without_a_year_a_month_or_a_day_are_refused(text: str) -> None:
    with pytest.raises(BadTime):
        read_time(text, now=NOW)
