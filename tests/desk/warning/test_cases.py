"""A warning is raised when tickets come in, rings once and again when it is higher, and is worked as a case."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import docx
import pytest

from app.base.clock import StillClock
from app.base.errors import Refused
from app.base.paths import DataFolder
from app.base.people import Person
from app.desk.event import acts as event_acts
from app.desk.event.acts import Source
from app.desk.shared.context import Desk
from app.desk.warning import acts, follow, reads, rules
from app.reports import event as event_report
from app.reports import warning_letter
from app.rules.task.tasks import TaskState
from app.rules.warning.levels import BadLevelRules
from app.rules.warning.states import Subject, WarningLevel, WarningState, WarningVerb
from tests.benchmarks.bench_warning_texts import take_in
from tests.support.closures import MadeTicket
from tests.support.registers import desk_on

PERSON = Person("值班员甲")
SHOP = "北京悦动云健身有限公司"
DAY = timedelta(days=1)


@pytest.fixture
def desk(folder: DataFolder, still: StillClock):
    made = desk_on(folder, still)
    yield made
    made.close()


_COUNT = iter(range(1, 10_000))


def ticket(desk: Desk, days: float, text: str = "要求退年卡2000元", merchant: str = SHOP) -> MadeTicket:
    number = next(_COUNT)
    return MadeTicket(f"造-{number:05d}", text[:16], text, merchant, f"1380000{number:04d}", desk.now() - days * DAY)


def come(desk: Desk, *made: MadeTicket) -> bool:
    take_in(desk, made)
    return follow.sweep(desk)


def only(desk: Desk):
    (row,) = [row for row in reads.listing(desk) if row.subject is Subject.MERCHANT]
    return row


def open_tasks(desk: Desk) -> list[str]:
    with desk.register.reading() as stores:
        return [task.title for task in stores.tasks.open_ones()]


def test_the_same_reason_rings_once_and_a_higher_level_again(desk: Desk, still: StillClock):
    assert come(desk, ticket(desk, 9), ticket(desk, 8))
    assert (only(desk).level, open_tasks(desk)) == (WarningLevel.BLUE, [])
    assert come(desk, ticket(desk, 3, "店已停业，年卡退不了"))
    (first,) = open_tasks(desk)
    assert "黄色" in first
    still.advance(timedelta(hours=1))
    come(desk, ticket(desk, 2, "店已停业，没人管"))
    assert open_tasks(desk) == [first]
    assert not follow.sweep(desk)
    come(desk, ticket(desk, 0.1, "老板失联，要求退卡"))
    (second,) = open_tasks(desk)
    assert "橙色" in second
    row = only(desk)
    assert (row.level, row.state, len(row.numbers), row.callers) == (WarningLevel.ORANGE, WarningState.NEW, 5, 5)
    assert (row.why.observed, row.why.limit, row.department[:1]) == (3, 3, "区")
    assert row.raised_at == row.last_at


def test_a_past_moment_is_judged_with_what_was_received_by_then(desk: Desk):
    take_in(desk, [ticket(desk, 9), ticket(desk, 8), ticket(desk, 3, "店已停业"), ticket(desk, 1, "人去楼空")])
    at = {days: reads.listing(desk, at=desk.now() - days * DAY) for days in (8.5, 5, 2)}
    assert at[8.5] == []
    assert [(row.level, len(row.numbers), row.id) for row in at[5]] == [(WarningLevel.BLUE, 2, None)]
    assert [(row.level, len(row.numbers)) for row in at[2]] == [(WarningLevel.YELLOW, 3)]


def test_a_false_alarm_is_counted_and_comes_again_only_when_it_is_higher(desk: Desk):
    come(desk, ticket(desk, 3), ticket(desk, 2, "店已停业"))
    row = only(desk)
    assert row.id is not None
    with pytest.raises(Refused, match="请写明原因"):
        acts.decide(desk, person=PERSON, warning_id=row.id, verb=WarningVerb.NOISE)
    done = acts.decide(desk, person=PERSON, warning_id=row.id, verb=WarningVerb.NOISE, reason="只是装修")
    assert (reads.overview(desk).noise_share, open_tasks(desk)) == (100, [])
    assert [one.state for one in reads.listing(desk, state=WarningState.NOISE)] == [WarningState.NOISE]
    come(desk, ticket(desk, 1))
    assert only(desk).state is WarningState.NOISE
    assert done.undo is not None
    done.undo.use_case(desk)
    assert only(desk).state is WarningState.NEW
    acts.decide(desk, person=PERSON, warning_id=row.id, verb=WarningVerb.NOISE, reason="只是装修")
    come(desk, ticket(desk, 0.3, "老板跑路"), ticket(desk, 0.2, "老板跑路"))
    again = only(desk)
    assert (again.id, again.level, again.state) == (row.id, WarningLevel.ORANGE, WarningState.NEW)


def test_confirmed_absconding_is_red_and_a_follow_up_rings(desk: Desk):
    come(desk, ticket(desk, 2, "店已停业，承诺12月20日退款"))
    row = only(desk)
    assert row.id is not None
    with pytest.raises(Refused, match="怎样核实"):
        acts.confirm(desk, person=PERSON, warning_id=row.id, reason=" ")
    acts.confirm(desk, person=PERSON, warning_id=row.id, reason="街道到店，大门上锁")
    assert only(desk).level is WarningLevel.RED
    with pytest.raises(Refused, match="复看时间"):
        acts.follow_up(desk, person=PERSON, warning_id=row.id, at=desk.now())
    acts.follow_up(desk, person=PERSON, warning_id=row.id, at=desk.now() + DAY, who="值班员乙", text="看是否退款")
    with desk.register.reading() as stores:
        (task,) = stores.tasks.open_ones()
        assert stores.task_slots.of(task.id)
    card = reads.card(desk, warning_id=row.id)
    assert card is not None
    assert card.promised == ("12-20",)
    assert [one.who for one in card.follow_ups if one.is_open] == ["值班员乙"]
    acts.decide(desk, person=PERSON, warning_id=row.id, verb=WarningVerb.HANDLE, reason="已移交")
    with desk.register.reading() as stores:
        assert {one.state for one in stores.tasks.of_origin(f"预警 {row.id}")} == {TaskState.DONE}


def test_the_card_tells_what_counts_and_what_does_not(desk: Desk):
    come(desk, ticket(desk, 3, "担心跑路，要求退3600元"), ticket(desk, 1, "店已停业，欠2000元，电话13800000001"))
    row = only(desk)
    card = reads.card(desk, warning_id=row.id or 0)
    assert card is not None
    assert card.words["停业"] == 1
    assert [why for _, why in card.not_counted] == ["只是担心"]
    assert card.sums == (2, 5600)
    assert sum(count for _, count in card.days) == 2
    assert "13800000001" not in repr(card)


def test_other_limits_are_in_force_from_their_day(desk: Desk):
    form = rules.draft(desk) | {"blue_tickets": 3}
    with pytest.raises(BadLevelRules):
        rules.save(desk, person=PERSON, form=form | {"days": 0})
    rules.save(desk, person=PERSON, form=form)
    come(desk, ticket(desk, 3), ticket(desk, 2))
    assert reads.listing(desk) == []


def test_the_letter_is_an_official_page_without_personal_data(desk: Desk, tmp_path: Path):
    come(desk, ticket(desk, 3, "店已停业，电话13800000001"), ticket(desk, 1))
    row = only(desk)
    path = tmp_path / "函.docx"
    outcome = warning_letter.write(desk, person=PERSON, warning_id=row.id or 0, path=path)
    document = docx.Document(str(path))
    said = "\n".join(one.text for one in document.paragraphs)
    assert outcome.result == 2
    assert SHOP in said
    assert f"致{row.department}" in said
    assert [cell.text for cell in document.tables[0].rows[1].cells][1] == row.numbers[-1]
    assert "13800000001" not in said
    with pytest.raises(Refused):
        warning_letter.write(desk, person=PERSON, warning_id=row.id or 0, path=tmp_path / "函.txt")
    assert [one.name for one in tmp_path.glob("函*")] == ["函.docx"]


def test_an_open_proposal_with_a_shared_address_counts_as_doubtful(desk: Desk):
    where = "，地址龙锦三街18号"
    come(
        desk,
        ticket(desk, 5, f"要求退卡{where}", "悦动云健身俱乐部"),
        ticket(desk, 3, f"店已停业{where}", "悦动云健身俱乐部"),
        ticket(desk, 2, f"店已停业，没人管{where}", "跃动云健身俱乐部"),
        ticket(desk, 1, f"老板失联{where}", "悦动云健身俱乐部"),
    )
    row = only(desk)
    assert (row.level, len(row.numbers)) == (WarningLevel.ORANGE, 4)
    card = reads.card(desk, warning_id=row.id or 0)
    assert card is not None
    assert [line.text for line in card.names if line.doubtful] == ["跃动云健身俱乐部"]
    assert [one.doubtful for one in card.tickets] == [False, True, False, False]
    with desk.register.reading() as stores:
        assert stores.merchants.proposals()


def test_an_event_makes_its_warning_known_and_its_end_makes_it_handled(desk: Desk, tmp_path: Path):
    come(desk, *(ticket(desk, days, "健身房停业，年卡无法退费") for days in (1, 2, 3)))
    row = only(desk)
    source = Source(row.name, row.merchant_id, row.id, row.ticket_ids)
    opened = event_acts.open_event(desk, person=PERSON, source=source)
    assert only(desk).state is WarningState.KNOWN
    assert only(desk).reason == f"已建群体事件 {opened.result}“{row.name}”"
    assert open_tasks(desk) == []
    opened.undo.use_case(desk)
    assert (only(desk).state, only(desk).reason) == (WarningState.NEW, "")
    acts.decide(desk, person=PERSON, warning_id=row.id, verb=WarningVerb.KNOW, reason="已去现场")
    by_merchant = Source(row.name, row.merchant_id)
    second = event_acts.open_event(desk, person=PERSON, source=by_merchant)
    assert only(desk).reason == f"已去现场；已建群体事件 {second.result}“{row.name}”"
    event_acts.withdraw(desk, person=PERSON, event_id=second.result)
    assert (only(desk).state, only(desk).reason) == (WarningState.KNOWN, "已去现场")
    third = event_acts.open_event(desk, person=PERSON, source=by_merchant).result
    ended = event_report.end_event(desk, person=PERSON, event_id=third, result="全部退费", path=tmp_path / "结案.docx")
    assert (only(desk).state, only(desk).reason) == (
        WarningState.HANDLED,
        f"群体事件 {third}“{row.name}”已结束：全部退费",
    )
    ended.undo.use_case(desk)
    assert only(desk).state is WarningState.KNOWN
