"""Lines of the alarm window: gathered, ordered, worded."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.desk.reminder.rows import ReminderRow
from app.rules.law.clocks import ClockName
from app.rules.reminder.triage import Hope
from app.ui.reminder.alarm.board import Board, gap_words, head_words, over_heading
from app.ui.reminder.alarm.board import gather as gather_at
from app.ui.reminder.alarm.rhythm import AlarmRhythm, Ring
from tests.support.levels import GENERAL_LEVEL, URGENT_LEVEL
from tests.support.reminder_rows import a_row

NOW = datetime(2026, 11, 22, 18, 41, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def gather(rows: list[ReminderRow]) -> Board:
    return gather_at(rows, now=NOW)


def test_slots_of_the_same_clock_share_a_line_and_the_newest_speaks() -> None:
    items = gather(
        [
            a_row(1, ticket=7, clock=ClockName.DAY5, slot="09:00", planned=NOW - 60 * MINUTE, due=NOW + 600 * MINUTE),
            a_row(2, ticket=7, clock=ClockName.DAY5, slot="16:00", planned=NOW, due=NOW + 600 * MINUTE),
        ]
    ).items
    assert [item.ids for item in items] == [[2, 1]]
    assert items[0].detail(NOW) == "热线-261123-000007 · 第5日 16:00 提醒，共 2 次未确认"


def test_a_ticket_has_one_line_that_names_its_clocks_the_first_to_end_in_front() -> None:
    due = NOW + 600 * MINUTE
    board = gather(
        [
            a_row(1, ticket=7, clock=ClockName.DAY5, slot="22:00", planned=NOW - 120 * MINUTE, due=NOW),
            a_row(2, ticket=7, clock=ClockName.DEADLINE, slot="due", planned=NOW, due=NOW),
            a_row(3, ticket=8, clock=ClockName.DAY5, slot="09:00", planned=NOW, due=due),
            a_row(4, ticket=8, slot="90min", planned=NOW, due=NOW + 30 * MINUTE),
        ]
    )
    assert [item.detail(NOW) for item in board.items] == [
        "热线-261123-000008 · 尚未签收，请尽快签收 · 第5日 09:00 提醒",
        "热线-261123-000007 · 已到期，须上报 · 第5日 22:00 提醒",
    ]
    assert head_words(board, NOW) == ("还能救的 1 件", "最近 30:00 后超时")
    assert (board.items[0].ids, board.items[0].sign_ids) == ([4, 3], [4])


def test_a_clock_that_still_runs_speaks_for_a_ticket_whose_other_clock_ran_out_long_ago() -> None:
    item = gather(
        [
            a_row(1, ticket=7, clock=ClockName.FIRST_CONTACT, slot="end", due=NOW - timedelta(days=3)),
            a_row(2, ticket=7, clock=ClockName.DUE_DAY, slot="09:00", due=NOW + 600 * MINUTE),
        ]
    ).items[0]
    assert (item.leading.clock, item.hope(NOW)) == (ClockName.DUE_DAY, Hope.SAVABLE)


def test_the_counts_of_thousands_are_those_of_counting_line_by_line() -> None:
    kinds = [(ClockName.SIGN, "8min"), (ClockName.DAY5, "09:00"), (ClockName.DEADLINE, "due")]
    rows = [
        a_row(n, clock=kinds[n % 3][0], slot=kinds[n % 3][1], due=NOW + (n - 50) * MINUTE / 2) for n in range(1, 200)
    ]
    board = gather(rows)
    for now in (NOW, NOW + 7.25 * MINUTE, NOW + 90 * MINUTE):
        hopes = [item.hope(now) for item in board.items]
        assert (board.savable(now), board.just_over(now)) == (
            hopes.count(Hope.SAVABLE),
            hopes.count(Hope.JUST_OVER),
        )
        assert board.pressing(now) == any(item.pressing(now) for item in board.items)
        ends = [item.due_at for item in board.items if item.due_at is not None and item.due_at > now]
        assert board.first_end(now) == min(ends, default=None)


def test_what_can_be_saved_stands_first_by_time_left_then_what_ran_out_last_and_old_ones_apart() -> None:
    dues = [5, -3, 90, -60 * 24 * 40, 1, -600, -60 * 13]
    rows = [a_row(n, due=NOW + due * MINUTE, planned=NOW + min(due, 0) * MINUTE) for n, due in enumerate(dues, start=1)]
    board = gather(rows)
    assert [item.leading.id for item in board.items] == [5, 1, 3, 2, 6]
    assert [item.leading.id for item in board.old] == [7, 4]
    assert board.oldest() == NOW - timedelta(days=40)
    assert board.to_sign == (5, 1, 3, 2, 6)


def test_old_ones_neither_press_nor_sound() -> None:
    due = NOW - timedelta(days=2)
    board = gather([a_row(1, due=due, planned=due, level=URGENT_LEVEL)])
    assert (board.pressing(NOW), board.urgent(NOW), board.items) == (False, False, ())
    assert head_words(board, NOW) == ("早已超期 1 件", "没有还能救的，不再响铃")


def test_the_head_says_how_many_can_be_saved_and_when_the_first_is_lost() -> None:
    board = gather([a_row(1, due=NOW + 3.2 * MINUTE), a_row(2, due=NOW + 37 * MINUTE), a_row(3, due=NOW - MINUTE)])
    assert head_words(board, NOW) == ("还能救的 2 件", "最近 03:12 后超时")
    assert head_words(board, NOW + 4 * MINUTE) == ("还能救的 1 件", "最近 33:00 后超时")
    assert head_words(board, NOW + 40 * MINUTE) == ("刚刚超时 3 件", "请补办并写明原因")
    today = gather([a_row(1, due=datetime(2026, 11, 23, 16, tzinfo=UTC), clock=ClockName.DAY5, slot="09:00")])
    assert head_words(today, NOW) == ("还能救的 1 件", "最近 今日 24:00 超时")


def test_a_second_level_that_rings_a_day_after_the_deadline_is_not_called_just_over() -> None:
    late = a_row(1, due=NOW - timedelta(days=1), planned=NOW - MINUTE)
    assert over_heading(gather([late]), NOW) == "再次提醒（12 小时内） 1 件"
    both = gather([late, a_row(2, due=NOW - MINUTE)])
    assert over_heading(both, NOW) == "刚刚超时或再次提醒（12 小时内） 2 件"
    assert head_words(both, NOW) == ("刚刚超时或再次提醒 2 件", "请补办并写明原因")


@pytest.mark.parametrize(
    ("due", "words", "pressing"),
    [
        (NOW + timedelta(seconds=140), "剩 02:20", True),
        (NOW + 30 * MINUTE, "剩 30:00", False),
        (NOW - 5 * MINUTE, "已超 5 分", True),
        (datetime(2026, 11, 23, 16, tzinfo=UTC), "今日 24:00 到期", False),
        (None, "", False),
    ],
)
def test_the_time_left_is_said_with_its_word(due: datetime | None, words: str, pressing: bool) -> None:
    item = gather([a_row(1, due=due)]).items[0]
    assert (item.left(NOW), item.pressing(NOW)) == (words, pressing)


def test_a_line_says_what_is_asked_for() -> None:
    late = gather([a_row(1, due=NOW - MINUTE)]).items[0]
    fresh = gather([a_row(2, slot="arrival", due=NOW + 10 * MINUTE)]).items[0]
    waiting = gather([a_row(3, slot="8min", due=NOW + 2 * MINUTE)]).items[0]
    expired = gather([a_row(4, clock=ClockName.DEADLINE, slot="due", due=NOW)]).items[0]
    assert [item.detail(NOW).split(" · ")[1] for item in (late, fresh, waiting, expired)] == [
        "签收已超时，须写明原因",
        "新到工单，请立即签收",
        "尚未签收，请尽快签收",
        "已到期，须上报",
    ]


def test_an_urgent_ticket_to_be_signed_for_is_urgent_before_it_presses() -> None:
    urgent = gather([a_row(1, due=NOW + 60 * MINUTE, level=URGENT_LEVEL)]).items[0]
    general = gather([a_row(2, due=NOW + 60 * MINUTE, level=GENERAL_LEVEL)]).items[0]
    assert (urgent.urgent(NOW), general.urgent(NOW)) == (True, False)


def test_a_gap_names_its_span_and_the_days_when_it_is_long() -> None:
    begin = datetime(2026, 11, 22, 14, 10, tzinfo=UTC)
    end = datetime(2026, 11, 22, 23, 40, tzinfo=UTC)
    assert gap_words(begin, end, "程序未运行", 4) == "22:10–07:40 程序未运行，其间 4 条提醒到时"
    told = gap_words(begin, end + timedelta(days=2), "电脑休眠", 9, 2)
    assert told == "11-22 22:10–11-25 07:40 电脑休眠，其间 9 条提醒到时，其中 2 条错过"


def test_an_urgent_alarm_sounds_every_ten_seconds_and_rings_anew_after_sixty() -> None:
    rhythm = AlarmRhythm()
    rhythm.begin(0)
    assert {at: ring for at in range(1, 62) if (ring := rhythm.beat(at, urgent=True)) is not Ring.NOTHING} == {
        10: Ring.SOUND, 20: Ring.SOUND, 30: Ring.SOUND, 40: Ring.SOUND, 50: Ring.SOUND, 60: Ring.AGAIN,
    }  # fmt: skip


def test_a_calm_alarm_is_silent_until_it_rings_anew_after_sixty_seconds() -> None:
    rhythm = AlarmRhythm()
    rhythm.begin(0)
    assert [at for at in range(1, 130) if rhythm.beat(at, urgent=False) is Ring.AGAIN] == [60, 120]


def test_how_soon_it_rings_anew_is_said_by_the_rules() -> None:
    rhythm = AlarmRhythm()
    rhythm.again = timedelta(seconds=90)
    rhythm.begin(0)
    assert [at for at in range(1, 200) if rhythm.beat(at, urgent=False) is Ring.AGAIN] == [90, 180]
    assert rhythm.unanswered == timedelta(minutes=3)


def test_an_alarm_put_away_is_silent_for_sixty_seconds_even_when_urgent() -> None:
    rhythm = AlarmRhythm()
    rhythm.begin(0)
    rhythm.put_away(30)
    rings = {at: ring for at in range(31, 101) if (ring := rhythm.beat(at, urgent=True)) is not Ring.NOTHING}
    assert rings == {90: Ring.AGAIN, 100: Ring.SOUND}
