"""The forms whose typed text is kept as a draft: their words, and what the number in the key of a draft stands for."""

from __future__ import annotations

import enum
import json
from collections.abc import Mapping

from app.rules.shared.worded import Worded

_FIRST_WORDS = 40


class Subject(enum.Enum):
    """What the number in the key of a draft names."""

    TICKET = "ticket"
    RETURN = "return"
    CASE = "case"
    FINDING = "finding"
    CONTACT = "contact"
    CALL = "call"
    ESCALATION = "escalation"
    APPLICATION = "application"
    NOTHING = "nothing"


class DraftForm(Worded):
    """A form by the first part of its drafts' keys ("reply:17"), with its word."""

    NOTE = "add_note", "备注"
    CLOSE = "close", "办结"
    REWORK = "rework", "二次办理"
    REOPEN = "reopen", "重开工单"
    CONTACT = "contact", "联系诉求人"
    DISPATCH = "dispatch", "派单"
    EDIT = "edit", "修改工单"
    REPLY = "reply", "办理答复"
    SEND_BACK = "send_back_reply", "退回修改"
    CALLBACK = "callback", "回访"
    RETURN = "return", "登记退单"
    RECEIVE = "receive", "登记退回请求"
    ACCEPT_RETURN = "accept-return", "同意退单"
    REFUSE_RETURN = "refuse-return", "驳回退单"
    AGREE_RETURN = "agree-return", "同意接回"
    DECLINE_RETURN = "decline-return", "不同意退回"
    CORRECT_RETURN = "correct-return", "更正退单"
    PASSING = "passing", "建推诿个案"
    PASSING_REPORT = "passing-report", "推诿情况上报"
    PASSING_FOLLOW = "passing-follow", "推诿跟进"
    PASSING_CLOSE = "passing-close", "了结推诿个案"
    FINDING = "finding", "写明核实情况"
    CORRECT_FINDING = "correct", "更正联系"
    CORRECT_CONTACT = "correct-contact", "更正联系记录"
    MATCH_CALL = "call", "认领通话"
    ESCALATION = "escalation", "记录上报"
    ESCALATIONS = "escalations", "记录上报（多件）"
    CORRECT_REPORT = "correct-report", "更正上报"
    APPLICATION = "exclusion", "不纳入考核申请"
    OPINION = "opinion", "审核意见"
    NEW_TICKET = "new-ticket", "新建工单"
    LATE_SIGN = "late-sign", "超时签收"
    TARGETS = "report-targets", "上报对象"
    OWNER = "owner", "主责目录的部门"
    EXCLUSION_TYPE = "exclusion-type", "不纳入考核的类型"
    EXTENSION = "measure-extension", "登记延期"
    SUPERVISION = "measure-supervision", "登记督办"
    PARKING = "measure-parking", "登记挂账"
    MEASURE_FOLLOW = "measure-follow", "督办、挂账跟进"
    MEASURE_END = "measure-end", "解除或撤回督办、挂账、延期"
    STAND_IN = "stand-in", "登记替班"
    DUTY_ENTRY = "duty-entry", "值班日志"
    DUTY_CORRECT = "duty-correct", "更正值班日志"
    TASK = "task", "新任务"
    TASK_EDIT = "task-edit", "修改任务"
    TASK_FINISH = "task-finish", "任务办结"
    TASK_CANCEL = "task-cancel", "取消任务"
    OBLIGATION_STATEMENT = "duty-statement", "情况说明"
    OBLIGATION_RECORD = "duty-record", "履约登记"
    OBLIGATION_WITHDRAW = "duty-withdraw", "撤回履约登记"
    ASSESSMENT = "assessment", "登记考核"
    ASSESSMENT_OBJECTION = "assessment-decision", "考核的处理"
    RANKING_IMPORT = "ranking-import", "导入官方排名"
    RANKING_ADD = "ranking-add", "录入官方排名"
    FIGURE_SETTINGS = "figure-settings", "新的统计口径"
    URGE_ANSWER = "urge-answer", "催办答复"
    URGE_ANSWERS = "urge-answers", "催办答复（多个单位）"
    HANDOVER_SIGN = "handover-sign", "交班签字"
    HANDOVER_TAKE = "handover-take", "接班签字"
    FORMAT = "format", "导入格式的写法"
    EVENT_OPEN = "event-open", "建群体事件"
    EVENT_WORDING = "event-wording", "统一口径"
    EVENT_TELL = "event-tell", "登记告知"
    EVENT_LEAVE = "event-leave", "移出群体事件"
    EVENT_DRAFTS = "event-drafts", "批量起草答复"
    WARNING_KNOWN = "warning-know", "预警已知"
    WARNING_NOISE = "warning-noise", "预警误报"
    WARNING_HANDLED = "warning-handle", "预警已处置"
    WARNING_CONFIRM = "warning-confirm", "确认失联跑路"
    WARNING_FOLLOW = "warning-follow", "安排预警复看"
    WARNING_RULES = "warning-rules", "预警线"
    KIND_MEASURE = "kind-measure", "登记治理措施"
    KIND_MEASURE_END = "kind-measure-end", "撤回治理措施"


_SUBJECTS: Mapping[Subject, frozenset[DraftForm]] = {
    Subject.TICKET: frozenset(
        {
            DraftForm.NOTE, DraftForm.CLOSE, DraftForm.REWORK, DraftForm.REOPEN, DraftForm.CONTACT,
            DraftForm.DISPATCH, DraftForm.EDIT, DraftForm.REPLY, DraftForm.SEND_BACK, DraftForm.CALLBACK,
            DraftForm.RETURN, DraftForm.RECEIVE, DraftForm.PASSING, DraftForm.EXTENSION, DraftForm.SUPERVISION,
            DraftForm.PARKING,
        }
    ),
    Subject.RETURN: frozenset(
        {
            DraftForm.ACCEPT_RETURN, DraftForm.REFUSE_RETURN, DraftForm.AGREE_RETURN, DraftForm.DECLINE_RETURN,
            DraftForm.CORRECT_RETURN,
        }
    ),
    Subject.CASE: frozenset({DraftForm.PASSING_REPORT, DraftForm.PASSING_FOLLOW, DraftForm.PASSING_CLOSE}),
    Subject.FINDING: frozenset({DraftForm.FINDING, DraftForm.CORRECT_FINDING}),
    Subject.CONTACT: frozenset({DraftForm.CORRECT_CONTACT}),
    Subject.CALL: frozenset({DraftForm.MATCH_CALL}),
    Subject.ESCALATION: frozenset({DraftForm.ESCALATION, DraftForm.CORRECT_REPORT}),
    Subject.APPLICATION: frozenset({DraftForm.APPLICATION, DraftForm.OPINION}),
}  # fmt: skip
# The folder of the last export is remembered beside the drafts; nobody typed it.
FOLDER_KEY = "export-folder"
_BY_CODE = {form.value: form for form in DraftForm}


def form_of(key: str) -> DraftForm | None:
    """The form that kept a draft under this key; None for one that this program does not know."""
    return _BY_CODE.get(key.partition(":")[0])


def subject_of(key: str) -> tuple[Subject, int]:
    """What the key of a draft names, and its number; (NOTHING, 0) where it names nothing."""
    form, number = form_of(key), key.partition(":")[2].partition(":")[0]
    if form is None or not number.isdecimal():
        return Subject.NOTHING, 0
    found = next((subject for subject, forms in _SUBJECTS.items() if form in forms), Subject.NOTHING)
    return (found, int(number)) if found is not Subject.NOTHING else (found, 0)


def first_words(text: str) -> str:
    """The beginning of the longest text in a draft, which is a form's fields as JSON; numbers are not hidden here."""
    try:
        kept = json.loads(text)
    except ValueError:
        kept = text
    found = max(_texts(kept), key=len, default="")
    words = " ".join(found.split())
    return words if len(words) <= _FIRST_WORDS else f"{words[:_FIRST_WORDS]}…"


def _texts(value: object) -> list[str]:
    """Every text within parsed JSON."""
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    return [text for one in inner for text in _texts(one)]
