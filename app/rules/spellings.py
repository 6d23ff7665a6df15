"""Reads the words of status, urgency, source and survey answers, by the table resources/spellings.toml."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from app.base.resources import resource_toml
from app.rules.folding import squeeze
from app.rules.states import AttemptOutcome, Contacted, Satisfied, Solved, TicketStatus, TimeClass, Urgency

_TABLES = "spellings.toml"
_WHOLE_NUMBER = re.compile(r"([0-9]+)\.0+")
_WRAPPED = re.compile(r"[\[【(（<《“\"']+(.+?)[\]】)）>》”\"']+")
_REMARK = re.compile(r"[(\[【].*?[)\]】]")
_CODED = re.compile(r"[0-9]{1,2}[\-.、:)_]?(?=[^0-9.])")


@lru_cache(maxsize=1024)
def read_urgency(text: str) -> Urgency | None:
    """Whether the file calls the ticket urgent (加急, 紧急, 特急, codes 2–4); None when it says neither."""
    meaning = _meaning("urgency", text)
    return Urgency(meaning) if meaning else None


@lru_cache(maxsize=1024)
def read_status(text: str) -> TicketStatus | None:
    """The status of this desk that the platform's word stands for; None when the word is empty or not known."""
    meaning = _meaning("status", text)
    return TicketStatus(meaning) if meaning else None


@lru_cache(maxsize=1024)
def read_time_class(text: str) -> TimeClass | None:
    """The handling class by its name or its time allowed (突发, 2小时, 7天); None when neither is known."""
    meaning = _meaning("time-class", text)
    return TimeClass(meaning) if meaning else None


@lru_cache(maxsize=1024)
def read_source(text: str) -> str:
    """市直派, 区分转 or 本地录入; empty when the word is none of their spellings."""
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
    """What a phone system says became of a call; None when empty or not known."""
    meaning = _meaning("outcome", text)
    return AttemptOutcome(meaning) if meaning else None


@cache
def _table(name: str) -> dict[str, str]:
    """Spelling → meaning of one table of the file."""
    meanings: dict[str, list[str]] = resource_toml(_TABLES)[name]
    return {squeeze(spelling).lower(): meaning for meaning, spellings in meanings.items() for spelling in spellings}


def _meaning(name: str, raw: str) -> str:
    """The meaning of a word: as it stands, then without brackets, a leading code (2-加急) or a remark; else empty."""
    table = _table(name)
    word = squeeze(raw).lower().strip(",;，；。、")
    if number := _WHOLE_NUMBER.fullmatch(word):
        word = number[1]
    if wrapped := _WRAPPED.fullmatch(word):
        word = wrapped[1]
    return table.get(word) or table.get(_CODED.sub("", word, count=1)) or table.get(_REMARK.sub("", word)) or ""
