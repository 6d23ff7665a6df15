"""The words of changes, days and titles, as papers print them."""

from datetime import datetime

import pytest

from app.base.clock import from_local
from app.rules.figures.fields import Caliber
from app.rules.figures.period_text import read_period
from app.rules.figures.periods import DEFAULT_PERIOD_RULES, cut_at, period_of
from app.rules.paper.kinds import PaperKind
from app.rules.paper.words import (
    change_words,
    moment_words,
    share_words,
    short_moment,
    subtitle_words,
    title_words,
    with_unit,
)


def _period(text: str, until: str = ""):
    period = period_of(read_period(text, DEFAULT_PERIOD_RULES[0]))
    return cut_at(period, _at(until)) if until else period


def _at(text: str) -> datetime:
    return from_local(datetime.fromisoformat(text))


@pytest.mark.parametrize(
    ("change", "covered", "said"),
    [
        ("11.8", True, "上升11.8"),
        ("-0.8", True, "下降0.8"),
        ("0.0", True, "持平"),
        (None, True, "—"),
        (None, False, "—（基期数据不全）"),
    ],
)
def test_a_change_in_words(change, covered, said):
    assert change_words(change, covered=covered) == said


def test_the_unit_follows_numbers_only():
    assert [with_unit(words, "%") for words in ("上升11.8", "98.5", "持平", "—", "—（基期数据不全）", "")] == [
        "%",
        "%",
        "",
        "",
        "",
        "",
    ]


def test_a_share_has_one_decimal_halves_up_and_none_of_nothing():
    assert (share_words(1, 8), share_words(1, 3), share_words(1, 2000), share_words(0, 0)) == (
        "12.5",
        "33.3",
        "0.1",
        "—",
    )


def test_midnight_is_the_end_of_its_day():
    assert moment_words(_at("2026-12-09T00:00")) == "2026年12月8日24:00"
    assert moment_words(_at("2026-12-08T12:05")) == "2026年12月8日12:05"
    assert short_moment(_at("2026-12-09T00:00")) == "12-08 24:00"
    assert short_moment(_at("2027-01-01T00:00"), _at("2027-01-03T00:00")) == "2026-12-31 24:00"


@pytest.mark.parametrize(
    ("text", "until", "said"),
    [
        ("day:2026-12-08", "", "（2026年12月8日12:00止）"),
        ("day:2026-12-08", "2026-12-08T09:30", "（2026年12月8日，截至2026年12月8日09:30）"),
        ("month:2026-11", "", "（2026年11月）"),
        ("week:2026-W46", "", "（2026年第46周，11月9日至11月15日）"),
        ("assess:2026-11", "", "（2026年11月考核期，10月19日至11月18日）"),
        ("quarter:2026-Q4", "2026-12-08T15:00", "（2026年第四季度，截至2026年12月8日15:00）"),
        ("range:2026-11-01..2026-11-03", "", "（2026年11月1日至2026年11月3日）"),
    ],
)
def test_the_days_under_the_title(text, until, said):
    assert subtitle_words(_period(text, until)) == said


def test_titles():
    assess = _period("assess:2026-11")
    office = "昌平区商务局"
    assert (
        title_words(PaperKind.RATES, assess, Caliber.NET, office)
        == "昌平区商务局“三率”统计表10.19-11.18（不含剔除诉求）"
    )
    assert title_words(PaperKind.RATES, assess, Caliber.GROSS, office).endswith("10.19-11.18（含剔除诉求）")
    assert title_words(PaperKind.DAILY, assess, Caliber.GROSS, office) == "昌平区商务局接诉即办日报"
    assert title_words(PaperKind.TOPIC, assess, Caliber.GROSS, office, "预付卡") == "昌平区商务局“预付卡”诉求专题分析"
