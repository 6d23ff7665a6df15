"""The clocks of a ticket and the classes of handling, each with its code and its word."""

from __future__ import annotations

import enum
from typing import NewType

# How fast a ticket must be signed for: the code of a level, whose word and look the rules give (app.rules.law.urgency).
Urgency = NewType("Urgency", str)


class TimeClass(enum.StrEnum):
    """The handling class that decides how long a ticket may take; the desk's default is five days."""

    DEFAULT = "default"
    EMERGENCY = "emergency"
    UTILITIES = "utilities"
    ORDINARY = "ordinary"
    COMPLEX = "complex"


TIME_CLASS_WORDS = {
    TimeClass.DEFAULT: "本台默认",
    TimeClass.EMERGENCY: "突发",
    TimeClass.UTILITIES: "水电气热",
    TimeClass.ORDINARY: "一般",
    TimeClass.COMPLEX: "复杂",
}


class ClockName(enum.StrEnum):
    """The clocks of a ticket; `PAPER` is a due paper's, `TASK` a task's.

    `DAY5` and `DUE_DAY` are reminder series, not deadlines.
    """

    SIGN = "sign"
    FIRST_CONTACT = "first-contact"
    HANDLING = "handling"
    DAY5 = "day5"
    DUE_DAY = "due-day"
    DEADLINE = "deadline"
    CALLBACK = "callback"
    RETURN = "return"
    REPORT = "report"
    PROMISE = "promise"
    REQUEST = "request"
    PASSING = "passing"
    EXCLUSION = "exclusion"
    MEASURE = "measure"
    PAPER = "paper"
    TASK = "task"
    HANDOVER = "handover"


# Clocks that follow a separate matter (a promise, a department's request, a buck-passing case, an application for
# exclusion, a supervision or parking), not the ticket.
OWN_MATTERS = frozenset(
    {ClockName.PROMISE, ClockName.REQUEST, ClockName.PASSING, ClockName.EXCLUSION, ClockName.MEASURE}
)


CLOCK_WORDS = {
    ClockName.SIGN: "签收",
    ClockName.FIRST_CONTACT: "首次联系",
    ClockName.HANDLING: "办理到期",
    ClockName.DAY5: "第5日提醒",
    ClockName.DUE_DAY: "到期日提醒",
    ClockName.DEADLINE: "到期",
    ClockName.CALLBACK: "回访",
    ClockName.RETURN: "退单答复",
    ClockName.REPORT: "到期上报",
    ClockName.PROMISE: "承诺",
    ClockName.REQUEST: "退回请求",
    ClockName.PASSING: "推诿跟进",
    ClockName.EXCLUSION: "不纳入考核申请",
    ClockName.MEASURE: "督办、挂账跟进",
    ClockName.PAPER: "报表报送",
    ClockName.TASK: "任务",
    ClockName.HANDOVER: "交接班",
}
