"""The day's log opened again with another library: every sheet, every figure of a small day counted by hand."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import openpyxl
import pytest

from app.base.errors import EnvironmentFault, FileRefused, NotAllowed, Refused
from app.base.people import Person, Role
from app.desk import setting, sign
from app.desk.contact import acts as contact_acts
from app.desk.escalation import acts as escalation_acts
from app.desk.exclusion import acts as exclusion_acts
from app.desk.exclusion import check as exclusion_check
from app.desk.exclusion import steps as exclusion_steps
from app.desk.finding import acts as finding_acts
from app.desk.journal import reads as journal_reads
from app.desk.reminder import acts as reminder_acts
from app.desk.returns import acts as returns_acts
from app.desk.survey import acts as survey_acts
from app.desk.ticket import acts as ticket_acts
from app.files.writers import tables
from app.reports import day_log
from app.reports.day_log import write_day_log
from app.rules.contact.states import AttemptOutcome
from app.rules.figures.rates import satisfied_words, weights_words
from app.rules.returns.states import ReturnGround
from app.rules.survey.states import Contacted, Satisfied, Solved
from app.rules.ticket.states import TicketStatus
from tests.support.applications import hand_in
from tests.support.levels import URGENT
from tests.support.workbooks import head_of, heading_row, table_of

OPERATOR = Person("值班员甲")
DAY = date(2026, 11, 23)
TO_CALL = TicketStatus.TO_CALL_BACK
SHEETS = ["概况", "工单流水", "签收", "提醒与升级", "催办", "回访", "联系核查", "退单", "值班日志", "日志"]


@pytest.fixture
def written(desk, tmp_path):
    """Writes the log of the day and opens it again."""

    def write(day: date = DAY, name: str = "log.xlsx"):
        told = write_day_log(desk, person=OPERATOR, day=day, path=tmp_path / name).result
        return openpyxl.load_workbook(told.file), told

    return write


def lines(book, name):
    """A sheet's rows as {heading: value}."""
    head, *rows = table_of(book[name])
    return [dict(zip(head, row, strict=True)) for row in rows]


def summary(book):
    return {row["项目"]: row["数值"] for row in lines(book, "概况")}


def call_back(desk, ticket, *answers, reason="", outcome=AttemptOutcome.REACHED):
    contacted, solved, satisfied = answers or (None, None, None)
    survey_acts.record(
        desk, person=OPERATOR, ticket_id=ticket, number_index=0, outcome=outcome,
        contacted=contacted, solved=solved, satisfied=satisfied, reason=reason,
    )  # fmt: skip


# the sheets


def test_a_day_without_anything_has_every_sheet_and_no_rates(written):
    book, told = written()
    assert book.sheetnames == SHEETS
    assert told.rows == told.counted
    figures = summary(book)
    assert figures["日期"] == "2026-11-23"
    assert figures["统计时段"] == "2026-11-23 00:00 至 2026-11-23 24:00"
    assert [figures[name] for name in ("派单", "其中紧急", "签收", "超时签收", "办结", "有效回访")] == [0] * 6
    assert [figures[name] for name in ("响应率", "解决率", "满意率", "综合成绩")] == ["—"] * 4


def test_dispatched_signed_and_closed_are_counted_by_their_own_moments(desk, still, take_in, written):
    yesterday = desk.now() - timedelta(days=1)
    take_in("昨", dispatched_at=yesterday)
    take_in("旧", backlog=True, dispatched_at=yesterday)
    prompt, urgent, late = take_in("准"), take_in("急", urgency=URGENT), take_in("晚")
    sign.sign(desk, person=OPERATOR, ticket_ids=[prompt, urgent])
    still.advance(timedelta(hours=2, seconds=1))
    sign.sign(desk, person=OPERATOR, ticket_ids=[late], reason="值班电话占线")
    ticket_acts.close(desk, person=OPERATOR, ticket_id=prompt)
    book, _ = written()
    figures = summary(book)
    names = ("派单", "其中紧急", "签收", "按时签收", "超时签收", "办结")
    assert [figures[name] for name in names] == [3, 1, 3, 2, 1, 1]
    assert [(row["工单编号"], row["签收情况"]) for row in lines(book, "签收")] == [
        ("准", "按时"),
        ("急", "按时"),
        ("晚", "超时"),
    ]
    assert lines(book, "签收")[2]["超时原因"] == "值班电话占线"
    flow = {row["工单编号"]: row for row in lines(book, "工单流水")}
    assert set(flow) == {"昨", "准", "急", "晚"}
    assert (flow["准"]["状态"], flow["昨"]["签收情况"], flow["急"]["紧急程度"]) == ("已办结", "未签收", "紧急")


def test_a_backlog_ticket_that_is_signed_counts_in_no_figure_and_no_sheet_but_the_journal(desk, take_in, written):
    ticket = take_in("旧", backlog=True, dispatched_at=desk.now() - timedelta(days=30))
    sign.sign(desk, person=OPERATOR, ticket_ids=[ticket])
    book, told = written()
    assert summary(book)["签收"] == 0
    assert told.rows["签收"] == 0
    assert ("签收", "旧") in [(row["动作"], row["工单编号"]) for row in lines(book, "日志")]


def test_the_rates_are_those_of_the_last_valid_survey_of_each_ticket(desk, take_in, written):
    good, mostly, bad, silent = (take_in(name, status=TO_CALL) for name in ("好", "较好", "差", "不接"))
    call_back(desk, good, Contacted.YES, Solved.NO, Satisfied.UNSATISFIED, reason="还没退")
    call_back(desk, good, Contacted.YES, Solved.YES, Satisfied.SATISFIED)
    call_back(desk, mostly, Contacted.YES, Solved.YES, Satisfied.MOSTLY)
    call_back(desk, bad, Contacted.NO, Solved.PARTLY, Satisfied.UNSATISFIED, reason="没人联系，13800000009")
    call_back(desk, silent, outcome=AttemptOutcome.NO_ANSWER)
    book, _ = written()
    figures = summary(book)
    # V = 3: contacted 2, solved 2, satisfied 1 + 0.9 × mostly 1 = 1.9
    # score = (2/3 × 10 % + 2/3 × 50 % + 1.9/3 × 40 %) × 100 = 65.33…
    assert [figures[name] for name in ("拨打次数", "有效回访")] == [5, 3]
    shown = [figures[name] for name in ("响应率", "解决率", "满意率", "综合成绩")]
    assert shown == pytest.approx([2 / 3, 2 / 3, 1.9 / 3, 65.3], abs=1e-6)
    formats = {row[0].value: row[1].number_format for row in book["概况"].iter_rows()}
    assert [formats[name] for name in ("有效回访", "响应率", "综合成绩")] == ["#,##0", "0.0%", "0.0"]
    calls = lines(book, "回访")
    assert [row["结果"] for row in calls] == ["接通本人"] * 4 + ["无人接听"]
    assert [row["第几次回访"] for row in calls] == ["第 1 次", "第 2 次", "第 1 次", "第 1 次", None]
    assert calls[3]["原因与原话"] == "没人联系，138****0009"
    assert {row["拨打号码"] for row in calls} == {"138****0001"}


def test_reminders_and_reports_to_the_lead_stand_in_one_sheet(desk, still, take_in, written):
    take_in("急", urgency=URGENT)
    old = take_in("期", status=TicketStatus.HANDLING, dispatched_at=desk.now() - timedelta(days=7))
    reminder_acts.raise_due(desk)
    rung = [row.id for row in reminder_acts.ringing(desk) if row.slot == "arrival"]
    reminder_acts.acknowledge(desk, person=OPERATOR, ids=rung)
    still.advance(timedelta(minutes=5))
    reminder_acts.raise_due(desk)
    reminder_acts.acknowledge(desk, person=OPERATOR, ids=rung)
    (waiting,) = escalation_acts.listing(desk)
    escalation_acts.report(desk, person=OPERATOR, escalation_id=waiting.id, to="班组长乙", channel="电话")
    book, told = written()
    figures = summary(book)
    # the urgent ticket has four slots today: one acknowledged, one raised by now, two still to come; of the expired
    # one the second level was put off by the report
    assert [figures[name] for name in ("计划提醒", "已确认", "已触发未确认", "已取消")] == [5, 1, 1, 1]
    assert figures["到期上报"] == 1
    sheet = lines(book, "提醒与升级")
    assert told.rows["提醒与升级"] == 6
    assert [row["状态"] for row in sheet] == ["已确认", "已触发", "待提醒", "待提醒", "已取消", "已上报"]
    assert sheet[0]["确认/上报人"] == "值班员甲"
    assert (sheet[5]["工单编号"], sheet[5]["说明"]) == ("期", "班组长乙 电话")
    assert waiting.ticket_id == old


def test_returns_of_the_day_stand_in_their_sheet(desk, take_in, written):
    ticket = take_in("退")
    sign.sign(desk, person=OPERATOR, ticket_ids=[ticket])
    made = returns_acts.register(
        desk, person=OPERATOR, ticket_id=ticket, ground=ReturnGround.NOT_OUR_REMIT, basis="派单目录第 3 条",
        suggested_unit="区体育局",
    ).result  # fmt: skip
    returns_acts.send(desk, person=OPERATOR, return_id=made.id)
    returns_acts.accept(desk, person=OPERATOR, return_id=made.id)
    book, told = written()
    assert summary(book)["登记退单"] == 1
    assert told.rows["退单"] == 1
    (row,) = lines(book, "退单")
    assert "退" in row.values()
    assert "派单目录第 3 条" in row.values()


def test_the_journal_sheet_holds_every_line_of_the_day_and_no_other(desk, still, take_in, written):
    take_in("昨日")
    still.advance(timedelta(days=1))
    ticket_acts.add_note(desk, person=OPERATOR, ticket_id=take_in("今日"), text="来电人 13800000009 催办")
    book, _ = written(date(2026, 11, 24))
    sheet = lines(book, "日志")
    assert [row["工单编号"] for row in sheet] == ["今日", "今日"]
    assert sheet[1]["内容"] == "来电人 138****0009 催办"


# the file


def test_the_first_sheet_says_what_it_is_whose_of_when_and_by_whom(written):
    book, _ = written()
    assert head_of(book["概况"]) == [
        "当日日志　2026-11-23",
        "单位：昌平商务",
        "时段：2026-11-23 00:00 至 2026-11-23 24:00",
        "导出：值班员甲，2026-11-23 02:41",
    ]


def test_identifiers_and_what_looks_like_a_formula_are_text(desk, take_in, written):
    take_in("00123456789012345678", title="=cmd|' /C calc'!A0", merchant="+1", street="@x", unit="-2")
    book, _ = written()
    sheet = book["工单流水"]
    cells = {sheet.cell(1, at).value: sheet.cell(2, at) for at in range(1, sheet.max_column + 1)}
    for name, value in {
        "工单编号": "00123456789012345678",
        "标题": "=cmd|' /C calc'!A0",
        "商户": "+1",
        "街乡镇": "@x",
        "承办单位": "-2",
    }.items():
        assert (cells[name].value, cells[name].data_type) == (value, "s"), name
    assert cells["派单时间"].value == datetime(2026, 11, 23, 2, 41)  # noqa: DTZ001 - Excel knows no zones


def test_every_sheet_has_a_frozen_heading_widths_and_a_print_set_up(take_in, written):
    take_in()
    book, _ = written()
    for sheet in book:
        heading = heading_row(sheet)
        assert sheet.print_title_rows == f"${heading}:${heading}", sheet.title
        assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0), sheet.title
        assert all(one.width >= 7 for one in sheet.column_dimensions.values()), sheet.title


def test_phones_are_masked_in_every_cell(desk, take_in, written):
    ticket = take_in("甲", title="找 13800000009", merchant="店 13800000009", content="x", status=TO_CALL)
    call_back(desk, ticket, Contacted.YES, Solved.NO, Satisfied.UNSATISFIED, reason="打 13800000009")
    book, _ = written()
    shown = [str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
    assert not [text for text in shown if "13800000009" in text or "13800000001" in text]
    assert any("138****0009" in text for text in shown)


def test_the_noon_setting_moves_the_window(desk, take_in, written):
    take_in("凌晨", dispatched_at=desk.now())  # 02:41 lies before noon of the 23rd
    take_in("前日上午", dispatched_at=desk.now() - timedelta(hours=16))  # 10:41 of the 22nd
    setting.change(desk, person=OPERATOR, name="day_window", value="noon")
    figures = summary(written()[0])
    assert figures["统计时段"] == "2026-11-22 12:00 至 2026-11-23 12:00"
    assert figures["派单"] == 1


def test_the_export_itself_is_journalled_with_its_count(desk, written):
    _, told = written()
    window = day_log.day_window(DAY, "midnight")
    line = list(journal_reads.between(desk, start=window.start, end=window.end))[-1]
    total = sum(told.rows.values())
    words, _, head = line.text.partition("；")
    assert (line.verb, words) == ("export", f"当日日志 2026-11-23：log.xlsx，{total:,} / {total:,} 行")
    assert head == "日志末条 0 "  # the journal was empty before


def test_the_log_and_its_journal_line_name_the_last_line_of_the_journal(desk, take_in, written):
    take_in()
    head = journal_reads.head(desk)
    book, _ = written()
    (shown,) = [row for row in lines(book, "概况") if row["项目"] == "日志末条"]
    assert (shown["数值"], shown["说明"]) == (f"{head.line}", f"校验值 {head.hash}，可与登记库核对")
    window = day_log.day_window(DAY, "midnight")
    line = list(journal_reads.between(desk, start=window.start, end=window.end))[-1]
    assert line.text.endswith(f"日志末条 {head.line} {head.hash}")


# what goes wrong


def test_a_folder_as_target_is_refused_and_nothing_remains(desk, tmp_path):
    target = tmp_path / "日志.xlsx"
    target.mkdir()
    with pytest.raises(Refused, match="是文件夹"):
        write_day_log(desk, person=OPERATOR, day=DAY, path=target)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "日志.xlsx"]


def test_a_missing_folder_is_said(desk, tmp_path):
    with pytest.raises(EnvironmentFault, match="文件夹不存在"):
        write_day_log(desk, person=OPERATOR, day=DAY, path=tmp_path / "没有" / "日志.xlsx")


def test_a_log_that_counts_short_is_taken_away_and_not_journalled(desk, tmp_path, monkeypatch):
    monkeypatch.setattr(tables, "count_rows", lambda _path, above: {"概况": above})
    with pytest.raises(FileRefused, match="清点不符"):
        write_day_log(desk, person=OPERATOR, day=DAY, path=tmp_path / "日志.xlsx")
    assert not (tmp_path / "日志.xlsx").exists()
    window = day_log.day_window(DAY, "midnight")
    assert list(journal_reads.between(desk, start=window.start, end=window.end)) == []


def test_a_cancelled_export_leaves_an_older_log_as_it_was(desk, take_in, tmp_path):
    for _ in range(120):
        take_in()
    path = tmp_path / "日志.xlsx"
    path.write_bytes(b"older")
    with pytest.raises(Refused, match="取消"):
        write_day_log(desk, person=OPERATOR, day=DAY, path=path, replace=True, cancelled=lambda: True)
    assert path.read_bytes() == b"older"


def test_nobody_exports_nothing(desk, tmp_path):
    with pytest.raises(NotAllowed):
        write_day_log(desk, person=Person(" "), day=DAY, path=tmp_path / "x.xlsx")


def test_what_is_wrong_with_contacts_stands_in_the_log_with_its_explanation(desk, take_in, written):
    ticket = take_in("热线-261123-000901", status=TicketStatus.HANDLING)
    contact_acts.add_attempt(
        desk, person=OPERATOR, ticket_id=ticket, number_index=None, typed="13900000009", outcome=AttemptOutcome.REACHED
    )
    [finding] = finding_acts.of_ticket(desk, ticket_id=ticket)
    finding_acts.explain(desk, person=OPERATOR, finding_id=finding.id, note="诉求人的新号码")
    book, _ = written()
    (row,) = lines(book, "联系核查")
    assert (row["工单编号"], row["类别"], row["状态"]) == ("热线-261123-000901", "错联·号码", "已说明")
    assert (row["核实人"], row["说明"]) == ("值班员甲", "诉求人的新号码")
    assert "13900000009" not in row["问题"]


def test_what_was_done_for_an_exclusion_stands_in_the_journal_sheet_by_its_words(desk, take_in, written):
    ticket = take_in("热线-1", status=TicketStatus.CLOSED, closed_at=desk.now())
    lead = Person("班组长乙", Role.SHIFT_LEAD)
    case = exclusion_acts.create(
        desk, person=OPERATOR, ticket_id=ticket, major="涉法涉诉", minor="公安机关已立案"
    ).result
    exclusion_acts.save(desk, person=OPERATOR, exclusion_id=case, version=None, fields={"parked": True})
    stopping = exclusion_check.check(desk, exclusion_id=case).stopping
    hand_in(desk, person=lead, exclusion_id=case, overruled={line.rule: "已核对" for line in stopping})
    for act in (exclusion_steps.pass_on, exclusion_steps.send_back):
        act(desk, person=lead, exclusion_id=case, opinion="同意")
    exclusion_steps.withdraw(desk, person=lead, exclusion_id=case)
    book, told = written()
    of_ticket = [row for row in lines(book, "日志") if row["工单编号"] == "热线-1"]
    words = [row["动作"] for row in of_ticket]
    assert words[-6 - len(stopping) :] == [
        "写不纳入考核申请",
        "修改申请",
        *["申请核验答复"] * len(stopping),
        "提交申请",
        "申请通过",
        "申请退回补正",
        "撤回申请",
    ]
    assert next(row for row in of_ticket if row["动作"] == "修改申请")["变更"] == "挂账：否 → 是"
    assert told.rows["日志"] == told.counted["日志"]


def test_the_summary_says_the_weights_that_the_score_is_counted_by(written):
    book, _ = written()
    said = {row["项目"]: row["说明"] for row in lines(book, "概况")}
    assert said["综合成绩"] == weights_words()
    assert said["满意率"] == f"（{satisfied_words(0, 0)}）/ 有效回访 0"
