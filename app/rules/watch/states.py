"""The closed lists of the watch over the platform, and what becomes of a difference."""

from __future__ import annotations

from app.rules.shared.worded import Worded


class LookKind(Worded):
    """How somebody looked at the platform."""

    KEY = "key", "已看平台"
    IMPORT = "import", "导入"
    PASTE = "paste", "粘贴"
    RECONCILE = "reconcile", "对账"


class RoundState(Worded):
    """What became of a round."""

    MET = "met", "按时"
    MISSED = "missed", "漏看"
    OUTAGE = "outage", "平台故障"


class ListKind(Worded):
    """What the platform's list was."""

    TICKETS = "tickets", "工单清单"
    COUNTS = "counts", "各状态数量"


class DifferenceKind(Worded):
    """In what the list and the register differ."""

    MISSING_HERE = "missing-here", "本台缺"
    MISSING_THERE = "missing-there", "平台缺"
    DIFFERS = "differs", "不同"


class DifferenceState(Worded):
    """What became of a difference."""

    OPEN = "open", "待处理"
    TAKEN = "taken", "以平台为准"
    ASKED = "asked", "已询问"
    KEPT = "kept", "保留本台"
