from __future__ import annotations

import pytest

from app.base.errors import FileRefused, Refused
from app.base.people import Person, Role
from app.desk.evidence import acts as evidence_acts
from app.desk.roster import people
from app.desk.watch import acts as watch_acts
from app.desk.watch import outages
from app.desk.watch import reads as watch_reads
from tests.corpus import evidence

OPERATOR = Person("值班员甲")


def enter(desk, minutes, since, until, **more):
    end = None if until is None else desk.now() - minutes(until)
    return outages.enter(desk, person=OPERATOR, since=desk.now() - minutes(since), until=end, **more)


def test_an_outage_is_kept_with_its_picture_and_who_was_told(desk, minutes, tmp_path):
    picture = tmp_path / "截图.png"
    picture.write_bytes(evidence.png())
    record = enter(desk, minutes, 40, 0, what="登录页打不开", told="区中心夜班陈某", proof=picture).result
    assert outages.outage_span(record) == "11-23 02:01–02:41"
    assert (record.told, record.evidence_name) == ("区中心夜班陈某", "截图.png")
    assert evidence_acts.path_of(desk, digest=record.evidence).read_bytes() == picture.read_bytes()


@pytest.mark.parametrize(
    ("since", "until", "field"), [(-5, None, "since"), (10, 20, "until"), (10, -5, "until"), (60 * 24 * 40, 0, "since")]
)
def test_an_interval_that_cannot_be_is_refused_at_its_field(desk, minutes, since, until, field):
    with pytest.raises(Refused) as refused:
        enter(desk, minutes, since, until)
    assert refused.value.field == field
    assert outages.listing(desk) == []


def test_outages_do_not_meet_and_a_missing_proof_leaves_nothing(desk, minutes, tmp_path):
    enter(desk, minutes, 40, 20)
    with pytest.raises(Refused, match="已登记过"):
        enter(desk, minutes, 30, 10)
    with pytest.raises((Refused, FileRefused)):
        enter(desk, minutes, 15, 10, proof=tmp_path / "没有.png")
    assert len(outages.listing(desk)) == 1
    lasting = enter(desk, minutes, 20, None).result
    with pytest.raises(Refused, match="已登记过"):
        enter(desk, minutes, 5, None)
    assert outages.end(desk, person=OPERATOR, outage_id=lasting.id).result.until == desk.now()
    with pytest.raises(Refused, match="已经结束"):
        outages.end(desk, person=OPERATOR, outage_id=lasting.id)


def test_a_reconciliation_is_asked_for_at_a_handover_after_an_outage_and_once_a_day(desk, still, minutes):
    assert watch_reads.asked_for(desk) == ""

    def reconcile():
        still.advance(minutes(1))
        watch_acts.reconcile(desk, person=OPERATOR, text="工单编号\t标题\t工单状态\n热线-1\tx\t待签收")
        assert watch_reads.asked_for(desk) == ""

    people.sign_in(desk, name="值班员甲", role=Role.OPERATOR)
    assert watch_reads.asked_for(desk) == ""  # nobody handed over
    watch_acts.look(desk, person=OPERATOR)
    assert watch_reads.asked_for(desk) == "今天还没有对账"
    people.sign_in(desk, name="值班员甲", role=Role.OPERATOR)
    assert watch_reads.asked_for(desk) == "今天还没有对账"
    reconcile()
    still.advance(minutes(1))
    people.sign_in(desk, name="值班员乙", role=Role.OPERATOR)
    assert watch_reads.asked_for(desk) == "交接班后还没有对账（02:43 交接）"
    reconcile()
    enter(desk, minutes, 1, 0)
    still.advance(minutes(1))
    assert watch_reads.asked_for(desk) == "平台 02:44 恢复后还没有对账"
    reconcile()
    still.advance(minutes(60 * 25))
    assert watch_reads.asked_for(desk) == "今天还没有对账"
