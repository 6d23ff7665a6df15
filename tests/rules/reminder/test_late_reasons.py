"""The reasons for a late sign-for."""

from __future__ import annotations

from app.rules.reminder.late_reasons import AT_MOST, late_reasons


def test_without_own_reasons_the_shipped_ones_are_offered() -> None:
    shipped = late_reasons("")
    assert "交接班期间" in shipped
    assert 1 <= len(shipped) <= AT_MOST
    assert late_reasons(" 、 ") == shipped


def test_own_reasons_take_their_place_each_once_and_at_most_nine() -> None:
    assert late_reasons("停电、系统升级；停电，") == ("停电", "系统升级")
    assert late_reasons("、".join(map(str, range(20)))) == tuple(map(str, range(9)))
