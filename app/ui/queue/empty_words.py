"""The texts of an empty list: a headline and what comes next."""

from __future__ import annotations

from app.desk.queue.rows import Filters, QueueQuery
from app.rules.queue.names import QueueName

_WORDS = {
    QueueName.TO_SIGN: ("没有待签收的工单", "新工单导入后会出现在这里。按 Ctrl+I 导入，或把文件拖进窗口。"),
    QueueName.HANDLING: ("没有办理中的工单", "签收后的工单会出现在这里。按 Ctrl+1 查看待签收。"),
    QueueName.TO_REVIEW: ("没有待审核的答复", "承办单位的答复提交后在这里审核。"),
    QueueName.TO_CALL_BACK: ("回访全部完成", "答复审核通过的工单会到这里等待回访。"),
    QueueName.RETURNING: ("没有退单中的工单", "在工单上按 F6 登记退单。"),
    QueueName.DUE_TODAY: ("今天没有到期的工单", "今日 24:00 前到期的工单会出现在这里。"),
    QueueName.OVERDUE: ("没有超期的工单", "超过办理时限的工单会列在这里。"),
    QueueName.CLOSED: ("还没有办结的工单", "办结的工单会保存在这里，可随时查找。"),
    QueueName.ALL: ("还没有工单", "按 Ctrl+I 导入导出文件，按 Ctrl+Shift+V 粘贴，或按 Ctrl+N 新建。"),
    QueueName.HISTORY: ("没有历史未结的工单", "导入时早已超期、仍未办结的工单会出现在这里，可按 Shift+F4 转入办理。"),
}

FIRST_WORDS = (
    "第一次使用：先导入平台导出的全部工单",
    "早已办结和早已超期的会按补录历史入库，不响铃；仍未结的在“历史未结”中查看和转入办理，"
    "还来得及的照常进入待签收和办理中。也可把文件拖进窗口。",
)


def empty_words(query: QueueQuery, *, first: bool = False) -> tuple[str, str]:
    """Headline and advice for an empty list; `first` is for a register that has no ticket at all."""
    if first and not query.search:
        return FIRST_WORDS
    if query.search:
        return f"没有找到“{query.search}”", "换一个词，或只输入一两个字。按 Esc 回到队列。"
    if query.filters != Filters():
        return "没有符合筛选条件的工单", "去掉上方的一个条件，或点“全部清除”。"
    return _WORDS[query.queue]
