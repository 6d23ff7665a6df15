"""The steps of a ladder are read as files and people write them, and stand at the right second."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.base.clock import read_iso
from app.rules.law.clocks import ClockName, TimeClass
from app.rules.law.ladders import LADDER_WORDS, BadStep, Ladder, ladder_words, moment, read_ladder, read_step
from app.rules.law.urgency import SHIPPED_LEVELS
from tests.support.levels import EXTRA_LEVEL

START, END = read_iso("2026-11-23T10:00"), read_iso("2026-11-24T10:00")


@pytest.mark.parametrize(
    ("text", "name", "at"),
    [
        ("80%", "80%", "2026-11-24T05:12"),
        ("用去 50％", "50%", "2026-11-23T22:00"),
        ("100%", "end", "2026-11-24T10:00"),
        ("+0min", "+0min", "2026-11-23T10:00"),
        ("开始后 30 分钟", "+30min", "2026-11-23T10:30"),
        ("-1h", "-60min", "2026-11-24T09:00"),
        ("到期前 1 小时 30 分", "-90min", "2026-11-24T08:30"),
        ("第 3 日 09:00", "day 3 09:00", "2026-11-26T09:00"),
        ("day 3 9：00", "day 3 09:00", "2026-11-26T09:00"),
        ("到期时", "end", "2026-11-24T10:00"),
        ("到期后 30 分", "end+30min", "2026-11-24T10:30"),
    ],
)
def test_a_step_is_read_and_reached(text, name, at):
    step = read_step(text)
    assert step.name == name
    assert read_step(step.name) == read_step(step.words) == step
    assert moment(step, START, END, lambda n: date(2026, 11, 23) + timedelta(days=n)) == read_iso(at)


@pytest.mark.parametrize(
    "text", ["", "soon", "0%", "101%", "-0min", "+", "第 0 日 09:00", "第 3 日 24:00", "+99999999分"]
)
def test_what_is_no_step_is_refused_with_how_to_write_it(text):
    with pytest.raises(BadStep, match=r"应为|请写成"):
        read_step(text)


known = st.sampled_from(["80%", "-60min", "+5min", "day 2 08:30", "end", "end+15min"])
LEVELS = (EXTRA_LEVEL, *SHIPPED_LEVELS)
CODES = {level.word: level.code for level in LEVELS}
urgencies, kinds = st.none() | st.sampled_from([*CODES.values()]), st.none() | st.sampled_from(TimeClass)


@given(st.sampled_from(list(LADDER_WORDS)), st.lists(known, min_size=1, unique=True), urgencies, kinds)
def test_a_ladder_goes_through_its_line_unchanged(clock, names, urgency, kind):
    ladder = Ladder(clock, tuple(map(read_step, names)), urgency, kind)
    assert read_ladder(ladder_words(ladder, LEVELS), CODES) == ladder


@pytest.mark.parametrize("line", ["签收", "月亮：80%", "签收 · 蓝色：80%", "签收：", "签收：80%、80%"])
def test_what_is_no_ladder_is_refused(line):
    with pytest.raises(BadStep):
        read_ladder(line, CODES)


def test_a_ladder_may_be_typed_with_half_width_signs():
    ladder = read_ladder("办理 复杂类: 50%,第3日 09:00", CODES)
    assert (ladder.clock, ladder.time_class) == (ClockName.HANDLING, TimeClass.COMPLEX)
    assert [step.name for step in ladder.steps] == ["50%", "day 3 09:00"]
