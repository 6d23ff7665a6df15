"""Hostile texts take no rule longer than in proportion to their length."""

from __future__ import annotations

import time
from functools import cache

import pytest

from app.rules.shared.folding import half_width
from tests.support.text_rules import TextRule, own_error, text_rules

_LENGTH, _MOST = 100_000, 8
# What backtracking and repeated looks at one place stumble over: runs, pairs that never close, many small finds.
_PIECES = (
    " ", "\u3000", "\n", "1", "一", "和", "(", "【", "\"", "*", "-", "：", "，", "1 ", "一 ", "138-", "\u200b1",
    "人 为 ", "、和 ", "1日(", "今天", "明天10点，退款，", "要求退款，希望", "1、", "10点至 ", "第1天 ", "TEL  ",
    "与市民", "\ud800",
)  # fmt: skip
# A text that takes so long is not made longer: had a square begun to count, it would be seen in this one already.
_LONG = 0.1


def _seconds(rule: TextRule, text: str, *, runs: int = 1) -> float:
    """The shortest of some runs, in time of this process alone."""
    taken = []
    for _ in range(runs):
        started = time.process_time()
        try:
            rule.call(text)
        except Exception as error:
            if not own_error(error):
                raise
        taken.append(time.process_time() - started)
    return min(taken)


@cache
def _least() -> float:
    """What twenty plain walks over such a text take: a shorter time is no measure of anything."""
    text = "一" * _LENGTH
    started = time.process_time()
    for _ in range(20):
        half_width(text)
    return time.process_time() - started


@pytest.mark.parametrize("rule", text_rules(), ids=lambda rule: rule.name)
def test_four_times_the_text_takes_less_than_eight_times_as_long(rule: TextRule) -> None:
    least = _least()
    for piece in _PIECES:
        text = piece * (_LENGTH // len(piece) + 1)
        before = 0.0
        # Small texts first: what grows with the square shows itself before it takes minutes.
        for length in (_LENGTH // 16, _LENGTH // 4, _LENGTH):
            taken = _seconds(rule, text[:length])
            if taken > _MOST * before + least:
                taken = _seconds(rule, text[:length], runs=3)
                before = _seconds(rule, text[: length // 4], runs=3)
            assert taken <= _MOST * before + least, f"{piece!r}, {length} characters: {taken:.2f} s"
            before = taken
            if taken > _LONG and length > _LENGTH // 16:
                break
