"""Texts that report an expired ticket: a message to send, words to read out, a list of many."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from app.base.clock import local_minute, to_local
from app.rules.shared.masking import mask_text

MESSAGE_LIMIT = 300
LEVEL_WORDS = {1: "一级", 2: "二级"}
LEVEL_PEOPLE = {1: "班组长", 2: "分管领导"}
LEVEL_SLOTS = {1: "due", 2: "level-2"}
HIGHEST_LEVEL = 2
_TITLE_SIGNS, _LAST_SIGNS, _LIST_SIGNS, _URGED_SIGNS = 60, 50, 18, 90
_DIGITS = re.compile(r"[0-9]+")


@dataclass(frozen=True, slots=True)
class Matter:
    """The facts of one expired ticket for a report; names are masked before, texts are masked here once more.

    `last_text` is what a person did last on it and `last_at` when; empty and None when nobody did anything. `urged`
    quotes the rounds in which its unit was urged; empty without any.
    """

    number: str
    title: str
    street: str
    unit: str
    dispatched_at: datetime
    deadline_at: datetime
    level: int = 1
    caller: str = ""
    last_text: str = ""
    last_at: datetime | None = None
    urged: str = ""


def message(matter: Matter, now: datetime, who: str, desk_name: str = "") -> str:
    """The text to send by message, one fact a line, at most 300 signs however long the ticket's own texts are."""
    lines = [
        f"【到期上报·{LEVEL_WORDS[matter.level]}】{matter.number}",
        f"诉求：{clip(matter.title, _TITLE_SIGNS)}" + (f"（{clip(matter.street, 20)}）" if matter.street else ""),
        f"承办：{clip(matter.unit, 30) or '尚未派单'}；来电人：{clip(matter.caller, 12) or '未留姓名'}",
        f"派单：{local_minute(matter.dispatched_at)}；到期：{_end(matter.deadline_at)}，"
        f"{overdue(matter, now)}，尚未办结",
        *([clip(matter.urged, _URGED_SIGNS)] if matter.urged else []),
        f"最近处理：{_last(matter)}",
        _foot(now, who, desk_name),
    ]
    return clip("\n".join(lines), MESSAGE_LIMIT)


def spoken(matter: Matter, now: datetime, who: str, desk_name: str = "") -> str:
    """The words to read out on the telephone: whole sentences, digits in groups, times as people say them."""
    to_whom = LEVEL_PEOPLE[matter.level]
    caller = f"来电人{matter.caller}。" if matter.caller else ""
    sentences = [
        f"{to_whom}您好，这里是{desk_name or '值守台'}" + (f"，我是{who}。" if who else "。"),
        f"现{LEVEL_WORDS[matter.level]}上报一件到期未办结的工单。",
        f"编号：{grouped(matter.number)}。",
        f"诉求：{clip(matter.title, _TITLE_SIGNS)}" + (f"，在{matter.street}。" if matter.street else "。"),
        caller + (f"承办单位：{matter.unit}。" if matter.unit else "还没有派给承办单位。"),
        f"{_aloud(matter.dispatched_at)}派单，{_aloud_end(matter.deadline_at)}到期，到现在{overdue(matter, now)}。",
        f"{matter.urged}。" if matter.urged else "",
        f"最近处理：{_last(matter, aloud=True)}。",
        "请指示。",
    ]
    return "\n".join(sentence for sentence in sentences if sentence)


def list_message(matters: Sequence[Matter], now: datetime, who: str, desk_name: str = "") -> str:
    """One text for many expired tickets: how many, by unit, then one line each with number, matter and time over."""
    units: dict[str, int] = {}
    for matter in matters:
        units[matter.unit or "尚未派单"] = units.get(matter.unit or "尚未派单", 0) + 1
    shares = "，".join(f"{unit} {count}" for unit, count in sorted(units.items(), key=lambda pair: -pair[1]))
    lines = [f"【到期上报】{len(matters)} 件到期未办结（{shares}）"]
    for place, matter in enumerate(matters, start=1):
        parts = (matter.number, clip(matter.title, _LIST_SIGNS), matter.street, overdue(matter, now))
        lines.append(f"{place}. " + "，".join(part for part in parts if part))
    lines.append(_foot(now, who, desk_name))
    return "\n".join(lines)


def overdue(matter: Matter, now: datetime) -> str:
    """已超 2 小时 5 分; 未到期 for a deadline still to come."""
    over = now - matter.deadline_at
    return "未到期" if over < timedelta(0) else f"已超 {span_words(over)}"


def span_words(span: timedelta) -> str:
    """不到 1 分钟, 5 分钟, 2 小时 5 分, 3 天 4 小时: two units at most."""
    minutes = int(span.total_seconds()) // 60
    if minutes < 1:
        return "不到 1 分钟"
    if minutes < 60:
        return f"{minutes} 分钟"
    hours, rest = divmod(minutes, 60)
    if hours < 24:
        return f"{hours} 小时" + (f" {rest} 分" if rest else "")
    days, hours = divmod(hours, 24)
    return f"{days} 天" + (f" {hours} 小时" if hours else "")


def grouped(text: str) -> str:
    """The text with its runs of digits grouped for reading aloud: 20261118 → 2026 1118, 261117 → 261 117."""
    return _DIGITS.sub(lambda found: _groups(found[0]), text.replace("-", "，"))


def clip(text: str, signs: int) -> str:
    """The text cut to a length, phones hidden; a longer text ends in …"""
    plain = mask_text(" ".join(text.split(" ")).strip())
    return plain if len(plain) <= signs else plain[: signs - 1] + "…"


def _groups(digits: str) -> str:
    if len(digits) <= 4:
        return digits
    size = 3 if len(digits) % 3 == 0 and len(digits) < 12 else 4
    return " ".join(digits[at : at + size] for at in range(0, len(digits), size))


def _last(matter: Matter, *, aloud: bool = False) -> str:
    if matter.last_at is None:
        return "尚无处理记录"
    at = _aloud(matter.last_at) if aloud else local_minute(matter.last_at)
    return f"{at} {clip(matter.last_text, _LAST_SIGNS)}"


def _foot(now: datetime, who: str, desk_name: str) -> str:
    return " ".join(part for part in (local_minute(now), desk_name, f"值班 {who}" if who else "") if part)


def _end(at: datetime) -> str:
    """An end of a period: midnight belongs to the day it ends."""
    local = to_local(at)
    return f"{local.date() - timedelta(days=1):%m-%d} 24:00" if local.time() == time(0) else local_minute(at)


def _aloud(at: datetime) -> str:
    local = to_local(at)
    minutes = f"{local.minute}分" if local.minute else ""
    return f"{local.month}月{local.day}日{local.hour}时{minutes}"


def _aloud_end(at: datetime) -> str:
    local = to_local(at)
    if local.time() != time(0):
        return _aloud(at)
    day = local.date() - timedelta(days=1)
    return f"{day.month}月{day.day}日24时"
