"""Access rights: the one place that decides whether a person may do something."""

from __future__ import annotations

import enum

from app.base.errors import NotAllowed
from app.base.people import ROLE_WORDS, THE_DESK, Person, Role


class Action(enum.Enum):
    """An action that needs a right, with its word."""

    IMPORT = "导入工单"
    SIGN = "签收"
    EDIT = "修改工单"
    CONTACT = "联系与回访"
    REVIEW = "审核答复"
    RETURN = "办理退单"
    EXCLUDE = "办理不纳入考核"
    OVERRULE = "越过材料核验"
    ACKNOWLEDGE = "确认提醒"
    ESCALATE = "到期上报"
    URGE = "催办"
    REVEAL = "显示号码"
    EXPORT = "导出"
    ISSUE = "签发报表"
    SETTINGS = "修改设置"
    ROSTER = "修改排班"
    DUTY_LOG = "登记值班日志"
    TASK = "办理任务"
    ASSESS = "登记书面考核"
    HANDOVER = "交接班"
    ARCHIVE = "服务终止归档"
    ERASE = "消除登记数据"


_EVERYBODY = frozenset(Role)
_LEADS = frozenset({Role.SHIFT_LEAD, Role.ADMINISTRATOR})
# Who may do what; everybody may do everything until accounts are introduced, but what weighs is the lead's to bear, and
# so is what takes all personal data out, or away.
RIGHTS: dict[Action, frozenset[Role]] = {
    **dict.fromkeys(Action, _EVERYBODY),
    **dict.fromkeys((Action.OVERRULE, Action.ASSESS, Action.ARCHIVE, Action.ERASE), _LEADS),
}


def require(person: Person, action: Action) -> None:
    """Raises unless the person may do this.

    Raises:
        NotAllowed: nobody is named, or the person's role has no right to this.

    """
    if not person.name.strip():
        raise NotAllowed(f"请先登记值班人员，再{action.value}", field="person")
    if person != THE_DESK and person.role not in RIGHTS[action]:
        able = "或".join(ROLE_WORDS[role] for role in Role if role in RIGHTS[action])
        told = f"{ROLE_WORDS[person.role]}不能{action.value}"
        raise NotAllowed(told, field="person", hint=f"请由{able}办理")
