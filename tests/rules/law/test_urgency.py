"""Levels of urgency are data: what a version may say of them, what a code means, and that no program line knows one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import app
from app.base.clock import read_iso
from app.rules.intake.spellings import level_meant, read_urgency
from app.rules.law.calendar import load_calendar
from app.rules.law.clock_rules import BadRules, RuleBook, load_rules, read_version
from app.rules.law.clocks import ClockName, TimeClass, Urgency
from app.rules.law.urgency import SHIPPED_LEVELS, LevelBook, governed_from
from app.rules.law.writing import form_of
from app.rules.reminder.slots import slots_for
from app.rules.ticket.deadlines import Facts, first_contact_due, return_due, sign_due
from app.rules.ticket.explanations import explain_sign
from app.rules.ticket.states import TicketStatus
from tests.support.levels import (
    EXTRA,
    EXTRA_LEVEL,
    GENERAL,
    GENERAL_LEVEL,
    URGENT,
    URGENT_LEVEL,
    extra_form,
    with_numbers,
)

RULES = load_rules().versions[0]
THREE = read_version(extra_form(RULES))
CALENDAR = load_calendar()
AT = read_iso("2026-11-23T09:00")
LATER = AT + timedelta(days=30)


def facts(urgency: Urgency, **said: Any) -> Facts:
    return Facts(urgency, TimeClass.DEFAULT, AT, **said)


def test_a_version_that_names_no_levels_has_the_shipped_ones_and_writes_none() -> None:
    assert RULES.levels == SHIPPED_LEVELS == (URGENT_LEVEL, GENERAL_LEVEL)
    assert "level" not in form_of(RULES), "the program before this one reads it too"


def test_a_version_with_a_third_level_goes_through_its_form_unchanged() -> None:
    assert THREE.levels == (EXTRA_LEVEL, replace(URGENT_LEVEL, rank=1), replace(GENERAL_LEVEL, rank=2))
    assert read_version(form_of(THREE)) == THREE
    assert [THREE.by_level[code].sign_limit // timedelta(minutes=1) for code in THREE.by_level] == [5, 10, 120]


@pytest.mark.parametrize(
    ("spoil", "field", "words"),
    [
        (lambda form: form["level"][0].update(word=""), "level.extra-urgent.word", "1 至 4 个字"),
        (lambda form: form["level"][0].update(word="特 急"), "level.extra-urgent.word", "1 至 4 个字"),
        (lambda form: form["level"][0].update(word="紧急"), "level.urgent.word", "另一级"),
        (lambda form: form["level"][0].update(code="Extra"), "level.1.code", "小写字母"),
        (lambda form: form["level"][0].update(code="urgent"), "level.2.code", "不重复"),
        (lambda form: form["level"][0].update(tone="pink"), "level.extra-urgent.tone", "red"),
        (lambda form: form["level"][0].update(icon="skull"), "level.extra-urgent.icon", "siren"),
        (lambda form: form["level"][0].update(pressing="yes"), "level.extra-urgent.pressing", "true"),
        (lambda form: form["level"][0].pop("icon"), "level.1", "五项"),
        (lambda form: form["level"].reverse(), "level", "最后一级须是 general"),
        (lambda form: form["level"].extend(form["level"] * 2), "level", "最多 6 级"),
        (lambda form: form["sign_minutes"].pop("extra-urgent"), "sign_minutes.extra-urgent", "缺少"),
        (lambda form: form["return_answer"].update(other={"hours": 1}), "return_answer.other", "只能是"),
        (lambda form: form["ladder"][0].update(urgency="other"), "ladder.1.urgency", "只能是 extra-urgent、urgent"),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_place(
    spoil: Callable[[dict[str, Any]], object], field: str, words: str
) -> None:
    form = extra_form(RULES)
    spoil(form)
    with pytest.raises(BadRules, match=words) as caught:
        read_version(form)
    assert caught.value.field == field


def test_a_code_keeps_its_word_when_newer_rules_have_dropped_it() -> None:
    book = LevelBook(((AT, THREE.levels), (LATER, SHIPPED_LEVELS)))
    assert book.of(EXTRA, AT) == EXTRA_LEVEL
    assert book.of(EXTRA, LATER) == EXTRA_LEVEL, "a ticket put under the newer rules still shows its word"
    assert book.of(URGENT, LATER) == URGENT_LEVEL
    assert book.known(EXTRA) == EXTRA_LEVEL
    assert [level.code for level in book.every()] == [URGENT, GENERAL, EXTRA]
    assert book.in_force(AT - timedelta(days=9)) == THREE.levels


def test_a_code_that_no_version_has_is_the_highest_level() -> None:
    book = LevelBook(((AT, SHIPPED_LEVELS),))
    assert book.of(Urgency("blue"), AT) == book.known(Urgency("blue")) == URGENT_LEVEL
    assert sign_due(facts(Urgency("blue")), RULES) == sign_due(facts(URGENT), RULES)
    assert "紧急工单 10 分钟内签收，全天计时" in explain_sign(facts(EXTRA), RULES)


def test_a_ticket_put_under_newer_rules_is_as_urgent_as_they_say() -> None:
    assert governed_from(AT, None) == AT
    assert governed_from(AT, LATER) == LATER
    assert governed_from(LATER, AT) == LATER


def test_the_levels_of_a_rule_book_follow_its_versions() -> None:
    book = RuleBook((RULES,)).with_versions([replace(THREE, effective_from=LATER.date())])
    assert book.levels.in_force(AT) == SHIPPED_LEVELS
    assert book.levels.in_force(LATER + timedelta(days=1)) == THREE.levels


@pytest.mark.parametrize(
    ("word", "shipped", "three"),
    [
        ("特急", URGENT, EXTRA),
        ("【特急件】", URGENT, EXTRA),
        ("4", URGENT, EXTRA),
        ("加急", URGENT, URGENT),
        ("3", URGENT, URGENT),
        ("普通", GENERAL, GENERAL),
        ("重要", GENERAL, GENERAL),
        ("", GENERAL, GENERAL),
    ],
)
def test_a_files_word_is_the_level_that_the_rules_have(word: str, shipped: Urgency, three: Urgency) -> None:
    told = read_urgency(word) or GENERAL
    assert (level_meant(RULES, told, word), level_meant(THREE, told, word)) == (shipped, three)


def test_a_level_called_by_the_files_own_word_comes_before_its_spellings() -> None:
    form = extra_form(RULES)
    form["level"][0]["word"] = "加急"
    rules = read_version(form)
    assert level_meant(rules, URGENT, "加 急") == EXTRA
    assert level_meant(rules, URGENT, "紧急") == URGENT


minutes = st.integers(1, 3000)


@given(st.lists(minutes, min_size=3, max_size=3), st.sampled_from([EXTRA, URGENT, GENERAL]))
def test_every_clock_takes_the_numbers_of_the_tickets_level(numbers: list[int], urgency: Urgency) -> None:
    rules = THREE
    for code, number in zip((EXTRA, URGENT, GENERAL), numbers, strict=True):
        span = timedelta(minutes=number)
        rules = with_numbers(rules, code, sign_limit=span, first_contact_limit=2 * span)
    mine = timedelta(minutes=numbers[[EXTRA, URGENT, GENERAL].index(urgency)])
    ticket = facts(urgency, status=TicketStatus.RETURNING, return_sent_at=AT)
    assert sign_due(ticket, rules) == AT + mine
    assert first_contact_due(ticket, rules) == AT + 2 * mine
    answers = {EXTRA: timedelta(hours=1), URGENT: timedelta(hours=2)}
    if urgency in answers:
        assert return_due(ticket, rules, CALENDAR) == AT + answers[urgency]


steps = st.lists(st.sampled_from(["50%", "-1min", "end", "end+2min"]), min_size=1, unique=True)


@given(steps, st.none() | st.sampled_from([EXTRA, URGENT, GENERAL]), st.sampled_from([EXTRA, URGENT, GENERAL]))
def test_a_ladder_is_climbed_by_the_tickets_of_its_level(
    names: list[str], wanted: Urgency | None, urgency: Urgency
) -> None:
    form = extra_form(RULES)
    narrowed = {} if wanted is None else {"urgency": wanted}
    form["ladder"] = [{"clock": "first-contact", "steps": names, **narrowed}]
    found = {
        slot.slot for slot in slots_for(facts(urgency), read_version(form), CALENDAR)
        if slot.clock is ClockName.FIRST_CONTACT
    }  # fmt: skip
    assert found == ({*names} if wanted in {None, urgency} else set())


def test_a_ticket_of_a_dropped_level_climbs_the_ladder_of_the_highest() -> None:
    ticket = facts(EXTRA, status=TicketStatus.RETURNING, return_sent_at=AT)
    clocks = [slot.slot for slot in slots_for(ticket, RULES, CALENDAR) if slot.clock is ClockName.RETURN]
    assert clocks == ["-30min", "end"]


def test_no_line_of_the_program_asks_for_a_level_by_its_code() -> None:
    asked = re.compile(r"Urgency\.[A-Z]|[=!]= *[\"'](urgent|extra-urgent)[\"']|\bis (not )?URGENT\b|[=!]= URGENT\b")
    sources = Path(app.__file__).parent.rglob("*.py")
    found = [
        f"{path}: {line}" for path in sources for line in path.read_text("utf-8").splitlines() if asked.search(line)
    ]
    assert found == []
