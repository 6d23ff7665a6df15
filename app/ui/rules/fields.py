"""The fields of a version of the rules, declared once: their words, and how their text becomes the form's value."""

from __future__ import annotations

import enum
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from app.rules.ladders import ladder_words, read_ladder
from app.rules.rule_forms import read_ladder_form, read_version
from app.rules.rule_writing import ladder_form
from app.rules.states import TIME_CLASS_WORDS, URGENCY_WORDS, TimeClass, Urgency


class Kind(enum.Enum):
    """How a field is written."""

    WHOLE = "whole"
    WHOLES = "wholes"
    LIMIT = "limit"
    TIMES = "times"
    DATE = "date"
    CHOICE = "choice"
    LADDERS = "ladders"


@dataclass(frozen=True, slots=True)
class RuleField:
    """One value of the form, by its key ("sign_minutes.urgent"); `needed` is False where empty means: no such clock."""

    key: str
    words: str
    kind: Kind
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    needed: bool = True


@dataclass(frozen=True, slots=True)
class RuleLine:
    """Fields that stand in one line under a common word."""

    words: str
    fields: tuple[RuleField, ...]
    hint: str = ""


def _pair(key: str, words: str, kind: Kind, hint: str = "", *, needed: bool = True) -> RuleLine:
    fields = (RuleField(f"{key}.{each}", URGENCY_WORDS[each], kind, needed=needed) for each in Urgency)
    return RuleLine(words, tuple(fields), hint)


LINES: tuple[RuleLine, ...] = (
    RuleLine(
        "生效日期", (RuleField("effective_from", "", Kind.DATE, "2026-12-01"),), "从这天起派的工单按此计；不能早于今天"
    ),
    _pair("sign_minutes", "签收时限（分钟）", Kind.WHOLE),
    _pair("sign_reminders", "签收提醒", Kind.WHOLES, "派单后第几分钟提醒，0 为一到就提醒；到时限必提醒"),
    _pair("first_contact_minutes", "首次联系（分钟）", Kind.WHOLE),
    RuleLine(
        "办理时限",
        tuple(RuleField(f"handling.{each}", TIME_CLASS_WORDS[each], Kind.LIMIT) for each in TimeClass),
        "写成 5 日、2 小时、5 个工作日",
    ),
    RuleLine(
        "日的计法",
        (
            RuleField(
                "day_counting",
                "起算",
                Kind.CHOICE,
                choices=(
                    ("civil-code", "派单当日不计（民法典）"),
                    ("dispatch-day-is-1", "派单当日为第 1 日"),
                    ("exact", "满 24 小时为 1 日"),
                ),
            ),
            RuleField("calendar", "日历", Kind.CHOICE, choices=(("natural", "自然日"), ("working", "工作日，含调休"))),
        ),
    ),
    RuleLine(
        "第几日提醒",
        (
            RuleField("day_series.number", "第几日", Kind.WHOLE),
            RuleField("day_series.times", "钟点", Kind.TIMES, "09:00、16:00"),
        ),
    ),
    _pair("return_answer", "退单答复", Kind.LIMIT),
    _pair("callback_limit", "回访", Kind.LIMIT, "不填就不计时", needed=False),
    _pair("report_limit", "报送（到期上报）", Kind.LIMIT, "到期后多久内上报；不填就不计时", needed=False),
    RuleLine(
        "其他提醒",
        (RuleField("ladder", "", Kind.LADDERS, needed=False),),
        "每行一个时限：首次联系 · 紧急：用去 80%、到期前 5 分、第 3 日 09:00、到期时、到期后 30 分",
    ),
    _pair("acknowledgement_minutes", "确认后静默（分钟）", Kind.WHOLE),
    RuleLine(
        "其他",
        (
            RuleField("ring_again_seconds", "无人应答重响（秒）", Kind.WHOLE),
            RuleField("max_returns", "最多退单（次）", Kind.WHOLE),
        ),
    ),
    RuleLine(
        "无法联系的条件",
        (
            RuleField("reach.attempts", "拨打次数", Kind.WHOLE),
            RuleField("reach.day_parts", "时段数", Kind.WHOLE),
            RuleField("reach.days", "天数", Kind.WHOLE),
            RuleField("reach.minutes_apart", "间隔（分钟）", Kind.WHOLE),
        ),
    ),
)
FIELDS = {field.key: field for line in LINES for field in line.fields}
_UNITS = {"days": "日", "working_days": "个工作日", "hours": "小时", "minutes": "分钟"}
_LIMIT = re.compile(r"(\d{1,6})(个工作日|工作日|日|天|小时|时|分钟|分)")
_BY_WORD = {
    "个工作日": "working_days", "工作日": "working_days", "日": "days", "天": "days", "小时": "hours", "时": "hours",
    "分钟": "minutes", "分": "minutes",
}  # fmt: skip


class BadField(ValueError):
    """A text that is no value of its field; `key` names the field."""

    def __init__(self, key: str, message: str) -> None:
        super().__init__(message)
        self.key = key


def texts_of(form: Mapping[str, Any]) -> dict[str, str]:
    """The text of every field of a form."""
    return {key: _written(field, _at(form, key)) for key, field in FIELDS.items()}


def form_from(texts: Mapping[str, str]) -> dict[str, Any]:
    """The form that the texts of all fields say.

    Raises:
        BadField: a text cannot be read.
        BadRules: the whole makes no sense; its `field` begins with the key of the field.

    """
    form: dict[str, Any] = {}
    for key, field in FIELDS.items():
        text = texts[key].strip()
        if not text and not field.needed:
            continue
        place = form
        *tables, last = key.split(".")
        for table in tables:
            place = place.setdefault(table, {})
        place[last] = _read(field, text)
    read_version(form)
    return form


def field_of(key: str) -> str:
    """The field at which a refusal of the rules is shown: handling.default.days stands at handling.default."""
    while key and key not in FIELDS:
        key = key.rpartition(".")[0]
    return key


def _at(form: Mapping[str, Any], key: str) -> Any:
    found: Any = form
    for part in key.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found


def _written(field: RuleField, value: Any) -> str:
    if value is None:
        return ""
    match field.kind:
        case Kind.WHOLES:
            return "、".join(map(str, value))
        case Kind.TIMES:
            return "、".join(f"{each:%H:%M}" for each in value)
        case Kind.LIMIT:
            ((unit, number),) = value.items()
            return f"{number} {_UNITS[unit]}"
        case Kind.LADDERS:
            return "\n".join(ladder_words(read_ladder_form(each)) for each in value)
    return str(value)


def _read(field: RuleField, text: str) -> Any:
    return _READERS[field.kind](field.key, text)


def _whole(key: str, text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= 7):
        raise BadField(key, f"“{text}”应为整数")
    return int(text)


def _wholes(key: str, text: str) -> list[int]:
    return [_whole(key, part.strip()) for part in _parts(text)]


def _times(key: str, text: str) -> list[time]:
    times = []
    for part in _parts(text):
        found = re.fullmatch(r"(\d{1,2})[:：](\d{2})", part.strip())
        if found is None or int(found[1]) > 23 or int(found[2]) > 59:
            raise BadField(key, f"“{part.strip()}”应为钟点，如 09:00")
        times.append(time(int(found[1]), int(found[2])))
    return times


def _limit(key: str, text: str) -> dict[str, int]:
    found = _LIMIT.fullmatch(re.sub(r"\s+", "", text))
    if found is None:
        raise BadField(key, f"看不懂“{text}”，请写成 5 日、2 小时、90 分钟或 1 个工作日")
    return {_BY_WORD[found[2]]: int(found[1])}


def _day(key: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadField(key, f"“{text}”应为日期，如 2026-12-01") from None


def _ladders(key: str, text: str) -> list[dict[str, Any]]:
    try:
        return [ladder_form(read_ladder(line)) for line in text.splitlines() if line.strip()]
    except ValueError as error:
        raise BadField(key, str(error)) from error


def _parts(text: str) -> list[str]:
    return [part for part in re.split(r"[,，、;；\s]+", text) if part]


_READERS: dict[Kind, Callable[[str, str], Any]] = {
    Kind.WHOLE: _whole,
    Kind.WHOLES: _wholes,
    Kind.TIMES: _times,
    Kind.LIMIT: _limit,
    Kind.DATE: _day,
    Kind.CHOICE: lambda _key, text: text,
    Kind.LADDERS: _ladders,
}
