"""The fields of a version of the rules: their words, and the format of each."""

from __future__ import annotations

import enum
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.rules.law.clocks import TIME_CLASS_WORDS, TimeClass, Urgency
from app.rules.law.urgency import LevelIcon, Tone

LevelNames = tuple[tuple[Urgency, str], ...]
YES, NO = "yes", "no"


class Kind(enum.Enum):
    """How a field is written."""

    WORD = "word"
    WHOLE = "whole"
    WHOLES = "wholes"
    LIMIT = "limit"
    TIMES = "times"
    CHOICE = "choice"
    YES_NO = "yes-no"
    LADDERS = "ladders"


@dataclass(frozen=True, slots=True)
class RuleField:
    """One field of the form, by key ("sign_minutes.urgent"); an empty one without `needed` switches the clock off."""

    key: str
    words: str
    kind: Kind
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    needed: bool = True


@dataclass(frozen=True, slots=True)
class RuleLine:
    """Fields in one line under a common word; `level` is set where the line describes a level of urgency."""

    words: str
    fields: tuple[RuleField, ...]
    hint: str = ""
    level: Urgency | None = None


def level_names(texts: Mapping[str, str]) -> LevelNames:
    """Code and word of every level that the texts describe, the most urgent first."""
    found = ((_LEVEL.fullmatch(key), text) for key, text in texts.items())
    return tuple((Urgency(key[1]), text.strip()) for key, text in found if key is not None)


def lines_of(levels: LevelNames) -> tuple[RuleLine, ...]:
    """Every line of a version with these levels, from top to bottom."""
    described = (_level_line(code, rank) for rank, (code, _) in enumerate(levels, start=1))
    return (*described, *(line(levels) for line in _LINES))


def fields_of(levels: LevelNames) -> dict[str, RuleField]:
    """Every field of a version with these levels, by its key."""
    return {field.key: field for line in lines_of(levels) for field in line.fields}


def field_of(key: str, fields: Mapping[str, RuleField]) -> str:
    """The field at which a refusal of the rules is shown: handling.default.days stands at handling.default."""
    found = key
    while found and found not in fields:
        found = found.rpartition(".")[0]
    if not found and key.partition(".")[0] == "level":
        return next(name for name in fields if _LEVEL.fullmatch(name))
    return found


_LEVEL = re.compile(r"level\.([^.]+)\.word")
_MakesLine = Callable[[LevelNames], RuleLine]


def _level_line(code: Urgency, rank: int) -> RuleLine:
    tones = tuple((tone.value, tone.word) for tone in Tone)
    icons = tuple((icon.value, icon.word) for icon in LevelIcon)
    fields = (
        RuleField(f"level.{code}.word", "名称", Kind.WORD, "如 特急"),
        RuleField(f"level.{code}.tone", "颜色", Kind.CHOICE, choices=tones),
        RuleField(f"level.{code}.icon", "图标", Kind.CHOICE, choices=icons),
        RuleField(f"level.{code}.pressing", "催促", Kind.YES_NO, choices=((YES, "反复响铃"), (NO, "不催"))),
    )
    return RuleLine(f"紧急程度 {rank}", fields, level=code)


def _by_level(key: str, words: str, kind: Kind, hint: str = "", *, needed: bool = True) -> _MakesLine:
    """A line with one field for each level."""

    def line(levels: LevelNames) -> RuleLine:
        fields = (RuleField(f"{key}.{code}", word, kind, needed=needed) for code, word in levels)
        return RuleLine(words, tuple(fields), hint)

    return line


def _once(line: RuleLine) -> _MakesLine:
    return lambda _levels: line


_LINES: tuple[_MakesLine, ...] = (
    _by_level("sign_minutes", "签收时限（分钟）", Kind.WHOLE),
    _by_level("sign_reminders", "签收提醒", Kind.WHOLES, "派单后第几分钟提醒，0 为一到就提醒；到时限必提醒"),
    _by_level("first_contact_minutes", "首次联系（分钟）", Kind.WHOLE),
    _once(
        RuleLine(
            "办理时限",
            tuple(
                RuleField(f"handling.{time_class}", TIME_CLASS_WORDS[time_class], Kind.LIMIT)
                for time_class in TimeClass
            ),
            "写成 5 日、2 小时、5 个工作日",
        )
    ),
    _once(
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
                RuleField(
                    "calendar", "日历", Kind.CHOICE, choices=(("natural", "自然日"), ("working", "工作日，含调休"))
                ),
            ),
        )
    ),
    _once(
        RuleLine(
            "第几日提醒",
            (
                RuleField("day_series.number", "第几日", Kind.WHOLE),
                RuleField("day_series.times", "钟点", Kind.TIMES, "09:00、16:00"),
            ),
        )
    ),
    _by_level("return_answer", "退单答复", Kind.LIMIT),
    _by_level("callback_limit", "回访", Kind.LIMIT, "不填就不计时", needed=False),
    _by_level("report_limit", "报送（到期上报）", Kind.LIMIT, "到期后多久内上报；不填就不计时", needed=False),
    _once(
        RuleLine(
            "其他提醒",
            (RuleField("ladder", "", Kind.LADDERS, needed=False),),
            "每行一个时限：首次联系 · 紧急：用去 80%、到期前 5 分、第 3 日 09:00、到期时、到期后 30 分",
        )
    ),
    _by_level("acknowledgement_minutes", "确认后静默（分钟）", Kind.WHOLE),
    _once(
        RuleLine(
            "其他",
            (
                RuleField("ring_again_seconds", "无人应答重响（秒）", Kind.WHOLE),
                RuleField("max_returns", "最多退单（次）", Kind.WHOLE),
            ),
        )
    ),
    _once(
        RuleLine(
            "无法联系的条件",
            (
                RuleField("reach.attempts", "拨打次数", Kind.WHOLE),
                RuleField("reach.day_parts", "时段数", Kind.WHOLE),
                RuleField("reach.days", "天数", Kind.WHOLE),
                RuleField("reach.minutes_apart", "间隔（分钟）", Kind.WHOLE),
            ),
        )
    ),
)
# The tables that hold a value for each level.
BY_LEVEL = (
    "sign_minutes",
    "sign_reminders",
    "first_contact_minutes",
    "return_answer",
    "callback_limit",
    "report_limit",
    "acknowledgement_minutes",
)
