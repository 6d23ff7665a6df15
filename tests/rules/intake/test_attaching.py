"""Which ticket a row without a number tells of: sure, likely, asked or none; never made up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from app.rules.intake.attaching import Attacher, Found, Match, told

DAY = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
TEXTS = (
    "市民反映在沙河镇某健身馆办理年卡后门店停业，多次要求退费未果，希望核实处理",
    "来电人称南口镇某超市销售过期牛奶，要求赔偿并查处",
    "反映回龙观街道某家政公司收取中介费后不派人上门，要求退还费用",
)


def tickets(*more: tuple[datetime, str]) -> Attacher:
    known = [(DAY + timedelta(hours=5 * at), text) for at, text in enumerate(TEXTS)]
    return Attacher([told([when], "", text) for when, text in (*known, *more)])


def find(attacher: Attacher, *rows: tuple[datetime | None, str]) -> list[Found]:
    return attacher.find([told([when], "", text) for when, text in rows])


def test_the_same_text_on_the_same_day_is_sure() -> None:
    found = find(tickets(), (DAY + timedelta(hours=6), TEXTS[1]))
    assert found == [Found(Match.SURE, (1,))]


def test_punctuation_blanks_and_width_do_not_count() -> None:
    written = TEXTS[0].replace("，", " , ").replace("卡", "卡\n")
    assert find(tickets(), (DAY, written)) == [Found(Match.SURE, (0,))]


def test_an_abridged_text_is_as_good_as_the_whole() -> None:
    assert find(tickets(), (DAY, TEXTS[0][:20] + "…")) == [Found(Match.SURE, (0,))]


def test_an_edited_text_in_the_same_minute_is_sure_and_days_later_only_likely_or_asked() -> None:
    edited = TEXTS[2].replace("要求退还费用", "请求退费")
    assert find(tickets(), (DAY + timedelta(hours=10), edited))[0].match is Match.SURE
    assert find(tickets(), (DAY + timedelta(days=2), TEXTS[2]))[0] == Found(Match.LIKELY, (2,))


def test_the_same_text_weeks_apart_is_another_case() -> None:
    assert find(tickets(), (DAY + timedelta(days=20), TEXTS[0])) == [Found(Match.NONE)]


def test_two_tickets_of_one_text_are_asked() -> None:
    found = find(tickets((DAY + timedelta(hours=1), TEXTS[0])), (DAY + timedelta(minutes=30), TEXTS[0]))
    assert found == [Found(Match.AMBIGUOUS, (0, 3))]


def test_the_minute_decides_between_tickets_of_one_text() -> None:
    found = find(tickets((DAY + timedelta(hours=1), TEXTS[0])), (DAY, TEXTS[0]))
    assert found == [Found(Match.SURE, (0,))]


def test_two_rows_for_one_ticket_are_both_asked() -> None:
    found = find(tickets(), (DAY, TEXTS[0]), (DAY, TEXTS[0]))
    assert [one.match for one in found] == [Match.AMBIGUOUS, Match.AMBIGUOUS]


def test_without_a_time_the_text_alone_is_never_sure() -> None:
    assert find(tickets(), (None, TEXTS[1])) == [Found(Match.LIKELY, (1,))]


def test_another_matter_and_an_empty_text_find_none() -> None:
    found = find(tickets(), (DAY, "建议在公园增设座椅和路灯，方便老人夜间散步"), (DAY, ""))
    assert [one.match for one in found] == [Match.NONE, Match.NONE]


def test_an_empty_register_finds_none() -> None:
    assert Attacher([]).find([told([DAY], "", TEXTS[0])]) == [Found(Match.NONE)]
