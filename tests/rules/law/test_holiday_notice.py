"""A pasted notice becomes a year's table, or is refused at the holiday where it does not add up."""

from __future__ import annotations

from datetime import date

import pytest

from app.rules.law.calendar import BadCalendar, load_calendar, read_year
from app.rules.law.holiday_notice import holidays_of, notice_text, read_notice

OF_2026 = """国务院办公厅关于2026年部分节假日安排的通知
各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
  经国务院批准，现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
  一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
  二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
  三、清明节：4月4日（周六）至6日（周一）放假，共3天。
  四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
  五、端午节：6月19日（周五）至21日（周日）放假，共3天。
  六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
  七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
  节假日期间，各地区、各部门要妥善安排好值班和安全、保卫、疫情防控等工作。
国务院办公厅
2025年11月4日"""
OF_2025 = """国务院办公厅关于2025年部分节假日安排的通知
一、元旦：1月1日（周三）放假1天，不调休。
二、春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。
三、清明节：4月4日（周五）至6日（周日）放假，共3天。
四、劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。
五、端午节：5月31日（周六）至6月2日（周一）放假，共3天。
六、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。"""
OF_2024 = """国务院办公厅关于２０２４年部分节假日安排的通知
一、元旦：1月1日放假，与周末连休。
二、春节：2月10日至17日放假调休，共8天。2月4日（星期日）、2月18日（星期日）上班。鼓励各单位结合带薪年休假等制度落实，安排职工在除夕（2月9日）休息。
三、清明节：4月4日至6日放假调休，共3天。4月7日（星期日）上班。
四、劳动节：5月1日至5日放假调休，共5天。4月28日（星期日）、5月11日（星期六）上班。
五、端午节：6月10日放假，与周末连休。
六、中秋节：9月15日至17日放假调休，共3天。9月14日（星期六）上班。
七、国庆节：10月1日至7日放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。"""


@pytest.mark.parametrize(("text", "year"), [(OF_2026, 2026), (OF_2025, 2025)])
def test_a_notice_becomes_just_the_shipped_table(text: str, year: int) -> None:
    notice = read_notice(text)
    table, shipped = read_year(notice.form()), load_calendar().years[year]
    assert (notice.year, notice.doubts) == (year, ())
    assert (table.holidays, table.workdays) == (shipped.holidays, shipped.workdays)


def test_an_older_wording_is_understood_and_advice_in_it_is_no_holiday() -> None:
    table = read_year(read_notice(OF_2024).form())
    assert date(2024, 2, 9) not in table.holidays
    assert {date(2024, 1, 1), date(2024, 2, 17), date(2024, 6, 10)} <= table.holidays
    assert date(2024, 4, 7) in table.workdays


def test_new_year_may_begin_in_the_old_one() -> None:
    text = OF_2026.replace(
        "1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班", "2025年12月30日至2026年1月1日放假，共3天"
    )
    table = read_year(read_notice(text).form())
    assert date(2025, 12, 30) in table.holidays
    assert table.names[date(2025, 12, 31)] == "元旦"


def test_a_notice_pasted_without_line_breaks_or_with_half_width_signs_reads_the_same() -> None:
    plain = OF_2026.replace("\n", "").replace("（", "(").replace("）", ")").replace("：", ":")
    assert read_notice(plain) == read_notice(OF_2026)


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        ("共9天", "共8天", "春节", "写着共 8 天，02-15 至 02-23 是 9 天"),
        ("6月19日（周五）", "6月19日（周六）", "端午节", "是周五"),
        ("2月28日（周六）", "2月27日（周五）", "春节", "不是可以补班的周末"),
        ("9月20日（周日）", "9月26日（周六）", "国庆节", "已属于中秋节"),
        ("4月4日（周六）至6日（周一）", "4月31日至6日", "清明节", "没有“4月31日”"),
        ("10月1日（周四）至7日（周三）", "10月7日（周三）至1日（周四）", "国庆节", "早于"),
        ("至21日（周日）放假，共3天", "至21日（周日）休息，共3天", "端午节", "放假"),
        ("六、中秋节：9月25日（周五）至27日（周日）放假，共3天。", "", "正文", "缺少中秋节"),
        ("6月19日（周五）至21日（周日）放假，共3天", "6月18日放假，与周末连休", "端午节", "不与周末相连"),
    ],
)  # fmt: skip
def test_what_does_not_add_up_is_refused_at_its_place(old: str, new: str, place: str, words: str) -> None:
    assert old in OF_2026
    with pytest.raises(BadCalendar) as caught:
        read_notice(OF_2026.replace(old, new))
    assert caught.value.place == place
    assert words in str(caught.value)


@pytest.mark.parametrize("text", ["", "今天天气很好", "关于2027年部分节假日安排的通知"])
def test_a_text_that_is_no_notice_is_refused(text: str) -> None:
    with pytest.raises(BadCalendar):
        read_notice(text)


def test_a_make_up_day_that_was_left_out_raises_a_doubt() -> None:
    (doubt,) = read_notice(OF_2026.replace("5月9日（周六）上班。", "")).doubts
    assert doubt.startswith("劳动节")


@pytest.mark.parametrize("text", [OF_2026, OF_2025, OF_2024], ids=["2026", "2025", "2024"])
def test_a_table_can_be_written_as_a_notice_edited_and_read_again(text: str) -> None:
    table = read_year(read_notice(text).form())
    again = read_year(read_notice(notice_text(table)).form())
    assert (again.holidays, again.workdays, again.year) == (table.holidays, table.workdays, table.year)
    assert sum((each.last - each.first).days + 1 for each in holidays_of(table)) == len(table.holidays)


def test_a_day_off_of_the_districts_own_can_be_added_as_a_line() -> None:
    own = OF_2026.replace("国务院办公厅\n2025", "八、机关休息：11月25日（周三）放假，共1天。\n2025")
    notice = read_notice(own)
    assert date(2026, 11, 25) in read_year(notice.form()).holidays
    assert notice.doubts[0].startswith("机关休息")
