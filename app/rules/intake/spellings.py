"""Reads the words of status, urgency, source and survey answers, by the table resources/spellings.toml."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from app.base.resources import resource_toml
from app.rules.contact.states import AttemptOutcome
from app.rules.law.clocks import TimeClass, Urgency
from app.rules.law.urgency import GENERAL
from app.rules.shared.folding import fold_word
from app.rules.survey.states import Contacted, Satisfied, Solved
from app.rules.ticket.states import TicketStatus

if TYPE_CHECKING:
    from app.rules.law.values import ClockRules

_TABLES = "spellings.toml"
# A longer text is no word of a table.
_LONGEST = 80
_WHOLE_NUMBER = re.compile(r"([0-9]+)\.0+")
_WRAPPED = re.compile(r"[\[【(（<《“\"']+(.+?)[\]】)）>》”\"']+")
# Marks that platforms and people put around a word.
_DECORATION = ",;，；。、.!*#※·•★☆▲△▼▽●○◎◆◇■□⚠❗‼🔴🚨\ufe0f"
_REMARK = re.compile(r"[(\[【].*?[)\]】]")
# Outcomes of calls that answer many another question too.
_AMBIGUOUS_OUTCOMES = frozenset(
    {"是", "否", "1", "0", "1.0", "0.0", "y", "n", "yes", "no", "正常", "成功", "失败", "超时", "应答", "接听"}
    | {"success", "failed", "timeout", "connected", "invalid"}
)
_CODED = re.compile(r"[0-9]{1,2}[\-.、:)_]?(?=[^0-9.])")


@lru_cache(maxsize=1024)
def read_urgency(text: str) -> Urgency | None:
    """The level of a file's word (特急, 4; 加急, 紧急, 2, 3; 普通, 1); None when it is unknown.

    The rules of the ticket's dispatch need not have that level: see `level_meant`.
    """
    meaning = _meaning("urgency", text)
    return Urgency(meaning) if meaning else None


def level_meant(rules: ClockRules, level: Urgency, word: str) -> Urgency:
    """The level of these rules that a file means; `level` is what `read_urgency` made of its `word`.

    A level that the rules call by the file's own word comes first, then `level` itself; where the rules do not have
    it, the next one below that they have (特急 is 紧急 where there is no 特急).
    """
    named = rules.level_named(word) if word else None
    if named is not None:
        return named
    if level in rules.by_level:
        return level
    order = list(_meanings("urgency"))
    below = order[order.index(level) :] if level in order else ()
    return next((lower for lower in map(Urgency, below) if lower in rules.by_level), GENERAL)


@lru_cache(maxsize=1024)
def read_status(text: str) -> TicketStatus | None:
    """The desk's status for the platform's word; None when the word is empty or not known."""
    meaning = _meaning("status", text)
    return TicketStatus(meaning) if meaning else None


@lru_cache(maxsize=1024)
def read_time_class(text: str) -> TimeClass | None:
    """The handling class by its name or its time allowed (突发, 2小时, 7天); None when neither is known."""
    meaning = _meaning("time-class", text)
    return TimeClass(meaning) if meaning else None


@lru_cache(maxsize=1024)
def read_source(text: str) -> str:
    """市直派, 区分转 or 本地录入; empty when the word is unknown."""
    return _meaning("source", text)


@lru_cache(maxsize=1024)
def read_yes_no(text: str) -> bool | None:
    """是/否 in all its spellings (1/0, 有效/无效, √/×); None when empty or neither."""
    meaning = _meaning("yes-no", text)
    return meaning == "yes" if meaning else None


@lru_cache(maxsize=1024)
def read_contacted(text: str) -> Contacted | None:
    """The platform's answer to 是否联系/是否响应; None when empty or not known."""
    meaning = _meaning("contacted", text)
    return Contacted(meaning) if meaning else None


@lru_cache(maxsize=1024)
def read_solved(text: str) -> Solved | None:
    """The platform's answer to 是否解决; None when empty or not known."""
    meaning = _meaning("solved", text)
    return Solved(meaning) if meaning else None


@lru_cache(maxsize=1024)
def read_satisfied(text: str) -> Satisfied | None:
    """The platform's answer to 是否满意; None when empty or not known."""
    meaning = _meaning("satisfied", text)
    return Satisfied(meaning) if meaning else None


@lru_cache(maxsize=1024)
def read_outcome(text: str) -> AttemptOutcome | None:
    """The outcome of a call by a phone system's word; None when empty or not known."""
    meaning = _meaning("outcome", text)
    return AttemptOutcome(meaning) if meaning else None


@lru_cache(maxsize=1024)
def names_outcome(text: str) -> bool:
    """Whether a text is the outcome of a call in whatever column it stands (未接听, 空号; not 是, 1 or 正常)."""
    return fold_word(text) not in _AMBIGUOUS_OUTCOMES and read_outcome(text) is not None


def _meanings(name: str) -> dict[str, list[str]]:
    """The spellings of each meaning of one table of the file."""
    meanings: dict[str, list[str]] = resource_toml(_TABLES)[name]
    return meanings


@cache
def _table(name: str) -> dict[str, str]:
    """Spelling → meaning of one table of the file."""
    spellings = _meanings(name).items()
    return {fold_word(spelling): meaning for meaning, words in spellings for spelling in words}


def _meaning(name: str, raw: str) -> str:
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
