"""A version of the rules as the texts of its fields, and back."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, time
from typing import Any

from app.rules.law.clocks import Urgency
from app.rules.law.forms import read_ladder_form, read_version
from app.rules.law.ladders import ladder_words, read_ladder
from app.rules.law.urgency import SHIPPED_LEVELS, UrgencyLevel, level_forms, levels_of
from app.rules.law.writing import ladder_form
from app.rules.shared.differences import Texts
from app.ui.law.fields import NO, YES, Kind, LevelNames, RuleField, fields_of, level_names, lines_of

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
    """The text of every field of a form, those of its levels in their order."""
    levels = levels_of(form.get("level") or level_forms(SHIPPED_LEVELS))
    described = {
        f"level.{level['code']}.{name}": _described(level[name])
        for level in level_forms(levels)
        for name in ("word", "tone", "icon", "pressing")
    }
    names = tuple((level.code, level.word) for level in levels)
    values = {key: field for key, field in fields_of(names).items() if key not in described}
    return described | {key: _written(field, _at(form, key), levels) for key, field in values.items()}


def named_texts(texts: Mapping[str, str]) -> Texts:
    """The texts by the words of their lines and fields, for comparing versions."""
    return {
        line.words: {field.words or line.words: _shown(field, texts[field.key].strip()) for field in line.fields}
        for line in lines_of(level_names(texts))
    }


def _shown(field: RuleField, text: str) -> str:
    """A text as its field shows it: the word of a choice."""
    return dict(field.choices).get(text, text)


def form_from(texts: Mapping[str, str], since: date) -> dict[str, Any]:
    """The form that the texts of all fields describe, for tickets dispatched from a day on.

    Raises:
        BadField: a text cannot be read.
        BadRules: the whole makes no sense; its `field` begins with the key of the field.

    """
    form: dict[str, Any] = {"effective_from": since}
    names = level_names(texts)
    levels = [_level(texts, code) for code, _ in names]
    if levels != level_forms(SHIPPED_LEVELS):
        form["level"] = levels
    for key, field in fields_of(names).items():
        text = texts[key].strip()
        if key.startswith("level.") or (not text and not field.needed):
            continue
        place = form
        *tables, last = key.split(".")
        for table in tables:
            place = place.setdefault(table, {})
        place[last] = _ladders(key, text, names) if field.kind is Kind.LADDERS else _READERS[field.kind](key, text)
    read_version(form)
    return form


def _described(value: object) -> str:
    return (YES if value else NO) if isinstance(value, bool) else str(value)


def _level(texts: Mapping[str, str], code: Urgency) -> dict[str, Any]:
    look = {name: texts[f"level.{code}.{name}"].strip() for name in ("word", "tone", "icon")}
    return {"code": str(code), **look, "pressing": texts[f"level.{code}.pressing"] == YES}


def _at(form: Mapping[str, Any], key: str) -> Any:
    found: Any = form
    for part in key.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found


def _written(field: RuleField, value: Any, levels: Sequence[UrgencyLevel]) -> str:
    if value is None:
        return ""
    match field.kind:
        case Kind.WHOLES:
            return "、".join(map(str, value))
        case Kind.TIMES:
            return "、".join(f"{item:%H:%M}" for item in value)
        case Kind.LIMIT:
            ((unit, number),) = value.items()
            return f"{number} {_UNITS[unit]}"
        case Kind.LADDERS:
            return "\n".join(ladder_words(read_ladder_form(item), levels) for item in value)
    return str(value)


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
        raise BadField(key, f"无法识别“{text}”，请写成 5 日、2 小时、90 分钟或 1 个工作日")
    return {_BY_WORD[found[2]]: int(found[1])}


def _ladders(key: str, text: str, levels: LevelNames) -> list[dict[str, Any]]:
    codes = {word: code for code, word in levels}
    try:
        return [ladder_form(read_ladder(line, codes)) for line in text.splitlines() if line.strip()]
    except ValueError as error:
        raise BadField(key, str(error)) from error


def _parts(text: str) -> list[str]:
    return [part for part in re.split(r"[,，、;；\s]+", text) if part]


_READERS: dict[Kind, Callable[[str, str], Any]] = {
    Kind.WHOLE: _whole,
    Kind.WHOLES: _wholes,
    Kind.TIMES: _times,
    Kind.LIMIT: _limit,
    Kind.CHOICE: lambda _key, text: text,
}
