"""When a ticket counts as passed to and fro, which steps a case allows, and the text of its report."""

from __future__ import annotations

import itertools

import pytest

from app.base.clock import read_iso
from app.rules.passing import (
    HERE,
    PASSING_FLOW,
    Fact,
    Hop,
    PassingState,
    PassingVerb,
    deadline_words,
    parties,
    report_text,
    to_and_fro,
    why_passed,
)
from app.rules.shared.flow import IllegalMove

AT = read_iso("2026-11-23T09:00")
ALLOWED = {
    ("open", "report"): "reported",
    ("reported", "report"): "reported",
    ("reported", "follow"): "reported",
    ("reported", "close"): "closed",
    ("closed", "reopen"): "reported",
}


def hops(*names: str) -> tuple[Hop, ...]:
    return tuple(Hop(AT, first, second) for first, second in itertools.pairwise(names))


@pytest.mark.parametrize(("state", "verb"), list(itertools.product(PassingState, PassingVerb)))
def test_every_step_leads_where_the_procedure_says_or_is_refused_with_a_sentence(
    state: PassingState, verb: PassingVerb
) -> None:
    refusal = PASSING_FLOW.refusal(state, verb)
    if (state, verb) in ALLOWED:
        assert (PASSING_FLOW.after(state, verb), refusal) == (ALLOWED[state, verb], "")
        return
    assert refusal.startswith("个案")
    with pytest.raises(IllegalMove, match=refusal):
        PASSING_FLOW.after(state, verb)


def test_two_refusals_or_three_transfers_make_a_case() -> None:
    assert why_passed(1, hops(HERE, "甲", HERE)) == ""
    assert "第 2 次被驳回" in why_passed(2, ())
    assert "流转 3 次" in why_passed(0, hops(HERE, "甲", HERE, "乙"))
    asked = tuple(Hop(AT, HERE, "甲", moved=False) for _ in range(5))
    assert why_passed(0, asked) == "", "asking and being refused moves nothing"


def test_a_unit_that_had_the_ticket_before_is_warned_of() -> None:
    assert to_and_fro((), "甲") == ""
    assert to_and_fro(hops(HERE, "甲", HERE), "乙") == ""
    assert "甲 → 本单位 → 甲" in to_and_fro(hops(HERE, "甲", HERE), "甲")
    assert "甲 → 本单位 → 乙 → 甲" in to_and_fro(hops(HERE, "甲", HERE, "乙"), " 甲 ")
    assert to_and_fro(hops(HERE, "甲"), "甲") == ""


def test_the_report_names_the_parties_and_tells_the_facts_in_order() -> None:
    involved = parties(hops(HERE, "甲", HERE, "乙"))
    assert involved == (HERE, "甲", "乙")
    text = report_text("热-1", "退卡", "退单已第 2 次被驳回", involved, [Fact(AT, "值班员甲", "提交退单")], AT)
    assert "涉及单位：甲、乙。" in text
    assert "1. 11月23日 09:00 提交退单（值班员甲）" in text
    assert text.endswith("继续办理。")


def test_a_deadline_at_midnight_is_24_00_of_the_day_it_ends() -> None:
    assert deadline_words(read_iso("2026-12-01T00:00")) == "11月30日 24:00"
    assert deadline_words(read_iso("2026-11-29T18:00")) == "11月29日 18:00"
