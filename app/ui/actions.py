"""Every action of the window as data: menus, buttons, keys, the key table and the palette read this table."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from app.rules.moves import TAKE_BACK_MINUTES
from app.rules.states import QUEUE_WORDS, QueueName


class Scope(enum.Enum):
    """Where an action applies: anywhere in the window, or to the chosen tickets."""

    WINDOW = "窗口"
    TICKET = "所选工单"


class Group(enum.StrEnum):
    """The headings of the key table, in its order."""

    TICKET = "办理工单"
    DESK = "值守"
    REGISTERS = "登记与督办"
    FIND = "查找与队列"
    WINDOW = "窗口"


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One action; the first of `keys` is shown beside its text, `hint` says what it does to which clock."""

    id: str
    text: str
    keys: tuple[str, ...]
    icon: str
    group: Group
    scope: Scope = Scope.WINDOW
    hint: str = ""


def _ticket(name: str, text: str, key: str, icon: str, hint: str) -> ActionSpec:
    return ActionSpec(name, text, (key,) if key else (), icon, Group.TICKET, Scope.TICKET, hint)


def _register(name: str, text: str, key: str, icon: str, hint: str) -> ActionSpec:
    return ActionSpec(name, text, (key,), icon, Group.REGISTERS, hint=hint)


def _queue_actions() -> tuple[ActionSpec, ...]:
    return tuple(
        ActionSpec(f"queue:{queue}", QUEUE_WORDS[queue], (f"Ctrl+{place}",), "inbox", Group.FIND, hint="打开此队列")
        for place, queue in enumerate(QueueName, start=1)
    )


_UNDO_HINT = f"撤回 {TAKE_BACK_MINUTES} 分钟内本人最近一次签收"
ACTIONS: tuple[ActionSpec, ...] = (
    _ticket("sign", "签收", "F2", "check", "签收所选工单，停止签收时限"),
    _ticket("contact", "联系", "F3", "phone", "登记与诉求人的联系，停止首次联系时限"),
    _ticket("dispatch", "派单", "F4", "send", "派给承办单位；办理时限继续"),
    _ticket("call-back", "回访", "F5", "phone-call", "打开回访满意度调查"),
    _ticket("return", "退单", "F6", "undo-2", "登记退单；上级同意前时限继续"),
    _ticket("exclude", "申请不纳入考核", "Ctrl+F6", "clipboard-list", "写不纳入考核申请，边写边体检；已有申请则打开它"),
    _ticket("note", "备注", "F7", "sticky-note", "给工单记一条备注"),
    _ticket("reveal", "显示号码", "F8", "eye", "显示完整号码，并记入日志"),
    _ticket("rework", "二次办理", "F9", "rotate-ccw", "回访不满意时重新办理，新时限从现在起计"),
    _ticket("reply", "答复", "Ctrl+R", "message-square", "填写办理答复，提交审核"),
    _ticket("pass-reply", "审核通过", "Ctrl+Shift+P", "clipboard-check", "答复审核通过，工单进入待回访"),
    _ticket("send-back", "退回修改", "Ctrl+Shift+B", "arrow-left", "答复退回承办人修改，写明原因"),
    _ticket("promises", "承诺", "F10", "calendar-clock", "确认、改期或了结对诉求人的承诺；到期会提醒"),
    _ticket("close", "办结", "Ctrl+D", "circle-check", "办结工单，停止全部时限和提醒"),
    _ticket("reopen", "重开", "Ctrl+Shift+D", "lock-open", "重开已办结的工单，写明原因"),
    _ticket("edit", "修改工单", "Ctrl+U", "pencil", "修改字段；时间线上保留改前改后"),
    _ticket("correct-dispatch", "更正派单时间", "Ctrl+T", "clock", "更正派单时间，各时限重新计算"),
    _ticket("copy-number", "复制编号", "Ctrl+Shift+C", "copy", "复制所选工单的编号"),
    ActionSpec("import", "导入", ("Ctrl+I",), "download", Group.DESK, hint="导入工单文件"),
    ActionSpec("paste-import", "粘贴导入", ("Ctrl+Shift+V",), "clipboard-paste", Group.DESK, hint="导入剪贴板里的工单"),
    ActionSpec("new-ticket", "新建", ("Ctrl+N",), "plus", Group.DESK, hint="手工登记一件工单"),
    ActionSpec("day-log", "当日日志", ("Ctrl+E",), "file-text", Group.DESK, hint="导出当日值班日志"),
    ActionSpec("sign-by-number", "按编号签收", ("Ctrl+F2",), "hash", Group.DESK, hint="输入编号签收"),
    ActionSpec(
        "undo", "撤回", ("Ctrl+Z",), "history", Group.DESK, hint=f"撤回 {TAKE_BACK_MINUTES} 分钟内本人最近一次签收"
    ),
    ActionSpec("alarm", "转到报警窗", ("F12",), "bell", Group.DESK, hint="键盘转到报警窗，按数字键作答"),
    ActionSpec("cockpit", "转到签收台", ("F11",), "hourglass", Group.DESK, hint="显示签收台并把键盘给它，按 1–9 签收"),
    ActionSpec(
        "hide-cockpit", "显示或收起签收台", ("Shift+F11",), "eye", Group.DESK, hint="签收台总在最前，位置会记住"
    ),
    ActionSpec("test-alarm", "试响提醒", ("Ctrl+Shift+A",), "bell-ring", Group.DESK, hint="试一次桌面通知和报警窗"),
    ActionSpec("sign-in", "更换值班人员", ("Ctrl+Shift+U",), "user", Group.DESK, hint="登记现在值班的人"),
    _register("return-send", "提交退单", "Alt+S", "send", "提交所选退单；上级同意前时限继续"),
    _register("return-accept", "同意退单", "Alt+Y", "circle-check", "登记上级同意：工单离开，停止全部时限和提醒"),
    _register("return-refuse", "驳回退单", "Alt+N", "circle-alert", "登记上级驳回：工单回到提交前的状态"),
    _register("return-withdraw", "撤回退单", "Alt+W", "rotate-ccw", "撤回草稿或已提交的退单"),
    _register("return-again", "再次申请", "Ctrl+Shift+R", "undo-2", "被驳回或撤回后再申请一次；先看参谋的提醒"),
    _register("return-receive", "登记退回请求", "Ctrl+Shift+F6", "inbox", "部门请求把工单退回我方：登记并答复"),
    _register("return-evidence", "补充材料", "Ctrl+Shift+E", "file-text", "给所选退单补充佐证材料，按内容留存"),
    _register("return-dossier", "个案材料", "Ctrl+Shift+G", "file-text", "把所选退单连同时间线写成可打印的 Word 文件"),
    _register("passing-open", "建推诿个案", "Shift+F6", "siren", "把所选工单建为推诿扯皮个案，上报责任领导"),
    _register("passing-report", "上报领导", "Ctrl+Shift+L", "phone-call", "记下推诿情况报给了谁，何时跟进"),
    _register("passing-follow", "记录跟进", "Ctrl+Shift+J", "message-square", "记下跟进情况和下次跟进时间"),
    _register("passing-close", "了结个案", "Ctrl+Shift+K", "circle-check", "写明由谁主责、怎样处理，停止跟进提醒"),
    _register("passing-copy", "复制报告", "Ctrl+Shift+M", "copy", "复制推诿情况报告，可以发给领导"),
    _register("owners-save", "保存主责目录", "Ctrl+Shift+S", "check", "先看哪些工单的判断会变，再存为新版本"),
    _register("return-export", "导出登记簿", "Alt+E", "file-text", "把列出的退单导出为 Excel 工作簿"),
    _register("exclusion-opinion", "审核申请", "Alt+Shift+Y", "circle-check", "承办单位、部门、中心逐级写审核意见"),
    _register("exclusion-withdraw", "撤回申请", "Alt+Shift+W", "rotate-ccw", "撤回还没有结果的不纳入考核申请"),
    _register("exclusion-papers", "导出申请材料", "Alt+Shift+D", "file-text", "导出申请表（.docx）和证据包（.zip）"),
    _register(
        "exclusion-export", "导出不纳入考核", "Alt+Shift+X", "file-text", "把列出的申请和统计导出为 Excel 工作簿"
    ),
    _register("finding-explain", "写明情况", "Alt+F", "message-square", "写明一条联系问题的核实情况"),
    _register("finding-correct", "更正联系", "Alt+D", "pencil", "更正记错的号码或时间，写明原因"),
    _register("finding-reopen", "重新核实", "Alt+Z", "rotate-ccw", "收回说明，改回待核实"),
    _register("findings-scan", "全面核查", "Alt+V", "list-checks", "逐件核查全部工单的漏联、错联、假联系"),
    _register("contacts-export", "导出联系台账", "Alt+H", "file-text", "把筛选出的联系导出为 Excel 工作簿"),
    _register("calls-import", "导入通话清单", "Alt+I", "download", "导入话务系统的通话清单（.xlsx、.csv）"),
    _register("call-match", "按编号认领", "Alt+Q", "hash", "把所选通话记入某一件工单"),
    _register("call-dismiss", "与工单无关", "Alt+A", "x", "搁置所选通话；再按一次放回待认领"),
    _register("review-pass", "通过答复", "Alt+P", "clipboard-check", "答复审核通过，工单进入待回访；不能审核自己写的"),
    _register("review-back", "退回答复", "Alt+B", "arrow-left", "选原因退回承办人修改"),
    _register("escalation-report", "记录上报", "Alt+R", "phone-call", "记下向谁、怎样上报了所选的到期工单"),
    _register("escalation-copy", "复制上报文字", "Alt+C", "copy", "复制可以念、可以发的上报文字"),
    _register("escalation-export", "导出上报", "Alt+X", "file-text", "把列出的上报和统计导出为 Excel 工作簿"),
    _register("report-targets", "上报对象", "Alt+G", "list-checks", "编辑到期工单按街乡镇、单位、值班表报给谁"),
    _register("rule-copy", "复制为新版本", "Alt+J", "copy", "把列出的时限规则复制成一个新版本来修改"),
    _register("rule-save", "保存新版本", "Alt+K", "check", "先列出哪些在办工单的时限会变，再保存"),
    _register("calendar-paste", "粘贴通知", "Alt+M", "clipboard-paste", "把剪贴板里的放假通知读成一年的日历"),
    _register("calendar-edit", "修改此年", "Alt+O", "pencil", "把列出的一年写成通知的文字来修改"),
    _register("calendar-save", "保存日历", "Alt+L", "check", "先列出哪些在办工单的时限会变，再保存"),
    _register("ledger-export", "导出台账", "Alt+T", "file-text", "把列出的提醒连同完整性等式导出为 Excel 工作簿"),
    _register("ledger-print", "打印台账", "Ctrl+P", "clipboard-list", "打印列出的提醒：何时提醒、谁确认"),
    ActionSpec("list-sort", "排序…", ("Ctrl+Shift+O",), "list-checks", Group.FIND, hint="选列排序；再选一次换方向"),
    ActionSpec(
        "list-columns", "选择列…", ("Ctrl+Shift+H",), "layers", Group.FIND, hint="列的显示、次序、宽窄；恢复默认"
    ),
    ActionSpec("list-export", "导出所列", ("Ctrl+Shift+X",), "file-text", Group.FIND, hint="把列表导出为 Excel 工作簿"),
    ActionSpec("list-print", "打印所列", ("Ctrl+Shift+Y",), "clipboard-list", Group.FIND, hint="打印列表，最多 500 行"),
    ActionSpec("search", "搜索", ("Ctrl+F",), "search", Group.FIND, hint="按编号、内容、商户、电话、地点查找"),
    *_queue_actions(),
    ActionSpec("save-queue", "保存为队列", ("Ctrl+S",), "bookmark", Group.FIND, hint="把当前筛选存为自己的队列"),
    ActionSpec("palette", "命令", ("Ctrl+K",), "command", Group.WINDOW, hint="输入几个字找到任何操作"),
    ActionSpec("help", "按键表", ("F1", "?"), "keyboard", Group.WINDOW, hint="全部按键，可搜索"),
    ActionSpec("back", "返回", ("Esc",), "arrow-left", Group.WINDOW, hint="关闭提示、退出搜索；已输入的文字不会丢"),
    ActionSpec("theme", "切换明暗", ("Ctrl+Shift+T",), "moon", Group.WINDOW, hint="跟随系统、按时间、浅色、深色"),
    ActionSpec("larger", "放大字号", ("Ctrl+=", "Ctrl++"), "a-large-small", Group.WINDOW, hint="字号 100–150 %"),
    ActionSpec("smaller", "缩小字号", ("Ctrl+-",), "a-large-small", Group.WINDOW, hint="字号 100–150 %"),
    ActionSpec("settings", "设置", ("Ctrl+,",), "settings", Group.WINDOW, hint="打开设置"),
    ActionSpec("quit", "退出", ("Ctrl+Q",), "x", Group.WINDOW, hint="退出值守台"),
)

BY_ID = {spec.id: spec for spec in ACTIONS}


def key_words(key: str) -> str:
    """A key as people read it on a button."""
    return key.replace("Return", "回车")


def button_words(spec: ActionSpec) -> str:
    """The text of a button with its key hint, parted as a KeyButton parts them."""
    return f"{spec.text}　{key_words(spec.keys[0])}" if spec.keys else spec.text
