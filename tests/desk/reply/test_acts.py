"""The reply: kept by version, checked before review, never passed by its writer, sent back with coded reasons."""

from __future__ import annotations

import json

import pytest

from app.base.errors import EditConflict, NotAllowed, Refused
from app.base.people import Person
from app.desk import sign
from app.desk.contact import acts as contact_acts
from app.desk.promise import reads as promise_reads
from app.desk.reply import acts as reply_acts
from app.desk.reply import rows as reply_rows
from app.desk.survey import acts as survey_acts
from app.desk.ticket import reads as ticket_reads
from app.rules.contact.states import AttemptOutcome
from app.rules.promise.states import PromiseState
from app.rules.reply.check import MarkKind
from app.rules.reply.states import ReplyState
from app.rules.ticket.states import TicketStatus

OPERATOR, LEAD = Person("值班员甲"), Person("班组长乙")
RESULT = "经核实，商户已张贴停业通知。依条例约谈后，商户承诺12月10日前将余额退还诉求人，诉求人表示认可。"


@pytest.fixture
def signed(desk, take_in, still, minutes):
    ticket = take_in()
    sign.sign(desk, person=OPERATOR, ticket_ids=[ticket])
    still.advance(minutes(60))
    return ticket


@pytest.fixture
def called(desk, signed, still, minutes):
    contact_acts.add_attempt(desk, person=OPERATOR, ticket_id=signed, number_index=0, outcome=AttemptOutcome.REACHED)
    still.advance(minutes(5))
    return signed


@pytest.fixture
def good(desk, called):
    fields = reply_rows.sheet(desk, ticket_id=called, person=OPERATOR).fields
    return {**fields, "solved": "部分解决", "basis": "《北京市单用途预付卡管理条例》第十五条", "result": RESULT}


def save(desk, ticket, fields, **said):
    kept = {"person": OPERATOR, "version": 0, **said}
    return reply_acts.save(desk, ticket_id=ticket, fields=fields, **kept)


def sheet(desk, ticket):
    return reply_rows.sheet(desk, ticket_id=ticket)


def test_a_new_reply_is_filled_from_what_is_on_record(desk, called):
    told = sheet(desk, called)
    assert (told.round, told.version, told.state) == (1, 0, ReplyState.DRAFT)
    assert (told.fields["contacted"], told.fields["contact_time"]) == ("是", "2026-11-23 03:41 至 2026-11-23 03:41")


def test_a_good_reply_goes_to_review_and_its_promise_is_proposed(desk, called, good):
    told = save(desk, called, good, submit=True)
    assert "发现 1 条承诺" in told.message
    whole = ticket_reads.detail(desk, ticket_id=called)
    assert (whole.row.status, whole.ticket.reply) == (TicketStatus.TO_REVIEW, RESULT)
    assert [row.state for row in promise_reads.of_ticket(desk, ticket_id=called)] == [PromiseState.PROPOSED]
    assert [row.number for row in reply_rows.waiting(desk)] == [whole.row.number]


def test_a_hard_mark_stops_the_submission_until_it_is_overruled_with_a_reason(desk, called, good):
    bad = {**good, "basis": ""}
    with pytest.raises(Refused, match="没有填写办理依据") as refused:
        save(desk, called, bad, submit=True)
    assert refused.value.field == "basis"
    assert sheet(desk, called).version == 0
    (mark,) = [each.mark for each in reply_rows.check(desk, ticket_id=called, fields=bad) if each.mark.hard]
    save(desk, called, bad, submit=True, overruled={mark.key: "咨询类，无需依据"})
    assert sheet(desk, called).overruled == {mark.key: "咨询类，无需依据"}
    lines = [line.text for line in ticket_reads.detail(desk, ticket_id=called).journal if line.verb == "overrule-mark"]
    assert lines == ["忽略核验提示（缺少依据）：咨询类，无需依据"]


def test_a_reason_that_is_taken_back_lets_the_mark_stand_again(desk, called, good):
    bad = {**good, "basis": ""}
    (mark,) = [each.mark for each in reply_rows.check(desk, ticket_id=called, fields=bad) if each.mark.hard]
    save(desk, called, bad, overruled={mark.key: "咨询类，无需依据"})
    save(desk, called, bad, version=1, overruled={mark.key: ""})
    assert sheet(desk, called).overruled == {}
    with pytest.raises(Refused, match="没有填写办理依据"):
        save(desk, called, bad, version=2, overruled={mark.key: ""}, submit=True)
    lines = [line.text for line in ticket_reads.detail(desk, ticket_id=called).journal if line.verb == "overrule-mark"]
    assert lines == ["忽略核验提示（缺少依据）：咨询类，无需依据", "取消忽略核验提示（缺少依据）"]


def test_without_a_call_on_record_the_reply_says_so(desk, signed):
    told = {
        "contacted": "是",
        "solved": "解决",
        "contact_time": "2026-11-23 03:00",
        "basis": "《民法典》",
        "result": RESULT,
    }
    with pytest.raises(Refused, match="没有任何联系记录") as refused:
        save(desk, signed, told, submit=True)
    assert refused.value.field == "contacted"


def test_the_writer_cannot_pass_the_reply(desk, called, good):
    save(desk, called, good, submit=True)
    with pytest.raises(NotAllowed, match="须由另一人审核"):
        reply_acts.pass_reply(desk, person=OPERATOR, ticket_id=called)
    reply_acts.pass_reply(desk, person=LEAD, ticket_id=called)
    assert ticket_reads.detail(desk, ticket_id=called).row.status is TicketStatus.TO_CALL_BACK
    assert (sheet(desk, called).state, sheet(desk, called).reviewer) == (ReplyState.PASSED, "班组长乙")


def test_a_reply_sent_back_keeps_every_reason_and_can_be_handed_in_again(desk, called, good):
    save(desk, called, good, submit=True)
    reply_acts.send_back(desk, person=LEAD, ticket_id=called, codes=["basis", "points"], text="第二问没有答")
    told = sheet(desk, called)
    assert (told.state, told.sent_back[0].reasons) == (ReplyState.SENT_BACK, ("缺少办理依据", "诉求没有答全"))
    assert (
        ticket_reads.detail(desk, ticket_id=called).journal[-1].text
        == "答复退回：缺少办理依据、诉求没有答全；第二问没有答"
    )
    save(desk, called, good, version=told.version, submit=True)
    reply_acts.send_back(desk, person=LEAD, ticket_id=called, text="再补")
    assert [len(each.reasons) for each in sheet(desk, called).sent_back] == [2, 0]


def test_sending_back_needs_a_reason_and_a_known_one(desk, called, good):
    save(desk, called, good, submit=True)
    for said in ({}, {"codes": ["nonsense"]}):
        with pytest.raises(Refused) as refused:
            reply_acts.send_back(desk, person=LEAD, ticket_id=called, **said)
        assert refused.value.field == "reason"


def test_the_second_of_two_writers_sees_each_field_that_differs_and_loses_nothing(desk, called, good):
    save(desk, called, good)
    save(desk, called, {**good, "head": "李某"}, version=1)
    mine = {**good, "leader": "张某", "head": "赵某"}
    with pytest.raises(reply_acts.ReplyConflict) as conflict:
        save(desk, called, mine, version=1, person=LEAD)
    assert conflict.value.differences == {"leader": ("张某", ""), "head": ("赵某", "李某")}
    assert "部门负责人：对方写“李某”，您写“赵某”" in str(conflict.value)
    save(desk, called, mine, version=conflict.value.version, person=LEAD)
    assert sheet(desk, called).fields["head"] == "赵某"


def test_a_reviewer_passes_what_was_read_and_nothing_newer(desk, called, good):
    save(desk, called, good, submit=True)
    save(desk, called, {**good, "result": RESULT + "另补。"}, version=1)
    with pytest.raises(EditConflict, match="请看过新内容再审核"):
        reply_acts.pass_reply(desk, person=LEAD, ticket_id=called, version=1)
    assert sheet(desk, called).state is ReplyState.SUBMITTED


def test_rework_begins_a_round_of_its_own_and_the_first_stays(desk, called, good):
    save(desk, called, good, submit=True)
    reply_acts.pass_reply(desk, person=LEAD, ticket_id=called)
    reply_acts.mark_sent(desk, person=OPERATOR, ticket_id=called)
    survey_acts.rework(desk, person=OPERATOR, ticket_id=called, reason="没有退款")
    told = sheet(desk, called)
    assert (told.round, told.version, told.fields["basis"]) == (2, 0, good["basis"])
    assert "result" not in told.fields
    save(desk, called, {**good, "result": RESULT + "第二轮。"})
    with desk.register.reading() as stores:
        assert [(row.round, row.state) for row in stores.replies.of_ticket(called)] == [(1, "sent"), (2, "draft")]


def test_only_a_passed_reply_is_sent(desk, called, good):
    save(desk, called, good)
    with pytest.raises(Refused, match="审核通过"):
        reply_acts.mark_sent(desk, person=OPERATOR, ticket_id=called)


def test_the_same_words_for_other_tickets_are_counted_whatever_their_dates(desk, called, good, take_in):
    save(desk, called, good)
    other = take_in()
    same = {**good, "result": RESULT.replace("12月10日", "12月18日")}
    marks = [each.mark for each in reply_rows.check(desk, ticket_id=other, fields=same)]
    assert [mark.why for mark in marks if mark.kind is MarkKind.REPEATED] == ["另有 1 件工单用了同样的承办结果"]


def test_a_desk_takes_phrases_in_and_out(desk, called, good):
    told = {**good, "result": RESULT + "没办法，敬请谅解。"}
    kinds = [each.mark.words for each in reply_rows.check(desk, ticket_id=called, fields=told)]
    assert "没办法" in kinds
    with desk.register.writing() as stores:
        stores.keep.put_setting("reply_phrases", "敬请谅解、-没办法")
    marks = [each.mark for each in reply_rows.check(desk, ticket_id=called, fields=told)]
    assert [mark.words for mark in marks if mark.kind is MarkKind.FORBIDDEN] == ["敬请谅解"]


def test_what_is_kept_is_plain_json_by_field_name(desk, called, good):
    save(desk, called, {**good, "unknown": "x", "leader": " 张某 "})
    with desk.register.reading() as stores:
        [kept] = map(json.loads, stores.connection.exec_driver_sql("SELECT fields FROM replies").scalars())
    assert kept["leader"] == "张某"
    assert "unknown" not in kept


def test_attachments_are_copied_by_content_and_stand_there_by_name(desk, called, good, tmp_path):
    proof = tmp_path / "退款凭证.png"
    proof.write_bytes(b"%PDF-1.4 made up %%EOF")
    save(desk, called, {**good, "files": f"{proof}\n早先的合同.pdf"})
    first, second = sheet(desk, called).fields["files"].splitlines()
    assert (first.startswith("退款凭证.png"), second) == (True, "早先的合同.pdf")
    assert [path.read_bytes() for path in desk.folder.evidence.rglob("*") if path.is_file()] == [
        b"%PDF-1.4 made up %%EOF"
    ]
    save(desk, called, sheet(desk, called).fields, version=1)
    assert sheet(desk, called).fields["files"].splitlines() == [first, second]


def test_an_attachment_that_is_missing_is_refused_and_nothing_is_saved(desk, called, good, tmp_path):
    with pytest.raises(Refused, match=r"没有\.png") as refused:
        save(desk, called, {**good, "files": str(tmp_path / "没有.png")})
    assert refused.value.field == "files"
    assert sheet(desk, called).version == 0
