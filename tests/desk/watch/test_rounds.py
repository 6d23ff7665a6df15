"""Rounds as a night writes them: met by whatever looks at the platform, missed with a cause, within an outage."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.base.errors import Refused
from app.base.people import Person
from app.desk import outage as program_outage
from app.desk import setting
from app.desk.intake import acts as intake_acts
from app.desk.journal import reads as journal_reads
from app.desk.watch import acts as watch_acts
from app.desk.watch import outages
from app.desk.watch import reads as watch_reads
from app.desk.watch import rounds as watch_rounds
from app.rules.journal import JournalVerb
from app.rules.outage import OutageKind
from app.rules.watch.states import LookKind, RoundState

OPERATOR = Person("值班员甲")
ROW = "工单编号\t标题\t工单状态\n热线-1\t退费\t待签收"


@pytest.fixture
def begun(desk, still, minutes):
    """The watch has begun: it is 02:45:00, the first moment of a round."""
    watch_rounds.settle(desk)
    still.advance(minutes(4))
    return desk


def rounds(desk, still):
    figures = watch_reads.of_period(desk, start=desk.now() - timedelta(days=1), end=desk.now())
    assert figures.total == len(figures.rounds) == figures.met + figures.missed + figures.in_outage
    return [one.state for one in figures.rounds]


def test_the_watch_begins_with_the_next_round(desk, still, minutes):
    assert watch_rounds.settle(desk).result == ()
    still.advance(minutes(8))
    assert watch_rounds.settle(desk).result == ()
    still.advance(minutes(1))
    (missed,) = watch_rounds.settle(desk).result
    assert watch_rounds.round_words(missed) == "11-23 02:45–02:50"
    assert watch_rounds.settle(desk).result == ()


@pytest.mark.parametrize("kind", list(LookKind))
def test_a_round_is_met_by_a_key_an_import_a_paste_and_a_reconciliation(begun, still, minutes, tmp_path, kind):
    if kind is LookKind.KEY:
        watch_acts.look(begun, person=OPERATOR)
    elif kind is LookKind.PASTE:
        intake_acts.import_text(begun, person=OPERATOR, text=ROW)
    elif kind is LookKind.RECONCILE:
        watch_acts.reconcile(begun, person=OPERATOR, text=ROW)
    else:
        path = tmp_path / "a.tsv"
        path.write_text(ROW, encoding="utf-8")
        intake_acts.import_file(begun, person=OPERATOR, path=path)
    view = watch_reads.view(begun)
    assert (view.standing.met, view.standing.due, view.look.kind, view.look.who) == (True, False, kind, OPERATOR.name)
    still.advance(minutes(5))
    assert watch_rounds.settle(begun).result == ()
    assert rounds(begun, still) == [RoundState.MET]


def test_a_file_of_history_is_no_look_at_the_platform(begun):
    intake_acts.import_text(begun, person=OPERATOR, text=ROW, backlog=True)
    assert watch_reads.view(begun).look is None


def test_a_missed_round_keeps_its_cause_and_a_person_can_write_it(begun, still, minutes):
    still.advance(minutes(5))
    (busy,) = watch_rounds.settle(begun, busy="正在通话").result
    assert busy.cause == "正在通话"
    program_outage.note_gap(begun, since=begun.now(), until=begun.now() + minutes(12), kind=OutageKind.ASLEEP)
    still.advance(minutes(15))
    assert [one.cause[:4] for one in watch_rounds.settle(begun).result] == ["电脑休眠"] * 3
    still.advance(minutes(5))
    (bare,) = watch_rounds.settle(begun).result
    assert bare.cause == ""
    with pytest.raises(Refused, match="漏看原因"):
        watch_rounds.give_cause(begun, person=OPERATOR, due_at=bare.due_at, cause=" ")
    watch_rounds.give_cause(begun, person=OPERATOR, due_at=bare.due_at, cause="接待来访群众")
    assert watch_reads.view(begun).last_missed.cause == "接待来访群众"
    lines = journal_reads.between(begun, start=begun.now() - minutes(60), end=begun.now() + minutes(1))
    texts = [line.text for line in lines if line.verb == JournalVerb.WATCH_MISSED]
    assert texts[0] == "漏看 11-23 02:45–02:50：正在通话"
    assert texts[1].startswith("漏看 3 轮，11-23 02:50–02:55 至 11-23 03:05：电脑休眠")


def test_rounds_within_an_outage_of_the_platform_are_the_outages_also_when_it_is_entered_later(begun, still, minutes):
    still.advance(minutes(10))
    assert len(watch_rounds.settle(begun).result) == 2
    since = begun.now() - minutes(7)
    outages.enter(begun, person=OPERATOR, since=since, until=begun.now(), what="无法登录", told="区中心夜班")
    assert rounds(begun, still) == [RoundState.OUTAGE] * 2
    running = outages.enter(begun, person=OPERATOR, since=begun.now(), until=None).result
    still.advance(minutes(10))
    assert watch_rounds.settle(begun).result == ()
    assert watch_reads.view(begun).outage.id == running.id
    outages.end(begun, person=OPERATOR, outage_id=running.id)
    assert rounds(begun, still) == [RoundState.OUTAGE] * 4
    still.advance(minutes(5))
    assert len(watch_rounds.settle(begun).result) == 1


def test_a_whole_night_adds_up_by_the_hour(desk, still, minutes):
    setting.change(desk, person=OPERATOR, name="watch_others", value="00:00-06:00 10")
    watch_rounds.settle(desk)
    start = desk.now() + minutes(9)
    for step in range(12 * 60):
        still.advance(minutes(1))
        if step % 4 == 0 and step // 60 != 5:
            watch_acts.look(desk, person=OPERATOR)
        watch_rounds.settle(desk)
    figures = watch_reads.of_period(desk, start=start, end=desk.now())
    assert figures.total == 19 + 8 * 12 + 8
    silent = [hour for hour, (met, total) in figures.by_hour.items() if met < total]
    assert {f"{hour:%H}" for hour in silent} == {"07", "08"}


def test_a_count_of_what_was_seen_is_kept_and_a_wrong_one_refused(begun):
    assert watch_acts.look(begun, person=OPERATOR, seen=3).message.startswith("已看平台，看到 3 件")
    assert watch_reads.view(begun).look.seen == 3
    with pytest.raises(Refused):
        watch_acts.look(begun, person=OPERATOR, seen=-1)


def test_spans_that_cannot_be_read_are_refused_at_their_setting(desk):
    with pytest.raises(Refused) as refused:
        setting.change(desk, person=OPERATOR, name="watch_others", value="半夜 10")
    assert refused.value.field == "watch_others"


def test_a_clock_that_is_set_back_writes_no_round_twice(begun, still, minutes):
    still.advance(minutes(10))
    assert len(watch_rounds.settle(begun).result) == 2
    still.jump(-minutes(20))
    assert watch_rounds.settle(begun).result == ()
    still.jump(minutes(30))
    spans = [watch_rounds.round_words(one)[6:] for one in watch_rounds.settle(begun).result]
    assert spans == ["02:40–02:45", "02:55–03:00", "03:00–03:05"]
