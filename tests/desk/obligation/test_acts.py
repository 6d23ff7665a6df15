"""Statements about findings with their evidence, records of monthly duties, and how each is taken back."""

from __future__ import annotations

import pytest

from app.base.errors import Refused
from app.desk.obligation import acts, reads
from app.desk.obligation.acts import Said
from app.rules.journal import JournalVerb
from app.rules.obligation.standing import DutyState
from tests.desk.obligation.conftest import OPERATOR, beijing


def row_of(desk, duty: str, month: str = "2026-11"):
    return next(row for row in reads.board(desk, month=month).rows if row.duty.id == duty)


def test_each_finding_takes_a_statement_with_evidence(desk, planted, paper):
    planted("2026-11", 1)
    first, second = row_of(desk, "sign-for").count.findings[:2]
    outcome = acts.state(
        desk, person=OPERATOR, duty="sign-for", month="2026-11", about=first.key,
        said=Said(first.name, "当晚处置集中诉求，已增加一人值守。"), files=[paper],
    )  # fmt: skip
    row = row_of(desk, "sign-for")
    assert row.statement_of(first.key).text == "当晚处置集中诉求，已增加一人值守。"
    assert [name for _, name in row.statement_of(first.key).files] == ["考核通知.pdf"]
    assert row.statement_of(second.key) is None
    assert row.state is DutyState.BROKEN  # a statement explains, it takes nothing away
    with desk.register.reading() as stores:
        (line,) = stores.journal.lines([stores.journal.last_id()])
        assert line.verb == JournalVerb.OBLIGATION_STATEMENT
    outcome.undo.use_case(desk)
    assert row_of(desk, "sign-for").statement_of(first.key) is None


def test_the_newest_statement_holds(desk):
    for text in ("第一稿", "第二稿"):
        acts.state(desk, person=OPERATOR, duty="daily", month="2026-11", about="k", said=Said("日报", text))
    assert row_of(desk, "daily").statement_of("k").text == "第二稿"


def test_guidance_is_kept_by_its_record(desk, planted, paper):
    planted("2026-12", 1)
    at = beijing("2026-12-05T15:00")
    said = Said("某科室现场指导", "流程和口径", at)
    assert row_of(desk, "guidance", "2026-12").count.done == 0
    outcome = acts.record(desk, person=OPERATOR, duty="guidance", month="2026-12", said=said, files=[paper])
    row = row_of(desk, "guidance", "2026-12")
    assert (row.count.done, row.count.of, row.count.proof) == (1, 1, ("某科室现场指导",))
    outcome.undo.use_case(desk)
    assert row_of(desk, "guidance", "2026-12").count.done == 0


@pytest.mark.parametrize(
    ("duty", "said", "files", "field"),
    [
        ("sign-for", Said("x", "", beijing("2026-12-01T09:00")), True, "duty"),
        ("none", Said("x", "", beijing("2026-12-01T09:00")), True, "duty"),
        ("guidance", Said(" ", "", beijing("2026-12-01T09:00")), True, "title"),
        ("guidance", Said("x", ""), True, "done_at"),
        ("guidance", Said("x", "", beijing("2026-12-10T09:00")), True, "done_at"),
        ("guidance", Said("x", "", beijing("2026-12-01T09:00")), False, "files"),
        ("guidance", Said("x" * 201, "", beijing("2026-12-01T09:00")), True, "title"),
    ],
)
def test_a_record_is_refused_at_its_field(desk, paper, duty, said, files, field):
    with pytest.raises(Refused) as told:
        acts.record(desk, person=OPERATOR, duty=duty, month="2026-12", said=said, files=[paper] if files else [])
    assert told.value.field == field


def test_a_statement_needs_its_finding_and_a_text(desk):
    for about, text, field in (("", "x", "about"), ("k", " ", "text")):
        with pytest.raises(Refused) as told:
            acts.state(desk, person=OPERATOR, duty="daily", month="2026-12", about=about, said=Said("", text))
        assert told.value.field == field


def test_what_was_withdrawn_is_not_withdrawn_again(desk):
    made = acts.state(desk, person=OPERATOR, duty="daily", month="2026-12", about="k", said=Said("日报", "x")).result
    acts.withdraw(desk, person=OPERATOR, entry_id=made.id, note="登记错了")
    with pytest.raises(Refused, match="已经撤回"):
        acts.withdraw(desk, person=OPERATOR, entry_id=made.id, note="再撤")
