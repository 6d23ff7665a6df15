"""What a desktop notice may say."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.scheduler.notices import TEXT_UNITS, TITLE_UNITS, Notice, clean, clip, fold


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@given(st.text(), st.text())
def test_a_cleaned_notice_is_never_too_long_empty_or_an_option(title: str, text: str) -> None:
    notice = Notice(title, text).cleaned()
    assert 0 < units(notice.title) <= TITLE_UNITS
    assert 0 < units(notice.text) <= TEXT_UNITS
    assert not notice.title.startswith("-")
    assert not notice.text.startswith("-")
    assert not set("\0\r'\"\\<>&") & set(notice.title + notice.text)


@given(st.text(), st.text())
def test_cleaning_twice_changes_nothing(title: str, text: str) -> None:
    once = Notice(title, text).cleaned()
    assert once.cleaned() == once


def test_control_characters_go_and_line_ends_stay() -> None:
    assert clean("昌平\x000001\r\n回龙观\t街道\x1b[0m\n\n") == "昌平0001\n回龙观 街道[0m"


def test_quotes_and_markup_become_look_alikes() -> None:
    assert clean("""店家说"不退" & 'A<b>'""") == "店家说”不退” ＆ ’A＜b＞’"


def test_an_empty_title_is_named_after_the_desk() -> None:
    assert Notice("---", "\0").cleaned() == Notice("接诉值守台", "请打开值守台查看")


def test_a_sign_of_two_units_is_not_cut_in_half() -> None:
    assert clip("𠮷" * 40, 63) == "𠮷" * 31 + "…"
    assert clip("字" * 63, 63) == "字" * 63


def test_up_to_five_notices_stay_apart() -> None:
    notices = [Notice(f"提醒{n}", "甲") for n in range(5)]
    assert fold(notices) == notices


def test_six_notices_become_one_that_counts_them() -> None:
    folded = fold([Notice(f"提醒{n}", f"昌平000{n}\n街道") for n in range(6)])
    assert folded == [Notice("6 条提醒，请打开值守台处理", "提醒0：昌平0000\n提醒1：昌平0001\n提醒2：昌平0002")]


def test_a_folded_notice_speaks_for_all_its_reminders():
    folded = fold([Notice("提醒", "甲", (n, n + 10)) for n in range(6)])
    assert [sorted(notice.ids) for notice in folded] == [sorted([*range(6), *range(10, 16)])]
    assert folded[0].cleaned().ids == folded[0].ids


def test_in_a_minute_with_ten_alarms_what_comes_together_is_one_notice():
    notices = [Notice("提醒", "甲", (n,)) for n in range(3)]
    assert len(fold(notices, in_this_minute=9)) == 3
    (folded,) = fold(notices, in_this_minute=10)
    assert folded.title == "一分钟内 10 条提醒，请打开值守台处理"
    assert folded.ids == (0, 1, 2)
