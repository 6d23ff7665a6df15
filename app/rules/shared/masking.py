"""Hides what names a person: numbers in texts and cells, and the names of callers."""

from __future__ import annotations

import re

from app.rules.shared.folding import plain_dashes, squeeze
from app.rules.shared.numbers_in_text import FoundNumber, NumberKind, numbers_in
from app.rules.shared.phones import AREA, PLAIN_MOBILE

_NUMBER = re.compile(rf"(?:({AREA})-)?([0-9]+)(?:-([0-9]+))?")

_COMPOUND_SURNAMES = frozenset(
    [
        "欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐",
        "长孙", "宇文", "司徒", "夏侯", "端木", "百里", "呼延", "南宫", "东郭", "西门",
        "轩辕", "澹台", "公冶", "申屠", "太史", "闻人", "钟离", "鲜于", "赫连", "濮阳",
        "淳于", "单于", "司空", "独孤", "拓跋", "完颜", "纳兰", "叶赫", "那拉",
    ]
)  # fmt: skip
_FORM_OF_ADDRESS = re.compile(r".{1,2}(?:先生|女士|小姐|同志|老师|师傅|经理|阿姨|大爷|大妈|叔叔)")
_NAMELESS = ("匿名", "保密", "不详", "未知", "不愿透露")


def mask_phone(number: str) -> str:
    """The number with its middle hidden: `138****0001`, `010-****0001`, `****0001`; extensions vanish wholly.

    Anything else keeps at most a third of its signs, four at most; what is already masked stays.
    """
    text = plain_dashes(squeeze(number))
    if text.count("*") >= 3:
        return text
    found = _NUMBER.fullmatch(text)
    if found is None:
        return _tail(text)
    area, line, extension = found.groups()
    return (f"{area}-" if area else "") + _mask_line(line) + ("-***" if extension else "")


def mask_text(text: str) -> str:
    """Free text with every number that names a person masked; all else is unchanged.

    `numbers_in_text` says what such a number is. A longer text takes longer in proportion.
    """
    parts: list[str] = []
    end = 0
    for found in numbers_in(text):
        glued = "，" if parts and found.start == end else ""
        parts += [text[end : found.start], glued, _masked(found)]
        end = found.end
    return "".join([*parts, text[end:]]) if parts else text


def mask_name(name: str) -> str:
    """The surname and 某 (王某, 欧阳某); 王先生, 匿名 and the like stay, a foreign name keeps its first letter."""
    text = squeeze(name)
    if not text or text.startswith(_NAMELESS) or _FORM_OF_ADDRESS.fullmatch(text):
        return text
    if not "\u3400" <= text[0] <= "\u9fff":
        return f"{text[0]}***"
    return f"{text[:2] if len(text) > 2 and text[:2] in _COMPOUND_SURNAMES else text[0]}某"


def _masked(found: FoundNumber) -> str:
    if found.kind is NumberKind.IDENTITY:
        shown = len(found.signs) - 14
        return f"{found.signs[:6]}{'*' * 8}{found.signs[-shown:]}"
    if found.kind is NumberKind.BANK_CARD:
        return "*" * (len(found.signs) - 4) + found.signs[-4:]
    return mask_phone(found.signs)


def _mask_line(line: str) -> str:
    if PLAIN_MOBILE.fullmatch(line):
        return f"{line[:3]}****{line[-4:]}"
    if len(line) == 10 and line[:3] in ("400", "800"):
        return f"{line[:3]}***{line[-4:]}"
    return f"{'*' * (len(line) - 4)}{line[-4:]}" if len(line) in (7, 8) else _tail(line)


def _tail(text: str) -> str:
    shown = min(4, len(text) // 3)
    return "*" * (len(text) - shown) + text[len(text) - shown :]
