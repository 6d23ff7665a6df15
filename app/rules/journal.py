"""The verbs of the journal: what can be written there, each with its word."""

from __future__ import annotations

from app.rules.shared.worded import Worded


class JournalVerb(Worded):
    """The action that a journal line records. Codes are never removed, so that old lines can be read."""

    # Tickets and their files
    IMPORT = "import", "导入文件"
    IMPORT_REFUSED = "import-refused", "文件退回"
    CREATE = "create", "工单入库"
    UPDATE = "update", "导入更新"
    EDIT = "edit", "修改"
    CORRECT_DISPATCH = "correct-dispatch", "更正派单时间"
    REVEAL = "reveal", "显示号码"
    NOTE = "note", "备注"
    RECOUNT = "recount", "时限重算"
    EXTENSION = "extension", "延期"
    EXTENSION_COMPARED = "extension-compared", "延期与平台核对"
    SUPERVISION = "supervision", "督办"
    PARKING = "parking", "挂账"
    MEASURE_FOLLOW = "measure-follow", "督办、挂账跟进"
    MEASURE_END = "measure-end", "解除或撤回"
    TAKE_INTO_WORK = "take-into-work", "转入办理"
    PUT_INTO_HISTORY = "put-into-history", "归入历史未结"

    # The platform
    WATCH = "watch", "巡查"
    WATCH_MISSED = "watch-missed", "漏看平台"
    RECONCILE = "reconcile", "对账"
    PLATFORM_OUTAGE = "platform-outage", "平台故障"
    JOIN_NUMBERS = "join-numbers", "认号"
    PART_NUMBERS = "part-numbers", "拆开"
    CORRECT_NUMBER = "correct-number", "更正编号"

    # The roster
    ROSTER_IMPORT = "roster-import", "导入值班表"
    STAND_IN = "stand-in", "替班"
    SWAP_SHIFTS = "swap-shifts", "换班"

    # The duty log and tasks
    DUTY_ENTRY = "duty-entry", "值班日志"
    DUTY_CORRECT = "duty-correct", "更正值班日志"
    DUTY_DONE = "duty-done", "交办办结"
    DUTY_WITHDRAW = "duty-withdraw", "撤回值班日志"
    TASK_ADD = "task-add", "登记任务"
    TASK_REPEAT = "task-repeat", "任务到日"
    TASK_CHANGE = "task-change", "修改任务"
    TASK_FINISH = "task-finish", "任务办结"
    TASK_CANCEL = "task-cancel", "取消任务"
    TASK_REOPEN = "task-reopen", "重开任务"

    # Early warning
    WARNING_RAISE = "warning-raise", "预警"
    WARNING_DECIDE = "warning-decide", "处理预警"
    WARNING_CONFIRM = "warning-confirm", "确认失联跑路"
    WARNING_LETTER = "warning-letter", "预警函稿"

    # The handover
    HANDOVER_SIGN = "handover-sign", "交班签字"
    HANDOVER_TAKE = "handover-take", "接班签字"

    # The month's hinges
    HINGE = "hinge", "月度节点"
    RANKING_STEP = "ranking-step", "官方排名"

    # The way of a ticket
    SIGN = "sign", "签收"
    TAKE_BACK = "take-back", "撤回签收"
    UNDO = "undo", "撤回"
    DISPATCH = "dispatch", "派单"
    CLOSE = "close", "办结"
    REOPEN = "reopen", "重开"
    REWORK = "rework", "二次办理"

    # Reply and review
    WRITE_REPLY = "write-reply", "写答复"
    SUBMIT_REPLY = "submit-reply", "提交审核"
    PASS_REPLY = "pass-reply", "审核通过"
    SEND_BACK_REPLY = "send-back-reply", "审核退回"
    SEND_REPLY = "send-reply", "答复发出"
    OVERRULE_MARK = "overrule-mark", "忽略核验"

    # Contact, callback and promises
    CONTACT = "contact", "联系"
    CORRECT_CONTACT = "correct-contact", "更正联系"
    CALLS_IMPORT = "calls-import", "导入话务清单"
    MATCH_CALL = "match-call", "认领通话"
    DISMISS_CALL = "dismiss-call", "搁置通话"
    EXPLAIN_FINDING = "explain-finding", "核查说明"
    REOPEN_FINDING = "reopen-finding", "重新核实"
    SURVEY = "survey", "回访"
    UNREACHABLE = "unreachable", "无法联系"
    PROMISE_PROPOSE = "promise-propose", "发现承诺"
    PROMISE_ADD = "promise-add", "登记承诺"
    PROMISE_CONFIRM = "promise-confirm", "确认承诺"
    PROMISE_END = "promise-end", "承诺了结"
    PROMISE_REOPEN = "promise-reopen", "恢复承诺"

    # Reminders and escalations
    REMIND = "remind", "提醒"
    REMIND_MISSED = "remind-missed", "提醒未响"
    ACKNOWLEDGE = "acknowledge", "确认提醒"
    SNOOZE = "snooze", "稍后提醒"
    REMINDERS_OFF = "reminders-off", "提醒中断"
    ESCALATION_OPEN = "escalation-open", "到期升级"
    ESCALATION_REPORT = "escalation-report", "到期上报"
    ESCALATION_CORRECT = "escalation-correct", "更正上报"
    ESCALATION_CANCEL = "escalation-cancel", "撤销上报"
    REPORT_TARGETS = "report-targets", "上报对象"
    URGE_OPEN = "urge-open", "催办"
    URGE_SEND = "urge-send", "发出催办"
    URGE_NOT_REACHED = "urge-not-reached", "催办未接通"
    URGE_ANSWER = "urge-answer", "催办答复"
    URGE_PROMISE = "urge-promise", "催办承诺"
    URGE_KEPT = "urge-kept", "催办承诺兑现"
    URGE_BROKEN = "urge-broken", "催办承诺未兑现"
    URGE_END = "urge-end", "催办结束"
    PAPER_DRAFT = "paper-draft", "编写报表"
    PAPER_COMPARE = "paper-compare", "核对改稿"
    PAPER_DECIDE = "paper-decide", "改稿数字"
    PAPER_ISSUE = "paper-issue", "签发报表"
    PAPER_CORRECT = "paper-correct", "更正报表"
    PAPER_SCHEDULE = "paper-schedule", "修改报送时限"

    # The contract
    OBLIGATION_STATEMENT = "obligation-statement", "情况说明"
    OBLIGATION_RECORD = "obligation-record", "履约登记"
    OBLIGATION_WITHDRAW = "obligation-withdraw", "撤回履约登记"
    # Merchants
    MERCHANT_CONFIRM = "merchant-confirm", "确认并名"
    MERCHANT_REFUSE = "merchant-refuse", "不是同一商户"
    MERCHANT_MERGE = "merchant-merge", "合并商户"
    MERCHANT_SPLIT = "merchant-split", "拆开商户"
    MERCHANT_TAKE_BACK = "merchant-take-back", "撤回商户决定"
    MERCHANTS_READ = "merchants-read", "归并已有工单的商户"
    EVIDENCE_PACKAGE = "evidence-package", "本月证据包"
    ASSESSMENT = "assessment", "考核登记"
    ASSESSMENT_OBJECTION = "assessment-objection", "考核异议"
    ASSESSMENT_END = "assessment-end", "撤销考核登记"
    OFFICE_SHEET_OUT = "office-sheet-out", "发科室表"
    OFFICE_SHEET_BACK = "office-sheet-back", "收科室表"
    URGE_PERSON = "urge-person", "催办换人"

    # Returns and buck-passing
    RETURN_REGISTER = "return-register", "登记退单"
    RETURN_SEND = "return-send", "提交退单"
    RETURN_ACCEPT = "return-accept", "退单同意"
    RETURN_REFUSE = "return-refuse", "退单驳回"
    RETURN_WITHDRAW = "return-withdraw", "撤回退单"
    RETURN_EVIDENCE = "return-evidence", "退单补充材料"
    RETURN_CORRECT = "return-correct", "更正退单"
    RETURN_RECEIVE = "return-receive", "收到退回请求"
    RETURN_AGREE = "return-agree", "同意接回"
    RETURN_DECLINE = "return-decline", "不同意退回"
    PASSING_OPEN = "passing-open", "推诿个案"
    PASSING_REPORT = "passing-report", "推诿上报"
    PASSING_FOLLOW = "passing-follow", "推诿跟进"
    PASSING_CLOSE = "passing-close", "推诿个案了结"
    OWNERS = "owners", "修改主责目录"
    OWNERS_TRAINED = "owners-trained", "训练主责判断"

    # Exclusion
    EXCLUSION_CREATE = "exclusion-create", "写不纳入考核申请"
    EXCLUSION_EDIT = "exclusion-edit", "修改申请"
    EXCLUSION_FILE = "exclusion-file", "申请材料"
    EXCLUSION_ANSWER = "exclusion-answer", "申请核验答复"
    EXCLUSION_SUBMIT = "exclusion-submit", "提交申请"
    EXCLUSION_PASS = "exclusion-pass", "申请通过"
    EXCLUSION_SEND_BACK = "exclusion-send-back", "申请退回补正"
    EXCLUSION_REFUSE = "exclusion-refuse", "申请不予通过"
    EXCLUSION_WITHDRAW = "exclusion-withdraw", "撤回申请"
    EXCLUSION_PLATFORM_PASS = "exclusion-platform-pass", "平台结果：通过"
    EXCLUSION_PLATFORM_REFUSE = "exclusion-platform-refuse", "平台结果：未通过"
    EXCLUSION_FLAGS = "exclusion-flags", "更改考核标记"

    # The desk itself
    SIGN_IN = "sign-in", "上岗"
    HANDOVER = "handover", "交接"
    QUIT = "quit", "退出程序"
    SETTING = "setting", "修改设置"
    RULES = "rules", "修改时限规则"
    CALENDAR = "calendar", "修改日历"
    FORMAT = "format", "修改导入格式"
    RANKING = "ranking", "登记官方排名"
    SAVE_QUEUE = "save-queue", "保存队列"
    REMOVE_QUEUE = "remove-queue", "删除队列"
    BACKUP = "backup", "备份"
    RESTORE = "restore", "恢复备份"
    SALVAGE = "salvage", "抢救登记库"
    DRILL = "drill", "恢复演练"
    EXPORT = "export", "导出"
    PRINT = "print", "打印"
    REBUILD = "rebuild", "日志重编"
    ANCHOR = "anchor", "重立锚点"
    ARCHIVE = "archive", "服务终止归档"


# Verbs about a ticket whose text the program words alone, so that it holds nothing personal.
OWN_WORDS = frozenset(
    {
        JournalVerb.CREATE,
        JournalVerb.UPDATE,
        JournalVerb.REVEAL,
        JournalVerb.RECOUNT,
        JournalVerb.CORRECT_DISPATCH,
        JournalVerb.ESCALATION_OPEN,
        JournalVerb.ESCALATION_CANCEL,
        JournalVerb.REBUILD,
    }
)
# Verbs about a ticket that only looked at it or rang for it: what was done before them can still be undone.
NO_ACTS = frozenset(
    {
        JournalVerb.REVEAL,
        JournalVerb.PRINT,
        JournalVerb.EXPORT,
        JournalVerb.REMIND,
        JournalVerb.REMIND_MISSED,
        JournalVerb.ESCALATION_OPEN,
    }
)
# Verbs that change the law: deadlines counted before them are no longer the right ones.
OF_THE_LAW = frozenset({JournalVerb.RULES, JournalVerb.CALENDAR})
# What changes the merchants of tickets that the line does not name.
MOVES_MERCHANTS = frozenset(
    {
        JournalVerb.MERCHANT_CONFIRM,
        JournalVerb.MERCHANT_REFUSE,
        JournalVerb.MERCHANT_MERGE,
        JournalVerb.MERCHANT_SPLIT,
        JournalVerb.MERCHANT_TAKE_BACK,
        JournalVerb.MERCHANTS_READ,
    }
)
