"""Reads the words of closed lists, by the tables of resources/spellings.toml."""

from __future__ import annotations

import re
from functools import cache

from app.base.resources import resource_toml
from app.rules.shared.folding import fold_word

_TABLES = "spellings.toml"
# A longer text is no word of a table.
_LONGEST = 80
_WHOLE_NUMBER = re.compile(r"([0-9]+)\.0+")
_WRAPPED = re.compile(r"[\[【(（<《“\"']+(.+?)[\]】)）>》”\"']+")
# Marks that platforms and people put around a word.
_DECORATION = ",;，；。、.!*#※·•★☆▲△▼▽●○◎◆◇■□⚠❗‼🔴🚨\ufe0f"
_REMARK = re.compile(r"[(\[【].*?[)\]】]")
_CODED = re.compile(r"[0-9]{1,2}[\-.、:)_]?(?=[^0-9.])")


def meanings_of(name: str) -> dict[str, list[str]]:
    """The spellings of each meaning of one table of the file."""
    meanings: dict[str, list[str]] = resource_toml(_TABLES)[name]
    return meanings


@cache
def _table(name: str) -> dict[str, str]:
    """Spelling → meaning of one table of the file."""
    spellings = meanings_of(name).items()
    return {fold_word(spelling): meaning for meaning, words in spellings for spelling in words}


def meaning_of(name: str, raw: str) -> str:
    """The meaning of a word: as written, then without brackets, a leading code (2-加急) or a remark; else empty."""
    if len(raw) > _LONGEST:
        return ""
    table = _table(name)
    word = fold_word(raw).strip(_DECORATION)
    if number := _WHOLE_NUMBER.fullmatch(word):
        word = number[1]
    if wrapped := _WRAPPED.fullmatch(word):
        word = wrapped[1]
    return table.get(word) or table.get(_CODED.sub("", word, count=1)) or table.get(_REMARK.sub("", word)) or ""
