"""Reads the levels of urgency of a version of the rules, and the numbers of each."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from app.rules.law.form_reading import Form
from app.rules.law.urgency import GENERAL, SHIPPED_LEVELS, LevelIcon, Tone, UrgencyLevel, levels_of
from app.rules.law.values import LevelRules
from app.rules.shared.folding import fold_word

MOST_LEVELS = 6
_NAMES = {"code", "word", "tone", "icon", "pressing"}
_CODE = re.compile(r"[a-z][a-z0-9-]{0,23}")
_WORD = re.compile(r"[^\W_]{1,4}")
_BY_LEVEL = ("sign_minutes", "sign_reminders", "first_contact_minutes", "acknowledgement_minutes", "return_answer")
_OPTIONAL_BY_LEVEL = ("callback_limit", "report_limit")


def read_levels(form: Form) -> tuple[UrgencyLevel, ...]:
    """The levels of a version, the most urgent first; a version that lists none has the shipped ones.

    Raises:
        BadRules: a level is invalid, two are alike, or the level of unmarked tickets is not the lowest.

    """
    tables = form.tables("level")
    if not tables:
        return SHIPPED_LEVELS
    if len(tables) > MOST_LEVELS:
        raise form.bad("level", len(tables), f"紧急程度最多 {MOST_LEVELS} 级")
    codes: list[str] = []
    words: list[str] = []
    for place, table in enumerate(tables, start=1):
        code = _code(form, place, table, codes)
        codes.append(code)
        words.append(_word(form, f"level.{code}.word", table["word"], words))
        _look(form, f"level.{code}", table)
    if codes[-1] != GENERAL:
        raise form.bad("level", "、".join(codes), f"最后一级须是 {GENERAL}：没有写明紧急程度的工单按它计")
    return levels_of(tables)


def read_numbers(form: Form, levels: Sequence[UrgencyLevel]) -> list[LevelRules]:
    """The numbers of each level.

    Raises:
        BadRules: a number is missing, unknown or invalid.

    """
    optional = [key for key in _OPTIONAL_BY_LEVEL if key in form.data]
    for key in (*_BY_LEVEL, *optional):
        form.names(key, [level.code for level in levels])
    return [_numbers(form, level, optional) for level in levels]


def _numbers(form: Form, level: UrgencyLevel, optional: Sequence[str]) -> LevelRules:
    code = level.code
    sign_limit = form.minutes(f"sign_minutes.{code}")
    callback, report = (
        form.limit(f"{key}.{code}") if key in optional else None for key in ("callback_limit", "report_limit")
    )
    return LevelRules(
        level=level,
        sign_limit=sign_limit,
        sign_reminders=_sign_slots(form, f"sign_reminders.{code}", sign_limit),
        first_contact_limit=form.minutes(f"first_contact_minutes.{code}"),
        acknowledgement_life=form.minutes(f"acknowledgement_minutes.{code}"),
        return_answer=form.limit(f"return_answer.{code}"),
        callback=callback,
        report=report,
    )


def _code(form: Form, place: int, table: object, before: Sequence[str]) -> str:
    if not isinstance(table, Mapping) or set(table) != _NAMES:
        raise form.bad(f"level.{place}", table, "应为 code、word、tone、icon、pressing 五项")
    code: object = table["code"]
    if not isinstance(code, str) or _CODE.fullmatch(code) is None or code in before:
        raise form.bad(f"level.{place}.code", code, "应为不重复的小写字母、数字和连字符，以字母开头")
    return code


def _word(form: Form, key: str, word: object, before: Sequence[str]) -> str:
    if not isinstance(word, str) or _WORD.fullmatch(word) is None:
        raise form.bad(key, word, "名称应为 1 至 4 个字，不带空格和标点")
    folded = fold_word(word)
    if folded in before:
        raise form.bad(key, word, "另一级已用这个名称")
    return folded


def _look(form: Form, key: str, table: Mapping[str, Any]) -> None:
    for name, kind in (("tone", Tone), ("icon", LevelIcon)):
        if table[name] not in [member.value for member in kind]:
            raise form.bad(f"{key}.{name}", table[name], f"只能是 {'、'.join(member.value for member in kind)}")
    if not isinstance(table["pressing"], bool):
        raise form.bad(f"{key}.pressing", table["pressing"], "应为 true 或 false")


def _sign_slots(form: Form, key: str, limit: timedelta) -> tuple[tuple[str, timedelta], ...]:
    offsets = form.get(key)
    if not isinstance(offsets, list) or len(set(map(str, offsets))) != len(offsets):
        raise form.bad(key, offsets, "应为不重复的分钟数，如 [0, 5, 8]")
    most = limit // timedelta(minutes=1) - 1
    for number in offsets:
        if isinstance(number, bool) or not isinstance(number, int) or not 0 <= number <= most:
            raise form.bad(key, number, f"签收提醒应早于签收时限，为 0 至 {most} 分钟")
    slots = [("arrival" if n == 0 else f"{n}min", timedelta(minutes=n)) for n in sorted(offsets)]
    return (*slots, ("overdue", limit))
