"""Reads the words of status, urgency, source and survey answers, by the table resources/spellings.toml."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from app.rules.contact.states import AttemptOutcome
from app.rules.law.clocks import TimeClass, Urgency
from app.rules.law.urgency import GENERAL
from app.rules.shared.folding import fold_word
from app.rules.shared.spelling_tables import meaning_of, meanings_of
from app.rules.survey.states import Contacted, Satisfied, Solved
from app.rules.ticket.states import TicketStatus

if TYPE_CHECKING:
    from app.rules.law.values import ClockRules

# Outcomes of calls that answer many another question too.
_AMBIGUOUS_OUTCOMES = frozenset(
    {"是", "否", "1", "0", "1.0", "0.0", "y", "n", "yes", "no", "正常", "成功", "失败", "超时", "应答", "接听"}
    | {"success", "failed", "timeout", "connected", "invalid"}
)


@lru_cache(maxsize=1024)
def read_urgency(text: str) -> Urgency | None:
    """The level of a file's word (特急, 4; 加急, 紧急, 2, 3; 普通, 1); None when it is unknown.

    The rules of the ticket's dispatch need not have that level: see `level_meant`.
    """
    meaning = meaning_of("urgency", text)
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
    order = list(meanings_of("urgency"))
    below = order[order.index(level) :] if level in order else ()
    return next((lower for lower in map(Urgency, below) if lower in rules.by_level), GENERAL)


@lru_cache(maxsize=1024)
def read_status(text: str) -> TicketStatus | None:
    """The desk's status for the platform's word; None when the word is empty or not known."""
    meaning = meaning_of("status", text)
    return TicketStatus(meaning) if meaning else None


@lru_cache(maxsize=1024)
def says_rework(text: str) -> bool:
    """Whether the platform's status says that the ticket is handled again (二次办理)."""
    return bool(meaning_of("rework", text))


@lru_cache(maxsize=1024)
def read_time_class(text: str) -> TimeClass | None:
    """The handling class by its name or its time allowed (突发, 2小时, 7天); None when neither is known."""
    meaning = meaning_of("time-class", text)
    return TimeClass(meaning) if meaning else None


@lru_cache(maxsize=1024)
def read_source(text: str) -> str:
    """市直派, 区分转 or 本地录入; empty when the word is unknown."""
    return meaning_of("source", text)


@lru_cache(maxsize=1024)
def read_yes_no(text: str) -> bool | None:
    """是/否 in all its spellings (1/0, 有效/无效, √/×); None when empty or neither."""
    meaning = meaning_of("yes-no", text)
    return meaning == "yes" if meaning else None


@lru_cache(maxsize=1024)
def read_contacted(text: str) -> Contacted | None:
    """The platform's answer to 是否联系/是否响应; None when empty or not known."""
    meaning = meaning_of("contacted", text)
    return Contacted(meaning) if meaning else None


@lru_cache(maxsize=1024)
def read_solved(text: str) -> Solved | None:
    """The platform's answer to 是否解决; None when empty or not known."""
    meaning = meaning_of("solved", text)
    return Solved(meaning) if meaning else None


@lru_cache(maxsize=1024)
def read_satisfied(text: str) -> Satisfied | None:
    """The platform's answer to 是否满意; None when empty or not known."""
    meaning = meaning_of("satisfied", text)
    return Satisfied(meaning) if meaning else None


@lru_cache(maxsize=1024)
def read_outcome(text: str) -> AttemptOutcome | None:
    """The outcome of a call by a phone system's word; None when empty or not known."""
    meaning = meaning_of("outcome", text)
    return AttemptOutcome(meaning) if meaning else None


@lru_cache(maxsize=1024)
def names_outcome(text: str) -> bool:
    """Whether a text is the outcome of a call in whatever column it stands (未接听, 空号; not 是, 1 or 正常)."""
    return fold_word(text) not in _AMBIGUOUS_OUTCOMES and read_outcome(text) is not None
