"""The made-up calls of the corpus; what a phone system's list of them must come in as."""

from __future__ import annotations

# Number dialled, begun (Beijing), seconds, outcome, who dialled, as the desk keeps them.
CALLS: tuple[tuple[str, str, int, str, str], ...] = (
    ("13900000911", "2026-11-24 10:05:09", 95, "接通本人", "示例甲"),
    ("010-69740912", "2026-11-25 08:30:00", 0, "无人接听", "示例乙"),
    ("13900000913", "2026-11-25 19:59:59", 0, "关机停机", "示例甲"),
)
CALL_HEADERS = ("通话时间", "被叫号码", "通话时长", "通话结果", "坐席")
_SPELT = {"接通本人": "已应答", "无人接听": "久叫不应", "关机停机": "用户关机"}


def call_cells(call: tuple[str, str, int, str, str]) -> list[object]:
    """The cells of a call's row: the length as h:mm:ss, the phone system's own words for the outcome."""
    number, begun, seconds, outcome, who = call
    length = f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return [begun, number.replace("-", ""), length, _SPELT[outcome], who]
